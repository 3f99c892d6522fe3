"""Unemployment by month, district and legal scope, and planned places per unemployed."""
