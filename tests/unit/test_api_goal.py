"""``POST /api/v1/goal``: the answer is the scenario's document, and whatever is wrong is a 400 that names it."""

import asyncio
import json
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request

from kompass.api import goal as api_goal
from kompass.api import routes as api
from kompass.facts import load
from kompass.language import MessageError
from kompass.places.goal_search.text import FIELDS
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from kompass.request.body import read_body
from tests.unit.asking import request

FACTS = load()
APP = Starlette(routes=api.routes(FACTS))
PLAN, KEYS = plan_of(FACTS), comparison_keys(FACTS)


async def call(body, method="POST", path="/api/v1/goal", pieces=1, query=b""):
    """One request straight into the application, its body in pieces; gives status, headers and JSON."""
    host = [("host", "testserver")]
    status, headers, answer = await request(
        APP, path, method=method, query=query, headers=host, body=body, pieces=pieces
    )
    assert headers["content-type"] == "application/json"
    return status, headers, json.loads(answer)


def post(document, **how):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return asyncio.run(call(body, **how))


def refused(document):
    status, _, answer = post(document)
    assert status == 400
    assert isinstance(answer["error"], str)
    assert answer["error"]
    return answer


def test_a_goal_is_answered_with_the_scenario_and_what_moved():
    # 45 · 8,705 / 1,000 = 391.7: 39 more than 353; they travel at AA's rate, 39 · 573 / 2,269 = 9.85.
    status, _, answer = post({"minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": 45}]})
    assert status == 200
    assert answer["moved"] == 39
    assert answer["transfers"] == [{"from": "AA", "to": "HS", "places": 39, "degree": 10}]
    assert answer["scenario"] == "2026~AA-HS.39.10"
    assert answer["institutions"]["HS"]["places"] == 392
    assert answer["proven"] is True
    assert answer["choice_complete"] is True
    assert answer["forced_by"] == ["HS hat mindestens 45 Plätze je 1.000 Arbeitslose, also 392"]


def test_the_reason_is_worded_in_the_language_asked_for():
    _, _, answer = post({"floors": {"HS": 354}}, query=b"lang=en")
    assert answer["forced_by"] == ["HS keeps at least 354 places"]


def test_the_document_is_that_of_the_scenario_route():
    _, _, answer = post({"s": "2026~EXT-DN.20.5", "minimum_degree_rate": {"HS": 0.4}, "most_given": 50})
    for name in ("moved", "proven", "choice_complete", "forced_by", "transfers", "notes"):
        del answer[name]
    scenario = scenario_from_text(PLAN, answer["scenario"])
    assert answer == api.scenario_document(FACTS, scenario, KEYS)
    assert scenario.ledger[0].taker == "DN"


def test_a_distance_of_nothing_is_told_to_be_one():
    """586 + 300 + 353 places of the job centres all go to AA: what is nothing has no distance."""
    _, _, answer = post({"distance": [{"key": "population", "places": 0}]})
    assert answer["moved"] == 1239
    assert answer["notes"] == [
        "Der Schlüssel „Einwohner“ vergleicht nur AC, DN, HS untereinander; zusammen haben sie danach 0 statt 1.239 Plätze. "
        "Wer das nicht will, setzt dort untere Grenzen."
    ]
    _, _, answer = post({"distance": [{"key": "population", "places": 60}], "locked": ["AA"]})
    assert answer["notes"] == []


def test_a_body_that_never_arrives_is_not_waited_for(monkeypatch):
    async def never(*_):
        await asyncio.sleep(60)

    monkeypatch.setattr("kompass.request.body.SLOWEST", 0.05)
    scope = {"type": "http", "method": "POST", "headers": [], "query_string": b"", "path": "/api/v1/goal"}
    with pytest.raises(MessageError, match="nicht ganz an"):
        asyncio.run(read_body(Request(scope, never)))


def test_who_leaves_while_sending_is_no_fault():
    async def left():
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "headers": [], "query_string": b"", "path": "/api/v1/goal"}
    with pytest.raises(MessageError, match="nicht ganz an"):
        asyncio.run(read_body(Request(scope, left)))


