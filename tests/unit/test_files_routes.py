"""The routes of files to take along: what they answer, in words where nothing can be made, one at a time."""

import asyncio
import datetime as dt
import re
import zipfile
from collections import Counter
from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.middleware import Middleware

from kompass.briefing import routes as briefing
from kompass.briefing.files import FILES, Part
from kompass.facts import load
from kompass.language import LANGUAGES
from kompass.request import file_name as names
from kompass.server.headers import KnownPages, SecurityHeaders
from tests.unit import asking

FACTS = load()


def application(template=None):
    routes = briefing.routes(FACTS, template)
    middleware = [
        Middleware(SecurityHeaders),
        Middleware(KnownPages, paths={"/", "/mitnehmen"}, answer="Gibt es nicht", routes=routes),
    ]
    return Starlette(routes=routes, middleware=middleware)


@pytest.fixture
def quick(monkeypatch):
    """Files that hold their order in words, so that the route is tested and not the file."""

    def told(export):
        return f"{export.words.code} {export.provenance.scenario} {','.join(export.show.views)} {export.district}".encode()

    monkeypatch.setattr(briefing, "FILES", [replace(file, make=told) for file in FILES])
    return application()


def ask(app, file, query=(), accept="text/plain"):
    headers = [("host", "kompass.example:8501"), ("accept", accept)]
    return asking.ask(app, f"/{file.address}", query=urlencode(list(query)).encode(), headers=headers)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.file_id)
def test_a_file_has_a_type_and_a_name_that_says_what_it_is(quick, file):
    district = [("kreis", "05358")] if Part.DISTRICT in file.holds else []
    profile = [("von", "HS")] if Part.PROFILE in file.holds else []
    status, headers, body = ask(
        quick, file, [("s", "2026~AA-HS.100.25"), ("ansichten", "plan,ziele"), *district, *profile]
    )
    assert status == 200
    assert headers["content-type"].startswith(file.media_type)
    assert headers["cache-control"] == "no-store"
    what = "-".join([file.file_id, *("kreis-dueren" for _ in district), *("hs" for _ in profile)])
    name = rf"bildungszielkompass-2026-{what}-szenario-[0-9a-f]{{6}}-de-20\d\d-\d\d-\d\d\.{file.ending}"
    assert re.fullmatch(f'attachment; filename="{name}"', headers["content-disposition"])
    assert body.decode().split() == ["de", "2026~AA-HS.100.25", "plan,ziele", *(ags for _, ags in district)]


BAD = [
    ("s", "2026~DN-HS.301", "301"),
    ("basis", "key.nichts", "key.nichts"),
    ("ansichten", "plan,<b>nix", "<b>nix"),
    ("ansichten", "", "mindestens eine"),
    ("kreis", "99999", "05334, 05358, 05370"),
    ("von", "XX", "AA, AC, DN, HS, 05334"),
]


@pytest.mark.parametrize(("name", "value", "named"), BAD, ids=[f"{n}={v}" for n, v, _ in BAD])
def test_what_cannot_be_is_refused_in_words(quick, name, value, named):
    status, headers, body = ask(quick, FILES[0], [(name, value)])
    assert status == 400
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert named in body.decode()
    status, headers, body = ask(quick, FILES[0], [(name, value), ("lang", "en")], "text/html,*/*;q=0.8")
    assert status == 400
    page = html.fromstring(body.decode())
    assert page.get("lang") == "en"
    # The page tells it, too, and lets the reader go on without.
    query = urlencode([pair for pair in ((name, value), ("lang", "en")) if pair[0] not in ("kreis", "von")])
    assert [link.get("href") for link in page.iter("a")] == [f"../mitnehmen?{query}"]
    assert "<b>nix" not in body.decode()


def test_the_word_file_of_the_paper_refuses_in_words_too():
    headers = [("host", "kompass.example"), ("accept", "text/plain")]
    status, found, body = asking.ask(
        application(), "/beschlussvorlage.docx", query=b"s=2026~DN-HS.301", headers=headers
    )
    assert (status, found["content-type"]) == (400, "text/plain; charset=utf-8")
    assert "301" in body.decode()


def test_one_paper_and_one_large_file_are_made_at_a_time(monkeypatch):
    making, most, release = Counter(), Counter(), Event()

    def slow(line):
        making[line] += 1
        most[line] = max(most[line], making[line])
        release.wait()
        making[line] -= 1
        return b""

    def paper(*_, **__):
        return briefing.HTMLResponse(slow("papers").decode())

    files = [
        replace(file, make=lambda _, large=file.large: slow("large" if large else "papers")) for file in FILES
    ]
    monkeypatch.setattr(briefing, "FILES", files)
    monkeypatch.setattr(briefing, "_answer", paper)
    app = application()
    paths = [*(f"/{file.address}" for file in FILES), "/beschlussvorlage", "/beschlussvorlage.docx"]

    async def hall():
        asked = [
            asyncio.ensure_future(asking.request(app, path, headers=[("host", "kompass.example")]))
            for path in paths
        ]
        while making.total() < 2:  # a large file does not hold up a paper
            await asyncio.sleep(0)
        release.set()
        return await asyncio.gather(*asked)

    assert [status for status, _, _ in asyncio.run(hall())] == [200] * len(paths)
    assert most == {"papers": 1, "large": 1}


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_address_of_the_page_leads_nowhere_else(quick, code):
    status, _, _ = asking.ask(quick, "/mitnehmen/nichts.pptx", headers=[("accept", "*/*")])
    assert status == 404
    assert ask(quick, FILES[0], [("lang", code)])[2].decode().startswith(code)


@pytest.mark.slow
@pytest.mark.parametrize("year", [1970, 2200])
def test_a_clock_that_is_far_off_ends_no_file(monkeypatch, year):
    """ZIP archives know the years 1980 to 2107; python-docx and python-pptx ask the clock themselves."""

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime(year, 1, 2, tzinfo=tz)

    struck = dt.datetime(year, 1, 2, tzinfo=dt.UTC)
    monkeypatch.setattr(names, "dt", SimpleNamespace(datetime=Clock))
    monkeypatch.setattr(zipfile.time, "localtime", lambda *_: struck.timetuple())
    app = application()
    for file in FILES:
        status, _, body = ask(app, file, [("ansichten", "plan"), ("kreis", "05358"), ("von", "HS")])
        assert status == 200, (file.file_id, body[:200])
