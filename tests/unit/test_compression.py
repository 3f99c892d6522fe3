"""Scripts and styles are sent compressed, from what was compressed once."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from kompass.server.compression import CompressedOnce
from kompass.server.headers import HEADERS, SecurityHeaders
from tests.unit.asking import ask

SCRIPT = b"const word = 'Bildungsziel';\n" * 1000


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.js").write_bytes(SCRIPT)
    (tmp_path / "a.png").write_bytes(b"\x89PNG" * 1000)
    return tmp_path


@pytest.fixture
def asked(files):
    """Ask for a file as a browser does."""
    app = Starlette(
        routes=[Mount("/static", StaticFiles(directory=files))],
        middleware=[Middleware(SecurityHeaders), Middleware(CompressedOnce)],
    )

    def answer(name, method="GET", **headers):
        given = {"accept-encoding": "gzip, br"} | {n.replace("_", "-"): v for n, v in headers.items()}
        return ask(app, f"/static/{name}", method=method, headers=given.items())

    return answer


def test_a_script_is_sent_small_and_whole(asked):
    status, headers, body = asked("a.js")
    assert status == 200
    assert gzip.decompress(body) == SCRIPT
    assert int(headers["content-length"]) == len(body) < len(SCRIPT) / 20
    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    assert "javascript" in headers["content-type"]
    assert not {"etag", "accept-ranges"} & set(headers)


def test_it_is_read_and_compressed_once_and_carries_the_security_headers_each_time(asked, files, monkeypatch):
    first = asked("a.js")
    (files / "a.js").unlink()
    monkeypatch.setattr(gzip, "compress", None)
    for again in (asked("a.js"), asked("a.js")):
        assert again == first
        assert {name: again[1][name.lower()] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("headers", [{"accept_encoding": "identity"}, {"if_none_match": '"x"'}], ids=str)
def test_who_asks_otherwise_is_answered_as_before(asked, headers):
    asked("a.js")
    status, told, body = asked("a.js", **headers)
    assert (status, body) == (200, SCRIPT)
    assert "content-encoding" not in told


def test_a_part_is_a_part_of_the_file(asked):
    asked("a.js")
    status, told, body = asked("a.js", range="bytes=0-9")
    assert (status, body) == (206, SCRIPT[:10])
    assert "content-encoding" not in told


def test_what_is_not_there_stays_so_and_may_come(asked, files):
    assert asked("b.js")[0] == 404
    (files / "b.js").write_bytes(SCRIPT)
    assert gzip.decompress(asked("b.js")[2]) == SCRIPT


def test_a_file_is_kept_once_whatever_it_is_called(files):
    kept = CompressedOnce(StaticFiles(directory=files))
    for name in ("/a.js", "/./a.js", "//a.js", "/././/a.js"):
        status, _, body = ask(kept, name, headers=[("accept-encoding", "gzip")])
        assert (status, gzip.decompress(body)) == (200, SCRIPT)
    assert list(kept.kept) == ["/a.js"]


def test_a_page_in_place_of_a_script_is_not_kept():
    """Streamlit answers any name that it does not know with its page and status 200."""
    kept = CompressedOnce(HTMLResponse("<p>Seite</p>"))
    for number in range(3):
        status, told, body = ask(kept, f"/{number}.js", headers=[("accept-encoding", "gzip")])
        assert (status, body) == (200, b"<p>Seite</p>")
        assert "content-encoding" not in told
    assert kept.kept == {}


def test_what_is_no_script_is_left_alone(asked):
    assert "content-encoding" not in asked("a.png")[1]
    assert "content-encoding" not in asked("a.js", method="HEAD")[1]
