"""Several widgets that show one value of the session state, such as a slider and a number field for the same number.

The browser sends the values of all widgets with each rerun. If the user is quick, a rerun still carries old values of
the other widgets, and their ``on_change`` callbacks would run as if the user had set them. Therefore a widget whose
value the server changes gets a new widget key (``name@generation``): what the browser sends for the old key is
ignored. Only the widget that the user has just changed keeps its key, and with it the focus.

In a rerun call :func:`show` for each widget and :func:`release` after the last; in a callback :func:`hold`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_HELD = "mirror_held"


def key_of(name: str) -> str:
    """The current widget key of the synced widget ``name``."""
    return f"{name}@{st.session_state.get(f'{name}_generation', 0)}"


def hold(key: str) -> None:
    """Remember, in an ``on_change`` callback, the key of the widget that the user changed: it keeps its key."""
    st.session_state[_HELD] = key


def release() -> None:
    """Forget the key given to :func:`hold`; to be called when all synced widgets of a rerun are made."""
    st.session_state.pop(_HELD, None)


def show(name: str, value: float | None, shape: object = None) -> dict[str, Any]:
    """The arguments ``key`` and ``value`` with which to make the widget ``name`` so that it shows ``value``.

    ``value`` is given as the widget's default and not through the session state: the browser then shows the right
    number even if it skips the response of a rerun. ``shape`` is whatever else makes Streamlit treat the widget as a
    new one, such as the maximum of a slider. Without ``value`` in the result it is set through the session state.
    """
    key, start = key_of(name), st.session_state.get(f"{name}_start")
    shown = st.session_state.get(key, start[0]) if start else None
    if start and start[1] == shape and shown == value:
        return {"key": key, "value": start[0]}
    if start and start[1] == shape and key == st.session_state.get(_HELD):
        # The user asked for an impossible value: correct the widget but keep its key.
        st.session_state[key] = value
        return {"key": key}
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
