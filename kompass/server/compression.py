"""Scripts and styles, compressed once: Streamlit sends its own uncompressed to spare the processor, some 9 MB for
the first page. A phone in a full hall fetches a third of that."""

from __future__ import annotations

import gzip
import posixpath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDINGS = (".js", ".css")
KINDS = ("application/javascript", "text/javascript", "text/css")
LEVEL = 6  # the best ones take twice the time for one per cent


class CompressedOnce:
    """Answers a request for a script or style with its compressed bytes, which are kept by path once a whole
    file was found there. What does not accept them, or asks for a part, goes its usual way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _can_be_compressed(scope):
            await self.app(scope, receive, send)
            return
        # Else one file could be asked for, and kept, by endless names.
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
            for name in ("etag", "accept-ranges"):  # they speak of the other bytes
                del headers[name]
            self.kept[path] = (start, small)
        start, small = self.kept[path]
        await send({**start, "headers": list(start["headers"])})  # those outside add theirs to a copy
        await send({"type": "http.response.body", "body": small})


def _is_whole_file(start: Message) -> bool:
    """Whether this begins a script or style itself, not the page that Streamlit answers unknown names with."""
    told = Headers(raw=start["headers"])
    kind = told.get("content-type", "").partition(";")[0]
    return start["status"] == 200 and kind in KINDS and "content-encoding" not in told


def _can_be_compressed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith(ENDINGS):
        return False
    asked = Headers(scope=scope)
    known = {"range", "if-none-match", "if-modified-since"} & set(asked)
    return "gzip" in asked.get("accept-encoding", "") and not known
