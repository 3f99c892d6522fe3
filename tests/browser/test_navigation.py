"""The navigation bar: in the order of the questions, with the present page marked (on each page: see test_pages.py)."""

from itertools import pairwise

import pytest

from kompass.language import language
from kompass.pages import PAGES

MENUS = '[data-testid="stTopNavSection"]'
MARKED = f"""() => [...document.querySelectorAll('{MENUS}[aria-current], [data-testid="stTopNavLink"][aria-current]')]
  .map(e => e.firstElementChild.textContent)"""

IS_MARKED = f"wanted => JSON.stringify(({MARKED})()) === JSON.stringify([wanted])"


def test_the_bar_follows_the_three_questions(desk):
    page = desk(1366, 768).open("/").page
    bar = page.locator(f'[data-testid="stTopNavLink"], {MENUS}').filter(visible=True).all()
    assert [entry.locator("p").first.inner_text() for entry in bar] == [
        "Überblick",
        "Wo stehen wir?",
        "Was ist geplant?",
        "Was wäre, wenn?",
        "Hintergrund und Dateien",
    ]


def test_the_mark_is_set_in_english(desk):
    shown = desk(1366, 768).open("/karte?lang=en")
    shown.at_rest(IS_MARKED, language("en").text(PAGES[1].section), span=100)


@pytest.mark.parametrize("path", [PAGES[1].url_path, PAGES[-1].url_path, "impressum"])
def test_the_present_page_is_marked_inside_its_menu(desk, path):
    shown = desk(1366, 768).open(f"/{path}")
    shown.unfold_menu_of(path)
    marked = shown.page.locator('[data-testid="stTopNavDropdownLink"][aria-current="page"]')
    marked.wait_for()
    assert marked.get_attribute("href").endswith(f"/{path}")


def test_the_mark_moves_along(desk):
    shown = desk(1366, 768).open("/karte").follow("kontingente")
    shown.at_rest(IS_MARKED, "Was ist geplant?", span=100)
    shown.follow("quellen")
    shown.at_rest(IS_MARKED, "Hintergrund und Dateien", span=100)


def test_without_room_the_menu_of_the_rest_is_marked(desk):
    shown = desk(900, 768).open("/quellen")
    shown.at_rest(f"() => ({MARKED})().join().includes('weitere')", span=100)


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_nothing_in_the_header_lies_on_anything_else(desk, width):
    shown = desk(width, 768).open("/karte")
    boxes = [
        found.bounding_box()
        for found in shown.page.locator(
            f':is({MENUS}, [data-testid="stTopNavLink"]):not([inert] *), .bk-tools > *, .bk-search input, '
            '[class*="st-key-lang"]'
        )
        .filter(visible=True)
        .all()
    ]
    boxes.sort(key=lambda box: box["x"])
    assert len(boxes) >= 6
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"] + 1, boxes
