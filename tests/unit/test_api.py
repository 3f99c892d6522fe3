"""The routes under ``/api/v1`` and what surrounds every response."""

import asyncio
import csv
import gzip
import io
import json
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kompass.api import routes as api
from kompass.facts import load
from kompass.facts_files import DATA_DIR
from kompass.facts_tables import JOINED
from kompass.server.first_html import FirstHtml, FirstHtmlMiddleware, Markup
from kompass.server.headers import HEADERS, KnownPages, SecurityHeaders, policy
from tests.unit import asking

FACTS = load()
APP = Starlette(routes=api.routes(FACTS), middleware=[Middleware(SecurityHeaders)])


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @cached_property
    def json(self):
        assert self.headers["content-type"] == "application/json"
        return json.loads(self.body)


def ask(app, path, method="GET", accept="*/*", **query):
    """One request, straight into the ASGI application."""
    headers = [("host", "testserver"), ("accept", accept)]
    words = urlencode(query, doseq=True).encode()
    return Answer(*asking.ask(app, path, method=method, query=words, headers=headers))


# ---------------------------------------------------------------- health and facts


def test_health_says_ok_and_the_versions_of_program_plan_and_data():
    answer = ask(APP, "/api/v1/health")
    assert answer.status == 200
    assert list(answer.json) == ["status", "version", "plan", "data"]
    assert answer.json["version"] == json.loads((DATA_DIR / "datapackage.json").read_text("utf-8"))["version"]
    assert answer.json["status"] == "ok"
    assert answer.json["plan"] == "2026"
    assert answer.json["data"] == FACTS.version


def test_facts_is_the_data_package():
    answer = ask(APP, "/api/v1/facts")
    assert answer.status == 200
    assert answer.json == json.loads((DATA_DIR / "datapackage.json").read_text("utf-8"))


@pytest.mark.parametrize("table", list(FACTS))
def test_every_table_can_be_had(table):
    answer = ask(APP, f"/api/v1/facts/{table}.csv")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (path,) = (r["path"] for r in FACTS.package["resources"] if r["name"] == table)
    assert answer.body == (DATA_DIR / path).read_bytes()
    rows = list(csv.reader(io.StringIO(answer.body.decode())))
    assert rows[0] == list(FACTS[table].columns)
    own = len(FACTS[table])
    if table in JOINED:  # the file is the plan's alone
        shared, (key, *_) = JOINED[table]
        joined = FACTS[shared][key]
        own -= int(joined.isin(FACTS["districts"]["ags"]).sum()) if key == "region_id" else len(joined)
    assert len(rows) - 1 == own


@pytest.mark.parametrize(("code", "line"), [("de", "AGS 05358;Kreis Düren"), ("en", "AGS 05358,Kreis Düren")])
def test_a_table_can_be_had_for_a_spreadsheet(code, line):
    answer = ask(APP, "/api/v1/facts/districts.csv", excel=code)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    name = rf'attachment; filename="bildungszielkompass-2026-districts-{code}-20\d\d-\d\d-\d\d\.csv"'
    assert re.fullmatch(name, answer.headers["content-disposition"])
    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert line in answer.body.decode("utf-8-sig")


def test_another_spreadsheet_is_refused_with_those_there_are():
    answer = ask(APP, "/api/v1/facts/districts.csv", excel="fr")
    assert answer.status == 400
    assert answer.json == {"error": "Eine Tabelle für Excel gibt es in: de, en. Nicht: „fr“."}


@pytest.mark.parametrize("table", ["gespenster", "QUOTAS", "quotas.csv", "..%2Fdatapackage", "../../app"])
def test_an_unknown_table_is_told_with_those_there_are(table):
    answer = ask(APP, f"/api/v1/facts/{table}.csv")
    assert answer.status == 404
    assert set(answer.json) == {"error"}


def test_the_error_names_the_tables():
    error = ask(APP, "/api/v1/facts/gespenster.csv").json["error"]
    assert all(table in error for table in FACTS)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1/nichts", "/api/v2/health"])
def test_an_unknown_address_is_told_in_words(path):
    answer = ask(APP, path)
    assert answer.status == 404
    assert "/api/v1/scenario" in answer.json["error"]


# ---------------------------------------------------------------- scenario

