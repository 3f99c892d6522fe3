"""The page on planning regions, run as a session runs it."""

import re

import pytest

from kompass.facts import load

FACTS = load()


@pytest.fixture
def page(visit):
    def opened(**query):
        view = visit("planning_regions.py", **query)
        assert view.faults == []
        return view

    return opened


def test_the_title_counts_the_points_and_a_row_says_each(page):
    view = page()
    assert view.headline == (
        "Pläne der Planungsräume (2026 und ESF-Programmphase bis 2020): Aachen-Düren und Sachsen-Anhalt Ost lassen sich "
        "in 4 von 9 Punkten vergleichen, alle Räume in keinem"
    )
    summaries = re.findall(r'<summary class="bk-point">(.*?)</summary>', view.markup, re.DOTALL)
    assert len(summaries) == 9
    assert [s.count("= vergleichbar") for s in summaries] == [0, 0, 0, 2, 0, 2, 2, 2, 1]
    assert view.markup.count('class="bk-said"') == 27
    assert "3.508 Förderungen in Aachen-Düren zählen Verschiedenes" in view.words.replace("\u00a0", " ")
    assert view.address == {}


def test_what_stands_behind_the_answer_is_folded(page):
    view = page()
    folds = {e.label: e.proto.expanded for e in view.app.expander if (e.key or "").startswith("appendix-")}
    assert folds == {
        "Geplante Eintritte (3)": False,
        "Kundenstruktur und Erwartungen (20)": False,
        "Bedarfsfelder, Formen, Beteiligte (69)": False,
        "Eigenes Maß: FbW und SGB-II-Regel (12)": False,
    }
    assert len(view.app.get("plotly_chart")) == 4  # two panels of the map, the measure, the entries
    assert "mehr als 5 %" in view.words.replace("\u00a0", " ")
    # The measure of our own stands last and says whose it is.
    assert view.words.index("Eigenes Maß, FbW") > view.words.index("Bedarfsfelder und")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("regional_plan_facts", "label"),
        ("region_comparison", "reason"),
        ("region_comparison", "statement"),
        ("planning_region_districts", "name"),
        ("planning_regions", "document"),
    ],
)
def test_every_row_is_on_the_page(page, table, column):
    shown = page().words
    for value in FACTS[table][column]:
        assert value in shown


@pytest.mark.parametrize("region", ["aachen-dueren", "westfaelisches-ruhrgebiet", "sachsen-anhalt-ost"])
def test_a_region_can_be_linked_to(page, region):
    view = page(raum=region)
    (sheet,) = [block.value for block in view.app.html if "bk-sheet bk-stack" in block.value]
    row = FACTS.record("planning_regions", region_id=region)
    assert row["name"] in sheet
    assert row["document"] in sheet
    assert view.markup.count("bk-said bk-chosen") == 9
    assert view.address == {"raum": region}


def test_the_sheet_names_the_job_centres_with_their_measure(page):
    view = page(raum="sachsen-anhalt-ost")
    (sheet,) = [block.value for block in view.app.html if "bk-sheet bk-stack" in block.value]
    for name, ratio in (("Dessau-Roßlau", "0,53"), ("Anhalt-Bitterfeld", "0,51"), ("Wittenberg", "0,20")):
        assert f"<dt>Jobcenter {name}</dt><dd>{ratio}</dd>" in sheet


def test_the_appendix_can_be_linked_to(page):
    view = page(anhang="Vermittlungsvorrang")
    labels = [e.label for e in view.app.expander if (e.key or "").startswith("appendix-")]
    assert labels == ["Bedarfsfelder, Formen, Beteiligte (1 von 69)"]
    assert view.markup.index("Vermittlungsvorrang") < view.markup.index('class="bk-points"')


@pytest.mark.parametrize("query", [{"raum": "<b>x</b>"}, {"anhang": "<b>x</b>"}, {"raum": "", "anhang": ""}])
def test_unknown_choices_are_ignored(page, query):
    view = page(**query)
    assert view.markup.count('class="bk-said"') == 27
    assert "<b>x</b>" not in view.markup


def test_in_english(page):
    view = page(lang="en")
    assert view.headline.startswith("Plans of the planning regions (")
    assert "≠ not comparable" in view.words
    assert "nicht vergleichbar" not in view.words
