"""What a slider does: bring one institution to a number of places, against a named counterpart.

The outcome depends on where a drag starts and ends, not on its stops: a drag is always computed from the
scenario it started on, and a move between two institutions nets with an earlier one between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kompass.language import N_
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError, Transfer
from kompass.places.plan import OUTSIDE

PROPORTIONAL = "*"  # the counterpart: all others that are not locked, by their places in the plan


def apportion(seats: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that sum to ``seats`` in proportion to ``weights``: largest remainder (Hamilton).

    Ties go to the earlier weight, which for institutions is plan order. Exact in fractions.
    Raises ValueError when a weight is negative or none is positive.
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
    """The scenario in which ``code`` holds ``places``, the difference coming from or going to ``counterpart``.

    ``counterpart`` is an institution code or :data:`PROPORTIONAL`. Raises :class:`ScenarioError` naming
    the lock or floor in the way and how far the move could go; nothing is spread silently.
    """
    difference = places - scenario.quotas[code].places
    if difference == 0:
        return scenario
    if code in limits.locked:
        raise ScenarioError(N_("{code} ist gesperrt. Bitte die Sperre lösen."), code=code)
    if counterpart == PROPORTIONAL:
        flows = _spread(scenario, code, difference, limits)
    else:
        flows = {counterpart: abs(difference)}
    for partner, amount in flows.items():
        giver, taker = (partner, code) if difference > 0 else (code, partner)
        if amount:
            scenario = _net(scenario, giver, taker, amount, limits)
    return scenario


def _spread(scenario: Scenario, code: str, difference: int, limits: Limits) -> Mapping[str, int]:
    """How a difference divides over the others that are not locked, by their places in the plan."""
    plan = scenario.plan.quotas
    others = [c for c in plan if c != code and c not in limits.locked and plan[c].places]
    if not others:
        raise ScenarioError(N_("Alle anderen sind gesperrt: Es gibt keinen Ausgleich für {code}."), code=code)
    weights = [plan[c].places for c in others]
    flows = dict(zip(others, apportion(abs(difference), weights), strict=True))
    if difference < 0:
        return flows
    spare = {c: max(scenario.quotas[c].places - limits.floors.get(c, 0), 0) for c in others}
    short = next((c for c in others if flows[c] > spare[c]), None)
    if short is None:
        return flows
    possible = difference
    while any(amount > spare[c] for c, amount in zip(others, apportion(possible, weights), strict=True)):
        possible -= 1
    raise ScenarioError(
        N_(
            "{short} kann anteilig höchstens {spare} Plätze abgeben, nicht {wanted}. "
            "Möglich für {code} sind {reachable}."
        ),
        short=short,
        spare=spare[short],
        wanted=flows[short],
        code=code,
        reachable=scenario.quotas[code].places + possible,
    )


def _net(scenario: Scenario, giver: str, taker: str, amount: int, limits: Limits) -> Scenario:
    """Book a move by rule, netted with an earlier move by rule between the same two."""
    after = scenario.transfer(giver, taker, amount, limits=limits)  # raises when the move cannot be
    for index, entry in enumerate(scenario.ledger):
        if {entry.giver, entry.taker} == {giver, taker} and _by_rule(scenario, entry):
            net = entry.places + amount if entry.giver == giver else entry.places - amount
            merged: tuple[Transfer, ...] = ()
            if net:
                start, end = (entry.giver, entry.taker) if net > 0 else (entry.taker, entry.giver)
                degree = scenario.plan.travelling_degree(start, abs(net))
                merged = (Transfer(start, end, abs(net), degree),)
            try:
                return Scenario(
                    scenario.plan, (*scenario.ledger[:index], *merged, *scenario.ledger[index + 1 :])
                )
            except ScenarioError:
                # A later entry lives on what the earlier one brought: keep both, in their order.
                return after
    return after


def _by_rule(scenario: Scenario, entry: Transfer) -> bool:
    """Whether an entry between two institutions carries the degree-oriented places that the rule gives."""
    inside = OUTSIDE not in (entry.giver, entry.taker)
    return inside and entry.degree == scenario.plan.travelling_degree(entry.giver, entry.places)
