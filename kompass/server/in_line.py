"""Answers that take long to make stand in lines: a few are made at a time, the others wait without holding a thread, so that
pages, scripts and the interface are answered meanwhile; who would wait too long is told so at once."""

from __future__ import annotations

from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kompass.language import language

RETRY = 60  # seconds after which a program that was sent away may ask again


class Line:
    """One line: ``at_once`` answers are made at a time, ``most`` may wait.

    Answers are made in threads of their own, not in those that all other handlers share.
    """

    def __init__(self, most: int, at_once: int = 1) -> None:
        self.most = most
        self.waiting = 0
        self._limiter = CapacityLimiter(at_once)

    async def answer(self, request: Request, make: Callable[[Request], Response]) -> Response:
        """The answer that ``make`` gives, when its turn has come; status 503 and how many wait, when they are too many."""
        if self.waiting >= self.most:
            words = language(request.query_params.get("lang"))
            told = words.text(
                "Der Server ist ausgelastet: {count} Anfragen warten schon. Bitte in einer Minute noch einmal versuchen.",
                count=self.waiting,
            )
            headers = {"Retry-After": str(RETRY), "Cache-Control": "no-store"}
            if request.url.path.startswith("/api/"):
                return JSONResponse({"error": told}, 503, headers)
            return PlainTextResponse(told, 503, headers)
        self.waiting += 1
        try:
            return await to_thread.run_sync(make, request, limiter=self._limiter)
        finally:
            self.waiting -= 1
