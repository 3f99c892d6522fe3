"""Files that controllers bring, as they are in real life and as an attacker would make them."""

import csv
import datetime as dt
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kompass.facts import load
from kompass.language import language
from kompass.plans.bounds import MAX_BYTES
from kompass.plans.reading import read
from kompass.plans.values import Cell, Misread, canonical, read_value

FACTS = load()
GERMAN, ENGLISH = language("de"), language("en")
QUOTAS = [
    ["Institution", "Art der Plätze", "Plätze", "davon abschlussorientiert", "Quelle", "Fundstelle"],
    ["AA", "fbw", "2269", "573", "plan2026", "Abschnitt 8, S. 18"],
    ["AC", "fbw", "586", "172", "plan2026", "Übersicht"],
    ["", "employee_training", "700", "250", "plan2026", "Abschnitt 8, S. 18"],
]


def lines(rows, delimiter=";", end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def records(reading, table):
    return list(csv.DictReader(io.StringIO(reading.files[table].decode("utf-8"), newline="")))


def said(reading, words=GERMAN):
    return [problem.sentence(words) for problem in reading.problems]


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


# ---------------------------------------------------------------- numbers


def number(value, kind="integer", comma=True):
    return read_value(Cell(value), kind, comma=comma)[0]


def refusal(value, kind="integer", words=GERMAN, **more):
    with pytest.raises(Misread) as caught:
        read_value(Cell(value, **more), kind)
    return words.message(caught.value.message)


def test_a_number_is_read_as_people_write_it():
    for typed in (
        "2.200",
        "2200",
        "2 200",
        "2\u00a0200",
        "2\u202f200",
        "2200,0",
        "2.200,0",
        "2'200",
        " 2200 ",
        "+2200",
    ):
        assert number(typed) == "2200", typed
    assert number("2,200", comma=False) == "2200"
    assert number("1.125.000") == "1125000"
    for typed, wanted in {
        "57,4": "57.4",
        "57.4": "57.4",
        "1.125,5": "1125.5",
        "1,125.5": "1125.5",
        "−0,3": "-0.3",
        "0,123": "0.123",
        "1,234": "1.2340",  # the comma is the decimal sign of the file; written so that it stays clear
        "12 345,678": "12345.678",
        "3.0": "3.0",
    }.items():
        assert number(typed, "number") == wanted, typed
    assert [number(v) for v in (2200, 2200.0)] == ["2200", "2200"]
    assert number(57.4, "number") == "57.4"


def test_marks_of_what_is_not_stated_are_empty():
    for mark in ("-", "–", ".", "x", "X", "k. A.", "k.A.", "n. a.", "", "  "):
        assert number(mark) == "", mark
    assert read_value(Cell("-"), "string") == ("-", False)


def test_what_is_no_number_or_may_be_two_is_refused_with_its_value():
    assert refusal("1e3") == (
        "Dort steht „1e3“; erwartet ist eine Zahl, nur mit Ziffern, etwa 2200. "
        "Worte wie „rund“ und Einheiten gehören nicht in diese Spalte."
    )
    assert refusal("2200,5") == (
        "Dort steht „2200,5“; erwartet ist eine ganze Zahl. Nachkommastellen sind hier nicht möglich."
    )
    assert refusal("1.234", "number") == (
        "„1.234“ kann 1234 oder 1,234 bedeuten. Schreiben Sie die Zahl ohne Tausenderzeichen, "
        "oder mit einer Null mehr am Ende: 1,2340."
    )
    assert "can mean 1234 or 1.234" in refusal("1.234", "number", ENGLISH)
    assert "kann 2200 oder 2,200 bedeuten" in refusal("2,200")
    assert "Prozentzeichen" in refusal("57,4 %", "number")
    assert "erwartet ist eine Zahl." in refusal(1e300, "number", percent=True)
    assert "kann 0,5 oder 50 bedeuten" in refusal(0.5, "number", percent=True)
    assert refusal(None, formula="=A1").startswith("Die Formel hat kein gespeichertes Ergebnis.")
    for typed in (
        "rund 90.000",
        "12.34.567",
        "1.23,4",
        "nan",
        "inf",
        "--5",
        "5-",
        "٣",
        "1.2345.678",
        "9" * 31,
    ):
        assert typed in refusal(typed, "number"), typed


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_come_back_however_they_are_grouped(value):
    for sign in (".", " ", "\u00a0", "'"):
        assert number(f"{value:,}".replace(",", sign)) == str(value)
    assert number(f"{value},0") == str(value)


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_decimals_come_back_with_comma_and_points(value):
    typed = f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert float(number(typed, "number")) == float(value)
    assert float(number(str(value), "number")) == float(value)


@given(st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 6)))
def test_a_clean_number_is_read_as_itself(value):
    assert float(number(canonical(value), "number")) == value
    assert number(canonical(value), "number") == canonical(value)


