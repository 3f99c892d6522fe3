"""Comparison keys: how places would lie if they followed some other quantity.

Each key distributes other things than places, so each is a comparison; none is called fair or right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import pandas as pd

from kompass.facts import STATE, Fact, Facts
from kompass.places.plan import Quota


@dataclass(frozen=True)
class Key:
    """A key: its weight per institution, what it was made for, and the facts it is made of.

    Weights are exact, none is negative and one is positive. Institutions without a weight do not count.
    """

    key_id: str
    label: str
    purpose: str
    weights: Mapping[str, Fraction]
    facts: tuple[Fact, ...]

    @cached_property
    def _units(self) -> tuple[Mapping[str, int], int]:
        """The weights as whole numbers, and their sum: exact, and much quicker than fractions."""
        scale = lcm(*(weight.denominator for weight in self.weights.values()))
        units = {code: int(weight * scale) for code, weight in self.weights.items()}
        return units, sum(units.values())

    def target(self, total: int) -> Mapping[str, float]:
        """Places by institution if ``total`` followed the key exactly, in fractions of a place."""
        units, whole = self._units
        return {code: total * unit / whole for code, unit in units.items()}

    def distance(self, quotas: Mapping[str, Quota]) -> float:
        """Places that would have to move so that the quotas match the key exactly: half the sum of the
        absolute differences (DESIGN.md, "Distance in places"; the index of Loosemore and Hanby times
        the total). Only the institutions of the key count, and only their own total is distributed.
        """
        units, whole = self._units
        places = {code: quotas[code].places for code in units}
        total = sum(places.values())
        return sum(abs(places[code] * whole - total * unit) for code, unit in units.items()) / (2 * whole)


def comparison_keys(facts: Facts) -> tuple[Key, ...]:
    """The keys of the tables ``comparison_keys`` and ``comparison_key_terms``, in their order.

    A key of several terms weighs each job centre by their plain mean, as the EinglMV does with its
    annexes 1 and 2; a key of gaps by how far that mean lies below the state's; an equal key has no terms
    and weighs all the same. District facts stand for the job centre of the district; those of several districts
    are added, for a key of gaps their plain mean is taken. A key that gives nobody a weight, such as gaps where
    all lie above the state, cannot be formed and is left out.
    """
    job_centres = facts["institutions"].query("legal_scope == 'SGB II'").sort_values("position")
    districts_of = facts["districts"].groupby("institution", sort=False)["ags"].agg(tuple)
    all_terms = facts["comparison_key_terms"]
    keys = []
    for key in facts["comparison_keys"].sort_values("position").itertuples():
        terms = all_terms[all_terms["key_id"] == key.key_id]
        state = _found(facts, terms, {"district": (STATE,)}) if key.weighting == "gap_to_state" else ()
        used: tuple[Fact, ...] = ()
        weights = {}
        for centre in job_centres.itertuples():
            regions_of = {"district": districts_of[centre.code], "job_centre": (centre.region_id,)}
            own = _found(facts, terms, regions_of)
            weights[centre.code] = _weight(key.weighting, own, len(terms), state)
            used += own
        if any(weights.values()):
            keys.append(Key(key.key_id, key.label, key.purpose, weights, (*used, *state)))
    return tuple(keys)


def job_centre_share(
    facts: Facts, key_id: str, job_centres: Sequence[str]
) -> tuple[Fraction, tuple[Fact, ...]]:
    """What job centres (ids of ``regions``) weigh together by a key made of facts of job centres, in the unit
    of these facts, and the facts. Raises KeyError when one is not reported."""
    terms = facts["comparison_key_terms"].query("key_id == @key_id")
    own = _found(facts, terms, {"job_centre": tuple(job_centres)})
    return _weight("value", own, len(terms), ()), own


def _found(facts: Facts, terms: pd.DataFrame, regions_of: Mapping[str, tuple[str, ...]]) -> tuple[Fact, ...]:
    """The facts of a key's terms for one job centre; ``regions_of`` are its regions by the scope of a term."""
    return tuple(
        facts.fact(region, t.indicator_id, as_of=t.as_of, source_id=t.source_id)
        for t in terms.itertuples()
        for region in regions_of[t.scope]
    )


def _weight(weighting: str, own: Sequence[Fact], terms: int, state: Sequence[Fact]) -> Fraction:
    """What one job centre weighs, by the column ``weighting`` of the table ``comparison_keys``."""
    if weighting == "equal":
        return Fraction(1)
    if weighting == "gap_to_state":
        return max(_sum(state) / len(state) - _sum(own) / len(own), Fraction(0))
    return _sum(own) / terms


def _sum(found: Sequence[Fact]) -> Fraction:
    """The sum, of the digits that the sources print."""
    return sum((Fraction(str(fact.value)) for fact in found), Fraction(0))
