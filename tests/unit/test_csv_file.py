"""CSV files: numbers are numbers, no cell is ever a formula, and a spreadsheet of the reader's language opens them."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kompass.briefing.workbook.exhibits import workbook_tables
from kompass.facts import load
from kompass.figures.csv_file import Amount, csv_bytes, exhibit_csv, safe_text, spreadsheet_csv
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.language import LANGUAGES, language
from kompass.places.kept_scenarios import Named, named_text
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from kompass.request.choices import read_choices
from tests.office.exporting import export

FACTS = load()
PLAN = plan_of(FACTS)
SEPARATOR = {"de": ";", "en": ","}
KEYS = comparison_keys(FACTS)
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
# OWASP, CSV injection: what begins a formula in a spreadsheet.
BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.from_regex(
    r"\A[=+\-@\t\r;,|\"' ]{0,3}[=+\-@][0-9A-Za-z();!|' ]{0,20}\Z"
)


def rows(content, delimiter):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def computed(cell):
    """Whether a spreadsheet would compute the cell."""
    bare = cell.lstrip(" \x00\u00a0")
    return bare.startswith(BEGINS) and not NUMBER.fullmatch(cell)


def assert_no_formula(content, delimiter):
    for row in rows(content, delimiter):
        assert not [cell for cell in row if computed(cell)]
    # Where a program takes another sign for the separator, or none for quotes: only numbers begin with a sign.
    for line in content.decode("utf-8-sig").splitlines():
        assert not [cell for cell in re.split(r"[;,\t]", line) if re.match(r"[=@＝＋－＠]|[+-](?!\d)", cell)]


@pytest.mark.parametrize("code", LANGUAGES)
@given(NAMES, NAMES)
@example("=2+2", "+1")
@example("-1", "@SUM(1+1)*cmd|' /C calc'!A0")
@example("\t=1+1", "\r=1+1")
@example("x;=1+1;y", "x,=1+1,y")
@example(" =1+1", "＝1+1")
@example("0\u0085=1+1", "0\u2028=1+1")
def test_no_name_becomes_a_formula(code, name, other):
    """In a header, in a cell, in the title and in the address, where kept scenarios bring their names along."""
    table = pd.DataFrame({"label": [other, name], "s0": [name, "−1,5"], "s1": [other, "3"]})
    columns = (Column("label", name), Column("s0", other, right=True), Column("s1", name, 0))
    shown = Exhibit("x", name, Made.MOVED, table, columns, ())
    assert_no_formula(exhibit_csv(shown, FACTS, language(code), "2026", name), SEPARATOR[code])


@pytest.mark.parametrize("name", ["=2+2", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "a;=1+1;b", "a,@x", "＝1"])
def test_names_travel_in_links_and_become_no_formula(name):
    named = named_text(Named(name, Scenario(PLAN)))
    chosen = read_choices(FACTS, {"v": [named, named]})
    words = language("de")
    shown = comparison_exhibit(FACTS, chosen.kept, chosen.baseline, "Plan", KEYS, words)
    assert_no_formula(exhibit_csv(shown, FACTS, words), ";")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=2+2", "'=2+2"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\t=x", "'=x"),
        ("\rx\ny", "x y"),
        ("x\u0085=1", "x =1"),
        ("x\u2028=1\u2029+1", "x =1 +1"),
        ("a;=1", "a;'=1"),
        ("Vorschlag", "Vorschlag"),
        ("a - b", "a - b"),
        ("–", "–"),
        ("-", "'-"),
    ],
)
def test_what_begins_a_formula_gets_an_apostrophe(text, safe):
    assert safe_text(text) == safe


def test_negative_numbers_stay_numbers():
    assert rows(
        csv_bytes([[Amount(-1.25, 1), Amount(-0.04, 1), Amount(1234.5, 1)]], language("de")), ";"
    ) == [["-1,3", "0,0", "1234,5"]]
    assert rows(csv_bytes([[Amount(-1.25, 1), Amount(1234.5, 0)]], language("en")), ",") == [["-1.3", "1235"]]


SHOWN = Exhibit(
    "x",
    "Titel",
    Made.QUOTED,
    pd.DataFrame(
        {
            "ags": ["05334", "05358", "05370", ""],
            "name": ["Aachen", "Düren", "Heinsberg", "alle"],
            "text": ["582.410", "knapp\u00a091.000", None, "1,5 bis 2,0"],
            "rate": ["57,4\u00a0%", "+0,3\u00a0%", "−1,6\u00a0%", None],
            "n": [1.25, -2.0, None, 0.0],
        }
    ),
    (
        Column("name", "Kreis"),
        Column("text", "Menschen", right=True),
        Column("rate", "Quote", right=True),
        Column("n", "Zahl", 1),
    ),
    (Citation("plan2026", "Abschnitt 5"),),
)


def test_numbers_are_numbers_and_their_words_stand_beside_them():
    head, *body = rows(exhibit_csv(SHOWN, FACTS, language("de")), ";")
    assert head[:9] == [
        "AGS", "Kreis", "Menschen", "Menschen: Zusatz", "Quote", "Quote: Zusatz", "Quote: Einheit", "Zahl", "Zahl: Zusatz",
    ]  # fmt: skip
    missing = "nicht ausgewiesen"
    assert [row[:9] for row in body] == [
        ["AGS 05334", "Aachen", "582410", "", "57,4", "", "%", "1,3", ""],
        ["AGS 05358", "Düren", "91000", "knapp", "0,3", "", "%", "-2,0", ""],
        ["AGS 05370", "Heinsberg", "", missing, "-1,6", "", "%", "", missing],
        ["", "alle", "", "1,5 bis 2,0", "", missing, "", "0,0", ""],
    ]


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_of_the_pages_is_a_table_of_equal_rows_without_formulas(code):
    asked = export("2026~AA-HS.100.25", ("v", "=2+2|2026~AA-HS.1.0"), code=code)
    words = asked.words
    delimiter = SEPARATOR[code]
    for one in workbook_tables(asked.context):
        for shown in one.exhibits:
            content = exhibit_csv(shown, asked.facts, words, asked.provenance.scenario, asked.provenance.link)
            assert_no_formula(content, delimiter)
            head, *body = rows(content, delimiter)
            assert len(body) == len(shown.table)
            assert {len(row) for row in body} <= {len(head)}
            assert len(set(head)) == len(head), shown.name
            for row in body:
                assert row[-8:][0] == safe_text(shown.title)


@pytest.mark.parametrize("table", list(FACTS))
def test_no_cell_of_our_tables_is_a_formula(table):
    cells = [cell for row in rows(FACTS.files[table], ",") for cell in row]
    assert not [cell for cell in cells if computed(cell) and cell != "-"]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("table", list(FACTS))
def test_a_table_for_a_spreadsheet_holds_the_same(table, code):
    (resource,) = (r for r in FACTS.package["resources"] if r["name"] == table)
    numbers = [f["name"] for f in resource["schema"]["fields"] if f["type"] in ("integer", "number")]
    content = spreadsheet_csv(FACTS.files[table], numbers, language(code))
    assert content.startswith(b"\xef\xbb\xbf")
    delimiter, point = (";", ",") if code == "de" else (",", ".")
    assert_no_formula(content, delimiter)
    raw, made = rows(FACTS.files[table], ","), rows(content, delimiter)
    assert raw[0] == made[0]
    assert len(raw) == len(made)
    for before, after in zip(raw[1:], made[1:], strict=True):
        for name, a, b in zip(raw[0], before, after, strict=True):
            if name in numbers:
                assert b == a.replace(".", point)
            else:
                assert b.removeprefix("AGS ").removeprefix("Nr. ").replace("'", "") == a.replace("'", "")
                assert not re.fullmatch(r"0\d+", b)  # a spreadsheet would take the zero away
