"""Monthly figures as people bring them: every fault is named by its cell, what is right is read all the same."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook, load_workbook

from kompass.actual.course import year_of
from kompass.actual.exercise import exercise
from kompass.actual.reading import read_file, read_typed
from kompass.actual.records import Counting, Figures, Measure, Money, ordered
from kompass.actual.template import template
from kompass.facts import load
from kompass.language import language
from kompass.places.plan import plan_of

FACTS = load()
PLAN = plan_of(FACTS)
DE, EN = language("de"), language("en")
TODAY = dt.date(2026, 8, 4)


def read(text, name="ist.csv", counting=None, today=TODAY):
    return read_file(name, text.encode(), FACTS, PLAN, today, counting)


def said(reading):
    return [p.sentence(DE) for p in reading.problems]


def values(reading, party="AA", measure=Measure.ENTRIES):
    return {c.month: c.value for c in reading.figures.series(party, measure)}


HEAD = "Institution;Monat;Eintritte im Monat;davon abschlussorientiert\n"
FAULTS = {
    "a party that does not exist": (
        "XX;Januar;5;\n",
        "Zelle A2 („Institution“): Die Institution „XX“ hat keinen Teil",
    ),
    "a 13th month": (
        "AA;13;5;\n",
        "Zelle B2 („Monat“): Dort steht „13“; erwartet ist ein Monat von Januar bis Dezember 2026",
    ),
    "a month of another year": (
        "AA;03/2025;5;\n",
        "Zelle B2 („Monat“): Dort steht „03/2025“; erwartet ist ein Monat des Planjahres 2026",
    ),
    "text in numbers": (
        "AA;Januar;zwölf;\n",
        "Zelle C2 („Eintritte im Monat“): Dort steht „zwölf“; erwartet ist eine Zahl",
    ),
    "a negative number": (
        "AA;Januar;-3;\n",
        "Zelle C2 („Eintritte im Monat“): Dort steht −3; erwartet ist null oder mehr",
    ),
    "more of a part than of the whole": (
        "AA;Januar;5;9\n",
        "Zelle D2 („davon abschlussorientiert“): Dort steht 9, mehr abschlussorientierte Eintritte als Eintritte (5)",
    ),
    "a month to come": (
        "AA;Oktober;5;\n",
        "Zelle C2 („Eintritte im Monat“): Der Oktober 2026 hat noch nicht begonnen",
    ),
    "half a person": (
        "AA;Januar;1,5;\n",
        "Zelle C2 („Eintritte im Monat“): Dort steht „1,5“; erwartet ist eine ganze Zahl",
    ),
    "no month": ("AA;;5;\n", "Zelle B2 („Monat“): Die Zelle ist leer"),
}


@pytest.mark.parametrize(("line", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_by_its_cell_and_the_rest_is_read(line, told):
    found = read(HEAD + line + "AC;Februar;40;10\n")
    assert [p.level for p in found.problems if told in p.sentence(DE)] == ["error"], said(found)
    assert said(found)[0].startswith("Datei ist.csv, Zelle")
    assert values(found, "AC") == {2: 40}


def test_a_month_twice_counts_once():
    found = read(HEAD + "AA;Januar;5;\nAA;1;6;\n")
    assert values(found) == {1: 5}
    assert "Zelle B3 („Monat“): AA hat den Monat Januar schon weiter oben" in said(found)[0]


def test_the_running_month_waits_until_it_is_over():
    found = read(HEAD + "AA;Juli;5;\nAA;August;6;\n")
    assert values(found) == {7: 5}
    assert [p.level for p in found.problems if "August 2026 ist noch nicht zu Ende" in str(p.message)] == [
        "warning"
    ]


@pytest.mark.parametrize(
    "month", ["Juli", "Jul", "7", "07", "7.", "2026-07", "07/2026", "31.07.2026", "July", "Jul 26"]
)
def test_months_as_people_write_them(month):
    assert values(read(HEAD + f"AA;{month};5;\n")) == {7: 5}


@pytest.mark.parametrize("party", ["HS", "hs", "Jobcenter Kreis Heinsberg", "Jobcenter Heinsberg"])
def test_institutions_as_people_write_them(party):
    assert values(read(HEAD + f"{party};Juli;5;\n"), "HS") == {7: 5}


def test_a_sum_is_no_institution():
    found = read(HEAD + "AA;Juli;5;\nSumme;Juli;5;\n")
    assert values(found) == {7: 5}
    assert [p.level for p in found.problems if "eine Summe" in str(p.message)] == ["warning"]


def test_numbers_since_january_become_months():
    found = read("Institution;Monat;Eintritte seit Januar\nAA;Januar;100\nAA;Februar;210\nAA;April;400\n")
    assert found.counting is Counting.CUMULATIVE
    assert values(found) == {1: 100, 2: 110, 4: 190}
    assert found.figures.series("AA", Measure.ENTRIES)[-1].since == 3


def test_numbers_since_january_never_go_back():
    lines = "AA;1;100\nAA;2;210\nAA;3;330\nAA;4;320\nAA;5;520\n"
    found = read("Institution;Monat;Eintritte seit Januar\n" + lines)
    assert "Zelle C5" in said(found)[0]
    assert "Dort steht 320, im März davor standen 330" in said(found)[0]
    assert values(found) == {1: 100, 2: 110, 3: 120, 5: 190}


PLAIN = "Institution;Monat;Eintritte\n"


@pytest.mark.parametrize(
    ("numbers", "counting"),
    [
        ((100, 210, 300, 420, 500), Counting.CUMULATIVE),
        ((100, 90, 110, 95, 105), Counting.MONTHLY),
        ((100, 101, 103, 104, 106), Counting.MONTHLY),  # since January it would be 500
        ((100, 200), None),
        ((100,), None),
    ],
)
def test_how_entries_are_counted_shows_in_them_or_is_asked(numbers, counting):
    found = read(PLAIN + "".join(f"AA;{n};{v}\n" for n, v in enumerate(numbers, 1)))
    assert found.counting is counting


def test_a_heading_that_the_numbers_contradict_is_asked():
    lines = "".join(f"AA;{n};{v}\n" for n, v in enumerate((100, 210, 300, 420, 500), 1))
    assert read("Institution;Monat;Eintritte im Monat\n" + lines).counting is None


def test_the_answer_of_the_reader_counts():
    lines = PLAIN + "AA;1;100\nAA;2;200\n"
    assert values(read(lines, counting=Counting.CUMULATIVE)) == {1: 100, 2: 100}
    assert values(read(lines, counting=Counting.MONTHLY)) == {1: 100, 2: 200}


def test_a_month_that_is_missing_is_told_and_not_zero():
    found = read(HEAD + "AA;Januar;5;\nAA;April;6;\n")
    assert any("AA: Für Februar; März 2026 fehlen Eintritte" in one for one in said(found))
    assert values(found) == {1: 5, 4: 6}


def test_a_table_with_a_column_for_each_institution():
    found = read("Monat;AA;AC;DN\nJanuar;200;50;25\nFebruar;190;x7;20\nMärz;210;48;-2\n")
    assert values(found) == {1: 200, 2: 190, 3: 210}
    assert [one.partition(":")[0] for one in said(found) if "fehlen" not in one] == [
        "Datei ist.csv, Zelle C3",
        "Datei ist.csv, Zelle D4",
    ]


def test_a_table_with_a_column_for_each_month():
    found = read("Stelle;Jan 26;Feb 26;Mrz 26;Summe\nAA;200;190;210;600\nHS;30;viele;35;100\nSumme;230;;;\n")
    assert values(found) == {1: 200, 2: 190, 3: 210}
    assert said(found)[0].startswith("Datei ist.csv, Zelle C3:")


def test_a_workbook_names_sheet_and_cell():
    book = Workbook()
    page = book.active
    page.title = "Ist"
    for row in (
        ["Institution", "Monat", "Eintritte im Monat"],
        ["AA", dt.date(2026, 1, 1), 200],
        ["AA", "Feb", "???"],
    ):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read_file("ist.xlsx", out.getvalue(), FACTS, PLAN, TODAY)
    assert values(found) == {1: 200}
    assert said(found)[0].startswith("Blatt „Ist“, Zelle C3 („Eintritte im Monat“): Dort steht „???“")


@pytest.mark.parametrize("words", [DE, EN], ids=["de", "en"])
def test_the_kept_file_brings_the_same_figures_back(words):
    made = exercise(PLAN, 2026)
    money = (Money("AA", 4_070_000.0, None, 3_070_000.5),)
    kept = Figures(2026, made.counts, money, exercise=True)
    found = read_file("x.xlsx", template(PLAN, 2026, words, kept), FACTS, PLAN, TODAY)
    assert found.problems == ()
    assert found.figures == kept


def test_the_empty_template_holds_institutions_and_months_and_says_nothing():
    content = template(PLAN, 2026, DE)
    page = load_workbook(io.BytesIO(content))["Ist"]
    assert page.max_row == 1 + 4 * 12
    assert [page.cell(2, n).value for n in (1, 2)] == ["AA", "Januar"]
    found = read_file("x.xlsx", content, FACTS, PLAN, TODAY)
    assert found.figures.counts == ()


def test_a_gap_since_january_is_kept_in_the_file():
    found = read("Institution;Monat;Eintritte seit Januar\nAA;1;100\nAA;2;210\nAA;5;400\n")
    again = read_file("x.xlsx", template(PLAN, 2026, DE, found.figures), FACTS, PLAN, TODAY)
    assert again.figures.counts == found.figures.counts


def test_typed_figures_are_told_by_institution_and_month():
    typed = {Measure.ENTRIES: {("AA", 1): "2.200", ("AA", 2): "zwei"}, Measure.DEGREE: {("AA", 1): "9000"}}
    found = read_typed(typed, {}, FACTS, PLAN, TODAY, DE, Figures(2026))
    assert values(found) == {1: 2200}
    assert said(found)[0].startswith(
        "Blatt „Ist“, Zelle AA Januar („davon abschlussorientiert“): Dort steht 9.000"
    )
    assert said(found)[1].startswith("Blatt „Ist“, Zelle AA Februar („Eintritte“): Dort steht „zwei“")


def test_months_counted_together_stay_so_until_one_is_typed():
    since = read("Institution;Monat;Eintritte seit Januar\nAA;1;100\nAA;2;210\nAA;4;400\n").figures
    kept = {("AA", 1): "100", ("AA", 2): "110", ("AA", 4): "190"}
    found = read_typed({Measure.ENTRIES: kept}, {}, FACTS, PLAN, TODAY, DE, since)
    assert found.figures == since
    assert said(found) == ["AA: Die 190 Eintritte im April 2026 zählen seit März; die Monate einzeln fehlen."]
    typed = kept | {("AA", 3): "90", ("AA", 4): "100"}
    found = read_typed({Measure.ENTRIES: typed}, {}, FACTS, PLAN, TODAY, DE, since)
    assert values(found) == {1: 100, 2: 110, 3: 90, 4: 100}
    assert found.problems == ()


def test_the_order_of_the_rows_does_not_matter():
    made = exercise(PLAN, 2026)
    turned = Figures(2026, ordered(reversed(made.counts)), exercise=True)
    assert turned == made
    assert (
        year_of(Figures(2026, tuple(reversed(made.counts)), exercise=True), PLAN).courses
        == year_of(made, PLAN).courses
    )


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04broken", b"\x00\x01\x02", b"a;b\n1;2\n"])
def test_no_file_breaks_the_reader(content):
    found = read_file("ist.xlsx", content, FACTS, PLAN, TODAY)
    assert found.errors
    assert found.figures.counts == ()
