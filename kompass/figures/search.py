"""Finding words in texts: tolerant of case, umlauts and their two spellings."""

from __future__ import annotations

import pandas as pd

_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_SPACES = str.maketrans({"\u00a0": " ", "\u00ad": None, "\u2212": "-", "–": "-"})


def found(query: str, text: str) -> bool:
    """Whether every word of the query stands in the text; "Düren", "dueren" and "DUREN" all find Düren."""
    words, whole = query.translate(_SPACES).casefold().split(), text.translate(_SPACES).casefold()
    return all(any(w.translate(t) in whole.translate(t) for t in (_DIGRAPHS, _BARE)) for w in words)


def hits(table: pd.DataFrame, query: str) -> pd.DataFrame:
    """The rows of a table whose cells, read together, hold every word of the query; all without a query."""
    if table.empty or not query.strip():
        return table
    texts = table.astype(str).agg(" ".join, axis=1)
    return table[[found(query, text) for text in texts]]
