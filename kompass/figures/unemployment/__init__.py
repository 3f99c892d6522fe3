"""Unemployment by month, district and legal scope, and the planned places against it."""
