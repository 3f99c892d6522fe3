"""The negotiating table on the page: handles that move everything in the browser, and what they hand over.

The browser sends the gestures that the server has not answered yet, and the scenario that they led to. They are made
again with the server's arithmetic, which holds; where the browser came to another scenario, that is logged and told.
"""

from __future__ import annotations

import logging
from typing import Any

import streamlit as st

from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes
from kompass.figures.simulator.bases import BASES, bases
from kompass.figures.simulator.scenario_map import fixed_classes
from kompass.language import N_, Message
from kompass.needs import BOUNDARIES, carries
from kompass.places import gestures, parameters
from kompass.places.keys import Key
from kompass.places.ledger import ScenarioError
from kompass.places.negotiation import Negotiation
from kompass.places.plan import Plan
from kompass.places.text import scenario_text
from kompass.table import document, module
from ui.session import Session
from ui.simulator import own_keys, state
from ui.simulator.context import PanelContext

KEY = "negotiating_table"  # of the component; its state has the one value MOVED
MOVED = "moved"
ANSWERED = "table_answered"  # session state: the last step of the browser that is in the negotiation
_LOG = logging.getLogger(__name__)
# The module is fetched once by its address, not sent with every move.
_SCRIPT = """export default async ({ parentElement, data, setStateValue }) => {
  const { mount } = await import(new URL(data.module, document.baseURI));
  return mount(parentElement, data, sent => setStateValue("moved", sent));
};"""
_component = st.components.v2.component("kompass.negotiating_table", js=_SCRIPT, isolate_styles=False)


def show(context: PanelContext, handles: bool) -> None:
    """Show the ways back, and with ``handles`` above them slider, field and buttons of each institution."""
    current = context.current
    answered: gestures.Answered = st.session_state.get(ANSWERED, gestures.Answered())
    given = {
        **document.lasting(
            current.facts, current.plan, own_keys.all_keys(current), current.style, current.language
        ),
        **document.state(
            state.open_table(current),
            context.baseline,
            context.baseline_name,
            context.counterpart,
            context.limits,
        ),
        "map": _map(context),
        "module": module.address(),
        "handles": handles,
        "ack": {"tab": answered.tab, "number": answered.number},
    }
    found = _component(key=KEY, data=given, on_moved_change=lambda: _moved(current))
    if _unknown(found.get(MOVED), answered, context):  # after a restart of the server no callback has run
        take(found[MOVED], current)
        st.rerun()


def _moved(current: Session) -> None:
    """Callback: the browser hands over gestures."""
    take(st.session_state[KEY].get(MOVED), current)


def take(value: object, current: Session) -> None:
    """Make the gestures that a browser hands over; what is refused, or came out otherwise there, is told."""
    table = state.open_table(current)
    try:
        sent = gestures.read_sent(value)
    except ScenarioError as error:
        _LOG.warning("The negotiating table sent what cannot be read: %s", error.message.msgid)
        state.say(error.message)
        return
    answered = st.session_state.get(ANSWERED, gestures.Answered())
    baseline, _ = state.baseline(current)
    done = gestures.replay(table, sent, answered, baseline, state.limits_of(table.current))
    st.session_state[ANSWERED] = done.answered
    state.attempt(lambda _: done.negotiation)
    if done.refused:
        state.say(done.refused.message)
    elif _beyond(table, sent):
        state.say(
            Message(
                N_(
                    "Ältere Schritte sind hier nicht bekannt, etwa nach einem Neustart des Servers oder aus einem Link: "
                    "Zurückgenommen ist die letzte Umbuchung."
                )
            )
        )
    elif not done.agreed:
        held = scenario_text(done.negotiation.current)
        _LOG.warning("The negotiating table came to another scenario than the server: %s", held)
        state.say(
            Message(N_("Der Browser hat anders gerechnet als der Server. Es gilt, was der Server rechnet."))
        )


def _beyond(table: Negotiation, sent: gestures.Sent) -> bool:
    """Whether a step back goes beyond the steps that are known, to one transfer of several that were one step perhaps."""
    undone = bool(sent.steps) and sent.steps[0].kind == gestures.UNDO
    return undone and not table.past and len(table.current.ledger) > 1


def _unknown(value: object, answered: gestures.Answered, context: PanelContext) -> bool:
    """Whether a value holds gestures of a tab that this session does not know, made on its present scenario."""
    try:
        sent = gestures.read_sent(value)
    except ScenarioError:
        return False
    return bool(sent.steps) and sent.tab != answered.tab and sent.base == scenario_text(context.scenario)


def _map(context: PanelContext) -> dict[str, Any] | None:
    """How the map on the page is tinted; None for a plan without one."""
    current, chosen = context.current, st.session_state.get(parameters.BASE)
    known = bases(current.facts)
    if not known or not carries(current.facts, BOUNDARIES):
        return None
    base = next((base for base in known if base.indicator_id == chosen), known[0])
    split = next((key for key in current.keys if key.key_id == st.session_state.get(parameters.SPLIT)), None)
    limits = classes(
        current.facts.data_id,
        base.indicator_id,
        split.key_id if split else "",
        current.facts,
        current.plan,
        split,
    )
    return document.tinted_map(
        current.facts, current.plan, context.baseline, base, split, limits, current.style
    )


@st.cache_resource(show_spinner=False)
def classes(data_id: str, base: str, split: str, _facts: Facts, _plan: Plan, _key: Key | None) -> Classes:
    """The classes of the map, the same for every scenario."""
    return fixed_classes(_facts, _plan, next(b for b in BASES if b.indicator_id == base), _key)
