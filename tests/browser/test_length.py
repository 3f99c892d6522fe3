"""Pages that answer one question: what is not on their few screens is one click away."""

import pytest

SCREEN = (1366, 768)
# Figures that the appendix holds, by page: the fold, and the chart or the words in it.
FOLDED = (
    ("jahr-2020", "jahr-2020-ausbildung", ".js-plotly-plot"),
    ("ruhrgebiet", "ruhr-projekte", "table.bk-matrix"),
    ("planungsraeume", "planungsraeume-fbw", ".js-plotly-plot"),
    ("landesprogramme", "landesprogramme-laufzeiten", ".js-plotly-plot"),
)


@pytest.mark.parametrize(("path", "name", "inside"), FOLDED)
def test_what_is_folded_fills_its_place_when_unfolded(desk, path, name, inside):
    shown = desk(*SCREEN).open(f"/{path}")
    fold = shown.widget(f"appendix-{name}-")
    assert not fold.locator(inside).first.is_visible()
    fold.locator("summary").first.click()
    found = fold.locator(inside).first
    found.wait_for()
    shown.page.wait_for_function("e => e.getBoundingClientRect().width > 300", arg=found.element_handle())


def test_a_note_is_unfolded_by_keyboard_and_open_on_paper(desk):
    shown = desk(*SCREEN).open("/jahr-2020")
    note = shown.page.locator(".bk-noted").first
    words = note.locator("li").first
    assert not words.is_visible()
    note.locator("summary").focus()
    shown.page.keyboard.press("Enter")
    words.wait_for()
    shown.page.keyboard.press("Enter")
    words.wait_for(state="hidden")
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    words.wait_for()
