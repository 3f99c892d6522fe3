"""One cell as people type it, to the text that a clean table holds; what can mean two things is refused."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kompass.language import N_, Message
from kompass.plans.problems import says

Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta | None

LARGEST = 1e15  # numbers are smaller
MOST_DIGITS = 30  # with sign and point

# How tables write that a number is not stated.
NOT_STATED = {"-", "–", "—", "−", ".", "x", "k.a.", "n.a.", "k.a", "...", "…", "/", "•"}
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d+([.,])\d+", re.ASCII)
_BOTH = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})+(?!\1)([.,])\d+", re.ASCII)
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[\s\u00a0\u2007\u2009\u202f'’]\d{3})+(?:[.,]\d+)?", re.ASCII)
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_GERMAN_MONTH = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
DIGITS = re.compile(r"\\d\{(\d)\}")  # the pattern of an official key
YES = {"true", "wahr", "ja", "yes", "j", "y"}
NO = {"false", "falsch", "nein", "no", "n"}


@dataclass(frozen=True)
class Cell:
    """A cell as read: its value, whether it is shown as a percentage; a formula if it has no stored result."""

    value: Raw = None
    percent: bool = False
    formula: str = ""
    month: bool = False  # a date that is shown without its day

    @property
    def text(self) -> str:
        """The value as its author sees it, near enough."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, dt.datetime):
            return self.value.date().isoformat()[: 7 if self.month else None]
        if isinstance(self.value, float):
            return _plain(self.value)
        return str(self.value).strip()


def canonical(value: float) -> str:
    """A number as a clean table writes it: with a decimal point, whole numbers without one.

    Exactly three decimals get a zero more: 1.234 would read as a number in thousands elsewhere.
    """
    text = _plain(value)
    return text + "0" if _GROUPED.fullmatch(text) else text


def _plain(value: float) -> str:
    """A number with all its digits and a decimal point."""
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


class Misread(ValueError):
    """A cell that cannot be read; ``message`` says what stands there, what is expected and what to do."""

    def __init__(self, msgid: str, suggestion: str = "", **params: Any) -> None:
        self.message: Message = says(msgid, **params)
        self.suggestion = suggestion
        super().__init__(str(self.message))


def read_value(cell: Cell, kind: str, pattern: str = "", comma: bool = True) -> tuple[str, bool]:
    """The clean text of a cell for a field of this type, and whether a leading zero was put back.

    ``comma`` says that the file writes decimals with a comma. Raises :class:`Misread`.
    """
    if cell.formula:
        raise Misread(
            N_(
                "Die Formel hat kein gespeichertes Ergebnis. "
                "Öffnen und speichern Sie die Datei in Excel oder LibreOffice, oder tragen Sie den Wert ein."
            )
        )
    value = cell.value
    if isinstance(value, str) and (value.startswith("#") and value.rstrip("!?").isupper()):
        raise Misread(N_("Dort steht der Fehlerwert „{value}“. Tragen Sie den Wert ein."), value=value)
    text = cell.text
    if kind in ("integer", "number", "date") and re.sub(r"\s", "", text).lower() in NOT_STATED:
        return "", False
    if text == "":
        return "", False
    if kind in ("integer", "number"):
        return _number(cell, kind, comma), False
    if kind == "boolean":
        return _truth(text), False
    if kind == "date":
        return _date(value, text), False
    if pattern.startswith(r"\d{4}(-") and not isinstance(value, (dt.date, int)):
        return _partial_date(text, pattern), False
    return _key(text, pattern)


def _key(text: str, pattern: str) -> tuple[str, bool]:
    digits = DIGITS.fullmatch(pattern)
    if re.fullmatch(r"AGS \d{2,8}", text, re.ASCII):  # as our own CSV files for spreadsheets write keys
        text = text.removeprefix("AGS ")
    if digits and text.isascii() and text.isdigit() and len(text) == int(digits[1]) - 1 and len(text) > 3:
        return "0" + text, True
    return text, False


