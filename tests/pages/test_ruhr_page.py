"""The page on the Westfälisches Ruhrgebiet, run as a session runs it."""

import re

import pytest

from kompass.facts import load

FACTS = load()
CONCEPT = "Westfälisches Ruhrgebiet, Konzept von 2016: "


@pytest.fixture
def page(visit):
    def opened(**query):
        view = visit("ruhr.py", **query)
        assert view.faults == []
        return view

    return opened


@pytest.fixture(scope="module")
def default(visit):
    return visit("ruhr.py")


def folds(view):
    """The folds of the appendix that are shown, and whether each is open."""
    return {e.label: e.proto.expanded for e in view.app.expander if (e.key or "").startswith("appendix-")}


def test_the_title_says_where_the_concept_meets_the_plan(default):
    assert (
        default.headline == CONCEPT + "14 Themen, Felder und Programme treffen auf 12 Stellen des Plans 2026"
    )
    assert "galt bis 2020 und ist ausgelaufen" in default.words
    assert "Ohne Gegenstück im Konzept: Gruppenumschulungen bei Weiterbildungsträgern" in default.words


def test_the_places_stand_in_the_order_of_the_plan(default):
    (links,) = re.findall(r'<table class="bk-pairs bk-links">.*?</table>', default.markup, re.DOTALL)
    sections = re.findall(r'<th scope="rowgroup"[^>]*>([\d.]+)', links)
    assert sections == ["6", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "7", "7.2", "7.3", "7.3", "9"]
    assert links.count("<tr>") == 18 + 1  # links, and the heading


def test_what_stands_behind_the_answer_is_folded(default):
    assert folds(default) == {
        "Handlungsfelder mit Projekten (3)": False,
        "Ziele der Handlungsfelder (7)": False,
        "Projekte (16)": False,
        "Empfehlungen (26)": False,
        "Programme (16)": False,
        "Angaben zur Region (24)": False,
    }
    assert default.trace("ruhr-felder")["x"] == [11, 3, 2]
    shown = default.words.replace("\u00a0", " ")
    for number in ("ca. 3,2 Mio. €", "max. 4.500 €", "20 bis 30 %", "knapp 50 %", "nicht ausgewiesen"):
        assert number in shown


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("projects", "title"),
        ("projects", "carrier"),
        ("projects", "aim"),
        ("project_fields", "aim"),
        ("focus_themes", "title"),
        ("recommendations", "recommendation"),
        ("programme_areas", "title"),
        ("programmes", "name"),
        ("programmes", "target_group"),
        ("programmes", "funds"),
        ("programme_amounts", "label"),
        ("region_figures", "label"),
        ("region_figures", "statement"),
        ("theme_links", "reason"),
    ],
)
def test_every_row_is_on_the_page(default, table, column):
    for value in FACTS[table][column]:
        assert value in default.words


@pytest.mark.parametrize(
    ("words", "fold", "said"),
    [
        ("Führungskräfte gesund erhalten", "Projekte (1 von 16)", "Soziale Innovation GmbH"),
        ("Verbundausbildung", "Programme (1 von 16)", "max.\u00a04.500\u00a0€"),
        (
            "Flüchtlinge / Integrationsmöglichkeiten",
            "Empfehlungen (5 von 26)",
            "planmäßiger Zugang zu Deutsch",
        ),
        ("Hellweg-Lippe", "Projekte (3 von 16)", "Meister statt Master"),
        ("erzieher EXTERNENPRUEFUNG", "Projekte (2 von 16)", "Externenprüfung"),
    ],
)
def test_the_appendix_can_be_linked_to(page, words, fold, said):
    view = page(anhang=words)
    assert folds(view)[fold] is True
    found = view.markup[: view.markup.index('class="bk-pairs bk-links"')]  # before all else
    assert said in found
    assert "Toolbox zum Lückenschluss" not in found


def test_nothing_found_says_so_and_leads_back(page):
    view = page(anhang="<b>Xylophon</b>")
    assert view.notice.startswith("Zu „<b>Xylophon</b>“ findet sich nichts")
    assert "<b>Xylophon" not in view.markup
    view.set("text_input", "anhang", "")
    assert view.notice == ""
    assert "Projekte (16)" in folds(view)


def test_in_english(page):
    view = page(lang="en")
    assert view.headline.startswith("Westfälisches Ruhrgebiet, concept of 2016: 14 themes")
    assert "applied until 2020 and has expired" in view.words
    assert "about €3.2 million" in view.words
    assert "Meister statt Master" in view.words  # printed titles stay
