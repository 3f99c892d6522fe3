"""The labour market programme of 2020 against its document, and what stands beside the region today."""

import re

import pytest

from kompass.facts import load
from kompass.figures.year_2020.charts import (
    change_exhibit,
    relation_exhibit,
    short_time_exhibit,
    training_exhibit,
)
from kompass.figures.year_2020.pairs import pair_exhibit, pair_table
from kompass.figures.year_2020.programme import (
    CHANGES,
    figure_exhibit,
    figure_table,
    instrument_exhibit,
    instrument_table,
    topics,
)
from kompass.language import decimals, language
from tests.colours import DARK, LIGHT

FACTS = load()
DE, EN = language("de"), language("en")
FIGURES = figure_table(FACTS, DE).set_index("figure_id")
PAIRS = pair_table(FACTS, DE)
INSTRUMENTS = instrument_table(FACTS, DE).set_index("instrument_id")

# Typed from the document: figure, value, unit, base, qualifier, as of, chapter.
PRINTED = [
    ("unemployed", 794_000, "persons", "", "rund", "2020-07", "1"),
    ("unemployed_change_pct", 22.9, "percent", "previous_year", "", "2020-07", "1"),
    ("unemployed_change", 148_000, "persons", "previous_year", "rund", "2020-07", "1"),
    ("employees", 7_000_000, "persons", "", "rund", "2020", "1"),
    ("places_until_june", -9.1, "percent", "same_period", "", "2020-06", "1"),
    ("applicants_june", -12.1, "percent", "same_month", "", "2020-06", "1"),
    ("places", 110_568, "training_posts", "", "", "2020-09", "1"),
    ("places_change_pct", -7.8, "percent", "previous_year", "", "2020-09", "1"),
    ("places_change", -9_363, "training_posts", "previous_year", "", "2020-09", "1"),
    ("applicants", 115_639, "persons", "", "", "2020-09", "1"),
    ("applicants_change_pct", -10, "percent", "previous_year", "", "2020-09", "1"),
    ("unfilled_places", 10_958, "training_posts", "", "", "2020-09", "1"),
    ("unplaced_applicants", 8_900, "persons", "", "", "2020-09", "1"),
    ("places_per_applicant", 0.96, "places_per_applicant", "", "", "2020-09-30", "2.1"),
    ("places_per_applicant_low", 0.65, "places_per_applicant", "", "", "2020-09-30", "2.1"),
    ("places_per_applicant_high", 1.62, "places_per_applicant", "", "", "2020-09-30", "2.1"),
    ("agency_districts", 30, "agency_districts", "", "", "2020-09-30", "2.1"),
    ("no_graduation_years", 8, "years", "", "", "", "2.3"),
    ("action_100_places", 100, "apprenticeships", "", "", "", "2.5"),
    ("pilot_projects", 11, "projects", "", "", "", "3.1"),
    ("short_time_persons", 1_150_000, "persons", "", "über", "2020-05", "3.2"),
    ("short_time_share", 16, "percent", "of_employees", "", "2020-05", "3.2"),
    ("short_time_august", 526_000, "persons", "", "ca.", "2020-08", "3.2"),
    ("transfer_money", 3_000_000, "euro", "", "rund", "", "3.2"),
    ("transfer_companies", 17, "transfer_companies", "", "", "", "3.2"),
    ("transfer_employees", 1_600, "persons", "", "etwa", "", "3.2"),
    ("cheque_share", 50, "percent", "of_training_costs", "", "", "3.2"),
    ("cheque_maximum", 500, "euro", "", "höchstens", "", "3.2"),
    ("integration_money", 2_500_000, "euro", "", "rund", "2021", "3.2"),
    ("inclusion_jobs", 4_000, "jobs", "", "rund", "", "3.2"),
    ("inclusion_companies", 310, "establishments", "", "mehr als", "", "3.2"),
]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u00ad", "")


