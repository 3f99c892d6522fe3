"""What ``/api/v1/`` tells of the routes: that it is true, whole, and readable."""

import ast
import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import jsonschema
import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.middleware import Middleware

from kompass.api import docs as api_docs
from kompass.api import goal as api_goal
from kompass.api import routes as api
from kompass.api import search as api_search
from kompass.api.docs.operations import shortened
from kompass.facts import load
from kompass.places.goal_search.text import FIELDS
from kompass.plans.registry import REGISTRY
from kompass.rounds.hub import Hub
from kompass.rounds.routes import api_routes
from kompass.rounds.store import Store
from kompass.server.headers import KnownPages, SecurityHeaders
from tests.colours import DARK, LIGHT
from tests.unit import asking

ROUTES = api.routes(load(), api_routes(Hub(Store(), REGISTRY.facts)))
APP = Starlette(routes=ROUTES)
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
# A round cannot be an example, since it would be kept: its routes show what they refuse.
ROUND_ROUTES = ["token", "answer", "state", "events", "close", "slips", "override", "receipt", "table"]
EXCERPTS = {"facts": 1, "table": 5}  # of these the beginning is shown


def ask(path, method="GET", query="", body=b"", accept="*/*", app=APP, root_path=""):
    """One request straight into the application: status, headers, body."""
    headers = [("host", "kompass.example"), ("accept", accept)]
    return asking.ask(
        app, path, method=method, query=query.encode(), headers=headers, body=body, root_path=root_path
    )


DOCUMENT = json.loads(ask("/api/v1/openapi.json")[2])
OPERATIONS = [
    (path, method, told) for path, item in DOCUMENT["paths"].items() for method, told in item.items()
]


def examples():
    """Every documented example as a request and its answer, put together from the OpenAPI document alone."""
    for path, method, told in OPERATIONS:
        for status, response in told["responses"].items():
            for media_type, content in response["content"].items():
                for name, example in content.get("examples", {}).items():
                    target, query = path, []
                    for parameter in told["parameters"]:
                        given = parameter.get("examples", {}).get(name, {"value": None})["value"]
                        if given is not None and parameter["in"] == "path":
                            target = target.replace(f"{{{parameter['name']}}}", quote(given))
                        elif given is not None:
                            query.append((parameter["name"], given))
                    body = b""
                    if "requestBody" in told:
                        bodies = told["requestBody"]["content"]["application/json"]["examples"]
                        body = json.dumps(bodies[name]["value"]).encode()
                    request = {
                        "path": target,
                        "method": method.upper(),
                        "query": urlencode(query, doseq=True),
                        "body": body,
                    }
                    expected = (int(status), media_type, example["value"], content["schema"])
                    yield pytest.param(
                        told["operationId"], request, *expected, id=f"{told['operationId']}-{name}"
                    )


EXAMPLES = list(examples())


def test_there_are_examples_that_work_and_examples_that_are_refused():
    seen = {(case.values[0], case.values[2]) for case in EXAMPLES}
    assert seen == {
        ("health", 200),
        ("plans", 200),
        ("facts", 200),
        ("table", 200),
        ("table", 404),
        ("scenario", 200),
        ("scenario", 400),
        ("goal", 200),
        ("goal", 400),
        ("actual", 200),
        ("actual", 400),
        ("search", 200),
        ("search", 400),
        ("round_open", 400),
        *((f"round_{name}", 404) for name in ROUND_ROUTES),
    }


@pytest.mark.parametrize(("name", "request_", "status", "media_type", "value", "schema"), EXAMPLES)
def test_every_example_is_what_the_server_answers(name, request_, status, media_type, value, schema):
    found, headers, body = ask(**request_)
    assert (found, headers["content-type"].partition(";")[0]) == (status, media_type)
    answer = json.loads(body) if media_type == "application/json" else body.decode()
    assert value == shortened(answer, EXCERPTS.get(name) if status == 200 else None)
    assert value
    jsonschema.Draft202012Validator(schema).validate(answer)


def test_a_short_answer_is_the_beginning_of_the_long_one():
    assert shortened("a\nb\nc\n", 2) == "a\nb\n"
    assert shortened({"a": [1, [2, 3], 4], "b": {"c": [5, 6]}}, 2) == {"a": [1, [2, 3]], "b": {"c": [5, 6]}}
    assert shortened({"a": [[2, 3], 4]}, 1) == {"a": [[2]]}
    assert shortened([1, 2], None) == [1, 2]


