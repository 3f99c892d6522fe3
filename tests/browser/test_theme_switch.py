"""The switch between light and dark: by mouse and keyboard, on all pages, after a reload; twice follows the system."""

import pytest

from tests.browser.test_pages import PAINTED
from tests.colours import DARK, LIGHT

SHELL = "color => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === color"
NIGHT, PAPER = "rgb(15, 23, 32)", "rgb(255, 255, 255)"


def assert_painted(shown, style, shell):
    shown.at_rest(PAINTED, style.background, span=0)  # our figures
    shown.at_rest(SHELL, shell, span=0)  # Streamlit's own controls


def test_the_switch_turns_dark_and_stays_so_everywhere(desk):
    shown = desk(1366, 768).open("/kontingente?institutionen=HS").to_other_theme()
    assert_painted(shown, DARK, NIGHT)
    assert "institutionen=HS" in shown.page.url  # choices stay
    shown.open("/karte")
    assert_painted(shown, DARK, NIGHT)
    shown.open("/")
    assert_painted(shown, DARK, NIGHT)
    assert "thema=dunkel" in shown.page.locator(".bk-show").first.get_attribute("href")


def test_the_switch_turns_light_where_the_system_is_dark(desk):
    shown = desk(1366, 768, "dark").open("/").to_other_theme()
    assert_painted(shown, LIGHT, PAPER)
    shown.page.reload()
    shown.settle()
    assert_painted(shown, LIGHT, PAPER)


def test_back_again_follows_the_system(desk):
    shown = desk(1366, 768).open("/").to_other_theme().to_other_theme()
    assert_painted(shown, LIGHT, PAPER)
    shown.to_theme("dark")
    assert_painted(shown, DARK, NIGHT)


@pytest.mark.parametrize(("width", "where"), [(1366, ".bk-tools"), (390, ".bk-foot")])
def test_the_switch_works_by_keyboard(desk, width, where):
    shown = desk(width, 844).open("/kontingente")
    button = shown.page.locator(f"{where} .bk-theme")
    assert button.get_attribute("aria-label") == "Dunkle Darstellung"
    button.focus()
    with shown.page.expect_navigation():
        shown.page.keyboard.press("Enter")
    shown.settle()
    assert_painted(shown, DARK, NIGHT)
    assert shown.page.locator(f"{where} .bk-theme").get_attribute("aria-label") == "Helle Darstellung"
