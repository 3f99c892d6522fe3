"""The route ``POST /api/v1/actual``: planned against actual of the figures sent, of which nothing is kept."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kompass.actual.document import FiguresError, answer
from kompass.api.goal import SEARCHES
from kompass.facts import Facts
from kompass.language import Language, MessageError, language
from kompass.places.plan import Plan
from kompass.request.body import parsed, read_body, refusal
from kompass.request.file_name import now

MOST_BYTES = 500_000  # of a request body
HEADERS = {"Cache-Control": "no-store"}


def actual_route(facts: Facts, plan: Plan) -> Route:
    """The route. Status 400 with ``error`` for a request that cannot be read, and with ``problems``, each with its field,
    for figures that cannot be."""

    def refused(error: MessageError, words: Language) -> Response:
        reason: dict[str, Any] = {"error": words.message(error.message)}
        if isinstance(error, FiguresError):
            reason["problems"] = [
                {
                    "cell": p.cell,
                    "value": p.value,
                    "message": words.message(p.message),
                    "suggestion": p.suggestion,
                }
                for p in error.problems
            ]
        return refusal(reason, headers=HEADERS)

    async def actual(request: Request) -> Response:
        words = facts.words(language(request.query_params.get("lang", "")))
        try:
            document = parsed(await read_body(request, MOST_BYTES), exact=False)
        except MessageError as error:
            return refused(error, words)

        def found(_: Request) -> Response:
            try:
                return JSONResponse(answer(document, facts, plan, now().date(), words), headers=HEADERS)
            except MessageError as error:
                return refused(error, words)

        return await SEARCHES.answer(request, found)  # it seeks a goal, too

    return Route("/api/v1/actual", actual, methods=["POST"])
