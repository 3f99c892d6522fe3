"""ASGI middleware: security headers, ``lang`` attribute of HTML responses, 404 for unknown pages."""

from __future__ import annotations

import gzip
from collections.abc import Collection
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompass.language import language

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
    """Middleware that adds :data:`HEADERS` to every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class PageLanguage:
    """Middleware that sets the ``lang`` attribute of the HTML element in every HTML response.

    The language is that of the query parameter ``lang``, else the default. ``tag`` is the beginning of the HTML
    element as the application writes it; its first occurrence is replaced. A gzipped body is unpacked.
    """

    def __init__(self, app: ASGIApp, tag: str) -> None:
        self.app = app
        self.tag = tag.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        mark = f'<html lang="{language(asked).code}"'.encode()
        start: Message | None = None
        body = b""

        async def send_translated(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                content_type = MutableHeaders(scope=message).get("content-type", "")
                if content_type.startswith("text/html"):
                    start = message  # held back until the body is known: content-length changes
                    return
            elif start is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                headers = MutableHeaders(scope=start)
                if headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                    del headers["content-encoding"]
                if body:  # a HEAD or a 304 has none
                    body = body.replace(self.tag, mark, 1)
                    headers["content-length"] = str(len(body))
                await send(start)
                message = {"type": "http.response.body", "body": body}
                start = None
            await send(message)

        await self.app(scope, receive, send_translated)


class KnownPages:
    """Middleware that answers requests for pages that do not exist with status 404 and ``answer``, an HTML document.

    Without it Streamlit starts a session for any path and shows an English message. ``paths`` are the full paths of
    all pages. Only GET requests that accept HTML are answered, for paths in the same folder as a page and without a
    dot; everything else is passed on.
    """

    def __init__(self, app: ASGIApp, paths: Collection[str], answer: str) -> None:
        self.app = app
        self.paths = frozenset(paths)
        self.folders = {path.rpartition("/")[0] for path in paths}
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            path = scope["path"].rstrip("/")
            beside_pages = path.rpartition("/")[0] in self.folders and "." not in path
            wants_markup = "text/html" in Headers(scope=scope).get("accept", "")
            if beside_pages and wants_markup and (path or "/") not in self.paths:
                await HTMLResponse(self.answer, 404)(scope, receive, send)
                return
        await self.app(scope, receive, send)
