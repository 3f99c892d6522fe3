"""Figures of the year: planned against actual, what will be free or missing, money."""
