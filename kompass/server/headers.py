"""ASGI middleware: security headers, 404 for unknown pages, 414 for addresses that are too long."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What a browser may fetch, whatever is answered; nothing from other hosts.
_ALL = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # pictures carry their colours and sizes
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'none'",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
}
# Streamlit's pages: scripts inside st.html and of components, workers of maps.
_OF_STREAMLIT = {
    "script-src": "'self' 'unsafe-inline' blob:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
}
# The frame of the map, which compiles the templates that its page hands over.
_OF_COMPONENTS = _OF_STREAMLIT | {"script-src": "'self' 'unsafe-inline' 'unsafe-eval'"}
COMPONENTS = "/component/"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def policy(changed: Mapping[str, str] = MappingProxyType({})) -> str:
    """A Content-Security-Policy: that of all answers with some directives ``changed``."""
    return "; ".join(f"{name} {sources}" for name, sources in {**_ALL, **changed}.items())


def script_hash(script: str) -> str:
    """What allows a page to have this very script inside it, in a Content-Security-Policy."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


class SecurityHeaders:
    """Middleware that adds :data:`HEADERS` and a Content-Security-Policy to every HTTP response.

    ``pages`` are the paths of Streamlit's pages; all others may run only the scripts of files, and ``scripts`` inside
    them. ``framed`` is the folder of the pages that ``hosts`` may show in a frame, or ``framing``, sites that may frame
    everything; both as the policy writes them, separated by spaces. ``base`` is the path below which all is.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Collection[str] = (),
        scripts: Collection[str] = (),
        framed: str = "",
        hosts: str = "",
        framing: str = "",
        base: str = "",
    ) -> None:
        self.app = app
        self.pages = frozenset(pages)
        self.framed = framed
        self.base = f"/{base}" if base else ""
        others = {"frame-ancestors": " ".join(filter(None, ("'self'", framing)))}
        own = {"script-src": " ".join(("'self'", *map(script_hash, scripts)))}
        self.own = _added(framing, others | own)
        self.page = _added(framing, others | _OF_STREAMLIT)
        self.component = _added(framing, others | _OF_COMPONENTS)
        everyone = " ".join(filter(None, (hosts, framing)))
        self.picture = _added(
            everyone, {"frame-ancestors": everyone or "'none'", "script-src": "'none'"}, "DENY"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self._headers(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, path: str) -> Mapping[str, str]:
        inner = path.removeprefix(self.base)
        if (path.rstrip("/") or "/") in self.pages:
            return self.page
        if inner.startswith(COMPONENTS):
            return self.component
        of_frame = self.framed and inner.startswith(f"{self.framed}/")
        return self.picture if of_frame else self.own


def _added(framing: str, changed: Mapping[str, str], frame: str = "SAMEORIGIN") -> Mapping[str, str]:
    """All headers; a browser that knows only X-Frame-Options would refuse every site, so with sites it is left out."""
    headers = HEADERS | {"Content-Security-Policy": policy(changed), "X-Frame-Options": frame}
    return {name: value for name, value in headers.items() if not (framing and name == "X-Frame-Options")}


class KnownPages:
    """Middleware that answers requests for what does not exist with status 404, whatever they accept.

    Without it Streamlit answers any path with its page and 200, starts a session and shows an English message.
    ``paths`` are the full paths of all pages, ``routes`` what else is answered, ``folders`` the beginnings of the
    paths below ``base`` that Streamlit may answer, ``files`` the names of files that it answers there. A browser gets
    ``answer``, an HTML document, a program one line of text.
    """

    def __init__(
        self,
        app: ASGIApp,
        paths: Collection[str],
        answer: str,
        routes: Sequence[BaseRoute] = (),
        folders: Collection[str] = (),
        files: Collection[str] = (),
        base: str = "",
    ) -> None:
        self.app = app
        self.files = frozenset(f"/{name}" for name in files)
        self.paths = frozenset(paths)
        self.answer = answer
        self.routes = routes
        self.folders = tuple(folders)
        self.base = f"/{base}" if base else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "")).rstrip("/") or "/"
        inner = path.removeprefix(self.base)
        of_streamlit = inner in self.files or inner.startswith(self.folders)
        if path in self.paths or of_streamlit or self._answered(scope):
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
