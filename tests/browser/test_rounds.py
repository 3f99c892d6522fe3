"""A round in the hall from opening to taking its result over, in several browsers, with the server gone in the middle."""

import json
import re
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.browser.barriers import barriers
from tests.browser.conftest import PATIENCE, POLICY, SETTLED, Desk
from tests.browser.serving import ROOT, free_port, served

pytestmark = pytest.mark.slow


@pytest.fixture
def browser(window):
    """Browsers of their own, as phones are; none may have asked a foreign host, or have met an error."""
    contexts, faults = [], []

    def made(width, height, **options):
        context = window.new_context(
            viewport={"width": width, "height": height}, **{"locale": "de-DE", **options}
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda said: faults.append(said.text) if POLICY in said.text else None)
        contexts.append(context)
        return context.new_page()

    yield made
    for context in contexts:
        context.close()
    assert faults == []


def send(address, body):
    request = Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        return json.load(answer)


def status_of(page, text):
    page.locator("#status").filter(has_text=text).wait_for()


def test_a_hall_decides_though_the_server_goes_in_the_middle(browser, tmp_path):  # noqa: PLR0915  one evening
    port = free_port()
    with served(ROOT / "app.py", "/api/v1/health", tmp_path / "1.txt", port) as server:
        desk = browser(1366, 768)
        simulator = Desk(desk, server, []).open("/simulator")
        simulator.unfold("round")
        button = desk.get_by_role("button", name="Runde eröffnen")
        button.wait_for()
        simulator.at_rest(SETTLED)
        button.click()
        opened = desk.locator(".bk-round")
        code = re.search(r"Runde ([A-Z]{5}) ist offen", opened.inner_text())[1]
        assert opened.locator("img").evaluate("image => image.naturalWidth") > 20
        lead_path = opened.locator("a", has_text="Moderation").get_attribute("href")
        assert lead_path.endswith("#" + opened.locator("code").inner_text())
        desk.context.close()

        wall = browser(1920, 1080)
        wall.goto(f"{server}/r/{code}/wand")
        wall.locator(".few").filter(has_text="Ab 5 Antworten").wait_for()
        assert not barriers(wall)

        # By touch in German at 320 pixels, by keyboard in English.
        touched, sizes = browser(320, 640, has_touch=True, is_mobile=True), []
        touched.on("response", lambda answer: sizes.append(len(answer.body())))
        touched.goto(f"{server}/r/{code}")
        status_of(touched, "Noch nicht abgegeben")
        assert touched.evaluate("document.documentElement.scrollWidth") == 320
        assert len(sizes) == 2
        assert sum(sizes) < 60_000
        assert not barriers(touched)
        for _ in range(4):
            touched.locator('[data-step="HS.10"]').tap()
        touched.get_by_role("button", name="Abgeben").tap()
        status_of(touched, "Gespeichert")
        typed = browser(390, 844, locale="en-GB")
        typed.goto(f"{server}/r/{code}")
        status_of(typed, "Not yet submitted")
        typed.locator('[data-field="HS.places"]').focus()
        typed.keyboard.press("PageUp")
        typed.keyboard.press("PageUp")
        status_of(typed, "Not yet submitted")
        typed.get_by_role("button", name="Submit").focus()
        typed.keyboard.press("Enter")
        status_of(typed, "Saved")
        wall.locator("#count", has_text="2").wait_for()

        api = f"{server}/api/v1/rounds/{code}"
        for s in ("2026", "2026~AA-HS.20.5", "2026~AA-HS.20.5"):
            send(f"{api}/answers", {"token": send(f"{api}/tokens", {})["token"], "s": s})
        wall.locator("#count", has_text="5").wait_for()
        wall.locator(".own b").nth(3).filter(has_text="373").wait_for()  # 353, 373, 373, 373, 393
        assert wall.locator("circle").count() == 20
        assert not barriers(wall)

    # The server is gone: the answer waits.
    touched.locator('[data-step="HS.-10"]').tap()
    touched.get_by_role("button", name="Änderung abgeben").tap()
    status_of(touched, "Keine Verbindung")

    with served(ROOT / "app.py", "/api/v1/health", tmp_path / "2.txt", port):
        status_of(touched, "Gespeichert")
        wall.locator(".strip text").filter(has_text="383").wait_for()  # the largest answer was 393
        assert wall.locator("#count").inner_text() == "5"

        lead = browser(390, 844)
        lead.goto(f"{server}/{lead_path}")
        assert "#" not in lead.url
        assert not barriers(lead)
        lead.get_by_role("button", name="Runde schließen").click()
        lead.locator("#told").filter(has_text="geschlossen").wait_for()
        wall.locator("#state").filter(has_text="geschlossen").wait_for()
        typed.locator('[data-step="HS.10"]').click()
        typed.get_by_role("button", name="Submit the change").click()
        status_of(typed, "The round is closed. Your answer counts. Your last change came too late.")

        wall.locator("#take").click()
        wall.wait_for_url("**/simulator?**")
        wall.locator("h1").filter(has_text="HS +20").wait_for()
        taken = parse_qs(urlsplit(wall.url).query)
        with urlopen(f"{api}/receipt.json") as answer:
            receipt = json.load(answer)
        assert taken["s"] == [receipt["split"]["scenario"]]
        assert len(receipt["list"]) == 5
        assert all(reason.endswith(f":Runde {code}, 5 Antworten") for reason in taken["weil"])