# ---------------------------------------------------------------- the OpenAPI document


def test_every_route_is_told_and_no_other():
    told = {(path.rstrip("/"), method) for path, method, _ in OPERATIONS}
    ours = {
        (route.path.rstrip("/"), method.lower())
        for route in ROUTES
        for method in (route.methods or ())  # those with any method answer what is no route
        if method != "HEAD"
    }
    assert told == ours
    assert {route.path for route in ROUTES if not route.methods} == {"/api", "/api/{rest:path}"}


def test_every_parameter_that_is_read_is_told_and_no_other():
    read = {"lang", "plan", "q", "excel", *api.SCENARIO_PARAMETERS}
    files = [
        *(Path(m.__file__) for m in (api, api_goal, api_search)),
        *Path(api_docs.__file__).parent.glob("*.py"),
    ]
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Attribute) and of.attr == "query_params" and node.func.attr == "get":
                assert node.args[0].value in read
    told = {
        name: {p["name"]: p["in"] for p in t["parameters"]}
        for _, _, t in OPERATIONS
        for name in [t["operationId"]]
    }
    assert told["scenario"] == dict.fromkeys(read - {"q", "excel"}, "query")
    assert told["table"] == {"table": "path", "excel": "query", "lang": "query", "plan": "query"}
    assert told["search"] == {"q": "query", "lang": "query", "plan": "query"}
    assert told["goal"] == {"lang": "query", "plan": "query"}
    assert told["openapi"] == told["documentation"] == {"lang": "query"}
    assert told["facts"] == told["health"] == {"plan": "query"}
    assert told["plans"] == {}
    for path, _, operation in OPERATIONS:
        named = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
        assert named == re.findall(r"{(\w+)}", path)


def test_the_body_of_a_goal_is_told_field_by_field():
    told = DOCUMENT["paths"]["/api/v1/goal"]["post"]["requestBody"]["content"]["application/json"]
    assert tuple(told["schema"]["properties"]) == FIELDS
    for example in told["examples"].values():
        jsonschema.Draft202012Validator(told["schema"]).validate(example["value"])


def test_the_example_of_a_conflict_tells_which_wishes_exclude_each_other():
    responses = DOCUMENT["paths"]["/api/v1/goal"]["post"]["responses"]
    answer = responses["400"]["content"]["application/json"]["examples"]["conflict"]["value"]
    assert answer["conflicts"] == ["HS behält mindestens 400 Plätze", "HS hat höchstens 380 Plätze"]


def test_the_document_has_the_shape_of_openapi():
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert set(DOCUMENT) == {"openapi", "info", "servers", "paths"}
    assert {"title", "version"} <= set(DOCUMENT["info"])
    names = [told["operationId"] for _, _, told in OPERATIONS]
    assert len(names) == len(set(names))
    for path, _, told in OPERATIONS:
        assert path.startswith("/")
        assert told["summary"]
        assert told["description"]
        assert "200" in told["responses"]
        for response in told["responses"].values():
            assert response["description"]
            for content in response["content"].values():
                jsonschema.Draft202012Validator.check_schema(content["schema"])
        for parameter in told["parameters"]:
            assert parameter["required"] == (parameter["in"] == "path" or parameter["name"] == "q")
            assert parameter["description"]
            jsonschema.Draft202012Validator.check_schema(parameter["schema"])


