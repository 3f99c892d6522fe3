"""The figures of a profile, for its page and its file: each function returns the exhibit that fits whom it is about."""

from __future__ import annotations

from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes
from kompass.figures.charts.style import Style
from kompass.figures.employment.changes import heat_exhibit
from kompass.figures.employment.groups import group_exhibit
from kompass.figures.exhibit import Exhibit
from kompass.figures.region.profile import Profile, plan_name
from kompass.figures.shortages.coverage import coverage_exhibit
from kompass.figures.simulator.legal_scope import legal_scope_exhibit, legal_scope_picture
from kompass.figures.simulator.scenario_map import BASES, fixed_classes, scenario_map
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.figures.zukunftsatlas.exhibits import profile_exhibit
from kompass.language import Language
from kompass.matching.goals import shortages
from kompass.places.ledger import Scenario


def density(
    facts: Facts, scenario: Scenario, profile: Profile, style: Style, language: Language
) -> tuple[Exhibit, str]:
    """Places per 1,000 unemployed, and its picture as HTML or "" where the exhibit has a chart: by legal scope for an
    institution of all districts, else the map."""
    plan, name = Scenario(scenario.plan), plan_name(scenario, language)
    if not profile.everywhere:
        limits = map_limits(facts, scenario)
        return scenario_map(facts, scenario, plan, name, BASES[0], None, limits, style, language)
    if scenario.ledger:
        shown = legal_scope_exhibit(facts, scenario, plan, name, language)
        return shown, legal_scope_picture(shown, name, style, language)
    return place_exhibit(facts, scenario.plan, style, language), ""


def map_limits(facts: Facts, scenario: Scenario) -> Classes:
    """The classes of the map of :func:`density`: those of the plan, so that scenarios compare."""
    return fixed_classes(facts, scenario.plan, BASES[0], None)


def employment(facts: Facts, profile: Profile, style: Style, language: Language) -> Exhibit:
    """The changes of employment: bars for one district, a heat table for several."""
    if profile.everywhere:
        return heat_exhibit(facts, profile.districts, style, language)
    return group_exhibit(facts, profile.districts[0], style, language)


def ranks(facts: Facts, profile: Profile, style: Style, language: Language) -> Exhibit | None:
    """The ranks of its district in the Zukunftsatlas; None for several districts, whose ranks are in the comparison."""
    return None if profile.everywhere else profile_exhibit(facts, profile.districts[0], style, language)


def shortage_coverage(facts: Facts, profile: Profile, style: Style, language: Language) -> Exhibit:
    """The shortages of its districts and how well the plan's goals fit them."""
    return coverage_exhibit(facts, shortages(facts), profile.districts, style, language)
