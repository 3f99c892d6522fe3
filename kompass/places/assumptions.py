"""Assumptions of the user: integration rates, costs per place, and their uncertainty.

The sources hold neither. Text form for one URL parameter: ``qa-60~qs-42.5~ka-12000~HS.qs-48~sp-20``; each
part is a field, or an institution's own value of it, and its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kompass.language import N_, Message
from kompass.places.ledger import ScenarioError
from kompass.places.plan import Plan

COMMON = ""  # the code of a value that holds for every institution without one of its own
RANGE = "sp"
LONGEST = 4000  # characters
MOST_DECIMALS = 4
HIGHEST_COST = 1_000_000  # euro per place
HIGHEST_RANGE = 90  # per cent; at 100 the range would reach zero
_PART = re.compile(r"(?:([A-Z0-9]{1,8})\.)?([a-z]{2})-([0-9]{1,7}(?:\.[0-9]{1,4})?)", re.ASCII)


class Field(StrEnum):
    """The fields of an assumption, by their code in the text form: rates in per cent, costs in euro per
    place."""

    RATE_DEGREE = "qa"
    RATE_OTHER = "qs"
    COST_DEGREE = "ka"
    COST_OTHER = "ks"


RATES = (Field.RATE_DEGREE, Field.RATE_OTHER)
COSTS = (Field.COST_DEGREE, Field.COST_OTHER)
FIELD_LABELS = {
    Field.RATE_DEGREE: N_("Integrationsquote abschlussorientiert"),
    Field.RATE_OTHER: N_("Integrationsquote andere Plätze"),
    Field.COST_DEGREE: N_("Kosten je Platz abschlussorientiert"),
    Field.COST_OTHER: N_("Kosten je Platz andere"),
}
HIGHEST = {field: 100 if field in RATES else HIGHEST_COST for field in Field}

Values = Mapping[tuple[str, Field], Fraction]  # by institution code, or COMMON, and field


@dataclass(frozen=True)
class Entry:
    """One typed value; ``code`` is an institution's, or :data:`COMMON` for all."""

    code: str
    field: Field
    value: Decimal


@dataclass(frozen=True)
class Assumptions:
    """The typed values in the order of codes and fields, and ``range_pct``, the uncertainty of each value in
    per cent of it.

    An integration rate is the share of participants who are in work afterwards, 0 to 100 per cent. Raises
    :class:`ScenarioError` when a value is out of its bounds or has more than four decimals.
    """

    entries: tuple[Entry, ...] = ()
    range_pct: Decimal | None = None

    def __post_init__(self) -> None:
        for entry in self.entries:
            _check(Message(FIELD_LABELS[entry.field]), entry.value, Decimal(0), HIGHEST[entry.field])
        if self.range_pct is not None:
            _check(Message(N_("Spanne")), self.range_pct, Decimal(1), HIGHEST_RANGE)

    def __bool__(self) -> bool:
        """Whether there is any value; a range alone does not count."""
        return bool(self.entries)

    @cached_property
    def values(self) -> Values:
        """Every typed value as an exact fraction; see :func:`value_of`."""
        return {(e.code, e.field): Fraction(e.value) for e in self.entries}

    def typed(self, code: str, field: Field) -> Decimal | None:
        """The value typed for this very code (an institution, or :data:`COMMON`); None when there is none."""
        return next((e.value for e in self.entries if (e.code, e.field) == (code, field)), None)

    def assume(self, code: str, field: Field, value: Decimal | None) -> Assumptions:
        """Return the assumptions with this value set; None removes it."""
        others = [e for e in self.entries if (e.code, e.field) != (code, field)]
        added = [] if value is None else [Entry(code, field, value)]
        return replace(self, entries=_in_order([*others, *added]))


NO_ASSUMPTIONS = Assumptions()


def value_of(values: Values, code: str, field: Field) -> Fraction | None:
    """The value that applies to an institution: its own, else the common one, else None."""
    return values.get((code, field), values.get((COMMON, field)))


def assumptions_text(assumptions: Assumptions) -> str:
    """The text form; empty without assumptions."""
    parts = [
        f"{e.code}.{e.field}-{_digits(e.value)}" if e.code else f"{e.field}-{_digits(e.value)}"
        for e in assumptions.entries
    ]
    if assumptions.range_pct is not None:
        parts.append(f"{RANGE}-{_digits(assumptions.range_pct)}")
    return "~".join(parts)


def assumptions_from_text(text: str, plan: Plan) -> Assumptions:
    """Parse a text form; numbers are read exactly.

    Raises :class:`ScenarioError` naming the part that cannot be read.
    """
    if len(text) > LONGEST:
        raise ScenarioError(N_("Die Annahmen sind zu lang: höchstens {limit} Zeichen."), limit=LONGEST)
    entries: list[Entry] = []
    range_pct = None
    seen = set()
    for part in text.split("~") if text else ():
        match = _PART.fullmatch(part)
        if not match or match[2] not in (RANGE, *Field) or (match[2] == RANGE and match[1]):
            raise ScenarioError(
                N_("Die Annahme „{part}“ ist nicht lesbar. Erwartet wird etwa qa-60 oder HS.ks-4500."),
                part=part[:40],
            )
        code, name, value = match[1] or COMMON, match[2], Decimal(match[3])
        if code != COMMON and code not in plan.quotas:
            raise ScenarioError(
                N_("Die Annahme „{part}“ gilt für {code}; diese Institution kennt der Plan {plan} nicht."),
                part=part,
                code=code,
                plan=plan.version,
            )
        if (code, name) in seen:
            raise ScenarioError(N_("Die Annahme „{part}“ steht zweimal da."), part=part)
        seen.add((code, name))
        if name == RANGE:
            range_pct = value
        else:
            entries.append(Entry(code, Field(name), value))
    return Assumptions(_in_order(entries), range_pct)


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    fields = list(Field)
    return tuple(sorted(entries, key=lambda e: (e.code, fields.index(e.field))))


def _digits(value: Decimal) -> str:
    """A number in plain notation, without exponent and trailing zeros."""
    text = format(abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check(label: Message, value: Decimal, lowest: Decimal, highest: int) -> None:
    if not value.is_finite() or not lowest <= value <= highest:
        raise ScenarioError(
            N_("{label}: {value} liegt nicht zwischen {lowest} und {highest}."),
            label=label,
            value=str(value)[:20].replace(".", ","),
            lowest=int(lowest),
            highest=highest,
        )
    if value != round(value, MOST_DECIMALS):
        raise ScenarioError(
            N_("{label}: {value} hat mehr als {most} Stellen hinter dem Komma."),
            label=label,
            value=str(value)[:20].replace(".", ","),
            most=MOST_DECIMALS,
        )
