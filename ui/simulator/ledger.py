"""The list of transfers: each with a field for its reason and a delete button."""

from __future__ import annotations

import streamlit as st

from kompass.figures.simulator.scenario import ledger_lines
from kompass.places.ledger import LONGEST_REASON
from ui.blocks import html, tag
from ui.simulator import state
from ui.simulator.context import PanelContext


def show(context: PanelContext) -> None:
    """Show the transfers in order; each with a field for its reason and a delete button."""
    t = context.current.language.text
    lines = ledger_lines(context.scenario, context.current.language)
    html(tag("h2", t("Umbuchungen, vom Plan aus"), "bk-h3"))
    if not lines:
        html(tag("p", t("Noch keine Umbuchung. Ein Regler oder „Von → nach“ genügt.")))
        return
    # Widget keys are made of index and content of the transfer: when one is deleted, no field keeps the reason of
    # another, and a field keeps its key while only reasons change.
    for number, (index, text) in enumerate(lines, start=1):
        entry = context.scenario.ledger[index]
        mark = f"{index}-{entry.giver}-{entry.taker}-{entry.places}-{entry.degree}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"bk-step-{number}"):
            html(f"<p><b>{number}.</b> {tag('span', text)}</p>")
            key = f"reason-{mark}"
            if key not in st.session_state:
                st.session_state[key] = entry.reason
            st.text_input(
                t("Begründung zu Umbuchung {number}", number=number),
                key=key,
                max_chars=LONGEST_REASON,
                placeholder=t("weil …"),
                label_visibility="collapsed",
                on_change=_reason,
                args=(index, key),
            )
            st.button(
                t("Löschen"),
                key=f"delete-{mark}",
                on_click=_delete,
                args=(index,),
                help=t("Nimmt diese Umbuchung heraus"),
            )


def _reason(index: int, key: str) -> None:
    reason = st.session_state[key]
    state.attempt(lambda table: table.book(table.current.with_reason(index, reason)))


def _delete(index: int) -> None:
    state.attempt(lambda table: table.book(table.current.without(index)))
