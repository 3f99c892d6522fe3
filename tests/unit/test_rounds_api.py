"""The routes of rounds: the contract, every refusal with its reason, and what nobody is told."""

import asyncio
import json
import re
from collections import Counter
from uuid import uuid4

import pytest
from starlette.applications import Starlette

from kompass.facts import load
from kompass.places.plan import Quota, plan_of
from kompass.places.text import scenario_from_text
from kompass.plans.registry import REGISTRY
from kompass.rounds.hub import Hub
from kompass.rounds.routes import api_routes
from kompass.rounds.split import room_split, split_of
from kompass.rounds.store import Store
from tests.unit import asking

PLAN = plan_of(load())
HEINSBERG = "2026~AA-HS.100.25"
ANSWERS = [HEINSBERG, "2026", "2026~AA-DN.40.10", "2026~AA-HS.100.25", "2026~AC-HS.60.18", "2026~DN-AA.10.3"]


class Server:
    """A server with an empty database."""

    def __init__(self, address="sqlite://"):
        self.store = Store(address)
        self.hub = Hub(self.store, REGISTRY.facts)
        self.app = Starlette(routes=api_routes(self.hub))

    async def asked(self, path, body=None, query=b""):
        sent = b"" if body is None else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        status, headers, answer = await asking.request(
            self.app, f"/api/v1/rounds{path}", method=method, body=sent, query=query
        )
        return status, json.loads(answer) if headers[
            "content-type"
        ] == "application/json" else answer.decode()

    def ask(self, path, body=None, query=b""):
        return asyncio.run(self.asked(path, body, query))

    def open(self, **question):
        status, told = self.ask("", question)
        assert status == 200, told
        return told["code"], told["key"]

    def answer(self, code, s, token=None):
        return self.ask(f"/{code}/answers", {"token": token or str(uuid4()), "s": s})


@pytest.fixture
def server():
    return Server()


def test_a_round_from_opening_to_receipt(server):
    code, key = server.open()
    assert re.fullmatch(r"[A-Z]{5}", code)
    for s in ANSWERS:
        assert server.answer(code, s)[0] == 200
    status, told = server.ask(f"/{code}")
    assert (status, told["state"], told["answers"]) == (200, "open", 6)
    # Heinsberg: 353, 353, 353, 413, 453, 453; its plan is 353.
    assert told["institutions"]["HS"] == {"min": 353, "q1": 353, "median": 383, "q3": 443, "max": 453}
    split = told["split"]
    assert (split["total"], split["degree_total"]) == (3508, 954)
    answers = [split_of(scenario_from_text(PLAN, s)) for s in ANSWERS]
    found = tuple(Quota(o["places"], o["degree"]) for o in split["institutions"].values())
    assert found == room_split(answers)
    assert split_of(scenario_from_text(PLAN, split["scenario"])) == found
    assert server.ask(f"/{code}/close", {"key": key}) == (200, {"state": "closed"})
    status, told = server.ask(f"/{code}/receipt.json")
    assert told["state"] == "closed"
    assert Counter(own["s"] for own in told["list"]) == Counter(ANSWERS)
    status, table = server.ask(f"/{code}/receipt.csv")
    rows = [line.split(",") for line in table.splitlines()]
    assert rows[0][:6] == ["round", "receipt", "s", "paper", "AA_places", "AA_degree"]
    assert Counter(row[2] for row in rows[1:]) == Counter(ANSWERS)
    assert {row[1] for row in rows[1:]} == {told["receipt"]}


def test_fewer_than_five_answers_say_only_how_many(server):
    code, _ = server.open()
    for s in ANSWERS[:4]:
        server.answer(code, s)
    _, told = server.ask(f"/{code}")
    assert (told["answers"], told["institutions"], told["values"], told["split"]) == (4, {}, {}, None)
    assert "HS" not in json.dumps(told)
    for file in ("json", "csv"):
        status, refused = server.ask(f"/{code}/receipt.{file}")
        assert (status, refused) == (409, {"error": "Ab 5 Antworten gibt es einen Beleg; bisher sind es 4."})


def test_a_choice_tells_no_counts_before_five_and_then_what_was_chosen(server):
    options = [{"name": "Plan", "s": "2026"}, {"name": "Heinsberg", "s": HEINSBERG}]
    code, _ = server.open(kind="choice", options=options)
    for s in ["2026", HEINSBERG, HEINSBERG, HEINSBERG]:
        assert server.answer(code, s)[0] == 200
    _, told = server.ask(f"/{code}")
    assert [o["answers"] for o in told["question"]["options"]] == [None, None]
    server.answer(code, "2026")
    _, told = server.ask(f"/{code}")
    assert [o["answers"] for o in told["question"]["options"]] == [2, 3]
    assert told["split"]["scenario"] == HEINSBERG


def test_again_with_the_same_token_replaces(server):
    code, _ = server.open()
    token = str(uuid4())
    for s in ANSWERS:
        assert server.answer(code, s, token)[0] == 200
    assert server.ask(f"/{code}")[1]["answers"] == 1


