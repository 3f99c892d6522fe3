"""Target groups, forecasts and lists against what the plan prints (sections 4, 5, 6 and the rest)."""

import math
from types import MappingProxyType

import pandas as pd
import pytest

from kompass.facts import Facts, load
from kompass.figures.outlook.forecasts import (
    PEOPLE,
    comparison_table,
    forecast_exhibits,
    forecast_table,
    period,
    statement_exhibit,
)
from kompass.figures.outlook.plan_lists import list_exhibit, list_table
from kompass.figures.outlook.target_groups import ASPECTS, ai_exhibit, ai_table, group_exhibit, group_table
from kompass.language import language
from kompass.precision import exact
from tests.colours import DARK, LIGHT

FACTS = load()
DE = language("de")
FORECASTS = forecast_exhibits(FACTS, LIGHT, DE)

# measure, period, IAB, ifo: section 4, typed from the document; None is not reported.
PRINTED = [
    ("gdp_change", "2024", "−0,5 %", None),
    ("gdp_change", "2025-Q1", "+0,3 %", None),
    ("gdp_change", "2025-Q2", "−0,3 %", None),
    ("gdp_change", "2025-H1", None, "Stagnation"),
    ("gdp_change", "2025", "+0,2 %", "+0,2 %"),
    ("gdp_change", "2026", "+1,1 %", "+1,3 %"),
    ("gdp_change", "2027", None, "+1,6 %"),
    ("employed_change", "2025", "+10.000", "+19.000"),
    ("employed_change", "2026", "−20.000", "+96.000"),
    ("employed_change", "2027", None, "+225.000"),
    ("labour_supply_change", "2025", "rund +60.000", None),
    ("labour_supply_change", "2026", "etwa −40.000", None),
    ("labour_supply_change", "2027", None, None),
    ("unemployed_change", "2025", "+160.000", "+155.000"),
    ("unemployed_change", "2026", "fast keine Änderung im Jahresdurchschnitt", None),
    ("unemployed_change", "2027", None, None),
    ("unemployment_rate", "2025", None, "6,3 %"),
    ("unemployment_rate", "2026", None, "6,1 %"),
    ("unemployment_rate", "2027", None, "5,4 %"),
]
MEASURES = tuple(dict.fromkeys(row[0] for row in PRINTED))


def plain(text):
    return text.replace("\u00a0", " ")


def compared():
    return comparison_table(forecast_table(FACTS, DE, MEASURES), DE)


@pytest.mark.parametrize(("measure", "as_of", "iab", "ifo"), PRINTED)
def test_forecasts_side_by_side(measure, as_of, iab, ifo):
    table = compared()
    row = table[
        (table["measure"] == measure) & (table["as_of"] == as_of) & (table["region"] == "Deutschland")
    ].iloc[0]
    assert [plain(v) if isinstance(v, str) else None for v in (row["IAB"], row["ifo"])] == [iab, ifo]


def test_there_are_no_other_rows_for_germany():
    table = compared()
    own = table[table["region"] == "Deutschland"]
    assert sorted(zip(own["measure"], own["as_of"], strict=True)) == sorted(row[:2] for row in PRINTED)


def test_states_have_the_rates_of_the_plan():
    table = compared().set_index("region")
    assert plain(table.at["Bremen", "IAB"]) == "11,7 %"
    assert plain(table.at["Bayern", "IAB"]) == "4,0 %"


def test_what_is_not_reported_is_never_a_number():
    table = forecast_table(FACTS, DE, MEASURES)
    missing = table[~table["reported"]]
    assert len(missing) == sum(value is None for row in PRINTED for value in row[2:])
    assert missing["value"].isna().all()
    assert set(missing["text"]) == {"nicht ausgewiesen"}


def test_words_are_never_a_number():
    table = forecast_table(FACTS, DE, MEASURES)
    words = table[table["reported"] & table["value"].isna()]
    assert set(words["text"]) == {"fast keine Änderung im Jahresdurchschnitt", "Stagnation"}


@pytest.mark.parametrize(
    ("measure", "as_of", "difference"),
    [
        ("gdp_change", "2025", 0),
        ("gdp_change", "2026", 0.2),
        ("employed_change", "2025", 9000),
        ("employed_change", "2026", 116000),
        ("unemployed_change", "2025", -5000),
        ("unemployed_change", "2026", math.nan),
        ("labour_supply_change", "2025", math.nan),
    ],
)
def test_difference_only_where_both_give_a_figure(measure, as_of, difference):
    table = compared().set_index(["measure", "as_of", "region"])
    assert table.at[(measure, as_of, "Deutschland"), "difference"] == pytest.approx(difference, nan_ok=True)


