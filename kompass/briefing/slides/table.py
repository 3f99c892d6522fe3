"""Native PPTX tables: as many rows as fit, and a count of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from kompass.briefing.slides.text import LINE, SMALLEST, Box, FontMetrics, Run, add_text, describe, rgb, write
from kompass.figures.charts.style import Style
from kompass.figures.picture import Sheet
from kompass.language import Language
from kompass.presentation.sheet import more_rows

SIZES = (24, 20, SMALLEST, 16, 14)  # points; the last are read as well as letters of 28 pixels on a wall
NARROW_SIZES = (16, 14, 12)  # points; for templates with space for less than one row
_POINT = 12700  # EMU
_SIDE, _ABOVE = 6, 3  # cell margins, points
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # GUID of the table style "No Style, No Grid"


def add_table(
    shapes: Any,
    box: Box,
    table_picture: Sheet,
    title: str,
    style: Style,
    metrics: FontMetrics,
    words: Language,
) -> None:
    """Add a table in the largest font at which all rows fit; else in a small font with as many rows as fit,
    and their number below."""
    headings = [column.heading.replace("\u00ad", "") for column in table_picture.columns]
    note = SMALLEST * LINE + 4
    free = Emu(box.height).pt - note
    everything = [headings, *table_picture.rows]

    def measured(size: float) -> tuple[list[float], list[float]]:
        widths = _widths(headings, table_picture, size, Emu(box.width).pt, metrics)
        return widths, [_height(row, widths, size, metrics, n == 0) for n, row in enumerate(everything)]

    size = next((size for size in SIZES if sum(measured(size)[1]) <= free), 0)
    if not size:  # not all rows fit
        fitting = (size for size in NARROW_SIZES if sum(measured(size)[1][:2]) <= free)
        size = next(fitting, NARROW_SIZES[-1])
    widths, heights = measured(size)
    rows = table_picture.rows
    if sum(heights) > free:
        rows = table_picture.title_first
        heights[1:] = [_height(row, widths, size, metrics) for row in rows]
    count = next((n for n in range(len(rows), 1, -1) if sum(heights[: n + 1]) <= free), 1)
    rows = rows[:count]
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
            right = table_picture.columns[index].numeric
            _cell(table.cell(number, index), text, size, number == 0 or index == 0, right, words.code)
            _line(table.cell(number, index), style.text if number == 0 else style.line)
    hidden = len(table_picture.rows) - count
    if hidden:
        below = Box(
            box.left, round(box.top + (height + 4) * _POINT), box.width, round(SMALLEST * LINE * _POINT)
        )
        add_text(shapes, below, [[Run(more_rows(hidden, table_picture.page, words))]], words.code)
    rows_text = "; ".join(", ".join(text for text in row if text) for row in rows)
    describe(frame, f"{title}. {', '.join(headings)}: {rows_text}.")


def _widths(
    headings: Sequence[str], table_picture: Sheet, size: float, width: float, metrics: FontMetrics
) -> list[float]:
    """Column widths in points. Each column gets its longest word, a numeric one its longest text; the rest
    goes to columns that would wrap."""
    needs, wants = [], []
    for index, column in enumerate(table_picture.columns):
        texts = [row[index] for row in table_picture.rows]
        bold = index == 0
        whole = max(metrics.width(text, size, bold) for text in texts)
        words = [metrics.width(w, size, bold) for text in texts for w in text.split()]
        heads = [metrics.width(w, size, True) for w in headings[index].split()]
        numbers = column.numeric and whole < width / 3
        needs.append(max([whole if numbers else max(words, default=0), *heads]) + 2 * _SIDE)
        wants.append(max(whole, metrics.width(headings[index], size, True)) + 2 * _SIDE - needs[-1])
    free = width - sum(needs)
    if free < 0:  # words have to be broken
        return [width * need / sum(needs) for need in needs]
    share = min(free / (sum(wants) or 1), 1)
    widths = [need + share * want for need, want in zip(needs, wants, strict=True)]
    return [w * width / sum(widths) for w in widths]


def _height(
    row: Sequence[str], widths: Sequence[float], size: float, metrics: FontMetrics, bold: bool = False
) -> float:
    """The height of a row in points."""
    lines = (
        len(metrics.lines(text, size, width - 2 * _SIDE, bold or not index))
        for index, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return max(lines) * size * LINE + 2 * _ABOVE


def _cell(cell: Any, text: str, size: float, bold: bool, right: bool, code: str) -> None:
    """Set margins, alignment and text of a cell."""
    cell.margin_left = cell.margin_right = Emu(_SIDE * _POINT)
    cell.margin_top = cell.margin_bottom = Emu(_ABOVE * _POINT)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write(paragraph, [Run(text, size, bold)], code)


def _line(cell: Any, color: str) -> None:
    """Set a thin bottom border of a cell."""
    line = (
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{rgb(color)}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))
