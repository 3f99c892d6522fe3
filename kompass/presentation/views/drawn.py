"""Pictures for figures that their page shows as a table: counts of its entries, values before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from kompass.figures.exhibit import Column, Exhibit
from kompass.figures.picture import Figure, Picture, Sheet, Tracks
from kompass.language import N_
from kompass.presentation.view import ViewContext

MOST = 7  # rows of a picture; the others are told
MISSING = "nicht ausgewiesen"


@dataclass(frozen=True)
class Drawn:
    """A picture made from an exhibit's table, how to read it, and whether it leaves out what the table has."""

    picture: Picture
    reading: str = ""
    partial: bool = True


def given_first(exhibit: Exhibit, column: str) -> Exhibit:
    """The exhibit with those rows first that have something in ``column``, as a view may not show all rows."""
    table = exhibit.table.sort_values(column, key=lambda cells: cells.isna() | (cells == ""), kind="stable")
    return exhibit.with_table(table.reset_index(drop=True))


Draw = Callable[[Exhibit, ViewContext], Drawn]


def counted(
    column: str,
    unit: str,
    each: str = "",
    order: Sequence[str] = (),
    only: tuple[str, str] = ("", ""),
    name: Callable[[str], str] = str,
) -> Draw:
    """A bar for each value of ``column``: how many entries have it, the most first.

    ``unit`` is the message id of what is counted; ``name`` makes a value's name in the picture. ``order`` are
    message ids of names: the bars stand in it, and others are left out. ``each`` is a column that tells entries
    apart which have several rows; of those an entry counts with its name that is first in ``order``. ``only`` is a
    column and the value that the counted rows have in it.
    """

    def draw(exhibit: Exhibit, context: ViewContext) -> Drawn:
        t, table = context.words.text, exhibit.table
        if only[0]:
            table = table[table[only[0]] == only[1]]
        names, ranks = table[column].map(name), {t(other): n for n, other in enumerate(order)}
        if each:
            first = names.map(ranks).groupby(table[each]).idxmin()
            names = names[first]
        counts = names.value_counts(sort=False)
        if order:
            counts = counts.reindex([other for other in ranks if other in counts])
        return Drawn(bars(counts, t(unit), context, in_order=bool(order)))

    return draw


def amounts(label: str, amount: str, unit: str, after: Callable[[ViewContext], int]) -> Draw:
    """A bar for each row of the table that stands after that many others: the number in ``amount``, the largest
    first; rows without any are left out."""

    def draw(exhibit: Exhibit, context: ViewContext) -> Drawn:
        rows = exhibit.table.iloc[after(context) :].set_index(label)[amount]
        return Drawn(bars(rows[rows > 0], context.words.text(unit), context))

    return draw


def bars(counts: pd.Series[int], unit: str, context: ViewContext, in_order: bool = False) -> Tracks:
    """Bars of counts by name, the largest first unless ``in_order``; what is beyond ``MOST`` is one bar, the last."""
    t, words = context.words.text, context.words
    sorted_counts = counts if in_order else counts.sort_values(ascending=False, kind="stable")
    shown = [(str(name) or t("ohne Angabe"), int(count)) for name, count in sorted_counts.items()]
    if len(shown) > MOST:
        rest = shown[MOST - 1 :]
        other = t("übrige {count} zusammen", count=len(rest))
        shown = [*shown[: MOST - 1], (other, sum(count for _, count in rest))]
    figures = [
        Figure(name, words.number(count), "", context.style.comparison, count) for name, count in shown
    ]
    alt = "; ".join(f"{f.name}: {f.value}" for f in figures)
    return Tracks(figures, f"{unit}: {alt}.", (unit,))


def before_after(
    label: str,
    before: str,
    after: str,
    unit: str,
    texts: tuple[str, str],
    series: tuple[str, str] = (N_("Szenario"), N_("Vergleich: {baseline}")),
) -> Draw:
    """A ring and a dot for each row on a scale from zero: the values in ``before`` and ``after``, as written in the
    columns ``texts``. ``unit`` is the message id that says what ring and dot are; it may name the {baseline}. So may
    ``series``, what the dot and the ring are called in the legend of a slide."""

    def draw(exhibit: Exhibit, context: ViewContext) -> Drawn:
        t, words = context.words.text, context.words
        columns = {column.name: column for column in exhibit.columns}

        def written(row: dict[str, object], name: str) -> str:
            given = columns.get(name, Column(name, ""))
            # The bounds of a rounded number, "rund 125 (125 bis 133)", are left to the page.
            return (given.cell(row[name], words) or t(MISSING)).partition(" (")[0]

        figures = []
        for row in exhibit.table.to_dict("records"):
            if not row.get("code", "-"):
                continue  # the sum of the others
            old, new = written(row, texts[0]), written(row, texts[1])
            figures.append(
                Figure(
                    str(row[label]),
                    new if old == new else t("{before} → {places}", before=old, places=new),
                    "",
                    context.style.of(str(row.get("code", ""))) if "code" in row else context.style.text,
                    amount=_known(row[after]),
                    before=_known(row[before]),
                )
            )
        more, figures = len(figures) > MOST, figures[:MOST]
        highest = max(value for f in figures for value in (f.amount or 0.0, f.before or 0.0))
        said = t(unit, baseline=words.message(context.chosen.baseline_name))
        alt = "; ".join(f"{f.name}: {f.value}" for f in figures)
        against = words.message(context.chosen.baseline_name)
        named = [t(name, baseline=against) for name in series]
        return Drawn(Tracks(figures, f"{said}: {alt}.", named, (0, 1.05 * highest or 1.0)), said, more)

    return draw


def _known(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]


def parts(label: str, whole: str, part: str) -> Draw:
    """A bar for each row with a code: the number in ``whole``, the darker part of it the one in ``part``."""

    def draw(exhibit: Exhibit, context: ViewContext) -> Drawn:
        t, words = context.words.text, context.words
        figures = [
            Figure(
                str(row[label]),
                words.number(row[whole]),
                t("davon {degree} abschlussorientiert", degree=row[part]),
                context.style.of(row["code"]),
                row[part],
                row[whole],
            )
            for row in exhibit.table.to_dict("records")
            if row["code"] in context.plan.codes
        ]
        series = (t("davon abschlussorientiert"), t("Plätze"))
        return Drawn(Tracks(figures, exhibit.alt or exhibit.title, series), partial=False)

    return draw


def crossed(rows: str, columns: str, cells: str) -> Draw:
    """A table with a row for each value of the column ``rows`` and a column for each value of ``columns``."""

    def draw(exhibit: Exhibit, context: ViewContext) -> Drawn:
        table = exhibit.table
        across = list(dict.fromkeys(table[columns]))
        heading = next(column.heading for column in exhibit.columns if column.name == rows)
        found = {(row[rows], row[columns]): str(row[cells]) for row in table.to_dict("records")}
        lines = [
            [name, *(found.get((name, other), "") for other in across)] for name in dict.fromkeys(table[rows])
        ]
        heads = [Column(rows, heading), *(Column(name, name) for name in across)]
        return Drawn(Sheet(exhibit.title, heads, lines))

    return draw
