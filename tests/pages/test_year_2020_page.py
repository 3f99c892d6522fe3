"""The page on the year 2020, run as a session runs it."""

import re

import pytest

from kompass.facts import load

FACTS = load()


@pytest.fixture
def page(visit):
    def opened(**query):
        view = visit("year_2020.py", **query)
        assert view.faults == []
        return view

    return opened


def plain(text):
    return text.replace("\u00a0", " ").replace("\u00ad", "")


def folds(view):
    """The folds of the appendix that are shown, and whether each is open."""
    return {e.label: e.proto.expanded for e in view.app.expander if (e.key or "").startswith("appendix-")}


def test_the_title_answers_for_the_plan_and_the_pairs_stand_below_it(page):
    view = page()
    assert plain(view.headline) == (
        "Das Pandemiejahr 2020 ist kein Maßstab für den Plan 2026: Von 17 Paaren aus NRW 2020 und der Region heute ist "
        "keines vergleichbar"
    )
    (pairs,) = re.findall(r'<table class="bk-pairs">.*?</table>', view.markup, re.DOTALL)
    assert pairs.count('scope="rowgroup"') == 10  # figures of 2020
    assert pairs.count("<details") == 12  # verdicts, each with its reason folded
    shown = plain(pairs)
    for value in (
        "rund 794.000 Personen",
        "44.674 Personen",
        "+22,9 %",
        "+5,0 %",
        "16 %",
        "nicht ausgewiesen",
    ):
        assert value in shown
    head = re.search(r"<thead>.*?</thead>", pairs, re.DOTALL)[0]
    assert (
        head.count('class="bk-badge bk-badge-official"') == head.count("bk-badge ") == 2
    )  # one kind a column


def test_what_stands_behind_the_answer_is_folded(page):
    assert folds(page()) == {
        "Ausbildungsstellen und Bewerbungen (4)": False,
        "Ausbildungsstellen je Bewerbung (3)": False,
        "Alle Zahlen und Aussagen (40)": False,
        "Instrumente (41)": False,
    }


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


def test_every_table_can_be_taken_along(page):
    keys = [button.key for button in page().app.download_button]
    for name in ("paare", "veraenderung", "kurzarbeit", "ausbildung", "relation", "zahlen", "instrumente"):
        assert f"csv-jahr-2020-{name}" in keys


def test_the_appendix_is_searched_by_its_address(page):
    view = page(anhang="Menschen mit Behinderung")
    assert folds(view) == {"Alle Zahlen und Aussagen (6 von 40)": True, "Instrumente (5 von 41)": True}
    assert "rund 2.500.000 €" in plain(view.words)
    assert "Potentialberatung" not in view.words
    # What a link asks for stands before all else.
    assert view.markup.index(">Anhang<") < view.markup.index('class="bk-pairs"')


def test_a_search_can_be_made_and_left(page):
    view = page()
    view.set("text_input", "anhang", "bildungsscheck")
    assert set(folds(view).values()) == {True}
    assert "Instrumente (1 von 41)" in folds(view)
    view.set("text_input", "anhang", "Mondlandung <b>")
    assert view.notice.startswith("Zu „Mondlandung <b>“ findet sich nichts")
    assert folds(view) == {}
    view.set("text_input", "anhang", "")
    assert len(folds(view)) == 4
    assert view.notice == ""


def test_in_english(page):
    view = page(lang="en")
    assert view.headline.startswith("The pandemic year 2020 is no yardstick for the 2026 plan")
    assert "nicht vergleichbar" not in view.words
    assert "Instruments (41)" in folds(view)