def test_every_field_of_the_contract_counts():
    document = {
        "s": "2026~AA-HS.100.25",
        "minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": 45}],
        "minimum_degree_rate": {"HS": 0.4},
        "most_given": 50,
        "distance": [{"key": "population", "places": 150}],
        "locked": ["AC"],
        "floors": {"DN": 280},
        "ceilings": {"HS": 500},
    }
    assert set(document) == set(FIELDS)
    status, _, answer = post(document)
    assert status == 200
    places = {code: row["places"] for code, row in answer["institutions"].items()}
    assert places["AC"] == 586
    assert places["DN"] >= 280
    assert 392 <= places["HS"] <= 500
    assert answer["institutions"]["HS"]["degree_rate"] >= 0.4
    assert answer["distance_to_key"]["population"] <= 150
    given = {code: sum(t["places"] for t in answer["transfers"] if t["from"] == code) for code in places}
    assert max(given.values()) <= 50
    assert answer["moved"] == sum(given.values()) > 0
    assert (answer["total"], answer["degree_total"]) == (3508, 954)


@pytest.mark.parametrize("document", [{}, {"minimum_degree_rate": {"HS": 0.36}}, {"most_given": 0}])
def test_a_goal_that_is_met_moves_nothing(document):
    status, _, answer = post(document)
    assert status == 200
    assert (answer["moved"], answer["transfers"], answer["scenario"]) == (0, [], "2026")
    assert (answer["proven"], answer["choice_complete"], answer["forced_by"]) == (True, True, [])


def test_what_excludes_each_other_is_told_one_by_one():
    answer = refused({"floors": {"HS": 400}, "ceilings": {"HS": 380}, "most_given": 50})
    assert answer["conflicts"] == ["HS behält mindestens 400 Plätze", "HS hat höchstens 380 Plätze"]
    assert all(conflict in answer["error"] for conflict in answer["conflicts"])


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "kein lesbares JSON"),
        (b"{", "kein lesbares JSON"),
        (b"\xff\xfe", "kein lesbares JSON"),
        (b'{"most_given": 1, "most_given": 2}', "„most_given“ steht zweimal da"),
        (b"[" * 15000, "kein lesbares JSON"),
        (b'{"most_given": ' + b"9" * 5000 + b"}", "kein lesbares JSON"),
        (b" " * 20001, "20.000 Byte"),
        ([], "Anfrage"),
        ("2026", "Anfrage"),
        ({"minimum": 3}, "„minimum“"),
        ({"s": 2026}, "Feld s"),
        ({"s": "2025"}, "Plan „2025“"),
        ({"s": "2026~AA-XX.5"}, "XX ist keine Institution"),
        ({"minimum_per_1000": {}}, "Feld minimum_per_1000: Erwartet wird eine Liste"),
        ({"minimum_per_1000": [5]}, "Feld minimum_per_1000[0]"),
        ({"minimum_per_1000": [{"institution": "HS", "value": 3}]}, "minimum_per_1000[0]: Es fehlt of"),
        (
            {"minimum_per_1000": [{"institution": "AA", "of": "unemployed", "value": 3}]},
            "minimum_per_1000[0].institution: Erwartet wird eines von AC, DN, HS, nicht „AA“",
        ),
        (
            {"minimum_per_1000": [{"institution": "HS", "of": "sgb2_rule", "value": 3}]},
            "minimum_per_1000[0].of: Erwartet wird eines von population, employees, working_age_population",
        ),
        (
            {"minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": "45"}]},
            "minimum_per_1000[0].value",
        ),
        (
            b'{"minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": NaN}]}',
            "minimum_per_1000[0].value: Erwartet wird eine Zahl von 0 bis 1.000.000",
        ),
        (b'{"minimum_degree_rate": {"HS": Infinity}}', "minimum_degree_rate.HS"),
        (b'{"minimum_degree_rate": {"HS": 1e-999999999}}', "minimum_degree_rate.HS"),
        (b'{"distance": [{"key": "population", "places": 1e999999999}]}', "distance[0].places"),
        (
            {"minimum_degree_rate": {"HS": 1.01}},
            "Feld minimum_degree_rate.HS: Erwartet wird eine Zahl von 0 bis 1 ",
        ),
        ({"minimum_degree_rate": {"HS": -0.1}}, "minimum_degree_rate.HS"),
        ({"minimum_degree_rate": {"XX": 0.1}}, "„XX“"),
        ({"minimum_degree_rate": "0.4"}, "Feld minimum_degree_rate"),
        ({"minimum_degree_rate": [0.4]}, "Feld minimum_degree_rate"),
        ({"most_given": 1.5}, "Feld most_given: Erwartet wird eine ganze Zahl"),
        ({"most_given": True}, "most_given"),
        ({"most_given": -1}, "most_given"),
        ({"distance": [{"key": "fair", "places": 3}]}, "distance[0].key"),
        ({"distance": [{"key": ["population"], "places": 3}]}, "distance[0].key"),
        ({"distance": [{"key": "population", "places": None}]}, "distance[0].places"),
        ({"locked": "AC"}, "Feld locked"),
        ({"locked": ["AC", "EXT"]}, "locked[1]"),
        ({"locked": [["AC"]]}, "locked[0]"),
        ({"floors": {"DN": 280.5}}, "floors.DN"),
        ({"floors": [280]}, "Feld floors"),
        ({"ceilings": {"DN": "280"}}, "ceilings.DN"),
        ({"ceilings": {"DN": 10**7}}, "ceilings.DN"),
        ({"locked": ["\ud800"]}, "halbes Zeichen (\\ud800)"),
        ({"s": "2026~\ud800"}, "halbes Zeichen (\\ud800)"),
    ],
)
def test_a_bad_request_is_refused_with_the_field_in_words(document, words):
    answer = refused(document)
    assert words in answer["error"]
    assert "conflicts" not in answer


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(PLAN.codes),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(("institution", "of", "value", "key", "places", *PLAN.codes)), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=3))
def test_no_body_breaks_the_server(document):
    status, _, answer = post(document)
    assert status in (200, 400)
    assert "error" in answer if status == 400 else "moved" in answer


