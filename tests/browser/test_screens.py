"""How long the pages on the labour market are in English (in German: see test_pages.py), and that their tables stay on
the screen of a phone."""

import pytest

WIDTH, HEIGHT = 1366, 768  # an office laptop
MOST = 4  # screens
PAGES = ("beschaeftigung", "zukunftsatlas", "arbeitslosigkeit", "engpaesse", "stuetzen", "ausblick")
LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
# Where the first picture of a page begins: a chart, a matrix or the cards of a walk.
FIRST_PICTURE = """() => Math.min(...[...document.querySelectorAll('[data-testid=stPlotlyChart], .bk-halves, .bk-chain')]
  .map(picture => picture.getBoundingClientRect().top))"""
# Cells with words that end beyond the right edge of the window, but for tables that fade there.
UNFOLD = """() => document.querySelectorAll('main details:not([open]) > summary').forEach(s => s.click())"""
BEYOND = """() => [...document.querySelectorAll('main td, main th')].filter(cell => cell.innerText.trim()
  && cell.getBoundingClientRect().width && cell.getBoundingClientRect().right > innerWidth + 1
  && !cell.closest('.bk-scroll:not(.bk-stacked)')).map(cell => cell.innerText)"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_at_most_four_screens_long_and_begins_with_its_picture(desk, path):
    shown = desk(WIDTH, HEIGHT).open(f"/{path}?lang=en")
    shown.at_rest("() => true")
    assert shown.page.evaluate(LENGTH) <= MOST * HEIGHT
    assert shown.page.evaluate(FIRST_PICTURE) < 0.75 * HEIGHT


@pytest.mark.parametrize("path", PAGES)
def test_no_table_goes_beyond_the_edge_of_a_phone_without_a_sign(desk, path):
    shown = desk(390, 844).open(f"/{path}")
    shown.page.evaluate(UNFOLD)
    shown.at_rest("() => true")
    assert shown.page.evaluate(BEYOND) == []


def test_a_table_of_words_names_its_columns_on_a_phone(desk):
    shown = desk(390, 844).open("/ausblick")
    shown.unfold("fold-prognosen-aussagen")
    cell = shown.page.locator('.bk-stacked td[data-heading="Aussage"]').first
    assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390
    said = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert said.replace('" "', "") == '"Aussage: "'  # Chromium's versions write one string or two
