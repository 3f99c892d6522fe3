"""Keys that the user makes, and the allocation of places by any key.

The user can mix the comparison keys by weights of 0 to 10, and type a key with a name and a source. Both are
keys like any other and have a text form for the URL. ``~`` separates its parts: ``Meldungen~Eigene Zählung
2026~AC-58.2~DN-28~HS-26`` and ``population.3~unemployed.1``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from urllib.parse import quote, unquote

from kompass.language import N_
from kompass.places import refusals
from kompass.places.keys import Key
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.moves import apportion
from kompass.places.parameters import plain
from kompass.places.plan import Plan
from kompass.precision import LEVELS

LONGEST_NAME, LONGEST_SOURCE = 60, 120  # characters
HEAVIEST = 10  # the largest weight in a mix
LARGEST, DECIMALS = 10**9, 6  # numbers stay below, and have no more decimals
_PART = re.compile(r"([A-Z0-9]{1,8})-([0-9]{1,9}(?:\.[0-9]{1,6})?)", re.ASCII)
_WEIGHT = re.compile(r"([a-z0-9_]{1,40})\.([0-9]{1,2})", re.ASCII)


@dataclass(frozen=True)
class OwnKey(Key):
    """A key typed by the user; ``label`` is the user's name for it. Make one with :func:`own_key`."""

    source: str

    @property
    def numbers(self) -> Mapping[str, Decimal]:
        """The typed numbers by institution code; exact, as they have at most 15 digits."""
        return {c: Decimal(w.numerator) / Decimal(w.denominator) for c, w in self.weights.items()}


@dataclass(frozen=True)
class Mix(Key):
    """A weighted mean of keys; ``parts`` are pairs of key and weight. Make one with :func:`mix`."""

    parts: tuple[tuple[Key, int], ...]

    @property
    def precision(self) -> str:
        """The least precise level (exact, rounded, approximate) among the keys that are mixed."""
        return max((key.precision for key, _ in self.parts), key=LEVELS.index)

    def least(self, group: frozenset[str]) -> Fraction:
        """The smallest share, 0 to 1, of a group: the weighted mean of each key's smallest."""
        whole = sum(weight for _, weight in self.parts)
        shares = (weight * key.least(group & frozenset(key.weights)) for key, weight in self.parts)
        return sum(shares, Fraction(0)) / whole


def own_key(plan: Plan, name: str, source: str, numbers: Mapping[str, Decimal | int]) -> OwnKey:
    """Make a key from numbers by institution code; institutions without a number have no weight.

    Raises :class:`ScenarioError` for a name or source that is missing or too long, institutions that the plan
    does not know, fewer than two of them, a number below 0 or with too many digits, or all 0.
    """
    name, source = plain(name), plain(source)
    for text, longest, missing, too_long in (
        (
            name,
            LONGEST_NAME,
            N_("Der eigene Schlüssel braucht einen Namen."),
            N_("Der Name ist zu lang: höchstens {longest} Zeichen."),
        ),
        (
            source,
            LONGEST_SOURCE,
            N_("Der eigene Schlüssel braucht eine Quelle: Woher stammen die Zahlen?"),
            N_("Die Quelle ist zu lang: höchstens {longest} Zeichen."),
        ),
    ):
        if not text:
            raise ScenarioError(missing)
        if len(text) > longest:
            raise ScenarioError(too_long, longest=longest)
    for code, number in numbers.items():
        if code not in plan.quotas:
            raise ScenarioError(
                refusals.UNKNOWN,
                code=code,
                codes=", ".join(plan.codes),
            )
        value = Decimal(number)
        if not (value.is_finite() and 0 <= value < LARGEST and value == round(value, DECIMALS)):
            raise ScenarioError(
                N_(
                    "Die Zahl für {code} passt nicht: Erwartet wird eine Zahl ab 0 "
                    "mit höchstens neun Stellen vor und sechs nach dem Komma."
                ),
                code=code,
            )
    if len(numbers) < 2:
        raise ScenarioError(N_("Ein Schlüssel vergleicht: Bitte Zahlen für mindestens zwei Institutionen."))
    if not any(numbers.values()):
        raise ScenarioError(N_("Alle Zahlen sind 0: Mindestens eine muss größer sein."))
    weights = {code: Fraction(numbers[code]) for code in plan.codes if code in numbers}
    return OwnKey("own", name, N_("Eingegeben"), weights, (), source)


def own_key_text(key: OwnKey) -> str:
    """The text form of a typed key; inverse of :func:`own_key_from_text`."""
    numbers = (f"{code}-{number:f}" for code, number in key.numbers.items())
    return "~".join((_quoted(key.label), _quoted(key.source), *numbers))


def own_key_from_text(plan: Plan, text: str) -> OwnKey:
    """Parse a typed key. Raises :class:`ScenarioError` naming the part that cannot be read or is not allowed."""
    name, source, *parts = [*text.split("~"), ""][: 3 + len(plan.codes)]
    numbers: dict[str, Decimal] = {}
    for part in (part for part in parts if part):
        match = _PART.fullmatch(part)
        if not match or match[1] in numbers:
            raise ScenarioError(
                N_("„{part}“ im eigenen Schlüssel ist nicht lesbar. Erwartet wird etwa AC-58.2."),
                part=part[:40],
            )
        numbers[match[1]] = Decimal(match[2])
    return own_key(plan, unquote(name), unquote(source), numbers)