# Typed from the plan; shares and rates worked by hand, to four digits.
PLAN = {
    "AA": {"places": 2269, "degree": 573, "change": 0, "share": 0.6468, "degree_rate": 0.2525},
    "AC": {"places": 586, "degree": 172, "change": 0, "share": 0.1670, "degree_rate": 0.2935},
    "DN": {"places": 300, "degree": 80, "change": 0, "share": 0.0855, "degree_rate": 0.2667},
    "HS": {"places": 353, "degree": 129, "change": 0, "share": 0.1006, "degree_rate": 0.3654},
}
MOVED = PLAN | {
    "AA": {"places": 2169, "degree": 548, "change": -100, "share": 0.6183, "degree_rate": 0.2527},
    "HS": {"places": 453, "degree": 154, "change": 100, "share": 0.1291, "degree_rate": 0.3400},
}


@pytest.mark.parametrize(
    ("query", "institutions", "text"),
    [
        ({}, PLAN, "2026"),
        ({"s": ""}, PLAN, "2026"),
        ({"s": "2026"}, PLAN, "2026"),
        ({"s": "2026~AA-HS.100.25"}, MOVED, "2026~AA-HS.100.25"),
        ({"s": "2026~AA-HS.100"}, MOVED, "2026~AA-HS.100.25"),
    ],
    ids=lambda value: value.get("s", "no s") if isinstance(value, dict) and len(value) < 2 else "",
)
def test_a_scenario_with_every_field(query, institutions, text):
    answer = ask(APP, "/api/v1/scenario", **query)
    assert answer.status == 200
    document = answer.json
    assert set(document) == {
        "plan",
        "scenario",
        "total",
        "degree_total",
        "institutions",
        "distance_to_key",
        "distance_to_further_key",
        "distance_precision",
        "from_outside",
        "redistributed",
        "flows",
        "districts",
        "legal_scopes",
        "ledger",
    }
    assert (document["plan"], document["scenario"]) == ("2026", text)
    assert (document["total"], document["degree_total"]) == (3508, 954)
    assert list(document["institutions"]) == ["AA", "AC", "DN", "HS"]
    for code, expected in institutions.items():
        assert document["institutions"][code] == pytest.approx(expected, abs=5e-5)


def test_the_distances_of_the_plan():
    distances = ask(APP, "/api/v1/scenario").json["distance_to_key"]
    expected = {
        "population": 62.7,
        "employees": 124.65,
        "unemployed": 111.6,
        "sgb2_rule": 128.8,
        "fbw_participants": 177.0,
    }
    assert distances == pytest.approx(expected, abs=0.05)


def test_the_distances_move_with_the_places():
    plan, moved = (
        ask(APP, "/api/v1/scenario", s=s).json["distance_to_key"] for s in ("2026", "2026~HS-AC.50.18")
    )
    assert moved["population"] == pytest.approx(12.7, abs=0.05)
    assert moved["population"] < plan["population"]


def test_places_from_outside_change_the_totals():
    document = ask(APP, "/api/v1/scenario", s="2026~EXT-DN.20.5").json
    assert (document["total"], document["degree_total"]) == (3528, 959)
    assert document["institutions"]["DN"]["places"] == 320


def test_who_has_no_places_has_no_rate():
    document = ask(APP, "/api/v1/scenario", s="2026~DN-HS.300.80").json
    assert document["institutions"]["DN"] == {
        "places": 0,
        "degree": 0,
        "change": -300,
        "share": 0,
        "degree_rate": None,
    }


BAD = {
    "2025~AA-HS.100": "2025",
    "2026~AA-HS": "AA-HS",
    "2026~AA-XX.10": "XX",
    "2026~AA-AA.10": "AA",
    "2026~DN-HS.301": "300",
    "2026~AA-HS.0": "0",
    "2026~AA-HS.10.11": "11",
    "2026~AA-HS.-5": "AA-HS.-5",
    "2026~": "AA-HS",
    "<script>alert(1)</script>": "2026",
    "../../etc/passwd": "2026",
    "2026~" + "AA-HS.1.0~" * 500: "4.000",
    "\x00": "2026",
    "💥": "2026",
}


@pytest.mark.parametrize(("text", "named"), BAD.items(), ids=range(len(BAD)))
def test_what_cannot_be_is_refused_in_words(text, named):
    answer = ask(APP, "/api/v1/scenario", s=text)
    assert answer.status == 400
    assert set(answer.json) == {"error"}
    error = answer.json["error"]
    assert named in error
    assert len(error) < 400
    assert "Traceback" not in error
    assert "{" not in error


def test_an_unknown_language_answers_in_german():
    for lang in ("de", "xx", "../../etc"):
        assert "Plan" in ask(APP, "/api/v1/scenario", s="1999", lang=lang).json["error"]


