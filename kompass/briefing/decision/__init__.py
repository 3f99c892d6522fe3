"""The decision paper on a scenario."""
