"""Dumbbells: what a number was and what it is, row by row on one scale. :mod:`.dumbbell_rows` draws them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from kompass.language import Language


@dataclass(frozen=True)
class Dumbbell:
    """A row: what stands above it, in markup, where the grey ring and the coloured dot are, and its colour."""

    text: str
    before: float
    after: float
    color: str


def named_row(
    name: str, before: float, after: float, decimals: int, color: str, language: Language
) -> Dumbbell:
    """A row that reads "name  before → after", or only after where both read the same."""
    old, new = language.number(before, decimals), language.number(after, decimals)
    arrow = "" if old == new else f"{old} → "
    return Dumbbell(f"{escape(name)}  {arrow}<b>{new}</b>", before, after, color)


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