@pytest.mark.parametrize(
    "path",
    ["/api/v1", "/api/v1/openapi.json", "/api/v1/health", "/api/v1/scenario", "/api/v1/facts/quotas.csv"],
)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PROPFIND"])
def test_nothing_can_be_written(path, method):
    answer = ask(APP, path, method=method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert set(answer.json) == {"error"}
    assert method in answer.json["error"]


@pytest.mark.parametrize("method", ["POST", "BREW"])
def test_an_unknown_address_is_unknown_with_any_method(method):
    assert ask(APP, "/api/v1/nichts", method=method).status == 404


def scenario(**asked):
    """The answer of a request that is granted."""
    answer = ask(APP, "/api/v1/scenario", **asked)
    assert answer.status == 200, answer.json
    return answer.json


def test_what_moved_is_told_entry_by_entry_and_netted():
    # AA gives HS 100 and gets 30 back; 20 come from outside for DN, 5 go there from AC.
    text = "2026~AA-HS.100.25~HS-AA.30.10~EXT-DN.20.5~AC-EXT.5.0"
    document = scenario(s=text, weil=["1:weil  Pflege fehlt", "3:neue Mittel"])
    assert document["ledger"] == [
        {"from": "AA", "to": "HS", "places": 100, "degree": 25, "reason": "weil Pflege fehlt"},
        {"from": "HS", "to": "AA", "places": 30, "degree": 10, "reason": ""},
        {"from": "EXT", "to": "DN", "places": 20, "degree": 5, "reason": "neue Mittel"},
        {"from": "AC", "to": "EXT", "places": 5, "degree": 0, "reason": ""},
    ]
    assert sorted(document["flows"], key=lambda flow: flow["from"]) == [
        {"from": "AA", "to": "HS", "places": 70},
        {"from": "AC", "to": "EXT", "places": 5},
        {"from": "EXT", "to": "DN", "places": 20},
    ]
    assert document["from_outside"] == {"places": 15, "degree": 5}
    # Changes −70, −5, +20, +70: 165 in sum, 15 of it the total's own; (165 − 15) / 2.
    assert document["redistributed"] == 75


def test_the_plan_moves_nothing():
    document = scenario()
    assert (document["ledger"], document["flows"], document["redistributed"]) == ([], [], 0)
    assert document["from_outside"] == {"places": 0, "degree": 0}


# Of the sources: unemployed (annual average 2025), population and employees of each district.
PEOPLE = {
    "05334": (
        "AC",
        {
            "unemployed": 24645,
            "population": 582410,
            "employees": 230000,
            "working_age_population": 383763,
            "population_25_54": 225464,
            "foreign_population": 105304,
        },
    ),
    "05358": (
        "DN",
        {
            "unemployed": 11324,
            "population": 279285,
            "employees": 91000,
            "working_age_population": 175988,
            "population_25_54": 103357,
            "foreign_population": 37649,
        },
    ),
    "05370": (
        "HS",
        {
            "unemployed": 8705,
            "population": 263681,
            "employees": 80000,
            "working_age_population": 166095,
            "population_25_54": 96450,
            "foreign_population": 35996,
        },
    ),
}


def test_places_per_1000_in_each_district():
    districts = scenario(s="2026~AA-HS.100.25")["districts"]
    assert list(districts) == list(PEOPLE)
    for ags, (code, people) in PEOPLE.items():
        assert districts[ags]["institution"] == code
        expected = {base: 1000 * MOVED[code]["places"] / count for base, count in people.items()}
        assert districts[ags]["per_1000"] == pytest.approx(expected, abs=1e-6)


def test_places_per_1000_unemployed_by_legal_scope():
    # 2,269 − 100 places for 14,739, 1,239 + 100 for 28,585 unemployed in December 2025.
    scopes = scenario(s="2026~AA-HS.100.25")["legal_scopes"]
    assert list(scopes) == ["SGB III", "SGB II"]
    assert scopes["SGB III"] == {
        "places": 2169,
        "unemployed": 14739,
        "per_1000": pytest.approx(147.1606, abs=1e-4),
    }
    assert scopes["SGB II"] == {
        "places": 1339,
        "unemployed": 28585,
        "per_1000": pytest.approx(46.8428, abs=1e-4),
    }


def test_a_baseline_adds_what_changed_against_it():
    document = scenario(
        s="2026~AA-HS.100.25", basis="v.Düren", v=["Bau|2026~AC-HS.5.1", "Düren|2026~AA-DN.40.10"]
    )
    assert document["baseline"] == {
        "reference": "v.Düren",
        "scenario": "2026~AA-DN.40.10",
        "redistributed": 100,  # −60, −40, +100
        "flows": [{"from": "AA", "to": "HS", "places": 100}, {"from": "DN", "to": "AA", "places": 40}],
    }
    found = {c: (row["change"], row["change_from_baseline"]) for c, row in document["institutions"].items()}
    assert found == {"AA": (-100, -60), "AC": (0, 0), "DN": (0, -40), "HS": (100, 100)}
    assert document["redistributed"] == 100
    assert document["flows"] == [{"from": "AA", "to": "HS", "places": 100}]


def test_a_key_can_be_the_baseline():
    # By population 641.2/307.5/290.3 of 1,239: in whole places 641, 308, 290.
    document = scenario(basis="key.population")
    found = {code: row["change_from_baseline"] for code, row in document["institutions"].items()}
    assert found == {"AA": 0, "AC": 586 - 641, "DN": 300 - 308, "HS": 353 - 290}


@pytest.mark.parametrize("asked", [{}, {"basis": ""}, {"v": "Bau|2026~AC-HS.5.1"}])
def test_without_a_baseline_the_contract_stays(asked):
    document = scenario(**asked)
    assert "baseline" not in document
    assert set(document["institutions"]["AA"]) == {"places", "degree", "change", "share", "degree_rate"}


def test_what_the_simulator_has_besides_in_its_address_is_passed_over():
    assert scenario(s="2026", annahme="unsinn", masszahl="unsinn", stand="2025", x="y") == scenario()


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"weil": "1:ohne Umbuchung"}, "1:ohne Umbuchung"),
        ({"weil": "weil"}, "weil"),
        ({"basis": "gerecht"}, "key.population"),
        ({"basis": "v.Bau"}, "v.Bau"),
        ({"v": "Bau|2025"}, "2025"),
        ({"v": "Bau|2026~DN-HS.301"}, "300"),
    ],
)
def test_a_bad_reason_or_baseline_is_refused_in_words(asked, named):
    answer = ask(APP, "/api/v1/scenario", **asked)
    assert answer.status == 400
    assert set(answer.json) == {"error"}
    assert named in answer.json["error"]


