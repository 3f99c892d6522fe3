"""Plan und Ist in a browser: figures typed by keyboard, the fan, the way into the simulator and back, axe, a phone."""

import pytest

from tests.browser.barriers import barriers
from tests.browser.conftest import STANDS_STILL

PATH = "/plan-und-ist"
EXERCISE = "Übung: "
MONTHS = {8: "August", 9: "September", 10: "Oktober"}


def practising(shown):
    """The page with figures for practice."""
    shown.open(PATH)
    shown.widget("actual_exercise").locator("button").click()
    shown.at_rest("mark => document.querySelector('h1')?.innerText.startsWith(mark)", EXERCISE)
    return shown.settle()


def selected(shown, month):
    """Wait until the grid has told assistive technology that a month of the first institution is selected."""
    shown.at_rest(
        "id => document.getElementById(id)?.getAttribute('aria-selected') === 'true'",
        f"glide-cell-1-{month - 1}",
        span=0,
    )


def type_months(shown, first, numbers):
    """Type numbers into the first institution's column of the grid, from a month on, by keyboard alone."""
    page = shown.page
    shown.unfold("actual_inputs")
    grid = shown.widget("actual_grid").locator("canvas[data-testid=data-grid-canvas]")
    grid.scroll_into_view_if_needed()
    grid.evaluate(STANDS_STILL)
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 200, box["y"] + 50)  # January of the first institution
    for month in range(1, first):
        selected(shown, month)  # the grid drops a key that comes before it has drawn the last one
        page.keyboard.press("ArrowDown")
    for month, number in enumerate(numbers, start=first):
        selected(shown, month)
        page.keyboard.press("Enter")
        shown.at_rest("() => document.activeElement.matches('#portal textarea')")  # the cell is open
        page.keyboard.type(str(number))
        shown.at_rest(
            "text => document.activeElement.value === text", str(number)
        )  # the grid has taken each sign
        page.keyboard.press("Enter")
        # The page has taken it: all together are counted as far as this institution now.
        shown.at_rest(
            "name => document.querySelector('h1').innerText.includes(`oder ${name}`)", MONTHS[month]
        )
        shown.settle()


@pytest.mark.slow
def test_months_typed_by_keyboard_move_the_fan_and_the_proposal_into_the_simulator(desk):
    shown = practising(desk(1366, 768))
    page = shown.page
    assert "Bis Juli" in shown.headline
    assert page.locator("[data-testid=stPlotlyChart]").count() >= 4
    type_months(shown, 8, (120, 130, 110))
    shown.at_rest("() => document.querySelector('h1').innerText.includes('oder Oktober')")
    assert shown.headline.startswith(EXERCISE)
    assert "1.490 von 2.269 bis Oktober" in page.locator(".js-plotly-plot").first.inner_text()

    shown.widget("actual_adopt").locator("button").click()
    page.wait_for_url("**/simulator?*")
    shown.settle()
    assert "s=2026~AA-DN." in page.url
    assert "Übung" in shown.words
    shown.at_rest("() => document.querySelector('.bk-table, [class*=bk-status]')")
    page.keyboard.press("Control+z")
    page.wait_for_url(lambda url: "s=2026" not in url)

    shown.follow("plan-und-ist")
    assert shown.headline.startswith(EXERCISE)
    assert "oder Oktober" in shown.headline


@pytest.mark.slow
def test_no_barrier_and_nothing_cut_on_a_phone(desk):
    shown = practising(desk(390, 844))
    assert barriers(shown.page, within="main") == []
    wide = shown.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    assert shown.foreign == []
