"""Answers that take long to make stand in lines: a few are made at a time, the others wait without holding a thread, so that
pages, scripts and the interface are answered meanwhile; who would wait too long is told so at once."""

from __future__ import annotations

from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kompass.language import language
from kompass.server.metrics import IN_LINE, MADE_SECONDS, SENT_AWAY

RETRY = 15  # seconds after which a browser that was sent away asks again by itself, and a program may


class Line:
    """One line: ``at_once`` answers are made at a time, ``most`` may wait. ``name`` is that in the server's own figures.

    Answers are made in threads of their own, not in those that all other handlers share.
    """

    def __init__(self, name: str, most: int, at_once: int = 1) -> None:
        self.name = name
        self.most = most
        self.waiting = 0
        self._limiter = CapacityLimiter(at_once)

    async def answer(self, request: Request, make: Callable[[Request], Response]) -> Response:
        """The answer that ``make`` gives, when its turn has come; status 503 and how many wait, when they are too many."""
        if self.waiting >= self.most:
            SENT_AWAY.labels(self.name).inc()
            words = language(request.query_params.get("lang"))
            told = words.text(
                "Der Server ist ausgelastet: {count} Anfragen warten schon. Der Browser fragt alle {seconds} Sekunden neu.",
                count=self.waiting,
                seconds=RETRY,
            )
            again = {"Retry-After": str(RETRY)} | ({"Refresh": str(RETRY)} if request.method == "GET" else {})
            headers = {**again, "Cache-Control": "no-store"}
            if request.url.path.startswith("/api/"):
                return JSONResponse({"error": told}, 503, headers)
            return PlainTextResponse(told, 503, headers)

        def timed() -> Response:
            with MADE_SECONDS.labels(self.name).time():
                return make(request)

        self.waiting += 1
        IN_LINE.labels(self.name).inc()
        try:
            return await to_thread.run_sync(timed, limiter=self._limiter)
        finally:
            self.waiting -= 1
            IN_LINE.labels(self.name).dec()
