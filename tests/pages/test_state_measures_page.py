"""The page on the state's measures, in its states."""

import datetime as dt
import json

import pytest

PAGE = "state_measures.py"


RUNNING = "64 Maßnahmen des Landes NRW am 01.01.2026, laut Bericht vom 25.06.2024: laufend 28"


def folds(view):
    """What is folded below the bar of controls, and whether each is open."""
    return {e.label: e.proto.expanded for e in view.app.expander if (e.key or "").startswith("appendix-")}


def test_it_opens_with_what_reaches_the_plan_year(visit):
    view = visit(PAGE)
    assert view.faults == []
    assert view.headline == (
        "Laut Bericht vom 25.06.2024 reichen 28 von 64 Maßnahmen der Fachkräfteoffensive NRW in das Planjahr 2026"
    )
    assert "Die übrigen: bis davor 16, nur vorläufig 4" in view.words
    shapes = [
        json.loads(chart.proto.spec)["layout"]["shapes"]
        for chart in view.app.get("plotly_chart")
        if "landesprogramme-planjahr" in chart.key
    ]
    assert len(shapes) == 3
    assert (
        sum(shape["type"] == "rect" for panel in shapes for shape in panel) == 27
    )  # one has no stated start
    assert RUNNING in view.words
    assert folds(view) == {
        "Laufzeiten (64)": False,
        "Stand nach Cluster und Ressort (19)": False,
        "Beträge (36)": False,
        "Warum das Land handelt (3)": False,
    }
    assert view.address == {}
    assert "← Vorige" not in " ".join(button.label for button in view.app.button)


def test_a_deep_link_opens_the_sheet_and_its_neighbours(visit):
    view = visit(PAGE, massnahme="III.12")
    assert "III.12\u00a0Zukunftsbündnis Pflege-, Betreuungs- und Gesundheitsfachberufe" in view.words
    assert "10/2023 bis 12/2026" in view.words
    assert "Maßnahme III.12, S. 54" in view.words
    view.press("massnahme-on")
    assert view.address == {"massnahme": "III.13"}
    assert "Landwirtschaftskammer" in view.words
    view.press("massnahme-close")
    assert view.address == {}
    assert view.faults == []


def test_neighbours_are_those_of_the_selection(visit):
    view = visit(PAGE, massnahme="IV.6", laufzeit="planjahr")
    view.press("massnahme-back")
    assert view.address["massnahme"] == "IV.5"
    view.press("massnahme-on")
    view.press("massnahme-on")
    assert view.address["massnahme"] == "IV.9"


def test_the_day_changes_the_status(visit):
    view = visit(PAGE, tag="2028-05-01")
    assert "64 Maßnahmen des Landes NRW am 01.05.2028, laut Bericht vom 25.06.2024: laufend 13" in view.words
    view.set("date_input", "tag", dt.date(2026, 1, 1))
    assert view.address == {}
    assert ": laufend 28" in view.words


def test_filters_meet_and_unfold_what_they_find(visit):
    view = visit(PAGE, cluster="VI", ressort="MWIKE")
    assert "2 Maßnahmen des Landes NRW am 01.01.2026, laut Bericht vom 25.06.2024: laufend 2" in view.words
    assert folds(view) == {
        "Laufzeiten (2)": True,
        "Stand nach Cluster und Ressort (3)": True,
        "Beträge (2)": True,
    }
    assert "28 von 64" in view.headline  # the answer does not follow them
    assert (
        "Jahresbeträge von 8 Maßnahmen des Landes NRW, die am 01.01.2026 laufen, laut Bericht vom 25.06.2024: zusammen"
        in view.words
    )


def test_several_clusters_can_be_chosen(visit):
    view = visit(PAGE, cluster=["I", "VI"])
    assert view.address == {"cluster": ["I", "VI"]}
    view.set("multiselect", "cluster", ["VI"])
    assert "8 Maßnahmen des Landes NRW am 01.01.2026" in view.words
    assert view.address == {"cluster": "VI"}
    view.set("multiselect", "cluster", [])
    assert RUNNING in view.words


@pytest.mark.parametrize(
    "asked",
    [
        {"massnahme": "VII.1"},
        {"tag": "gestern"},
        {"cluster": "X"},
        {"ressort": "<b>"},
        {"stand": "?"},
        {"laufzeit": "x"},
    ],
    ids=str,
)
def test_a_bad_parameter_is_ignored(visit, asked):
    view = visit(PAGE, **asked)
    assert view.faults == []
    assert ": laufend 28" in view.words


def test_nothing_found_offers_a_way_back(visit):
    view = visit(PAGE, suche="<b>Mondlandung</b>", cluster="I", tag="2024-01-01")
    assert view.faults == []
    assert "Keine Maßnahme mit „<b>Mondlandung</b>“ passt zu dieser Auswahl" in view.words
    assert "<b>Mondlandung" not in view.markup
    reset = next(b for b in view.app.button if "zurücksetzen" in b.label)
    reset.click().run()
    assert ": laufend 28" in view.words
    assert view.address == {}


def test_a_measure_without_term_says_so(visit):
    view = visit(PAGE, massnahme="I.10")
    assert "Laufzeit wie gedruckt" in view.words
    assert view.words.count("nicht ausgewiesen") > 3
    assert view.markup.index("Laufzeit wie gedruckt") < view.markup.index("Die übrigen:")  # above all else


def test_in_english(visit):
    view = visit(PAGE, lang="en", massnahme="IV.1")
    assert view.headline.startswith("According to the report of 25 June 2024, 28 of 64 measures")
    assert "Master craftsman bonuses paid: 2,186" in view.words
