"""The first run after a connection is that of the whole page."""

import asyncio

import pytest

from ui.streamlit_internals import BackMsg
from ui.websocket.whole_page import WholePageFirst


def asks(fragment):
    message = BackMsg()
    message.rerun_script.query_string = "s=2026~AA-HS.10"
    message.rerun_script.fragment_id = fragment
    return message.SerializeToString()


def passed(*sent, kind="websocket"):
    """What the server gets of what a browser sends."""
    got, waiting = (
        [],
        [{"type": "websocket.connect"}, *({"type": "websocket.receive", "bytes": s} for s in sent)],
    )

    async def server(scope, receive, send):
        while waiting:
            got.append((await receive()).get("bytes"))

    async def receive():
        return waiting.pop(0)

    asyncio.run(WholePageFirst(server)({"type": kind}, receive, None))
    return got[1:]


def test_the_first_run_is_that_of_the_whole_page_and_later_ones_are_as_they_were_asked():
    assert passed(asks("part"), asks("part")) == [asks(""), asks("part")]


def test_other_messages_before_it_are_left_alone():
    stop = BackMsg()
    stop.stop_script = True
    assert passed(stop.SerializeToString(), asks("part")) == [stop.SerializeToString(), asks("")]


@pytest.mark.parametrize("sent", [{"bytes": b"\xff\xff\xff"}, {"text": "text"}, {"text": "x", "bytes": None}])
def test_what_cannot_be_read_closes_the_connection(sent):
    got, told = [], []

    async def server(scope, receive, send):
        got.extend([await receive() for _ in range(3)])
        await send({"type": "websocket.close"})  # as a server does that does not know it yet

    async def receive():
        return waiting.pop(0)

    async def send(message):
        told.append(message)

    waiting = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": asks("")},
        {"type": "websocket.receive", **sent},
    ]
    asyncio.run(WholePageFirst(server)({"type": "websocket"}, receive, send))
    assert got[2] == {"type": "websocket.disconnect", "code": 1003}
    assert told == [{"type": "websocket.close", "code": 1003}]


@pytest.mark.parametrize("name", ["clear_cache", "debug_disconnect_websocket", "debug_shutdown_runtime"])
def test_what_only_developers_ask_for_is_left_out(name):
    message = BackMsg()
    setattr(message, name, True)
    assert passed(message.SerializeToString(), asks("part")) == [asks("")]


def test_a_request_without_a_websocket_is_left_alone():
    assert passed(asks("part"), kind="http") == [asks("part")]
