"""The route ``POST /api/v1/goal``: the fewest places to move so that a goal is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kompass.figures.simulator.goal_seek import key_notes
from kompass.language import Language, MessageError, language
from kompass.places.goal_search.search import Infeasible, fewest_moves
from kompass.places.goal_search.text import goal_from_document
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.plan import Plan
from kompass.request.body import parsed, read_body, refusal
from kompass.server.in_line import Line

SEARCHES = Line("goals", most=30)  # a search may take seconds


def goal_route(plan: Plan, keys: tuple[Key, ...], document: Callable[[Scenario], dict[str, Any]]) -> Route:
    """The route; ``document`` makes the JSON object of ``/api/v1/scenario`` from a scenario.

    The request body is a JSON object as in :func:`kompass.api.docs.schemas.goal_schema`. The response adds
    ``moved`` (places, 0 when the goal is met already), ``proven``, ``choice_complete``, ``forced_by`` (see
    :class:`~kompass.places.goal_search.search.Answer`), ``transfers`` and ``notes``. Status 400 with ``error`` for an
    invalid or infeasible goal, and with ``conflicts`` for wishes that exclude each other.
    """

    def solve(body: bytes, words: Language) -> dict[str, Any]:
        asked = parsed(body)
        goal = goal_from_document(asked, plan, keys)
        wished = {wish["key"] for wish in asked.get("distance") or ()} if isinstance(asked, dict) else ()
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
            "notes": [
                words.message(note)
                for note in key_notes(goal.scenario, answer, [key for key in keys if key.key_id in wished])
            ],
        }

    def refused(error: MessageError, words: Language) -> Response:
        reason: dict[str, Any] = {"error": words.message(error.message)}
        if isinstance(error, Infeasible):
            reason["conflicts"] = [words.message(conflict) for conflict in error.conflicts]
        return refusal(reason)

    async def goal(request: Request) -> Response:
        words = language(request.query_params.get("lang", ""))
        try:
            body = await read_body(request)
        except MessageError as error:
            return refused(error, words)

        def found(_: Request) -> Response:
            try:
                return JSONResponse(solve(body, words))
            except MessageError as error:
                return refused(error, words)

        return await SEARCHES.answer(request, found)

    return Route("/api/v1/goal", goal, methods=["POST"])
