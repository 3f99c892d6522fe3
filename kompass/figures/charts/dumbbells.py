"""Dumbbells: what a number was and what it is, row by row on one scale.

Markup as light as text, for what follows a slider; sized by the reader's font.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from kompass.figures.charts.style import Style
from kompass.language import Language

TICKS = 4  # at most, beside zero


@dataclass(frozen=True)
class Dumbbell:
    """A row: what stands above it, in markup, where the grey ring and the coloured dot are, and its colour."""

    text: str
    before: float
    after: float
    color: str


def named_row(name: str, before: tuple[float, str], after: tuple[float, str], color: str) -> Dumbbell:
    """A row that reads "name  before → after", or only after where both read the same; each is a number and
    how it is written."""
    (old, old_text), (new, new_text) = before, after
    arrow = "" if old_text == new_text else f"{old_text} → "
    return Dumbbell(f"{escape(name)}  {arrow}<b>{new_text}</b>", old, new, color)


def steady_reach(rows: Sequence[Dumbbell]) -> float:
    """An upper limit that stays while ``after`` moves: a quarter more than the largest ``before``, and the
    same again as often as it takes."""
    reach = 1.25 * max(row.before for row in rows) or 1.0
    while reach < max(row.after for row in rows):
        reach *= 1.25
    return reach


def rows_alt(title: str, rows: Sequence[Dumbbell]) -> str:
    """The picture in words, for who cannot see it."""
    words = "; ".join(unescape(re.sub("<[^>]*>", "", row.text)) for row in rows)
    return f"{title}. {words}."


def tick_step(reach: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that leaves at most :data:`TICKS` steps."""
    power = 10.0 ** math.floor(math.log10(reach / TICKS))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if reach / (m * power) <= TICKS)


def dumbbell_rows(
    rows: Sequence[Dumbbell], reach: float, unit: str, alt: str, style: Style, language: Language
) -> str:
    """The rows in the order given, on a scale from zero to ``reach``; ``unit`` says what ring and dot are.

    The text of a row is markup of our own.
    """
    step = tick_step(reach)
    ticks = [n * step for n in range(int(reach / step) + 1)]
    decimals = 0 if step >= 1 else 1
    lines = "".join(f'<i class="bk-tick" style="left:{100 * tick / reach:.2f}%"></i>' for tick in ticks)
    body = "".join(
        f'<p>{row.text}</p><div class="bk-track">{lines}{_mark(row, reach, style)}</div>' for row in rows
    )
    labels = "".join(
        f'<span style="left:{100 * tick / reach:.2f}%">{escape(language.number(tick, decimals))}</span>'
        for tick in ticks
    )
    return (
        f'<div class="bk-dumbbells" role="img" aria-label="{escape(alt, quote=True)}">{body}'
        f'<div class="bk-axis">{labels}</div><p class="bk-source">{escape(unit)}</p></div>'
    )


def _mark(row: Dumbbell, reach: float, style: Style) -> str:
    before, after = (100 * min(value, reach) / reach for value in (row.before, row.after))
    left, width = min(before, after), abs(after - before)
    return (
        f'<i class="bk-bar" style="left:{left:.2f}%;width:{width:.2f}%;background:{row.color}"></i>'
        f'<i class="bk-ring" style="left:{before:.2f}%;border-color:{style.comparison}"></i>'
        f'<i class="bk-dot" style="left:{after:.2f}%;background:{row.color}"></i>'
    )
