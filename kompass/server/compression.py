"""Middleware that gzips JavaScript and CSS files once and keeps the result in memory.

Streamlit sends its files uncompressed, some 9 MB for the first page; gzipped it is a third of that.
"""

from __future__ import annotations

import gzip
import posixpath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDINGS = (".js", ".css")
KINDS = ("application/javascript", "text/javascript", "text/css")
LEVEL = 6  # of gzip; level 9 takes twice the time and saves one per cent


class CompressedOnce:
    """Middleware that answers GET requests for ``.js`` and ``.css`` files with gzipped bytes.

    The first response for a path is read whole, compressed and kept for the life of the process. Requests that do not
    accept gzip, ask for a range or are conditional are passed on unchanged.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _can_be_compressed(scope):
            await self.app(scope, receive, send)
            return
        # Normalised, or else /a/../x.js, /b/../x.js, … would each be kept.
        path = posixpath.normpath(f"/{scope['path'].lstrip('/')}")
        if path not in self.kept:
            messages: list[Message] = []

            async def collect(message: Message) -> None:
                messages.append(message)

            await self.app(scope, receive, collect)
            start, *parts = messages
            if not _is_whole_file(start):
                for message in messages:
                    await send(message)
                return
            body = b"".join(part.get("body", b"") for part in parts)
            small = await run_in_threadpool(gzip.compress, body, LEVEL)
            headers = MutableHeaders(scope=start)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(small))
            headers.add_vary_header("Accept-Encoding")
            for name in ("etag", "accept-ranges"):  # valid for the uncompressed bytes only
                del headers[name]
            self.kept[path] = (start, small)
        start, small = self.kept[path]
        await send({**start, "headers": list(start["headers"])})  # a copy: outer middleware adds headers
        await send({"type": "http.response.body", "body": small})


def _is_whole_file(start: Message) -> bool:
    """Whether the response is an uncompressed script or style; Streamlit answers unknown paths with HTML and 200."""
    told = Headers(raw=start["headers"])
    kind = told.get("content-type", "").partition(";")[0]
    return start["status"] == 200 and kind in KINDS and "content-encoding" not in told


def _can_be_compressed(scope: Scope) -> bool:
    """Whether the request is a plain GET for a ``.js`` or ``.css`` file that accepts gzip."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith(ENDINGS):
        return False
    asked = Headers(scope=scope)
    known = {"range", "if-none-match", "if-modified-since"} & set(asked)
    return _accepts_gzip(asked.get("accept-encoding", "")) and not known


def _accepts_gzip(header: str) -> bool:
    """Whether a header ``Accept-Encoding`` names gzip, and not with the weight 0, which forbids it (RFC 9110, 12.5.3)."""
    for part in header.lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";q=")
        if coding == "gzip":
            return not weight or bool(weight.strip("0."))
    return False
