"""A goal as another program states it: a JSON document, read strictly and with the field named that is wrong.

Numbers are expected as whole numbers and :class:`Decimal`, so that 0.4 is four tenths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kompass.language import N_, Message
from kompass.places.fields import members, wrong
from kompass.places.goal_search.wishes import (
    BASES,
    Wish,
    distance_at_most,
    minimum_degree_rate,
    minimum_per_1000,
    most_given,
)
from kompass.places.keys import Key
from kompass.places.ledger import Limits, Scenario
from kompass.places.plan import Plan
from kompass.places.text import scenario_from_text

FIELDS = (
    "s",
    "minimum_per_1000",
    "minimum_degree_rate",
    "most_given",
    "distance",
    "locked",
    "floors",
    "ceilings",
)
MINIMUM, DISTANCE = ("institution", "of", "value"), ("key", "places")  # all needed
MOST = 1_000_000  # places; far beyond any plan
DIGITS = 20  # after the point


@dataclass(frozen=True)
class Goal:
    """What is to be sought, from where, and within which limits."""

    scenario: Scenario
    wishes: tuple[Wish, ...]
    limits: Limits


def goal_from_document(document: object, plan: Plan, keys: Sequence[Key]) -> Goal:
    """The goal of a document with any of :data:`FIELDS`; null is as good as absent.

    Raises :class:`ScenarioError` that names the field, what is expected there and what was found.
    """
    fields = {name: value for name, value in members("", document, FIELDS).items() if value is not None}
    text = fields.get("s", "")
    if not isinstance(text, str):
        raise wrong("s", Message(N_("ein Szenario wie 2026~AA-HS.100.25")), text)
    scenario = scenario_from_text(plan, text)
    by_id = {key.key_id: key for key in keys}
    wishes: list[Wish] = []
    for field, entry in _entries("minimum_per_1000", fields):
        own = members(field, entry, MINIMUM, needed=MINIMUM)
        base = by_id[_one_of(f"{field}.of", own["of"], [i for i in BASES if i in by_id])]
        code = _one_of(f"{field}.institution", own["institution"], base.weights)
        wishes.append(minimum_per_1000(code, base, _number(f"{field}.value", own["value"], MOST)))
    rates = fields.get("minimum_degree_rate", {})
    if not isinstance(rates, Mapping):  # one number is meant for each
        rates = dict.fromkeys(plan.codes, _number("minimum_degree_rate", rates, 1))
    for code, rate in _by_institution("minimum_degree_rate", rates, plan):
        wishes.append(minimum_degree_rate(code, _number(f"minimum_degree_rate.{code}", rate, 1), scenario))
    if "most_given" in fields:
        wishes.append(most_given(_whole("most_given", fields["most_given"]), scenario))
    for field, entry in _entries("distance", fields):
        own = members(field, entry, DISTANCE, needed=DISTANCE)
        key = by_id[_one_of(f"{field}.key", own["key"], by_id)]
        wishes.append(distance_at_most(key, _number(f"{field}.places", own["places"], MOST)))
    locked = frozenset(_one_of(field, code, plan.codes) for field, code in _entries("locked", fields))
    floors, ceilings = (
        {code: _whole(f"{name}.{code}", n) for code, n in _by_institution(name, fields.get(name, {}), plan)}
        for name in ("floors", "ceilings")
    )
    return Goal(scenario, tuple(wishes), Limits(locked, floors, ceilings))


def _entries(field: str, fields: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """The entries of a list, each with the name of its place."""
    value = fields.get(field, [])
    if not isinstance(value, list):
        raise wrong(field, Message(N_("eine Liste")), value)
    return [(f"{field}[{number}]", entry) for number, entry in enumerate(value)]


def _by_institution(field: str, value: object, plan: Plan) -> Iterable[tuple[str, Any]]:
    return members(field, value, plan.codes).items()


def _one_of(field: str, value: object, names: Iterable[str]) -> str:
    known = list(names)
    if not isinstance(value, str) or value not in known:
        raise wrong(field, Message(N_("eines von {names}"), {"names": ", ".join(known)}), value)
    return value


def _whole(field: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise wrong(field, Message(N_("eine ganze Zahl von 0 bis {most}"), {"most": MOST}), value)
    return value


def _number(field: str, value: object, most: int) -> Decimal:
    """A number from zero; as it was written, and not so long that arithmetic with it would never end."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 <= value <= most:
        number = Decimal(value)
        if -int(number.as_tuple().exponent) <= DIGITS:
            return number
    expected = Message(
        N_("eine Zahl von 0 bis {most} mit höchstens {digits} Nachkommastellen"),
        {"most": most, "digits": DIGITS},
    )
    raise wrong(field, expected, value)
