"""The simulator's query parameters as they were when the session was opened.

They are read once. Invalid ones are reported and stay in the URL until the user goes on without them, so that no
link, file or reload silently shows the plan in place of what the link meant.
"""

from __future__ import annotations

import streamlit as st

from kompass.language import Message
from kompass.places import parameters
from kompass.request.choices import ADVICE, Choices, Refused, read_choices
from ui import address
from ui.blocks import html, tag
from ui.session import Session

LINK, OPEN = "link", "link_refused"  # session state, not widget keys: they survive a change of page
# Invalid values of these are not kept in the URL: their widgets write them.
_NOT_HELD = (parameters.BASE, parameters.SPLIT)


def read(current: Session) -> Choices:
    """The parsed query parameters with which the session began.

    Only the first run reads them: later reruns carry the parameters as they were when the browser sent them, and
    would bring back old values.
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
    """The invalid parameters of the link, without those that are settled."""
    found = read(current)
    return tuple(r for r in found.refused if st.session_state[OPEN] & set(r.names))


def message(name: str, current: Session) -> Message | None:
    """Why the parameter ``name`` of the link is invalid; None if it is valid or settled."""
    return next((r.message for r in refused(current) if name in r.names), None)


def settle(*names: str) -> None:
    """Mark these parameters as settled: the user has replaced them, or goes on without them."""
    st.session_state[OPEN] = st.session_state.get(OPEN, set()) - set(names)
    address.release(names)


def tell(current: Session) -> bool:
    """Show why parameters of the link are invalid, with a button to go on without them.

    Returns whether there are any; as long as there are, no file is offered.
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
