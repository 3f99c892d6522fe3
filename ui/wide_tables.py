"""Which tables a phone shows row by row, because side by side their columns have no room there."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.figures.exhibit import Column

WIDEST, LONGEST = 4, 40  # columns, and letters of a row, that a phone has room for


def is_wordy(table: pd.DataFrame, columns: Sequence[Column]) -> bool:
    """Whether a table has more columns, or longer words in a row, than a phone has room for."""
    texts = table[[column.name for column in columns if not column.numeric]]
    return len(columns) > WIDEST or texts.astype(str).map(len).max().sum() > LONGEST
