"""The page on target groups and outlook, run as a session runs it."""

import re

import pytest

from kompass.facts import load

FACTS = load()


@pytest.fixture
def page(visit):
    def opened(**query):
        view = visit("outlook.py", **query)
        assert view.faults == []
        return view

    return opened


def test_default(page):
    view = page()
    assert view.headline.replace("\u00a0", " ") == (
        "Plan 2026: Ohne Berufsabschluss ist die Arbeitslosenquote fast 5 mal so hoch; "
        "IAB erwartet für 2026 weniger Erwerbstätige, ifo mehr"
    )
    assert "Erwerbstätige 2026: Das IAB erwartet −20.000, ifo +96.000" in view.words
    assert len(view.app.get("plotly_chart")) == 4
    shown = view.words.replace("\u00a0", " ")
    for word in ("fast 5", "gut 66 %", "gut 62 %", "jede 2.", "jede 5.", "Erwerbstätige 2026", "Stagnation"):
        assert word in shown
    assert "nicht ausgewiesen" in shown
    assert "Der Plan nennt die ifo-Prognose ähnlich" in shown


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("target_groups", "title"),
        ("target_group_facts", "fact"),
        ("plan_sections", "title"),
        ("plan_lists", "title"),
        ("plan_list_items", "item"),
        ("regional_features", "feature"),
        ("zones", "name"),
        ("forecasts", "statement"),
    ],
)
def test_every_row_is_on_the_page(page, table, column):
    shown = page().words
    for value in FACTS[table][column]:
        assert value in shown


def test_one_aspect(page):
    shown = page(aspekt="barrier").words
    assert "zu wenig Kinderbetreuung" in shown
    assert "Vorbereitung auf die Externenprüfung" not in shown


def test_an_unknown_aspect_is_ignored(page):
    assert "Vorbereitung auf die Externenprüfung" in page(aspekt="quatsch").words


def test_search_opens_what_it_finds(page):
    view = page(liste="kursnet")
    assert '<details class="bk-fold" open>' in view.markup
    assert "Woher NOW seine Angebote hat" in view.words
    assert "Hilfen bei betrieblicher Einzelumschulung" not in view.words


def test_search_without_hit_says_so(page):
    assert "kommt „Xylophon“ nicht vor" in page(liste="Xylophon").notice


def test_search_text_is_escaped(page):
    assert "<b>x</b>" not in page(liste="<b>x</b>").markup


def test_a_group_can_be_linked_to_and_comes_first(page):
    def groups(view):
        return re.findall(r"<summary>(6[.\d]* .*?) <small>", view.markup)

    plan = groups(page())
    assert plan[0].startswith("6 ")
    view = page(gruppe="disabled")
    assert view.markup.count('<details class="bk-fold" open>') == 1
    linked = groups(view)
    assert linked[0] == "6.4 Schwerbehinderte Menschen"
    assert sorted(linked) == sorted(plan)
    assert groups(page(gruppe="gespenster")) == plan
