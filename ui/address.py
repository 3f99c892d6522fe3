"""Choices that stand in the address by their ids, so that a link survives a change of words or language.

Streamlit's own ``bind="query-params"`` writes the option as shown. Here a choice is read from the address
once per session, kept across pages, and written back under its id; a value that is no option is ignored.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from ui.session import LANGUAGE

_HELD = "address_held"
_UNCHOSEN = "address_unchosen"  # by key of a control: its value when nothing is chosen


def selectbox(
    label: str, options: Sequence[str], show: Callable[[str], str], key: str, help: str | None = None
) -> str:
    """One of many options; the first is the default and stays out of the address."""
    _read(key, options, many=False)
    _say_again(key)
    _unchosen(key, options[0])
    chosen = st.selectbox(label, options, format_func=show, key=key, persist_state="session", help=help)
    write(key, [] if chosen == options[0] else [chosen])
    return chosen


def segmented(
    label: str,
    options: Sequence[str],
    show: Callable[[str], str],
    key: str,
    hidden: bool = False,
    help: str | None = None,
) -> str:
    """One of few options, side by side; the first is the default and stays out of the address."""
    _read(key, options, many=False)
    st.session_state.setdefault(key, options[0])
    _unchosen(key, options[0])
    chosen = st.segmented_control(
        label,
        options,
        format_func=show,
        key=key,
        persist_state="session",
        required=True,
        label_visibility="collapsed" if hidden else "visible",
        help=help,
        wrap=True,  # on a phone no option hides behind the edge
    )
    write(key, [] if chosen == options[0] else [str(chosen)])
    return str(chosen)


def pills(
    label: str, options: Sequence[str], show: Callable[[str], str], key: str, help: str | None = None
) -> tuple[str, ...]:
    """Any number of options, in their order; none is the default."""
    _read(key, options, many=True)
    _unchosen(key, [])
    chosen = st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=show,
        key=key,
        persist_state="session",
        help=help,
    )
    write(key, chosen)
    return tuple(option for option in options if option in chosen)


def search(label: str, key: str, placeholder: str) -> str:
    """A field for words to look for; as typed, without the space around it."""
    _unchosen(key, "")
    typed = st.text_input(label, key=key, bind="query-params", placeholder=placeholder)
    return (typed or "").strip()


def reset(label: str, *keys: str) -> None:
    """A button that takes back the choices of the page's controls with these keys; off while nothing is chosen."""
    unchosen = st.session_state.get(_UNCHOSEN, {})
    chosen = any(
        st.session_state.get(key, unchosen[key]) not in (unchosen[key], None)
        if key in unchosen
        else key in st.query_params  # a control further down, at the first run
        for key in keys
    )
    name = f"reset-{'-'.join(keys)}"
    st.button(label, key=name, type="tertiary", on_click=_take_back, args=(keys,), disabled=not chosen)


def _take_back(keys: Collection[str]) -> None:
    found = {key: value for key, value in st.session_state[_UNCHOSEN].items() if key in keys}
    st.session_state.update(copy.deepcopy(found))


def _unchosen(key: str, value: str | list[str]) -> None:
    st.session_state.setdefault(_UNCHOSEN, {})[key] = value


def link(path: str, choices: Mapping[str, str], without: Collection[str] = ()) -> str:
    """The address of a page with these choices, and with all that the present address holds beside them:
    language, scenario, districts. ``without`` names choices of this page that say nothing on the other."""
    kept = [
        (name, value)
        for name in st.query_params
        for value in st.query_params.get_all(name)
        if name not in choices and name not in without
    ]
    return f"{path}?{urlencode([*kept, *choices.items()])}"


def first_text(key: str) -> str:
    """A free text as the address had it at its first use in a session; after that, empty."""
    if f"{key}_read" in st.session_state:
        return ""
    st.session_state[f"{key}_read"] = True
    return st.query_params.get(key, "")


def write_text(key: str, value: str) -> None:
    """Put a free text into the address; an empty one leaves it."""
    write(key, [value] if value else [])


def _read(key: str, options: Sequence[str], many: bool) -> None:
    """Take the choice from the address, at its first use in a session only: later messages of the browser
    carry the address as it was when they were sent. A kept choice that is none here is dropped: two pages may
    use one name for different lists."""
    kept = st.session_state.get(key)
    if kept is not None and (
        isinstance(kept, list) != many or not {*(kept if many else [kept])} <= {*options}
    ):
        del st.session_state[key]
    if f"{key}_read" in st.session_state:
        return
    st.session_state[f"{key}_read"] = True
    asked = [value for value in st.query_params.get_all(key) if value in options]
    if asked:
        st.session_state[key] = asked if many else asked[0]


def _say_again(key: str) -> None:
    """A select box keeps the words that it shows until its value is set: a change of the language sets it."""
    spoken = st.session_state.get(LANGUAGE)
    if st.session_state.get(f"{key}_spoken", spoken) != spoken and key in st.session_state:
        st.session_state[key] = st.session_state[key]
    st.session_state[f"{key}_spoken"] = spoken


def hold(values: Mapping[str, Sequence[str]]) -> None:
    """Keep these parameters in the address as they came, whatever the pages write, until :func:`release`."""
    st.session_state[_HELD] = {name: list(own) for name, own in values.items()}


def release(names: Collection[str]) -> None:
    """Let pages write these parameters again."""
    held = st.session_state.get(_HELD, {})
    st.session_state[_HELD] = {name: own for name, own in held.items() if name not in names}


def write(key: str, values: Sequence[str]) -> None:
    """Put the values of a parameter into the address; without values it leaves it."""
    values = st.session_state.get(_HELD, {}).get(key, values)
    if st.query_params.get_all(key) == list(values):
        return
    if values:
        st.query_params[key] = list(values)
    else:
        del st.query_params[key]
