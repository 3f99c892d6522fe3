"""A worksheet for one table: findings, table, kind and sources, chart, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats, heading, write_cell, write_formula_cell
from kompass.briefing.workbook.charts import add_charts
from kompass.briefing.workbook.exhibits import WorkbookTable
from kompass.briefing.workbook.live_tables import formulas, has_formulas
from kompass.briefing.workbook.references import References
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import KIND_LABELS, Exhibit, source_line

A4 = 9
LINE_HEIGHT = 15.0  # points
LETTER = 0.92  # average width of a character relative to a digit, the unit of column widths
TITLE = {"bold": True, "font_size": 14}
LINK = {"font_color": LIGHT.link, "underline": 1}
NARROWEST, WIDEST = 9, 52  # column width, characters
LEAST_WIDTH = 100  # characters; width of paragraphs around a narrow table
MOST_FROZEN = 12  # rows; with more, frozen rows would fill the window


@dataclass
class Writer:
    """Writes paragraphs across all columns, from row ``row`` (0-based) on. ``widths`` are column widths in
    characters."""

    sheet: Worksheet
    formats: Formats
    widths: Sequence[float]
    row: int = 0

    @property
    def last(self) -> int:
        """The last column that paragraphs span."""
        return max(len(self.widths) - 1, 1)

    def line(self, text: str, letters: float = 1.0, **look: object) -> None:
        """Write a paragraph over all columns; ``letters`` is its font size relative to the default."""
        paper = self.formats.of(text_wrap=True, **look)
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", paper)
        self.sheet.write_string(self.row, 0, text, paper)
        height = lines_of(text, sum(self.widths), letters) * LINE_HEIGHT * letters
        self.sheet.set_row(self.row, height + 3)
        self.row += 1


def lines_of(text: str, width: float, letters: float = 1.0) -> int:
    """The number of lines of a text in a column of ``width`` characters; never more than it has words."""
    return max(1, min(ceil(LETTER * letters * len(text) / (width - 1)), len(text.split())))


def set_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Set the height of a row with these texts and column widths, as programs differ in auto-fitting."""
    lines = max([1, *(lines_of(text, width - 1) for text, width in texts)])
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines + 2)


