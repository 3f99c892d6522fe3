"""One sheet of a workbook: the findings, the table with its kind and sources, what stands beside it, a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats, heading, write_cell, write_followed
from kompass.briefing.workbook.charts import add_charts
from kompass.briefing.workbook.exhibits import Taken
from kompass.briefing.workbook.live_tables import follows, formulas
from kompass.briefing.workbook.references import Anchors
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import KIND_LABELS, Exhibit, source_line

A4 = 9
LINE_HEIGHT = 15.0  # points
LETTER = 0.92  # how wide letters are on average; columns are measured in digits
TITLE = {"bold": True, "font_size": 14}
LINK = {"font_color": LIGHT.institutions["AC"], "underline": 1}
NARROWEST, WIDEST = 9, 52  # characters of a column
LEAST_WIDTH = 100  # characters that texts above and below a narrow table take
MOST_FROZEN = 12  # rows; more would leave no room to scroll in


@dataclass
class Writer:
    """Writes lines of text across a sheet, from row ``row`` on. ``widths`` are those of its columns."""

    sheet: Worksheet
    formats: Formats
    widths: Sequence[float]
    row: int = 0

    @property
    def last(self) -> int:
        """The last column that texts reach over."""
        return max(len(self.widths) - 1, 1)

    def line(self, text: str, letters: float = 1.0, **look: object) -> None:
        """One paragraph over all columns, as high as it needs; ``letters`` is their size against the usual."""
        paper = self.formats.of(text_wrap=True, **look)
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", paper)
        self.sheet.write_string(self.row, 0, text, paper)
        height = lines_of(text, sum(self.widths), letters) * LINE_HEIGHT * letters
        self.sheet.set_row(self.row, height + 3)
        self.row += 1


def lines_of(text: str, width: float, letters: float = 1.0) -> int:
    """How many lines a text takes in a column of so many characters: never more than it has words."""
    return max(1, min(ceil(LETTER * letters * len(text) / (width - 1)), len(text.split())))


def set_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row as high as its texts need in columns of their widths: programs differ in doing so themselves."""
    lines = max([1, *(lines_of(text, width - 1) for text, width in texts)])
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines + 2)


def set_page(sheet: Worksheet, export: ExportRequest, heading_row: int | None = None) -> None:
    """How the sheet is printed: A4 across, as wide as one page, the headings on each, and what it is."""
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
    """The widths of the columns, in characters."""
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)


def write_sheet(
    sheet: Worksheet, one: Taken, export: ExportRequest, formats: Formats, contents: str, anchors: Anchors
) -> None:
    """A table with all that it owes its reader; ``contents`` is the name of the sheet to go back to. A table of the
    scenario is formulas on ``anchors``, or says that it is not."""
    words, t = export.words, export.words.text
    shown = one.first
    rows = shown.table.to_dict("records")
    widths = _widths(shown, rows, export)
    set_widths(sheet, widths)
    writer = Writer(sheet, formats, widths)
    back = formats.of(font_size=9, **LINK)
    sheet.write_url(0, 0, f"internal:'{contents}'!A1", back, t("Zum Inhaltsverzeichnis"))
    writer.row = 1
    for exhibit in one.exhibits:
        _finding(writer, exhibit, one, export)
    if one.of_scenario:
        writer.line(_following(one, export, anchors), bold=True)
    head = writer.row
    live = formulas(shown, head, export.context, anchors)
    for number, column in enumerate(shown.columns):
        align = "right" if column.numeric else "left"
        look = formats.of(bold=True, text_wrap=True, align=align, indent=1, bottom=2, bg_color=LIGHT.panel)
        sheet.write_string(head, number, heading(column), look)
    set_height(sheet, head, [(heading(c), w - 1) for c, w in zip(shown.columns, widths, strict=False)])
    for place, row in enumerate(rows, start=head + 1):
        texts = []
        for number, column in enumerate(shown.columns):
            formula = live.get((place - head - 1, column.name))
            if formula is None:
                exact = row.get(column.name.removesuffix("_text")) if one.of_scenario else None
                write_cell(sheet, (place, number), column, row[column.name], formats, words, exact)
            else:
                write_followed(sheet, (place, number), column, row, formula, formats, words)
            texts.append((column.cell(row[column.name], words) or "", widths[number]))
        set_height(sheet, place, texts)
    writer.row = add_charts(sheet, one, head, head + len(rows) + 2, export, formats)
    _beside(writer, one, export)
    if head < MOST_FROZEN:
        sheet.freeze_panes(head + 1, 0)
    set_page(sheet, export, head)


def _finding(writer: Writer, exhibit: Exhibit, one: Taken, export: ExportRequest) -> None:
    """What a figure says, what sort of figure it is, and where it comes from."""
    kind = export.words.text(KIND_LABELS[exhibit.kind(export.facts)])
    writer.line(said_of(exhibit, one, export), 14 / 11, **TITLE)
    source = source_line(exhibit.citations, export.facts, export.words)
    small = {"font_size": 9, "font_color": LIGHT.muted}
    writer.line(f"{one.page} · {kind} · {source}", 9 / 11, **small)
    if exhibit.reading:
        writer.line(exhibit.reading)


def said_of(exhibit: Exhibit, one: Taken, export: ExportRequest) -> str:
    """What a figure says; of the scenario, that it was so when the workbook was made: transfers can be changed."""
    if not one.of_scenario:
        return exhibit.title
    return export.words.text("Stand beim Erstellen: {finding}", finding=exhibit.title)


def _following(one: Taken, export: ExportRequest, anchors: Anchors) -> str:
    """Whether a table of the scenario follows when a transfer is changed."""
    t, sheet = export.words.text, anchors.where.sheet
    if follows(one.first.name, export.context):
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


def _beside(writer: Writer, one: Taken, export: ExportRequest) -> None:
    """Oddities of the sources and the terms used, each once."""
    t = export.words.text
    notes = dict.fromkeys(note for exhibit in one.exhibits for note in exhibit.notes)
    terms = dict.fromkeys(term for exhibit in one.exhibits for term in exhibit.definitions)
    if notes:
        writer.line(t("Hinweise zu den Quellen"), bold=True)
        for note in notes:
            writer.line(note)
    if terms:
        writer.line(t("Begriffe"), bold=True)
        for term, meaning in terms:
            writer.line(f"{term}: {meaning}")


def _widths(shown: Exhibit, rows: Sequence[dict[str, object]], export: ExportRequest) -> list[float]:
    """Characters of each column: as its cells need, within bounds; together at least :data:`LEAST_WIDTH`,
    of which columns without a heading take what is missing."""
    missing = len(export.words.text("nicht ausgewiesen"))
    widths: list[float] = []
    for column in shown.columns:
        texts = [column.cell(row[column.name], export.words) for row in rows]
        cells = [len(text) if text else missing * column.numeric for text in texts]
        name = heading(column)
        needed = max([*cells, len(name) / 2, *map(len, name.split())]) + 2.0
        widths.append(min(max(needed, NARROWEST), WIDEST))
    if sum(widths) < LEAST_WIDTH:
        widths.append(LEAST_WIDTH - sum(widths))
    return widths
