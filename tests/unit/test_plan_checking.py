"""Every error of a plan is told at once, at its cell, with what is expected and what was probably meant."""

import csv
import io

import pytest

from kompass.facts import load
from kompass.language import language
from kompass.plans.checking import check, checked
from kompass.plans.problems import Origin
from kompass.plans.reading import read

FACTS = load()
PACKAGE = FACTS.package
GERMAN, ENGLISH = language("de"), language("en")


def changed(table, *changes):
    """The files of the plan with cells of one table changed: (row, column, value); the first row of data is row 2."""
    rows = list(csv.DictReader(io.StringIO(FACTS.files[table].decode(), newline="")))
    for row, column, value in changes:
        if column:
            rows[row - 2][column] = value
        else:
            rows[row - 2] = None
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[-1] or rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if row)
    return FACTS.files | {table: out.getvalue().encode()}


def told(files, words=GERMAN):
    return [problem.sentence(words) for problem in check(PACKAGE, files) if problem.level == "error"]


def test_all_errors_are_told_at_once():
    files = changed(
        "quotas",
        (2, "places", "viele"),
        (3, "institution", "ac"),
        (4, "degree_oriented", "301"),
        (5, "places", "-1"),
        (5, "kind", "fwb"),
        (6, "source_id", ""),
    )
    assert told(files) == [
        "Datei quotas.csv, Zelle D2 („Plätze“): Dort steht „viele“; erwartet ist: eine ganze Zahl.",
        "Datei quotas.csv, Zelle B3 („Institution“): „ac“ steht nicht in „Institutionen“. Ergänzen Sie es dort, "
        "oder nehmen Sie eines von: AA, AC, DN, HS. Gemeint: AC?",
        "Datei quotas.csv, Zelle E4 („davon abschlussorientiert“): Dort steht 301, mehr als die 300 Plätze derselben Zeile. "
        "Höchstens alle sind abschlussorientiert.",
        "Datei quotas.csv, Zelle C5 („Art der Plätze“): Dort steht „fwb“; erwartet ist eines von: fbw, employee_training. "
        "Gemeint: fbw?",
        "Datei quotas.csv, Zelle D5 („Plätze“): Dort steht -1; erwartet ist mindestens 0.",
        "Datei quotas.csv, Zelle E5 („davon abschlussorientiert“): Dort steht 129, mehr als die −1 Plätze derselben Zeile. "
        "Höchstens alle sind abschlussorientiert.",
        "Datei quotas.csv, Zelle F6 („Quelle“): Die Zelle ist leer, der Wert ist nötig. "
        "Tragen Sie ihn ein, oder löschen Sie die Zeile.",
        "Datei quota_totals.csv, Zelle D2 („davon abschlussorientiert“): Die Summe ist mit 954 angegeben, die Kontingente "
        "ergeben 1.046. Berichtigen Sie eines von beiden; nennt die Quelle es so, erklären Sie es in den Anmerkungen "
        "(Tabelle quota_totals, Zeilen kind=fbw;degree_oriented=954). Gemeint: 1046?",
    ]


