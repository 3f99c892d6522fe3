"""The address with which this session was opened: read once, what of it cannot be used is told, and stays in the
address until the reader goes on without it. So no page, link or reload takes the plan for what was meant."""

from __future__ import annotations

import streamlit as st

from kompass.language import Message
from kompass.places import parameters
from kompass.request.choices import ADVICE, Choices, Refused, read_choices
from ui import address
from ui.blocks import html, tag
from ui.session import Session

LINK, OPEN = "link", "link_refused"  # plain keys: they outlive a change of page
# Controls of a page write these back themselves.
_NOT_HELD = (parameters.BASE, parameters.SPLIT)


def read(current: Session) -> Choices:
    """What the address said when the session began.

    Only the first run reads it: later messages of the browser carry the address as it was when they were
    sent, and would bring back what has just been left.
    """
    if LINK not in st.session_state:
        asked = {name: st.query_params.get_all(name) for name in st.query_params}
        found = read_choices(current.facts, asked)
        st.session_state[LINK] = found
        st.session_state[OPEN] = set(found.refused_names)
        address.hold({n: asked.get(n, []) for n in found.refused_names if n not in _NOT_HELD})
    kept: Choices = st.session_state[LINK]
    return kept


def refused(current: Session) -> tuple[Refused, ...]:
    """What of the link cannot be used and has not been settled yet."""
    found = read(current)
    return tuple(r for r in found.refused if st.session_state[OPEN] & set(r.names))


def message(name: str, current: Session) -> Message | None:
    """Why a parameter of the link cannot be used, as long as that is not settled."""
    return next((r.message for r in refused(current) if name in r.names), None)


def settle(*names: str) -> None:
    """The reader has put something else in the place of these parameters, or goes on without them."""
    st.session_state[OPEN] = st.session_state.get(OPEN, set()) - set(names)
    address.release(names)


def tell(current: Session) -> bool:
    """Say what of the link cannot be used and what is shown instead, with the way to go on without it.

    Gives whether there is something to decide: until then no file is offered.
    """
    found = refused(current)
    if not found:
        return False
    t = current.language.text
    lost = any(parameters.SCENARIO in r.names for r in found)
    lines = [current.language.message(r.message) for r in found]
    notices = "".join(f"<p>{tag('span', line, 'bk-notice')}</p>" for line in lines)
    shown = t("Gezeigt wird der Plan.") if lost else t("Gezeigt wird, was gilt.")
    advice = " ".join((shown, t(ADVICE), t("Dateien gibt es erst danach.")))
    html(f'<div role="alert">{notices}{tag("p", advice)}</div>')
    st.button(
        t("Mit dem Plan weiterarbeiten") if lost else t("Ohne diese Teile weiterarbeiten"),
        key="link_settle",
        on_click=settle,
        args=tuple(st.session_state[OPEN]),
    )
    return True
