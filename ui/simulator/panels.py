"""The evaluations of a scenario, one panel each; only the chosen one is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kompass.figures.quotas.places import employee_block
from kompass.figures.simulator.flows import flow_exhibit
from kompass.language import N_
from kompass.needs import EMPLOYEES, GOALS, LAWS, SHORTAGES, Need, carries
from ui import address, blocks
from ui.simulator import effects, employed, fit, goal, keys, legal_scope, sensitivity
from ui.simulator.context import PanelContext

VIEW = "frage"


def flows(context: PanelContext) -> None:
    """Show the transfers between institutions as a flow chart."""
    current = context.current
    shown = flow_exhibit(
        current.facts,
        context.scenario,
        context.baseline,
        context.baseline_name,
        current.style,
        current.language,
    )
    blocks.exhibit(shown, current, lazy=True)


PANELS: Mapping[str, tuple[str, Callable[[PanelContext], None]]] = {
    "schluessel": (N_("Nähe zu Schlüsseln"), keys.show),
    "fluss": (N_("Wer gab wem?"), flows),
    "rechtskreis": (N_("Nach Rechtskreis"), legal_scope.show),
    "engpaesse": (N_("Engpässe"), fit.show),
    "wirkung": (N_("Wann lohnt es sich?"), effects.show),
    "ziel": (N_("Ziel suchen"), goal.show),
    "platz": (N_("Ein Platz mehr"), sensitivity.show),
    "beschaeftigte": (N_("Beschäftigte: {places} Plätze"), employed.show),
}


# What a panel needs of the plan's facts.
NEEDED: Mapping[str, tuple[Need, ...]] = {
    "rechtskreis": (LAWS,),
    "engpaesse": (SHORTAGES, GOALS),
    "beschaeftigte": (EMPLOYEES,),
}


def show(context: PanelContext) -> None:
    """Show the choice of a panel whose facts the plan holds, and the chosen one."""
    t, current = context.current.language.text, context.current
    offered = [panel for panel in PANELS if carries(current.facts, *NEEDED.get(panel, ()))]
    block = employee_block(current.facts, current.plan) if "beschaeftigte" in offered else {"places": 0}
    places = current.language.number(block["places"])
    chosen = address.segmented(
        t("Was folgt daraus?"),
        offered,
        lambda panel: t(PANELS[panel][0], places=places),
        VIEW,
        help=t("Jede Auswertung betrachtet das Szenario, wie es jetzt ist, und folgt jeder Verschiebung."),
    )
    PANELS[chosen][1](context)
