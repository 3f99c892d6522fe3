"""Comparison: kept scenarios side by side, any of them as baseline."""

import streamlit as st

from ui import blocks
from ui.session import session
from ui.simulator import compare, link, state
from ui.simulator.bar import bar


@st.fragment
def comparison() -> None:
    """The page as a fragment: its widgets rerun only this function."""
    current = session()
    t = current.language.text
    state.open_table(current)
    kept = state.kept()
    state.write_address(current)
    blocks.heading(t("Vergleich"), compare.finding(current), "")
    link.tell(current)
    bar(current)
    compare.table_first(current)
    if kept:
        compare.choose_baseline(current)
        compare.panels(current)
        compare.side_by_side(current)
    else:
        compare.empty(current)
    compare.files(current)


comparison()
