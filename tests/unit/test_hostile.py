"""A small share of the hostile input of ``tests/bench/hostile.py``: nothing ends in an exception, and invariants hold."""

import pytest

from tests import hostile

APP = hostile.application()
SEED = 20261130


@pytest.mark.parametrize(
    ("run", "count"),
    [
        (hostile.scenarios, 150),
        (hostile.searches, 60),
        (hostile.addresses, 25),
        (lambda app, n, seed: hostile.bodies(app, "/api/v1/goal", hostile.GOAL, n, seed), 30),
        (lambda app, n, seed: hostile.bodies(app, "/api/v1/actual", hostile.FIGURES, n, seed), 60),
        (lambda app, n, seed: hostile.bodies(app, "/api/v1/rounds", hostile.QUESTION, n, seed), 60),
        (lambda app, n, seed: hostile.files(n, seed), 25),
    ],
    ids=["scenarios", "searches", "addresses", "goals", "figures", "rounds", "files"],
)
def test_hostile_input_is_answered_or_refused(run, count):
    told = run(APP, count, SEED)
    assert told.unhandled == []
    assert told.answered > 0
    assert told.refused > 0


@pytest.mark.parametrize("number", ["1" + "9" * 4000, "1e400", "1e-320", "1e15", "NaN", "-Infinity"])
@pytest.mark.parametrize("at", ["101", "100"])  # entries of a month, euros
def test_a_number_without_size_is_refused_with_its_field(number, at):
    body = hostile.json.dumps(hostile.FIGURES).replace(f": {at}", f": {number}", 1).encode()
    status, _, answer = hostile.ask(APP, "/api/v1/actual", method="POST", body=body)
    assert status == 400
    assert (b"records[0].entries" if at == "101" else b"money[0].allotted") in answer


@pytest.mark.parametrize("field", ["locked", "options"])
@pytest.mark.parametrize("value", [[[]], [{}], [["AC"], ["DN"]], "AC", {"a": 1}])
def test_a_list_of_what_is_no_text_is_refused(field, value):
    asked = {"kind": "formula", field: value}
    status, _, answer = hostile.ask(
        APP, "/api/v1/rounds", method="POST", body=hostile.json.dumps(asked).encode()
    )
    assert (status, field in answer.decode()) == (400, True)


@pytest.mark.parametrize("path", ["scenario", "search", "goal", "rounds/ABCDE", "openapi.json"])
def test_a_language_that_there_is_not_is_refused(path):
    method = "POST" if path == "goal" else "GET"
    status, _, answer = hostile.ask(APP, f"/api/v1/{path}", method=method, query=b"q=a&lang=AAA", body=b"{}")
    assert status == 400
    assert "Die Sprache „AAA“ gibt es nicht. Möglich sind: de, en." in hostile.json.loads(answer)["error"]


def test_what_is_not_seen_is_not_echoed():
    query = b"s=2026~AA%E2%80%AE-HS%1B%5B31m.100"
    _, _, answer = hostile.ask(APP, "/api/v1/scenario", query=query)
    reason = hostile.json.loads(answer)["error"]
    assert "AA-HS[31m.100" in reason
