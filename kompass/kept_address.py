"""Addresses of texts that browsers keep for ever: with the text the address changes."""

from __future__ import annotations

from hashlib import sha256


def kept_address(route: str, text: str) -> str:
    """The address of a text served at a route, from a page: it works below a path, too."""
    return f"{route.lstrip('/')}?{sha256(text.encode()).hexdigest()[:12]}"
