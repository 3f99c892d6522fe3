"""What a reader is told when the server is not reached, or never was."""

import re

import pytest

from tests.browser.conftest import Desk
from tests.browser.serving import ROOT, free_port, served

LOST = "No connection to the server. What you see stays"


@pytest.fixture
def fresh(window):
    """A page of its own, whose connections may be refused."""
    context = window.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


@pytest.mark.slow
def test_a_stopped_server_is_told_in_the_page_s_language_until_it_answers_again(fresh, tmp_path):
    port = free_port()
    told = fresh.locator("#bk-connection")

    def start():
        return served(ROOT / "app.py", "/api/v1/health", tmp_path / "log.txt", port)

    with start() as address:
        desk = Desk(fresh, address, []).open("/kontingente?lang=en")
        title = desk.headline
        assert not told.is_visible()
    told.wait_for(state="visible")
    assert told.inner_text().startswith(LOST)
    assert desk.headline == title
    assert fresh.get_by_role("dialog").filter(visible=True).count() == 0  # none of Streamlit's in English
    with start():
        told.wait_for(state="hidden", timeout=60_000)
        assert desk.settle().headline == title


@pytest.mark.slow
def test_a_network_without_websockets_is_told_ways_that_need_none(fresh, server):
    fresh.route_web_socket(re.compile(".*"), lambda socket: socket.close())
    fresh.goto(f"{server}/simulator?s=2026~AA-HS.100.25")
    told = fresh.locator("#bk-connection")
    told.wait_for(state="visible", timeout=60_000)
    assert "Vielleicht sperrt ein Netz WebSockets" in told.inner_text()
    told.get_by_role("link", name="Präsentation").click()
    fresh.locator(".view:not([hidden]) h1").wait_for()
    assert "s=2026~AA-HS.100.25" in fresh.url
