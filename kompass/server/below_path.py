"""Middleware for a server below a path (``server.baseUrlPath``): our routes are answered there as at the root."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


class BelowPath:
    """Streamlit puts its own routes below ``base``, not those that are added to it. A request below ``base`` that one of
    ``routes`` answers is told where it is, as ASGI's ``root_path``: links in its answer begin there."""

    def __init__(self, app: ASGIApp, base: str, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.base = f"/{base.strip('/')}" if base.strip("/") else ""
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.base and scope["type"] == "http" and scope["path"].startswith(f"{self.base}/"):
            below = {**scope, "root_path": scope.get("root_path", "") + self.base}
            if any(route.matches(below)[0] is not Match.NONE for route in self.routes):
                scope = below
        await self.app(scope, receive, send)
