"""Widgets whose value is a query parameter of the URL ("the address").

The parameter holds the id of the option, so that a link survives a change of labels or language; Streamlit's
``bind="query-params"`` writes the label. A parameter is read once per session, its value is kept in the session state
across pages and written back in every run; a value that is not an option is ignored. The ``key`` of each function is
the widget key and the name of the parameter.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

import streamlit as st

from kompass.figures.limits import MOST_OPTIONS
from kompass.language import DEFAULT, language
from ui.session import LANGUAGE

Choices = Mapping[str, Sequence[str]]  # values by name of the query parameter
NO_CHOICES: Choices = MappingProxyType({})
_HELD = "address_held"
_UNCHOSEN = "address_unchosen"  # by key of a control: its value when nothing is chosen


def selectbox(
    label: str, options: Sequence[str], show: Callable[[str], str], key: str, help: str | None = None
) -> str:
    """Show a select box and return the id of its option. The first option is the default and sets no parameter.

    ``show`` gives the label of an id.
    """
    _read(key, options, many=False)
    _translate_again(key)
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
    """Show a segmented control and return the id of its option. The first is the default and sets no parameter.

    ``show`` gives the label of an id; ``hidden`` hides the label of the control. Many options are in a list in which
    they can be looked for.
    """
    if len(options) > MOST_OPTIONS:
        return selectbox(label, options, show, key, help)
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
        on_change=st.session_state.pop,
        args=(_unknown(key), None),
        label_visibility="collapsed" if hidden else "visible",
        help=help,
        wrap=True,  # on a phone all options stay visible
    )
    write(key, [] if chosen == options[0] else [str(chosen)])
    return str(chosen)


def pills(
    label: str, options: Sequence[str], show: Callable[[str], str], key: str, help: str | None = None
) -> tuple[str, ...]:
    """Show pills for several choices and return the chosen ids in the order of ``options``; none is the default. Of many
    options the choice is a field in which they can be looked for."""
    if len(options) > MOST_OPTIONS:
        return multiselect(
            label, options, show, key, language(st.session_state.get(LANGUAGE) or DEFAULT).text("alle"), help
        )
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


def multiselect(
    label: str,
    options: Sequence[str],
    show: Callable[[str], str],
    key: str,
    placeholder: str,
    help: str | None = None,
) -> tuple[str, ...]:
    """Any number of options, in their order, in a field; none is the default."""
    _read(key, options, many=True)
    _unchosen(key, [])
    chosen = st.multiselect(
        label,
        options,
        format_func=show,
        key=key,
        persist_state="session",
        placeholder=placeholder,
        help=help,
    )
    write(key, chosen)
    return tuple(option for option in options if option in chosen)


def link(path: str, choices: Mapping[str, str], without: Collection[str] = ()) -> str:
    """The relative URL of a page: ``path`` with the query parameters ``choices`` and all present ones.

    Present parameters named in ``choices`` or ``without`` are left out; ``without`` names those that mean nothing on
    the other page.
    """
    kept = [
        (name, value)
        for name in st.query_params
        for value in st.query_params.get_all(name)
        if name not in choices and name not in without
    ]
    return f"{path}?{urlencode([*kept, *choices.items()])}"


def pairs(instead: Choices = NO_CHOICES) -> list[tuple[str, str]]:
    """The query parameters as pairs of name and value; those named in ``instead`` have its values."""
    kept = [
        (name, value)
        for name in st.query_params
        if name not in instead
        for value in st.query_params.get_all(name)
    ]
    return [*kept, *((name, value) for name, values in instead.items() for value in values)]


def unknown(key: str, options: Collection[str]) -> str:
    """The value with which the session began and which is no option of :func:`segmented`; "" if there is none.

    To be called before the widget is made; the value is forgotten when the user chooses an option.
    """
    asked = st.query_params.get(key, "")
    if f"{key}_read" not in st.session_state and asked not in options:
        st.session_state[_unknown(key)] = asked
    return str(st.session_state.get(_unknown(key), ""))


def _unknown(key: str) -> str:
    return f"{key}_unknown"


def first_text(key: str) -> str:
    """The value of a query parameter on the first call in a session, "" on every later call."""
    if f"{key}_read" in st.session_state:
        return ""
    st.session_state[f"{key}_read"] = True
    return st.query_params.get(key, "")


def write_text(key: str, value: str) -> None:
    """Set a query parameter to a text; an empty text removes it."""
    write(key, [value] if value else [])


def _read(key: str, options: Sequence[str], many: bool) -> None:
    """Copy a query parameter into the session state of its widget, on the first call in a session only.

    Later reruns carry the query parameters as they were when the browser sent them. A value in the session state that
    is not among ``options`` is deleted: two pages may use one key with different options.
    """
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


def _translate_again(key: str) -> None:
    """Set a select box to its own value after a change of language: otherwise it keeps showing the old label."""
    code = st.session_state.get(LANGUAGE)
    if st.session_state.get(f"{key}_language", code) != code and key in st.session_state:
        st.session_state[key] = st.session_state[key]
    st.session_state[f"{key}_language"] = code


def hold(values: Mapping[str, Sequence[str]]) -> None:
    """Freeze query parameters: :func:`write` keeps them at ``values`` until :func:`release`."""
    st.session_state[_HELD] = {name: list(own) for name, own in values.items()}


def release(names: Collection[str]) -> None:
    """Undo :func:`hold` for these query parameters."""
    held = st.session_state.get(_HELD, {})
    st.session_state[_HELD] = {name: own for name, own in held.items() if name not in names}


def write(key: str, values: Sequence[str]) -> None:
    """Set a query parameter to these values (it may be repeated); no values remove it. Frozen ones stay."""
    values = st.session_state.get(_HELD, {}).get(key, values)
    if st.query_params.get_all(key) == list(values):
        return
    if values:
        st.query_params[key] = list(values)
    else:
        del st.query_params[key]
