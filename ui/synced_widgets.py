"""Several widgets that show one value of the session state, such as a slider and a number field for the same number.

The browser sends the values of all widgets with each rerun. If the user is quick, a rerun still carries old values of
the other widgets, and their ``on_change`` callbacks would run as if the user had set them. Therefore a widget whose
value the server changes gets a new widget key (``name@generation``): what the browser sends for the old key is
ignored.

In a rerun call :func:`show` for each widget.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def key_of(name: str) -> str:
    """The current widget key of the synced widget ``name``."""
    return f"{name}@{st.session_state.get(f'{name}_generation', 0)}"


def show(name: str, value: float | None, shape: object = None) -> dict[str, Any]:
    """The arguments ``key`` and ``value`` with which to make the widget ``name`` so that it shows ``value``.

    ``value`` is given as the widget's default and not through the session state: the browser then shows the right
    number even if it skips the response of a rerun. ``shape`` is whatever else makes Streamlit treat the widget as a
    new one, such as the maximum of a slider.
    """
    key, start = key_of(name), st.session_state.get(f"{name}_start")
    shown = st.session_state.get(key, start[0]) if start else None
    if start and start[1] == shape and shown == value:
        return {"key": key, "value": start[0]}
    if start:
        st.session_state[f"{name}_generation"] = st.session_state.get(f"{name}_generation", 0) + 1
    st.session_state[f"{name}_start"] = (value, shape)
    return {"key": key_of(name), "value": value}


def show_clearable(name: str, value: float | None) -> dict[str, Any]:
    """Like :func:`show` for a number field that can be emptied: its default is None, or an emptied field would
    fall back to the default."""
    widget = show(name, value)
    if value is not None:
        st.session_state.setdefault(widget["key"], value)
    return widget | {"value": None}
