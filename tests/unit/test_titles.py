"""Titles can be quoted alone, counts partition their total, and what does not compare is on no common scale."""

import re
from functools import cache
from itertools import combinations

import pytest

from kompass.facts import load
from kompass.figures.shortages.coverage import coverage_exhibit, gap_exhibit
from kompass.figures.shortages.goals import CLASS_LABELS, goal_exhibit, headline
from kompass.figures.shortages.listed import Choice
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.fit import fit_exhibit
from kompass.figures.simulator.measure_map import measure_classes
from kompass.figures.simulator.scenario_map import fixed_classes
from kompass.figures.support.overview import overview_exhibit
from kompass.figures.year_2020.charts import (
    change_exhibit,
    relation_exhibit,
    short_time_exhibit,
    training_exhibit,
)
from kompass.figures.year_2020.pairs import pair_table
from kompass.language import LANGUAGES, language
from kompass.matching.goals import GoalClass, best_matches, class_counts, shortages
from kompass.places.plan import plan_of
from kompass.presentation.drawing import projector_style
from kompass.presentation.view import ViewContext
from kompass.presentation.views.figures import figure_specs
from kompass.presentation.views.registry import view_specs
from kompass.request.choices import choices
from tests.colours import LIGHT

pytestmark = pytest.mark.slow

FACTS = load()
PLAN = plan_of(FACTS)
DE = language("de")
LISTED = shortages(FACTS)
ALL = ("05334", "05358", "05370")
SOME = [chosen for n in (1, 2, 3) for chosen in combinations(ALL, n)]
ASKED = {"s": ["2026~AA-HS.100.25~EXT-DN.20.5"], "v": ["Mehr für Heinsberg|2026~AA-HS.100.25"]}
# What needs assumptions says instead that there is nothing to show yet.
EMPTY = {"tabelle-annahmen-aussen", "tabelle-annahmen-spanne", "tabelle-annahmen-folgen"}
VIEW_SPECS = view_specs(FACTS)
VIEWS = sorted(set(VIEW_SPECS) - EMPTY)


def context(code, asked=ASKED):
    words = language(code)
    return ViewContext(
        FACTS.in_language(words),
        choices(FACTS, asked),
        "http://kompass.example/simulator",
        projector_style("hell"),
        words,
    )


@cache
def context_asked(code):
    return context(code)


@cache
def view(name, code):
    return VIEW_SPECS[name].make(context_asked(code))


def titles(page, code="de"):
    return {name: view(name, code).title for name in VIEWS if VIEW_SPECS[name].page == page}


# ---------------------------------------------------------------- who, where, when


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_title_says_when(name, code):
    title = view(name, code).title
    assert re.search(r"\b(19|20)\d\d\b|Stand nicht angegeben|date not given", title), title


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_the_one_date_of_its_sources_stands_in_the_title(name, code):
    shown = view(name, code)
    dates = {year for c in shown.citations for year in re.findall(r"\b20\d\d\b", c.as_of)}
    if len(dates) == 1 and all(c.as_of for c in shown.citations):
        # A forecast is of its year, not of the day on which it was published; the years of it stand in the title.
        assert dates & set(re.findall(r"20\d\d", shown.title)), shown.title


PLACES = (
    "Aachen|Düren|Heinsberg|Kreise|districts|NRW|Nordrhein-Westfalen|North Rhine-Westphalia|Deutschland|Germany|"
    "Sachsen-Anhalt|Westfälische|Planungsräume|planning regions|Plan 20|plan 20|Plan, |Zukunftsatlas|Agentur|agency|"
    "Maßnahmen des Landes|measures of the Land|Beschäftigte \\(IAB|surveyed \\(IAB|Berufsgruppen|occupational"
)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_title_says_of_what_region_or_plan(name, code):
    title = view(name, code).title
    assert re.search(PLACES, title), title


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("beschaeftigung", "Beschäft|Betriebe|Stellen"),
        ("zukunftsatlas", "Zukunftsatlas"),
        ("arbeitslosigkeit", "Arbeitslose"),
        ("engpaesse", "Engpass|Engpässe"),
        ("stuetzen", "Engpass"),
        (
            "landesprogramme",
            "Maßnahmen des Landes NRW.*laut Bericht|Maßnahmen der Fachkräfteoffensive NRW|"
            "Maßnahmen des Landes NRW nennt der Bericht|Laut Fortschrittsbericht",
        ),
        ("ruhrgebiet", "Konzept von 2016"),
        ("jahr-2020", "NRW|Nordrhein-Westfalen"),
        ("kontingente", "^Plan 2026: "),
        ("ausblick", "^(Prognosen für Deutschland|Plan 2026|Befragte Beschäftigte|Was der Plan 2026)"),
    ],
)
def test_the_titles_of_a_page_name_its_subject(page, words):
    for name, title in titles(page).items():
        assert re.search(words, title), (name, title)


