"""Moves of the simulator's sliders: bring one institution to a number of places, against a counterpart.

The result depends on where a drag starts and ends, not on the positions between: a drag is always computed
from the scenario it started on, and a move is netted with an earlier one between the same two institutions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kompass.places import refusals
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError, Transfer
from kompass.places.plan import OUTSIDE, Quota

PROPORTIONAL = "*"  # the counterpart: all others that are not locked, by what they hold in the plan


def apportion(seats: int, weights: Sequence[float | Fraction]) -> list[int]:
    """Apportion ``seats`` whole units in proportion to ``weights`` by largest remainder (Hamilton).

    Returns one integer per weight, summing to ``seats``; ties go to the earlier weight, which for
    institutions is plan order. Computed in exact fractions. Raises ValueError when a weight is negative or
    none is positive.
    """
    exact = [Fraction(w) for w in weights]
    whole = sum(exact)
    if whole <= 0 or min(exact) < 0:
        raise ValueError("weights must not be negative, and one must be positive")
    shares = [seats * w / whole for w in exact]
    result = [int(s) for s in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: result[i] - shares[i])
    for i in by_remainder[: seats - sum(result)]:
        result[i] += 1
    return result


def set_places(
    scenario: Scenario, code: str, places: int, counterpart: str, limits: Limits = NO_LIMITS
) -> Scenario:
    """Return the scenario in which ``code`` holds ``places``; the difference comes from or goes to
    ``counterpart``.

    ``counterpart`` is an institution code or :data:`PROPORTIONAL`. Raises :class:`ScenarioError` naming the
    lock, floor or ceiling that prevents the move; the rest is not given to others instead. :func:`nearest`
    gives the closest possible number.
    """
    difference = places - scenario.quotas[code].places
    if difference == 0:
        return scenario
    flows = _flows(scenario, code, difference, counterpart, limits, lambda quota: quota.places)
    sign = 1 if difference > 0 else -1
    scenario.check_limits({code: difference} | {c: -sign * n for c, n in flows.items()}, limits)
    for partner, amount in flows.items():
        if amount:
            giver, taker = (partner, code) if difference > 0 else (code, partner)
            scenario = _net(scenario, giver, taker, amount)
    return scenario


def set_degree(
    scenario: Scenario, code: str, degree: int, counterpart: str, limits: Limits = NO_LIMITS
) -> Scenario:
    """Return the scenario in which ``degree`` of the places of ``code`` are degree-oriented.

    No institution's number of places changes: degree-oriented places are exchanged with ``counterpart`` for
    as many others, recorded as two ledger entries. Raises :class:`ScenarioError` naming the institution that
    lacks places of one kind.
    """
    difference = degree - scenario.quotas[code].degree
    if difference == 0:
        return scenario
    flows = _flows(scenario, code, difference, counterpart, limits, lambda quota: quota.degree)
    for institution in (code, *(c for c, n in flows.items() if n)):
        if institution in limits.locked:
            raise ScenarioError(refusals.LOCKED, code=institution)
    for partner, amount in flows.items():
        if amount:
            giver, taker = (partner, code) if difference > 0 else (code, partner)
            scenario = _exchange(scenario, giver, taker, amount)
    return scenario


Setter = Callable[[Scenario, str, int, str, Limits], Scenario]


def nearest(
    setter: Setter, scenario: Scenario, code: str, wanted: int, counterpart: str, limits: Limits = NO_LIMITS
) -> int:
    """Return the number closest to ``wanted`` to which ``setter`` can bring ``code`` in this scenario.

    ``setter`` is :func:`set_places` or :func:`set_degree`. The number lies between the present one and
    ``wanted``; it is the present one when no move is possible.
    """
    quota = scenario.quotas[code]
    held = quota.places if setter is set_places else quota.degree
    # Spreading by largest remainder is not monotone in the amount (the Alabama paradox), so the bisection
    # can stop a place or two short of the best; it never returns an impossible number.
    possible, impossible = held, wanted
    while abs(impossible - possible) > 1:
        middle = (possible + impossible) // 2
        try:
            setter(scenario, code, middle, counterpart, limits)
            possible = middle
        except ScenarioError:
            impossible = middle
    return possible


def _flows(
    scenario: Scenario,
    code: str,
    difference: int,
    counterpart: str,
    limits: Limits,
    of: Callable[[Quota], int],
) -> Mapping[str, int]:
    """Places that each counterpart gives or takes, by code, for a ``difference`` of the institution ``code``.

    A single counterpart takes all of it; :data:`PROPORTIONAL` divides it over all others that are not locked,
    by the amount ``of`` their quota in the plan.
    """
    if counterpart != PROPORTIONAL:
        if counterpart == code:
            raise ScenarioError(refusals.ITSELF, code=code)
        return {counterpart: abs(difference)}
    plan = scenario.plan.quotas
    others = [c for c in plan if c != code and c not in limits.locked and of(plan[c])]
    if not others:
        raise ScenarioError(refusals.ALL_LOCKED, code=code)
    return dict(zip(others, apportion(abs(difference), [of(plan[c]) for c in others]), strict=True))


def _net(scenario: Scenario, giver: str, taker: str, amount: int) -> Scenario:
    """Record a move at the rule's degree rate, netted with an earlier such move between the same two."""
    after = scenario.transfer(giver, taker, amount)  # raises when the move is not possible
    for index, entry in enumerate(scenario.ledger):
        if {entry.giver, entry.taker} == {giver, taker} and _by_rule(scenario, index):
            net = entry.places + amount if entry.giver == giver else entry.places - amount
            merged: tuple[Transfer, ...] = ()
            if net:
                start, end = (entry.giver, entry.taker) if net > 0 else (entry.taker, entry.giver)
                degree = scenario.plan.travelling_degree(start, abs(net))
                merged = (Transfer(start, end, abs(net), degree, entry.reason),)
            return _replaced(scenario, index, 1, merged) or after
    return after


