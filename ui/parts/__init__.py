"""Widgets and HTML of single pages, one module per page or subject."""