def test_the_difference_is_as_exact_as_both_figures():
    """Rounded thousands leave the thousands open; people counted one by one would differ by whole people."""
    table = forecast_table(FACTS, DE, ("employed_change", "gdp_change")).set_index(
        ["measure", "as_of"], drop=False
    )
    shown = comparison_table(table.reset_index(drop=True), DE).set_index(["measure", "as_of"])[
        "difference_text"
    ]
    # 19,000 and 10,000, each to the thousand: 9,000 is up to 1,000 too much or too little.
    assert plain(shown["employed_change", "2025"]) == "rund +9.000"
    assert plain(shown["gdp_change", "2026"]) == "+0,2"
    counted = table.assign(bounds=[b and exact(b.value) for b in table["bounds"]])
    shown = comparison_table(counted.reset_index(drop=True), DE).set_index(["measure", "as_of"])[
        "difference_text"
    ]
    assert shown["employed_change", "2025"] == "+9.000"


def test_the_institutes_contradict_each_other_in_2026_and_the_note_says_so():
    assert plain(FORECASTS["people"].title) == (
        "Prognosen für Deutschland (24.09.2025 und 04.09.2025): Erwerbstätige 2026: Das IAB erwartet −20.000, "
        "ifo +96.000"
    )
    assert any("ähnlich" in note for note in FORECASTS["people"].notes)


def test_titles_are_computed():
    assert plain(FORECASTS["gdp"].title) == (
        "Prognosen für Deutschland (24.09.2025 und 04.09.2025): Bruttoinlandsprodukt 2026: Das IAB erwartet "
        "+1,1 %, ifo +1,3 %"
    )
    assert plain(FORECASTS["rate"].title).endswith(
        "ifo: Die Arbeitslosenquote sinkt von 6,3 % (2025) auf 5,4 % (2027)"
    )


@pytest.mark.parametrize(
    ("as_of", "text"), [("2026", "2026"), ("2025-Q1", "1. Quartal 2025"), ("2025-H1", "1. Halbjahr 2025")]
)
def test_period(as_of, text):
    assert period(as_of, DE) == text


@pytest.mark.parametrize("name", ["people", "gdp", "rate"])
@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_forecast_figure(name, style):
    exhibit = forecast_exhibits(FACTS, style, DE)[name]
    figure = exhibit.figure
    table = forecast_table(
        FACTS, DE, {"people": PEOPLE, "gdp": ("gdp_change",), "rate": ("unemployment_rate",)}[name]
    )
    marks = [(trace.x[0], trace.y[0], trace.name) for trace in figure.data]
    assert [m[0] for m in marks] == list(table["value"].dropna())  # one mark per figure, none for words
    assert [m[1] for m in marks] == sorted(m[1] for m in marks)  # in reading order
    low, high = figure.layout.xaxis.range
    assert low <= 0 < high
    assert all(low < m[0] < high for m in marks)
    assert figure.layout.xaxis.zeroline
    unit = "Personen" if name == "people" else "Prozent"
    assert unit in figure.layout.xaxis.title.text
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    words = " ".join(a.text.replace("<br>", " ") for a in figure.layout.annotations)
    assert words.count("nicht ausgewiesen") == (~table["reported"]).sum()
    assert min(a.font.size for a in figure.layout.annotations) >= 14


def test_all_measures_of_people_share_one_scale():
    assert all(trace.xaxis in (None, "x") for trace in FORECASTS["people"].figure.data)


@pytest.mark.parametrize(
    "exhibit",
    [
        *FORECASTS.values(),
        statement_exhibit(FACTS, DE),
        group_exhibit(FACTS, DE),
        ai_exhibit(FACTS, LIGHT, DE),
        list_exhibit(FACTS, DE),
    ],
    ids=lambda e: e.name,
)
def test_every_block_owes_its_sources(exhibit):
    known = set(FACTS["sources"]["source_id"])
    assert exhibit.citations
    assert all(c.source_id in known and c.locator for c in exhibit.citations)
    assert exhibit.title
    assert exhibit.alt
    assert {c.name for c in exhibit.columns} <= set(exhibit.table)
    assert exhibit.figure is None or exhibit.definitions


