"""The panel on shortages: which occupations are short where places arrive and not where they leave."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Exhibit
from kompass.figures.simulator.fit import fit_exhibit, side_name, unjudged
from kompass.language import Language
from kompass.matching.fit import partners
from kompass.matching.goals import shortages
from kompass.places.plan import OUTSIDE
from ui.blocks import exhibit, html, tag, twin_table
from ui.session import Session
from ui.simulator.context import PanelContext

WIDTH = 360  # pixels, of a select box
GIVER, TAKER = "engpass_von", "engpass_nach"


def show(context: PanelContext) -> None:
    """Show the exhibit for a giving and a taking institution, with select boxes where there are several."""
    current = context.current
    t = current.language.text
    found = partners(current.facts, context.scenario, context.baseline)
    if not found.givers:
        html(
            tag(
                "p",
                t(
                    "Gegenüber {baseline} hat keine Institution mehr oder weniger Plätze. Nach einer Umbuchung steht "
                    "hier, welche Berufsgruppen im Kreis der nehmenden Institution knapp sind und im Kreis der "
                    "gebenden nicht, und ob der Plan ein Ziel dafür hat.",
                    baseline=context.baseline_name,
                ),
            )
        )
        return
    giver, taker = found.givers[0], found.takers[0]
    with st.container(horizontal=True):
        if len(found.givers) > 1:
            giver = _side(t("Plätze gehen weg von"), found.givers, GIVER, current)
        if len(found.takers) > 1:
            taker = _side(t("Plätze kommen an bei"), found.takers, TAKER, current)
    shown = _block(current.facts.data_id, giver, taker, current.style, current.language, _facts=current.facts)
    if shown is None:
        names = [side_name(current.facts, code, current.language) for code in (giver, taker)]
        title = t("{giver} und {taker}: nicht zu beurteilen", giver=names[0], taker=names[1])
        html(tag("h2", title) + tag("p", unjudged(current.facts, giver, taker, current.language)))
        return
    exhibit(shown, current, twin=False, lazy=True)
    twin_table(shown, current)


def _side(label: str, codes: tuple[str, ...], key: str, current: Session) -> str:
    """Show a select box of institutions; a kept choice that is no longer among them is replaced by the first."""
    t = current.language.text
    names = current.facts["institutions"].set_index("code")["name"]
    if st.session_state.get(key) not in codes:
        st.session_state[key] = codes[0]
    return st.selectbox(
        label,
        codes,
        format_func=lambda code: t("außen") if code == OUTSIDE else f"{code} {names[code]}",
        key=key,
        width=WIDTH,
        persist_state="session",
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _block(
    data_id: str, giver: str, taker: str, style: Style, language: Language, _facts: Facts
) -> Exhibit | None:
    """The exhibit, cached: it depends on who gives and takes, not on the number of places. None if unknown."""
    return fit_exhibit(_facts, _listed(data_id, language.code, _facts), giver, taker, style, language)


@st.cache_resource(show_spinner=False)
def _listed(data_id: str, code: str, _facts: Facts) -> pd.DataFrame:
    return shortages(_facts)
