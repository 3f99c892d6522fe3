"""Sliders, number fields and step buttons for the places of each institution, and undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from kompass.places import parameters
from kompass.places.moves import PROPORTIONAL, Setter, set_degree, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.plan import Quota
from ui import address
from ui import synced_widgets as mirror
from ui.blocks import html, tag
from ui.session import Session
from ui.simulator import state
from ui.simulator.context import PanelContext

NUMBER_WIDTH = 132  # pixels: four digits and the field's own −1 and +1


def _committed(code: str, name: str, key: str, setter: Setter) -> None:
    """Callback of a slider or number field: book the move to its value."""
    if key == mirror.key_of(name):  # else a late callback of a widget that has a new key by now
        mirror.hold(key)
        state.move(code, int(st.session_state[key]), setter)


def _step(code: str, step: int) -> None:
    """Callback of a step button: move this many places to (or from) the institution."""
    held = st.session_state[state.NEGOTIATION].current.quotas[code].places
    state.move(code, held + step)


def partner_controls(current: Session, with_counterpart: bool) -> PanelContext:
    """Show the controls for locked institutions and for the counterpart of slider moves; returns the panels' context."""
    t = current.language.text
    names = current.facts["institutions"].set_index("code")["short_name"]
    labels = {PROPORTIONAL: t("anteilig auf alle nicht gesperrten")} | {
        code: f"{code} {names[code]}" for code in current.plan.codes
    }
    with st.container(horizontal=True, gap="medium"):
        if with_counterpart:
            address.selectbox(
                t("Ausgleich mit"),
                list(labels),
                labels.__getitem__,
                parameters.COUNTERPART,
                t(
                    "Wer die Plätze gibt oder nimmt, wenn sich eine Institution ändert. "
                    "Anteilig heißt: nach den Plätzen im Plan."
                ),
            )
        address.pills(
            t("Gesperrt"),
            current.plan.codes,
            str,
            parameters.LOCKED,
            t("Gesperrte Institutionen behalten ihre Plätze."),
        )
    scenario = state.open_table(current).current
    baseline, name = state.baseline(current)
    counterpart = st.session_state.get(parameters.COUNTERPART, PROPORTIONAL)
    return PanelContext(current, scenario, baseline, name, counterpart, state.limits_of(scenario))


def place_controls(context: PanelContext) -> None:
    """Show the controls of each institution: slider, number field and ±10 buttons for its places, below them slider
    and number field for its degree-oriented places."""
    names = context.current.facts["institutions"].set_index("code")["name"]
    for code, quota in context.scenario.quotas.items():
        fixed = code in context.limits.locked or code == context.counterpart
        html(_head(code, names[code], context))
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"bk-places-{code}"):
            _places(code, quota, names[code], fixed, context)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"bk-degree-{code}"):
            _degree(code, quota, names[code], fixed, context)
    mirror.release()


def _head(code: str, name: str, context: PanelContext) -> str:
    """The HTML above the controls of an institution: colour, code, name, and its lock, limits or baseline value."""
    t = context.current.language.text
    limits = context.limits
    if code in limits.locked:
        notes = [t("gesperrt")]
    elif code == context.counterpart:
        notes = [t("gleicht aus")]
    else:
        notes = [t("{baseline}: {n}", baseline=context.baseline_name, n=context.baseline.quotas[code].places)]
    if code in limits.floors:
        notes.append(t("mindestens {n}", n=limits.floors[code]))
    if code in limits.ceilings:
        notes.append(t("höchstens {n}", n=limits.ceilings[code]))
    color = context.current.style.of(code)
    return (
        f'<div class="bk-head"><span><span class="bk-code" style="background:{color}"></span>'
        f"<b>{escape(code)}</b> {escape(name)}</span><span>{escape(', '.join(notes))}</span></div>"
    )


def _places(code: str, quota: Quota, name: str, fixed: bool, context: PanelContext) -> None:
    scenario = context.scenario
    label = context.current.language.text("Plätze {code} {name}", code=code, name=name)
    # Sliders reach to twice the plan; a scenario from a link may have more.
    reach = _reach(scenario.plan.quotas[code].places, quota.places, scenario.total.places)
    most = max(scenario.total.places, quota.places)
    slider = mirror.show(f"slider_{code}", quota.places, reach)
    number = mirror.show(f"number_{code}", quota.places)
    st.slider(
        label, 0, reach, **_mirrored(code, f"slider_{code}", slider, set_places, fixed), format="localized"
    )
    st.button(
        "−10", key=f"minus_{code}", on_click=_step, args=(code, -10), disabled=fixed or quota.places < 10
    )
    st.number_input(
        label,
        0,
        most,
        **_mirrored(code, f"number_{code}", number, set_places, fixed),
        width=NUMBER_WIDTH,
    )
    st.button("+10", key=f"plus_{code}", on_click=_step, args=(code, 10), disabled=fixed)


def _degree(code: str, quota: Quota, name: str, fixed: bool, context: PanelContext) -> None:
    t, scenario = context.current.language.text, context.scenario
    html(tag("span", t("davon abschlussorientiert"), "bk-label"))
    label = t("Abschlussorientierte Plätze {code} {name}", code=code, name=name)
    reach = _reach(scenario.plan.quotas[code].degree, quota.degree, scenario.total.degree)
    slider = mirror.show(f"degree_slider_{code}", quota.degree, reach)
    number = mirror.show(f"degree_number_{code}", quota.degree)
    st.slider(label, 0, reach, **_mirrored(code, f"degree_slider_{code}", slider, set_degree, fixed))
    st.number_input(
        label,
        0,
        max(scenario.total.degree, quota.degree),
        **_mirrored(code, f"degree_number_{code}", number, set_degree, fixed),
        width=NUMBER_WIDTH,
    )


def _reach(planned: int, held: int, total: int) -> int:
    """The maximum of a slider: twice the planned number or the present one, at most the total, at least 1."""
    return max(min(max(2 * planned, held), max(total, held)), 1)


def _mirrored(code: str, name: str, widget: dict[str, Any], setter: Setter, fixed: bool) -> dict[str, Any]:
    """The keyword arguments that sliders and number fields share; ``widget`` has key and value."""
    return widget | {
        "on_change": _committed,
        "args": (code, name, widget["key"], setter),
        "disabled": fixed,
        "label_visibility": "collapsed",
    }


def way_back(table: Negotiation, context: PanelContext) -> None:
    """Show the buttons undo, redo and reset to the baseline."""
    t = context.current.language.text
    steps: tuple[tuple[str, str, Callable[[Negotiation], Negotiation], bool], ...] = (
        ("undo", t("Rückgängig"), Negotiation.undo, table.can_undo),
        ("redo", t("Wiederholen"), Negotiation.redo, bool(table.future)),
    )
    with st.container(horizontal=True, gap="small"):
        for key, label, step, possible in steps:
            st.button(label, key=key, on_click=_go, args=(step,), disabled=not possible)
        st.button(
            t("Zurück zu: {baseline}", baseline=context.baseline_name),
            key="reset",
            on_click=state.adopt,
            args=(context.baseline,),
            disabled=context.scenario == context.baseline,
        )


def _go(step: Callable[[Negotiation], Negotiation]) -> None:
    state.attempt(step)
