"""User-defined keys: a weighted mix of the comparison keys, and one with typed numbers. State, URL and widgets."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from kompass.figures.exhibit import Kind
from kompass.language import N_, Message
from kompass.places import parameters
from kompass.places.keys import Key
from kompass.places.ledger import ScenarioError
from kompass.places.own_keys import (
    HEAVIEST,
    LONGEST_NAME,
    LONGEST_SOURCE,
    Mix,
    OwnKey,
    mix,
    mix_text,
    own_key,
    own_key_text,
)
from ui import address
from ui import synced_widgets as mirror
from ui.blocks import badge, html, tag
from ui.session import Session
from ui.simulator import link

# Session state, not widget keys: they survive a change of page.
OWN, WEIGHTS = "own_key", "own_mix"
OWN_NOTICE, MIX_NOTICE = "own_key_notice", "own_mix_notice"
_OF_LINK = {OWN_NOTICE: parameters.OWN_KEY, MIX_NOTICE: parameters.MIX}
# Fields of the form.
NAME, SOURCE, NUMBER = "own_key_name", "own_key_source", "own_key_number_{code}"


def all_keys(current: Session) -> tuple[Key, ...]:
    """The comparison keys and then the user-defined ones, which are written to their query parameters."""
    own, mixed = _own(current), _mixed(current)
    address.write_text(parameters.OWN_KEY, own_key_text(own) if own else "")
    address.write_text(parameters.MIX, mix_text(mixed) if mixed else "")
    return (*current.keys, *(key for key in (mixed, own) if key))


def _own(current: Session) -> OwnKey | None:
    """The key with typed numbers, initially that of the link; None if there is none."""
    if OWN not in st.session_state:
        found = [key for key in link.read(current).own_keys if isinstance(key, OwnKey)]
        st.session_state[OWN] = found[0] if found else None
    kept: OwnKey | None = st.session_state[OWN]
    return kept


def _mixed(current: Session) -> Mix | None:
    """The mix of keys, initially that of the link; None if all weights are 0."""
    if WEIGHTS not in st.session_state:
        mixes = [key for key in link.read(current).own_keys if isinstance(key, Mix)]
        st.session_state[WEIGHTS] = {key.key_id: weight for found in mixes for key, weight in found.parts}
    weights: dict[str, int] = st.session_state[WEIGHTS]
    return mix(current.keys, weights) if any(weights.values()) else None


def _message(notice: str, current: Session) -> Message | None:
    """The error of the fields, or of the link's parameter as long as it is not settled; None if there is none."""
    typed: Message | None = st.session_state.get(notice)
    return typed or link.message(_OF_LINK[notice], current)


def fields(current: Session) -> None:
    """Show an expander with sliders for the mix, fields for a key with typed numbers, and their errors."""
    t = current.language.text
    told = any(_message(notice, current) for notice in _OF_LINK)
    # Rendered only while open: otherwise all fields would be sent again with every move.
    with st.expander(t("Eigener Schlüssel"), expanded=told, key="own_keys", on_change="rerun") as folded:
        if folded.open:
            html(f"<p>{badge(Kind.ASSUMPTION, current.language)}</p>")
            _mix_fields(current)
            _own_fields(current)


def _mix_fields(current: Session) -> None:
    t = current.language.text
    weights: dict[str, int] = st.session_state[WEIGHTS]
    html(tag("h3", t("Schlüssel mischen")) + tag("p", t("0 heißt: zählt nicht mit.")))
    _tell(MIX_NOTICE, current)
    grid = st.grid(4, min_column_width=220)
    for key in current.keys:
        name = f"mix_{key.key_id}"
        widget = mirror.show(name, weights.get(key.key_id, 0))
        with grid.cell():
            st.slider(
                t(key.label), 0, HEAVIEST, **widget, on_change=_weigh, args=(key.key_id, name, widget["key"])
            )
    st.button(t("Mischung entfernen"), key="mix_off", on_click=_unmix, disabled=not any(weights.values()))


