"""Controls for who is locked, and who gives or takes when an institution is moved."""

from __future__ import annotations

import streamlit as st

from kompass.places import parameters
from kompass.places.moves import PROPORTIONAL
from ui import address
from ui.session import Session
from ui.simulator import state
from ui.simulator.context import PanelContext


def partner_controls(current: Session, with_counterpart: bool) -> PanelContext:
    """Show the controls for locked institutions and for the counterpart of slider moves; returns the panels' context."""
    t = current.language.text
    names = current.facts["institutions"].set_index("code")["short_name"]
    labels = {PROPORTIONAL: t("anteilig auf alle nicht gesperrten")} | {
        code: f"{code} {names[code]}" for code in current.plan.codes
    }
    with st.container(horizontal=True, gap="medium"):
        if with_counterpart:
            address.selectbox(
                t("Ausgleich mit"),
                list(labels),
                labels.__getitem__,
                parameters.COUNTERPART,
                t(
                    "Wer die Plätze gibt oder nimmt, wenn sich eine Institution ändert. "
                    "Anteilig heißt: nach den Plätzen im Plan."
                ),
            )
        address.pills(
            t("Gesperrt"),
            current.plan.codes,
            str,
            parameters.LOCKED,
            t("Gesperrte Institutionen behalten ihre Plätze."),
        )
    scenario = state.open_table(current).current
    baseline, name = state.baseline(current)
    counterpart = st.session_state.get(parameters.COUNTERPART, PROPORTIONAL)
    return PanelContext(current, scenario, baseline, name, counterpart, state.limits_of(scenario))
