"""Occupation groups listed as short, the training goals, and which goal fits which shortage."""
