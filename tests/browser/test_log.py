"""What a server writes while readers come with names in their addresses, and while somebody tries to fill its log."""

import contextlib
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from kompass.places.parameters import REASONS, SCENARIO

NAME = "Erika-Mustermann-4711"


def asked(url, **headers):
    with contextlib.suppress(HTTPError), urlopen(Request(url, headers=headers), timeout=30) as answer:
        answer.read()


def socket_of(server, **options):
    return connect(f"{server.replace('http', 'ws', 1)}/_stcore/stream", proxy=None, **options)


def read_on(opened):
    while True:
        opened.recv(timeout=10)


@pytest.mark.slow
def test_no_name_and_no_address_of_a_reader_gets_into_the_log(desk, server, server_log):
    before = server_log.read_text("utf-8")
    scenario = f"{SCENARIO}=2026~AA-HS.100.25&{REASONS}=1.{NAME}"
    shown = desk().open(f"/simulator?{scenario}")
    shown.page.goto(f"{server}/simulator?{SCENARIO}={NAME}&{REASONS}={NAME}&v={NAME}|{NAME}&ziele={NAME}")
    shown.settle()
    for path in (f"praesentation?{scenario}&ansichten={NAME}", f"api/v1/scenario?{SCENARIO}={NAME}", f"s/{NAME}",
                 f"beschlussvorlage.pdf?{SCENARIO}={NAME}", f"bild/{NAME}.svg", f"r/{NAME}", NAME,
                 f"simulator?{'a' * 40_000}{NAME}"):  # fmt: skip
        asked(f"{server}/{quote(path, safe='/?&=~.')}")
    asked(f"{server}/", Host=f"{NAME}.example")
    for origin in (f"http://{NAME}.example", "http://[", NAME):
        with pytest.raises(InvalidStatus, match="403"):
            socket_of(server, origin=origin).close()
    for sent in (NAME, NAME.encode(), b"\xff" * 99):
        with socket_of(server, origin=server) as opened:
            opened.send(sent)
            with pytest.raises(ConnectionClosed) as closed:
                read_on(opened)
        assert closed.value.rcvd.code == 1003
    said = server_log.read_text("utf-8").removeprefix(before)
    assert NAME not in said
    assert "Traceback" not in said
    assert said.count("127.0.0.1") <= 1  # its own address at the start
    assert len(said.splitlines()) < 20
