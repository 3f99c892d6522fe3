"""Figures by subject: each module computes a table, then the exhibit and chart made from it."""
