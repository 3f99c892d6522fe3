"""Parse shown numbers, such as "knapp 91.000" or "+8,4 %", into their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kompass.language import MINUS, Language

_DIGITS = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf'([^\d"{MINUS}±+-]*)([{MINUS}±+]?)({_DIGITS})([^\d"]*)')


@dataclass(frozen=True)
class NumberParts:
    """A shown number: value, decimals, whether it has a sign, and the words before and after it."""

    value: float
    decimals: int
    signed: bool
    before: str
    after: str


def number_parts(text: str, language: Language) -> NumberParts | None:
    """The parts of a text that shows one number; None for any other text."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    before, sign, digits, after = match.groups()
    try:
        amount = float(language.decimal(digits))
    except ValueError:
        return None
    _, comma, decimals = digits.partition(language.separators[0])
    places = len(decimals) if comma else 0
    # A number must format back to the same text: 2025 without separator is a year.
    if language.number(amount, places) != digits:
        return None
    return NumberParts(-amount if sign == MINUS else amount, places, bool(sign), before, after)