def test_a_forecast_names_its_area():
    for name, title in titles("ausblick").items():
        if "erwartet" in title or "sinkt" in title:
            assert "Deutschland" in title, name


def test_an_inferred_edition_says_so_wherever_it_stands():
    # The plan names no edition: 31 indicators are those of 2025, says the method of za2025.
    for code, word in (("de", "erschlossen"), ("en", "inferred")):
        for name in VIEWS:
            shown = view(name, code)
            for text in (shown.title, *(c.as_of for c in shown.citations)):
                if re.search("(Ausgabe|edition) 2025[,)]", text):
                    assert word in text, name


def test_places_per_1000_of_a_district_are_the_job_centres():
    for name in VIEWS:
        title = view(name, "de").title
        if "je 1.000" in title and "SGB" not in title:
            assert "Plätze des Jobcenters" in title
    assert "ohne 2.169 Plätze der Agentur" in view("tabelle-szenario-2026-karte", "de").title


def test_findings_by_legal_scope_carry_their_condition():
    # Section 8 gives the four numbers; it assigns them to no legal scope.
    for name in VIEWS:
        title = view(name, "de").title
        if "je 1.000" in title and "SGB" in title:
            assert title.startswith("Agentur zum SGB III, Jobcenter zum SGB II gezählt")


def test_a_move_that_touches_the_agency_says_whom_its_places_serve():
    told = "Die Plätze der Agentur dienen allen Kreisen."
    assert told in view("tabelle-szenario-2026-karte", "de").reading
    assert told in view("je1000", "de").reading  # of the scenario, as everywhere
    assert told not in VIEW_SPECS["je1000"].make(context("de", {})).reading


def test_what_counts_beside_the_plan_is_noted_as_our_reading():
    for name in ("plan", "tabelle-kontingente-2026-beschaeftigte"):
        assert any("sagt der Plan nicht ausdrücklich" in note for note in view(name, "de").notes)


# ---------------------------------------------------------------- counts partition


def counted(title):
    """The numbers of a title that are not dates."""
    return [int(n) for n in re.findall(r"(?<![\d.])\d+(?![\d.])", re.sub(r"\b20\d\d\b", "", title))]


@pytest.mark.parametrize("chosen", SOME)
def test_the_three_classes_add_up_on_every_block(chosen):
    own = LISTED[LISTED["district_ags"].isin(chosen)]
    groups = class_counts(best_matches(own))
    assert sum(groups.values()) == own["kldb"].nunique()
    fits_of = counted(coverage_exhibit(FACTS, LISTED, chosen, LIGHT, DE).title)
    by_district = [best_matches(rows) for _, rows in own.groupby("district_ags")]
    expected = [(class_counts(best)[GoalClass.FITS], len(best)) for best in by_district]
    assert list(zip(fits_of[::2], fits_of[1::2], strict=True)) == expected
    without, everything, other, none = counted(gap_exhibit(FACTS, LISTED, chosen, DE).title)
    assert without == other + none
    assert (everything, other, none) == (
        own["kldb"].nunique(),
        groups[GoalClass.OTHER_LEVEL],
        groups[GoalClass.NO_GOAL],
    )
    serving, count, missing, no_shortage = counted(goal_exhibit(FACTS, LISTED, Choice(chosen), DE).title)
    assert serving + missing + no_shortage == count == 50
    shown = overview_exhibit(FACTS, LISTED, chosen, "", DE)
    parts = {name: rows["kldb"].nunique() for name, rows in shown.table.groupby("group")}
    assert all(name.endswith(f": {size}") for name, size in parts.items())
    for goal_class, size in groups.items():
        label = CLASS_LABELS[goal_class]
        assert sum(n for name, n in parts.items() if name.startswith(f"{label},")) == size


def test_the_page_counts_all_38_groups_of_section_7_1():
    everything, *parts = counted(headline(FACTS, LISTED, DE))
    assert everything == sum(parts) == 38
    assert sum(figure.amount for figure in view("ziele", "de").picture.figures) == 38


