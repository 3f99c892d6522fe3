"""Key figures of a scenario, used by pages and API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.precision import Bounded


@dataclass(frozen=True)
class Outcome:
    """One institution in a scenario. ``share`` of all places and ``degree_rate`` are 0 to 1;
    ``before`` is what it has in the baseline."""

    code: str
    before: int
    places: int
    degree: int
    share: float | None
    degree_rate: float | None

    @property
    def change(self) -> int:
        """Places more (+) or fewer (−) than in the baseline."""
        return self.places - self.before


def outcomes(scenario: Scenario, baseline: Scenario | None = None) -> tuple[Outcome, ...]:
    """One row per institution, in plan order, against a baseline; without one against the plan."""
    before = scenario.plan.quotas if baseline is None else baseline.quotas
    total = scenario.total.places
    return tuple(
        Outcome(
            code,
            before[code].places,
            quota.places,
            quota.degree,
            quota.places / total if total else None,
            quota.degree_rate,
        )
        for code, quota in scenario.quotas.items()
    )


def redistributed(scenario: Scenario, baseline: Scenario) -> int:
    """Net: places that changed institution against the baseline.

    Half the sum of the absolute changes, without the change of the total.
    """
    changes = [o.change for o in outcomes(scenario, baseline)]
    return (sum(abs(c) for c in changes) - abs(sum(changes))) // 2


def transferred(scenario: Scenario) -> int:
    """Gross: the sum of the places of all transfers since the plan, including those with the outside.

    Places that go to and fro count each time.
    """
    return sum(entry.places for entry in scenario.ledger)


def net_flows(scenario: Scenario, baseline: Scenario) -> Mapping[tuple[str, str], int]:
    """Places by (giver, taker) since the baseline, netted per pair.

    The outside is a partner like the others. Summed per institution the flows give its change.
    """
    flows: Counter[tuple[str, str]] = Counter()
    for sign, ledger in ((1, scenario.ledger), (-1, baseline.ledger)):
        for entry in ledger:
            flows[entry.giver, entry.taker] += sign * entry.places
    pairs = dict.fromkeys(tuple(sorted(pair)) for pair in flows)
    net = ((a, b, flows[a, b] - flows[b, a]) for a, b in pairs)
    return {(a, b) if n > 0 else (b, a): abs(n) for a, b, n in net if n}


def distances(scenario: Scenario, keys: Sequence[Key]) -> Mapping[str, float]:
    """Places that would have to move to match each key, by key id; see :meth:`Key.distance`."""
    return {key.key_id: key.distance(scenario.quotas) for key in keys}


def distance_bounds(scenario: Scenario, keys: Sequence[Key]) -> Mapping[str, Bounded]:
    """:func:`distances` with the limits that the numbers behind each key allow; see :meth:`Key.bounds`."""
    return {key.key_id: key.bounds(scenario.quotas) for key in keys}
