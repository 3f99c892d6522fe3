"""What can be wished of a scenario in a goal seek, each as exact linear inequalities a person can read.

A :class:`Wish` speaks of what every institution holds, gives and takes once the moves that are sought are
made. The same inequalities go to the solver and, in whole numbers and fractions, check its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from kompass.language import N_, Message
from kompass.places.keys import Key
from kompass.places.ledger import Limits, Scenario

MANY = 100_000  # places of one institution, were the total free
# Keys that count people, for places per 1,000 of them
BASES = (
    "population",
    "employees",
    "working_age_population",
    "population_25_54",
    "foreign_population",
    "unemployed",
)


class Quantity(StrEnum):
    """What a wish can speak of, in places of one institution."""

    PLACES = "places"  # held after the moves
    DEGREE = "degree"  # the degree-oriented among them
    GIVEN = "given"  # given away by the moves
    TAKEN = "taken"  # got by the moves


Values = Mapping[tuple[Quantity, str], int]


@dataclass(frozen=True)
class Excess:
    """A linear expression of quantities; what it is above zero is too much.

    Its value is ``constant``, plus each of ``terms`` times its factor, plus ``share`` of the places that the
    institutions of ``pool`` hold together.
    """

    terms: Mapping[tuple[Quantity, str], int | Fraction]
    constant: int | Fraction = 0
    share: int | Fraction = 0
    pool: tuple[str, ...] = ()

    def at(self, values: Values) -> int | Fraction:
        """The exact value of the expression."""
        pooled = sum(values[Quantity.PLACES, code] for code in self.pool)
        single = sum(factor * values[term] for term, factor in self.terms.items())
        return self.constant + single + self.share * pooled


@dataclass(frozen=True)
class Wish:
    """Holds when what is too much comes, all in all, to at most ``allowance`` places."""

    message: Message
    excesses: tuple[Excess, ...]
    allowance: Fraction = Fraction(0)

    def met(self, values: Values) -> bool:
        """Whether the wish holds, exactly."""
        return sum(max(excess.at(values), 0) for excess in self.excesses) <= self.allowance


def minimum_per_1000(code: str, base: Key, minimum: Decimal) -> Wish:
    """At least ``minimum`` places of a job centre per 1,000 of the people whom ``base`` counts in its district.

    ``base`` is one of the keys :data:`BASES`. Raises KeyError for an institution that has no district.
    """
    places = ceil(Fraction(minimum) * base.weights[code] / 1000)
    message = Message.with_count(
        "{code} hat mindestens {minimum} Platz je 1.000 {base}, also {places}",
        "{code} hat mindestens {minimum} Plätze je 1.000 {base}, also {places}",
        "minimum",
        code=code,
        minimum=minimum,
        base=Message(base.label),
        places=places,
    )
    return Wish(message, (_at_least(code, places),))


def minimum_degree_rate(code: str, rate: Decimal, scenario: Scenario) -> Wish:
    """At least ``rate`` (0 to 1) of the places of ``code`` are degree-oriented; none without places holds."""
    tight = _upper_neighbour(Fraction(rate), max(scenario.total.places, MANY))
    excess = Excess({(Quantity.PLACES, code): tight.numerator, (Quantity.DEGREE, code): -tight.denominator})
    message = Message(
        N_("{code} hat mindestens {rate} % abschlussorientierte Plätze"),
        {"code": code, "rate": (100 * rate).normalize()},
    )
    return Wish(message, (excess,))


def most_given(places: int, scenario: Scenario) -> Wish:
    """Nobody gives away more than ``places`` by the moves that are sought."""
    excesses = (Excess({(Quantity.GIVEN, code): 1}, -places) for code in scenario.plan.codes)
    return Wish(
        Message.with_count(
            "Niemand gibt mehr als {places} Platz ab",
            "Niemand gibt mehr als {places} Plätze ab",
            "places",
            places=places,
        ),
        tuple(excesses),
    )


def distance_at_most(key: Key, places: Decimal) -> Wish:
    """At most so many ``places`` would have to move to match ``key``; see :meth:`Key.distance`.

    The differences from a key add up to zero, so half their absolute sum is the sum of those above zero.
    """
    whole, pool = sum(key.weights.values()), tuple(key.weights)
    excesses = (
        Excess({(Quantity.PLACES, code): 1}, share=-Fraction(weight, whole), pool=pool)
        for code, weight in key.weights.items()
    )
    message = Message.with_count(
        "Der Abstand vom Schlüssel „{key}“ ist höchstens {places} Platz",
        "Der Abstand vom Schlüssel „{key}“ ist höchstens {places} Plätze",
        "places",
        key=Message(key.label),
        places=places,
    )
    return Wish(message, tuple(excesses), Fraction(places))


def limit_wishes(limits: Limits, scenario: Scenario) -> tuple[Wish, ...]:
    """Locks, floors and ceilings, in plan order."""
    wishes = []
    for code in scenario.plan.codes:
        if code in limits.locked:
            touched = Excess({(Quantity.GIVEN, code): 1, (Quantity.TAKEN, code): 1})
            wishes.append(Wish(Message(N_("{code} ist gesperrt"), {"code": code}), (touched,)))
        if limits.floors.get(code, 0) > 0:
            floor = limits.floors[code]
            message = Message.with_count(
                "{code} behält mindestens {places} Platz",
                "{code} behält mindestens {places} Plätze",
                "places",
                code=code,
                places=floor,
            )
            wishes.append(Wish(message, (_at_least(code, floor),)))
        if code in limits.ceilings:
            ceiling = limits.ceilings[code]
            message = Message.with_count(
                "{code} hat höchstens {places} Platz",
                "{code} hat höchstens {places} Plätze",
                "places",
                code=code,
                places=ceiling,
            )
            wishes.append(Wish(message, (Excess({(Quantity.PLACES, code): 1}, -ceiling),)))
    return tuple(wishes)


def total_wishes(scenario: Scenario) -> tuple[Wish, ...]:
    """Both totals stay as they are: places move between the institutions only."""
    return (
        Wish(
            Message(N_("Es bleiben insgesamt {places} Plätze"), {"places": scenario.total.places}),
            _equal(Quantity.PLACES, scenario, scenario.total.places),
        ),
        Wish(
            Message(
                N_("Es bleiben insgesamt {places} abschlussorientierte Plätze"),
                {"places": scenario.total.degree},
            ),
            _equal(Quantity.DEGREE, scenario, scenario.total.degree),
        ),
    )


def _at_least(code: str, places: int) -> Excess:
    return Excess({(Quantity.PLACES, code): -1}, places)


def _equal(quantity: Quantity, scenario: Scenario, amount: int) -> tuple[Excess, Excess]:
    codes = scenario.plan.codes
    return (
        Excess({(quantity, code): 1 for code in codes}, -amount),
        Excess({(quantity, code): -1 for code in codes}, amount),
    )


def _upper_neighbour(rate: Fraction, places: int) -> Fraction:
    """The smallest fraction from ``rate`` up whose denominator is at most ``places``.

    For so many places at most it demands exactly what ``rate`` does, with factors that stay small.
    """
    near = rate.limit_denominator(places)
    if near >= rate:
        return near
    # The next fraction of the Farey sequence: a/b and its neighbour p/q have p·b − a·q = 1 (Hardy and
    # Wright, An Introduction to the Theory of Numbers, theorem 28), with the largest q that there is.
    a, b = near.numerator, near.denominator
    q = places - (places - pow(-a, -1, b)) % b
    return Fraction((1 + a * q) // b, q)