near = st.text(max_size=30) | st.text("0123456789AHSCDNEXT-~.|:%v", max_size=30)
near_scenario = near | near.map(lambda text: f"2026~AA-HS.{text}")


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "s": near_scenario,
            "weil": st.lists(near | near.map(lambda text: f"1:{text}"), max_size=3),
            "basis": near | near.map(lambda text: f"v.{text}") | st.just("key.population"),
            "v": st.lists(near | near_scenario.map(lambda text: f"Bau|{text}"), max_size=8),
            "lang": near,
        },
    )
)
def test_no_text_breaks_the_server(asked):
    answer = ask(APP, "/api/v1/scenario", **asked)
    assert answer.status in (200, 400)
    if answer.status == 400:
        assert set(answer.json) == {"error"}
        assert answer.json["error"]
    else:
        assert sum(row["places"] for row in answer.json["institutions"].values()) == answer.json["total"]


# ---------------------------------------------------------------- headers and page language

PAGE = b'<!doctype html><html lang="en"><title>x</title><body>\xc3\x9c</body></html>'
GERMAN = PAGE.replace(b'lang="en"', b'lang="de"').replace(b"</body>", b"<p>de</p></body>")


async def page(request):
    return HTMLResponse(PAGE)


async def packed(request):
    return Response(gzip.compress(PAGE), media_type="text/html", headers={"Content-Encoding": "gzip"})


async def in_parts(request):
    async def parts():
        for start in range(0, len(PAGE), 7):
            yield PAGE[start : start + 7]

    return StreamingResponse(parts(), media_type="text/html")


async def script(request):
    return PlainTextResponse(PAGE, headers={"ETag": "x"})


async def unchanged(request):
    return Response(status_code=304, media_type="text/html")


async def empty(request):
    return HTMLResponse(b"")


FIRST = {
    "markup": Markup('<html lang="en"', "<title>x</title>", ("<noscript>", "</noscript>")),
    "describe": lambda path, pairs, base: FirstHtml(dict(pairs).get("lang", "de")),
    "last": lambda code: f"<p>{code}</p>",
}
SITE = Starlette(
    routes=[Route(f"/{f.__name__}", f) for f in (page, packed, in_parts, script, unchanged, empty)],
    middleware=[Middleware(SecurityHeaders), Middleware(FirstHtmlMiddleware, **FIRST)],
)


