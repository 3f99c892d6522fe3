"""The plan of a year: places of each institution, and how many of them are degree-oriented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kompass.facts import Facts
from kompass.facts_files import DEFAULT_PLAN

OUTSIDE = "EXT"  # code of the partner in a transfer that changes the total


@dataclass(frozen=True, slots=True)
class Quota:
    """Places of one institution, ``degree`` of them degree-oriented (0 <= degree <= places)."""

    places: int
    degree: int

    @property
    def other(self) -> int:
        """Places that are not degree-oriented."""
        return self.places - self.degree

    @property
    def degree_rate(self) -> float | None:
        """Share of degree-oriented places, 0 to 1; None without places."""
        return self.degree / self.places if self.places else None


@dataclass(frozen=True)
class Plan:
    """A year's plan: its version and the quota of each institution, in the printed order."""

    version: str
    entries: tuple[tuple[str, Quota], ...]
    plan_id: str = DEFAULT_PLAN

    @property
    def mark(self) -> str:
        """What the text of a scenario begins with: the version in the plan of the product, else the plan's id."""
        return self.version if self.plan_id == DEFAULT_PLAN else self.plan_id

    @cached_property
    def quotas(self) -> Mapping[str, Quota]:
        """Quota by institution code, in plan order."""
        return dict(self.entries)

    @property
    def codes(self) -> tuple[str, ...]:
        """Institution codes in plan order."""
        return tuple(code for code, _ in self.entries)

    @cached_property
    def total(self) -> Quota:
        """All places of the plan together."""
        return sum_quotas(quota for _, quota in self.entries)

    def travelling_degree(self, giver: str, places: int) -> int:
        """Of ``places`` leaving ``giver``, the number that is degree-oriented by rule.

        The giver's degree rate in the plan, rounded half up, in integer arithmetic so that no float decides.
        For the outside, the rate of the whole plan.
        """
        source = self.total if giver == OUTSIDE else self.quotas[giver]
        if not source.places:
            return 0
        return (2 * places * source.degree + source.places) // (2 * source.places)


def sum_quotas(quotas: Iterable[Quota]) -> Quota:
    """The sum of several quotas: places and degree-oriented places."""
    listed = list(quotas)
    return Quota(sum(q.places for q in listed), sum(q.degree for q in listed))


@lru_cache
def plan_of(facts: Facts, year: int | None = None) -> Plan:
    """The plan of a year (the latest one without ``year``) from the tables ``plans`` and ``quotas``.

    Raises KeyError when the tables hold no plan for that year.
    """
    plans = facts["plans"]
    year = int(plans["plan_year"].max()) if year is None else year
    versions = plans.loc[plans["plan_year"] == year, "plan_version"]
    if versions.empty:
        raise KeyError(year)
    rows = facts["quotas"].merge(facts["institutions"], left_on="institution", right_on="code")
    rows = rows[(rows["plan_year"] == year) & (rows["kind"] == "fbw")].sort_values("position")
    entries = tuple((r.code, Quota(int(r.places), int(r.degree_oriented))) for r in rows.itertuples())
    return Plan(str(versions.iloc[0]), entries, facts.plan_id)
