"""The workbook, reopened: every table as the page has it, texts that stay texts, provenance, print and charts."""

import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from xlsxwriter import Workbook

from kompass.briefing.workbook.cells import Formats, heading, number_in
from kompass.briefing.workbook.charts import add_charts
from kompass.briefing.workbook.exhibits import WorkbookTable, workbook_tables
from kompass.briefing.workbook.live_tables import has_formulas
from kompass.briefing.workbook.sheet import finding_text
from kompass.briefing.workbook.workbook import LONGEST_NAME, make_workbook, sheet_names
from kompass.figures.exhibit import KIND_LABELS, Column, Exhibit, Made, source_line
from kompass.language import LANGUAGES, MINUS, language
from kompass.presentation.views.figures import view_ids
from tests.office.exporting import FACTS, export

ASKED = "2026~AA-HS.100.25~EXT-DN.20.5"
REASON = '=HYPERLINK("http://evil.example","klick")'
NAME = "@SUM(1+1)*cmd|' /C calc'!A0"
TRICKS = (
    ("weil", f"1:{REASON}"),
    ("weil", "2:<b>+49 & ../../x</b>"),
    ("v", f"{NAME.replace('|', '%7C')}|{ASKED}"),
)


def book(made, **how):
    return openpyxl.load_workbook(BytesIO(made), **how)


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request):
    """The export request and its workbook, in each language."""
    one = export(ASKED, *TRICKS, code=request.param)
    return one, make_workbook(one)


@pytest.fixture(scope="module")
def reopened(made):
    return made[0], book(made[1])


def head_of(sheet, one):
    """The row of the headings."""
    texts = [heading(column) for column in one.first.columns]
    rows = [row for row in sheet.iter_rows(max_row=30) if [c.value for c in row][: len(texts)] == texts]
    assert len(rows) == 1, sheet.title
    return rows[0][0].row


def sheets_of(reopened):
    """Each table that is taken along, and its sheet: the last ones of the workbook, in order."""
    asked, workbook = reopened
    tables = workbook_tables(asked.context)
    return list(zip(tables, workbook.worksheets[-len(tables) :], strict=True))


def test_every_figure_of_the_pages_is_in_it_but_the_maps_whose_table_is_one(reopened):
    names = {e.name for one, _ in sheets_of(reopened) for e in one.exhibits}
    assumed = {"annahmen-aussen", "annahmen-spanne", "annahmen-folgen"}  # no assumption is made here
    assert {n for n in view_ids(FACTS) if not n.startswith("karte-")} - names == assumed
    assert "kreise-im-vergleich" in names


def test_every_cell_shows_what_the_page_shows(made):
    """Numbers are numbers, and what their format and digits show is the text of the page; of formulas, the result
    that programs show which do not compute it."""
    asked, content = made
    words, numbers = asked.words, 0
    for one, sheet in sheets_of((asked, book(content, data_only=True))):
        head = head_of(sheet, one)
        for n, row in enumerate(one.first.table.to_dict("records"), start=head + 1):
            for c, column in enumerate(one.first.columns, start=1):
                cell, text = sheet.cell(n, c), column.cell(row[column.name], words)
                place = f"{sheet.title}!{cell.coordinate}"
                if text is None:
                    missing = words.text("nicht ausgewiesen") if column.numeric else None
                    assert cell.value == missing, place
                    assert not column.numeric or one.of_scenario or cell.fill.patternType == "lightUp", place
                elif isinstance(cell.value, str):
                    assert cell.value == text, place
                    assert cell.data_type == "s", place
                else:
                    numbers += 1
                    assert column.numeric, place
                    # A formula has no limits: they hold for the numbers that the workbook was made with.
                    wanted = text.partition(" (")[0] if one.of_scenario else text
                    assert shown(cell, words) == wanted, place
    assert numbers > 250


