"""The measures of the state: what is stored is what the report prints, and how they stand on a day."""

import datetime as dt
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.facts import load
from kompass.figures.state_measures.charts import split
from kompass.figures.state_measures.exhibits import (
    fund_table,
    status_exhibit,
    timeline_exhibit,
    total_exhibit,
    yearly_exhibit,
)
from kompass.figures.state_measures.measures import (
    REACH_LABELS,
    STATUS_LABELS,
    Choice,
    Reach,
    Status,
    amount_text,
    end_text,
    first_day,
    fund_text,
    last_day,
    measure_notes,
    measure_table,
    reach,
    reach_counts,
    start_text,
    status,
)
from kompass.figures.state_measures.plan_year import plan_year_exhibit
from kompass.figures.state_measures.sheet import sheet_exhibit
from kompass.language import NBSP, language
from tests.colours import LIGHT

FACTS = load()
DE, EN = language("de"), language("en")
MEASURES = {row["measure_id"]: row for row in FACTS["measures"].to_dict("records")}
PLAN_DAY = dt.date(2026, 1, 1)
ALL = Choice(PLAN_DAY, 2026)

# Every sum of money in the 64 texts of the report, as printed; 27 million stands twice in III.4.
PRINTED = """
I.8 850.000 Euro pro Jahr
I.11 insgesamt rund 1 Mrd. Euro für die gesamte Laufzeit
I.12 insgesamt rund 11 Mio. Euro für den geförderten Jahrgang 2023/24
II.1 530.000 Euro pro Jahr
II.2 10 Mio. Euro pro Jahr
II.2 EFRE 2021 bis 2027 insgesamt 9,5 Mio. Euro
II.3 rund 10 Mio. Euro ab 2024 pro Jahr
II.4 547.000 Euro (ESF-Mittel)
II.4 MSB - Übernahme der Hostingkosten: 610.000 EUR
II.5 insgesamt rund 1,7 Mio. Euro
II.8 10,1 Mio. Euro pro Jahr (Landes- und ESF-Mittel)
II.9 16,7 Mio. Euro pro Jahr (Landes- und ESF-Mittel)
III.2 3.788.000 Euro gesamt
III.3 2023: 19,6 Mio. Euro
III.4 Gesamtmittel 27 Mio. Euro
III.7 5.355.028 Euro im Rahmen des InnoVET-Projektes vom BMBF
III.9 3,1 Mio. Euro pro Jahr ab 2024 (zzgl. 3 Prozent pro Jahr bis 2027)
III.10 rund 13 Mio. Euro (Landes- und JTF-Mittel)
III.11 rund 755.000 Euro
IV.1 2023 ca. 5,5 Mio. Euro
IV.1 danach jährlich ca. 11 Mio. Euro
IV.1 i. H. v. 2.500 Euro
IV.3 ca. 107.000 Euro jährlich
IV.4 20.000 Euro
IV.5 200.000 Euro pro Jahr
IV.5 max. 1.500 Euro
IV.6 6 Mio. Euro
IV.10 176.905 Euro
V.1 150.000 Euro pro Jahr
V.3 jährlich ca. 30.000 Euro
V.5 gesamt rund 18,2 Mio. Euro für 4 Jahre
V.6 75 Mio. Euro pro Jahr
V.7 750.000 Euro
V.10 80.000 Euro (Landesmittel)
VI.2 300.000 Euro pro Jahr
VI.3 200.000 Euro pro Jahr
""".strip().splitlines()
SCALE = {"": 1, "Mio. ": 10**6, "Mrd. ": 10**9}


