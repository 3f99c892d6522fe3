"""People by age in the plan's districts, and where they stand among all 400."""

import pandas as pd
import pytest

from kompass.boundaries import touching
from kompass.facts import load
from kompass.figures.demography.districts import alike_exhibit, demography_findings, strip_exhibit
from kompass.figures.demography.exhibits import age_exhibit, working_exhibit, youth_exhibit
from kompass.figures.demography.people import age_table, counted, ranked, youth_table
from kompass.figures.demography.standing import MEASURES, compared_table, most_alike, standing
from kompass.figures.exhibit import Kind
from kompass.language import LANGUAGES, language
from kompass.places.plan import plan_of
from kompass.rendering.figure import figure_drawing
from tests.colours import LIGHT

FACTS = load()
PLAN = plan_of(FACTS)
DE = language("de")
DISTRICTS = ("05334", "05358", "05370")


def test_the_young_per_100_who_reach_65():
    """Worked out from the printed groups: 27,988 / 41,728, 13,183 / 22,418, 12,779 / 22,463 and so on."""
    table = youth_table(FACTS, PLAN, DISTRICTS).set_index("ags")
    ratios = {ags: round(float(table.at[ags, "ratio"]), 1) for ags in (*DISTRICTS, "05", "00")}
    assert ratios == {"05334": 67.1, "05358": 58.8, "05370": 56.9, "05": 62.5, "00": 61.2}


def test_who_reaches_65_per_place():
    # 41,728 / 586, 22,418 / 300, 22,463 / 353; all three 86,609 / 3,508
    table = youth_table(FACTS, PLAN, DISTRICTS).set_index("ags")
    each = {ags: round(float(table.at[ags, "per_place"]), 2) for ags in (*DISTRICTS, "")}
    assert each == {"05334": 71.21, "05358": 74.73, "05370": 63.63, "": 24.69}
    assert table.loc[["05", "00"], "per_place"].isna().all()


def test_the_answer_is_in_one_figure_with_its_source():
    shown = youth_exhibit(FACTS, PLAN, DISTRICTS, LIGHT, DE)
    title = shown.title.replace("\u00a0", " ")
    assert "Kreis Heinsberg" in title
    assert "56,9" in title
    assert "von 400 Kreisen" in title
    assert "22.463 (63,6 je Platz)" in shown.reading.replace("\u00a0", " ")
    assert "bis Ende 2029" in shown.reading
    assert "Ruhestand" not in shown.reading
    assert shown.kind(FACTS) is Kind.DERIVED
    assert [c.source_id for c in shown.citations] == ["bev2024", "plan2026"]
    assert "nicht Beschäftigte" in shown.picture_reading
    assert len(shown.beside) == 1


def test_one_district_is_no_superlative():
    title = youth_exhibit(FACTS, PLAN, ("05358",), LIGHT, DE).title
    assert title.startswith("Kreis Düren (")
    assert "am wenigsten" not in title


def test_ranks_and_tenths():
    values = pd.Series([5.0, 9.0, 9.0, 1.0], index=list("abcd"))
    found = ranked(values)
    assert dict(found["rank"]) == {"a": 3, "b": 1, "c": 1, "d": 4}
    assert dict(ranked(pd.Series(range(400), dtype=float))["tenth"].value_counts()) == dict.fromkeys(
        range(1, 11), 40
    )


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_has_a_value_for_each_of_400_districts(measure_id):
    every = standing(FACTS, measure_id)
    assert len(every) == 400
    assert every["value"].notna().all()
    assert (every["value"] > 0).all()
    assert every["rank"].min() == 1


def test_the_measures_of_the_districts():
    # 105,304 of 582,410
    assert standing(FACTS, "foreign_share").at["05334", "value"] == pytest.approx(18.0808, abs=1e-4)
    assert standing(FACTS, "population").at["05370", "value"] == 263_681
    # Germany's most populous district, and the densest: Berlin, München
    assert standing(FACTS, "population")["rank"].idxmin() == "11000"
    assert standing(FACTS, "density")["rank"].idxmin() == "09162"
    # 270,833 people on 941.58 km², sums of the fifteen municipalities of Düren
    assert standing(FACTS, "density").at["05358", "value"] == pytest.approx(270_833 / 941.58)


def test_who_touches_whom():
    assert {"05334", "05370", "05366", "05362"} <= set(touching("05358"))
    assert touching("99999") == ()


def test_the_most_alike_are_near_in_all_measures():
    alike = most_alike(FACTS, "05358")
    assert list(alike) == sorted(alike)
    assert "05358" not in alike.index
    # Kreise Düren and Heinsberg lie next to each other in all but one measure.
    assert "05370" in alike.index or "05358" in most_alike(FACTS, "05370").index


def test_the_relations_are_named():
    table = compared_table(FACTS, DISTRICTS, "youth_ratio")
    assert set(table["relation"]) == {"own", "neighbour", "alike"}
    assert (table["distance"].notna() == (table["relation"] == "alike")).all()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_strip_of_400_is_light(code):
    words = language(code)
    for measure_id in MEASURES:
        shown = strip_exhibit(FACTS.in_language(words), DISTRICTS, measure_id, LIGHT, words)
        assert len(figure_drawing(shown.figure, 800).body.encode()) <= 40_000
        assert "400" in shown.title
        assert shown.citations[0].source_id == ("gv100ad2023" if measure_id == "density" else "bev2024")


def test_figures_of_two_dates_say_so():
    density = strip_exhibit(FACTS, DISTRICTS, "density", LIGHT, DE)
    assert "31.12.2022" in density.title
    assert any("Zensus 2011" in note and "31.12.2024" in note for note in density.notes)
    assert any("Zensus 2011" in note for note in alike_exhibit(FACTS, DISTRICTS, DE).notes)


def test_the_age_structure_holds_everyone():
    table = age_table(FACTS, [*DISTRICTS, "05", "00"])
    sums = table.groupby("region_id")["persons"].sum()
    assert dict(sums) == {key: counted(FACTS)[key] for key in sums.index}
    # Men and women of 15 to 17 in Heinsberg, and the foreign nationals among the men, as printed
    own = table.query("region_id == '05370' and age_from == 15").set_index("sex")
    assert (own.at["men", "persons"], own.at["women", "persons"], own.at["men", "foreign"]) == (
        3942,
        3627,
        653,
    )
    assert own.at["men", "per_year"] == pytest.approx(1000 * 3942 / 263_681 / 3)
    shown = age_exhibit(FACTS, DISTRICTS, LIGHT, DE)
    assert 1 + len(shown.beside) == 3


def test_people_of_working_age():
    table = working_exhibit(FACTS, DISTRICTS, LIGHT, DE).table.set_index("ags")
    for ags in DISTRICTS:
        assert table.at[ags, "working"] == FACTS.fact(ags, "working_age_population").value
        assert table.at[ags, "middle"] == FACTS.fact(ags, "population_25_54").value
    assert (table["middle"] < table["working"]).all()


def test_each_district_has_a_finding():
    found = demography_findings(FACTS, DISTRICTS, DE)
    assert len(found) == 3
    assert all("von 400" in finding.sentence for finding in found)
