"""Comparison with other planning regions in Germany."""