def read(printed):
    """Amount, whether it is yearly, and the qualifier, from what is printed alone."""
    number, scale = re.search(r"([\d.]+(?:,\d+)?) (Mio\. |Mrd\. |)(?:Euro|EUR)", printed).groups()
    whole, _, tenths = number.replace(".", "").partition(",")
    amount = int(whole) * SCALE[scale] + (int(tenths) * SCALE[scale] // 10 ** len(tenths) if tenths else 0)
    yearly = bool(re.search(r"pro Jahr|jährlich", printed.split("(")[0]))
    qualifier = re.search(r"\b(rund|ca\.|max\.)", printed)
    return amount, yearly, qualifier[1] if qualifier else ""


def test_there_are_64_in_six_clusters():
    assert Counter(row["cluster"] for row in MEASURES.values()) == {
        "I": 12,
        "II": 10,
        "III": 13,
        "IV": 11,
        "V": 10,
        "VI": 8,
    }
    assert all(row["measure_id"] == f"{row['cluster']}.{row['position']}" for row in MEASURES.values())


def test_every_sum_is_the_printed_one():
    stored = [
        (f"{f.measure_id} {f.as_printed}", (f.amount, f.period == "per_year", f.qualifier))
        for f in FACTS["measure_funds"].itertuples()
    ]
    assert stored == [(printed, read(printed.split(" ", 1)[1])) for printed in PRINTED]


def test_rounding_in_words_is_no_exact_sum():
    for fund in FACTS["measure_funds"].itertuples():
        vague = bool(fund.qualifier)
        rounded = "Mio." in fund.as_printed or "Mrd." in fund.as_printed
        assert fund.precision == ("approximate" if vague else "rounded" if rounded else "exact")


# Measure: start, end, open-ended, ministries, as the report prints them.
TERMS = {
    "I.1": ("2023-05", "2028-04", False, "MSB"),
    "I.8": ("2023-12", "2026-12", False, "MKJFGFI"),
    "I.9": ("", "", False, "MKJFGFI"),
    "I.11": ("2020-08", "2026-07", False, "MKJFGFI"),
    "I.12": ("2023", "2025", False, "MKJFGFI; MSB"),
    "II.2": ("2005", "", True, "MKW"),
    "II.5": ("2022-09", "2025-12", False, "MAGS; MSB"),
    "II.7": ("", "", True, "MAGS; MSB"),
    "III.1": ("2024-10", "", False, "MAGS; MKW; MSB"),
    "III.7": ("2021", "2024", False, "MSB; MAGS; MKW"),
    "III.12": ("2023-10", "2026-12", False, "MAGS"),
    "III.13": ("2022-11", "", True, "MLV"),
    "IV.1": ("2023-06", "", False, "MAGS"),
    "IV.3": ("2016", "2024-12-31", False, "MKJFGFI"),
    "IV.4": ("2024-02-07", "2024-04-30", False, "Stk"),
    "IV.6": ("2023", "", True, "MUNV"),
    "V.2": ("2024-06-24", "", False, "MWIKE; MKJFGFI; MAGS"),
    "V.5": ("2023-12-01", "2027-11-30", False, "MKJFGFI"),
    "V.10": ("2024-05-23", "", False, "MWIKE; MKJFGFI"),
    "VI.3": ("2024", "2027", False, "MAGS; MWIKE"),
    "VI.8": ("2021", "", False, "MHKBD"),
}


def test_terms_and_ministries_as_printed():
    table = measure_table(FACTS, ALL, DE).set_index("measure_id")
    found = {i: (*table.loc[i, ["start", "end", "open_ended", "ministries"]],) for i in TERMS}
    assert found == TERMS


def test_figures_as_printed():
    rows = FACTS["measure_figures"]
    stored = {(r.measure_id, r.qualifier, r.value, r.as_of) for r in rows.itertuples()}
    report = "2024-06-25"
    assert stored >= {
        ("I.12", "", 1277, "2023/2024"),
        ("III.6", "", 396, "2021/2022"),
        ("II.3", "knapp", 20_000, report),
        ("II.8", "", 133, report),
        ("II.9", "", 106, report),
        ("III.2", "mehr als", 100, report),
        ("III.7", "ca.", 190, "2023/2024"),
        ("IV.1", "", 2186, "2024-03-31"),
        ("IV.6", "", 250, report),
        ("V.6", "im Schnitt", 76, "2023-Q3"),
        ("VI.1", "bis zu", 50_000, report),
        ("VI.6", "", 24, "2024"),
    }
    for row in rows.itertuples():  # the digits of a figure stand in what is quoted, unless it is a word
        digits = re.findall(r"\d+(?:,\d+)?", row.as_printed.replace(".", ""))
        if digits and "Mio." not in row.as_printed:
            assert row.value in [float(number.replace(",", ".")) for number in digits], row.as_printed


def test_recognitions_as_printed():
    rows = FACTS["recognitions"]
    table = rows.pivot(index=["chamber", "year"], columns="category", values="count")
    order = ["applications", "recognised", "requalified", "rejected", "in_progress", "withdrawn"]
    assert table.loc[("engineers", 2022), order].tolist() == [65, 55, 0, 1, 3, 6]
    assert table.loc[("engineers", 2023), order].tolist() == [66, 60, 0, 0, 2, 4]
    assert table.loc[("architects", 2022), order[:4]].tolist() == [79, 68, 0, 4]
    assert table.loc[("architects", 2023), order[:4]].tolist() == [42, 34, 0, 2]
    assert table.loc["architects", order[4:]].isna().all(axis=None)  # not reported is no zero


def test_thirteen_ministries_four_without_a_measure():
    named = set(FACTS["ministries"]["abbreviation"])
    assert len(named) == 13
    assert named - set(FACTS["measure_ministries"]["ministry"]) == {"FM", "IM", "JM", "MCdS"}


def test_partners_of_the_region_are_there():
    partners = FACTS["measure_partners"].groupby("measure_id")["partner"].agg(list)
    assert "Kreis Düren" in partners["III.7"]
    assert any("Aachen" in name for name in partners["III.11"])
    assert len(partners) == 17  # the others print a dash


# ---------------------------------------------------------------- the status on a day


@pytest.mark.parametrize(
    ("measure_id", "day", "expected"),
    [
        ("I.2", "2023-04-30", Status.NOT_BEGUN),
        ("I.2", "2023-05-01", Status.RUNNING),
        ("I.2", "2025-04-30", Status.RUNNING),
        ("I.2", "2025-05-01", Status.ENDED),
        ("II.1", "2024-12-31", Status.NOT_BEGUN),
        ("II.1", "2027-12-31", Status.RUNNING),
        ("II.2", "2030-01-01", Status.OPEN),
        ("II.7", "2024-06-24", Status.NOT_STATED),  # "ongoing" is known from the report's day on
        ("II.7", "2024-06-25", Status.OPEN),
        ("III.1", "2024-09-30", Status.NOT_BEGUN),
        ("III.1", "2024-10-01", Status.NOT_STATED),
        ("V.10", "2024-05-22", Status.NOT_BEGUN),
        ("V.10", "2024-05-24", Status.NOT_STATED),  # one printed day is a beginning, here as at V.2
        ("V.2", "2024-06-25", Status.NOT_STATED),
        ("II.8", "2024-12-31", Status.RUNNING),
        ("II.8", "2025-01-01", Status.PROVISIONAL),  # "weitere Durchgänge geplant"
        ("II.9", "2026-01-01", Status.PROVISIONAL),
        ("V.9", "2024-12-01", Status.PROVISIONAL),  # "zunächst bis 11/2024"
        ("III.7", "2025-01-01", Status.PROVISIONAL),  # made permanent, funds from autumn 2024 applied for
        ("I.11", "2026-08-01", Status.PROVISIONAL),  # permanent with the budget of 2024
        ("IV.1", "2026-01-01", Status.UNDATED),  # "bis mind. Ende der Legislaturperiode"
        ("VI.5", "2024-06-24", Status.NOT_STATED),
        ("VI.5", "2024-06-25", Status.ENDED),
        ("I.10", "2026-01-01", Status.NOT_STATED),
    ],
)
def test_status(measure_id, day, expected):
    assert status(MEASURES[measure_id], dt.date.fromisoformat(day)) is expected


@pytest.mark.parametrize(
    ("day", "running"),
    [("2023-01-01", 9), ("2026-01-01", 15), ("2027-01-01", 9), ("2028-01-01", 2), ("2028-05-01", 0)],
)
def test_how_many_run_towards_a_stated_end(day, running):
    found = [status(row, dt.date.fromisoformat(day)) for row in MEASURES.values()]
    assert found.count(Status.RUNNING) == running


@given(st.dates(dt.date(2000, 1, 1), dt.date(2035, 12, 31)), st.integers(0, 400))
def test_what_has_ended_never_runs_again(day, later):
    after = day + dt.timedelta(days=later)
    for row in MEASURES.values():
        if status(row, day) is Status.ENDED:
            assert status(row, after) is Status.ENDED
        if status(row, after) is Status.NOT_BEGUN:
            assert status(row, day) is Status.NOT_BEGUN


def test_days_that_a_short_date_means():
    assert (first_day("2023"), last_day("2023")) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert first_day("2024-06-24") == last_day("2024-06-24") == dt.date(2024, 6, 24)


def test_what_reaches_the_plan_year():
    found = {i: reach(row, 2026) for i, row in MEASURES.items()}
    assert Counter(found.values()) == {
        Reach.INTO: 28,
        Reach.ENDED: 16,
        Reach.PROVISIONAL: 4,
        Reach.UNDATED: 1,
        Reach.NOT_STATED: 15,
    }
    assert sum(reach_counts(FACTS["measures"], 2026).values()) == 64
    assert found["V.7"] is Reach.INTO  # until July 2026
    assert found["II.5"] is Reach.ENDED  # until December 2025
    assert found["IV.1"] is Reach.UNDATED  # until an undated end of the legislative period
    shown = plan_year_exhibit(FACTS, 2026, LIGHT, DE)
    assert shown.title == (
        "Laut Bericht vom 25.06.2024 reichen 28 von 64 Maßnahmen der Fachkräfteoffensive NRW in das Planjahr 2026"
    )
    assert shown.reading.startswith(
        "Die übrigen: bis davor 16, nur vorläufig 4, Ende ohne Datum 1, kein Ende genannt 15."
    )
    assert len(shown.table) == 28
    assert set(shown.table["measure_id"]) == {m for m, reached in found.items() if reached is Reach.INTO}


@pytest.mark.parametrize("year", [2023, 2025, 2026, 2027, 2030])
def test_the_classes_of_terms_add_up_in_every_year(year):
    counts = reach_counts(FACTS["measures"], year)
    assert sum(counts.values()) == 64
    shown = plan_year_exhibit(FACTS, year, LIGHT, DE)
    assert len(shown.table) == counts[Reach.INTO]
    assert re.findall(r"\b\d+\b", shown.reading.partition(". ")[0]) == [
        str(counts[r]) for r in Reach if r is not Reach.INTO
    ]


@pytest.mark.parametrize("day", ["2024-06-25", "2026-01-01", "2028-05-01"])
def test_the_finding_of_the_timeline_adds_up(day):
    title = timeline_exhibit(FACTS, Choice(dt.date.fromisoformat(day), 2026), LIGHT, DE).title
    everything, going, open_ended, ended, later, others = map(
        int, re.findall(r"(?<![.\d])\d+(?![.\d])", re.sub(r"\d\d\.\d\d\.\d{4}", "", title))
    )
    assert (everything, going + ended + later + others) == (64, 64)
    assert open_ended <= going


def test_nothing_is_said_to_have_ended():
    words = [*STATUS_LABELS.values(), *REACH_LABELS.values()]
    assert not any("zu Ende" in word or "beendet" in word for word in words)


# ---------------------------------------------------------------- what is shown


def test_words_for_dates_and_sums():
    assert start_text(MEASURES["III.1"], DE) == "Oktober 2024 (voraussichtlich 4. Quartal)"
    assert end_text(MEASURES["I.1"], DE) == "April 2028 (gezählt)"
    assert end_text(MEASURES["II.2"], DE) == "offen"
    assert end_text(MEASURES["IV.1"], DE) == "ohne Datum: „06/2023 bis mind. Ende der Legislaturperiode“"
    assert end_text(MEASURES["II.8"], DE) == "Dezember 2024 (vorläufig)"
    assert end_text(MEASURES["V.2"], DE) == end_text(MEASURES["V.10"], DE) == "nicht ausgewiesen"
    funds = {f["as_printed"]: amount_text(f, DE) for f in FACTS["measure_funds"].to_dict("records")}
    plain = {printed: text.replace("\u00a0", " ") for printed, text in funds.items()}
    assert plain["75 Mio. Euro pro Jahr"] == "75 Mio. Euro"
    assert plain["3.788.000 Euro gesamt"] == "3.788.000 Euro"
    assert plain["insgesamt rund 1 Mrd. Euro für die gesamte Laufzeit"] == "rund 1 Mrd. Euro"
    assert plain["EFRE 2021 bis 2027 insgesamt 9,5 Mio. Euro"] == "9,5 Mio. Euro"
    whole = {f["as_printed"]: fund_text(f, DE) for f in FACTS["measure_funds"].to_dict("records")}
    assert whole["547.000 Euro (ESF-Mittel)"] == "547.000\u00a0Euro Zeitraum nicht ausgewiesen"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"words": "kreis dueren"}, ["III.7"]),
        ({"words": "Meisterprämien"}, ["IV.1"]),
        ({"ministry": "MUNV"}, ["IV.6"]),
        ({"clusters": ("VI",), "statuses": (Status.RUNNING.value,)}, ["VI.2", "VI.3"]),
        ({"clusters": ("V",), "reach": Reach.ENDED}, ["V.1", "V.8"]),
        ({"clusters": ("IV",), "reach": Reach.INTO}, ["IV.5", "IV.6", "IV.9", "IV.11"]),
        ({"words": "Mondlandung"}, []),
    ],
)
def test_a_choice(choice, expected):
    assert list(measure_table(FACTS, Choice(PLAN_DAY, 2026, **choice), DE)["measure_id"]) == expected


