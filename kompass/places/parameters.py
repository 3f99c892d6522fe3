"""The address of a scenario: how its parameters are called, for the page that writes them and the paper that
reads them, and how free text in it is taken."""

from __future__ import annotations

SCENARIO, REASONS = "s", "weil"
KEPT, BASELINE = "v", "basis"  # the scenarios kept beside it, what all are compared with
GUARDS = "grenzen"
COUNTERPART, LOCKED = "ausgleich", "gesperrt"
DATA = "stand"  # the data that a link was made on
BASE, SPLIT = (
    "masszahl",
    "aufteilung",
)  # of the map: what places are counted against, the key for those of all districts
NO_SPLIT = "ohne"  # the value of SPLIT with which those places stay out of the map
OWN_KEY, MIX = "eigen", "mix"
ASSUMPTIONS = "annahme"
# All that makes a scenario and how it is looked at: what goes along when the page changes.
WHOLE = (
    SCENARIO,
    REASONS,
    KEPT,
    BASELINE,
    GUARDS,
    COUNTERPART,
    LOCKED,
    DATA,
    BASE,
    SPLIT,
    OWN_KEY,
    MIX,
    ASSUMPTIONS,
)


def half_character(value: object) -> str:
    """The first lone surrogate within a JSON document, such as "\\ud83d"; empty when there is none.

    JSON can write half of a character; no page, address or file can hold one.
    """
    left = [value]  # not by recursion: a document may be nested as deep as its reader bears
    while left:
        part = left.pop()
        if isinstance(part, str):
            for character in part:
                if "\ud800" <= character <= "\udfff":
                    return f"\\u{ord(character):04x}"
        elif isinstance(part, dict):
            left += [*part.values(), *part]
        elif isinstance(part, list):
            left += part
    return ""


def plain(text: str, longest: int | None = None) -> str:
    """A text that a reader typed, as one line without control characters and marks that turn its direction,
    and no longer than that."""
    words = "".join(c for c in text if c.isprintable() or c.isspace()).split()
    return " ".join(words)[:longest].rstrip()
