"""What one more place does: from the outside, for one institution, everything else unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.outcome import Outcome, outcomes
from kompass.places.plan import OUTSIDE
from kompass.precision import Bounded, derived


@dataclass(frozen=True)
class Effect:
    """By how much the figures change when ``code`` gets one more place.

    ``share`` of all places and the degree rates of ``code`` as parts of 1, the rate apart for a place that
    leads to a degree and for another; None where the institution has no place yet. ``per_1000`` by quantity
    (places of ``code`` per 1,000 of it; only where it is counted for ``code``). ``distance`` by key id, in
    places that would have to move: negative means nearer. Both with the limits that their numbers allow.
    """

    code: str
    share: float | None
    rate_with_degree: float | None
    rate_without_degree: float | None
    per_1000: Mapping[str, Bounded]
    distance: Mapping[str, Bounded]


def effects(
    scenario: Scenario, keys: Sequence[Key], counted: Mapping[str, Mapping[str, Bounded]]
) -> tuple[Effect, ...]:
    """The effect for each institution, in plan order.

    ``counted`` holds the quantities that places are put in relation to: amount by institution by quantity,
    without the institutions for which it is not counted.
    """
    now = {o.code: o for o in outcomes(scenario)}
    found = []
    for code, before in now.items():
        plain = scenario.transfer(OUTSIDE, code, 1, 0)
        after, with_degree = (_outcome(s, code) for s in (plain, scenario.transfer(OUTSIDE, code, 1, 1)))
        found.append(
            Effect(
                code,
                _change(before.share, after.share),
                _change(before.degree_rate, with_degree.degree_rate),
                _change(before.degree_rate, after.degree_rate),
                {
                    name: derived(lambda people: 1000 / people, amounts[code])
                    for name, amounts in counted.items()
                    if code in amounts
                },
                {key.key_id: key.change_bounds(scenario.quotas, plain.quotas) for key in keys},
            )
        )
    return tuple(found)


def _outcome(scenario: Scenario, code: str) -> Outcome:
    return next(o for o in outcomes(scenario) if o.code == code)


def _change(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
