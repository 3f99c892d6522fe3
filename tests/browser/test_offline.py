"""The story as one file in a real browser, from the disk and with the network off."""

import subprocess

import pytest

from kompass.briefing.offline import offline_html
from kompass.facts import load
from kompass.presentation.views.registry import default_story
from tests.office.exporting import export

DEFAULT_STORY = default_story(load())

COUNT = len(DEFAULT_STORY) + 1
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
OUTSIDE = """() => [...document.querySelectorAll('.view:not([hidden]) *, nav *')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.width && getComputedStyle(e).clipPath === 'none' && (r.left < -1 || r.right > innerWidth + 1);
  }).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("size", [(1920, 1080), (390, 844)])
def test_it_is_painted_led_by_keys_and_asks_for_nothing(window, tmp_path, size):
    file = tmp_path / "vortrag.html"
    file.write_bytes(offline_html(export("2026~AA-HS.100.25")))
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


@pytest.fixture
def talk(window, tmp_path):
    """The file opened from the disk."""
    file = tmp_path / "vortrag.html"
    file.write_bytes(offline_html(export("2026~AA-HS.100.25")))
    context = window.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def test_a_reload_stays_on_the_view(talk):
    for _ in range(7):
        talk.keyboard.press("PageDown")
    title = talk.locator("h1:visible").inner_text()
    assert talk.url.endswith("#8")
    talk.reload()
    assert talk.locator("#number").inner_text() == f"8 von {COUNT}"
    assert talk.locator("h1:visible").inner_text() == title
    talk.keyboard.press("PageDown")
    assert talk.locator("#number").inner_text() == f"9 von {COUNT}"


@pytest.mark.parametrize("key", ["b", "B", "."])
def test_a_clicker_blacks_the_screen_and_any_key_brings_the_view_back(talk, key):
    talk.keyboard.press("PageDown")
    talk.keyboard.press(key)
    assert talk.evaluate(BACKGROUND) == "rgb(0, 0, 0)"
    assert talk.locator("h1:visible").count() == 0
    talk.keyboard.press("PageDown")  # brings it back, and pages on only when pressed again
    assert talk.locator("#number").inner_text() == f"2 von {COUNT}"
    assert talk.evaluate(BACKGROUND) != "rgb(0, 0, 0)"
    assert talk.locator("h1:visible").count() == 1


def test_on_paper_every_view_is_a_page(talk, tmp_path):
    pdf = tmp_path / "vortrag.pdf"
    talk.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages = text.removesuffix("\f").split("\f")
    titles = [h1.splitlines()[-1] for h1 in talk.locator("h1").all_text_contents()]
    assert len(pages) == len(titles) == COUNT
    for title, page in zip(titles, pages, strict=True):
        assert title.split()[-1] in page.split(), title
        assert "Plan 2026" in page


VALUE = """code => [...document.querySelectorAll('.view:not([hidden]) .row')]
  .find(row => row.querySelector('dt').textContent.includes(code)).querySelector('.number').textContent"""


def test_places_move_in_the_file_and_every_number_follows(talk):
    talk.evaluate("number => { location.hash = number; }", DEFAULT_STORY.index("simulator") + 1)
    talk.locator(".view[data-view=simulator]:not([hidden])").wait_for()
    assert talk.evaluate(VALUE, "HS") == "353 → 453"
    for key in ("1", "Shift+Digit4", "+", "+", "ArrowUp"):
        talk.keyboard.press(key)
    shown = talk.locator(".view:not([hidden])")
    assert (talk.evaluate(VALUE, "AA"), talk.evaluate(VALUE, "HS")) == ("2.269 → 2.148", "353 → 474")
    assert shown.locator("h1").inner_text().endswith("Gegenüber Plan 2026: AA \u2212121, HS +121 Plätze")
    assert shown.locator(".sum .number").all_inner_texts() == ["3.508", "954"]
    assert "Nur in dieser Datei verschoben" in shown.get_by_role("status").inner_text()
    assert not shown.locator(".code").is_visible()  # it leads to the scenario of the file
    talk.click("#theme")
    assert talk.evaluate(VALUE, "HS") == "353 → 474"
    for key in ("4", "Shift+Digit3", *("+" * 48)):
        talk.keyboard.press(key)
    assert "HS kann höchstens 474 Plätze abgeben, nicht 480." in shown.get_by_role("status").inner_text()
    assert talk.evaluate(VALUE, "HS") == "353 → 4"
    talk.keyboard.press("Control+z")
    assert talk.evaluate(VALUE, "HS") == "353 → 14"
