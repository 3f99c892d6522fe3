"""Two languages in Chromium: the switch keeps page, selection and scenario."""

from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen

import pytest

SAYS = """words => {
  const box = document.querySelector('[class*=st-key-feld]');
  return [box.innerText, box.querySelector('input').value].some(text => text.includes(words));
}"""


def choose(desk, code):
    desk.widget("lang").get_by_role("radio", name=code.upper(), exact=True).click()
    desk.at_rest("code => document.documentElement.lang === code", code, span=0)
    return desk.settle()


def test_the_switch_keeps_page_selection_and_scenario(desk):
    text = "2026~AA-HS.100.25~AC-DN.20.6"
    shown = desk().open(f"/simulator?ausgleich=AA&s={quote(text)}")
    german = shown.headline
    numbers = shown.page.locator(".bk-four .bk-value").all_inner_texts()
    choose(shown, "en")
    shown.page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=german)
    query = parse_qs(urlsplit(shown.page.url).query)
    assert urlsplit(shown.page.url).path == "/simulator"
    assert (query["s"], query["ausgleich"], query["lang"]) == ([text], ["AA"], ["en"])
    assert "Compared" in shown.headline or "compared" in shown.headline.lower()
    english = shown.page.locator(".bk-four .bk-value").all_inner_texts()
    assert [n.replace(",", "") for n in english] == [n.replace(".", "") for n in numbers]
    assert "2,169" in english
    choose(shown, "de")
    shown.page.wait_for_function("before => document.querySelector('h1').innerText === before", arg=german)
    assert "lang" not in parse_qs(urlsplit(shown.page.url).query)


def test_a_select_box_says_its_choice_in_the_new_language(desk):
    shown = desk().open("/engpaesse?feld=production")
    shown.page.wait_for_function(SAYS, arg="Produktions- und Fertigungsberufe")
    choose(shown, "en")
    shown.page.wait_for_function(SAYS, arg="Production and manufacturing occupations")
    assert parse_qs(urlsplit(shown.page.url).query)["feld"] == ["production"]


def test_the_language_goes_along_to_other_pages(desk):
    shown = choose(desk().open("/engpaesse"), "en")
    shown.follow("kontingente")
    assert shown.page.locator("html").get_attribute("lang") == "en"
    assert "3,508" in shown.words


@pytest.mark.parametrize("path", ["", "karte", "simulator"])
def test_a_link_in_english_is_english_before_any_script_runs(server, path):
    with urlopen(f"{server}/{path}?lang=en") as answer:
        assert b'<html lang="en"' in answer.read()


def test_charts_write_numbers_as_the_language_does(desk):
    shown = desk().open("/kontingente?lang=en")
    texts = " ".join(shown.page.locator(".js-plotly-plot text").all_text_contents())
    assert "2,269" in texts
    assert "2.269" not in texts
    assert shown.foreign == []
