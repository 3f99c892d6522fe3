"""The figures of the simulator's panels from what the address holds of it. None: there is nothing to show yet."""

from __future__ import annotations

from kompass.figures.exhibit import Exhibit
from kompass.figures.simulator.break_even import threshold_exhibit, tornado_exhibit
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.figures.simulator.effects import effect_exhibit, outside_exhibit
from kompass.figures.simulator.fit import fit_exhibit
from kompass.figures.simulator.flows import flow_exhibit
from kompass.figures.simulator.inequality import index_exhibit
from kompass.figures.simulator.key_allocation import allocation_exhibit
from kompass.figures.simulator.keys import distance_exhibit
from kompass.figures.simulator.legal_scope import legal_scope_exhibit
from kompass.figures.simulator.scenario_map import fixed_classes, scenario_map
from kompass.figures.simulator.sensitivity import sensitivity_exhibit
from kompass.matching.fit import partners
from kompass.matching.goals import shortages
from kompass.places.keys import Key
from kompass.presentation.view import ViewContext


def density(context: ViewContext) -> Exhibit:
    """Places per 1,000 in the districts, before and after."""
    chosen = context.chosen
    limits = fixed_classes(context.facts, context.plan, chosen.base, chosen.split)
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    shown, _ = scenario_map(
        context.facts, *scenarios, chosen.base, chosen.split, limits, context.style, context.words
    )
    return shown


def distances(context: ViewContext) -> Exhibit:
    """How far the scenario is from each key."""
    chosen = context.chosen
    return distance_exhibit(
        chosen.scenario, chosen.baseline, _baseline_name(context), _keys(context), context.words
    )


def allocation(context: ViewContext) -> Exhibit:
    """What the first key would give to whom."""
    return allocation_exhibit(context.facts, context.chosen.scenario, context.chosen.keys[0], context.words)


def indices(context: ViewContext) -> Exhibit:
    """Measures of inequality against the first key."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return index_exhibit(context.facts, *scenarios, chosen.keys[0], context.words)


def flows(context: ViewContext) -> Exhibit | None:
    """Who gave to whom."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return flow_exhibit(context.facts, *scenarios, context.style, context.words)


def by_law(context: ViewContext) -> Exhibit:
    """Places per 1,000 unemployed of each legal scope."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return legal_scope_exhibit(context.facts, *scenarios, context.words)


def fit(context: ViewContext) -> Exhibit | None:
    """What is short where places arrive and not where they leave, of the first on each side."""
    found = partners(context.facts, context.chosen.scenario, context.chosen.baseline)
    if not found.givers:
        return None
    sides = (found.givers[0], found.takers[0])
    return fit_exhibit(context.facts, shortages(context.facts), *sides, context.style, context.words)


def threshold(context: ViewContext) -> Exhibit | None:
    """From which difference on the change pays, by the reader's assumptions."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return threshold_exhibit(context.facts, *scenarios, chosen.assumptions, context.style, context.words)


def outside(context: ViewContext) -> Exhibit | None:
    """What places from outside do, by the reader's assumptions."""
    chosen = context.chosen
    return outside_exhibit(context.facts, chosen.scenario, chosen.baseline, chosen.assumptions, context.words)


def tornado(context: ViewContext) -> Exhibit | None:
    """How far the range of the assumptions moves the threshold."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline)
    return tornado_exhibit(context.facts, *scenarios, chosen.assumptions, context.style, context.words)


def consequences(context: ViewContext) -> Exhibit | None:
    """What follows from the reader's assumptions."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return effect_exhibit(context.facts, *scenarios, chosen.assumptions, context.words)


def one_more(context: ViewContext) -> Exhibit:
    """What one more place for each institution does to each figure."""
    return sensitivity_exhibit(context.facts, context.chosen.scenario, _keys(context), context.words)


def side_by_side(context: ViewContext) -> Exhibit | None:
    """The kept scenarios."""
    chosen = context.chosen
    if not chosen.kept:
        return None
    name = _baseline_name(context)
    return comparison_exhibit(context.facts, chosen.kept, chosen.baseline, name, chosen.keys, context.words)


def _baseline_name(context: ViewContext) -> str:
    return context.words.message(context.chosen.baseline_name)


def _keys(context: ViewContext) -> tuple[Key, ...]:
    """The comparison keys and the reader's own."""
    return (*context.chosen.keys, *context.chosen.own_keys)