def test_the_five_keys_of_the_contract_are_told():
    schema = DOCUMENT["paths"]["/api/v1/scenario"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    keys = schema["properties"]["distance_to_key"]
    assert (
        keys["required"]
        == list(keys["properties"])
        == [
            "population",
            "employees",
            "unemployed",
            "sgb2_rule",
            "fbw_participants",
        ]
    )
    assert keys["additionalProperties"] is False


def test_the_server_is_the_one_that_was_asked():
    _, _, body = ask("/api/v1/openapi.json", root_path="/plan")
    assert json.loads(body)["servers"] == [{"url": "http://kompass.example/plan"}]


# ---------------------------------------------------------------- the page


def page(path="/api/v1/", **how):
    status, headers, body = ask(path, accept=BROWSER, **how)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "accept" in headers["vary"].lower()
    return body.decode()


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/"])
def test_a_browser_gets_a_page_and_a_program_the_document(path):
    assert "<!doctype html>" in page(path)
    for accept in ("*/*", "application/json", ""):
        status, headers, body = ask(path, accept=accept)
        assert (status, headers["content-type"]) == (200, "application/json")
        assert json.loads(body) == DOCUMENT


def test_the_page_shows_every_route_parameter_and_example():
    tree = html.fromstring(page())
    text = " ".join(tree.text_content().split())
    for path, method, told in OPERATIONS:
        section = tree.get_element_by_id(told["operationId"]).getparent()
        words = section.text_content()
        assert f"{method.upper()} {path}" in words
        for parameter in told["parameters"]:
            assert parameter["description"] in words
        blocks = [pre.text_content() for pre in section.iter("pre")]
        for response in told["responses"].values():
            for content in response["content"].values():
                for example in content.get("examples", {}).values():
                    value = example["value"]
                    shown = (
                        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
                    )
                    assert shown in blocks
    assert "400" in text
    assert "404" in text
    assert "405" in text
    assert "{" not in tree.find(".//h1").text_content()


def rows_under(section, head):
    """The first cells of the table that follows these words in a section of the page."""
    (found,) = (e for e in section.iter("h3", "summary") if e.text_content() == head)
    return [
        row.text_content()
        for row in next(found.itersiblings("table")).iter("th")
        if row.get("scope") == "row"
    ]


def test_the_page_tells_the_fields_of_requests_and_answers():
    tree = html.fromstring(page())
    for _, _, told in OPERATIONS:
        section = tree.get_element_by_id(told["operationId"]).getparent()
        answers = [c["schema"].get("properties", {}) for c in told["responses"]["200"]["content"].values()]
        fields = next((list(fields) for fields in answers if fields), [])
        heads = [e.text_content() for e in section.iter("h3", "summary")]
        assert ("Felder der Antwort" in heads) == bool(fields)
        assert not fields or set(fields) <= set(rows_under(section, "Felder der Antwort"))
        assert ("Felder der Anfrage (JSON)" in heads) == ("requestBody" in told)
    assert set(FIELDS) <= set(
        rows_under(tree.get_element_by_id("goal").getparent(), "Felder der Anfrage (JSON)")
    )
    assert {"error", "conflicts"}.isdisjoint(
        rows_under(tree.get_element_by_id("goal").getparent(), "Felder der Antwort")
    )


def test_the_page_says_which_parameters_may_stand_more_than_once():
    tree = html.fromstring(page())
    for _, _, told in OPERATIONS:
        section = tree.get_element_by_id(told["operationId"]).getparent()
        rows = {row[0].text_content(): row[1].text_content() for row in section.iter("tr") if len(row) == 2}
        many = {p["name"] for p in told["parameters"] if rows[p["name"]].endswith("Darf mehrmals stehen.")}
        # Each reason of a transfer, and each scenario kept beside it.
        assert many == ({"weil", "v"} if told["operationId"] == "scenario" else set())


def test_the_links_of_the_page_lead_to_answers():
    tree = html.fromstring(page())
    links = [a.get("href") for a in tree.iter("a")]
    outward = [link for link in links if not link.startswith("#")]
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    assert {link[1:] for link in links if link.startswith("#")} == ids
    assert len(outward) > 8
    for link in outward:
        path, _, query = link.removeprefix("http://kompass.example").partition("?")
        assert path.startswith("/api/v1/")
        assert ask(path.replace("%20", " "), query=query)[0] in (200, 400, 404)


def test_the_page_stands_alone():
    markup = page()
    tree = html.fromstring(markup)
    assert not list(tree.iter("script", "link", "img", "iframe"))
    assert "url(" not in markup
    assert "@import" not in markup
    assert [e.attrib for e in tree.iter() if any(name.startswith("on") for name in e.attrib)] == []


def test_the_page_has_the_colours_of_both_themes():
    markup = page()
    before, dark = markup.split("prefers-color-scheme: dark")
    assert LIGHT.background in before
    assert LIGHT.text in before
    assert DARK.background in dark
    assert DARK.text in dark


def test_a_hostile_address_does_not_get_into_the_page():
    markup = page(query=urlencode({"lang": "<script>alert(1)</script>", "s": "<script>"}))
    assert "<script" not in markup
    hostile = page(root_path='/"><script>')
    assert "<script" not in hostile


def test_the_page_passes_what_surrounds_every_response():
    surrounded = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(KnownPages, paths={"/", "/simulator"}, answer="Gibt es nicht", routes=ROUTES),
        ],
    )
    assert "<!doctype html>" in page(app=surrounded)
    assert "<!doctype html>" in page("/api/v1", app=surrounded)
