"""Routes for each plan: the parameter ``plan`` decides whose facts answer; and ``/api/v1/plans``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from kompass.facts import Facts
from kompass.facts_files import DEFAULT_PLAN
from kompass.language import DEFAULT, LANGUAGES, N_, language
from kompass.places.parameters import PLAN, plain
from kompass.places.plan import plan_of
from kompass.plans.registry import Registry, UnknownPlanError

MakeRoutes = Callable[[Facts], Sequence[BaseRoute]]


def for_each_plan(make: MakeRoutes, plans: Registry) -> list[BaseRoute]:
    """The routes that ``make`` gives for the plan of the product, each answering for the plan that a request names.

    ``make`` is called once per plan. A plan that does not exist is answered with status 404 and the reason, as JSON
    under ``/api``, else as text.
    """
    made = lru_cache(maxsize=len(plans.ids) + plans.most_drafts)(lambda facts: list(make(facts)))
    first = made(plans.facts())

    def chosen(position: int) -> Callable[[Scope, Receive, Send], object]:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            request = Request(scope)
            spoken = request.query_params.get("lang") or DEFAULT
            if spoken not in LANGUAGES and request.url.path.startswith("/api/"):
                await _unspoken(spoken)(scope, receive, send)
                return
            try:
                facts = plans.facts(request.query_params.get(PLAN, ""))
            except UnknownPlanError as error:
                await _refusal(error, request)(scope, receive, send)
                return
            route = made(facts)[position]
            assert isinstance(route, Route)
            await route.handle(scope, receive, send)

        return answer

    return [
        route if isinstance(route, Mount) else _Chosen(route, chosen(position))
        for position, route in enumerate(first)
        if isinstance(route, Route | Mount)
    ]


class _Chosen(Route):
    """A route of the first plan whose answer another one gives."""

    def __init__(self, like: Route, answer: Callable[[Scope, Receive, Send], object]) -> None:
        super().__init__(like.path, like.endpoint, methods=list(like.methods) if like.methods else None)
        self.app = answer  # type: ignore[assignment]


def _unspoken(asked: str) -> Response:
    reason = language(DEFAULT).text(
        N_("Die Sprache „{lang}“ gibt es nicht. Möglich sind: {known}."),
        lang=plain(asked, 20),
        known=", ".join(LANGUAGES),
    )
    return JSONResponse({"error": reason}, 400)


def _refusal(error: UnknownPlanError, request: Request) -> Response:
    reason = language(request.query_params.get("lang", "")).message(error.message)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": reason}, 404)
    return PlainTextResponse(reason, 404)


def plans_route(plans: Registry) -> Route:
    """``/api/v1/plans``: the plans of this server by their ids, for the parameter ``plan``."""

    def answer(request: Request) -> Response:
        return JSONResponse({"plans": [_described(plans.facts(plan_id)) for plan_id in plans.ids]})

    return Route("/api/v1/plans", answer)


def _described(facts: Facts) -> dict[str, object]:
    plan = plan_of(facts)
    row = facts.record("plans", plan_version=plan.version)
    return {
        "id": facts.plan_id,
        "default": facts.plan_id == DEFAULT_PLAN,
        "title": row["title"],
        "year": int(row["plan_year"]),
        "version": plan.version,
        "as_of": row["as_of"],
        "institutions": {code: quota.places for code, quota in plan.entries},
        "total": plan.total.places,
    }
