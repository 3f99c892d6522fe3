"""The people that places are divided by: places per 1,000 of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kompass import needs
from kompass.facts import Fact, Facts
from kompass.language import N_
from kompass.precision import Bounded, added, of_fact


@dataclass(frozen=True)
class Base:
    """The quantity that places are divided by: an indicator, its label, the facts that it needs and its as-of date."""

    indicator_id: str
    label: str
    need: needs.Need
    period: str | None = None  # the latest of this period; None: the latest of all


BASES = (
    Base("unemployed", N_("Arbeitslose"), needs.DISTRICTS_UNEMPLOYED, "year_average"),
    Base("population", N_("Einwohner"), needs.DISTRICTS_POPULATION),
    Base("employees", N_("Beschäftigte"), needs.DISTRICTS_EMPLOYEES),
    Base("working_age_population", N_("Menschen von 15 bis 64"), needs.DISTRICTS_WORKING_AGE),
    Base("population_25_54", N_("Menschen von 25 bis 54"), needs.DISTRICTS_25_TO_54),
    Base("foreign_population", N_("Ausländische Bevölkerung"), needs.DISTRICTS_FOREIGN),
)


def bases(facts: Facts) -> tuple[Base, ...]:
    """The bases that a plan reports for all its districts, where each has a job centre; none without."""
    return tuple(base for base in BASES if needs.carries(facts, base.need, needs.JOB_CENTRES))


def base_facts(facts: Facts, base: Base) -> Mapping[str, Fact]:
    """The facts of a base by ags of the district; empty for a base that is not one of :func:`bases`."""
    if base not in bases(facts):
        return {}
    return {ags: facts.fact(ags, base.indicator_id, period=base.period) for ags in facts["districts"]["ags"]}


def people(facts: Facts, base: Base) -> Mapping[str, Bounded]:
    """The base's amount with its limits, by institution: the sum over its districts; empty as :func:`base_facts`."""
    counts = base_facts(facts, base)
    parts_by_code: dict[str, list[Bounded]] = {}
    for district in facts["districts"].itertuples() if counts else ():
        parts_by_code.setdefault(district.institution, []).append(of_fact(counts[district.ags], facts))
    return {code: added(parts) for code, parts in parts_by_code.items()}
