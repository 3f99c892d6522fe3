"""The routes under ``/api/v1``: open data and scenarios for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route, Router
from starlette.types import Receive, Scope, Send

from kompass.api.actual import actual_route
from kompass.api.docs.operations import Operation
from kompass.api.docs.reference import operations
from kompass.api.docs.rounds import round_operations
from kompass.api.docs.routes import docs_routes
from kompass.api.goal import goal_route
from kompass.api.numbers import precision_document, rounded
from kompass.api.search import search_route
from kompass.facts import Facts
from kompass.figures.csv_file import spreadsheet_csv
from kompass.figures.simulator.bases import bases
from kompass.figures.simulator.scenario_map import density_table
from kompass.figures.unemployment.unemployed import place_table
from kompass.language import LANGUAGES, N_, Language, MessageError, language
from kompass.needs import DIVIDED, ENTRIES, carries
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.outcome import distance_bounds, net_flows, outcomes, redistributed
from kompass.places.parameters import BASELINE, KEPT, REASONS, SCENARIO, plain
from kompass.places.plan import plan_of
from kompass.places.text import scenario_text
from kompass.plans.registry import REGISTRY
from kompass.plans.routes import plans_route
from kompass.request.choices import choices
from kompass.request.file_name import file_name, now

# The keys in ``distance_to_key``. Other programs rely on them: this list must not change within v1.
FIRST_KEYS = ("population", "employees", "unemployed", "sgb2_rule", "fbw_participants")
# Query parameters of ``/api/v1/scenario``, as in the simulator's URL; others are ignored.
SCENARIO_PARAMETERS = (SCENARIO, REASONS, BASELINE, KEPT)

UNDIVIDED = N_("Dieser Plan teilt keine Plätze auf Institutionen auf: Szenarien gibt es zu ihm nicht.")
NO_ENTRIES = N_(
    "Dieser Plan teilt weder Plätze noch Eintritte auf Institutionen auf: Plan und Ist gibt es zu ihm nicht."
)
CSV_TYPE = "text/csv; charset=utf-8"


def table_files(facts: Facts) -> dict[str, bytes]:
    """The CSV files of the data package, unchanged, by path within it."""
    return {r["path"]: facts.files[r["name"]] for r in facts.package["resources"]}


def scenario_document(facts: Facts, scenario: Scenario, keys: Sequence[Key]) -> dict[str, Any]:
    """The JSON object of ``/api/v1/scenario``, with the figures of the simulator page.

    Shares and rates are 0 to 1, distances in places, all changes against the plan; ``per_1000`` as in
    :func:`density_table` and :func:`place_table`.
    """
    plan = Scenario(scenario.plan)
    bounds = distance_bounds(scenario, keys)
    distances = {k: _rounded(float(b.value)) for k, b in bounds.items()}
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
        "distance_to_key": {k: v for k, v in distances.items() if k in FIRST_KEYS},
        "distance_to_further_key": {k: v for k, v in distances.items() if k not in FIRST_KEYS},
        "distance_precision": {k: precision_document(b) for k, b in bounds.items()},
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
    """Places that changed their institution since the baseline, and net flows between institutions."""
    flows = net_flows(scenario, baseline)
    return {
        "redistributed": redistributed(scenario, baseline),
        "flows": [{"from": giver, "to": taker, "places": n} for (giver, taker), n in flows.items()],
    }


def _districts(facts: Facts, scenario: Scenario) -> dict[str, Any]:
    """By district (ags): its institution and that one's places per 1,000 people, by base; empty where no base is
    reported for all districts."""
    districts: dict[str, Any] = {}
    for base in bases(facts):
        for row in density_table(facts, scenario, scenario, base).itertuples():
            empty: dict[str, Any] = {"institution": row.code, "per_1000": {}, "per_1000_precision": {}}
            district = districts.setdefault(row.ags, empty)
            district["per_1000"][base.indicator_id] = _rounded(row.after)
            district["per_1000_precision"][base.indicator_id] = precision_document(row.after_bounds)
    return districts


def _rounded(value: float | None) -> float | None:
    return None if value is None else rounded(value)


def _scenario_answer(facts: Facts, query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The JSON object for the query parameters; with a baseline, the changes against it are added.

    Raises :class:`ScenarioError` naming the first invalid parameter.
    """
    chosen = choices(facts, query)
    document = scenario_document(facts, chosen.scenario, chosen.keys)
    reference = (query[BASELINE] or [""])[-1]
    if reference:
        for o in outcomes(chosen.scenario, chosen.baseline):
            document["institutions"][o.code]["change_from_baseline"] = o.change
        document["baseline"] = {
            "reference": reference,
            "scenario": scenario_text(chosen.baseline),
            **_moved(chosen.scenario, chosen.baseline),
        }
    return document