def test_statements_in_words():
    table = statement_exhibit(FACTS, DE).table
    assert len(table) == 11  # nine statements in words, two rates of states
    growing = table[table["topic"] == "Beschäftigung"]
    assert {"Hamburg", "Brandenburg"} <= set(growing["region"])
    falling = table[table["topic"] == "Arbeitslosigkeit"]
    assert {"Hessen", "Nordrhein-Westfalen"} <= set(falling["region"])


# ---------------------------------------------------------------- target groups


def test_groups_in_the_order_of_the_plan():
    table = group_table(FACTS, DE)
    assert list(table["section"].unique()) == ["6", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6"]
    assert len(table) == 50


@pytest.mark.parametrize("aspect", ASPECTS)
def test_one_aspect_only(aspect):
    table = group_table(FACTS, DE, [aspect])
    assert set(table["aspect"]) == {aspect}
    assert group_exhibit(FACTS, DE, [aspect]).title


@pytest.mark.parametrize(
    ("group", "word"),
    [
        ("6.1", "42 %"),
        ("6.1", "30,7 %"),
        ("6.1", "24,1 %"),
        ("6.1", "36,8 %"),
        ("6.2", "jede zweite"),
        ("6.2", "jede fünfte"),
        ("6.3", "Anerkennung"),
        ("6.5", "Externenprüfung"),
        ("6.6", "01.01.2025"),
    ],
)
def test_figures_of_section_6(group, word):
    table = group_table(FACTS, DE)
    assert any(word in fact for fact in table.loc[table["section"] == group, "fact"])


def test_without_measures_the_title_counts_the_statements_in_the_latest_plan():
    plans = FACTS["plans"]
    earlier = plans.assign(plan_year=2025, plan_version="2025")  # made up
    tables = {name: FACTS[name] for name in FACTS} | {"plans": pd.concat([earlier, plans], ignore_index=True)}
    facts = Facts(FACTS.package, MappingProxyType(tables))
    assert group_exhibit(facts, DE, ["aim"]).title == "Plan 2026: 11 Aussagen zu Ziel"


def test_no_code_in_a_statement():
    assert not group_table(FACTS, DE)["fact"].str.contains("_").any()


def test_statements_without_a_figure_say_so():
    table = group_table(FACTS, DE)
    noted = table[table["note"] != ""]
    assert set(noted["section"]) == {"6.1", "6.4"}
    assert noted["note"].str.contains("ohne Zahl").all()


def test_ai_by_sex():
    table = ai_table(FACTS, DE)
    texts = [[plain(v) for v in row] for row in table[["women_text", "men_text", "gap_text"]].to_numpy()]
    # Women's share is printed without a decimal: neither it nor the gap gets a digit more.
    assert texts == [["42 %", "30,7 %", "rund +11"], ["24,1 %", "36,8 %", "−12,7"]]


def test_ai_figure():
    exhibit = ai_exhibit(FACTS, LIGHT, DE)
    women, men = exhibit.figure.data
    assert (women.name, men.name) == ("Frauen", "Männer")
    assert list(women.x) == [42, 24.1]
    assert list(men.x) == [30.7, 36.8]
    assert women.marker.symbol != men.marker.symbol  # told apart without colour
    assert exhibit.figure.layout.xaxis.range[0] == 0
    assert "Prozent" in exhibit.figure.layout.xaxis.title.text
    assert "mehr als 10" in plain(exhibit.reading)
    assert len(exhibit.notes) == 3


# ---------------------------------------------------------------- lists


def test_every_list_entry_and_feature_is_there():
    table = list_table(FACTS, DE)
    assert len(table) == len(FACTS["plan_list_items"]) + len(FACTS["regional_features"])
    assert set(FACTS["plan_list_items"]["item"]) | set(FACTS["regional_features"]["feature"]) == set(
        table["item"]
    )
    assert list(table["section"].unique()) == [str(n) for n in range(12)]
    assert (table["chapter"] != "").all()


@pytest.mark.parametrize("query", ["Sammelantrag", "sammelantrag", "SAMMELANTRAG"])
def test_search_in_lists(query):
    table = list_table(FACTS, DE, query)
    assert set(table["section"]) == {"9"}
    assert set(table["list"]) == {"Sammelantrag nach § 82 SGB III"}


def test_search_without_hit_is_empty():
    assert list_table(FACTS, DE, "Xylophon").empty


def test_a_region_is_named_with_its_part():
    table = list_table(FACTS, DE, "Rurtalsperre")
    assert list(table["list"]) == ["Städteregion Aachen, Südkreis: Tourismus"]
