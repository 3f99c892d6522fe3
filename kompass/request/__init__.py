"""Parsing of query parameters, and names of files and links derived from them."""
