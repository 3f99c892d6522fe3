"""The panel on comparison keys (allocation formulas): distance to each, and the allocation by one of them."""

from __future__ import annotations

import streamlit as st

from kompass.figures.simulator.inequality import index_exhibit
from kompass.figures.simulator.key_allocation import allocation_exhibit, allocation_picture
from kompass.figures.simulator.keys import distance_exhibit, distance_picture, key_label
from kompass.places.keys import Key
from ui import address, blocks, sourcing
from ui.simulator import own_keys
from ui.simulator.context import PanelContext

CHOSEN = "schluessel"  # widget key and query parameter


def show(context: PanelContext) -> None:
    """Show the fields for user-defined keys, the distance to each key, and the allocation by a chosen one."""
    current = context.current
    t, words = current.language.text, current.language
    keys = {key.key_id: key for key in own_keys.all_keys(current)}
    own_keys.fields(current)
    distances = distance_exhibit(
        context.scenario, context.baseline, context.baseline_name, list(keys.values()), words
    )
    grid = st.grid(2, min_column_width=380, gap="large")
    with grid.cell():
        picture = distance_picture(distances, context.baseline_name, current.style, words)
        blocks.exhibit(distances, current, picture=picture, twin=False, lazy=True)
    with grid.cell():
        if st.session_state.get(CHOSEN) not in (None, *keys):
            del st.session_state[CHOSEN]  # a user-defined key that was removed
        chosen = keys[
            address.selectbox(t("Im Einzelnen"), list(keys), lambda k: key_label(keys[k], words), CHOSEN)
        ]
        allocation = allocation_exhibit(current.facts, context.scenario, chosen, words)
        picture = allocation_picture(allocation, current.style, words)
        blocks.exhibit(allocation, current, picture=picture, lazy=True)
        with st.expander(t("Kennzahlen der Ungleichheit"), key="inequality", on_change="rerun") as folded:
            if folded.open:
                _indices(chosen, context)
    blocks.twin_table(distances, current)


def _indices(chosen: Key, context: PanelContext) -> None:
    """Show measures of inequality with their formulas, sources and download."""
    current = context.current
    shown = index_exhibit(
        current.facts, context.scenario, context.baseline, context.baseline_name, chosen, current.language
    )
    blocks.twin_table(shown, current)
    blocks.html(blocks.tag("p", shown.reading) + sourcing.sources(shown.citations, current))
    blocks.take_along(shown, current)
