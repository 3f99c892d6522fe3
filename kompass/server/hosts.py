"""Middleware that refuses requests for a host name which is not this server's, and websockets that a foreign page opens.

A page of another site can let its own name lead to this server (DNS rebinding): the browser then takes both for the same
site, but it still sends that name. Starlette's TrustedHostMiddleware compares names only: it cannot let all IP addresses
pass, nor look at the origin of a websocket; Streamlit asks a server on the internet for its own address when an origin
is foreign.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MISDIRECTED = 421
_NAME = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\*", re.IGNORECASE)
_HOST = re.compile(
    r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?"
)  # of the header, with or without a port


def is_host_name(text: str) -> bool:
    """Whether a text is the name of a host, ``*.`` and the end of names, or ``*`` for all."""
    return _NAME.fullmatch(text) is not None


def own_names() -> frozenset[str]:
    """The names that this machine has without anybody's doing: localhost, its own name, and that with ``.local``."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset(("localhost", name, short, f"{short}.local"))


class KnownHosts:
    """Middleware that refuses HTTP requests for unknown hosts with status 421 and ``answer``, and websockets likewise.

    Known are ``names`` (``*.example.de`` for all names below, ``*`` for all), the names of the machine, the host of the
    public address and every IP address: no name leads to an address that is asked for by its number. A websocket must
    come from a page of the host that it asks, or of the public address, whatever host a proxy names.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], public: str, answer: str) -> None:
        self.app = app
        self.answer = answer
        self.public = urlsplit(public).netloc.lower()
        given = {name.lower() for name in names}
        self.names = own_names() | given | {urlsplit(public).hostname or ""}
        self.endings = tuple(name[1:] for name in given if name.startswith("*."))
        self.all = "*" in given

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if all(map(self.knows, Headers(scope=scope).getlist("host"))):
                await self.app(scope, receive, send)
            else:
                await PlainTextResponse(f"{self.answer}\n", MISDIRECTED)(scope, receive, send)
        elif scope["type"] == "websocket":
            asked = self._same_origin(scope)
            if asked is None:
                await receive()  # the request to connect
                await send({"type": "websocket.close", "code": 1008})  # before it is accepted: status 403
            else:
                await self.app(asked, receive, send)
        else:
            await self.app(scope, receive, send)

    def knows(self, host: str) -> bool:
        """Whether a Host header is one of this server's."""
        if not (found := _HOST.fullmatch(host)):
            return False
        name = found[1].lower().rstrip(".")
        return self.all or name in self.names or name.endswith(self.endings) or _is_address(name)

    def _same_origin(self, scope: Scope) -> Scope | None:
        """A websocket whose host is that of its page, as Streamlit wants it; None if it is refused. Programs name no
        origin."""
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(origins) > 1 or not all(map(self.knows, hosts)):
            return None
        if not origins or [_netloc(origins[0])] == [host.lower() for host in hosts]:
            return scope
        if not self.public or _netloc(origins[0]) != self.public:
            return None
        changed: Scope = {**scope, "headers": list(scope["headers"])}
        MutableHeaders(scope=changed)["host"] = self.public
        return changed


def _netloc(origin: str) -> str:
    """Host and port of an origin; empty for one that is no page's."""
    scheme, _, host = origin.lower().partition("://")
    return host if scheme in ("http", "https") and _HOST.fullmatch(host) else ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