@pytest.mark.parametrize("printed", PRINTED, ids=lambda p: p[0])
def test_figure_as_printed(printed):
    name, value, unit, base, qualifier, as_of, chapter = printed
    row = FIGURES.loc[name]
    assert (row["value"], row["unit_id"], row["base"], row["qualifier"], row["as_of"]) == (
        value,
        unit,
        base,
        qualifier,
        as_of,
    )
    assert row["locator"].startswith(f"Kapitel {chapter},")
    assert row["region_id"] == "05"
    # "höchstens" is a limit that is printed exactly.
    assert (row["precision"] == "approximate") == (qualifier not in ("", "höchstens"))


def test_there_is_no_other_figure():
    stated = FIGURES[FIGURES["value"].notna()]
    assert sorted(stated.index) == sorted(p[0] for p in PRINTED)


def test_what_has_no_figure_is_said_and_never_a_number():
    words = FIGURES[FIGURES["value"].isna()]
    assert sorted(words.index) == [
        "january_package",
        "long_term",
        "migration_sectors",
        "pilot_projects_second",
        "short_time_autumn",
        "training_sectors",
        "transfer_money_2021",
        "unskilled_chances",
        "vacancies",
    ]
    assert (words["statement"] != "").all()
    assert (words["printed"] == "").all()
    assert words["text"].isna().all()


def test_the_figures_of_the_programme_fit_each_other():
    value = FIGURES["value"]
    before = value["unemployed"] - value["unemployed_change"]
    assert 100 * value["unemployed_change"] / before == pytest.approx(value["unemployed_change_pct"], abs=0.1)
    earlier = value["places"] - value["places_change"]
    assert 100 * value["places_change"] / earlier == pytest.approx(value["places_change_pct"], abs=0.05)
    assert value["places"] / value["applicants"] == pytest.approx(value["places_per_applicant"], abs=0.005)


@pytest.mark.parametrize(
    ("name", "text", "reference"),
    [
        ("unemployed", "rund 794.000 Personen", ""),
        ("unemployed_change_pct", "+22,9 %", "gegen das Vorjahr"),
        ("unemployed_change", "rund +148.000 Personen", "gegen das Vorjahr"),
        ("places_change", "−9.363 Ausbildungsstellen", "gegen das Vorjahr"),
        ("applicants_change_pct", "−10 %", "gegen das Vorjahr"),
        ("applicants_june", "−12,1 %", "gegen den Vorjahresmonat"),
        ("places_until_june", "−9,1 %", "gegen denselben Zeitraum des Vorjahres"),
        ("short_time_share", "16 %", "der Beschäftigungsverhältnisse"),
        ("places_per_applicant", "0,96 Stellen je Bewerbung", ""),
        ("integration_money", "rund 2.500.000 €", ""),
        ("inclusion_companies", "mehr als 310 Betriebe", ""),
    ],
)
def test_figure_in_words(name, text, reference):
    row = FIGURES.loc[name]
    assert (plain(row["text"]), plain(row["reference"])) == (text, reference)


@pytest.mark.parametrize(("value", "digits"), [(0.96, 2), (22.9, 1), (-10.0, 0), (2_500_000.0, 0)])
def test_decimals(value, digits):
    assert decimals(value) == digits


def test_oddities_stand_at_their_figures():
    for name, said in (
        ("unemployed_change_pct", "Juli 2019"),
        ("employees", "Niveau des Vorjahres"),
        ("places_per_applicant_low", "Aachen-Düren wird nicht genannt"),
        ("action_100_places", "nur im Namen"),
        ("integration_money", "2020 steht nicht da"),
        ("long_term", "das ganze Programm"),
    ):
        assert said in FIGURES.at[name, "note"]
    assert "Berufliche Beratung" in INSTRUMENTS.at["working_life_guidance", "note"]
    assert "Aktionsplan" in INSTRUMENTS.at["training_now", "note"]


# ---------------------------------------------------------------- instruments


