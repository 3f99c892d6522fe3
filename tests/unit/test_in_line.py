"""What takes long to make waits in lines of its own: nothing else waits behind it, and too many are told so."""

import asyncio
from threading import Event

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from kompass.server.in_line import Line


def asked(query=b""):
    return Request({"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": query})


class Slow:
    """Makes an answer when it is let go; notes how many are made at a time."""

    def __init__(self):
        self.go, self.now, self.most = Event(), 0, 0

    def __call__(self, request):
        self.now += 1
        self.most = max(self.most, self.now)
        self.go.wait()
        self.now -= 1
        return PlainTextResponse("gemacht")


def test_one_is_made_at_a_time_and_all_are_answered():
    slow, line = Slow(), Line("test", most=300)

    async def hall():
        answers = [asyncio.ensure_future(line.answer(asked(), slow)) for _ in range(200)]
        while not slow.now:
            await asyncio.sleep(0)
        # All 200 wait without a thread of those that other handlers share: one of these is answered.
        other = Line("test", most=1)
        first = await other.answer(asked(), lambda _: PlainTextResponse("gleich"))
        slow.go.set()
        return first, await asyncio.gather(*answers)

    first, answers = asyncio.run(hall())
    assert first.body == b"gleich"
    assert [answer.body for answer in answers] == [b"gemacht"] * 200
    assert (slow.most, line.waiting) == (1, 0)


@pytest.mark.parametrize(("query", "words"), [(b"", "2 Anfragen warten schon"), (b"lang=en", "2 requests")])
def test_who_would_wait_too_long_is_told_how_many_wait(query, words):
    slow, line = Slow(), Line("test", most=2)

    async def hall():
        answers = [asyncio.ensure_future(line.answer(asked(), slow)) for _ in range(2)]
        await asyncio.sleep(0)
        refused = await line.answer(asked(query), slow)
        slow.go.set()
        await asyncio.gather(*answers)
        return refused, await line.answer(asked(), slow)

    refused, after = asyncio.run(hall())
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == refused.headers["refresh"] == "15"
    assert words in refused.body.decode()
    assert after.status_code == 200


def test_what_goes_wrong_leaves_the_line():
    line = Line("test", most=1)

    def broken(_):
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        asyncio.run(line.answer(asked(), broken))
    assert line.waiting == 0
