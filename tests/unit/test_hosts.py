"""Requests for names that are not this server's, and websockets that foreign pages open."""

import asyncio
import socket

import pytest
from starlette.responses import PlainTextResponse
from streamlit import net_util
from streamlit.web import bootstrap

from kompass.server.hosts import KnownHosts, is_host_name
from tests.unit.asking import ask


async def inner(scope, receive, send):
    if scope["type"] == "http":
        await PlainTextResponse("answered")(scope, receive, send)
    else:
        await send({"type": "websocket.accept", "host": dict(scope["headers"])[b"host"]})


OPEN = KnownHosts(inner, [], "", "Unbekannt")
NAMED = KnownHosts(
    inner, ["kompass", "*.intern.example"], "https://Bildung.example:8443/kompass/", "Unbekannt"
)
ALL = KnownHosts(inner, ["*"], "", "Unbekannt")
OWN = (
    "localhost",
    "localhost:8501",
    "127.0.0.1:8501",
    "[::1]:8501",
    "192.168.178.20:8501",
    "[fe80::1]",
    "LOCALHOST.",
)
FOREIGN = (
    "boese.example", "localhost.boese.example", "127.0.0.1.boese.example", "1.2.3", "", "localhost@boese.example",
    "localhost/boese", "[::1", "localhost:x", "xintern.example", "127.0.0.1:8501 boese.example",
)  # fmt: skip


def answered(app, *hosts):
    return ask(app, "/", headers=[("host", host) for host in hosts])[0]


@pytest.mark.parametrize(
    "host", [*OWN, socket.gethostname(), f"{socket.gethostname().partition('.')[0]}.local"]
)
def test_a_laptop_in_a_hall_answers_under_its_addresses_and_its_own_name(host):
    assert answered(OPEN, host) == answered(NAMED, host) == 200


@pytest.mark.parametrize("host", FOREIGN)
def test_other_names_are_refused(host):
    assert answered(OPEN, host) == answered(NAMED, host) == 421
    assert ask(OPEN, "/", headers=[("host", host)])[2] == b"Unbekannt\n"


def test_one_foreign_name_among_several_is_enough():
    assert answered(OPEN, "localhost", "boese.example") == 421
    assert answered(OPEN) == 200  # a program of long ago; no browser leaves it out


@pytest.mark.parametrize(
    "host", ["bildung.example", "bildung.example:8443", "kompass:80", "a.b.intern.example"]
)
def test_names_of_the_operator_and_that_of_the_public_address_are_known(host):
    assert (answered(OPEN, host), answered(NAMED, host), answered(ALL, host)) == (421, 200, 200)


def test_the_names_of_the_operator_are_told_from_what_is_none():
    assert all(map(is_host_name, ("kompass", "a-b.example", "*.example", "*")))
    assert not any(map(is_host_name, ("https://a.example", "a b", "*a.example", "a.*", "a:8501", "")))


def socket_of(app, host, *origins):
    """The host that the application sees, None if the websocket is refused."""
    told = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        told.append(message)

    headers = [(b"host", host.encode()), *((b"origin", origin.encode("latin-1")) for origin in origins)]
    asyncio.run(app({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, receive, send))
    (message,) = told
    if message["type"] == "websocket.close":
        assert message["code"] == 1008
        return None
    return message["host"].decode()


def test_a_websocket_comes_from_a_page_of_its_host_or_from_a_program():
    assert socket_of(OPEN, "192.168.0.2:8501", "http://192.168.0.2:8501") == "192.168.0.2:8501"
    assert socket_of(OPEN, "localhost", "https://LocalHost") == "localhost"
    assert socket_of(OPEN, "localhost") == "localhost"


@pytest.mark.parametrize(
    "origin",
    ["http://boese.example", "http://localhost:8502", "http://[", "null", "", "file://", "chrome-extension://localhost",
     "http://localhost@boese.example", "http://localhost/", "http://a:b:c", "\xff"],
)  # fmt: skip
def test_other_origins_are_refused(origin):
    assert socket_of(OPEN, "localhost", origin) is None
    assert socket_of(NAMED, "localhost", origin) is None


def test_both_foreign_is_refused_as_is_more_than_one_origin():
    assert socket_of(OPEN, "boese.example", "http://boese.example") is None
    assert socket_of(OPEN, "localhost", "http://localhost", "http://boese.example") is None


def test_a_page_of_the_public_address_is_the_same_site_whatever_host_a_proxy_names():
    assert socket_of(NAMED, "127.0.0.1:8501", "https://bildung.example:8443") == "bildung.example:8443"


def test_the_start_asks_no_foreign_host_for_the_address_of_this_server(monkeypatch, capsys):
    def asked(*_, **__):
        raise AssertionError

    monkeypatch.setattr(net_util, "get_external_ip", asked)
    bootstrap._print_url(is_running_hello=False)
    assert "URL: http://localhost" in capsys.readouterr().out
