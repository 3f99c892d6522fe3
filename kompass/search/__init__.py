"""The search index of everything with a title or a code."""
