"""ASGI middleware: security headers, ``lang`` attribute of HTML responses, 404 for unknown pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# 'unsafe-inline', 'unsafe-eval' and blob: are needed by Streamlit, plotly and the iframe of the map (inline scripts,
# compiled templates, workers). Everything else, and every other host, is forbidden.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' data: blob:",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Middleware that adds :data:`HEADERS` to every HTTP response.

    ``framed`` is the folder of the pages that other sites may show in a frame, ``hosts`` are those sites as the
    Content-Security-Policy writes them, separated by spaces; empty: nobody.
    """

    def __init__(self, app: ASGIApp, framed: str = "", hosts: str = "") -> None:
        self.app = app
        self.framed = framed
        ancestors = "frame-ancestors " + (hosts or "'none'")
        self.framed_headers = {
            **HEADERS,
            "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", ancestors),
            "X-Frame-Options": "DENY",
        }
        if hosts:  # a browser that knows only X-Frame-Options would refuse all of them
            del self.framed_headers["X-Frame-Options"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        of_frame = self.framed and scope["path"].startswith(f"{self.framed}/")
        added = self.framed_headers if of_frame else HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class KnownPages:
    """Middleware that answers requests for what does not exist with status 404, whatever they accept.

    Without it Streamlit answers any path with its page and 200, starts a session and shows an English message.
    ``paths`` are the full paths of all pages, ``routes`` what else is answered, ``folders`` the beginnings of
    paths that Streamlit answers but for those in ``closed``, ``files`` the names of files that it answers at its root. A
    browser gets ``answer``, an HTML document, a program one line of text.
    """

    def __init__(
        self,
        app: ASGIApp,
        paths: Collection[str],
        answer: str,
        routes: Sequence[BaseRoute] = (),
        folders: Collection[str] = (),
        closed: Collection[str] = (),
        files: Collection[str] = (),
    ) -> None:
        self.app = app
        self.closed = tuple(closed)
        self.files = frozenset(f"/{name}" for name in files)
        self.paths = frozenset(paths)
        self.answer = answer
        self.routes = routes
        self.folders = tuple(folders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "")).rstrip("/") or "/"
        closed = any(path.endswith(end) for end in self.closed)
        of_streamlit = path in self.files or any(folder in path for folder in self.folders)
        if not closed and (path in self.paths or of_streamlit or self._answered(scope)):
            await self.app(scope, receive, send)
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            await HTMLResponse(self.answer, 404)(scope, receive, send)
        else:
            await PlainTextResponse("404 Not Found\n", 404)(scope, receive, send)

    def _answered(self, scope: Scope) -> bool:
        """Whether one of the routes answers this request, if only with the methods that it allows."""
        return any(route.matches(scope)[0] is not Match.NONE for route in self.routes)


class ShortAddresses:
    """Middleware that refuses an address which is too long to be one of ours with status 414 and ``answer``: pages that
    repeat their parameters in each link would multiply it."""

    MOST = 32_768  # bytes of path and query; six kept scenarios with their reasons take less

    def __init__(self, app: ASGIApp, answer: str) -> None:
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(scope["raw_path"]) + len(scope["query_string"]) > self.MOST:
            await PlainTextResponse(self.answer, 414)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
