"""Comparison keys: the distribution of places by another quantity, so a comparison; none is called fair or right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import chain, combinations
from math import lcm

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.language import N_
from kompass.needs import terms_reported
from kompass.places.plan import Quota, plan_of
from kompass.precision import EXACT, LEVELS, Bounded, Number, added, exact, of_fact, worst

EACH_JOB_CENTRE = N_("Zählt nichts: jedes Jobcenter gleich, ob groß oder klein; ein bloßer Bezugspunkt")
EACH = N_("Zählt nichts: jede Institution gleich, ob groß oder klein; ein bloßer Bezugspunkt")
MOST_GROUPED = 12  # largest number of institutions of which all groups are examined: 4,096 groups


@dataclass(frozen=True)
class Key:
    """A comparison key: its weight per institution, its purpose, and the facts it is made of.

    Weights are as printed, none is negative and one is positive. Institutions without a weight do not count.
    ``boxes`` bound the true weights: within a box every weight lies between its limits independently of the
    others, and together the boxes contain every extreme share. Without boxes the weights are exact.
    """

    key_id: str
    label: str
    purpose: str
    weights: Mapping[str, Fraction]
    facts: tuple[Fact, ...]
    boxes: tuple[Mapping[str, Bounded], ...] = field(default=(), kw_only=True)

    @property
    def precision(self) -> str:
        """The least precise level (exact, rounded, approximate) among the key's facts."""
        return worst(weight for box in self.boxes for weight in box.values())

    @property
    def is_exact(self) -> bool:
        """Whether the weights have no uncertainty."""
        return self.precision == EXACT

    def counted(self) -> Mapping[str, Bounded]:
        """Weights with their limits, by institution code, for a key whose weights are printed amounts."""
        (box,) = self.boxes or ({code: exact(weight) for code, weight in self.weights.items()},)
        return box

    def least(self, group: frozenset[str]) -> Fraction:
        """The smallest share, 0 to 1, that a group of the key's institutions can have together."""
        if not self.boxes:
            return Fraction(sum(self.weights[code] for code in group)) / sum(self.weights.values())
        return min(_least_share(box, group) for box in self.boxes)

    def most(self, group: frozenset[str]) -> Fraction:
        """The largest share, 0 to 1, of a group: the rest of 1 after the smallest share of the others."""
        return 1 - self.least(frozenset(self.weights) - group)

    @cached_property
    def _groups(self) -> tuple[tuple[frozenset[str], float, float], ...]:
        """Every group of institutions with its smallest and largest share; only for few institutions
        (:data:`MOST_GROUPED`)."""
        codes = list(self.weights)
        sizes = range(len(codes) + 1) if len(codes) <= MOST_GROUPED else ()
        groups = map(frozenset, chain.from_iterable(combinations(codes, size) for size in sizes))
        return tuple((group, float(self.least(group)), float(self.most(group))) for group in groups)

    @cached_property
    def _alone(self) -> Mapping[str, tuple[float, float]]:
        """The smallest and the largest share of each institution alone, by code."""
        groups = {code: frozenset([code]) for code in self.weights}
        return {code: (float(self.least(group)), float(self.most(group))) for code, group in groups.items()}

    def target_bounds(self, total: int) -> Mapping[str, Bounded]:
        """:meth:`target` with the limits that the weights allow."""
        return {
            code: Bounded(value, total * self._alone[code][0], total * self._alone[code][1], self.precision)
            for code, value in self.target(total).items()
        }

    def bounds(self, quotas: Mapping[str, Quota]) -> Bounded:
        """:meth:`distance` with the limits that the weights allow.

        The distance is the largest surplus over its share that any group of institutions has. So the largest
        distance is the largest surplus over a group's smallest share, and no distance is smaller than any
        surplus over a group's largest share.
        """
        value = self.distance(quotas)
        if self.is_exact:
            return Bounded(value, value, value)
        places = {code: quotas[code].places for code in self.weights}
        total = sum(places.values())
        groups = self._groups or ((frozenset(), 0.0, 0.0), self._surplus_group(places, total))
        surpluses = [
            (held - total * most, held - total * least)
            for group, least, most in groups
            for held in [sum(places[code] for code in group)]
        ]
        low, high = max(low for low, _ in surpluses), max(high for _, high in surpluses)
        if not self._groups:  # the sum of the single surpluses is an upper limit
            high = sum(max(0.0, places[code] - total * least) for code, (least, _) in self._alone.items())
        # Floating point must not push a limit past the value itself.
        return Bounded(value, min(low, value), max(high, value), self.precision)

    def _surplus_group(self, places: Mapping[str, int], total: int) -> tuple[frozenset[str], float, float]:
        """The institutions with too many places by the weights as printed, with their smallest and largest
        share."""
        group = frozenset(code for code, target in self.target(total).items() if places[code] > target)
        return group, float(self.least(group)), float(self.most(group))

    def change_bounds(self, before: Mapping[str, Quota], after: Mapping[str, Quota]) -> Bounded:
        """The change of the distance from ``before`` to ``after``, with its limits.

        In both, the distance is the surplus of the group with too many places; its change is that of the
        surplus of a group that can have too many in either.
        """
        value = self.distance(after) - self.distance(before)
        if self.is_exact:
            return Bounded(value, value, value)
        more = {code: after[code].places - before[code].places for code in self.weights}
        total = sum(more.values())
        if len(more) > MOST_GROUPED:  # no target moves by more than the total does
            most = (sum(map(abs, more.values())) + abs(total)) / 2
            return Bounded(value, -most, most, self.precision)
        limits = [value]
        for group in self._surplus_groups(before, after):
            gained = sum(more[code] for code in group)
            limits += [gained - total * float(share) for share in (self.least(group), self.most(group))]
        return Bounded(value, min(limits), max(limits), self.precision)

    def _surplus_groups(self, *held: Mapping[str, Quota]) -> Iterator[frozenset[str]]:
        """Groups that can be the ones with too many places in each of several states."""
        for quotas in held:
            targets = self.target_bounds(sum(quotas[code].places for code in self.weights))
            certain = frozenset(c for c, t in targets.items() if quotas[c].places > t.high)
            either = [c for c, t in targets.items() if t.low <= quotas[c].places <= t.high]
            for size in range(len(either) + 1):
                yield from (certain | frozenset(some) for some in combinations(either, size))

    @cached_property
    def _units(self) -> tuple[Mapping[str, int], int]:
        """The weights as integers, and their sum: exact, and much quicker than fractions."""
        scale = lcm(*(weight.denominator for weight in self.weights.values()))
        units = {code: int(weight * scale) for code, weight in self.weights.items()}
        return units, sum(units.values())

    def target(self, total: int) -> Mapping[str, float]:
        """Places by institution if ``total`` followed the key exactly, in fractions of a place."""
        units, whole = self._units
        return {code: total * unit / whole for code, unit in units.items()}

    def distance(self, quotas: Mapping[str, Quota]) -> float:
        """Places that would have to move so that the quotas match the key exactly.

        Half the sum of the absolute differences (the index of Loosemore and Hanby times the total). Only the
        institutions of the key count, and only their own total is distributed.
        """
        units, whole = self._units
        places = {code: quotas[code].places for code in units}
        total = sum(places.values())
        return sum(abs(places[code] * whole - total * unit) for code, unit in units.items()) / (2 * whole)


