"""Text search: case-insensitive, tolerant of umlauts and their spellings and of one typing error; texts as names."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"})
LONGEST_SLUG = 60  # characters; some systems take no more than 255 for a whole path, of which it is a part
_SPACES = str.maketrans({"\u00a0": " ", "\u00ad": None, "\u2212": "-", "–": "-"})


def spellings(text: str) -> tuple[str, str]:
    """A text in lower case in two forms to compare: umlauts as two letters ("ue"), and without their dots
    ("u")."""
    plain = unicodedata.normalize("NFC", text).translate(_SPACES).casefold()
    return plain.translate(_DIGRAPHS), plain.translate(_BARE)


def slug(text: str) -> str:
    """A text as lower-case ASCII letters, digits and hyphens: "Kreis Düren" as ``kreis-dueren``."""
    ascii_only = unicodedata.normalize("NFKD", text.translate(_GERMAN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower())[:LONGEST_SLUG].strip("-")


def found(query: str, text: str) -> bool:
    """Whether every word of the query occurs in the text; "Düren", "dueren" and "DUREN" all match Düren."""
    wholes = spellings(text)
    words = zip(*(spelling.split() for spelling in spellings(query)), strict=True)
    return all(any(w in whole for w, whole in zip(word, wholes, strict=True)) for word in words)


def nearly(typed: str, word: str) -> bool:
    """Whether a word begins with ``typed`` but for one letter wrong, missing, added or swapped with the next.

    Both in a form of :func:`spellings`. The error can only be at the first position where the two differ.
    """
    at = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    if at is None:  # one of them ends within the other
        return len(typed) <= len(word) + 1
    return (
        word.startswith(typed[at + 1 :], at + 1)
        or word.startswith(typed[at:], at + 1)
        or word.startswith(typed[at + 1 :], at)
        or word.startswith(typed[at : at + 2][::-1] + typed[at + 2 :], at)
    )


def hits(table: pd.DataFrame, query: str) -> pd.DataFrame:
    """The rows of a table whose cells together contain every word of the query; all rows for an empty query."""
    if table.empty or not query.strip():
        return table
    texts = table.astype(str).agg(" ".join, axis=1)
    return table[[found(query, text) for text in texts]]