def routes(facts: Facts, further: Sequence[Route] = ()) -> list[Route]:
    """All routes under ``/api``, answering from ``facts``; ``further`` ones are those of rounds."""
    plan = plan_of(facts)
    keys = comparison_keys(facts)

    # Program and tables are released together: one version, in the data package.
    async def health(request: Request) -> Response:
        return JSONResponse(
            {"status": "ok", "version": facts.version, "plan": plan.version, "data": facts.version}
        )

    async def package(request: Request) -> Response:
        return JSONResponse(dict(facts.package))

    async def table(request: Request) -> Response:
        words = facts.words(language(request.query_params.get("lang", "")))
        name, excel = request.path_params["table"], request.query_params.get("excel")
        if name not in facts.files:
            reason = words.text(
                N_("Diese Tabelle gibt es nicht. Vorhanden sind: {tables}."), tables=", ".join(facts.files)
            )
            return JSONResponse({"error": reason}, 404)
        if excel is None:
            return Response(facts.files[name], media_type=CSV_TYPE)
        if excel not in LANGUAGES:
            reason = words.text(
                N_("Eine Tabelle für Excel gibt es in: {languages}. Nicht: „{value}“."),
                languages=", ".join(LANGUAGES),
                value=plain(excel, 20),
            )
            return JSONResponse({"error": reason}, 400)
        download_name = file_name(name, facts, plan.version, excel, now())
        headers = {"Content-Disposition": f'attachment; filename="{download_name}.csv"'}
        return Response(
            spreadsheet_csv(facts.files[name], _numbers(facts, name), language(excel)), 200, headers, CSV_TYPE
        )

    def scenario(request: Request) -> Response:  # not async: Starlette runs it in a thread pool
        words = facts.words(language(request.query_params.get("lang", "")))
        if not carries(facts, DIVIDED):
            return JSONResponse({"error": words.text(UNDIVIDED)}, 404)
        try:
            query = {name: request.query_params.getlist(name) for name in SCENARIO_PARAMETERS}
            return JSONResponse(_scenario_answer(facts, query))
        except MessageError as error:
            return JSONResponse({"error": words.message(error.message)}, 400)

    async def undivided(request: Request) -> Response:
        words = facts.words(language(request.query_params.get("lang", "")))
        return JSONResponse({"error": words.text(UNDIVIDED)}, 404)

    async def without_entries(request: Request) -> Response:
        words = facts.words(language(request.query_params.get("lang", "")))
        return JSONResponse({"error": words.text(NO_ENTRIES)}, 404)

    # The same routes in the same order for every plan: see for_each_plan.
    if carries(facts, DIVIDED):
        goal = goal_route(plan, keys, lambda answer: scenario_document(facts, answer, keys))
    else:
        goal = Route("/api/v1/goal", undivided, methods=["POST"])
    if carries(facts, ENTRIES):
        actual = actual_route(facts, plan)
    else:
        actual = Route("/api/v1/actual", without_entries, methods=["POST"])
    answering = [
        Route("/api/v1/health", health),
        Route("/api/v1/facts", package),
        Route("/api/v1/facts/{table}.csv", table),
        Route("/api/v1/scenario", scenario),
        plans_route(REGISTRY),
        goal,
        actual,
        search_route(facts, plan.version),
        *further,
    ]

    def described(words: Language) -> tuple[Operation, ...]:
        own = operations(words, facts, plan, tuple(facts.files), FIRST_KEYS)
        return (*own, *round_operations(words)) if further else own

    docs = docs_routes(described, Router(answering))
    known = [*docs, *answering]
    return [*known, Route("/api", _Fallback(known)), Route("/api/{rest:path}", _Fallback(known))]


def _numbers(facts: Facts, table: str) -> list[str]:
    """The numeric columns of a table, by its schema in the data package."""
    (resource,) = (r for r in facts.package["resources"] if r["name"] == table)
    return [f["name"] for f in resource["schema"]["fields"] if f["type"] in ("integer", "number")]


class _Fallback:
    """An ASGI app for everything else under ``/api``: status 405 for a path with another method, else 404.

    Not a function, because Starlette limits functions to the listed methods.
    """

    def __init__(self, known: Sequence[Route]) -> None:
        self.known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        words = language(Request(scope).query_params.get("lang", ""))
        routes_of_path = [route for route in self.known if route.matches(scope)[0] is Match.PARTIAL]
        if routes_of_path:
            allowed = ", ".join(sorted(method for route in routes_of_path for method in route.methods or ()))
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
