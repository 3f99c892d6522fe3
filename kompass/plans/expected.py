"""What is expected in a cell, in words, and what was probably meant instead of what stands there."""

from __future__ import annotations

import datetime as dt
import re
from difflib import get_close_matches

from kompass.language import N_, Message
from kompass.plans.problems import Origin, Problem, says

KLDB = r"\d{2,5}"  # from the main group (two digits) to the type of occupation (five)
SHORT = 3  # characters of codes
SHOWN_VALUES = 12  # of those that are possible in a cell


def typed(value: str, kind: str) -> bool:
    """Whether the text of a clean table has the type of its field."""
    if kind == "integer":
        return bool(re.fullmatch(r"[+-]?\d{1,15}", value, re.ASCII))
    if kind == "number":
        return bool(re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?", value, re.ASCII))
    if kind == "boolean":
        return value in ("true", "false")
    if kind == "date":
        try:
            return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) and dt.date.fromisoformat(value))
        except ValueError:
            return False
    return True


def missing(allowed: list[str] | None, raw: str) -> Message:
    """The message on an empty cell that needs a value, or on one with a mark for what is not stated."""
    if raw:
        return says(
            N_("Dort steht „{value}“, also nichts ausgewiesen; hier ist ein Wert aber nötig."), value=raw
        )
    if allowed:
        return says(N_("Die Zelle ist leer; nötig ist eines von: {values}."), values=listed(allowed))
    return says(N_("Die Zelle ist leer, der Wert ist nötig. Tragen Sie ihn ein, oder löschen Sie die Zeile."))


def listed(values: list[str]) -> Message | str:
    """Possible values as one text, the first of them if they are many."""
    some = ", ".join(values[:SHOWN_VALUES])
    return Message(some if len(values) <= SHOWN_VALUES else f"{some}, …")


def close_to(value: str, values: list[str]) -> str:
    """The value that was probably meant; "" if none is close."""
    if len(values) == 1:
        return values[0]
    folded = {v.lower(): v for v in reversed(values)}
    if "0" + value in values:
        return "0" + value
    if len(value) <= SHORT:  # one letter of a code: only if no other code is as near
        close = get_close_matches(value.lower(), folded, n=2, cutoff=0.5)
        return folded[close[0]] if len(close) == 1 or value.lower() in folded else ""
    close = get_close_matches(value.lower(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def not_one_of(origin: Origin, index: int, column: str, value: str, allowed: list[str]) -> Problem:
    """The problem of a value outside a closed list."""
    message = says(
        N_("Dort steht „{value}“; erwartet ist eines von: {values}."), value=value, values=listed(allowed)
    )
    return origin.at(index, column, message, suggestion=close_to(value, allowed))


def not_like(value: str, pattern: str) -> Message:
    """The message on a value that does not have the form of its field."""
    digits = re.fullmatch(r"\\d\{(\d)\}", pattern)
    if pattern == KLDB:
        return says(
            N_("Dort steht „{value}“; erwartet ist eine Nummer der KldB aus zwei bis fünf Ziffern."),
            value=value,
        )
    if digits:
        return says(
            N_("Dort steht „{value}“; erwartet ist ein Schlüssel aus {n} Ziffern."),
            value=value,
            n=int(digits[1]),
        )
    for start, message in PATTERNS.items():
        if pattern.startswith(start):
            return says(message, value=value)
    return says(N_("Dort steht „{value}“; erwartet ist die Form {pattern}."), value=value, pattern=pattern)


PATTERNS = {
    r"\d{4}(-": N_(
        "Dort steht „{value}“; erwartet ist ein Tag, Monat oder Jahr: 2024-11-30, 2024-11 oder 2024."
    ),
    "https?": N_("Dort steht „{value}“; erwartet ist eine Adresse, die mit https:// beginnt."),
    "[A-Z]": N_(
        "Dort steht „{value}“; erwartet ist ein Kürzel aus höchstens acht großen Buchstaben und Ziffern (A bis Z, 0 bis 9)."
    ),
    "[a-z": N_(
        "Dort steht „{value}“; erwartet ist eine Kennung aus kleinen Buchstaben und Ziffern, ohne Leerzeichen und Umlaute."
    ),
    "[0-9a-z": N_(
        "Dort steht „{value}“; erwartet ist eine Kennung aus kleinen Buchstaben, Ziffern und Punkten."
    ),
    "[0-9a-f]": N_("Dort steht „{value}“; erwartet sind 64 Zeichen aus 0–9 und a–f (SHA-256)."),
    r"\d{1,2}(\.": N_("Dort steht „{value}“; erwartet ist die Nummer eines Abschnitts, etwa 7.2."),
}


def fitting(value: str, pattern: str) -> str:
    """The value in other letters, or with a zero before it, if that fits the pattern."""
    plain = value.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    tried = (
        "0" + value if len(value) > 3 else "",  # a district; shorter keys may lack another digit
        value.upper(),
        value.lower(),
        re.sub(r"[^a-z0-9]+", "_", plain).strip("_"),
        f"https://{value}",
    )
    return next((guess for guess in tried if guess and guess != value and re.fullmatch(pattern, guess)), "")