def test_a_body_may_come_in_pieces_and_is_not_read_beyond_its_limit():
    body = json.dumps({"floors": {"HS": 354}}).encode()
    assert post(body, pieces=7)[2]["moved"] == 1
    status, _, answer = post(b" " * 200_000, pieces=50)
    assert status == 400
    assert "zu lang" in answer["error"]


def test_other_methods_are_told_how():
    status, headers, answer = post(b"", method="GET")
    assert status == 405
    assert headers["allow"] == "POST"
    assert "POST" in answer["error"]


def test_others_are_answered_while_a_search_runs(monkeypatch):
    searching, go_on = threading.Event(), threading.Event()
    solve = api_goal.fewest_moves

    def slow(*args):
        searching.set()
        assert go_on.wait(10)
        return solve(*args)

    monkeypatch.setattr(api_goal, "fewest_moves", slow)

    async def both():
        search = asyncio.create_task(call(json.dumps({"floors": {"HS": 354}}).encode()))
        start = time.monotonic()
        while not searching.is_set():
            assert time.monotonic() - start < 10
            await asyncio.sleep(0.01)
        health = await call(b"", "GET", "/api/v1/health")
        assert not search.done()
        go_on.set()
        return health, await search

    (health, _, _), (status, _, answer) = asyncio.run(both())
    assert (health, status, answer["moved"]) == (200, 200, 1)


@pytest.mark.parametrize("number", ["1e9999999999999999999", "1e-9999999999999999999"])
def test_a_number_without_end_is_refused_by_its_field(number):
    body = f'{{"distance": [{{"key": "population", "places": {number}}}]}}'.encode()
    status, _, answer = asyncio.run(request(APP, "/api/v1/goal", method="POST", body=body))
    assert status == 400
    assert "distance[0].places" in json.loads(answer)["error"]
