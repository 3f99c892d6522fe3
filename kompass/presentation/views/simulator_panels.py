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
from kompass.presentation.view import Room


def density(room: Room) -> Exhibit:
    """Places per 1,000 in the districts, before and after."""
    chosen = room.chosen
    limits = fixed_classes(room.facts, room.plan, chosen.base, chosen.split)
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(room))
    shown, _ = scenario_map(room.facts, *scenarios, chosen.base, chosen.split, limits, room.style, room.words)
    return shown


def distances(room: Room) -> Exhibit:
    """How far the scenario is from each key."""
    chosen = room.chosen
    return distance_exhibit(chosen.scenario, chosen.baseline, _baseline_name(room), _keys(room), room.words)


def allocation(room: Room) -> Exhibit:
    """What the first key would give to whom."""
    return allocation_exhibit(room.facts, room.chosen.scenario, room.chosen.keys[0], room.words)


def indices(room: Room) -> Exhibit:
    """Measures of inequality against the first key."""
    chosen = room.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(room))
    return index_exhibit(room.facts, *scenarios, chosen.keys[0], room.words)


def flows(room: Room) -> Exhibit | None:
    """Who gave to whom."""
    chosen = room.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(room))
    return flow_exhibit(room.facts, *scenarios, room.style, room.words)


def by_law(room: Room) -> Exhibit:
    """Places per 1,000 unemployed of each legal scope."""
    chosen = room.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(room))
    return legal_scope_exhibit(room.facts, *scenarios, room.words)


def fit(room: Room) -> Exhibit | None:
    """What is short where places arrive and not where they leave, of the first on each side."""
    found = partners(room.facts, room.chosen.scenario, room.chosen.baseline)
    if not found.givers:
        return None
    sides = (found.givers[0], found.takers[0])
    return fit_exhibit(room.facts, shortages(room.facts), *sides, room.style, room.words)


def threshold(room: Room) -> Exhibit | None:
    """From which difference on the change pays, by the reader's assumptions."""
    chosen = room.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(room))
    return threshold_exhibit(room.facts, *scenarios, chosen.assumptions, room.style, room.words)


def outside(room: Room) -> Exhibit | None:
    """What places from outside do, by the reader's assumptions."""
    chosen = room.chosen
    return outside_exhibit(room.facts, chosen.scenario, chosen.baseline, chosen.assumptions, room.words)


def tornado(room: Room) -> Exhibit | None:
    """How far the range of the assumptions moves the threshold."""
    chosen = room.chosen
    scenarios = (chosen.scenario, chosen.baseline)
    return tornado_exhibit(room.facts, *scenarios, chosen.assumptions, room.style, room.words)


def consequences(room: Room) -> Exhibit | None:
    """What follows from the reader's assumptions."""
    chosen = room.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(room))
    return effect_exhibit(room.facts, *scenarios, chosen.assumptions, room.words)


def one_more(room: Room) -> Exhibit:
    """What one more place for each institution does to each figure."""
    return sensitivity_exhibit(room.facts, room.chosen.scenario, _keys(room), room.words)


def side_by_side(room: Room) -> Exhibit | None:
    """The kept scenarios."""
    chosen = room.chosen
    if not chosen.kept:
        return None
    name = _baseline_name(room)
    return comparison_exhibit(room.facts, chosen.kept, chosen.baseline, name, chosen.keys, room.words)


def _baseline_name(room: Room) -> str:
    return room.words.message(room.chosen.baseline_name)


def _keys(room: Room) -> tuple[Key, ...]:
    """The comparison keys and the reader's own."""
    return (*room.chosen.keys, *room.chosen.own_keys)
