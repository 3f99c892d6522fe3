"""The search: an index of everything that has a title or a code."""
