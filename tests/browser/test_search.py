"""The search of the header in Chromium: typed, chosen and followed, by keyboard alone, on a phone, in the dark."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.barriers import barriers
from tests.browser.test_accessibility import MOVED
from tests.browser.test_pages import OVERFLOW

LISTED = """text => {
  const field = document.querySelector('.bk-search input');
  return field.getAttribute('aria-expanded') === 'true'
    && [...document.querySelectorAll('.bk-search [role=option]')].some(option => option.innerText.includes(text));
}"""


def search(shown, text, expected):
    """Type into the field, reached by its shortcut, until a hit with these words is listed."""
    shown.page.keyboard.press("Control+k")
    shown.page.keyboard.type(text)
    shown.page.wait_for_function(LISTED, arg=expected)
    return shown.page.locator(".bk-search input")


def address(page):
    parts = urlsplit(page.url)
    return parts.path, parse_qs(parts.query)


def test_a_hit_is_chosen_by_keyboard_and_the_scenario_goes_along(desk):
    shown = desk().open(f"/kontingente?{MOVED}&lang=en&institutionen=HS")
    page = shown.page
    field = search(shown, "pflege", "Elderly care")
    assert field.get_attribute("aria-activedescendant") is None
    option = page.locator(".bk-search [role=option]", has_text="Elderly care")
    for _ in range(page.locator(".bk-search [role=option]").count()):
        page.keyboard.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert "821" in option.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/engpaesse?**")
    shown.settle()
    path, query = address(page)
    assert path == "/engpaesse"
    assert (query["s"], query["suche"], query["lang"]) == (["2026~AA-HS.100.25"], ["821"], ["en"])
    assert "institutionen" not in query  # a choice of the page that was left
    assert "Elderly care" in shown.words


def test_enter_takes_the_first_even_before_the_answer_is_there(desk):
    shown = desk().open("/")
    shown.page.keyboard.press("Control+k")
    shown.page.keyboard.type("Niedeggen")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**/karte?**")
    shown.settle()
    assert address(shown.page)[1] == {"ebene": ["gemeinden"], "gebiet": ["05358044"]}
    assert "Nideggen" in shown.words


def test_a_move_in_the_simulator_after_the_list_goes_along(desk):
    """The simulator runs without the header: the address counts as it is when a hit is taken."""
    shown = desk().open("/simulator?ausgleich=AA")
    search(shown, "zukunftsatlas", "Zukunftsatlas")
    field = shown.page.locator("[data-field='HS.places']")
    field.fill("400")
    field.press("Enter")
    shown.page.wait_for_url("**s=2026**")
    assert shown.page.locator(".bk-search input").input_value() == "zukunftsatlas"
    shown.page.locator(".bk-search input").focus()
    shown.page.wait_for_function(LISTED, arg="Zukunftsatlas")
    shown.page.locator(".bk-search [role=option]").first.click()
    shown.page.wait_for_url("**/zukunftsatlas?**")
    assert address(shown.page)[1]["s"][0].startswith("2026~AA-HS.47")


def test_a_page_that_runs_anew_leaves_text_and_focus(desk):
    shown = desk().open("/karte")
    shown.page.evaluate("() => { window.bkField = document.querySelector('.bk-search input'); }")
    shown.widget("ebene").get_by_role("radio", name="Gemeinden").click()
    search(shown, "jühlich", "Jülich")
    shown.page.wait_for_url("**ebene=gemeinden**")
    shown.settle()
    assert (
        shown.page.evaluate("() => document.activeElement === window.bkField && window.bkField.value")
        == "jühlich"
    )
    shown.page.keyboard.press("Escape")
    shown.follow("quellen")
    assert shown.page.evaluate("() => document.querySelector('.bk-search input') === window.bkField")


def test_nothing_found_is_said_and_escape_leaves(desk):
    shown = desk().open("/impressum")
    page = shown.page
    page.keyboard.press("Control+k")
    page.keyboard.type("xyzzyq")
    page.get_by_text(re.compile("^Dazu findet sich nichts. Zu finden sind Orte")).first.wait_for()
    field = page.locator(".bk-search input")
    assert field.get_attribute("aria-expanded") == "false"
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.querySelector('.bk-search-none').hidden")
    assert field.input_value() == ""


@pytest.mark.parametrize(
    ("width", "height", "theme"), [(390, 844, "dark"), (960, 540, "light"), (1920, 1080, "dark")]
)
def test_the_open_list_has_no_barrier_and_nothing_scrolls_sideways(desk, width, height, theme):
    shown = desk(width, height, theme).open("/kontingente")
    page = shown.page
    switch = page.locator(".st-key-bk-language").bounding_box()
    for link in page.locator('[data-testid="stTopNavLink"], [data-testid="stTopNavSection"]').all():
        if box := link.bounding_box():
            assert box["x"] + box["width"] <= page.locator(".bk-search").bounding_box()["x"]
    menu = page.locator('[data-testid="stExpandSidebarButton"]')
    if menu.is_visible():
        box = menu.bounding_box()
        assert box["x"] + box["width"] < page.locator(".bk-search").bounding_box()["x"]
    search(shown, "aachen", "Jobcenter StädteRegion Aachen")
    page.keyboard.press("ArrowDown")
    box = page.locator(".bk-search-list").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    assert page.evaluate(OVERFLOW) == []
    assert page.locator(".st-key-bk-language").bounding_box() == switch
    assert barriers(page, within=".bk-search") == []


def test_what_is_typed_is_nowhere_in_the_log(desk, server_log: Path):
    shown = desk().open("/impressum")
    search(shown, "geilenkirchn", "Geilenkirchen")
    assert "geilenkirch" not in server_log.read_text("utf-8").lower()
