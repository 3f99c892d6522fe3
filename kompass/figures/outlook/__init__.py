"""Forecasts, target groups and the further lists of the plan."""