def _weigh(key_id: str, name: str, widget: str) -> None:
    """Callback of a slider: set the weight of a key in the mix."""
    if widget == mirror.key_of(name):  # else a late callback of a slider that has a new key by now
        st.session_state.pop(MIX_NOTICE, None)
        link.settle(parameters.MIX)
        st.session_state[WEIGHTS] = st.session_state[WEIGHTS] | {key_id: int(st.session_state[widget])}


def _unmix() -> None:
    link.settle(parameters.MIX)
    st.session_state[WEIGHTS] = {}


def _own_fields(current: Session) -> None:
    t = current.language.text
    kept: OwnKey | None = st.session_state[OWN]
    names = current.facts["institutions"].set_index("code")["short_name"]
    html(
        tag("h3", t("Schlüssel mit eigenen Zahlen"))
        + tag("p", t("Wer keine Zahl bekommt, zählt nicht mit; es braucht mindestens zwei."))
    )
    st.session_state.setdefault(NAME, kept.label if kept else "")
    st.session_state.setdefault(SOURCE, kept.source if kept else "")
    # enter_to_submit=False: its hint is in English.
    with st.form(key="own_key_form", border=False, enter_to_submit=False):
        with st.container(horizontal=True, gap="medium"):
            st.text_input(t("Name des Schlüssels"), key=NAME, max_chars=LONGEST_NAME, width=320)
            st.text_input(t("Quelle der Zahlen"), key=SOURCE, max_chars=LONGEST_SOURCE, width=420)
        with st.container(horizontal=True, gap="medium"):
            for code in current.plan.codes:
                field = NUMBER.format(code=code)
                if kept and code in kept.weights:
                    st.session_state.setdefault(field, t("{number}", number=kept.numbers[code]))
                # Not st.number_input: some browsers drop a decimal comma.
                st.text_input(f"{code} {names[code]}", key=field, width=200)
        _tell(OWN_NOTICE, current)
        st.form_submit_button(
            t("Schlüssel übernehmen"), on_click=_apply, args=(current,), key="own_key_apply"
        )
    st.button(
        t("Eigenen Schlüssel entfernen"),
        key="own_key_off",
        on_click=_remove,
        args=(current,),
        disabled=not kept,
    )


def _apply(current: Session) -> None:
    """Callback of the form: keep the key, or the error."""
    st.session_state.pop(OWN_NOTICE, None)
    typed = {code: st.session_state[NUMBER.format(code=code)] for code in current.plan.codes}
    try:
        numbers = {code: _number(code, text, current) for code, text in typed.items() if text.strip()}
        name, source = st.session_state[NAME], st.session_state[SOURCE]
        st.session_state[OWN] = own_key(current.plan, name, source, numbers)
        link.settle(parameters.OWN_KEY)
    except ScenarioError as error:
        st.session_state[OWN_NOTICE] = error.message


def _number(code: str, typed: str, current: Session) -> Decimal:
    """The number typed for an institution. Raises ScenarioError when it is none."""
    try:
        return current.language.decimal(typed)
    except ValueError as error:
        raise ScenarioError(
            N_("„{text}“ für {code} ist keine Zahl. Erwartet wird etwa 1.234,5 oder 58,2."),
            text=typed[:20],
            code=code,
        ) from error


def _remove(current: Session) -> None:
    """Callback: remove the key with typed numbers and empty its fields."""
    st.session_state.pop(OWN_NOTICE, None)
    link.settle(parameters.OWN_KEY)
    st.session_state[OWN] = None
    for field in (NAME, SOURCE):
        st.session_state[field] = ""
    for code in current.plan.codes:
        st.session_state[NUMBER.format(code=code)] = ""


def _tell(notice: str, current: Session) -> None:
    """Show the error of a part of the expander, if there is one."""
    message = _message(notice, current)
    if message:
        html(f'<div role="alert">{tag("p", current.language.message(message), "bk-notice")}</div>')
