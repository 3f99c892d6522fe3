"""Widgets that mirror one value kept elsewhere, several of them at once.

Streamlit sends the state of all widgets with each message. While the reader is quick, such a message
still carries what the other widgets showed before the last answer, and their callbacks would take it for
the reader's wish. So a widget that the server sets gets a new key: its old state then means nothing. The
one in the reader's hand keeps its key, and with it the focus.
"""

from __future__ import annotations

from typing import Any

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


def show(name: str, value: float | None, shape: object = None) -> dict[str, Any]:
    """Have a widget show ``value``; returns ``key`` and ``value`` to make it with.

    The value is the widget's own default, the one that this generation was made with: should the browser
    skip an answer in which it was to be set, it still mounts the widget with the right number. ``shape`` is
    what else makes a widget a new one, such as the upper end of a slider.
    """
    key, start = key_of(name), st.session_state.get(f"{name}_start")
    shown = st.session_state.get(key, start[0]) if start else None
    if start and start[1] == shape and shown == value:
        return {"key": key, "value": start[0]}
    if start and start[1] == shape and key == st.session_state.get(_HELD):
        # The reader asked for what cannot be: correct the widget in his hand without taking it away.
        st.session_state[key] = value
        return {"key": key}
    if start:
        st.session_state[f"{name}_generation"] = st.session_state.get(f"{name}_generation", 0) + 1
    st.session_state[f"{name}_start"] = (value, shape)
    return {"key": key_of(name), "value": value}


def show_clearable(name: str, value: float | None) -> dict[str, Any]:
    """The same for a field that its reader may empty: a default of its own would come back in its place."""
    widget = show(name, value)
    if value is not None:
        st.session_state.setdefault(widget["key"], value)
    return widget | {"value": None}
