"""The server's own figures in the text format of Prometheus: answers, what waits, connections, runs, memory, version.

Labels come from closed lists (patterns of routes, not addresses), so nothing that a reader typed is in them.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Collection, Sequence
from ipaddress import ip_address, ip_network

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/api/v1/metrics"
ALL_READERS = "ja"
_SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)

# When each series began: nobody asks, and it doubles the answer.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
BUILD = Info("kompass_build", "Versions of the program and of what it runs on", registry=REGISTRY)
ANSWERS = Counter(
    "kompass_answers", "Answers by pattern of their route and status", ("route", "status"), registry=REGISTRY
)
ANSWER_SECONDS = Histogram(
    "kompass_answer_seconds",
    "From a request to the first byte of its answer, by pattern of the route",
    ("route",),
    registry=REGISTRY,
    buckets=_SECONDS,
)
CONNECTIONS = Gauge("kompass_sessions", "Pages that are open, by their WebSockets", registry=REGISTRY)
RUN_SECONDS = Histogram(
    "kompass_run_seconds",
    "From a reader's wish to the end of the run that fulfils it, of a whole page or of a part",
    ("of",),
    registry=REGISTRY,
    buckets=_SECONDS,
)
MADE_SECONDS = Histogram(
    "kompass_made_seconds",
    "What it takes to make a file, picture, view or goal search, without its wait, by line",
    ("line",),
    registry=REGISTRY,
    buckets=_SECONDS,
)
IN_LINE = Gauge(
    "kompass_in_line", "Requests that wait or are being made, by line", ("line",), registry=REGISTRY
)
SENT_AWAY = Counter(
    "kompass_sent_away", "Requests for which a line was too long", ("line",), registry=REGISTRY
)


def is_reader(text: str) -> bool:
    """Whether a text says who may read: :data:`ALL_READERS`, or an IP address or network."""
    try:
        return text == ALL_READERS or bool(ip_network(text))
    except ValueError:
        return False


def metrics_route(readers: Collection[str], version: str, framework: str) -> Route:
    """``/api/v1/metrics`` for clients whose address is one of ``readers``; status 404 for all others."""
    BUILD.info({"version": version, "streamlit": framework, "python": platform.python_version()})
    networks = [ip_network(reader) for reader in readers if reader != ALL_READERS]

    def allowed(request: Request) -> bool:
        if ALL_READERS in readers:
            return True
        try:
            address = ip_address(request.client.host if request.client else "")
        except ValueError:
            return False
        return any(address in network for network in networks)

    async def answer(request: Request) -> Response:
        if not allowed(request):
            return JSONResponse({"error": "404 Not Found"}, 404)
        encode, kind = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(REGISTRY), headers={"Content-Type": kind, "Cache-Control": "no-store"})

    return Route(PATH, answer)


class Counted:
    """Middleware that counts answers by the pattern of the one of ``routes`` that gives them, and open WebSockets.

    ``pages`` are the paths of pages, ``folders`` the beginnings of other paths that are answered below ``base``.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[BaseRoute] = (),
        pages: Collection[str] = (),
        folders: Collection[str] = (),
        base: str = "",
    ) -> None:
        self.app = app
        self.routes = routes
        self.pages = frozenset(pages)
        self.folders = tuple(folders)
        self.base = f"/{base}" if base else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with CONNECTIONS.track_inprogress():
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._count(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _count(self, scope: Scope, receive: Receive, send: Send) -> None:
        pattern, begun = self.pattern(scope), time.perf_counter()

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                ANSWERS.labels(pattern, str(message["status"])).inc()
                ANSWER_SECONDS.labels(pattern).observe(time.perf_counter() - begun)
            await send(message)

        await self.app(scope, receive, send_counted)

    def pattern(self, scope: Scope) -> str:
        """The pattern of the route that answers a request; empty for what does not exist."""
        path = scope["path"].removeprefix(self.base) or "/"
        inner = {**scope, "path": path, "root_path": ""}
        for route in self.routes:
            if isinstance(route, Route | Mount) and route.matches(inner)[0] is not Match.NONE:
                return route.path
        if (scope["path"].rstrip("/") or "/") in self.pages:
            return path.rstrip("/") or "/"
        return next((folder for folder in self.folders if path.startswith(folder)), "")