def test_only_yearly_sums_of_running_measures_are_added():
    shown = yearly_exhibit(FACTS, ALL, LIGHT, DE)
    assert set(shown.table["measure_id"]) == {"I.8", "II.1", "II.2", "II.3", "IV.5", "V.6", "VI.2", "VI.3"}
    by_hand = 850_000 + 530_000 + 10_000_000 * 2 + 200_000 * 2 + 75_000_000 + 300_000
    assert shown.table["amount"].sum() == by_hand
    # Three of the amounts are printed in whole millions, so each may be half a million less or more.
    assert shown.title.replace(NBSP, " ") == (
        "Jahresbeträge von 8 Maßnahmen des Landes NRW, die am 01.01.2026 laufen, laut Bericht vom 25.06.2024: "
        "zusammen rund 97 (96 bis 99) Mio. Euro"
    )
    # III.9, V.3 and IV.1 are dated into 2026; of II.8 and II.9 further rounds are planned.
    for measure_id in ("III.9", "V.3", "IV.1", "II.8", "II.9"):
        assert f"{measure_id} " in shown.reading
    assert yearly_exhibit(FACTS, Choice(PLAN_DAY, 2026, ("III",)), LIGHT, DE) is None


def test_sums_for_a_whole_term_are_drawn_and_all_are_in_the_table():
    shown = total_exhibit(FACTS, ALL, LIGHT, DE)
    assert len(shown.table) == len(fund_table(FACTS, ALL, DE)) == len(PRINTED) == 36
    assert list(shown.figure.data[0].x) == [1000, 27, 18.2, 9.5, 5.355028, 3.788, 1.7]
    # II.7, III.5, V.4 and VI.6 name posts or existing means.
    assert shown.title == (
        "Von 64 Maßnahmen des Landes NRW nennt der Bericht vom 25.06.2024 bei 31 einen Betrag, bei 4 anderes, etwa Stellen, "
        "bei 29 keine Mittel"
    )
    funds = measure_table(FACTS, ALL, DE).set_index("measure_id")["funds"]
    assert "nicht ausgewiesen" not in set(funds[["II.7", "III.5", "V.4", "VI.6"]])
    assert (funds == "nicht ausgewiesen").sum() == 29


