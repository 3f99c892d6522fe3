"""The summary of the plan for one district."""
