"""Widgets that mirror one value kept elsewhere, several of them at once.

Streamlit sends the state of all widgets with each message. While the reader is quick, such a message
still carries what the other widgets showed before the last answer, and their callbacks would take it for
the reader's wish. So a widget that the server sets gets a new key: its old state then means nothing. The
one in the reader's hand keeps its key, and with it the focus.
"""

from __future__ import annotations

import streamlit as st

_HELD = "mirror_held"


def key_of(name: str) -> str:
    """The present key of a mirroring widget."""
    return f"{name}@{st.session_state.get(f'{name}_generation', 0)}"


def hold(key: str) -> None:
    """Tell, in its callback, that this widget is in the reader's hand."""
    st.session_state[_HELD] = key


def release() -> None:
    """All widgets of this run are shown: nothing is held any more."""
    st.session_state.pop(_HELD, None)


def show(name: str, value: float | None) -> str:
    """Have a widget show ``value``; returns the key to make it with."""
    key = key_of(name)
    if st.session_state.get(key) != value:
        if key in st.session_state and key != st.session_state.get(_HELD):
            st.session_state[f"{name}_generation"] = st.session_state.get(f"{name}_generation", 0) + 1
            key = key_of(name)
        st.session_state[key] = value
    return key
