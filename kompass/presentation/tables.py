"""The view of a figure that has no large one of its own: its finding, and its table as far as it can be read
from the back row; of plain amounts, bars."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil
from textwrap import wrap

from kompass.figures.exhibit import Column, Exhibit, Kind
from kompass.language import Language
from kompass.presentation.drawing import Figure, numbers, tracks
from kompass.presentation.registered import Registered
from kompass.presentation.view import Room, View, sources

MOST_ROWS, MOST_COLUMNS, MOST_BARS = 8, 5, 6
SCALES = (1.6, 1.3, 1.0)  # how large letters are: a small table is set larger
# What slides.css measures, in hundredths of the width of a 16:9 screen: how much stands beside each other, how
# high a line is. By it the rows are counted that fit; a letter is taken as half as wide as it is high.
_WIDTH, _HEIGHT = 91.0, 46.5  # inside the margins; of the height, without the spaces around the table
_TITLE_LETTERS, _SOURCE_LETTERS = 48, 84  # in a line
_TITLE_LINE, _SOURCE_LINE, _LINE, _HEAD_LINE = 3.4, 1.9, 2.1, 1.9
_LETTER, _CELL_PADDING, _ROW_PADDING, _NOTE = 0.92, 1.6, 0.8, 2.6
_NARROWEST, _WIDEST = 9, 44  # letters that a column has at least, and that it is weighed with at most

Cells = list[list[str]]


def figure_view(figure: Registered, room: Room) -> View:
    """The view of a figure of a page. Where there is nothing to show yet, it says so."""
    t = room.words.text
    shown = figure.make(room)
    if shown is None:
        title = t("{figure}: noch nichts zu zeigen", figure=room.words.message(figure.name))
        advice = t(
            "Diese Abbildung braucht Verschiebungen, Annahmen oder behaltene Szenarien aus dem Simulator."
        )
        return View(title, Kind.SCENARIO, _paragraph(advice), "")
    line = sources(shown.citations, room)
    if shown.table.empty:
        return View(shown.title, shown.kind, _paragraph(shown.reading), line)
    if figure.bars and len(shown.table) <= MOST_BARS:
        return View(shown.title, shown.kind, _bars(shown, figure.bars, room), line)
    columns = chosen_columns(shown, figure.columns)
    if len(shown.table) == 1 and all(column.numeric for column in columns):
        amounts = _cells(shown, columns, room.words)[0]
        figures = [Figure(c.heading, text) for c, text in zip(columns, amounts, strict=True)]
        return View(shown.title, shown.kind, numbers(figures), line)
    return View(shown.title, shown.kind, _table(shown, columns, line, room), line)


def chosen_columns(shown: Exhibit, names: Sequence[str]) -> list[Column]:
    """The columns of a table for the back row: those named, else the first ones."""
    columns = {column.name: column for column in shown.columns}
    return [columns[name] for name in names or columns][:MOST_COLUMNS]


def _paragraph(text: str) -> str:
    return f'<p class="said">{escape(text)}</p>'


def _bars(shown: Exhibit, name: str, room: Room) -> str:
    """A bar per row, named by the first column."""
    columns = {column.name: column for column in shown.columns}
    label, amount = shown.columns[0], columns[name]
    reach = float(shown.table[name].max())
    missing = room.words.text("nicht ausgewiesen")
    figures = []
    for row in shown.table.to_dict("records"):
        value = amount.cell(row[name], room.words)
        figures.append(
            Figure(
                label.cell(row[label.name], room.words) or "",
                missing if value is None else value,
                amount.heading,
                room.style.of(str(row.get("code", ""))),
                None if value is None else (0, float(row[name]) / reach),
            )
        )
    return tracks(figures, shown.alt, room.style)


def _table(shown: Exhibit, columns: Sequence[Column], line: str, room: Room) -> str:
    """The first rows of a table, as many as fit, and how many more there are."""
    words = room.words
    cells = _cells(shown, columns, words)
    height = _HEIGHT - _head_height(shown.title, line) - _NOTE
    for scale in SCALES:
        widths = _widths(columns, cells, scale)
        fitting = _fitting(columns, cells[:MOST_ROWS], widths, height, scale)
        if len(fitting) == len(cells[:MOST_ROWS]):
            break
    left = len(cells) - len(fitting)
    more = (
        words.text("… und {n} weitere Zeilen", n=left) if left > 1 else words.text("… und eine weitere Zeile")
    )
    note = f'<p class="more">{escape(more)}</p>' if left else ""
    head = "".join(f'<th scope="col"{_right(c)}>{escape(c.heading)}</th>' for c in columns)
    body = "".join(_row(row, columns) for row in fitting)
    cols = "".join(f'<col style="width:{100 * width / sum(widths):.1f}%">' for width in widths)
    return (
        f'<div class="sheet" style="--scale:{scale}" tabindex="0" role="region" aria-label="{escape(shown.title)}"><table>'
        f"<colgroup>{cols}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}</div>"
    )


def _cells(shown: Exhibit, columns: Sequence[Column], words: Language) -> Cells:
    """The texts of a table; a number that is not reported says so, an empty text stays empty."""
    missing = words.text("nicht ausgewiesen")
    return [
        [column.cell(row[column.name], words) or (missing if column.numeric else "") for column in columns]
        for row in shown.table.to_dict("records")
    ]


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
    """How wide each column is: as numbers need it, for they never break; the others share what is left."""
    letters = [
        # A heading breaks into three lines or so, never within a word.
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
    """The first rows that fit below the headings, one at least."""
    height -= _row_height([column.heading for column in columns], widths, _HEAD_LINE, scale)
    fitting: Cells = []
    for row in cells:
        height -= _row_height(row, widths, _LINE, scale)
        if height < 0 and fitting:
            break
        fitting.append(row)
    return fitting


def _row_height(row: Sequence[str], widths: Sequence[float], line: float, scale: float) -> float:
    letters = [int((width - _CELL_PADDING) / (_LETTER * scale)) for width in widths]
    lines = (len(wrap(text, max(n, 1))) for text, n in zip(row, letters, strict=True))
    return _ROW_PADDING + scale * line * max(1, *lines)


def _head_height(title: str, line: str) -> float:
    """What finding and source line take."""
    title_height = max(7.4, _TITLE_LINE * ceil(len(title) / _TITLE_LETTERS))
    return title_height + max(3.6, 0.5 + _SOURCE_LINE * ceil(len(line) / _SOURCE_LETTERS))