def refusals(server):
    code, key = server.open(locked=["AC"], limits="DN.290.310")
    strict, _ = server.open(signed=True)
    closed, closing = server.open()
    server.ask(f"/{closed}/close", {"key": closing})
    token = str(uuid4())
    yield f"/{code}/answers", {"token": token, "s": "2026~HS-AA.9999"}, 400, "HS"
    yield f"/{code}/answers", {"token": token, "s": "2026~AC-HS.1"}, 400, "AC ist gesperrt"
    yield f"/{code}/answers", {"token": token, "s": "2026~AA-DN.11"}, 400, "höchstens 310"
    yield f"/{code}/answers", {"token": token, "s": "2026~EXT-HS.10"}, 400, "bleiben beide Summen"
    yield f"/{code}/answers", {"token": token, "s": "2019"}, 400, "Plan"
    yield f"/{code}/answers", {"token": token, "s": 7}, 400, "„s“ muss ein Text sein"
    yield f"/{code}/answers", {"token": "me", "s": "2026"}, 400, "UUID"
    yield f"/{code}/answers", {"s": "2026"}, 400, "UUID"
    yield f"/{code}/answers", [], 400, "JSON-Objekt"
    yield f"/{strict}/answers", {"token": token, "s": "2026"}, 403, "nicht vergeben"
    yield f"/{closed}/answers", {"token": token, "s": "2026"}, 409, "geschlossen"
    yield f"/{code}/close", {"key": "falsch"}, 403, "nicht der Schlüssel"
    yield f"/{code}/close", {}, 403, "nicht der Schlüssel"
    yield f"/{code}/slips", {"key": key, "s": "2026", "count": -1}, 400, "0 bis 2.000"
    yield f"/{code}/slips", {"key": "x", "s": "2026", "count": 1}, 403, "Schlüssel"
    yield f"/{code}/override", {"key": key, "s": "2026"}, 400, "warum"
    yield "/ZZZZZ", None, 404, "ZZZZZ"
    yield "/ZZZZZ/events", None, 404, "ZZZZZ"
    yield "/ZZZZZ/answers", {"token": token, "s": "2026"}, 404, "ZZZZZ"
    yield "", {"kind": "vote"}, 400, "kind"
    yield "", {"plan": "mond-2030"}, 404, "mond-2030"
    yield "", {"title": "x" * 30_000}, 400, "zu lang"


def test_every_refusal_has_its_status_and_reason(server):
    for path, body, status, words in refusals(server):
        found, told = server.ask(path, body)
        assert (found, words in told["error"]) == (status, True), (path, body, found, told)
        english = server.ask(path, body, b"lang=en")[1]["error"]
        assert english != told["error"], english


def test_too_many_tries_are_of_one_token_and_block_nobody_else(server):
    code, _ = server.open()
    token = str(uuid4())
    found = [server.answer(code, "2026", token) for _ in range(31)]
    assert [status for status, _ in found] == [200] * 30 + [429]
    assert "Sekunden" in found[-1][1]["error"]
    assert server.answer(code, "2026")[0] == 200


def test_slips_count_and_an_override_stays_visible(server):
    code, key = server.open()
    assert server.ask(f"/{code}/slips", {"key": key, "s": HEINSBERG, "count": 7})[0] == 200
    server.answer(code, "2026")
    _, told = server.ask(f"/{code}")
    assert (told["answers"], told["paper"], told["split"]["scenario"]) == (8, 7, HEINSBERG)
    before = server.ask(f"/{code}/receipt.json")[1]["receipt"]
    server.ask(f"/{code}/override", {"key": key, "s": "2026~AA-HS.90.22", "reason": "Haushalt reicht nicht"})
    _, told = server.ask(f"/{code}")
    assert told["split"]["scenario"] == "2026~AA-HS.90.22"
    assert told["split"]["override"] == {"reason": "Haushalt reicht nicht"}
    assert server.ask(f"/{code}/receipt.json")[1]["receipt"] != before
    server.ask(f"/{code}/override", {"key": key})
    assert server.ask(f"/{code}")[1]["split"]["scenario"] == HEINSBERG
    assert server.ask(f"/{code}/receipt.json")[1]["receipt"] == before


def test_a_wall_is_told_at_once_also_what_another_process_has_written(tmp_path):
    here = Server(f"sqlite:///{tmp_path / 'x.sqlite'}")
    there = Server(f"sqlite:///{tmp_path / 'x.sqlite'}")

    async def watched():
        _, told = await here.asked("", {})
        code = told["code"]
        seen = []
        async for part in there.hub.events(code):
            data = re.search(rb"^data: (.*)$", part, re.MULTILINE)
            if data is None:
                continue
            seen.append(json.loads(data[1]))
            if len(seen) == 1:
                for s in ANSWERS:
                    await here.asked(f"/{code}/answers", {"token": str(uuid4()), "s": s})
            elif seen[-1]["answers"] == len(ANSWERS) and seen[-1]["state"] == "open":
                await here.asked(f"/{code}/close", {"key": told["key"]})
            if seen[-1]["state"] == "closed":
                return seen
        raise AssertionError("the events ended")

    seen = asyncio.run(asyncio.wait_for(watched(), 30))
    assert seen[0]["answers"] == 0
    assert [own["version"] for own in seen] == sorted({own["version"] for own in seen})
    assert (seen[-1]["answers"], seen[-1]["state"]) == (6, "closed")


def test_a_round_is_of_its_plan(server):
    other = next(plan_id for plan_id in REGISTRY.ids if plan_id != PLAN.plan_id)
    status, told = server.ask("", {"plan": other})
    facts = REGISTRY.facts(other)
    if len(plan_of(facts).codes) < 2:
        assert status == 404
        return
    start = plan_of(facts)
    assert server.ask(f"/{told['code']}")[1]["plan"] == start.mark
    assert server.answer(told["code"], start.mark)[0] == 200
    assert server.answer(told["code"], "2026~AA-HS.1")[0] == 400
