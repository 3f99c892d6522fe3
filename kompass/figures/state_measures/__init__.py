"""Measures of the state government (Land) and the background of its report."""
