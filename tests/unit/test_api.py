"""The routes under ``/api/v1`` and what surrounds every response."""

import asyncio
import csv
import gzip
import io
import json
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kompass import api
from kompass.facts import DATA_DIR, load
from kompass.headers import HEADERS, KnownPages, PageLanguage, SecurityHeaders

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
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "server": ("testserver", 80),
        "client": ("testclient", 1),
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": urlencode(query).encode(),
        "headers": [(b"host", b"testserver"), (b"accept", accept.encode())],
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start, *parts = sent
    assert start["type"] == "http.response.start"
    assert [p.get("more_body", False) for p in parts] == [True] * (len(parts) - 1) + [False]
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    assert len(headers) == len(start["headers"])  # none sent twice
    return Answer(start["status"], headers, b"".join(p.get("body", b"") for p in parts))


# ---------------------------------------------------------------- health and facts


def test_health_says_ok_and_the_plans_version():
    answer = ask(APP, "/api/v1/health")
    assert answer.status == 200
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
    assert answer.body == (DATA_DIR / f"{table}.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(answer.body.decode())))
    assert rows[0] == list(FACTS[table].columns)
    assert len(rows) - 1 == len(FACTS[table])


@pytest.mark.parametrize("table", ["gespenster", "QUOTAS", "quotas.csv", "..%2Fdatapackage", "../../app"])
def test_an_unknown_table_is_told_with_those_there_are(table):
    answer = ask(APP, f"/api/v1/facts/{table}.csv")
    assert answer.status == 404
    assert set(answer.json) == {"error"}


def test_the_error_names_the_tables():
    error = ask(APP, "/api/v1/facts/gespenster.csv").json["error"]
    assert all(table in error for table in FACTS)


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/nichts", "/api/v2/health"])
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


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/scenario", "/api/v1/facts/quotas.csv"])
def test_nothing_can_be_written(path):
    assert ask(APP, path, method="POST").status == 405


# ---------------------------------------------------------------- headers and page language

PAGE = b'<!doctype html><html lang="en"><body>\xc3\x9c</body></html>'
GERMAN = PAGE.replace(b'lang="en"', b'lang="de"')


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


SITE = Starlette(
    routes=[Route(f"/{f.__name__}", f) for f in (page, packed, in_parts, script, unchanged, empty)],
    middleware=[Middleware(SecurityHeaders), Middleware(PageLanguage, language="de")],
)


@pytest.mark.parametrize("path", ["/page", "/packed", "/in_parts", "/script", "/unchanged", "/nirgends"])
def test_every_response_carries_the_security_headers(path):
    headers = ask(SITE, path).headers
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value


def test_the_headers_shut_out_what_is_foreign():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    for sources in policy.values():
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
        PageLanguage(inner, "de"),
        KnownPages(inner, paths={"/"}, answer=""),
    ):
        asyncio.run(wrapped(scope, receive, send))
    assert seen == [(scope, receive, send)] * 3


# ---------------------------------------------------------------- pages that do not exist

KNOWN = KnownPages(Starlette(routes=[Route("/{rest:path}", page)]), {"/", "/karte"}, "<h1>Gibt es nicht</h1>")
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/kartte", "/admin", "/karten/"])
def test_an_unknown_page_is_answered_in_words(path):
    answer = ask(KNOWN, path, accept=BROWSER)
    assert answer.status == 404
    assert answer.body == b"<h1>Gibt es nicht</h1>"


@pytest.mark.parametrize(
    "path", ["/", "/karte", "/karte/", "/static/x.js", "/_stcore/health", "/leaflet.css"]
)
def test_pages_and_files_pass(path):
    assert ask(KNOWN, path, accept=BROWSER).status == 200


def test_a_program_that_asks_for_no_markup_passes():
    assert ask(KNOWN, "/kartte", accept="application/json").status == 200


def test_pages_below_a_path_are_known_there():
    below = KnownPages(KNOWN.app, {"/plan", "/plan/karte"}, "")
    assert ask(below, "/plan/karte", accept=BROWSER).status == 200
    assert ask(below, "/plan/kartte", accept=BROWSER).status == 404
