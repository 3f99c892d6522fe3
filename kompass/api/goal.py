"""The route ``POST /api/v1/goal``: seeks the fewest moved places for a goal that another program states."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kompass.language import N_, Language, MessageError, language
from kompass.places.goal_search.search import Infeasible, fewest_moves
from kompass.places.goal_search.text import goal_from_document
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.plan import Plan

MOST_BYTES = 20_000  # of a request


def goal_route(plan: Plan, keys: tuple[Key, ...], document: Callable[[Scenario], dict[str, Any]]) -> Route:
    """The route; ``document`` words a scenario as ``/api/v1/scenario`` does.

    The answer has ``moved`` (places, 0 when the goal is met already), ``proven``, ``choice_complete``,
    ``forced_by`` (see :class:`~kompass.places.goal_search.search.Answer`) and ``transfers`` on top. What cannot be read
    or met gets a 400 with ``error``, and with ``conflicts`` when wishes exclude each other.
    """

    def solve(body: bytes, words: Language) -> dict[str, Any]:
        goal = goal_from_document(_parsed(body), plan, keys)
        answer = fewest_moves(goal.scenario, goal.wishes, goal.limits)
        transfers = [
            {"from": t.giver, "to": t.taker, "places": t.places, "degree": t.degree} for t in answer.transfers
        ]
        return {
            **document(answer.scenario),
            "moved": answer.moved,
            "proven": answer.proven,
            "choice_complete": answer.choice_complete,
            "forced_by": [words.message(wish) for wish in answer.forced_by],
            "transfers": transfers,
        }

    async def goal(request: Request) -> Response:
        words = language(request.query_params.get("lang", ""))
        try:
            # In a thread: the search may take seconds, and others are waiting.
            return JSONResponse(await run_in_threadpool(solve, await _body(request), words))
        except MessageError as error:
            reason: dict[str, Any] = {"error": words.message(error.message)}
            if isinstance(error, Infeasible):
                reason["conflicts"] = [words.message(conflict) for conflict in error.conflicts]
            # What is quoted may hold half characters (lone surrogates), which no answer can.
            return Response(json.dumps(reason), 400, media_type="application/json")

    return Route("/api/v1/goal", goal, methods=["POST"])


async def _body(request: Request) -> bytes:
    """The body, read only as far as it may be long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise MessageError(N_("Die Anfrage ist zu lang: höchstens {limit} Byte."), limit=MOST_BYTES)
    return body


def _parsed(body: bytes) -> object:
    """The JSON of a body; fractions as decimals, and NaN or Infinity, which JSON does not have, as words."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise MessageError(N_("Die Anfrage ist kein lesbares JSON.")) from error