def test_the_status_table_counts_each_measure_once_per_cluster():
    table = status_exhibit(FACTS, ALL, DE).table.set_index("group")
    assert table["all"].iloc[:6].sum() == 64
    assert table.at["MAGS", "all"] == 22
    assert table.at["JM", "all"] == 0
    assert (table[[s.value for s in Status]].sum(axis=1) == table["all"]).all()


def test_ministries_that_share_the_lead_are_all_named():
    shown = status_exhibit(FACTS, Choice(PLAN_DAY, 2026, ("III",), words="Pflege"), DE)
    assert (
        shown.title
        == "Maßnahmen des Landes NRW laut Bericht vom 25.06.2024: die meisten (1 von 2) bei MKJFGFI, MAGS und MSB"
    )
    assert list(shown.table["group"]) == ["III Ausbildung und Studium", "MKJFGFI", "MAGS", "MSB"]


def test_the_timeline_has_a_bar_or_words_for_each():
    shown = timeline_exhibit(FACTS, ALL, LIGHT, DE)
    panels = (shown.figure, *shown.beside)
    assert len(panels) == 3
    bars = sum(shape.type == "rect" for panel in panels for shape in panel.layout.shapes)
    assert (
        bars == 64 - 17 - 1
    )  # 16 without an end or any term, one only completed, one ongoing without a start
    names = [a.text for panel in panels for a in panel.layout.annotations]
    assert sum(bool(re.match(r"[IV]+\.\d+ ", name)) for name in names) == 64