def shown(cell, words):
    """What a spreadsheet shows of a number in the formats that we use, in the reader's language."""
    parts = cell.number_format.split(";")
    value = cell.value
    decimals = len(re.search(r"0(?:\.(0+))?", parts[0].replace("#,##", "")).group(1) or "")
    digits = words.number(abs(value), decimals)
    zero = not any(d in "123456789" for d in digits)
    part = parts[2] if len(parts) == 3 and zero else parts[1] if value < 0 and not zero else parts[0]
    return re.sub(r"#,##0(?:\.0+)?", digits, part).replace('"', "")


def test_the_places_of_the_plan_are_numbers(reopened):
    # The plan, page on the quotas.
    ((one, sheet),) = [(o, s) for o, s in sheets_of(reopened) if o.first.name == "kontingente-2026-plaetze"]
    head = head_of(sheet, one)
    rows = [[sheet.cell(head + n, c).value for c in (1, 4, 5, 6)] for n in range(1, 6)]
    assert rows[:4] == [
        ["AA", 2269, 573, 1696],
        ["AC", 586, 172, 414],
        ["DN", 300, 80, 220],
        ["HS", 353, 129, 224],
    ]
    assert rows[4][1:] == [3508, 954, 2554]
    assert len(one.exhibits) == 3  # places, degree rate and flow share it


def test_what_a_source_rounds_is_a_number_with_its_word(reopened):
    ((one, sheet),) = [(o, s) for o, s in sheets_of(reopened) if o.first.name == "beschaeftigte"]
    cell = sheet.cell(head_of(sheet, one) + 2, 2)
    assert cell.value == 91000
    word = {"de": "knapp", "en": "just under"}[reopened[0].words.code]
    assert cell.number_format.startswith(f'"{word}\u00a0"')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("582.410", 582410),
        ("knapp\u00a091.000", 91000),
        ("57,4\u00a0%", 57.4),
        (f"{MINUS}1,6", -1.6),
        ("+0,3", 0.3),
        ("±0", 0),
    ],
)
def test_texts_that_read_as_numbers_are_numbers(text, value):
    assert number_in(text, language("de")).value == value


@pytest.mark.parametrize(
    "text", ["2025", "1,5 bis 2,0", "entfällt", "1.25", "01", '5 "Zoll"', "2.169 (−100)", ""]
)
def test_all_other_texts_are_not(text):
    assert number_in(text, language("de")) is None


def test_each_table_owes_its_reader_finding_kind_source_and_notes(reopened):
    asked, _ = reopened
    for one, sheet in sheets_of(reopened):
        texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        for e in one.exhibits:
            said = [t for t in texts if source_line(e.citations, asked.facts, asked.words) in t]
            assert finding_text(e, one, asked) in texts
            assert any(asked.words.text(KIND_LABELS[e.kind(asked.facts)]) in t for t in said), sheet.title
            assert not e.reading or e.reading in texts
            assert set(e.notes) <= set(texts)