@lru_cache
def comparison_keys(facts: Facts) -> tuple[Key, ...]:
    """The keys of the tables ``comparison_keys`` and ``comparison_key_terms``, in their order.

    A key of several terms weighs each job centre by their plain mean, as we read the EinglMV's annexes 1 and
    2; a key of gaps by how far that mean lies below the state's; an equal key has no terms and weighs all the same.
    District facts stand for the job centre of the district; those of several districts are added, for a key of gaps
    their plain mean is taken. Left out are a key without any positive weight, such as gaps where all lie above the
    state, a key of facts that are not reported, and a job centre without a district of its own. The equal key is
    always there; without job centres it is one of all institutions. A plan that divides no places has no keys.
    """
    planned = plan_of(facts).codes
    if not planned:
        return ()
    job_centres = facts["institutions"].query("legal_scope == 'SGB II'").sort_values("position")
    districts_of = facts["districts"].groupby("institution", sort=False)["ags"].agg(tuple)
    job_centres = job_centres[job_centres["code"].isin(districts_of.index.intersection(planned))]
    if job_centres.empty:
        return (_equal(planned, EACH),)
    every = [ags for code in job_centres["code"] for ags in districts_of[code]]
    regions = {"district": every, "job_centre": list(job_centres["region_id"])}
    all_terms = facts["comparison_key_terms"]
    keys = []
    for key in facts["comparison_keys"].sort_values("position").itertuples():
        terms = all_terms[all_terms["key_id"] == key.key_id]
        above = (facts.state,) if key.weighting == "gap_to_state" else ()
        if not terms_reported(facts, key.weighting, terms, {**regions, "state": above}):
            continue
        state = _found(facts, terms, {"district": above}) if above else ()
        used: tuple[Fact, ...] = ()
        weights, own_facts = {}, {}
        for centre in job_centres.itertuples():
            regions_of = {"district": districts_of[centre.code], "job_centre": (centre.region_id,)}
            own = own_facts[centre.code] = _found(facts, terms, regions_of)
            weights[centre.code] = _weight(key.weighting, own, len(terms), state)
            used += own
        if any(weights.values()):
            boxes = _boxes(facts, key.weighting, own_facts, len(terms), state)
            keys.append(Key(key.key_id, key.label, key.purpose, weights, (*used, *state), boxes=boxes))
    if "equal" not in set(facts["comparison_keys"]["weighting"]):
        keys.append(_equal(job_centres["code"], EACH_JOB_CENTRE))
    return tuple(keys)


