"""Middleware for the first HTML of a page: its language, title, link preview, and what stands without JavaScript."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True)
class Markup:
    """What the application writes in its HTML, to be replaced: tag, title, and both ends of its noscript element."""

    tag: str  # beginning of the HTML element, with its language
    title: str  # the whole title element
    noscript: tuple[str, str]
    dropped: str = ""  # left out of every page


@dataclass(frozen=True)
class FirstHtml:
    """What goes into the HTML of one page, all of it markup. Without a title only the language is set."""

    language: str
    title: str = ""
    head: str = ""
    noscript: str = ""


Pairs = tuple[tuple[str, str], ...]


class FirstHtmlMiddleware:
    """Fills the HTML that the application answers with.

    ``describe(path, query parameters, base address)`` gives the content, ``last(language)`` markup for the end of the
    body. A gzipped body is unpacked.
    """

    def __init__(
        self,
        app: ASGIApp,
        markup: Markup,
        describe: Callable[[str, Pairs, str], FirstHtml],
        last: Callable[[str], str],
    ) -> None:
        self.app = app
        self.last = last
        self.markup = markup
        self.describe = describe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def send_filled(message: Message) -> None:
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
                    body = await run_in_threadpool(self._filled, body, scope)
                    headers["content-length"] = str(len(body))
                await send(start)
                message = {"type": "http.response.body", "body": body}
                start = None
            await send(message)

        await self.app(scope, receive, send_filled)

    def _filled(self, body: bytes, scope: Scope) -> bytes:
        pairs = tuple(parse_qsl(scope["query_string"].decode("latin-1")))
        tag = self.markup.tag
        page = body.decode("utf-8", "replace")
        if tag not in page:
            return body  # a page of our own, which says all of this itself
        path = scope["path"].removeprefix(scope.get("root_path", "")).strip("/")
        first = self.describe(path, pairs, str(Request(scope).base_url))
        page = page.replace(tag, f'<html lang="{first.language}"', 1)
        if self.markup.title not in page:
            return page.encode()  # the frame of a component
        page = page.replace(self.markup.dropped, "", 1).replace(
            "</body>", f"{self.last(first.language)}</body>", 1
        )
        if not first.title:
            return page.encode()
        begin, end = self.markup.noscript
        before, _, rest = page.partition(begin)
        after = rest.partition(end)[2]
        page = f"{before}{begin}{first.noscript}{end}{after}" if rest else page
        return page.replace(self.markup.title, f"<title>{first.title}</title>{first.head}", 1).encode()
