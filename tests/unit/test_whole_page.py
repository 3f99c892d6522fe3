"""The first run after a connection is that of the whole page."""

import asyncio

import pytest

from ui.streamlit_internals import BackMsg
from ui.whole_page import WholePageFirst


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


@pytest.mark.parametrize("sent", [b"\xff\xff\xff", b"text", b""])
def test_what_cannot_be_read_is_left_to_streamlit(sent):
    assert passed(sent, asks("part")) == [sent, asks("")]


def test_a_request_without_a_websocket_is_left_alone():
    assert passed(asks("part"), kind="http") == [asks("part")]