def mix(keys: Sequence[Key], weights: Mapping[str, int]) -> Mix:
    """The mean of the keys' shares, weighted by whole numbers of 0 to 10 by key id; a missing weight is 0.

    Raises :class:`ScenarioError` for a key that does not exist, a weight beyond 10, or none above 0.
    """
    by_id = {key.key_id: key for key in keys}
    for key_id, weight in weights.items():
        if key_id not in by_id:
            raise ScenarioError(
                N_("Den Schlüssel „{key}“ gibt es nicht. Möglich sind {keys}."),
                key=key_id[:40],
                keys=", ".join(by_id),
            )
        if not 0 <= weight <= HEAVIEST:
            raise ScenarioError(
                N_("Gewichte gehen von 0 bis {most}, nicht {weight}."), most=HEAVIEST, weight=weight
            )
    used = [(key, weights[key.key_id]) for key in keys if weights.get(key.key_id)]
    if not used:
        raise ScenarioError(N_("Alle Gewichte sind 0: Mindestens eines muss größer sein."))
    shares: dict[str, Fraction] = {}
    for key, weight in used:
        whole = sum(key.weights.values())
        for code, key_weight in key.weights.items():
            shares[code] = shares.get(code, Fraction(0)) + weight * key_weight / whole
    facts = tuple(dict.fromkeys(fact for key, _ in used for fact in key.facts))
    return Mix("mix", N_("Eigene Mischung"), N_("Gewichtet"), shares, facts, tuple(used))


def mix_text(mixed: Mix) -> str:
    """The text form of a mix; inverse of :func:`mix_from_text`."""
    return "~".join(f"{key.key_id}.{weight}" for key, weight in mixed.parts)


def mix_from_text(keys: Sequence[Key], text: str) -> Mix:
    """Parse a mix. Raises :class:`ScenarioError` naming the part that cannot be read or is not allowed."""
    weights: dict[str, int] = {}
    for part in text.split("~")[: len(keys) + 1]:
        match = _WEIGHT.fullmatch(part)
        if not match or match[1] in weights:
            raise ScenarioError(
                N_("„{part}“ in der Mischung ist nicht lesbar. Erwartet wird etwa population.3."),
                part=part[:40],
            )
        weights[match[1]] = int(match[2])
    return mix(keys, weights)


def key_quotas(held: Plan | Scenario, key: Key) -> dict[str, int]:
    """Whole places by institution code when the key's institutions divide their total by the key.

    Largest remainder; ties go to the earlier in plan order, see :func:`tied_codes`.
    """
    codes, seats, weights = _question(held, key)
    return dict(zip(codes, apportion(seats, weights), strict=True))


def tied_codes(held: Plan | Scenario, key: Key) -> tuple[str, ...]:
    """Codes of the institutions between which plan order decided a tie in :func:`key_quotas`; often empty."""
    codes, seats, weights = _question(held, key)
    return tuple(codes[index] for index in tied(seats, weights))


def _question(held: Plan | Scenario, key: Key) -> tuple[list[str], int, list[Fraction]]:
    """The apportionment by a key: codes in plan order, their places together, their weights."""
    codes = [code for code in held.quotas if code in key.weights]
    return codes, sum(held.quotas[code].places for code in codes), [key.weights[code] for code in codes]


def tied(seats: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """Zero-based positions that tied at the last remainder: some of them got a seat, some did not.

    Empty when no tie had to be decided. ``weights`` as for :func:`kompass.places.moves.apportion`.
    """
    shares = [Fraction(seats * weight) / sum(weights) for weight in weights]
    remainders = [share % 1 for share in shares]
    left = int(sum(remainders))
    ranked = sorted(remainders, reverse=True)
    if not left or ranked[left - 1] != ranked[left]:
        return ()
    return tuple(index for index, remainder in enumerate(remainders) if remainder == ranked[left])


def key_scenario(plan: Plan, key: Key) -> Scenario:
    """The scenario that changes the plan to the whole places of :func:`key_quotas`.

    Givers and takers are paired in plan order; degree-oriented places follow the rule.
    """
    wanted = key_quotas(plan, key)
    gives = {code: plan.quotas[code].places - places for code, places in wanted.items()}
    scenario = Scenario(plan)
    for giver in (code for code, change in gives.items() if change > 0):
        for taker in (code for code, change in gives.items() if change < 0):
            amount = min(gives[giver], -gives[taker])
            if amount:
                scenario = scenario.transfer(giver, taker, amount)
                gives[giver] -= amount
                gives[taker] += amount
    return scenario


def _quoted(text: str) -> str:
    """Percent-encode a text for a URL, including our separator ``~``, which :func:`quote` leaves as it is."""
    return quote(text, safe="").replace("~", "%7E")