def test_the_legend_explains_what_occurs_and_nothing_else():
    everything = timeline_exhibit(FACTS, ALL, LIGHT, DE).picture_reading
    for word in ("Gefüllt", "Grau", "Pfeil nach rechts", "Pfeil nach links", "Kreis"):
        assert word in everything
    assert "Nur umrandet" not in everything  # none of the 64 begins after 1 January 2026
    assert (
        "Nur umrandet"
        in timeline_exhibit(FACTS, Choice(dt.date(2020, 1, 1), 2026), LIGHT, DE).picture_reading
    )
    running = plan_year_exhibit(FACTS, 2026, LIGHT, DE).picture_reading
    assert "Gefüllt" in running
    assert "Grau" not in running
    assert "Kreis" not in running


@pytest.mark.parametrize(
    ("rows", "panels"),
    [
        ({"I": 4, "II": 5, "III": 9, "IV": 4, "V": 4, "VI": 2}, [["I", "II"], ["III"], ["IV", "V", "VI"]]),
        ({"VI": 2}, [["VI"]]),
        ({"I": 1, "VI": 2}, [["I"], ["VI"]]),
    ],
)
def test_no_panel_of_the_timeline_is_higher_than_needed(rows, panels):
    assert [list(group) for group in split(rows)] == panels


