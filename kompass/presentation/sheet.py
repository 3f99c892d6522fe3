"""A table of a view as HTML: the largest font in which all its rows fit, else as many rows as fit and a count
of the others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil
from textwrap import wrap

from kompass.figures.exhibit import Column
from kompass.figures.picture import Sheet
from kompass.language import Language

MOST_ROWS = 8
SCALES = (1.6, 1.3, 1.0)  # of the font size, tried in this order
# Sizes from slides.css, in hundredths of the width of a 16:9 screen. They predict how many rows fit; a character
# is taken to be half as wide as it is high.
_WIDTH, _HEIGHT = 91.0, 46.5  # of the area for header, table and footer
_TITLE_LETTERS, _SUBJECT_LETTERS, _FOOT_LETTERS = 48, 84, 104  # characters per line
_TITLE_LINE, _SUBJECT_LINE, _FOOT_LINE, _LINE, _HEAD_LINE = 3.4, 1.9, 1.45, 2.1, 1.9
_LETTER, _CELL_PADDING, _ROW_PADDING, _NOTE = 0.92, 1.6, 0.8, 2.6
_NARROWEST, _WIDEST = 9, 44  # least and largest width of a column, in characters

Cells = Sequence[Sequence[str]]


def sheet(table: Sheet, subject: str, title: str, foot: Sequence[str], words: Language) -> str:
    """HTML of a table. ``subject``, ``title`` and the ``foot`` lines of its view determine the height that is
    left for it."""
    columns, cells = table.columns, table.rows
    height = _HEIGHT - _head_height(subject, title, foot) - _NOTE
    for scale in SCALES:
        widths = _widths(columns, cells, scale)
        fitting = _fitting(columns, cells[:MOST_ROWS], widths, height, scale)
        if len(fitting) == len(cells[:MOST_ROWS]):
            break
    hidden = len(cells) - len(fitting)
    note = f'<p class="more">{escape(more_rows(hidden, words))}</p>' if hidden else ""
    head = "".join(f'<th scope="col"{_right(c)}>{escape(c.heading)}</th>' for c in columns)
    body = "".join(_row(row, columns) for row in fitting)
    cols = "".join(f'<col style="width:{100 * width / sum(widths):.1f}%">' for width in widths)
    return (
        f'<div class="sheet" style="--scale:{scale}" tabindex="0" role="region" '
        f'aria-label="{escape(table.caption)}"><table><colgroup>{cols}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}</div>"
    )


def more_rows(count: int, words: Language) -> str:
    """The sentence on ``count`` rows that are not shown."""
    if count == 1:
        return words.text("… und eine weitere Zeile")
    return words.plural("… und {n} weitere Zeile", "… und {n} weitere Zeilen", count)


def _row(row: Sequence[str], columns: Sequence[Column]) -> str:
    first, *others = zip(columns, row, strict=True)
    cells = "".join(
        f'<td{_right(column)} data-heading="{escape(column.heading)}">{escape(text)}</td>'
        for column, text in others
    )
    return f'<tr><th scope="row">{escape(first[1])}</th>{cells}</tr>'


def _right(column: Column) -> str:
    return ' class="right"' if column.numeric else ""


def _widths(columns: Sequence[Column], cells: Cells, scale: float) -> list[float]:
    """Column widths in hundredths of the screen width. Numeric columns get what their texts need, as numbers
    must not wrap; the others share the rest."""
    letters = [
        # A heading wraps into about three lines, never within a word.
        max([len(column.heading) // 3, *(len(row[n]) for row in cells), *map(len, column.heading.split())])
        for n, column in enumerate(columns)
    ]
    weights = [min(max(count, _NARROWEST), _WIDEST) for count in letters]
    needed = [weight * _LETTER * scale + _CELL_PADDING for weight in weights]
    fixed = sum(need for need, column in zip(needed, columns, strict=True) if column.numeric)
    free = sum(need for need, column in zip(needed, columns, strict=True) if not column.numeric)
    if not free or fixed > _WIDTH / 2:
        return [_WIDTH * need / sum(needed) for need in needed]
    share = (_WIDTH - fixed) / free
    return [need if column.numeric else need * share for need, column in zip(needed, columns, strict=True)]


def _fitting(
    columns: Sequence[Column], cells: Cells, widths: Sequence[float], height: float, scale: float
) -> Cells:
    """The first rows that fit into ``height`` below the header row; at least one."""
    height -= _row_height([column.heading for column in columns], widths, _HEAD_LINE, scale)
    fitting: list[Sequence[str]] = []
    for row in cells:
        height -= _row_height(row, widths, _LINE, scale)
        if height < 0 and fitting:
            break
        fitting.append(row)
    return fitting


def _row_height(row: Sequence[str], widths: Sequence[float], line: float, scale: float) -> float:
    """The height of a row, by the number of lines that its texts wrap into."""
    letters = [int((width - _CELL_PADDING) / (_LETTER * scale)) for width in widths]
    lines = (len(wrap(text, max(n, 1))) for text, n in zip(row, letters, strict=True))
    return _ROW_PADDING + scale * line * max(1, *lines)


def _head_height(subject: str, title: str, foot: Sequence[str]) -> float:
    """The height that subject, title and footer take."""
    above = _SUBJECT_LINE * ceil(len(subject) / _SUBJECT_LETTERS)
    title_height = max(7.4, above + _TITLE_LINE * ceil(len(title) / _TITLE_LETTERS))
    lines = sum(ceil(len(line) / _FOOT_LETTERS) for line in foot)
    return title_height + max(3.6, 0.5 + _FOOT_LINE * lines)
