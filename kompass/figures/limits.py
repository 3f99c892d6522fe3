"""How much one figure draws, one table shows and one sentence names: what a reader can take in.

Of few districts or institutions all are drawn and shown. Of many a picture has those with the highest and the lowest
values and a table its first rows; each says of how many, and that all are in the table and in the CSV file. A sentence
names the first of many, see :meth:`kompass.language.Language.listed`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from kompass.language import N_, Language

MOST_DRAWN = 24  # districts or institutions in one picture
ENDS = 10  # drawn of more than these: as many with the highest and as many with the lowest values
MOST_PANELS, PANEL_ENDS = 6, 2  # the same where each has a picture of its own
MOST_LABELLED = 40  # districts with their names on a map; more names would cover each other
MOST_CELLS = 2000  # of a table on a page
MOST_ROWS = 50  # shown of a table with more cells
MOST_OPTIONS = 24  # beside each other in a control; more are in a list that can be searched


@dataclass(frozen=True)
class Drawn:
    """What a picture draws of ``count`` districts or institutions, by their keys in the order given."""

    keys: tuple[str, ...]
    count: int
    ends: int = ENDS

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return len(self.keys) == self.count

    def said(self, language: Language, measure: str = "", chosen: bool = False) -> str:
        """The sentence that says what is drawn; "" where all are. ``measure``: whose values decide, where the picture has
        several; ``chosen``: some are drawn because they are chosen."""
        if self.all:
            return ""
        said = language.text(
            N_(
                "Gezeichnet sind von {count} die gewählten, die {ends} mit den höchsten und die {ends} mit den "
                "niedrigsten Werten; alle stehen in der Tabelle und in der CSV-Datei."
            )
            if chosen
            else N_(
                "Gezeichnet sind von {count} die {ends} mit den höchsten und die {ends} mit den niedrigsten Werten; "
                "alle stehen in der Tabelle und in der CSV-Datei."
            ),
            ends=self.ends,
            count=self.count,
        )
        by = language.text("Maßgeblich: {measure}.", measure=measure) if measure else ""
        return f"{said} {by}".strip()

    def of(self, table: pd.DataFrame, column: str, totals: bool = True) -> pd.DataFrame:
        """The rows of a table whose key in ``column`` is drawn; with ``totals`` also those with the key ""."""
        wanted = {*self.keys, ""} if totals else {*self.keys}
        return table if self.all else table[table[column].isin(wanted)].reset_index(drop=True)

    def and_said(self, reading: str, language: Language, measure: str = "", chosen: bool = False) -> str:
        """How to read a picture, with the sentence that says what is drawn."""
        return " ".join(filter(None, (reading, self.said(language, measure, chosen))))


def drawn(
    values: Mapping[str, float], chosen: Collection[str] = (), most: int = MOST_DRAWN, ends: int = ENDS
) -> Drawn:
    """What a picture draws of districts or institutions with these values by their keys: all of up to
    ``most``, else the ``chosen`` and the ``ends`` highest and lowest; equal values in the order given.
    One without a value (NaN) is drawn only where all are, or where it is chosen."""
    if len(values) <= most:
        return Drawn(tuple(values), len(values), ends)
    known = sorted((key for key in values if values[key] == values[key]), key=lambda key: -values[key])
    wanted = {*known[:ends], *known[-ends:], *chosen}
    return Drawn(tuple(key for key in values if key in wanted), len(values), ends)


def drawn_rows(table: pd.DataFrame, key: str, value: str, chosen: Collection[str] = ()) -> Drawn:
    """:func:`drawn` for a table with one row each; one without a key is the total, which is always drawn."""
    own = table[table[key] != ""]
    return drawn(dict(zip(own[key], own[value].astype(float), strict=True)), chosen)


def shown_rows(table: pd.DataFrame, columns: int) -> int:
    """How many rows of a table with so many columns a page shows at once."""
    return len(table) if len(table) * columns <= MOST_CELLS else min(len(table), MOST_ROWS)