def _equal(codes: Iterable[str], purpose: str) -> Key:
    return Key("equal", N_("Gleich viele"), purpose, dict.fromkeys(codes, Fraction(1)), ())


def _least_share(box: Mapping[str, Bounded], group: frozenset[str]) -> Fraction:
    """The smallest share of a group: its own weights at their lower limits, all others at their upper."""
    least = sum((Fraction(box[code].low) for code in group), Fraction(0))
    others = sum((Fraction(weight.high) for code, weight in box.items() if code not in group), Fraction(0))
    if not others:  # the group holds everyone with a weight
        return Fraction(1)
    return least / (least + others)


def _boxes(
    facts: Facts,
    weighting: str,
    facts_by_code: Mapping[str, Sequence[Fact]],
    terms: int,
    state: Sequence[Fact],
) -> tuple[Mapping[str, Bounded], ...]:
    """The bounds of the true weights, see :class:`Key`; empty where all facts are exact.

    In a key of gaps the state's rate is the same for all institutions: one box for each value of it at which
    the direction of a share can change, its limits and the values at which a gap closes.
    """
    if weighting == "equal":
        return ()
    limits = {
        c: _mean(facts, facts_by_code[c], terms if weighting == "value" else len(facts_by_code[c]))
        for c in facts_by_code
    }
    rate = _mean(facts, state, len(state) or 1)
    if worst([rate, *limits.values()]) == EXACT:
        return ()
    if weighting == "value":
        return (limits,)
    turns = {rate.low, rate.high, *(x for limit in limits.values() for x in (limit.low, limit.high))}
    return tuple(
        {code: _gap(turn, limit, rate.precision) for code, limit in limits.items()}
        for turn in sorted(turns)
        if rate.low <= turn <= rate.high
    )


def _gap(state: Number, own: Bounded, precision: str) -> Bounded:
    """How far a rate lies below the rate of the state, at least 0."""
    value, low, high = (max(state - rate, Fraction(0)) for rate in (own.value, own.high, own.low))
    return Bounded(value, low, high, max(own.precision, precision, key=LEVELS.index))


def _mean(facts: Facts, terms: Sequence[Fact], count: int) -> Bounded:
    """The sum of facts divided by a count."""
    return added([of_fact(fact, facts) for fact in terms]).times(Fraction(1, count))


def job_centre_share(facts: Facts, key_id: str, centres: Sequence[str]) -> tuple[Bounded, tuple[Fact, ...]]:
    """The joint weight of job centres (ids of ``regions``) by a key of job-centre facts, and those facts.

    In the unit of the facts, with its limits. Raises KeyError when one is not reported.
    """
    terms = facts["comparison_key_terms"].query("key_id == @key_id")
    used = _found(facts, terms, {"job_centre": tuple(centres)})
    return _mean(facts, used, len(terms)), used


def _found(facts: Facts, terms: pd.DataFrame, regions_of: Mapping[str, tuple[str, ...]]) -> tuple[Fact, ...]:
    """The facts of a key's terms for one job centre; ``regions_of`` are its regions by the scope of a term."""
    return tuple(
        facts.fact(region, t.indicator_id, as_of=t.as_of, source_id=t.source_id)
        for t in terms.itertuples()
        for region in regions_of[t.scope]
    )


def _weight(weighting: str, term_facts: Sequence[Fact], terms: int, state: Sequence[Fact]) -> Fraction:
    """The weight of one job centre, by the column ``weighting`` of the table ``comparison_keys``."""
    if weighting == "equal":
        return Fraction(1)
    if weighting == "gap_to_state":
        return max(_sum(state) / len(state) - _sum(term_facts) / len(term_facts), Fraction(0))
    return _sum(term_facts) / terms


def _sum(terms: Sequence[Fact]) -> Fraction:
    """The exact sum of the decimal numbers as printed."""
    return sum((Fraction(str(fact.value)) for fact in terms), Fraction(0))
