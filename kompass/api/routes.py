"""The open-data and scenario routes under ``/api/v1``: for other programs, and to check the page against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route, Router
from starlette.types import Receive, Scope, Send

from kompass.api.docs.reference import operations
from kompass.api.docs.routes import docs_routes
from kompass.api.goal import goal_route
from kompass.api.search import search_route
from kompass.facts import DATA_DIR, Facts
from kompass.figures.csv_file import spreadsheet_csv
from kompass.figures.simulator.scenario_map import BASES, density_table
from kompass.figures.unemployment.unemployed import place_table
from kompass.language import LANGUAGES, N_, MessageError, language
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.outcome import distance_bounds, net_flows, outcomes, redistributed
from kompass.places.parameters import BASELINE, KEPT, REASONS, SCENARIO, plain
from kompass.places.plan import plan_of
from kompass.places.text import scenario_text
from kompass.precision import Bounded
from kompass.request.choices import choices
from kompass.request.file_name import file_name, now
from kompass.search.index import Page

# The keys of the contract that other programs rely on: exactly these stand in ``distance_to_key``.
FIRST_KEYS = ("population", "employees", "unemployed", "sgb2_rule", "fbw_participants")
# What a request can say of the scenario, as in the simulator's address; all else there is passed over.
ASKED = (SCENARIO, REASONS, BASELINE, KEPT)

CSV_TYPE = "text/csv; charset=utf-8"


def table_files(facts: Facts) -> dict[str, bytes]:
    """The tables of the data package as they were read, by their paths within it: for those who hand them on."""
    return {r["path"]: (DATA_DIR / r["path"]).read_bytes() for r in facts.package["resources"]}


def scenario_document(facts: Facts, scenario: Scenario, keys: Sequence[Key]) -> dict[str, Any]:
    """The JSON answer of ``/api/v1/scenario``, with the figures of the simulator's page.

    Shares and rates are 0 to 1, distances in places, all changes against the plan; ``per_1000`` as in
    :func:`density_table` and :func:`place_table`.
    """
    plan = Scenario(scenario.plan)
    bounds = distance_bounds(scenario, keys)
    found = {k: _rounded(float(b.value)) for k, b in bounds.items()}
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
        "distance_precision": {k: _precision(b) for k, b in bounds.items()},
        "from_outside": {"places": scenario.from_outside.places, "degree": scenario.from_outside.degree},
        **_moved(scenario, plan),
        "districts": _districts(facts, scenario),
        "legal_scopes": {
            row.law: {
                "places": row.places,
                "unemployed": row.unemployed,
                "per_1000": _rounded(row.per_1000),
            }
            for row in place_table(facts, scenario).itertuples()
        },
        "ledger": [
            {"from": t.giver, "to": t.taker, "places": t.places, "degree": t.degree, "reason": t.reason}
            for t in scenario.ledger
        ],
    }


def _moved(scenario: Scenario, baseline: Scenario) -> dict[str, Any]:
    """What moved since a baseline: places that changed their institution, and who gave to whom."""
    flows = net_flows(scenario, baseline)
    return {
        "redistributed": redistributed(scenario, baseline),
        "flows": [{"from": giver, "to": taker, "places": n} for (giver, taker), n in flows.items()],
    }


def _districts(facts: Facts, scenario: Scenario) -> dict[str, Any]:
    """Per district its institution and that one's places per 1,000 people of each kind."""
    found: dict[str, Any] = {}
    for base in BASES:
        for row in density_table(facts, scenario, scenario, base).itertuples():
            empty: dict[str, Any] = {"institution": row.code, "per_1000": {}, "per_1000_precision": {}}
            district = found.setdefault(row.ags, empty)
            district["per_1000"][base.indicator_id] = _rounded(row.after)
            district["per_1000_precision"][base.indicator_id] = _precision(row.after_bounds)
    return found


def _precision(number: Bounded) -> dict[str, Any]:
    """How exact a number is, and the limits between which the true one lies: :mod:`kompass.precision`."""
    return {
        "precision": number.precision,
        "low": _rounded(float(number.low)),
        "high": _rounded(float(number.high)),
    }


def _rounded(value: float | None) -> float | None:
    """Six decimals: the page, which rounds the exact value, agrees, and no float noise is in the text."""
    return None if value is None else round(value, 6)


