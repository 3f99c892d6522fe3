"""What a scenario comes to: the figures that page and HTTP contract share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.places.keys import Key
from kompass.places.ledger import Scenario


@dataclass(frozen=True)
class Outcome:
    """One institution in a scenario. ``share`` of all places and ``degree_rate`` are 0 to 1."""

    code: str
    planned: int
    places: int
    degree: int
    share: float | None
    degree_rate: float | None

    @property
    def change(self) -> int:
        """Places more (+) or fewer (−) than in the plan."""
        return self.places - self.planned


def outcomes(scenario: Scenario) -> tuple[Outcome, ...]:
    """One row per institution, in plan order."""
    total = scenario.total.places
    return tuple(
        Outcome(
            code,
            scenario.plan.quotas[code].places,
            quota.places,
            quota.degree,
            quota.places / total if total else None,
            quota.degree_rate,
        )
        for code, quota in scenario.quotas.items()
    )


def distances(scenario: Scenario, keys: Sequence[Key]) -> Mapping[str, float]:
    """Places that would have to move to match each key, by key id; see :meth:`Key.distance`."""
    return {key.key_id: key.distance(scenario.quotas) for key in keys}
