"""Change the total number of places: transfers with the outside, spread by the plan or by a comparison key."""

from __future__ import annotations

from fractions import Fraction

from kompass.language import N_
from kompass.places.keys import Key
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError
from kompass.places.moves import apportion
from kompass.places.plan import OUTSIDE


def total_at(scenario: Scenario, percent: int) -> int:
    """The plan's total of places changed by ``percent``, rounded half up."""
    hundredths = scenario.plan.total.places * (100 + percent)
    return (2 * hundredths + 100) // 200


def set_total(
    scenario: Scenario, places: int, limits: Limits = NO_LIMITS, key: Key | None = None
) -> Scenario:
    """Return the scenario with ``places`` in all; the difference comes from or goes to the outside.

    It is spread over all institutions that are not locked, by their places in the plan (largest remainder).
    With a ``key``, the institutions of the key divide their part by the key instead; the others keep the part
    that the plan gives them, because the key has no weight for them. Raises :class:`ScenarioError` naming the
    lock, floor or ceiling that prevents it.
    """
    difference = places - scenario.total.places
    plan = scenario.plan.quotas
    weights = {c: Fraction(q.places) for c, q in plan.items() if c not in limits.locked}
    keyed = [c for c in weights if key and c in key.weights]
    if key and keyed:
        part, whole = sum(weights[c] for c in keyed), sum(Fraction(key.weights[c]) for c in keyed)
        weights |= {c: part * Fraction(key.weights[c]) / whole for c in keyed}
    if not sum(weights.values()):
        raise ScenarioError(N_("Alle Institutionen sind gesperrt: Die Gesamtzahl bleibt, wie sie ist."))
    shares = dict(zip(weights, apportion(abs(difference), list(weights.values())), strict=True))
    sign = 1 if difference > 0 else -1
    scenario.check_limits({code: sign * n for code, n in shares.items()}, limits)
    for code, amount in shares.items():
        if amount:
            giver, taker = (OUTSIDE, code) if difference > 0 else (code, OUTSIDE)
            scenario = scenario.transfer(giver, taker, amount)
    return scenario
