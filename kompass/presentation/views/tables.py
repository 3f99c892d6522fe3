"""The view of a figure that has no large one of its own: its finding, and its table as far as it can be read
from the back row; of plain amounts, bars."""

from __future__ import annotations

from collections.abc import Sequence

from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.picture import Chart, Figure, Numbers, Picture, Said, Sheet, Tracks
from kompass.language import Language
from kompass.presentation.view import View, ViewContext, view_of
from kompass.presentation.views.registered import Registered

MOST_COLUMNS, MOST_BARS = 5, 6
HIGHEST_CHART = 780  # pixels; letters of a higher one would be too small for the back row


def figure_view(figure: Registered, context: ViewContext) -> View:
    """The view of a figure of a page. Where there is nothing to show yet, it says so."""
    t = context.words.text
    shown = figure.make(context)
    if shown is None:
        title = t("{figure}: noch nichts zu zeigen", figure=context.words.message(figure.name))
        advice = t(
            "Diese Abbildung braucht Verschiebungen, Annahmen oder behaltene Szenarien aus dem Simulator."
        )
        return View(title, Made.MOVED, Said(advice), ())
    return view_of(shown, _picture(shown, figure, context))


def _picture(shown: Exhibit, figure: Registered, context: ViewContext) -> Picture:
    if shown.table.empty:
        return Said(shown.reading)
    if shown.figure is not None and not shown.beside and shown.figure.layout.height <= HIGHEST_CHART:
        return Chart(shown.figure, shown.alt)
    if figure.bars and len(shown.table) <= MOST_BARS:
        return _bars(shown, figure.bars, context)
    columns = chosen_columns(shown, figure.columns)
    cells = _cells(shown, columns, context.words)
    if len(cells) == 1 and all(column.numeric for column in columns):
        return Numbers([Figure(c.heading, text) for c, text in zip(columns, cells[0], strict=True)])
    return Sheet(shown.title, columns, cells)


def chosen_columns(shown: Exhibit, names: Sequence[str]) -> list[Column]:
    """The columns of a table for the back row: those named, else the first ones."""
    columns = {column.name: column for column in shown.columns}
    return [columns[name] for name in names or columns][:MOST_COLUMNS]


def _bars(shown: Exhibit, name: str, context: ViewContext) -> Tracks:
    """A bar per row, named by the first column."""
    columns = {column.name: column for column in shown.columns}
    label, amount = shown.columns[0], columns[name]
    missing = context.words.text("nicht ausgewiesen")
    figures = []
    for row in shown.table.to_dict("records"):
        value = amount.cell(row[name], context.words)
        figures.append(
            Figure(
                label.cell(row[label.name], context.words) or "",
                missing if value is None else value,
                amount.heading,
                context.style.of(str(row.get("code", ""))),
                None if value is None else float(row[name]),
            )
        )
    return Tracks(figures, shown.alt, (amount.heading,))


def _cells(shown: Exhibit, columns: Sequence[Column], words: Language) -> list[list[str]]:
    """The texts of a table; a number that is not reported says so, an empty text stays empty."""
    missing = words.text("nicht ausgewiesen")
    return [
        [column.cell(row[column.name], words) or (missing if column.numeric else "") for column in columns]
        for row in shown.table.to_dict("records")
    ]
