"""A table of a view as HTML: the largest font in which all its rows fit, else as many rows as fit, the number of
the others, and the page that has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from kompass.figures.exhibit import Column
from kompass.figures.picture import Sheet
from kompass.language import Language
from kompass.presentation.room import NOTE, UNIT, Size
from kompass.rendering.text import text_width, wrapped

MOST_ROWS = 14
SCALES = (1.6, 1.3, 1.15, 1.0, 0.87)  # of the font size, tried in this order; the least are 28 pixels
# Sizes from slides.css, in pixels of a screen of 1920 by 1080.
_LETTERS, _HEAD = 1.7 * UNIT, 1.5 * UNIT  # a heading is never smaller than this
_LINE = 1.25
_CELL_PADDING, _ROW_PADDING = 1.6 * UNIT, 0.8 * UNIT
_NOTE = 1.2 * UNIT + _LINE * NOTE
_NARROWEST, _WIDEST = 4.0, 24.0  # least and largest width of a column, in sizes of letters
_SPARE = 4.0  # pixels that a browser may need more than measured
_DIGIT = re.compile(r"\d")

Cells = Sequence[Sequence[str]]


def sheet(table: Sheet, room: Size, words: Language) -> str:
    """HTML of a table in a room (width, height) in pixels of a screen of 1920 by 1080."""
    columns = table.columns
    for scale in SCALES:
        widths = _widths(columns, table.rows, scale, room[0])
        shown = _fitting(columns, table.rows[:MOST_ROWS], widths, room[1], scale)
        if len(shown) == len(table.rows):
            break
    else:
        scale = 1.0
        widths = _widths(columns, table.rows, scale, room[0])
        shown = _fitting(columns, table.title_first[:MOST_ROWS], widths, room[1] - _NOTE, scale)
    hidden = len(table.rows) - len(shown)
    note = f'<p class="more">{escape(more_rows(hidden, table.page, words))}</p>' if hidden else ""
    head = "".join(f'<th scope="col"{_right(c)}>{escape(c.heading)}</th>' for c in columns)
    body = "".join(_row(row, columns) for row in shown)
    cols = "".join(f'<col style="width:{100 * width / sum(widths):.1f}%">' for width in widths)
    return (
        f'<div class="sheet" style="--scale:{scale}" tabindex="0" role="region" '
        f'aria-label="{escape(table.caption)}"><table><colgroup>{cols}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}</div>"
    )


def more_rows(count: int, page: str, words: Language) -> str:
    """The sentence on ``count`` rows that are not shown, and the page that shows them."""
    return words.plural(
        "… und {n} weitere Zeile auf der Seite „{page}“",
        "… und {n} weitere Zeilen auf der Seite „{page}“",
        count,
        page=page,
    )


def _row(row: Sequence[str], columns: Sequence[Column]) -> str:
    first, *others = zip(columns, row, strict=True)
    cells = "".join(
        f'<td{_right(column)} data-heading="{escape(column.heading)}">{escape(text)}</td>'
        for column, text in others
    )
    return f'<tr><th scope="row">{escape(first[1])}</th>{cells}</tr>'


def _right(column: Column) -> str:
    return ' class="right"' if column.numeric else ""


def _head_size(scale: float) -> float:
    return _HEAD * max(scale, 1.0)


def _widths(columns: Sequence[Column], cells: Cells, scale: float, width: float) -> list[float]:
    """Column widths in pixels. Each column gets its longest word, a numeric one its longest text; the rest goes to
    columns that would wrap."""
    size, head = _LETTERS * scale, _head_size(scale)
    needs, wants = [], []
    for n, column in enumerate(columns):
        texts = [row[n] for row in cells]
        whole = max((_width(text, size, n == 0) for text in texts), default=0.0)
        word = max((_width(word, size, n == 0) for text in texts for word in text.split(" ")), default=0.0)
        heading = max(_width(word, head) for word in column.heading.split(" "))
        numbers = column.numeric and whole < _WIDEST * size / 2
        need = max(whole if numbers else word, heading, _NARROWEST * size)
        needs.append(need + _CELL_PADDING)
        wants.append(max(min(max(whole, _width(column.heading, head)), _WIDEST * size) - need, 0.0))
    free = width - sum(needs)
    if free < 0:  # words have to be broken
        return [width * need / sum(needs) for need in needs]
    widths = list(needs)
    for left, n in zip(
        range(len(needs), 0, -1), sorted(range(len(needs)), key=wants.__getitem__), strict=True
    ):
        more = min(wants[n], free / left)  # the least wants first: few columns wrap
        widths[n] += more
        free -= more
    return [own * width / sum(widths) for own in widths]


def _width(text: str, size: float, bold: bool = False) -> float:
    """Width of a text whose figures are all as wide as 0."""
    return text_width(_DIGIT.sub("0", text), size, bold) + _SPARE


def _fitting(
    columns: Sequence[Column], cells: Cells, widths: Sequence[float], height: float, scale: float
) -> Cells:
    """The first rows that fit into ``height`` below the header row; at least one."""
    height -= _row_height([column.heading for column in columns], widths, _head_size(scale))
    fitting: list[Sequence[str]] = []
    for row in cells:
        height -= _row_height(row, widths, _LETTERS * scale)
        if height < 0 and fitting:
            break
        fitting.append(row)
    return fitting


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    """The height of a row, by the number of lines that its texts wrap into."""
    lines = (
        len(wrapped(_DIGIT.sub("0", text), width - _CELL_PADDING - _SPARE, size, n == 0))
        for n, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return _ROW_PADDING + 0.1 * UNIT + _LINE * size * max(lines)
