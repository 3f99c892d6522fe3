"""The server below a path, by its own setting."""

import re
from urllib.request import urlopen

import pytest

from tests.browser.conftest import Desk
from tests.browser.serving import ROOT, served

BELOW = "intern/kompass"
ADDRESSES = (
    "praesentation?ansichten=plan",
    "beschlussvorlage",
    "mitnehmen/kurzfassung.docx",
    "api/v1/health",
    "api/v1/",
    "leaflet/leaflet.js",
    "bild/kontingente-2026-plaetze.svg",
    "einbetten/kontingente-2026-plaetze",
)


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    with served(
        ROOT / "app.py", "/api/v1/health", tmp_path_factory.mktemp("below") / "log.txt", below=BELOW
    ) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_everything_is_answered_below_the_path(below, address):
    with urlopen(f"{below}/{address}") as answer:
        body = answer.read()
    assert b"You need to enable JavaScript" not in body  # Streamlit's page, whatever was asked for


@pytest.mark.slow
def test_a_page_has_its_shape_its_title_and_links_that_stay_below(below, window):
    context = window.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
    foreign = []
    page = context.new_page()
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((below, "data:", "blob:")) else foreign.append(asked.url),
    )
    desk = Desk(page, below, []).open("/simulator?s=2026~AA-HS.100.25")
    assert (
        page.locator(".bk-overline").first.evaluate("e => getComputedStyle(e).textTransform") == "uppercase"
    )  # style
    page.locator("[data-slider='HS.places']").wait_for()  # its module
    with urlopen(f"{below}/simulator") as answer:
        first = answer.read().decode()
    assert "<title>Simulator · Bildungszielkompass</title>" in first
    assert re.search(rf'og:url" content="{re.escape(below)}/simulator"', first)
    page.locator(".bk-show").first.click()
    page.locator(".view:not([hidden]) h1").wait_for()
    assert page.url.startswith(f"{below}/praesentation?")
    page.locator("#leave").click()
    page.wait_for_url(f"{below}/simulator**")
    desk.settle()
    # Leaving out the path, as Streamlit's own script looks for its server, is answered by Streamlit or by nobody.
    assert [url for url in foreign if "/_stcore/" not in url] == []
    context.close()
