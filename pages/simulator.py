"""Simulator: move places between the institutions and see what follows."""

import streamlit as st

from kompass.figures.quotas.places import place_note
from kompass.figures.simulator.scenario import headline
from ui import blocks
from ui.parts import quotas
from ui.session import session
from ui.simulator import controls, keeping, ledger, link, modes, panels, picture, state
from ui.simulator.bar import bar


@st.fragment
def simulator() -> None:
    """Runs alone after each move, so that only what changes is sent."""
    current = session()
    t = current.language.text
    table = state.open_table(current)
    state.write_address(current)
    title = headline(table.current, *state.baseline(current), current.language)
    blocks.heading(t("Simulator"), title, "")
    link.tell(current)
    bar(current)
    left, right = blocks.beside(5, 8, "negotiation")
    with left:
        mode = modes.choose_mode(current)
        scene = controls.partner_controls(current, with_counterpart=mode == "regler")
        modes.MODES[mode][1](scene)
        controls.way_back(table, scene)
        ledger.show(scene)
        quotas.transfers(current)
        keeping.show(scene)
    with right:
        picture.numbers(scene)
        grid = st.grid(2, min_column_width=340, gap="large")
        outcome = picture.outcome(scene)
        with grid.cell():
            picture.dumbbells(outcome, scene)
        with grid.cell():
            picture.district_map(scene)
    blocks.twin_table(outcome, current)
    blocks.html(blocks.tag("p", place_note(current.facts, current.language)))
    panels.show(scene)


simulator()
