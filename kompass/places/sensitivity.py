"""Sensitivity: how each figure changes when one institution gets one more place from the outside."""

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
    """Changes of the figures when ``code`` gets one more place.

    ``share`` of all places and the degree rates of ``code`` as parts of 1 (the rate for a degree-oriented
    place and for another one); None where the institution has no place yet. ``per_1000``: places of ``code``
    per 1,000, by the quantity counted (only those counted for ``code``). ``distance`` by key id, in places
    that would have to move: negative means nearer. The last two have the limits that their inputs allow.
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
    """One :class:`Effect` per institution, in plan order.

    ``counted``: the amounts that places are divided by, by quantity and institution code; institutions for
    which a quantity is not counted are absent.
    """
    now = {o.code: o for o in outcomes(scenario)}
    result = []
    for code, before in now.items():
        plain = scenario.transfer(OUTSIDE, code, 1, 0)
        after, with_degree = (_outcome(s, code) for s in (plain, scenario.transfer(OUTSIDE, code, 1, 1)))
        result.append(
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
    return tuple(result)


def _outcome(scenario: Scenario, code: str) -> Outcome:
    return next(o for o in outcomes(scenario) if o.code == code)


def _change(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
