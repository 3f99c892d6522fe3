"""Middleware for the address at which others reach this server: links, QR codes and citations carry it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send


def is_public_address(address: str) -> bool:
    """Whether a text is an address that links can begin with: http or https, a host, no query."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port or 1) > 0
            and not (parts.query or parts.fragment or parts.username)
            and address.isascii()
            and not any(c.isspace() or c in "\"'<>" for c in address)
        )
    except ValueError:  # a port that is no number
        return False


class PublicAddress:
    """Lets ``request.base_url`` be ``address`` in every HTTP request, whatever host the request named.

    Websockets are left alone: Streamlit compares their host with the browser's. An empty address changes nothing.
    """

    def __init__(self, app: ASGIApp, address: str) -> None:
        self.app = app
        self.parts = urlsplit(address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.parts.netloc and not scope["path"].startswith("/_stcore"):
            headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {
                **scope,
                "scheme": self.parts.scheme,
                "headers": [*headers, (b"host", self.parts.netloc.encode())],
                "app_root_path": self.parts.path.rstrip(
                    "/"
                ),  # what Starlette puts before the base URL's final "/"
            }
        await self.app(scope, receive, send)
