"""Native tables: as many rows of a table as fit a slide, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from kompass.briefing.slides.text import LINE, SMALLEST, Box, Letters, Run, add_text, describe, rgb, write
from kompass.figures.charts.style import Style
from kompass.figures.picture import Sheet
from kompass.language import Language
from kompass.presentation.sheet import more_rows

SIZES = (24, 20, SMALLEST)  # points
NARROW_SIZES = (16, 14, 12)  # where a template has no room for a single row
_POINT = 12700  # EMU
_SIDE, _ABOVE = 6, 3  # points of a cell's margins
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without lines and fills


def add_table(
    shapes: Any, box: Box, shown: Sheet, title: str, style: Style, letters: Letters, words: Language
) -> None:
    """The table in its box, set as large as all of it fits, else as small as may be and as many rows as fit."""
    headings = [column.heading.replace("\u00ad", "") for column in shown.columns]
    note = SMALLEST * LINE + 4
    free = Emu(box.height).pt - note
    for size in (*SIZES, *NARROW_SIZES):
        widths = _widths(headings, shown, size, Emu(box.width).pt, letters)
        heights = [_height(headings, widths, size, letters, True)]
        heights += [_height(row, widths, size, letters) for row in shown.rows]
        if sum(heights) <= free or (size <= SMALLEST and sum(heights[:2]) <= free):
            break
    count = next((n for n in range(len(shown.rows), 1, -1) if sum(heights[: n + 1]) <= free), 1)
    rows = shown.rows[:count]
    height = sum(heights[: count + 1])
    frame = shapes.add_table(
        count + 1,
        len(headings),
        Emu(box.left),
        Emu(box.top),
        Emu(box.width),
        Emu(round(height * _POINT)),
    )
    table = frame.table
    table._tbl.tblPr.find("{*}tableStyleId").text = _PLAIN
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(round(width * _POINT))
    for number, row in enumerate((headings, *rows)):
        table.rows[number].height = Emu(round(heights[number] * _POINT))
        for index, text in enumerate(row):
            right = shown.columns[index].numeric
            _cell(table.cell(number, index), text, size, number == 0 or index == 0, right, words.code)
            _line(table.cell(number, index), style.text if number == 0 else style.line)
    left = len(shown.rows) - count
    if left:
        below = Box(
            box.left, round(box.top + (height + 4) * _POINT), box.width, round(SMALLEST * LINE * _POINT)
        )
        add_text(shapes, below, [[Run(more_rows(left, words))]], words.code)
    first = "; ".join(", ".join(text for text in row if text) for row in rows)
    describe(frame, f"{title}. {', '.join(headings)}: {first}.")


def _widths(
    headings: Sequence[str], shown: Sheet, size: float, width: float, letters: Letters
) -> list[float]:
    """Every column gets its longest word, numbers their whole text; what is left goes to what would wrap."""
    needs, wants = [], []
    for index, column in enumerate(shown.columns):
        texts = [row[index] for row in shown.rows]
        bold = index == 0
        whole = max(letters.width(text, size, bold) for text in texts)
        words = [letters.width(w, size, bold) for text in texts for w in text.split()]
        heads = [letters.width(w, size, True) for w in headings[index].split()]
        needs.append(max([whole if column.numeric else max(words, default=0), *heads]) + 2 * _SIDE)
        wants.append(max(whole, letters.width(headings[index], size, True)) + 2 * _SIDE - needs[-1])
    free = width - sum(needs)
    if free < 0:  # words must break
        return [width * need / sum(needs) for need in needs]
    share = min(free / (sum(wants) or 1), 1)
    widths = [need + share * want for need, want in zip(needs, wants, strict=True)]
    return [w * width / sum(widths) for w in widths]


def _height(
    row: Sequence[str], widths: Sequence[float], size: float, letters: Letters, bold: bool = False
) -> float:
    lines = (
        len(letters.lines(text, size, width - 2 * _SIDE, bold or not index))
        for index, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return max(lines) * size * LINE + 2 * _ABOVE


def _cell(cell: Any, text: str, size: float, bold: bool, right: bool, code: str) -> None:
    cell.margin_left = cell.margin_right = Emu(_SIDE * _POINT)
    cell.margin_top = cell.margin_bottom = Emu(_ABOVE * _POINT)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write(paragraph, [Run(text, size, bold)], code)


def _line(cell: Any, color: str) -> None:
    """A fine line below the cell."""
    line = (
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{rgb(color)}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))
