"""The figures of a profile, for its page and its file: each function returns the exhibit that fits whom it is about,
None where the plan does not hold its facts."""

from __future__ import annotations

from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes
from kompass.figures.charts.style import Style
from kompass.figures.employment.changes import heat_exhibit
from kompass.figures.employment.groups import group_exhibit
from kompass.figures.exhibit import Exhibit
from kompass.figures.region.districts import comparison_exhibit
from kompass.figures.region.profile import Profile, plan_name
from kompass.figures.shortages.coverage import coverage_exhibit
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.legal_scope import legal_scope_exhibit, legal_scope_picture
from kompass.figures.simulator.scenario_map import fixed_classes, scenario_map
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.figures.zukunftsatlas.exhibits import profile_exhibit
from kompass.language import Language
from kompass.matching.goals import shortages
from kompass.needs import (
    BOUNDARIES,
    DISTRICTS_UNEMPLOYED,
    EMPLOYMENT,
    EMPLOYMENT_RATE,
    GOALS,
    JOB_CENTRES,
    LAWS,
    RANKS,
    SHORTAGES,
    STATE_RATE,
    UNEMPLOYED,
    UNEMPLOYED_SHARES,
    carries,
)
from kompass.places.ledger import Scenario
from kompass.places.plan import Plan


def density(
    facts: Facts, scenario: Scenario, profile: Profile, style: Style, language: Language
) -> tuple[Exhibit, str] | None:
    """Places per 1,000 unemployed, and its picture as HTML or "" where the exhibit has a chart: by legal scope for an
    institution of all districts, else the map."""
    plan, name = Scenario(scenario.plan), plan_name(scenario, language)
    if not profile.of_several:
        if not carries(facts, JOB_CENTRES, DISTRICTS_UNEMPLOYED, BOUNDARIES):
            return None
        limits = map_limits(facts, scenario)
        return scenario_map(facts, scenario, plan, name, BASES[0], None, limits, style, language)
    if not carries(facts, LAWS):
        return None
    if scenario.ledger:
        shown = legal_scope_exhibit(facts, scenario, plan, name, language)
        return shown, legal_scope_picture(shown, name, style, language)
    if not carries(facts, UNEMPLOYED, UNEMPLOYED_SHARES):
        return None
    return place_exhibit(facts, scenario.plan, style, language), ""


def map_limits(facts: Facts, scenario: Scenario) -> Classes:
    """The classes of the map of :func:`density`: those of the plan, so that scenarios compare."""
    return fixed_classes(facts, scenario.plan, BASES[0], None)


def employment(facts: Facts, profile: Profile, style: Style, language: Language) -> Exhibit | None:
    """The changes of employment: bars for one district, a heat table for several."""
    if not carries(facts, EMPLOYMENT):
        return None
    if profile.of_several:
        return heat_exhibit(facts, profile.districts, style, language)
    return group_exhibit(facts, profile.districts[0], style, language)


def ranks(facts: Facts, profile: Profile, style: Style, language: Language) -> Exhibit | None:
    """The ranks of its district in the Zukunftsatlas; None for several districts, whose ranks are in the comparison."""
    if profile.of_several or not carries(facts, RANKS):
        return None
    return profile_exhibit(facts, profile.districts[0], style, language)


def shortage_coverage(facts: Facts, profile: Profile, style: Style, language: Language) -> Exhibit | None:
    """The shortages of its districts and how well the plan's goals fit them."""
    if not carries(facts, SHORTAGES, GOALS):
        return None
    return coverage_exhibit(facts, shortages(facts), profile.districts, style, language)


def region(facts: Facts, plan: Plan, language: Language) -> Exhibit | None:
    """The figures of all districts side by side."""
    if not carries(facts, EMPLOYMENT_RATE, STATE_RATE):
        return None
    return comparison_exhibit(facts, plan, language)
