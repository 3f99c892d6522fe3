"""The exhibits of the simulator's panels for a view context. None when there is nothing to show."""

from __future__ import annotations

from kompass.figures.exhibit import Exhibit
from kompass.figures.picture import Figure, Tracks
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
from kompass.figures.simulator.sensitivity import keys_nearer, sensitivity_exhibit
from kompass.matching.fit import partners
from kompass.matching.goals import shortages
from kompass.places.keys import Key
from kompass.presentation.view import ViewContext
from kompass.presentation.views.drawn import Drawn


def density(context: ViewContext) -> Exhibit:
    """Exhibit: places per 1,000 in the districts, before and after."""
    chosen = context.chosen
    limits = fixed_classes(context.facts, context.plan, chosen.base, chosen.split)
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    exhibit, _ = scenario_map(
        context.facts, *scenarios, chosen.base, chosen.split, limits, context.style, context.words
    )
    return exhibit


def distances(context: ViewContext) -> Exhibit:
    """Exhibit: distance of the scenario to each key, in places."""
    chosen = context.chosen
    return distance_exhibit(
        chosen.scenario, chosen.baseline, _baseline_name(context), _keys(context), context.words
    )


def allocation(context: ViewContext) -> Exhibit:
    """Exhibit: places by institution according to the first key."""
    return allocation_exhibit(context.facts, context.chosen.scenario, context.chosen.keys[0], context.words)


def indices(context: ViewContext) -> Exhibit:
    """Exhibit: inequality indices against the first key."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return index_exhibit(context.facts, *scenarios, chosen.keys[0], context.words)


def flows(context: ViewContext) -> Exhibit | None:
    """Exhibit: net transfers between institutions."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return flow_exhibit(context.facts, *scenarios, context.style, context.words)


def by_law(context: ViewContext) -> Exhibit:
    """Exhibit: places per 1,000 unemployed, by legal scope."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return legal_scope_exhibit(context.facts, *scenarios, context.words)


def fit(context: ViewContext) -> Exhibit | None:
    """Exhibit: shortages where places arrive and where they leave, for the first giver and the first taker."""
    both_sides = partners(context.facts, context.chosen.scenario, context.chosen.baseline)
    if not both_sides.givers:
        return None
    first_of_each = (both_sides.givers[0], both_sides.takers[0])
    return fit_exhibit(context.facts, shortages(context.facts), *first_of_each, context.style, context.words)


def threshold(context: ViewContext) -> Exhibit | None:
    """Exhibit: the break-even difference in integration rates under the user's assumptions."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return threshold_exhibit(context.facts, *scenarios, chosen.assumptions, context.style, context.words)


def outside(context: ViewContext) -> Exhibit | None:
    """Exhibit: the effect of places from outside under the user's assumptions."""
    chosen = context.chosen
    return outside_exhibit(context.facts, chosen.scenario, chosen.baseline, chosen.assumptions, context.words)


def tornado(context: ViewContext) -> Exhibit | None:
    """Exhibit: how far the range of each assumption moves the break-even threshold."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline)
    return tornado_exhibit(context.facts, *scenarios, chosen.assumptions, context.style, context.words)


def consequences(context: ViewContext) -> Exhibit | None:
    """Exhibit: integrations and costs under the user's assumptions."""
    chosen = context.chosen
    scenarios = (chosen.scenario, chosen.baseline, _baseline_name(context))
    return effect_exhibit(context.facts, *scenarios, chosen.assumptions, context.words)


def one_more(context: ViewContext) -> Exhibit:
    """Exhibit: the effect of one more place per institution on each figure."""
    return sensitivity_exhibit(context.facts, context.chosen.scenario, _keys(context), context.words)


def nearer_by_one(_: Exhibit, context: ViewContext) -> Drawn:
    """Picture: to how many keys one more place of each institution reduces the distance."""
    t, words, keys = context.words.text, context.words, _keys(context)
    names = context.facts["institutions"].set_index("code")["short_name"]
    figures = [
        Figure(
            f"{code} {names[code]}",
            t("{n} von {all}", n=count, all=len(keys)),
            "",
            context.style.of(code),
            count,
        )
        for code, count in keys_nearer(context.facts, context.chosen.scenario, keys).items()
    ]
    said = t("Zahl der Schlüssel, zu denen ein Platz mehr den Abstand verkleinert.")
    alt = "; ".join(f"{f.name}: {f.value}" for f in figures)
    return Drawn(Tracks(figures, f"{said} {alt}.", (words.text("Verteilungsschlüssel"),)), said)


def side_by_side(context: ViewContext) -> Exhibit | None:
    """Exhibit: the kept scenarios side by side."""
    chosen = context.chosen
    if not chosen.kept:
        return None
    name = _baseline_name(context)
    return comparison_exhibit(context.facts, chosen.kept, chosen.baseline, name, chosen.keys, context.words)


def _baseline_name(context: ViewContext) -> str:
    return context.words.message(context.chosen.baseline_name)


def _keys(context: ViewContext) -> tuple[Key, ...]:
    """The comparison keys, then the user's own."""
    return (*context.chosen.keys, *context.chosen.own_keys)
