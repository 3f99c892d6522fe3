"""Steckbrief: one institution or one district on one sheet."""

import streamlit as st

from kompass.figures.region.profile import profile_finding, who
from ui import blocks
from ui.parts import profile as view
from ui.session import session
from ui.simulator import link, state

current = session()
top = st.container()
chosen = view.choose(current)
scenario = state.open_table(current).current
with top:
    blocks.heading(
        current.language.text("Steckbrief"),
        profile_finding(current.facts, scenario, chosen, current.language),
        who(chosen, current.facts, current.language),
    )
    link.tell(current)
view.opening_numbers(chosen, current)
view.summary_links(chosen, current)
grid = st.grid(2, min_column_width=480, gap="large")
with grid.cell():
    view.places(chosen, current)
    view.ranks(chosen, current)
    view.short(chosen, current)
with grid.cell():
    view.density(chosen, current)
    view.employment(chosen, current)
view.region(chosen, current)