def _asked_document(facts: Facts, asked: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The document of a request: with a baseline, the changes against it are added.

    Raises :class:`ScenarioError` naming the first parameter value that cannot be.
    """
    chosen = choices(facts, asked)
    document = scenario_document(facts, chosen.scenario, chosen.keys)
    reference = (asked[BASELINE] or [""])[-1]
    if reference:
        for o in outcomes(chosen.scenario, chosen.baseline):
            document["institutions"][o.code]["change_from_baseline"] = o.change
        document["baseline"] = {
            "reference": reference,
            "scenario": scenario_text(chosen.baseline),
            **_moved(chosen.scenario, chosen.baseline),
        }
    return document


def routes(facts: Facts, pages: Sequence[Page] = ()) -> list[Route]:
    """All routes, answering from one set of facts; ``pages`` are those that the search finds."""
    plan = plan_of(facts)
    keys = comparison_keys(facts)
    paths = {r["name"]: DATA_DIR / r["path"] for r in facts.package["resources"]}

    # Program and tables are released together: one version, in the data package.
    async def health(request: Request) -> Response:
        return JSONResponse(
            {"status": "ok", "version": facts.version, "plan": plan.version, "data": facts.version}
        )

    async def package(request: Request) -> Response:
        return JSONResponse(dict(facts.package))

    async def table(request: Request) -> Response:
        words = language(request.query_params.get("lang", ""))
        name, excel = request.path_params["table"], request.query_params.get("excel")
        path = paths.get(name)
        if path is None:
            reason = words.text(
                N_("Diese Tabelle gibt es nicht. Vorhanden sind: {tables}."), tables=", ".join(paths)
            )
            return JSONResponse({"error": reason}, 404)
        if excel is None:
            return Response(path.read_bytes(), media_type=CSV_TYPE)
        if excel not in LANGUAGES:
            reason = words.text(
                N_("Eine Tabelle für Excel gibt es in: {languages}. Nicht: „{value}“."),
                languages=", ".join(LANGUAGES),
                value=plain(excel, 20),
            )
            return JSONResponse({"error": reason}, 400)
        called = file_name(name, facts, plan.version, excel, now())
        headers = {"Content-Disposition": f'attachment; filename="{called}.csv"'}
        return Response(spreadsheet_csv(path, _numbers(facts, name), language(excel)), 200, headers, CSV_TYPE)

    def scenario(request: Request) -> Response:  # a plain function: the server runs it beside its loop
        words = language(request.query_params.get("lang", ""))
        try:
            asked = {name: request.query_params.getlist(name) for name in ASKED}
            return JSONResponse(_asked_document(facts, asked))
        except MessageError as error:
            return JSONResponse({"error": words.message(error.message)}, 400)

    answering = [
        Route("/api/v1/health", health),
        Route("/api/v1/facts", package),
        Route("/api/v1/facts/{table}.csv", table),
        Route("/api/v1/scenario", scenario),
        goal_route(plan, keys, lambda found: scenario_document(facts, found, keys)),
        search_route(facts, pages, plan.version),
    ]
    docs = docs_routes(
        lambda words: operations(words, facts, plan, tuple(paths), FIRST_KEYS), Router(answering)
    )
    known = [*docs, *answering]
    return [*known, Route("/api", _Fallback(known)), Route("/api/{rest:path}", _Fallback(known))]


def _numbers(facts: Facts, table: str) -> list[str]:
    """The columns of numbers of a table, as the data package describes it."""
    (resource,) = (r for r in facts.package["resources"] if r["name"] == table)
    return [f["name"] for f in resource["schema"]["fields"] if f["type"] in ("integer", "number")]


class _Fallback:
    """Answers, with any method, what the routes do not: a method that a path does not have, or no path.

    Not a function, because a route lets functions answer listed methods only.
    """

    def __init__(self, known: Sequence[Route]) -> None:
        self.known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        words = language(Request(scope).query_params.get("lang", ""))
        here = [route for route in self.known if route.matches(scope)[0] is Match.PARTIAL]
        if here:
            allowed = ", ".join(sorted(method for route in here for method in route.methods or ()))
            reason = words.text(
                N_("Diese Adresse kennt {method} nicht. Möglich sind: {allowed}."),
                method=scope["method"][:20],
                allowed=allowed,
            )
            response = JSONResponse({"error": reason}, 405, {"Allow": allowed})
        else:
            addresses = ", ".join(dict.fromkeys(route.path for route in self.known))
            reason = words.text(N_("Diese Adresse gibt es nicht. Vorhanden sind: {paths}."), paths=addresses)
            response = JSONResponse({"error": reason}, 404)
        await response(scope, receive, send)
