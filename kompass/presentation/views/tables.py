"""Views of figures without a view of their own: a table of at most five columns, or bars."""

from __future__ import annotations

from collections.abc import Sequence

from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.picture import Figure, Numbers, Picture, Said, Sheet, Tracks
from kompass.language import Language
from kompass.presentation.view import View, ViewContext, view_of
from kompass.presentation.views.registered import FigureSpec

MOST_COLUMNS, MOST_BARS = 5, 6


def figure_view(figure: FigureSpec, context: ViewContext) -> View:
    """The view of a figure of a page; a sentence instead when there is nothing to show."""
    t = context.words.text
    exhibit = figure.make(context)
    if exhibit is None:
        title = t("{figure}: noch nichts zu zeigen", figure=context.words.message(figure.name))
        advice = t(
            "Diese Abbildung braucht Verschiebungen, Annahmen oder behaltene Szenarien aus dem Simulator."
        )
        return View(title, Made.MOVED, Said(advice), ())
    return view_of(exhibit, _picture(exhibit, figure, context))


def _picture(exhibit: Exhibit, figure: FigureSpec, context: ViewContext) -> Picture:
    if exhibit.table.empty:
        return Said(exhibit.reading)
    if figure.bars and len(exhibit.table) <= MOST_BARS:
        return _bars(exhibit, figure.bars, context)
    columns = chosen_columns(exhibit, figure.columns)
    cells = _cells(exhibit, columns, context.words)
    if len(cells) == 1 and all(column.numeric for column in columns):
        return Numbers([Figure(c.heading, text) for c, text in zip(columns, cells[0], strict=True)])
    return Sheet(exhibit.title, columns, cells)


def chosen_columns(exhibit: Exhibit, names: Sequence[str]) -> list[Column]:
    """At most ``MOST_COLUMNS`` columns of the exhibit: those in ``names``, or the first ones without names."""
    columns = {column.name: column for column in exhibit.columns}
    return [columns[name] for name in names or columns][:MOST_COLUMNS]


def _bars(exhibit: Exhibit, name: str, context: ViewContext) -> Tracks:
    """A bar per row for the column ``name``, labelled by the first column."""
    columns = {column.name: column for column in exhibit.columns}
    label, amount = exhibit.columns[0], columns[name]
    missing = context.words.text("nicht ausgewiesen")
    figures = []
    for row in exhibit.table.to_dict("records"):
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
    return Tracks(figures, exhibit.alt, (amount.heading,))


def _cells(exhibit: Exhibit, columns: Sequence[Column], words: Language) -> list[list[str]]:
    """The table as texts, row by row. A missing number is written as "nicht ausgewiesen", a missing text is
    empty."""
    missing = words.text("nicht ausgewiesen")
    return [
        [column.cell(row[column.name], words) or (missing if column.numeric else "") for column in columns]
        for row in exhibit.table.to_dict("records")
    ]
