"""The page on the year 2020, run as a session runs it."""

import pytest

from kompass.facts import load

FACTS = load()
CHARTS = ["veraenderung", "kurzarbeit", "ausbildung", "relation"]


@pytest.fixture
def page(visit):
    def opened(**query):
        view = visit("year_2020.py", **query)
        assert view.faults == []
        return view

    return opened


def plain(text):
    return text.replace("\u00a0", " ").replace("\u00ad", "")


def charts(view):
    return [n for n in CHARTS if f"csv-jahr-2020-{n}" in [b.key for b in view.app.download_button]]


def test_default(page):
    view = page()
    assert "+22,9 % Arbeitslose zum Vorjahr" in plain(view.headline)
    shown = plain(view.words)
    for word in ("rund 794.000", "16 %", "110.568", "115.639", "44.674 Personen", "nicht vergleichbar"):
        assert word in shown
    assert "nicht ausgewiesen" in shown
    assert charts(view) == CHARTS
    assert view.markup.count('class="bk-number"') == 4
    assert view.markup.count('class="bk-pair"') == 10
    assert view.markup.count('class="bk-verdict"') == 12
    assert view.address == {}
    assert '<details class="bk-fold" open>' not in view.markup


def test_every_row_is_on_the_page(page):
    shown = page().words.casefold()
    for table, column in (
        ("programme_instruments", "name"),
        ("programme_instruments", "purpose"),
        ("programme_indicators", "label"),
        ("programme_indicators", "printed"),
        ("programme_indicators", "statement"),
        ("programme_pairs", "reason"),
    ):
        for value in FACTS[table][column]:
            assert value.casefold() in shown


def test_a_topic_by_its_address(page):
    view = page(thema="inclusion")
    assert view.address == {"thema": "inclusion"}
    shown = plain(view.words)
    assert "Menschen mit Behinderung: Zahlen: 5, Aussagen ohne Zahl: 1" in shown
    assert "nichts von heute daneben" in shown
    assert charts(view) == []
    assert "Potentialberatung" not in shown
    assert "rund 2.500.000 € (2021)" in shown
    assert '<details class="bk-fold" open>' in view.markup


def test_every_topic_opens(page):
    view = page()
    for topic_id in FACTS["programme_topics"]["topic_id"]:
        view.set("selectbox", "thema", topic_id)
        assert view.faults == []
        assert view.address == {"thema": topic_id}


def test_a_topic_can_be_chosen_and_left(page):
    view = page()
    view.set("selectbox", "thema", "short_time_work")
    assert view.address == {"thema": "short_time_work"}
    assert charts(view) == ["kurzarbeit"]
    view.set("selectbox", "thema", "all")
    assert view.address == {}


def test_instruments_with_an_amount(page):
    view = page(betrag="with")
    assert "3 Instrumente, davon mit Betrag: 3" in view.words
    assert "Walk and Talk" not in view.words
    view.set("selectbox", "bereich", "prospects")
    assert view.notice == "Kein Instrument passt zu dieser Wahl."
    assert view.address == {"betrag": "with", "bereich": "prospects"}


def test_unknown_choices_are_ignored(page):
    view = page(thema="quatsch", bereich="<b>x</b>", betrag="viel")
    assert charts(view) == CHARTS
    assert "<b>x</b>" not in view.markup
