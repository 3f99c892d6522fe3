"""A table of a paper as a DOCX table: repeated header row, numbers right-aligned, column widths by content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

from kompass.briefing.paper.paper import Table
from kompass.figures.charts.style import Style

SIZE, SMALL_SIZE = Pt(9), Pt(8)
MANY = 8  # columns from which on the font is smaller
WIDEST = 38  # characters that a column of text may claim before it wraps
LINE = 100  # characters across the page
BY_HAND = 18  # width in characters of an empty column, which is filled in with a pen
HEADING_LINES = 3
LONGEST_WHOLE = 6  # rows; a longer table may continue on the next page
GAP = 150  # between columns, in twentieths of a point
PADDING = 3  # characters; has space for the coloured mark
SOFT_HYPHEN = "\u00ad"


def add_table(
    document: Doc, table: Table, width: Length, style: Style, row_height: Length | None = None
) -> None:
    """Add a table to the document. Rows are not split across pages; a short table is kept on one page with
    the paragraph above it."""
    made = document.add_table(len(table.rows) + 1, len(table.headings))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    properties = made._tbl.tblPr
    _caption(properties, table.caption)
    _borders(properties, style)
    _margins(properties)
    widths = column_widths(table, width)
    for column, column_width in zip(made.columns, widths, strict=True):
        column.width = column_width
    last = len(table.rows)
    # Never a single row before or after a page break.
    together = range(last) if last <= LONGEST_WHOLE else (0, 1, last - 1)
    for number, (row, texts) in enumerate(zip(made.rows, (table.headings, *table.rows), strict=True)):
        _row_properties(row, header=number == 0)
        if row_height and number:
            row.height, row.height_rule = row_height, WD_ROW_HEIGHT_RULE.AT_LEAST
        bold = number == 0 or (table.total and number == last)
        for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[index]
            if row_height:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            paragraph.paragraph_format.keep_with_next = number in together
            if table.right[index]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if not index and number and table.codes and table.codes[number - 1]:
                _mark(paragraph, style.of(table.codes[number - 1]))
            _write(paragraph, text, bold, SIZE if len(table.headings) < MANY else SMALL_SIZE)
    space = document.add_paragraph()
    space.paragraph_format.space_after = Pt(0)
    space.paragraph_format.line_spacing = Pt(4)


def column_widths(table: Table, width: Length) -> list[Length]:
    """Column widths of a table on paper that sum up to ``width``. Each column gets its longest word, its heading in
    ``HEADING_LINES`` lines, or its longest number; the rest goes to columns whose cells would wrap."""
    needs, wants = [], []
    for right, heading, *cells in zip(table.right, table.headings, *table.rows, strict=True):
        words = [word for text in (heading, *cells) for word in re.split(r"[\s\u00ad-]+", text)]
        longest = max(map(len, cells)) or BY_HAND
        need = max(*map(len, words), len(heading) / HEADING_LINES, longest if right else 0)
        needs.append(min(need, WIDEST) + PADDING)
        wants.append(max(min(longest, WIDEST) + PADDING - needs[-1], 0))
    share = min(max(LINE - sum(needs), 0) / (sum(wants) or 1), 1)
    claims = [need + share * want for need, want in zip(needs, wants, strict=True)]
    return [Length(int(width * claim / sum(claims))) for claim in claims]


def _write(paragraph: Paragraph, text: str, bold: bool, size: Length) -> None:
    """Add a text to a paragraph. Soft hyphens become ``w:softHyphen`` elements."""
    run = paragraph.add_run()
    run.bold = bold
    run.font.size = size
    for number, part in enumerate(text.split(SOFT_HYPHEN)):
        if number:
            run._r.append(OxmlElement("w:softHyphen"))
        run.add_text(part)


def _mark(paragraph: Paragraph, color: str) -> None:
    """Add a small square in the colour of an institution."""
    run = paragraph.add_run("\u25a0\u00a0")
    run.font.size = SIZE
    run.font.color.rgb = RGBColor.from_string(color.removeprefix("#"))


def _row_properties(row: _Row, header: bool) -> None:
    """Keep the row on one page, and repeat it on each if it is the header."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _caption(properties: BaseOxmlElement, text: str) -> None:
    """Set the table's alternative text."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text.replace(SOFT_HYPHEN, ""))
    properties.append(caption)


def _borders(properties: BaseOxmlElement, style: Style) -> None:
    """Set thin lines between rows and none between columns."""
    borders = OxmlElement("w:tblBorders")
    sides: Sequence[tuple[str, int, str]] = (
        ("top", 8, style.text), ("bottom", 8, style.text), ("insideH", 4, style.line),
    )  # fmt: skip
    for side, size, color in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("color", color.removeprefix("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.find(qn("w:tblLayout")).addprevious(borders)  # the XML schema prescribes the order


def _margins(properties: BaseOxmlElement) -> None:
    """Set cell margins so that the first column is aligned with the text."""
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("left", 0), ("right", GAP)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(size))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.find(qn("w:tblLayout")).addnext(margins)
