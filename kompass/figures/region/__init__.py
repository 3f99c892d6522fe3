"""The three districts compared."""
