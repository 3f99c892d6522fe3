"""The server's own figures, read as Prometheus reads them."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from kompass.server.in_line import Line
from kompass.server.metrics import PATH, Counted, is_reader, metrics_route
from tests.unit.asking import ask
from ui.streamlit_internals import BackMsg, ForwardMsg
from ui.websocket.run_times import RunTimes

LINE = Line("of this test", most=1)
NAME = "Mustermann"


async def made(asked):
    return await LINE.answer(asked, lambda _: PlainTextResponse("made"))


async def page(asked):
    return PlainTextResponse("page")


ROUTES = [
    metrics_route(["127.0.0.1", "10.0.0.0/8", "fd00::/8"], "2026.9.9", "1.0"),
    Route("/bild/{name}.{form}", made),
    Mount("/dateien", Starlette(routes=[Route("/{name}", page)])),
]
SITE = Starlette(
    routes=[*ROUTES, Route("/{rest:path}", page)],
    middleware=[
        Middleware(Counted, routes=ROUTES, pages={"/plan", "/plan/karte"}, folders=["/static/"], base="plan")
    ],
)


class From:
    """The same from an address."""

    def __init__(self, address):
        self.address = address

    async def __call__(self, scope, receive, send):
        await SITE({**scope, "client": (self.address, 1) if self.address else None}, receive, send)


def figures():
    """Each sample's value by its name and labels."""
    status, headers, body = ask(From("10.1.2.3"), PATH)
    assert status == 200
    assert headers["content-type"].startswith("text/plain")
    assert headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(body.decode())
    return {(s.name, *sorted(s.labels.items())): s.value for family in families for s in family.samples}


def answers(route, status="200", now=None):
    return (now or figures()).get(("kompass_answers_total", ("route", route), ("status", status)), 0)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "fd00::1"])
def test_who_is_named_reads(address):
    assert ask(From(address), PATH)[0] == 200


@pytest.mark.parametrize("address", ["127.0.0.2", "192.168.0.1", "::1", "testclient", None])
def test_all_others_are_told_that_there_is_nothing(address):
    status, _, body = ask(From(address), PATH)
    assert status == 404
    assert b"kompass" not in body


def test_everybody_reads_if_the_operator_says_so():
    app = Starlette(routes=[metrics_route(["ja"], "2026.9.9", "1.0")])
    assert ask(app, PATH)[0] == 200


def test_answers_are_counted_by_the_pattern_of_their_route():
    paths = {
        f"/bild/{NAME}.svg": "/bild/{name}.{form}",
        f"/dateien/{NAME}": "/dateien",
        f"/plan/bild/{NAME}.png": "/bild/{name}.{form}",
        f"/plan/static/{NAME}.js": "/static/",
        "/plan/karte": "/karte",
        "/plan": "/",
        f"/{NAME}": "",
    }
    before = figures()
    for path in paths:
        assert ask(SITE, path, query=NAME.encode())[0] == 200
    now = figures()
    for pattern in paths.values():
        expected = list(paths.values()).count(pattern)
        assert answers(pattern, now=now) - answers(pattern, now=before) == expected
    assert now["kompass_answer_seconds_count", ("route", "/karte")] >= 1
    assert NAME not in str(now)


def test_what_is_made_in_a_line_is_counted_and_who_was_sent_away():
    before = figures()
    ask(SITE, "/bild/a.svg")
    LINE.most = 0
    ask(SITE, "/bild/a.svg")
    LINE.most = 1
    now, line = figures(), ("line", "of this test")
    assert now["kompass_made_seconds_count", line] - before.get(("kompass_made_seconds_count", line), 0) == 1
    assert now["kompass_sent_away_total", line] - before.get(("kompass_sent_away_total", line), 0) == 1
    assert now["kompass_in_line", line] == 0
    assert answers("/bild/{name}.{form}", "503", now) - answers("/bild/{name}.{form}", "503", before) == 1


def test_versions_and_memory_are_told():
    now = figures()
    assert next(key for key in now if key[0] == "kompass_build_info")[3] == ("version", "2026.9.9")
    assert now["process_resident_memory_bytes",] > 10_000_000


def test_runs_are_timed_from_the_wish_to_the_end_and_open_pages_counted():
    def wish(part=""):
        message = BackMsg()
        message.rerun_script.query_string = NAME
        message.rerun_script.fragment_id = part
        return {"type": "websocket.receive", "bytes": message.SerializeToString()}

    def end(status):
        message = ForwardMsg()
        message.script_finished = status
        return {"type": "websocket.send", "bytes": message.SerializeToString()}

    during = []

    async def server(scope, receive, send):
        await receive()
        await send(end(ForwardMsg.FINISHED_SUCCESSFULLY))  # of nobody's wish
        for _ in range(2):
            await receive()
        await send({"type": "websocket.send", "bytes": b"\xff"})
        await send(end(ForwardMsg.FINISHED_EARLY_FOR_RERUN))
        await send(end(ForwardMsg.FINISHED_SUCCESSFULLY))  # of both
        await receive()
        await send(end(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))

    waiting = [{"type": "websocket.connect"}, wish(), wish("part"), wish("part")]

    async def receive():
        return waiting.pop(0)

    async def send(message):
        during.append(await asyncio.to_thread(figures))

    before = figures()
    asyncio.run(Counted(RunTimes(server))({"type": "websocket"}, receive, send))
    now = figures()
    for of in ("page", "part"):
        name = ("kompass_run_seconds_count", ("of", of))
        assert now[name] - before.get(name, 0) == 1
    assert (before["kompass_sessions",], during[0]["kompass_sessions",], now["kompass_sessions",]) == (
        0,
        1,
        0,
    )


def test_readers_are_told_from_what_is_none():
    assert all(map(is_reader, ("ja", "127.0.0.1", "10.0.0.0/8", "::1")))
    assert not any(map(is_reader, ("nein", "10.0.0.1/8", "kompass", "*", "")))
