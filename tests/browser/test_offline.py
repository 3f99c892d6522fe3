"""The story as one file in a real browser, from the disk and with the network off."""

import pytest

from kompass.briefing.offline import offline_html
from kompass.presentation.views import DEFAULT_STORY
from tests.office.ordering import order

COUNT = len(DEFAULT_STORY) + 1
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
OUTSIDE = """() => [...document.querySelectorAll('.view:not([hidden]) *, nav *')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.width && getComputedStyle(e).clipPath === 'none' && (r.left < -1 || r.right > innerWidth + 1);
  }).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("size", [(1920, 1080), (390, 844)])
def test_it_is_painted_led_by_keys_and_asks_for_nothing(window, tmp_path, size):
    file = tmp_path / "vortrag.html"
    file.write_bytes(offline_html(order("2026~AA-HS.100.25")))
    context = window.new_context(viewport={"width": size[0], "height": size[1]})
    context.set_offline(True)
    page, asked, faults = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    for number in range(1, COUNT + 1):
        assert page.locator("#number").inner_text() == f"{number} von {COUNT}"
        assert page.locator("h1:visible").count() == 1
        assert page.evaluate(OUTSIDE) == []
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    before, title = page.evaluate(BACKGROUND), page.locator("h1:visible").inner_text()
    page.click("#theme")
    assert page.evaluate(BACKGROUND) != before
    assert page.locator("h1:visible").inner_text() == title
    page.click("#theme")
    assert page.evaluate(BACKGROUND) == before
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    assert page.locator("#number").inner_text() == f"1 von {COUNT}"
    assert asked == [file.as_uri()]
    assert faults == []
    context.close()
