"""The open-data and scenario routes under ``/api/v1``: for other programs, and to check the page against."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kompass.api_goal import goal_route
from kompass.facts import DATA_DIR, Facts
from kompass.language import N_, MessageError, language
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.outcome import distances, outcomes
from kompass.places.plan import Plan, plan_of
from kompass.places.text import scenario_from_text, scenario_text

# The keys of the contract that other programs rely on: exactly these stand in ``distance_to_key``.
FIRST_KEYS = ("population", "employees", "unemployed", "sgb2_rule", "fbw_participants")


def scenario_document(scenario: Scenario, keys: tuple[Key, ...]) -> dict[str, Any]:
    """The JSON answer of ``/api/v1/scenario``. Shares and rates are 0 to 1, distances in places."""
    found = {k: _rounded(v) for k, v in distances(scenario, keys).items()}
    return {
        "plan": scenario.plan.version,
        "scenario": scenario_text(scenario),
        "total": scenario.total.places,
        "degree_total": scenario.total.degree,
        "institutions": {
            o.code: {
                "places": o.places,
                "degree": o.degree,
                "change": o.change,
                "share": _rounded(o.share),
                "degree_rate": _rounded(o.degree_rate),
            }
            for o in outcomes(scenario)
        },
        "distance_to_key": {k: v for k, v in found.items() if k in FIRST_KEYS},
        "distance_to_further_key": {k: v for k, v in found.items() if k not in FIRST_KEYS},
    }


def _rounded(value: float | None) -> float | None:
    """Six decimals: the page, which rounds the exact value, agrees, and no float noise is in the text."""
    return None if value is None else round(value, 6)


def routes(facts: Facts) -> list[Route]:
    """All routes, answering from one set of facts."""
    plan = plan_of(facts)
    keys = comparison_keys(facts)
    paths = {r["name"]: DATA_DIR / r["path"] for r in facts.package["resources"]}

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "plan": plan.version, "data": facts.version})

    async def package(request: Request) -> Response:
        return JSONResponse(dict(facts.package))

    async def table(request: Request) -> Response:
        path = paths.get(request.path_params["table"])
        if path is None:
            reason = language(request.query_params.get("lang", "")).text(
                N_("Diese Tabelle gibt es nicht. Vorhanden sind: {tables}."), tables=", ".join(paths)
            )
            return JSONResponse({"error": reason}, 404)
        return Response(path.read_bytes(), media_type="text/csv; charset=utf-8")

    async def scenario(request: Request) -> Response:
        return _scenario_response(request, plan, keys)

    async def unknown(request: Request) -> Response:
        reason = language(request.query_params.get("lang", "")).text(
            N_("Diese Adresse gibt es nicht. Vorhanden sind: {paths}."),
            paths=", ".join(str(route.path) for route in known),
        )
        return JSONResponse({"error": reason}, 404)

    known = [
        Route("/api/v1/health", health),
        Route("/api/v1/facts", package),
        Route("/api/v1/facts/{table}.csv", table),
        Route("/api/v1/scenario", scenario),
        goal_route(plan, keys, scenario_document),
    ]
    return [*known, Route("/api/{rest:path}", unknown)]


def _scenario_response(request: Request, plan: Plan, keys: tuple[Key, ...]) -> Response:
    words = language(request.query_params.get("lang", ""))
    try:
        scenario = scenario_from_text(plan, request.query_params.get("s", ""))
    except MessageError as error:
        return JSONResponse({"error": words.message(error.message)}, 400)
    return JSONResponse(scenario_document(scenario, keys))
