"""A worksheet with input cells, formulas with cached results, headers and checks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats, number_format
from kompass.briefing.workbook.references import quoted
from kompass.briefing.workbook.sheet import LINK, TITLE, Writer, set_page, set_widths
from kompass.figures.charts.style import LIGHT
from kompass.figures.csv_file import SOFT_HYPHEN

COUNT, SIGNED, ONE = number_format(0), number_format(0, sign=True), number_format(1)
INPUT = {
    "indent": 1,
    "bg_color": "#FFF6D6",
    "border": 1,
    "border_color": LIGHT.comparison,
}  # yellow, with a border for those who do not see the colour


@dataclass
class FormulaSheet:
    """A worksheet with formulas. Rows and columns are 0-based."""

    sheet: Worksheet
    formats: Formats
    export: ExportRequest
    contents: str  # name of the first worksheet
    title: str
    says: str
    row: int = 0

    def begin(self, widths: Sequence[float], reading: str) -> None:
        """Write title, purpose and instructions, and set column widths in characters. Sets ``row`` to the
        next free row."""
        set_widths(self.sheet, widths)
        back = self.formats.of(font_size=9, **LINK)
        self.sheet.write_url(
            0, 0, f"internal:'{self.contents}'!A1", back, self.export.words.text("Zum Inhaltsverzeichnis")
        )
        writer = Writer(self.sheet, self.formats, widths, 1)
        writer.line(self.title, 14 / 11, **TITLE)
        writer.line(self.says)
        writer.line(reading, 9 / 11, font_size=9, font_color=LIGHT.muted)
        self.row = writer.row

    def end(self, heading_row: int) -> None:
        """Set up printing; ``heading_row`` is repeated on every page."""
        set_page(self.sheet, self.export, heading_row)

    def headings(self, row: int, texts: Sequence[str], left: Collection[int] = ()) -> None:
        """Write a header row; columns in ``left`` are left-aligned."""
        for column, text in enumerate(texts):
            align = "left" if column in left else "right"
            look = self.formats.of(
                bold=True, text_wrap=True, align=align, indent=1, bottom=2, bg_color=LIGHT.panel
            )
            self.sheet.write_string(row, column, text.replace(SOFT_HYPHEN, ""), look)

    def write(self, row: int, column: int, text: str, **look: object) -> None:
        """Write a string, even if it looks like a formula."""
        self.sheet.write_string(
            row, column, text, self.formats.of(**{"text_wrap": True, "align": "left", "indent": 1, **look})
        )

    def typed(self, row: int, column: int, value: float | str | None, num_format: str = COUNT) -> None:
        """Write an input cell: a number, a string, or empty."""
        if isinstance(value, str):
            self.sheet.write_string(
                row, column, value, self.formats.of(text_wrap=True, align="left", **INPUT)
            )
        elif value is None:
            self.sheet.write_blank(row, column, None, self.formats.of(num_format=num_format, **INPUT))
        else:
            self.sheet.write_number(
                row, column, value, self.formats.of(num_format=num_format, align="right", **INPUT)
            )

    def number(self, row: int, column: int, value: float, num_format: str = COUNT) -> None:
        """Write a number that is not an input."""
        look = self.formats.of(num_format=num_format, align="right", indent=1)
        self.sheet.write_number(row, column, value, look)

    def check(self, rows: tuple[int, int], column: int) -> None:
        """Highlight failed checks in a column by conditional formatting; ``rows`` are first and last."""
        cell = xl_rowcol_to_cell(rows[0], column)
        passed = quoted(self.export.words.text("in Ordnung"))
        rule = {"type": "formula", "criteria": f'=AND({cell}<>"",{cell}<>{passed})'}
        # Not a cached format: a conditional format may only contain the properties that it changes.
        look = self.formats.book.add_format({"bold": True, "bg_color": "#F7D9C4"})
        self.sheet.conditional_format(rows[0], column, rows[1], column, rule | {"format": look})

    def formula(
        self, row: int, column: int, formula: str, value: float | str, num_format: str = COUNT, **look: object
    ) -> None:
        """Write a formula; ``value`` is the cached result for programs that do not recalculate."""
        paper = self.formats.of(**{"num_format": num_format, "align": "right", "indent": 1, **look})
        self.sheet.write_formula(row, column, formula, paper, value)
