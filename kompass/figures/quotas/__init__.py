"""The quotas of the plan: places and qualification-oriented places by institution."""