def set_page(sheet: Worksheet, export: ExportRequest, heading_row: int | None = None) -> None:
    """Set up printing: A4 landscape, one page wide, footer, and the header row repeated on every page."""
    t = export.words.text
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    if heading_row is not None:
        sheet.repeat_rows(heading_row)
    foot = f"{export.provenance.product} · {export.provenance.footer}".replace("&", "&&")
    page, of = t("Seite"), t("von")
    sheet.set_footer(f"&L&8{foot}&R&8{page} &P {of} &N")
    sheet.hide_gridlines(2)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the column widths, in characters."""
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)


def write_sheet(
    sheet: Worksheet,
    table: WorkbookTable,
    export: ExportRequest,
    formats: Formats,
    contents: str,
    references: References,
) -> None:
    """Write the worksheet of a table. ``contents`` is the name of the first worksheet; a table of the
    scenario gets formulas on ``references``, or a note that it is static."""
    words, t = export.words, export.words.text
    first = table.first
    rows = first.table.to_dict("records")
    widths = _widths(first, rows, export)
    set_widths(sheet, widths)
    writer = Writer(sheet, formats, widths)
    back = formats.of(font_size=9, **LINK)
    sheet.write_url(0, 0, f"internal:'{contents}'!A1", back, t("Zum Inhaltsverzeichnis"))
    writer.row = 1
    for exhibit in table.exhibits:
        _write_finding(writer, exhibit, table, export)
    if table.of_scenario:
        writer.line(_formula_note(table, export, references), bold=True)
    head = writer.row
    live_formulas = formulas(first, head, export.context, references)
    for number, column in enumerate(first.columns):
        align = "right" if column.numeric else "left"
        look = formats.of(bold=True, text_wrap=True, align=align, indent=1, bottom=2, bg_color=LIGHT.panel)
        sheet.write_string(head, number, heading(column), look)
    set_height(sheet, head, [(heading(c), w - 1) for c, w in zip(first.columns, widths, strict=False)])
    for place, row in enumerate(rows, start=head + 1):
        texts = []
        for number, column in enumerate(first.columns):
            formula = live_formulas.get((place - head - 1, column.name))
            if formula is None:
                exact = row.get(column.name.removesuffix("_text")) if table.of_scenario else None
                write_cell(sheet, (place, number), column, row[column.name], formats, words, exact)
            else:
                write_formula_cell(sheet, (place, number), column, row, formula, formats, words)
            texts.append((column.cell(row[column.name], words) or "", widths[number]))
        set_height(sheet, place, texts)
    writer.row = add_charts(sheet, table, head, head + len(rows) + 2, export, formats)
    _write_notes(writer, table, export)
    if head < MOST_FROZEN:
        sheet.freeze_panes(head + 1, 0)
    set_page(sheet, export, head)


def _write_finding(writer: Writer, exhibit: Exhibit, table: WorkbookTable, export: ExportRequest) -> None:
    """Write title, kind, sources and reading of an exhibit."""
    kind = export.words.text(KIND_LABELS[exhibit.kind(export.facts)])
    writer.line(finding_text(exhibit, table, export), 14 / 11, **TITLE)
    source = source_line(exhibit.citations, export.facts, export.words)
    small = {"font_size": 9, "font_color": LIGHT.muted}
    writer.line(f"{table.page} · {kind} · {source}", 9 / 11, **small)
    if exhibit.reading:
        writer.line(exhibit.reading)


def finding_text(exhibit: Exhibit, table: WorkbookTable, export: ExportRequest) -> str:
    """The title of an exhibit; for the scenario marked as of the export, as transfers can be edited."""
    if not table.of_scenario:
        return exhibit.title
    return export.words.text("Stand beim Erstellen: {finding}", finding=exhibit.title)


def _formula_note(table: WorkbookTable, export: ExportRequest, references: References) -> str:
    """The note on whether a table of the scenario changes when a transfer is edited."""
    t, sheet = export.words.text, references.where.sheet
    if has_formulas(table.first.name, export.context):
        return t(
            "Tabelle und Diagramm sind Formeln: Sie folgen den Umbuchungen auf dem Blatt „{sheet}“. Die Aussage oben "
            "nennt den Stand beim Erstellen, {made}.",
            sheet=sheet,
            made=export.provenance.made,
        )
    return t(
        "Stand beim Erstellen, {made}: Diese Tabelle folgt Änderungen auf dem Blatt „{sheet}“ nicht.",
        sheet=sheet,
        made=export.provenance.made,
    )


def _write_notes(writer: Writer, table: WorkbookTable, export: ExportRequest) -> None:
    """Write notes on the sources and definitions, each once."""
    t = export.words.text
    notes = dict.fromkeys(note for exhibit in table.exhibits for note in exhibit.notes)
    terms = dict.fromkeys(term for exhibit in table.exhibits for term in exhibit.definitions)
    if notes:
        writer.line(t("Hinweise zu den Quellen"), bold=True)
        for note in notes:
            writer.line(note)
    if terms:
        writer.line(t("Begriffe"), bold=True)
        for term, meaning in terms:
            writer.line(f"{term}: {meaning}")


def _widths(exhibit: Exhibit, rows: Sequence[dict[str, object]], export: ExportRequest) -> list[float]:
    """Column widths in characters, within :data:`NARROWEST` and :data:`WIDEST`. A last, empty column fills up
    to :data:`LEAST_WIDTH`."""
    missing = len(export.words.text("nicht ausgewiesen"))
    widths: list[float] = []
    for column in exhibit.columns:
        texts = [column.cell(row[column.name], export.words) for row in rows]
        cells = [len(text) if text else missing * column.numeric for text in texts]
        name = heading(column)
        needed = max([*cells, len(name) / 2, *map(len, name.split())]) + 2.0
        widths.append(min(max(needed, NARROWEST), WIDEST))
    if sum(widths) < LEAST_WIDTH:
        widths.append(LEAST_WIDTH - sum(widths))
    return widths
