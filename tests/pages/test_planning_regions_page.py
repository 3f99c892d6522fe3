"""The page on planning regions, run as a session runs it."""

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


def test_default(page):
    view = page()
    assert view.headline == (
        "Pläne der Planungsräume (2026 und ESF-Programmphase bis 2020): Aachen-Düren und Sachsen-Anhalt Ost lassen sich "
        "in 4 von 9 Punkten vergleichen, alle Räume in keinem"
    )
    # What compares comes first; the measure of our own stands last and says whose it is.
    assert "Zwischen zwei Räumen vergleichbar: " in view.words
    assert view.words.index("Eigenes Maß, FbW") > view.words.index("Bedarfsfelder und")
    assert len(view.app.get("plotly_chart")) == 4  # two panels of the map, the measure, the entries
    assert view.markup.count('class="bk-point"') == 9
    assert view.markup.count('class="bk-said"') == 27
    shown = view.words.replace("\u00a0", " ")
    for word in (
        "3.508 Förderungen in Aachen-Düren zählen Verschiedenes",
        "≠ nicht vergleichbar",
        "mehr als 5 %",
    ):
        assert word in shown
    assert view.address == {}


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


def test_points_can_be_chosen_and_stand_in_the_address(page):
    view = page(punkt=["horizon", "quantities"])
    assert view.markup.count('class="bk-point"') == 2
    assert view.address == {"punkt": ["horizon", "quantities"]}
    view.set("button_group", "punkt", ["forms"])
    assert view.markup.count('class="bk-point"') == 1
    assert view.address == {"punkt": "forms"}


@pytest.mark.parametrize("query", [{"raum": "<b>x</b>"}, {"punkt": "<b>x</b>"}, {"raum": "", "punkt": ""}])
def test_unknown_choices_are_ignored(page, query):
    view = page(**query)
    assert view.markup.count('class="bk-said"') == 27
    assert "<b>x</b>" not in view.markup


def test_in_english(page):
    view = page(lang="en")
    assert view.headline.startswith("Plans of the planning regions (")
    assert "≠ not comparable" in view.words
    assert "nicht vergleichbar" not in view.words
