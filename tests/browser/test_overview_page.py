"""The first page in Chromium: the answer is in sight without scrolling."""

import pytest

BOTTOM = """() => Math.max(...[...document.querySelectorAll('.bk-answer, .bk-unknown, .bk-folded')]
  .map(e => e.getBoundingClientRect().bottom))"""
OUTSIDE = """() => [...document.querySelectorAll('.bk-answer *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && (box.left < 0 || box.right > innerWidth);
}).length"""
STILL = "() => document.querySelector('.bk-answer').getBoundingClientRect().height > 0"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_answer_is_one_screen_of_an_office(desk, lang):
    shown = desk(1366, 768).open(f"/?lang={lang}")
    shown.at_rest(STILL)
    assert shown.page.evaluate(BOTTOM) <= 768


def test_the_answer_is_one_screen_of_a_wall_in_the_dark(desk):
    shown = desk(1920, 1080, "dark").open("/")
    shown.at_rest(STILL)
    assert shown.page.evaluate(BOTTOM) <= 1080


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_answer_is_two_screens_of_a_phone(desk, lang):
    shown = desk(390, 844).open(f"/?lang={lang}")
    shown.at_rest(STILL)
    assert shown.page.evaluate(BOTTOM) <= 2 * 844
    assert shown.page.evaluate(OUTSIDE) == 0


def test_the_places_per_thousand_are_in_the_first_screen_of_a_phone(desk):
    shown = desk(390, 844).open("/")
    shown.at_rest(STILL)
    table = shown.page.locator(".bk-answer table").bounding_box()
    assert table["y"] + table["height"] <= 844


def test_sources_unfold_to_their_places(desk):
    shown = desk(1366, 768).open("/")
    line = shown.page.locator(".bk-sources")
    assert not line.locator("a").first.is_visible()
    line.locator("summary").click()
    assert "Abschnitt 8, S. 18" in line.inner_text()


@pytest.mark.parametrize("path", ["/", "/arbeitslosigkeit", "/simulator"])
def test_numbers_in_a_row_stand_at_one_height(desk, path):
    shown = desk(1920, 900).open(path)
    for width in (1920, 1366, 390):
        shown.page.set_viewport_size({"width": width, "height": 900})
        shown.at_rest("() => document.querySelectorAll('.bk-number').length >= 4")
        boxes = shown.page.evaluate(
            """() => [...document.querySelectorAll('.bk-number')].map(tile => [tile.getBoundingClientRect().top,
              tile.querySelector('.bk-value').getBoundingClientRect().top].map(Math.round))"""
        )
        heights = {}
        for tile, value in boxes:
            heights.setdefault(tile, set()).add(value)
        assert all(len(values) == 1 for values in heights.values()), (width, boxes)
