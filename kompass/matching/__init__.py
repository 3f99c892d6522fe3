"""Matching by occupation group: shortages, training goals, state measures and moved places."""