def test_no_text_is_ever_a_formula(reopened):
    asked, workbook = reopened
    live = {asked.words.text(n) for n in ("Szenario rechnen", "Schlüssel rechnen", "Plätze je 1.000 rechnen")}
    live |= {
        s.title
        for one, s in sheets_of(reopened)
        if one.of_scenario and has_formulas(one.first.name, asked.context)
    }
    formulas = [c for s in workbook for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == live
    assert not any(
        word in str(cell.value) for cell in formulas for word in ("HYPERLINK", "cmd", "calc", "evil")
    )
    texts = [c.value for s in workbook for row in s.iter_rows() for c in row if c.data_type == "s"]
    assert REASON in texts
    assert "<b>+49 & ../../x</b>" in texts
    assert any(NAME[:20] in text for text in texts)


def test_links_lead_within_or_to_the_scenario(reopened):
    asked, workbook = reopened
    links = [c.hyperlink for s in workbook for row in s.iter_rows() for c in row if c.hyperlink]
    outside = {link.target for link in links if link.target}
    assert outside == {asked.provenance.link}
    within = {link.location for link in links if not link.target}
    assert within >= {f"'{sheet.title}'!A1" for sheet in workbook}


def test_the_first_sheet_says_what_it_is(reopened):
    asked, workbook = reopened
    texts = [cell.value for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value]
    said = asked.provenance
    for text in (said.basis, said.data, said.made, said.scenario):
        assert text in texts
    assert any(said.licences in text and said.attribution in text for text in texts)
    assert len(workbook.worksheets[0]._images) == 1


def test_it_is_printed_across_with_headings_and_foot(reopened):
    asked, workbook = reopened
    for sheet in workbook:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        assert asked.provenance.footer in sheet.oddFooter.left.text
    assert all(sheet.freeze_panes for sheet in workbook.worksheets[1:])


def test_charts_draw_the_table_above_in_the_colours_of_the_institutions(made):
    asked, content = made
    with ZipFile(BytesIO(content)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if "drawings/drawing" in n)
    assert len(charts) >= 10
    together = "".join(charts)
    assert all(color[1:] in together for color in asked.style.institutions.values())
    assert drawings.count("descr=") == len(charts) + 1  # and the code
    assert 'descr=""' not in drawings


def bars_of(amounts):
    """The chart of a table with these amounts, inserted at row 10, and the row for what comes below it."""
    columns = (Column("name", "Name"), Column("amount", "Plätze", 0))
    table = pd.DataFrame({"name": [f"Zeile {n}" for n in range(len(amounts))], "amount": amounts})
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as made:
        one = WorkbookTable("Seite", "Blatt", (Exhibit("x", "x", Made.QUOTED, table, columns, ()),), "amount")
        below = add_charts(made.add_worksheet(), one, 0, 10, export(), Formats(made))
    (chart,) = book(out.getvalue()).worksheets[0]._charts
    return chart, below


def test_an_axis_begins_at_zero_only_where_nothing_lies_below():
    assert bars_of([40, 10])[0].y_axis.scaling.min == 0
    assert bars_of([40, -10])[0].y_axis.scaling.min is None


def test_each_bar_of_a_chart_has_its_room():
    for count, pixels in ((2, 200), (20, 510)):  # 110 for the frame and 20 for each bar, never less than 200
        chart, below = bars_of(range(count))
        top, end = chart.anchor._from, chart.anchor.to
        assert (end.row - top.row) * 20 + round((end.rowOff - top.rowOff) / 9525) == pixels
        assert (top.row, below) == (10, 10 + pixels // 20 + 2)


def test_columns_are_as_wide_as_their_cells_up_to_a_limit(reopened):
    words = reopened[0].words
    for one, sheet in sheets_of(reopened):
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        for number, column in enumerate(one.first.columns, start=1):
            texts = [column.cell(row[column.name], words) or "" for row in one.first.table.to_dict("records")]
            wanted = min(max(9, *(len(text) + 1 for text in texts)), 52)
            assert wanted <= widths[number] < 54, (sheet.title, column.heading)


def test_where_nobody_has_places_left_there_is_no_share():
    asked = export("2026~AA-EXT.2269.573~AC-EXT.586.172~DN-EXT.300.80~HS-EXT.353.129")
    sheet = book(make_workbook(asked), data_only=True)["Szenario rechnen"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0] in ("AA", "AC", "DN", "HS")}
    # code, places, change, share of all, degree-oriented, their rate
    assert [(c, r[6], r[7], r[8] or None, r[11], r[13] or None) for c, r in rows.items()] == [
        ("AA", 0, -2269, None, 0, None),
        ("AC", 0, -586, None, 0, None),
        ("DN", 0, -300, None, 0, None),
        ("HS", 0, -353, None, 0, None),
    ]


def test_ranks_are_not_drawn_as_bars(reopened):
    for one, sheet in sheets_of(reopened):
        if one.first.name.startswith("zukunftsatlas"):
            assert not sheet._charts


def test_the_same_order_gives_the_same_bytes_and_they_are_few(made):
    asked, content = made
    assert make_workbook(asked) == content
    assert len(content) < 5_000_000


def test_names_of_sheets_are_allowed_and_each_there_once():
    names = sheet_names(["A/B: 'C'?", "a b c", "x" * 40, "x" * 40, "Inhalt"], ["Inhalt"])
    assert len({name.casefold() for name in [*names, "Inhalt"]}) == 6
    assert all(0 < len(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\'") for name in names)
