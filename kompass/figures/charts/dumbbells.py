"""Dumbbell charts in HTML: value before and after, row by row on one scale.

Light markup that can be updated with each move of a slider; sizes follow the browser's font size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

import pandas as pd

from kompass.figures.charts.axis import nice_step, nice_steps
from kompass.figures.charts.style import Style
from kompass.figures.limits import Drawn, drawn
from kompass.language import Language

TICKS = 4  # largest number of ticks beside the first
SMALLEST_CHANGES = 200  # a scale of changes reaches at least so far to both sides


@dataclass(frozen=True)
class Dumbbell:
    """A row: ``text`` above it (HTML), the values of the grey ring and of the coloured dot, and the dot's
    colour. ``value`` is the name of what it shows, if the negotiating table moves it (kompass/table/view.js)."""

    text: str
    before: float
    after: float
    color: str
    value: str = ""


def named_row(
    name: str, before: tuple[float, str], after: tuple[float, str], color: str, value: str = ""
) -> Dumbbell:
    """A row that reads "name before → after", or only after where both texts are equal.

    ``before`` and ``after`` are pairs of value and text; ``value`` as in :class:`Dumbbell`.
    """
    (old, old_text), (new, new_text) = before, after
    arrow = "" if old_text == new_text else f"{old_text} → "
    words = f"{arrow}<b>{new_text}</b>"
    if value:
        words = f'{_live(f"{value}.was", arrow)}<b data-value="{value}">{new_text}</b>'
    return Dumbbell(f"{escape(name)}  {words}", old, new, color, value)


def _live(value: str, words: str) -> str:
    """A text that the negotiating table moves, under a name."""
    return f'<span data-live="{escape(value, quote=True)}">{words}</span>'


def steady_reach(rows: Sequence[Dumbbell]) -> float:
    """An upper limit of the scale that is stable while ``after`` moves.

    The largest ``before`` times 1.25, repeated until the largest ``after`` is within.
    """
    reach = 1.25 * max(row.before for row in rows) or 1.0
    while reach < max(row.after for row in rows):
        reach *= 1.25
    return reach


def rows_alt(title: str, rows: Sequence[Dumbbell]) -> str:
    """Text alternative of the chart, for screen readers."""
    words = "; ".join(unescape(re.sub("<[^>]*>", "", row.text)) for row in _drawn(rows)[0])
    return f"{title}. {words}."


def change_reach(changes: Sequence[float]) -> float:
    """The end of a scale of changes: 200, or the first of 500, 1,000, 2,000, 5,000 … that holds all of them.

    It stays while a slider moves, except where a change leaves it.
    """
    largest = max((abs(change) for change in changes), default=0.0)
    return next(step for step in nice_steps(SMALLEST_CHANGES, (1, 2, 5)) if step >= largest)


def place_changes(table: pd.DataFrame, unit: str, alt: str, style: Style, language: Language) -> str:
    """Draw the changes of places of institutions on a scale of changes; returns HTML.

    ``table`` has a row per institution, with code, before, places and change (all in places), and one for all with the
    code "", which is not drawn. ``unit`` and ``alt`` as in :func:`dumbbell_rows`.
    """
    rows = table[table["code"] != ""]
    marks = [
        Dumbbell(
            language.text(
                "<b>{code}</b>  {before} → <b>{places}</b>  ({change})",
                code=row.code,
                before=int(row.before),
                places=_live(f"{row.code}.places", language.number(row.places)),
                change=_live(f"{row.code}.change", language.number(row.change, sign=True)),
            ),
            0,
            row.change,
            style.of(row.code),
            f"{row.code}.change",
        )
        for row in rows.itertuples()
    ]
    return dumbbell_rows(marks, change_reach(list(rows["change"])), unit, alt, style, language, changes=True)


def _drawn(rows: Sequence[Dumbbell]) -> tuple[list[Dumbbell], Drawn]:
    """The rows that a picture has: of many those with the largest differences between both values."""
    found = drawn({str(number): row.after - row.before for number, row in enumerate(rows)})
    return [rows[int(number)] for number in found.keys], found


def dumbbell_rows(
    rows: Sequence[Dumbbell],
    reach: float,
    unit: str,
    alt: str,
    style: Style,
    language: Language,
    changes: bool = False,
) -> str:
    """Draw the rows in the order given, on a scale from zero to ``reach``; returns HTML.

    With ``changes`` the scale begins at −``reach`` and its labels have signs. ``unit`` explains ring and dot below
    the axis. The text of a row is trusted markup. Of many rows those with the largest differences are drawn.
    """
    rows, found = _drawn(rows)
    told = found.said(language, "" if found.all else language.text("der Unterschied"))
    low = -reach if changes else 0.0

    def place(value: float) -> float:
        return 100 * (min(max(value, low), reach) - low) / (reach - low)

    step = nice_step((reach - low) / TICKS)
    first = -int(reach / step) if changes else 0
    ticks = [n * step for n in range(first, int(reach / step) + 1)]
    decimals = 0 if step >= 1 else 1
    lines = "".join(
        f'<i class="bk-tick{"" if tick or not changes else " bk-zero"}" style="left:{place(tick):.2f}%"></i>'
        for tick in ticks
    )
    body = "".join(
        f"<p>{row.text}</p>"
        f'<div class="bk-track"{_name("track", row.value, row)}{_name("before", f"{row.before}", row)}>{lines}'
        f"{_mark(place(row.before), place(row.after), row.color, style)}</div>"
        for row in rows
    )
    scale = f' data-reach="{reach:g}"{" data-changes" if changes else ""}'
    labels = "".join(
        f'<span style="left:{place(tick):.2f}%">{escape(language.number(tick, decimals, sign=changes))}</span>'
        for tick in ticks
    )
    return (
        f'<div class="bk-dumbbells"{scale} role="img" aria-label="{escape(alt, quote=True)}">{body}'
        f'<div class="bk-axis">{labels}</div><p class="bk-source">{escape(f"{unit} {told}".strip())}</p></div>'
    )


def _name(attribute: str, text: str, row: Dumbbell) -> str:
    """A data attribute of a row that the negotiating table moves; none for others."""
    return f' data-{attribute}="{escape(text, quote=True)}"' if row.value else ""


def _mark(before: float, after: float, color: str, style: Style) -> str:
    """Ring, dot and the bar between them; ``before`` and ``after`` are places in per cent of the scale."""
    left, width = min(before, after), abs(after - before)
    return (
        f'<i class="bk-bar" style="left:{left:.2f}%;width:{width:.2f}%;background:{color}"></i>'
        f'<i class="bk-ring" style="left:{before:.2f}%;border-color:{style.comparison}"></i>'
        f'<i class="bk-dot" style="left:{after:.2f}%;background:{color}"></i>'
    )
