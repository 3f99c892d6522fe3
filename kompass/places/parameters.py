"""Query parameters of a scenario's URL: their names, and how free text in them is cleaned.

The page writes them, the briefing reads them.
"""

from __future__ import annotations

from kompass.language import N_, MessageError

PLAN = "plan"  # id of a plan of this server; without it that of the product
SCENARIO, REASONS = "s", "weil"
KEPT, BASELINE = "v", "basis"  # kept scenarios; the baseline
GUARDS = "grenzen"
COUNTERPART, LOCKED = "ausgleich", "gesperrt"
DATA = "stand"  # data state that the link was made on
BASE, SPLIT = (
    "masszahl",
    "aufteilung",
)  # map: base of the density; key that divides places of all districts
NO_SPLIT = "ohne"  # value of SPLIT: those places are not on the map
OWN_KEY, MIX = "eigen", "mix"
ASSUMPTIONS = "annahme"
# Parameters of the plan, the scenario and its view, kept when the user goes to another page.
WHOLE = (
    PLAN,
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


def refuse_lone_surrogates(document: object, error: type[MessageError]) -> None:
    """Raise ``error`` if a text in a parsed JSON document has a lone surrogate, such as "\\ud83d".

    JSON can encode half of a surrogate pair; no HTML page, URL or file in UTF-8 can hold one.
    """
    left = [document]  # a stack, not recursion: a document may be nested deeper than Python's recursion limit
    while left:
        part = left.pop()
        if isinstance(part, str):
            for character in part:
                if "\ud800" <= character <= "\udfff":
                    raise error(
                        N_(
                            "Da steht ein halbes Zeichen ({code}), das kein Text ist. Bitte die Stelle löschen."
                        ),
                        code=f"\\u{ord(character):04x}",
                    )
        elif isinstance(part, dict):
            left += [*part.values(), *part]
        elif isinstance(part, list):
            left += part


def plain(text: str, longest: int | None = None) -> str:
    """A text typed by the user as one line of at most ``longest`` characters.

    Control characters and bidirectional marks are removed.
    """
    words = "".join(c for c in text if c.isprintable() or c.isspace()).split()
    return " ".join(words)[:longest].rstrip()