def _number(cell: Cell, kind: str, comma: bool) -> str:
    value, text = cell.value, cell.text
    if isinstance(value, (bool, dt.date, dt.time, dt.timedelta)):
        raise Misread(
            N_("Dort steht „{value}“; erwartet ist eine Zahl. Tragen Sie sie als Zahl ein."), value=text
        )
    if isinstance(value, (int, float)):
        # Compared first: a whole number may be too large for a float.
        fits = abs(value) < LARGEST and math.isfinite(value)
        if not fits or len(canonical(value)) > MOST_DIGITS:
            raise Misread(N_("Dort steht „{value}“; erwartet ist eine Zahl."), value=str(value)[:80])
        if cell.percent:
            raise Misread(
                N_(
                    "Die Zelle ist als Prozent formatiert und kann {one} oder {two} bedeuten. "
                    "Stellen Sie das Format „Zahl“ ein und tragen Sie den Wert ohne % ein."
                ),
                one=Decimal(canonical(value)),
                two=Decimal(canonical(round(value * 100, 10))),
            )
        if kind == "integer" and value != int(value):
            raise _not_whole(text)
        return canonical(value)
    number = _read_number(text, kind, comma)
    if number is None or len(number) > MOST_DIGITS:
        raise Misread(
            N_("Dort steht „{value}“; erwartet ist eine Zahl, nur mit Ziffern, etwa 2200. {hint}"),
            value=text,
            hint=_hint(text),
        )
    if kind == "integer" and "." in number:
        if number.partition(".")[2].strip("0"):
            raise _not_whole(text)
        number = number.partition(".")[0]
    number = number.removeprefix("+")
    return number + "0" if _GROUPED.fullmatch(number) else number


def _hint(text: str) -> Message:
    if "%" in text:
        return says(N_("Lassen Sie das Prozentzeichen weg."))
    if re.search(r"\d", text) and re.search(r"[^\W\d]", text):
        return says(N_("Worte wie „rund“ und Einheiten gehören nicht in diese Spalte."))
    return says(N_("Ist nichts ausgewiesen, lassen Sie die Zelle leer."))


def _not_whole(text: str) -> Misread:
    return Misread(
        N_("Dort steht „{value}“; erwartet ist eine ganze Zahl. Nachkommastellen sind hier nicht möglich."),
        value=text,
    )


def _read_number(text: str, kind: str, comma: bool) -> str | None:
    """The number in a text with a decimal point, or None; raises :class:`Misread` if there are two readings."""
    text = text.replace("−", "-").replace("–", "-")
    if _SPACED.fullmatch(text):
        text = _SPACES.sub("", text)
        if _DECIMAL.fullmatch(text):  # thousands are spaces, so this is no thousand
            return text.replace(",", ".")
    if _PLAIN.fullmatch(text):
        return text
    both = _BOTH.fullmatch(text)
    if both:  # 1.234,5 or 1,234.5
        return text.replace(both[1], "").replace(both[2], ".")
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        mark, bare = grouped[1], re.sub("[.,]", "", text)
        if text.count(mark) > 1:
            return bare
        if kind == "integer" and (mark == "." or not comma):
            return bare  # the other reading is no whole number
        if kind == "number" and mark == "," and comma:
            return text.replace(",", ".")
        raise Misread(
            N_(
                "„{value}“ kann {one} oder {two} bedeuten. "
                "Schreiben Sie die Zahl ohne Tausenderzeichen, oder mit einer Null mehr am Ende: {zero}."
            ),
            value=text,
            one=bare,
            two=Decimal(text.replace(",", ".")),
            zero=Decimal(text.replace(",", ".") + "0"),
        )
    return text.replace(",", ".") if _DECIMAL.fullmatch(text) else None


def _truth(text: str) -> str:
    if text.lower() in YES:
        return "true"
    if text.lower() in NO:
        return "false"
    raise Misread(N_("Dort steht „{value}“; erwartet ist ja oder nein."), value=text)


def _date(value: Raw, text: str) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    german = _GERMAN_DATE.fullmatch(text)
    try:
        if german:
            return dt.date(int(german[3]), int(german[2]), int(german[1])).isoformat()
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise Misread(
        N_("Dort steht „{value}“; erwartet ist ein Tag, etwa 30.11.2024 oder 2024-11-30."), value=text
    )


def _partial_date(text: str, pattern: str) -> str:
    """A day, month or year: German dates become ISO dates, anything else stays for the check."""
    if re.fullmatch(pattern, text, re.ASCII):
        return text
    if _GERMAN_DATE.fullmatch(text):
        return _date(None, text)
    month = _GERMAN_MONTH.fullmatch(text)
    return f"{month[2]}-{int(month[1]):02}" if month and 1 <= int(month[1]) <= 12 else text
