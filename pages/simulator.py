"""Simulator: move places between the institutions and see what follows."""

import streamlit as st

from kompass.figures.scenario import distance_exhibit, headline, outcome_exhibit
from kompass.figures.scenario_map import scenario_map
from ui import blocks
from ui.simulator import controls as control
from ui.session import session


@st.fragment
def simulator() -> None:
    """Runs alone after each move, so that only what changes is sent."""
    current = session()
    t = current.language.text
    kept = control.negotiation(current)
    scenario = kept.current
    control.write_address(scenario)
    blocks.heading(t("Simulator"), headline(scenario, current.language), "", current)
    control.status(scenario, current)
    grid = st.grid(3, min_column_width=380, gap="large")
    with grid.cell():
        counterpart, limits = control.partner_controls(current)
        control.place_controls(scenario, counterpart, limits, current)
        control.way_back(kept, current)
    with grid.cell():
        outcome = outcome_exhibit(current.facts, scenario, current.style, current.language)
        blocks.exhibit(outcome, current, twin=False)
        control.ledger_list(scenario, current)
    with grid.cell():
        blocks.exhibit(scenario_map(current.facts, scenario, current.style, current.language), current)
    blocks.twin_table(outcome, current)
    blocks.exhibit(distance_exhibit(current.facts, scenario, current.keys, current.language), current)


simulator()