# ---------------------------------------------------------------- CSV files of real life


def quotas(content, name="quotas.csv"):
    return read(name, content if isinstance(content, bytes) else content.encode(), FACTS)


@pytest.mark.parametrize(
    "content",
    [
        lines(QUOTAS).encode("cp1252"),
        lines(QUOTAS, ",", "\n").encode(),
        lines(QUOTAS, "\t").encode("utf-16"),
        lines(QUOTAS).encode("utf-16-le"),
        lines(QUOTAS).encode("utf-8-sig"),
        b"sep=;\r\n" + lines(QUOTAS).encode(),
        (lines(QUOTAS) + ";;;;;\r\n\r\n  \r\n").encode(),
        lines([["Plätze je Institution"], [], *([*row, "", ""] for row in QUOTAS)]).encode(),
        lines([row[::-1] for row in QUOTAS]).encode(),
        lines(QUOTAS, end="\r").encode(),
    ],
    ids=[
        "cp1252",
        "comma",
        "UTF-16",
        "UTF-16 without BOM",
        "BOM",
        "sep=",
        "blank end",
        "title, blank columns",
        "order",
        "CR",
    ],
)
def test_a_table_is_read_whatever_program_wrote_it(content):
    reading = quotas(content, "Kontingente.csv")
    assert reading.problems == []
    head = reading.files["quotas"].decode().splitlines()[0]
    assert head == "plan_year,institution,kind,places,degree_oriented,source_id,locator"
    assert [
        (r["plan_year"], r["institution"], r["places"], r["locator"]) for r in records(reading, "quotas")
    ] == [
        ("2026", "AA", "2269", "Abschnitt 8, S. 18"),
        ("2026", "AC", "586", "Übersicht"),
        ("2026", "", "700", "Abschnitt 8, S. 18"),
    ]
    assert reading.files["sources"] == FACTS.files["sources"]
    assert "quotas" not in reading.from_base
    assert "sources" in reading.from_base


def test_a_table_is_found_by_its_english_title_and_headings():
    headings = [ENGLISH.text(h) for h in ("Institution", "Plätze", "Art der Plätze")]
    reading = quotas(lines([headings, ["AA", "2,200", "fbw"]], ","), f"{ENGLISH.text('Kontingente')}.csv")
    assert records(reading, "quotas")[0]["places"] == "2200"


def test_a_lost_zero_is_put_back_and_told():
    rows = [["Kreisschlüssel", "Name", "Kurzname", "Jobcenter", "Reihenfolge"]]
    rows += [
        ["5334", "Städteregion Aachen", "Aachen", "AC", "1"],
        ["5358", "Kreis Düren", "Düren", "DN", "2"],
    ]
    rows += [["05370", "Kreis Heinsberg", "Heinsberg", "HS", "3"]]
    reading = quotas(lines(rows), "districts.csv")
    assert [r["ags"] for r in records(reading, "districts")] == ["05334", "05358", "05370"]
    assert said(reading) == [
        "Datei districts.csv, Zelle A2 („Kreisschlüssel“): Hier und in 1 weiterer Zelle der Spalte fehlte "
        "die führende Null; gelesen ist 05334 für 5334."
    ]