def _exchange(scenario: Scenario, giver: str, taker: str, amount: int) -> Scenario:
    """Record an exchange of degree-oriented places for others, netted with an earlier one of the same two."""
    held, holds = scenario.quotas[giver], scenario.quotas[taker]
    if amount > held.degree:
        raise ScenarioError.of(
            refusals.HAS_DEGREE,
            code=giver,
            possible=held.degree,
            wanted=amount,
        )
    if amount > holds.other:
        raise ScenarioError.of(
            refusals.HAS_OTHERS,
            code=taker,
            possible=holds.other,
            wanted=amount,
        )
    pair = _pair(giver, taker, amount)
    for index in sorted(scenario.exchanges):
        entry = scenario.ledger[index]
        if {entry.giver, entry.taker} == {giver, taker}:
            net = entry.places + amount if entry.giver == giver else entry.places - amount
            start, end = (entry.giver, entry.taker) if net > 0 else (entry.taker, entry.giver)
            merged = _pair(start, end, abs(net), entry.reason) if net else ()
            return _replaced(scenario, index, 2, merged) or replace(
                scenario, ledger=(*scenario.ledger, *pair)
            )
    return replace(scenario, ledger=(*scenario.ledger, *pair))


def _pair(giver: str, taker: str, amount: int, reason: str = "") -> tuple[Transfer, ...]:
    return Transfer(giver, taker, amount, amount, reason), Transfer(taker, giver, amount, 0)


def _replaced(scenario: Scenario, index: int, length: int, entries: tuple[Transfer, ...]) -> Scenario | None:
    """The scenario with ``length`` ledger entries from ``index`` on replaced by ``entries``.

    None when a later entry would then not be possible any more.
    """
    try:
        return replace(
            scenario, ledger=(*scenario.ledger[:index], *entries, *scenario.ledger[index + length :])
        )
    except ScenarioError:
        return None


def _by_rule(scenario: Scenario, index: int) -> bool:
    """Whether an entry between two institutions carries as many degree-oriented places as the rule gives."""
    entry = scenario.ledger[index]
    inside = OUTSIDE not in (entry.giver, entry.taker)
    exchanged = index in scenario.exchanges or index - 1 in scenario.exchanges
    by_rule = entry.degree == scenario.plan.travelling_degree(entry.giver, entry.places)
    return inside and not exchanged and by_rule
