"""Simulator: move places between the institutions and see what follows."""

import streamlit as st

from kompass.figures.quotas.places import place_note
from kompass.figures.simulator.scenario import headline
from ui import blocks
from ui.parts import quotas
from ui.session import session
from ui.simulator import keeping, ledger, link, modes, panels, picture, rounds, state
from ui.simulator import table as negotiating_table
from ui.simulator.bar import bar
from ui.simulator.controls import partner_controls


@st.fragment
def simulator() -> None:
    """The page as a fragment: its widgets rerun only this function."""
    current = session()
    t = current.language.text
    table = state.open_table(current)
    state.write_address(current)
    title = headline(table.current, *state.baseline(current), current.language)
    blocks.heading(t("Simulator"), title, "", live="headline")
    link.tell(current)
    bar(current)
    left, right = blocks.beside(5, 8, "negotiation")
    with left:
        mode = modes.choose_mode(current)
        context = partner_controls(current, with_counterpart=mode == modes.HANDLES)
        modes.MODES[mode][1](context)
        negotiating_table.show(context, handles=mode == modes.HANDLES)
        ledger.show(context)
        quotas.transfers(current)
        keeping.show(context)
        rounds.show(context)
    with right:
        picture.numbers(context)
        grid = st.grid(2, min_column_width=340, gap="large")
        outcome = picture.outcome(context)
        with grid.cell():
            picture.dumbbells(outcome, context)
        with grid.cell():
            picture.district_map(context)
    blocks.twin_table(outcome, current)
    blocks.html(blocks.tag("p", place_note(current.facts, current.language)))
    panels.show(context)


simulator()