def test_odd_rows_and_columns_are_named():
    rows = [
        [*QUOTAS[0], "Bemerkung"],
        [*QUOTAS[1], "neu"],
        QUOTAS[3],
        ["* ohne Reha"],
        ["Quelle: eigene"],
    ]
    reading = quotas(lines(rows))
    assert [p.level for p in reading.problems] == ["warning"] * 3
    assert said(reading) == [
        "Datei quotas.csv, Zelle G1: Die Spalte „Bemerkung“ gehört nicht zur Tabelle und wurde nicht gelesen.",
        "Datei quotas.csv, Zeile 4: Die Zeile sieht nach einer Fußnote aus und wurde nicht gelesen: „* ohne Reha“.",
        "Datei quotas.csv, Zeile 5: Die Zeile sieht nach einer Fußnote aus und wurde nicht gelesen: „Quelle: eigene“.",
    ]
    assert len(records(reading, "quotas")) == 2


def test_a_row_of_sums_among_the_quotas_is_left_out():
    reading = quotas(lines([*QUOTAS, ["Summe FbW", "fbw", "2855", "745", "", ""]]))
    assert said(reading) == [
        "Datei quotas.csv, Zeile 5: Die Zeile ist eine Summe und wurde nicht gelesen; "
        "Summen stehen in „Summen der Kontingente“."
    ]


def test_missing_and_misspelt_headings_are_named():
    rows = [
        ["Institution", "Art der Plätze", "Plaetzte", "Quelle", "Fundstelle"],
        ["AA", "fbw", "5", "plan2026", "S. 1"],
    ]
    rows += [["", "employee_training", "5", "plan2026", "S. 1"]]
    assert said(quotas(lines(rows))) == [
        "Datei quotas.csv, Spalte „Plätze“: Diese Spalte fehlt. Ergänzen Sie sie mit dieser Überschrift.",
        "Datei quotas.csv, Spalte „davon abschlussorientiert“: Diese Spalte fehlt. Ergänzen Sie sie mit dieser Überschrift.",
        "Datei quotas.csv, Zelle C1: Die Spalte „Plaetzte“ gehört nicht zur Tabelle und wurde nicht gelesen. "
        "Gemeint: Plätze?",
    ]
    assert said(quotas("1;2;3\r\n4;5;6\r\n"))[0].startswith(
        "Datei quotas.csv: Keine Zeile mit Überschriften gefunden. Erwartet sind: Planjahr; Institution; Art der Plätze;"
    )
    twice = quotas(lines([[*QUOTAS[0], "Plätze"], [*QUOTAS[1], "7"]]))
    assert "Zelle G1: Die Überschrift „Plätze“ steht zweimal da." in said(twice)[0]
    assert said(quotas(lines(QUOTAS), "Kontingent.csv")) == [
        "Datei Kontingent.csv: Diesen Namen trägt keine Tabelle eines Plans; sie wurde nicht gelesen. Gemeint: Kontingente?"
    ]


def test_every_unread_cell_is_told_with_its_value():
    rows = [
        QUOTAS[0],
        ["AA", "fbw", "2.2o0", "57,3", "plan2026", "S. 18"],
        ["AC", "fbw", "rund 600", "172", "plan2026", "S. 18"],
        QUOTAS[3],
    ]
    reading = quotas(lines(rows))
    assert [(p.level, p.table, p.row, p.column, p.cell, p.value) for p in reading.problems] == [
        ("error", "quotas", 2, "Plätze", "C2", "2.2o0"),
        ("error", "quotas", 2, "davon abschlussorientiert", "D2", "57,3"),
        ("error", "quotas", 3, "Plätze", "C3", "rund 600"),
    ]
    shown = reading.problems[2].as_json(ENGLISH)
    assert shown["column"] == ENGLISH.text("Plätze")
    assert "rund 600" in shown["message"]


def test_without_a_base_what_is_missing_is_told_once():
    (told,) = said(read("quotas.csv", lines(QUOTAS).encode()))
    assert told.startswith("Es fehlen: ")
    for table in ("Plan", "Institutionen", "Kreise", "Summen der Kontingente", "Quellen"):
        assert table in told


# ---------------------------------------------------------------- workbooks and archives