def test_instruments_and_their_amounts():
    assert len(INSTRUMENTS) == 41
    amounts = {i: plain(a) for i, a in INSTRUMENTS["amount"].dropna().items()}
    assert amounts == {
        "job_transfer": "rund 3.000.000 €",
        "training_cheque": "höchstens 500 €",
        "integration": "rund 2.500.000 € (2021)",
    }


@pytest.mark.parametrize(
    ("name", "field", "carrier", "timing"),
    [
        ("Bildungsscheck NRW", "employers_and_employees", "state", "ab 2021 vollständig digital"),
        ("Ausbildungsplätze sichern", "apprenticeship_market", "federal", ""),
        ("Videoberatung", "jobseekers", "employment_agency", "seit Oktober 2020"),
        ("Corona-Hilfe für Inklusionsbetriebe", "employers_and_employees", "state", "seit August 2020"),
        ("Jobcenter der Zukunft", "prospects", "state_and_agency", ""),
        ("Teilhabe am Arbeitsmarkt (§ 16 i SGB II)", "jobseekers", "law", ""),
        (
            "Förderung zusätzlicher personeller Matching-Kapazitäten",
            "apprenticeship_market",
            "not_stated",
            "seit 01.01.2021",
        ),
        (
            "Aktion 100 zusätzliche Ausbildungsplätze für Jugendliche und junge Erwachsene mit Behinderung "
            "in Nordrhein-Westfalen",
            "apprenticeship_market",
            "state_esf",
            "seit 2007",
        ),
    ],
)
def test_instrument(name, field, carrier, timing):
    row = INSTRUMENTS[INSTRUMENTS["name"] == name].iloc[0]
    assert (row["field"], row["carrier"], row["timing"]) == (field, carrier, timing)


def test_further_figures_of_an_instrument():
    further = plain(INSTRUMENTS.at["training_cheque", "further"])
    assert further == "Bildungsscheck: Zuschuss: 50 % der Kosten der Weiterbildung"
    transfer = plain(INSTRUMENTS.at["job_transfer", "further"])
    assert "17 Gesellschaften" in transfer
    assert "etwa 1.600 Personen" in transfer
    assert "ohne Betrag" in transfer


def test_every_topic_has_something_to_show():
    shown = {*FIGURES["topic"], *INSTRUMENTS["topic"]}
    assert set(topics(FACTS).values()) <= shown


# ---------------------------------------------------------------- beside today


def test_a_month_of_crisis_and_the_mean_of_a_year_do_not_compare():
    own = PAIRS[PAIRS["figure_id"] == "unemployed_change_pct"]
    assert [plain(text) for text in own["today_text"]] == ["+5,0 %", "+5,4 %", "+4,6 %", "+4,7 %"]
    assert set(own["comparable"]) == {"not_comparable"}
    assert own["reason"].str.contains("einzelner Monat").all()


def test_amounts_of_state_and_region_never_compare():
    for row in PAIRS.itertuples():
        unit = FIGURES.at[row.figure_id, "unit_id"]
        if row.comparable == "relative_change":
            assert unit == "percent"
            assert FIGURES.at[row.figure_id, "base"] in CHANGES
        if unit == "persons":
            assert row.comparable in ("not_comparable", "no_counterpart")


@pytest.mark.parametrize(
    ("name", "today", "verdict", "why"),
    [
        ("unemployed", "44.674 Personen", "nicht vergleichbar", "Land gegen Agenturbezirk und ein Monat"),
        ("unemployed_change", "+2.135 Personen", "nicht vergleichbar", "Größe des Gebiets"),
        ("vacancies", "knapp 6.800 Stellen", "ohne Gegenstück", "nur in Worten"),
        ("places_change_pct", "21,1 %", "nicht vergleichbar", "zwei verschiedene Größen"),
        ("long_term", "66 %", "ohne Gegenstück", "nicht jeder dort"),
    ],
)
def test_pair_says_whether_it_compares(name, today, verdict, why):
    row = PAIRS[PAIRS["figure_id"] == name].iloc[0]
    assert (plain(row["today_text"]), row["verdict"]) == (today, verdict)
    assert why in row["reason"]


