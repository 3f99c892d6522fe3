"""The two tables of monthly figures as the template shows them, and how institutions and months are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from kompass.actual.records import Counting, Measure
from kompass.facts import Facts
from kompass.language import LANGUAGES, N_, Message, language
from kompass.plans.problems import says
from kompass.plans.sheets import Sheet, folded
from kompass.plans.values import Misread

COUNTS, MONEY = "actual", "actual_money"
PARTY, MONTH, NOTE = "institution", "month", "note"
# Entries have three headings: the first two say how they are counted.
BY_HEADING: Mapping[str, Counting | None] = {
    "entries_month": Counting.MONTHLY,
    "entries_total": Counting.CUMULATIVE,
    Measure.ENTRIES: None,
}
# What is counted like the entries; the other measures belong to their month alone.
LIKE_ENTRIES = (Measure.ENTRIES, Measure.DEGREE, Measure.ISSUED, Measure.REDEEMED)
EUROS = ("allotted", "committed", "spent")
EXERCISE = N_("Übung")


def _field(name: str, kind: str, title: str, description: str = "", required: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "title": title,
        "description": description,
        "constraints": {"required": True} if required else {},
    }


MEASURES: Mapping[str, str] = {  # titles of the columns
    Measure.ENTRIES: N_("Eintritte"),
    Measure.DEGREE: N_("davon abschlussorientiert"),
    Measure.STARTS: N_("Geplante Kursstarts im Monat"),
    Measure.LAST_YEAR: N_("Eintritte im Vorjahresmonat"),
    Measure.ISSUED: N_("Gutscheine ausgegeben"),
    Measure.REDEEMED: N_("Gutscheine eingelöst"),
}
_COUNT_FIELDS = (
    _field(PARTY, "string", N_("Institution"), N_("Das Kürzel oder der Name laut Plan."), required=True),
    _field(MONTH, "string", N_("Monat"), N_("Als Name, Zahl oder Datum, etwa Januar, 1 oder 01/2026."), True),
    _field(
        "entries_month",
        "integer",
        N_("Eintritte im Monat"),
        N_("Haben Sie Zahlen seit Jahresbeginn, nennen Sie die Spalte „Eintritte seit Januar“."),
    ),
    _field("entries_total", "integer", N_("Eintritte seit Januar")),
    _field(Measure.ENTRIES, "integer", MEASURES[Measure.ENTRIES]),
    _field(
        Measure.DEGREE,
        "integer",
        MEASURES[Measure.DEGREE],
        N_("Ein Teil der Eintritte, ebenso gezählt; leer, wenn es nicht bekannt ist."),
    ),
    _field(
        Measure.STARTS,
        "integer",
        MEASURES[Measure.STARTS],
        N_("Freiwillig, für alle zwölf Monate: Plätze in Kursen, die in diesem Monat beginnen sollen."),
    ),
    _field(
        Measure.LAST_YEAR,
        "integer",
        MEASURES[Measure.LAST_YEAR],
        N_("Freiwillig, für alle zwölf Monate: gibt der Vorausschau die Jahreszeiten."),
    ),
    _field(Measure.ISSUED, "integer", MEASURES[Measure.ISSUED]),
    _field(Measure.REDEEMED, "integer", MEASURES[Measure.REDEEMED]),
    _field(NOTE, "string", N_("Bemerkung"), N_("„Übung“ kennzeichnet Zahlen, die nicht echt sind.")),
)
_MONEY_FIELDS = (
    _field(PARTY, "string", N_("Institution"), N_("Das Kürzel oder der Name laut Plan."), required=True),
    _field("allotted", "number", N_("Zugeteilt, Euro"), N_("Was für das Jahr zur Verfügung steht.")),
    _field("committed", "number", N_("Gebunden, Euro"), N_("Was bewilligt ist, ausgegeben oder nicht.")),
    _field("spent", "number", N_("Ausgegeben, Euro")),
)
SHEETS: Mapping[str, Sheet] = {
    COUNTS: Sheet(COUNTS, N_("Ist"), _COUNT_FIELDS, {"fields": _COUNT_FIELDS}),
    MONEY: Sheet(MONEY, N_("Geld"), _MONEY_FIELDS, {"fields": _MONEY_FIELDS}),
}
_TOTAL = re.compile(r"(summe|gesamt|insgesamt|zusammen|total|sum|all)\b.*", re.IGNORECASE)


def is_total(text: str) -> bool:
    """Whether a cell in the column of institutions names a sum, which is computed here."""
    return bool(_TOTAL.fullmatch(text.strip()))


def parties(facts: Facts, codes: tuple[str, ...]) -> dict[str, str]:
    """The codes of the institutions by everything that they are called, folded."""
    rows = facts["institutions"].set_index("code")
    known: dict[str, str] = {}
    for code in codes:
        for name in (code, rows.at[code, "name"], rows.at[code, "short_name"]):
            for words in LANGUAGES:
                known[folded(language(words).text(str(name)))] = code
    return known


def party_of(text: str, known: Mapping[str, str]) -> str:
    """The code of an institution as somebody writes it. Raises :class:`Misread`."""
    wanted = folded(text)
    if wanted in known:
        return known[wanted]
    codes = list(dict.fromkeys(known.values()))
    like = get_close_matches(wanted, known, n=1, cutoff=0.75)
    raise Misread(
        N_("Die Institution „{value}“ hat keinen Teil am Plan. Möglich sind: {codes}."),
        known[like[0]] if like else "",
        value=text,
        codes=", ".join(codes),
    )


def month_name(month: int, year: int | None = None) -> Message:
    """A month as a message: "Juli", with a year "Juli 2026"."""
    name = Message(NAMES[month - 1])
    return name if year is None else says(N_("{month} {year}"), month=name, year=str(year))


NAMES = (
    N_("Januar"),
    N_("Februar"),
    N_("März"),
    N_("April"),
    N_("Mai"),
    N_("Juni"),
    N_("Juli"),
    N_("August"),
    N_("September"),
    N_("Oktober"),
    N_("November"),
    N_("Dezember"),
)


def month_of(text: str, year: int) -> int:
    """The month as somebody writes it: a name, a number or a date in this year. Raises :class:`Misread`."""
    written = text.strip().casefold()
    number = re.fullmatch(r"0?(\d{1,2})\.?", written)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?", written)
    german = re.fullmatch(r"(?:\d{1,2}\.\s?)?(\d{1,2})[./]\s?(\d{4}|\d{2})", written)
    named = re.fullmatch(r"([^\W\d]{3,})\.?\s*(\d{4}|\d{2})?", written)
    found, of_year = 0, ""
    if number:
        found = int(number[1])
    elif iso:
        of_year, found = iso[1], int(iso[2])
    elif german:
        found, of_year = int(german[1]), german[2]
    elif named:
        found, of_year = _named(named[1]), named[2] or ""
    if of_year and int(of_year) not in (year, year % 100):
        raise Misread(
            N_("Dort steht „{value}“; erwartet ist ein Monat des Planjahres {year}."),
            value=text,
            year=str(year),
        )
    if not 1 <= found <= 12:
        raise Misread(
            N_("Dort steht „{value}“; erwartet ist ein Monat von Januar bis Dezember {year}."),
            value=text,
            year=str(year),
        )
    return found


def _named(word: str) -> int:
    """The number of a month by its name or the beginning of it, in any language; 0 if there is none."""
    wanted = folded(word)
    for code in LANGUAGES:
        for number, name in enumerate(NAMES, start=1):
            full = folded(language(code).text(name))
            if (
                full == wanted
                or full.startswith(wanted)
                or wanted in (full.replace("ä", "a"), full.replace("ä", "ae"))
            ):
                return number
    return {"mrz": 3, "jaenner": 1, "jänner": 1, "sept": 9}.get(wanted, 0)