def test_cells_of_excel_have_types():
    plan = [
        ["Planjahr", "Fassung", "Titel", "Stand", "Quelle"],
        [2027, 2026.1, "Plan", dt.datetime(2026, 11, 24), "plan2026"],
    ]
    reading = read(
        "p.xlsx",
        workbook(Plan=plan, Kontingente=[QUOTAS[0], ["AA", "fbw", 2269.0, "573", "plan2026", 8]]),
        FACTS,
    )
    assert records(reading, "plans") == [
        {
            "plan_year": "2027",
            "plan_version": "2026.1",
            "title": "Plan",
            "as_of": "2026-11-24",
            "unit_id": "",
            "source_id": "plan2026",
        }
    ]
    assert records(reading, "quotas")[0] | {"locator": ""} == {
        "plan_year": "2027",
        "institution": "AA",
        "kind": "fbw",
        "places": "2269",
        "degree_oriented": "573",
        "source_id": "plan2026",
        "locator": "",
    }


def test_a_cell_of_excel_that_shows_a_month_is_one():
    book = Workbook()
    sheet = book.active
    sheet.title = "Quellen"
    sheet.append(["Kennung", "Titel", "Stand", "Veröffentlicht"])
    sheet.append(["a", "A", dt.datetime(2025, 12, 1), dt.datetime(2026, 1, 5)])
    sheet["C2"].number_format, sheet["D2"].number_format = "mmm yy", "dd.mm.yyyy"
    out = io.BytesIO()
    book.save(out)
    (row,) = records(read("p.xlsx", out.getvalue(), FACTS), "sources")
    assert (row["as_of"], row["published"], row["short_title"]) == ("2025-12", "2026-01-05", "A")


def test_in_an_english_workbook_a_comma_may_group_thousands():
    german = [["Kennzahl", "Region", "Wert"], ["population", "05334", "1,234"]]
    english = [[ENGLISH.text(title) for title in german[0]], german[1]]
    assert records(read("p.xlsx", workbook(Kennzahlen=german), FACTS), "indicators")[0]["value"] == "1.2340"
    refused = said(read("p.xlsx", workbook(Kennzahlen=english), FACTS))
    assert any("„1,234“ kann 1234 oder 1,234 bedeuten" in one for one in refused)


def test_a_german_date_is_a_date():
    plan = [
        ["Planjahr", "Fassung", "Titel", "Stand", "Quelle"],
        ["2027", "2027", "Plan", "24.11.2026", "plan2026"],
    ]
    assert records(quotas(lines(plan), "plans.csv"), "plans")[0]["as_of"] == "2026-11-24"
    plan[1][3] = "31.02.2026"
    assert said(quotas(lines(plan), "plans.csv"))[0] == (
        "Datei plans.csv, Zelle D2 („Stand“): Dort steht „31.02.2026“; erwartet ist ein Tag, "
        "etwa 30.11.2024 oder 2024-11-30."
    )


def test_an_archive_of_csv_files_is_read_and_what_else_lies_in_it_is_named():
    files = {
        "Euskirchen 2027/Kontingente.csv": lines(QUOTAS).encode("cp1252"),
        "Euskirchen 2027/Brief.docx": b"PK",
        "__MACOSX/Euskirchen 2027/._Kontingente.csv": b"\0",
    }
    reading = read("plan.zip", archive(files), FACTS)
    assert said(reading) == ["Datei Brief.docx: Die Datei ist keine CSV-Datei und wurde nicht gelesen."]
    assert len(records(reading, "quotas")) == 3


def test_rows_of_the_base_that_lost_their_row_fall_away():
    goals = [["Kennung", "Gruppe", "Reihenfolge", "Titel", "Quelle", "Fundstelle"]]
    goals += [["adaptation_01", "adaptation", "1", "Grundlagen", "plan2026", "Abschnitt 7.2"]]
    reading = read("goals.csv", lines(goals).encode(), FACTS)
    assert reading.errors
    reading = read("training_goals.csv", lines(goals).encode(), FACTS)
    assert reading.errors == []
    assert {r["goal_id"] for r in records(reading, "goal_links")} == {"adaptation_01"}
    assert any("„Bildungsziele und Engpässe: eigene Zuordnung“ weg (" in told for told in said(reading))


# ---------------------------------------------------------------- hostile files


