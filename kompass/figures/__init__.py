"""Figures, one module per subject: a table first, then the figure drawn from it."""
