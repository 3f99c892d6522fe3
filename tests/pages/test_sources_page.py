"""The page on sources and methods, run as a session runs it; and the rows that other pages owe."""

import pytest

from kompass.facts import load

FACTS = load()


@pytest.fixture
def page(visit):
    def opened(script="sources.py", **query):
        view = visit(script, **query)
        assert view.faults == []
        return view

    return opened


def test_default(page):
    view = page()
    assert view.headline.startswith("18 Quellen, 54 Kennzahlen")
    for name in FACTS:
        assert f'href="api/v1/facts/{name}.csv"' in view.markup


COLUMNS = {  # by page: tables and columns all of whose rows it shows
    "sources": (
        ("sources", "title"),
        ("source_notes", "note"),
        ("indicator_definitions", "definition"),
        ("indicators", "locator"),
        ("methods", "formula"),
        ("methods", "explanation"),
    ),
    "shortages": (
        ("training_goals", "title"),
        ("training_goal_groups", "title"),
        ("shortage_fields", "title"),
        ("shortage_levels", "label"),
        ("shortage_occupations", "kldb"),
    ),
    "zukunftsatlas": (("zukunftsatlas_classes", "label"),),
    "employment": (("employment_categories", "category_label"),),
    "quotas": (("institutions", "name"),),
    "overview": (("districts", "short_name"),),
    "simulator": (("comparison_keys", "label"),),
}


@pytest.mark.parametrize("script", COLUMNS)
def test_every_row_is_on_its_page(page, script):
    shown = page(f"{script}.py").words
    for table, column in COLUMNS[script]:
        for value in FACTS[table][column].unique():
            assert value in shown, (table, column, value)


def test_a_source_line_leads_to_its_source(page):
    view = page(quelle="einglmv2026")
    assert "<h2>EinglMV 2026 (BGBl. 2025 I Nr. 335)</h2>" in view.markup
    assert "amtliches Werk" in view.words
    assert "Anlage 1 (zu § 1 Abs. 5)" in view.words
    assert "Was daraus stammt: 32 Zeilen in 2 Tabellen" in view.words
    assert "Erklärung Beschäftigte im erwerbsfähigen Alter" not in view.words  # only what comes from it
    assert view.widget("selectbox", "quelle").value == "einglmv2026"


def test_foreign_addresses_are_plain_links(page):
    url = "https://www.prognos.com/de/zukunftsatlas-2025-methodik"
    assert f'<a href="{url}" rel="noreferrer" target="_blank">{url}</a>' in page(quelle="za2025").markup


def test_an_unknown_source_is_told(page):
    view = page(quelle="quatsch")
    assert view.notice == "Eine Quelle „quatsch“ gibt es hier nicht. Gezeigt werden alle Quellen."
    assert "Gemeinsame Bildungszielplanung 2026" in view.words


def test_search_by_word_and_by_number(page):
    shown = page(suche="BESCHAEFTIGUNGSQUOTE").words
    assert "60,3\u00a0%" in shown
    assert "Ausbildungsbetriebsquote" not in shown
    assert "knapp\u00a091.000\u00a0Personen" in page(suche="91.000").words


def test_search_reaches_the_rows_of_all_tables(page):
    assert "Grundlagenschulungen Fertigungstechnik" in page(suche="Schweißen").words


def test_search_without_hit_says_so(page):
    assert page(suche="Xylophon").notice.startswith("Zu „Xylophon“ findet sich nichts.")


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "{0.__class__}", "\x00", "A" * 5000, "("])
@pytest.mark.parametrize("name", ["suche", "quelle"])
def test_a_hostile_address_breaks_nothing(page, name, query):
    assert "<script>alert" not in page(**{name: query}).markup
