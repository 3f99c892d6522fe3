"""Middleware that lets pages of other sites read the interface for programs, as the operator wants (CORS)."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

INTERFACE = "/api/v1/"
KEEPING = f"{INTERFACE}rounds"  # what is sent there is kept
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")


def is_origin(text: str) -> bool:
    """Whether a text is ``*`` or an origin as browsers write it."""
    return text == "*" or _ORIGIN.fullmatch(text) is not None


class OpenInterface:
    """Middleware that adds the CORS headers to answers below :data:`INTERFACE` for the ``origins``, ``*`` for all; empty:
    none. What keeps something may be read, not written."""

    def __init__(self, app: ASGIApp, origins: Collection[str], base: str = "") -> None:
        self.app = app
        self.base = f"/{base}" if base else ""
        self.open = CORSMiddleware(
            app,
            allow_origins=tuple(origins),
            allow_methods=("GET", "POST"),
            allow_headers=("Content-Type",),
            expose_headers=("Content-Disposition", "Retry-After"),
        )
        self.none = not origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self.open if self._is_open(scope) else self.app)(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        if self.none or scope["type"] != "http":
            return False
        path = scope["path"].removeprefix(self.base)
        kept = path.startswith(KEEPING) and scope["method"] not in ("GET", "HEAD")
        return path.startswith(INTERFACE) and not kept