def zip_that_says(size):
    """An archive whose list of members claims another size than there is."""
    content = bytearray(archive({"quotas.csv": b"x" * 100}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(content)


def encrypted():
    content = bytearray(archive({"quotas.csv": b"x"}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def with_part(name, content):
    """A workbook with one more part, or another content of one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(Plan=[["Planjahr"]]))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
HOSTILE = {
    "too large": (
        "p.xlsx",
        b"PK" + b"\0" * MAX_BYTES,
        "Die Datei hat 11 Megabyte; gelesen werden höchstens 10.",
    ),
    "empty": ("p.csv", b" \r\n", "Die Datei ist leer."),
    "old or encrypted": (
        "p.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
        "ohne Kennwort als Excel-Arbeitsmappe (.xlsx)",
    ),
    "PDF": ("p.pdf", b"%PDF-1.7", "keine Tabelle"),
    "binary": ("quotas.csv", bytes(range(256)), "kein Text"),
    "no archive": ("p.zip", b"PK\x03\x04 broken", "beschädigt"),
    "ratio": ("p.zip", archive({"quotas.csv": b"0" * 5_000_000}), "beim Auspacken zu groß"),
    "wrong size": ("p.zip", zip_that_says(50), "beschädigt"),
    "huge size": ("p.zip", zip_that_says(4_000_000_000), "beim Auspacken zu groß"),
    "members": (
        "p.zip",
        archive({f"{n}.csv": b"" for n in range(301)}),
        "enthält 301 Dateien; gelesen werden höchstens 300",
    ),
    "paths": (
        "p.zip",
        archive({"../../etc/quotas.csv": b"x"}),
        "„../../etc/quotas.csv“ aus dem Ordner hinaus",
    ),
    "nested": ("p.zip", archive({"a/inner.zip": b"PK"}), "ein weiteres Archiv, „a/inner.zip“"),
    "two plans": ("p.zip", archive({"a/quotas.csv": b"x", "b/quotas.csv": b"x"}), "in mehreren Ordnern"),
    "password": ("p.zip", encrypted(), "mit einem Kennwort geschützt"),
    "macros": ("p.xlsm", with_part("xl/vbaProject.bin", b"x"), "enthält Makros"),
    "billion laughs": (
        "p.xlsx",
        with_part("xl/sharedStrings.xml", LAUGHS),
        "Anweisungen, die Excel nie schreibt",
    ),
    "broken sheet": ("p.xlsx", with_part("xl/worksheets/sheet1.xml", b"<worksheet><a"), "beschädigt"),
    "wide row": (
        "p.xlsx",
        with_part("xl/worksheets/sheet1.xml", b"<row>" + b"<c/>" * 130_000 + b"</row>"),
        "zu viele Zellen",
    ),
    "no tables": ("p.zip", archive({"datapackage.json": b"{}"}), "keine CSV-Datei"),
    "many rows": ("quotas.csv", b"Institution;places\n" + b"AA;1\n" * 30_001, "mehr als 30.000 Zeilen"),
    "a quote never closed": (
        "quotas.csv",
        b'Institution;kind\nAA;"' + b"AA;fbw\n" * 9_000,
        "Fehlt dort ein Anführungszeichen?",
    ),
}


@pytest.mark.parametrize(("name", "content", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name, content, told):
    reading = read(name, content, FACTS)
    (problem,) = reading.problems
    assert problem.level == "error"
    assert told in problem.sentence(GERMAN)
    assert not reading.files
    assert problem.sentence(ENGLISH) != problem.sentence(GERMAN)


@given(st.binary(max_size=300), st.sampled_from(["quotas.csv", "p.xlsx", "p.zip", "../quotas.csv", ""]))
def test_any_bytes_are_answered_with_problems(content, name):
    reading = read(name, content)
    assert reading.errors
    assert all(problem.sentence(GERMAN) for problem in reading.problems)


def test_many_problems_of_a_kind_are_told_in_one():
    rows = [QUOTAS[0], *([f"X{n}", "fbw", "viel", "1", "plan2026", "S. 18"] for n in range(120)), QUOTAS[3]]
    told = said(quotas(lines(rows)))
    assert sum("„viel“" in one for one in told) == 50
    assert (
        "Datei quotas.csv, Zelle C52 („Plätze“): 70 weitere Probleme derselben Art in dieser Spalte." in told
    )


def test_a_sheet_may_claim_any_size():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Planjahr</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Titel</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>2027</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    reading = read("p.xlsx", with_part("xl/worksheets/sheet1.xml", sheet), FACTS)
    assert records(reading, "plans")[0]["plan_year"] == "2027"