def test_what_is_not_reported_today_is_missing():
    missing = PAIRS[PAIRS["today_text"].isna()]
    assert set(missing["figure_id"]) == {"short_time_share", "places_per_applicant"}
    assert set(missing["comparable"]) == {"no_counterpart"}


def test_changes_of_employment_without_a_degree_stand_beside_the_chances():
    own = PAIRS[
        (PAIRS["figure_id"] == "unskilled_chances") & PAIRS["today_label"].str.startswith("Beschäftigte")
    ]
    assert [plain(text) for text in own["today_text"]] == ["+1,1 %", "+1,5 %", "+1,6 %"]


# ---------------------------------------------------------------- blocks


def test_findings_are_computed():
    assert plain(pair_exhibit(FACTS, DE).title) == (
        "Das Pandemiejahr 2020 ist kein Maßstab für den Plan 2026: Von 17 Paaren aus NRW 2020 und der Region heute ist "
        "keines vergleichbar"
    )
    assert instrument_exhibit(FACTS, DE).title == "Programm für NRW 2020: 41 Instrumente, davon mit Betrag: 3"
    assert "31 Zahlen, 9 Aussagen" in figure_exhibit(FACTS, DE).title


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)
def test_changes_of_the_state_stand_on_one_axis_and_no_line_joins_them(style):
    shown = change_exhibit(FACTS, style, DE)
    (marks,) = shown.figure.data
    assert list(marks.x) == [22.9, -9.1, -12.1, -7.8, -10]
    assert marks.mode == "markers+text"
    low, high = shown.figure.layout.xaxis.range
    assert all(low < x < high for x in marks.x)
    # Names stand 27 of 68 pixels above their mark: no line reaches so far, and none crosses the whole chart.
    assert not shown.figure.layout.xaxis.zeroline
    assert not shown.figure.layout.xaxis.showgrid
    reach = [abs(shape.y1 - round(shape.y1)) for shape in shown.figure.layout.shapes]
    assert max(reach) * 68 < 27 - 12
    assert set(shown.table["region_id"]) == {"05"}
    assert min(a.font.size for a in shown.figure.layout.annotations) >= 14


def test_places_per_applicant():
    (marks,) = relation_exhibit(FACTS, LIGHT, DE).figure.data
    assert list(marks.x) == [0.65, 0.96, 1.62]
    assert len(set(marks.marker.symbol)) == 2  # the state is told apart without colour


def test_every_block_owes_its_sources():
    shown = [
        *(make(FACTS, LIGHT, DE) for make in (change_exhibit, short_time_exhibit)),
        *(make(FACTS, LIGHT, DE) for make in (training_exhibit, relation_exhibit)),
        pair_exhibit(FACTS, DE),
        figure_exhibit(FACTS, DE),
        instrument_exhibit(FACTS, DE),
    ]
    assert len({e.name for e in shown}) == 7
    for exhibit in shown:
        assert exhibit.citations
        assert all(c.source_id and c.locator for c in exhibit.citations)
        assert "; " not in "".join(c.locator for c in exhibit.citations if c.source_id == "lamp2021")
        assert exhibit.title
        assert exhibit.alt
        assert {c.name for c in exhibit.columns} <= set(exhibit.table)


def test_in_english():
    facts = FACTS.in_language(EN)
    assert pair_exhibit(facts, EN).title == (
        "The pandemic year 2020 is no yardstick for the 2026 plan: of 17 pairs of NRW in 2020 and the region today, none "
        "is comparable"
    )
    words = " ".join(figure_table(facts, EN)["text"].dropna())
    assert not re.search(r"rund|über|etwa|Personen|Stellen", words)