@pytest.mark.parametrize(
    ("giver", "taker"), [("DN", "HS"), ("HS", "DN"), ("AC", "DN"), ("AA", "HS"), ("DN", "AA")]
)
def test_the_fit_of_a_move_uses_the_same_classes(giver, taker):
    shown = fit_exhibit(FACTS, LISTED, giver, taker, LIGHT, DE)
    everything, *parts = counted(shown.title)
    assert everything == sum(parts)
    for label, total in zip(shown.figure.layout.annotations, shown.figure.data[0].x, strict=True):
        assert sum(counted(label.text)) == total
    found = set(shown.table["goal"])
    assert all(any(goal.startswith(label) for label in CLASS_LABELS.values()) for goal in found)


@pytest.mark.parametrize(
    "name", ["stuetzen-ohne-zuordnung", "landesprogramme-betraege", "prognosen-aussagen", "ruhr-angaben"]
)
def test_other_counts_add_up(name):
    title = view(f"tabelle-{name}", "de").title.replace("25.06.2024", "")
    everything, *parts = counted(title)
    assert everything == (sum(parts[:2]) if name == "ruhr-angaben" else sum(parts))


def test_a_view_counts_what_its_page_counts():
    # The page on 2020 names 41 instruments, three of them with an amount.
    assert counted(view("tabelle-jahr-2020-instrumente", "de").title) == [41, 3]


# ---------------------------------------------------------------- what compares


def drawn(exhibit):
    """Every number that a figure draws, panel by panel."""
    for figure in (exhibit.figure, *exhibit.beside):
        if figure is not None:
            yield {
                round(float(value), 6)
                for trace in figure.data
                for values in (getattr(trace, "x", None), getattr(trace, "y", None))
                if values is not None
                for value in values
                if isinstance(value, int | float)
            }


def exhibits():
    made = context("de")
    of_2020 = (change_exhibit, short_time_exhibit, training_exhibit, relation_exhibit)
    found = [
        *(figure.make(made) for figure in figure_specs(FACTS).values()),
        *(make(FACTS, LIGHT, DE) for make in of_2020),
    ]
    return [shown for shown in found if shown is not None]


def test_a_pair_that_does_not_compare_is_on_no_common_scale():
    values = FACTS["programme_indicators"].set_index("figure_id")["value"]
    pairs = FACTS["programme_pairs"]
    pairs = pairs[(pairs["comparable"] != "relative_change") & (pairs["indicator_id"] != "")]
    apart = []
    for pair in pairs.itertuples():
        today = FACTS.fact(
            pair.region_id, pair.indicator_id, as_of=pair.as_of, source_id=pair.today_source_id
        ).value
        if values[pair.figure_id] == values[pair.figure_id]:
            apart.append({round(float(values[pair.figure_id]), 6), round(float(today), 6)})
    entries, places = (
        821.0,
        float(PLAN.total.places),
    )  # of Sachsen-Anhalt Ost and of the plan: they count other things
    apart.append({entries, places})
    assert len(apart) >= 8
    for exhibit in exhibits():
        for numbers in drawn(exhibit):
            assert not any(len(pair) == 2 and pair <= numbers for pair in apart), exhibit.name


def test_a_month_of_crisis_does_not_compare_with_the_mean_of_a_year():
    table = pair_table(FACTS, DE)
    own = table[table["figure_id"] == "unemployed_change_pct"]
    assert set(own["when"]) == {"Juli 2020"}
    assert set(own["today_when"]) == {"Jahresdurchschnitt 2025"}
    assert set(own["comparable"]) == {"not_comparable"}
    for row in table.itertuples():
        if row.comparable == "relative_change":
            assert ("durchschnitt" in row.when.lower()) == ("durchschnitt" in row.today_when.lower())
            assert row.region == row.today_region


def test_places_per_1000_have_one_scale_on_map_and_in_simulator():
    # 586 / 24,645, 300 / 11,324 and 353 / 8,705 times 1,000.
    values = [1000 * 586 / 24_645, 1000 * 300 / 11_324, 1000 * 353 / 8_705]
    assert measure_classes(FACTS, PLAN, "places_per_1000", values) == fixed_classes(
        FACTS, PLAN, BASES[0], None
    )
    of_plan = context("de", {})
    on_map, in_scenario = (
        view_specs(FACTS)[name].make(of_plan).picture.areas for name in ("karte-places-per-1000", "je1000")
    )
    assert {ags: area.fill for ags, area in on_map.items()} == {
        ags: area.fill for ags, area in in_scenario.items()
    }