def test_a_sheet_tells_everything():
    shown = sheet_exhibit(FACTS, "VI.8", PLAN_DAY, DE)
    text = " ".join(shown.table["text"])
    assert "gestellte Anträge: 79" in text
    assert "in Bearbeitung: nicht ausgewiesen" in text
    assert shown.citations[0].locator == "Maßnahme VI.8, S. 88"
    assert any("72 von 79" in note for note in shown.notes)
    with pytest.raises(KeyError):
        sheet_exhibit(FACTS, "VII.1", PLAN_DAY, DE)


@pytest.mark.parametrize("code", ["de", "en"])
def test_every_measure_has_its_sheet(code):
    facts = FACTS.in_language(language(code))
    for measure_id in MEASURES:
        shown = sheet_exhibit(facts, measure_id, PLAN_DAY, language(code))
        assert shown.title.startswith(measure_id)
        assert (shown.table != "").all(axis=None)


def test_oddities_are_told():
    notes = measure_notes(FACTS, measure_table(FACTS, ALL, DE))
    assert any(n.startswith("V.10: ") and "23. Mai 2023" in n for n in notes)
    assert any(n.startswith("IV.4: ") and "IV.8" in n for n in notes)
    english = FACTS.in_language(EN)
    assert len(measure_notes(english, measure_table(english, ALL, EN))) == len(notes)
