"""Comparison keys: how the job centres' places would lie if they followed some other quantity.

Each key distributes other things than places, so each is a comparison; none is called fair or right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kompass.facts import Fact, Facts
from kompass.places.plan import Quota


@dataclass(frozen=True)
class Key:
    """A key: its weight per job centre, what it was made for, and the facts it is made of."""

    key_id: str
    label: str
    purpose: str
    weights: Mapping[str, float]
    facts: tuple[Fact, ...]

    def target(self, total: int) -> Mapping[str, float]:
        """Places by institution if ``total`` followed the key exactly, in fractions of a place."""
        whole = sum(self.weights.values())
        return {code: total * weight / whole for code, weight in self.weights.items()}

    def distance(self, quotas: Mapping[str, Quota]) -> float:
        """Places that would have to move so that the quotas match the key exactly: half the sum of the
        absolute differences (DESIGN.md, "Distance in places"; the index of Loosemore and Hanby times
        the total). Only the institutions of the key count, and only their own total is distributed.
        """
        places = {code: quotas[code].places for code in self.weights}
        target = self.target(sum(places.values()))
        return sum(abs(places[code] - target[code]) for code in places) / 2


def comparison_keys(facts: Facts) -> tuple[Key, ...]:
    """The keys of the tables ``comparison_keys`` and ``comparison_key_terms``, in their order.

    A key of several terms weighs each job centre by their plain mean, as the EinglMV does with its
    annexes 1 and 2. District facts stand for the job centre of the district.
    """
    job_centres = facts["institutions"].query("legal_scope == 'SGB II'")
    district_of = facts["districts"].set_index("institution")["ags"]
    terms = facts["comparison_key_terms"]
    keys = []
    for key in facts["comparison_keys"].sort_values("position").itertuples():
        used: list[Fact] = []
        weights = {}
        own_terms = terms[terms["key_id"] == key.key_id]
        for centre in job_centres.itertuples():
            region = {"district": district_of[centre.code], "job_centre": centre.region_id}
            values = [
                facts.fact(region[t.scope], t.indicator_id, as_of=t.as_of, source_id=t.source_id)
                for t in own_terms.itertuples()
            ]
            used += values
            weights[centre.code] = sum(v.value for v in values) / len(values)
        keys.append(Key(key.key_id, key.label, key.purpose, weights, tuple(used)))
    return tuple(keys)
