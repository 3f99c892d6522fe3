"""The pages of a round as a browser without JavaScript gets them: languages, escaping, ways, refusals."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from starlette.applications import Starlette

from kompass.facts import load
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from kompass.plans.registry import REGISTRY
from kompass.rounds.hub import Hub
from kompass.rounds.model import read_question
from kompass.rounds.pages.routes import page_routes
from kompass.rounds.routes import api_routes
from kompass.rounds.store import Store
from kompass.rounds.tries import Tries
from tests.made_plans import euros, minimal, one_party, sixteen, without_degree
from tests.unit import asking

PLAN, KEYS = plan_of(load()), comparison_keys(load())
EVIL = '</script><img src=x onerror="alert(1)">'


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def app(store):
    hub = Hub(store, REGISTRY.facts)
    return Starlette(routes=[*page_routes(hub), *api_routes(hub)])


def opened(store, **given):
    return store.open_round(PLAN.plan_id, read_question(given, PLAN, KEYS))


def ask(app, path, language="de-DE,de;q=0.9", query=b""):
    headers = [("host", "kompass.example"), ("accept-language", language)]
    return asking.ask(app, path, headers=headers, query=query)


def given(body):
    return json.loads(html.fromstring(body).get_element_by_id("round").text)


def test_the_page_speaks_the_language_of_the_phone_or_of_the_address(app, store):
    code, _ = opened(store)
    found = {
        (accepted, query): html.fromstring(ask(app, f"/r/{code}", accepted, query)[2].decode()).get("lang")
        for accepted in ("de-DE,de;q=0.9", "en-GB,en", "fr,en;q=0.5", "fr", "")
        for query in (b"", b"lang=de", b"lang=en")
    }
    assert {key: tongue for key, tongue in found.items() if not key[1]} == {
        ("de-DE,de;q=0.9", b""): "de",
        ("en-GB,en", b""): "en",
        ("fr,en;q=0.5", b""): "en",
        ("fr", b""): "de",
        ("", b""): "de",
    }
    assert {tongue for (_, query), tongue in found.items() if query == b"lang=en"} == {"en"}


def test_each_phone_gets_a_token_of_its_own_and_no_cookie(app, store):
    code, _ = opened(store)
    answers = [ask(app, f"/r/{code}") for _ in range(3)]
    tokens = {given(body.decode())["token"] for _, _, body in answers}
    assert len(tokens) == 3
    assert all(store.is_own_token(token, code) for token in tokens)
    for _, headers, body in answers:
        assert "set-cookie" not in headers
        assert headers["cache-control"] == "no-store"
        assert len(body) < 20_500  # beside the 40 kB of the table: less than 60 kB in all


def test_what_the_moderator_types_is_never_markup(app, store):
    options = [{"name": "<b>x</b>", "s": "2026"}, {"name": "&amp;", "s": "2026~AA-HS.1"}]
    code, _ = opened(store, title=EVIL, kind="choice", options=options)
    for page in ("", "/wand", "/leitung"):
        _, _, body = ask(app, f"/r/{code}{page}")
        tree = html.fromstring(body.decode())
        assert tree.xpath("//img") == []
        assert EVIL in tree.text_content().replace("\\u003c", "<")
    assert given(ask(app, f"/r/{code}/wand")[2].decode())["names"]["2026"] == "<b>x</b>"


def test_a_code_is_typed_in_any_case_and_an_unknown_one_is_told(app, store):
    code, _ = opened(store)
    assert ask(app, f"/r/{code.lower()}")[0] == 200
    status, headers, _ = ask(app, "/r", query=f"code={code.lower()}".encode())
    assert (status, headers["location"]) == (303, f"http://kompass.example/r/{code}")
    status, _, body = ask(app, "/r/QQQQQ")
    assert (status, "QQQQQ" in body.decode()) == (404, True)
    assert html.fromstring(body.decode()).xpath("//form/@action") == ["http://kompass.example/r"]
    assert ask(app, "/r")[0] == 200


def test_the_rooms_split_goes_into_the_simulator_with_its_reason(app, store):
    code, key = opened(store)
    moved = scenario_from_text(PLAN, "2026~AA-DN.10.3~AA-HS.100.25")
    store.put_slips(code, key, moved, 4)
    status, _, body = ask(app, f"/r/{code}/uebernehmen")
    assert (status, "bisher sind es 4" in body.decode()) == (409, True)
    store.answer(code, store.new_token(code), moved)
    status, headers, _ = ask(app, f"/r/{code}/uebernehmen", query=b"lang=de")
    address = urlsplit(headers["location"])
    query = parse_qs(address.query)
    assert (status, address.path, query["s"]) == (303, "/simulator", ["2026~AA-DN.10.3~AA-HS.100.25"])
    assert query["weil"] == [f"1:Runde {code}, 5 Antworten", f"2:Runde {code}, 5 Antworten"]
    store.override(code, key, Scenario(PLAN).transfer("AA", "DN", 20), "Haushalt")
    _, headers, _ = ask(app, f"/r/{code}/uebernehmen")
    query = parse_qs(urlsplit(headers["location"]).query)
    assert query["weil"] == [f"1:Runde {code}, 5 Antworten; Haushalt"]


@pytest.mark.parametrize("made", [sixteen, without_degree, minimal, euros, one_party])
def test_pages_are_there_for_every_plan_that_divides_places(made, tmp_path):
    facts = load(plan=made(tmp_path))
    plan, hub = plan_of(facts), Hub(Store(), lambda plan_id: facts)
    app = Starlette(routes=page_routes(hub))
    code, key = hub.store.open_round("made", read_question({}, plan, comparison_keys(facts)))
    hub.store.put_slips(code, key, Scenario(plan), 5)
    for page in ("", "/wand", "/leitung"):
        assert ask(app, f"/r/{code}{page}")[0] == 200, page
    status, headers, _ = ask(app, f"/r/{code}/uebernehmen")
    assert (status, f"s={plan.mark}" in headers["location"]) == (303, True)


def test_without_its_database_only_rounds_are_missing(tmp_path):
    (tmp_path / "file").write_text("no folder", "utf-8")
    hub = Hub(Store(f"sqlite:///{tmp_path / 'file' / 'runden.sqlite'}"), REGISTRY.facts)
    app = Starlette(routes=[*page_routes(hub), *api_routes(hub)])
    for path in ("/r/ABCDE", "/r/ABCDE/wand", "/api/v1/rounds/ABCDE"):
        status, headers, body = ask(app, path)
        told = json.loads(body)["error"] if "json" in headers["content-type"] else body.decode()
        assert (status, "Runden gehen gerade nicht" in told) == (503, True)


def test_tries_are_allowed_again_after_a_while():
    now = [0.0]
    tries = Tries(2, 3.0, lambda: now[0])
    assert [tries.wait("a"), tries.wait("a"), tries.wait("a"), tries.wait("b")] == [0, 0, 3, 0]
    now[0] = 2.9
    assert tries.wait("a") == 1
    now[0] = 3.0
    assert [tries.wait("a"), tries.wait("a")] == [0, 3]


def test_the_wall_takes_the_theme_of_the_projector(app, store):
    code, _ = opened(store)
    found = {
        theme: ask(app, f"/r/{code}/wand", query=f"thema={theme}".encode())[2].decode()
        for theme in ("light", "dark", "")
    }
    assert {theme: "#0F1720" in body for theme, body in found.items()} == {
        "light": False,
        "dark": True,
        "": True,
    }
    assert {theme: "#FFFFFF" in body for theme, body in found.items()} == {
        "light": True,
        "dark": False,
        "": True,
    }