@pytest.mark.parametrize("path", ["/page", "/packed", "/in_parts", "/script", "/unchanged", "/nirgends"])
def test_every_response_carries_the_security_headers(path):
    headers = ask(SITE, path).headers
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value
    assert headers["content-security-policy"] == policy()


def test_the_headers_shut_out_what_is_foreign():
    told = dict(part.split(" ", 1) for part in policy().split("; "))
    assert told["default-src"] == told["script-src"] == "'self'"
    assert told["frame-ancestors"] == "'self'"
    for sources in told.values():
        assert not [s for s in sources.split() if "*" in s or s.startswith(("http", "//", "ws"))]
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["X-Frame-Options"] == "SAMEORIGIN"
    assert HEADERS["Referrer-Policy"] in ("same-origin", "no-referrer", "strict-origin-when-cross-origin")


@pytest.mark.parametrize("path", ["/page", "/packed", "/in_parts"])
def test_markup_gets_the_language_of_the_page(path):
    answer = ask(SITE, path)
    assert answer.body == GERMAN
    assert int(answer.headers["content-length"]) == len(GERMAN)
    assert "content-encoding" not in answer.headers


def test_what_is_no_markup_stays_as_it_is():
    answer = ask(SITE, "/script")
    assert answer.body == PAGE
    assert answer.headers["etag"] == "x"


def test_a_head_request_has_no_body_and_keeps_its_length():
    answer = ask(SITE, "/page", method="HEAD")
    assert answer.status == 200
    assert answer.body in (b"", GERMAN)  # the server drops the body, whatever the application sends
    assert int(answer.headers["content-length"]) == len(GERMAN)


@pytest.mark.parametrize(("path", "status"), [("/unchanged", 304), ("/empty", 200)])
def test_an_answer_without_a_body_stays_without(path, status):
    answer = ask(SITE, path)
    assert (answer.status, answer.body) == (status, b"")


def test_a_websocket_passes_untouched():
    seen = []

    async def inner(scope, receive, send):
        seen.append((scope, receive, send))

    scope, receive, send = {"type": "websocket", "path": "/"}, object(), object()
    for wrapped in (
        SecurityHeaders(inner),
        FirstHtmlMiddleware(inner, **FIRST),
        KnownPages(inner, paths={"/"}, answer=""),
    ):
        asyncio.run(wrapped(scope, receive, send))
    assert seen == [(scope, receive, send)] * 3


# ---------------------------------------------------------------- pages that do not exist

KNOWN = KnownPages(
    Starlette(routes=[Route("/{rest:path}", page)]),
    {"/", "/karte"},
    "<h1>Gibt es nicht</h1>",
    [Route("/bild/{name}.{form}", page), Route("/bild/", page)],
    ["/_stcore/health", "/static/"],
    ["x.css"],
)
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    "path",
    [
        "/kartte",
        "/admin",
        "/karten/",
        "/karte/x",
        "/a/b/c",
        "/bilder",
        "/static",
        "/y.css",
        "/karte.",
        "/_stcore/metrics",
        "/karte/_stcore/metrics",
        "/karte/_stcore/health",
        "/_stcore/agent/openapi.json",
    ],
)
def test_an_unknown_page_is_answered_in_words(path):
    answer = ask(KNOWN, path, accept=BROWSER)
    assert answer.status == 404
    assert answer.body == b"<h1>Gibt es nicht</h1>"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/karte",
        "/karte/",
        "/static/x.js",
        "/_stcore/health",
        "/x.css",
        "/bild/",
        "/bild/a.png",
    ],
)
def test_pages_and_files_pass(path):
    assert ask(KNOWN, path, accept=BROWSER).status == 200


@pytest.mark.parametrize("accept", ["application/json", "*/*", "image/png"])
def test_a_program_is_told_too_that_a_page_does_not_exist(accept):
    answer = ask(KNOWN, "/kartte", accept=accept)
    assert (answer.status, answer.body) == (404, b"404 Not Found\n")


def test_pages_below_a_path_are_known_there():
    below = KnownPages(
        KNOWN.app, {"/plan", "/plan/karte"}, "", folders=["/static/"], files=["x.css"], base="plan"
    )
    assert ask(below, "/plan/static/x.js").status == ask(below, "/plan/x.css").status == 200
    assert ask(below, "/plan/karte", accept=BROWSER).status == 200
    assert ask(below, "/plan/kartte", accept=BROWSER).status == 404
