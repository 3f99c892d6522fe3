"""Views of figures without a view of their own: the page's chart, a picture of its table, or the table itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.picture import Chart, Figure, Numbers, Picture, Said, Sheet, Tracks
from kompass.language import Language
from kompass.pages import FIGURE_PAGES
from kompass.presentation.view import View, ViewContext, view_of
from kompass.presentation.views.drawn import Drawn
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
    made = _drawn(exhibit, figure, context)
    page = t(FIGURE_PAGES[figure.page])
    note = made.reading
    picture = made.picture
    if isinstance(picture, Sheet):
        picture = replace(picture, page=page)
    elif made.partial:
        note = " ".join(filter(None, (note, t("Alle Einträge: Seite „{page}“.", page=page))))
    return replace(view_of(exhibit, picture), note=note, whole=_whole(exhibit, figure, context))


def _drawn(exhibit: Exhibit, figure: FigureSpec, context: ViewContext) -> Drawn:
    if exhibit.table.empty:
        return Drawn(Said(exhibit.reading), partial=False)
    if figure.drawn:
        return figure.drawn(exhibit, context)
    if figure.bars and len(exhibit.table) <= MOST_BARS:
        return Drawn(_bars(exhibit, figure.bars, context), partial=False)
    table = _table(exhibit, figure, context)
    if isinstance(table, Numbers):
        return Drawn(table, partial=False)
    if exhibit.figure is not None:
        chart = Chart(exhibit.figure, exhibit.alt, exhibit.beside, exhibit.wall)
        return Drawn(chart, exhibit.picture_reading, partial=False)
    return Drawn(table, partial=False)


def _whole(exhibit: Exhibit, figure: FigureSpec, context: ViewContext) -> Picture | None:
    """What a file shows, which has room for all: the page's chart, else the table."""
    if exhibit.table.empty or (figure.bars and len(exhibit.table) <= MOST_BARS):
        return None
    if exhibit.figure is not None:
        return Chart(exhibit.figure, exhibit.alt, exhibit.beside)
    return _table(exhibit, figure, context)


def _table(exhibit: Exhibit, figure: FigureSpec, context: ViewContext) -> Sheet | Numbers:
    columns = chosen_columns(exhibit, figure.columns)
    cells = _cells(exhibit, columns, context.words)
    if len(cells) == 1 and all(column.numeric for column in columns):
        return Numbers([Figure(c.heading, text) for c, text in zip(columns, cells[0], strict=True)])
    return Sheet(exhibit.title, columns, cells, spoken=_spoken(exhibit.title, cells))


def _spoken(title: str, cells: Sequence[Sequence[str]]) -> list[int]:
    """The positions of the rows that a title speaks of: those with most of their cells in it."""
    said = title.replace("\u00a0", " ")
    plain = [[cell.replace("\u00a0", " ").strip() for cell in row] for row in cells]
    counts = [
        sum(len(cell) > 1 and bool(re.search(rf"(?<!\w){re.escape(cell)}(?!\w)", said)) for cell in row)
        for row in plain
    ]
    return [n for n, count in enumerate(counts) if count and count == max(counts)]


def chosen_columns(exhibit: Exhibit, names: Sequence[str]) -> list[Column]:
    """At most ``MOST_COLUMNS`` columns of the exhibit: those in ``names`` that it has (a district may not
    be chosen), or the first ones without names."""
    columns = {column.name: column for column in exhibit.columns}
    return [columns[name] for name in names or columns if name in columns][:MOST_COLUMNS]


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
