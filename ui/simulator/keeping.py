"""Controls to keep the current scenario under a name, and links to comparison, decision paper and presentation."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from kompass.places.kept_scenarios import LONGEST_NAME, MOST_KEPT
from ui.blocks import html, tag
from ui.presenting import show_address
from ui.simulator import state
from ui.simulator.context import PanelContext

NAME = "scenario_name"


def show(context: PanelContext) -> None:
    """Show name field, button and links."""
    t = context.current.language.text
    html(tag("h2", t("Festhalten"), "bk-h3"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("Name des Szenarios"),
            key=NAME,
            max_chars=LONGEST_NAME,
            placeholder=t("etwa Vorschlag Heinsberg"),
            help=t(
                "Behaltene Szenarien stehen in der Adresse und auf der Seite Vergleich nebeneinander, "
                "höchstens {most}.",
                most=MOST_KEPT,
            ),
        )
        st.button(
            t("Behalten"),
            key="keep",
            on_click=_keep,
            args=(context, t("Szenario")),
            disabled=len(state.kept()) >= MOST_KEPT,
        )
    query = escape(_query(), quote=True)
    count = len(state.kept())
    links = (
        (f"vergleich?{query}", t("Szenarien vergleichen ({n} behalten)", n=count), "_self"),
        (f"beschlussvorlage?{query}", t("Beschlussvorlage ansehen und drucken"), "_blank"),
        (f"beschlussvorlage.docx?{query}", t("Beschlussvorlage als Word-Datei"), "_blank"),
        (escape(show_address("simulator", context.current)), t("Präsentation mit diesem Szenario"), "_self"),
    )
    items = "".join(f'<li><a href="{url}" target="{to}">{escape(text)}</a></li>' for url, text, to in links)
    html(
        f'<ul class="bk-list">{items}</ul>'
        + tag(
            "p",
            t("Die Adresse dieser Seite enthält das Szenario: Als Link oder Lesezeichen kommt es wieder."),
            "bk-source",
        )
    )


def _query() -> str:
    """The query string of this page."""
    return urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)


def _keep(context: PanelContext, otherwise: str) -> None:
    """Callback: keep the scenario under the typed name, or ``otherwise`` if none was typed."""
    state.keep(st.session_state.get(NAME, "").strip() or otherwise, context.scenario)
    st.session_state[NAME] = ""