CASES = {
    "key": (
        ("districts", (2, "ags", "5334")),
        "Zelle A2 („Kreisschlüssel“): Dort steht „5334“; erwartet ist ein Schlüssel aus 5 Ziffern. Gemeint: 05334?",
    ),
    "enum": (
        ("institutions", (2, "legal_scope", "SGB IV")),
        "Zelle E2 („Rechtskreis“): Dort steht „SGB IV“; erwartet ist eines von: SGB II, SGB III. Gemeint: SGB II?",
    ),
    "foreign key": (
        ("quotas", (2, "source_id", "plan2062")),
        "Zelle F2 („Quelle“): „plan2062“ steht nicht in „Quellen“.",
    ),
    "shared key": (
        ("indicators", (2, "indicator_id", "populaton")),
        "„populaton“ gibt es in „Kennzahlen: Erklärung“ nicht.",
    ),
    "two columns": (("employment_changes", (2, "category", "ghost")), "„sex, ghost“ gibt es in"),
    "twice": (
        ("districts", (3, "ags", "05334")),
        "Zelle A3 („Kreisschlüssel“): „05334“ steht schon in Zeile 2; jede Zeile braucht ihr eigenes.",
    ),
    "twice in several columns": (
        ("quotas", (3, "institution", "AA")),
        "„2026, AA, fbw“ steht schon in Zeile 2",
    ),
    "date": (
        ("plans", (2, "as_of", "25.11.2025")),
        "Zelle D2 („Stand“): Dort steht „25.11.2025“; erwartet ist: ein Tag, etwa 2024-11-30.",
    ),
    "partial date": (
        ("sources", (2, "published", "Nov. 2025")),
        "erwartet ist ein Tag, Monat oder Jahr: 2024-11-30, 2024-11 oder 2024.",
    ),
    "boolean": (
        ("municipalities", (2, "listed_in_plan", "1")),
        "Dort steht „1“; erwartet ist: ja oder nein.",
    ),
    "not a number": (("indicators", (2, "value", "nan")), "Dort steht „nan“; erwartet ist: eine Zahl."),
    "too many digits": (("quotas", (2, "places", "9" * 40)), "erwartet ist: eine ganze Zahl."),
    "year": (("plans", (2, "plan_year", "2206")), "Dort steht 2206; erwartet ist höchstens 2100."),
    "identifier": (
        ("training_goals", (2, "goal_id", "Grundlage Ü")),
        "ohne Leerzeichen und Umlaute. Gemeint: grundlage_ue?",
    ),
    "address": (
        ("sources", (3, "url", "www.arbeitsagentur.de")),
        "die mit https:// beginnt. Gemeint: https://www.arbeitsagentur.de?",
    ),
    "kind and role": (
        ("sources", (2, "role", "statistics")),
        "zu einer Quelle der Rolle „statistics“ passt: official. Gemeint: official?",
    ),
    "digit too many": (
        ("quotas", (2, "places", "22690")),
        "Die Summe ist mit 3.508 angegeben, die Kontingente ergeben 23.929.",
    ),
    "quota missing": (("quotas", (5, "", "")), "die Kontingente ergeben 3.155."),
    "note on no row": (
        ("source_notes", (2, "key", "ags=99999999")),
        "Keine Zeile der Tabelle municipalities hat ags=99999999.",
    ),
    "note on no column": (
        ("source_notes", (3, "key", "farbe=rot")),
        "hat keine Spalte farbe. Möglich sind: ",
    ),
    "note on no table": (
        ("source_notes", (4, "table", "gespenster")),
        "Zelle D4 („Tabelle“): Die Tabelle „gespenster“ gibt es nicht.",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_an_error_names_cell_value_and_what_is_expected(change, message):
    table, *cells = change
    files = changed(table, *cells)
    assert any(message in one for one in told(files)), told(files)
    assert not any("„" in one for one in told(files, ENGLISH))


def test_empty_tables_are_refused():
    empty = {
        name: FACTS.files[name].splitlines(keepends=True)[0]
        for name in ("institutions", "districts", "plans")
    }
    found = told(FACTS.files | empty)
    for name in empty:
        assert f"Datei {name}.csv: Die Tabelle ist leer; mindestens eine Zeile ist nötig." in found


def test_what_is_odd_but_possible_is_a_warning():
    files = changed("quotas", (5, "", ""))
    files["quota_totals"] = changed("quota_totals", (2, "", ""))["quota_totals"]
    found = check(PACKAGE, files)
    warnings = [p.sentence(GERMAN) for p in found if p.level == "warning"]
    assert warnings == [
        "Datei institutions.csv, Zelle A5 („Kürzel“): Für „HS“ steht kein Kontingent da. Ist das so gemeint?",
        "Datei quotas.csv, Zelle C2 („Art der Plätze“): Für „fbw“ ist keine Summe angegeben; "
        "Tippfehler in den Kontingenten fallen so nicht auf.",
    ]


@pytest.mark.slow
def test_totals_that_do_not_add_up_are_possible_with_a_note_that_names_them():
    files = changed("quota_totals", (2, "places", "3509"))
    assert "Die Summe ist mit 3.509 angegeben, die Kontingente ergeben 3.508." in told(files)[0]
    note = b'total,plan2026,S. 18,quota_totals,kind=fbw;places=3509,"Der Plan druckt 3.509."\n'
    files["source_notes"] = FACTS.files["source_notes"] + note
    (warning,) = check(PACKAGE, files)  # facts_of accepts it too
    assert warning.level == "warning"
    assert warning.sentence(GERMAN) == (
        "Datei quota_totals.csv, Zelle C2 („Plätze“): Die Summe ist mit 3.509 angegeben, die Kontingente ergeben 3.508; "
        "eine Anmerkung erklärt es."
    )


def test_an_error_stands_where_its_author_sees_it():
    origin = Origin(
        "quotas",
        "Kontingente",
        False,
        {"places": 7},
        [4, 5, 9, 10, 11],
        [{"places": "2.2oo"}],
        {"places": "Plätze"},
    )
    found = check(PACKAGE, changed("quotas", (2, "places", "x"), (4, "places", "y")), {"quotas": origin})
    own = [p for p in found if p.table == "quotas" and p.column == "Plätze"]
    assert [(p.sheet, p.cell, p.row, p.value) for p in own] == [
        ("Kontingente", "H4", 4, "2.2oo"),
        ("Kontingente", "H9", 9, ""),
    ]


def test_a_cell_that_was_not_read_is_told_once():
    content = (
        "Institution;Art der Plätze;Plätze;davon abschlussorientiert;Quelle;Fundstelle\n"
        "AA;fbw;2.2o0;573;plan2026;S. 18\nXY;fbw;x;1;plan2026;S. 18\n;employee_training;700;250;plan2026;S. 18\n"
    )
    reading = checked(read("quotas.csv", content.encode(), FACTS))
    assert [(p.cell, p.value) for p in reading.errors if p.table == "quotas"] == [
        ("C2", "2.2o0"),
        ("A3", "XY"),
        ("C3", "x"),
    ]
    assert "„x“, also nichts ausgewiesen" in reading.errors[2].sentence(GERMAN)


def test_tables_of_the_base_that_no_longer_fit_are_told_and_a_missing_column_once():
    plan = "Planjahr;Fassung;Titel;Stand;Quelle\n2027;2027;T;25.11.2026;plan2026\n"
    reading = checked(read("plans.csv", plan.encode(), FACTS))
    assert [(p.table, p.cell, p.suggestion) for p in reading.errors][:2] == [
        ("quotas", "A2", "2027"),
        ("quotas", "A3", "2027"),
    ]
    reading = checked(read("zones.csv", b"zone_id,name\nnord,Nord\n", FACTS))
    assert [p.sentence(GERMAN) for p in reading.errors if p.table == "zones"] == [
        f"Datei zones.csv, Spalte „{title}“: Diese Spalte fehlt. Ergänzen Sie sie mit dieser Überschrift."
        for title in ("Kreis", "Quelle", "Fundstelle")
    ]
