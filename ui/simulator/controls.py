"""The simulator's controls: sliders and number fields on one ledger, and the way between session and URL."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from kompass.figures.exhibit import Kind
from kompass.figures.scenario import transfer_line
from kompass.language import N_, Message
from kompass.places.ledger import Limits, Scenario, ScenarioError
from kompass.places.moves import PROPORTIONAL
from kompass.places.negotiation import Negotiation
from kompass.places.text import scenario_from_text, scenario_text
from ui import address, mirror
from ui.blocks import badge, html, tag
from ui.session import Session

# Plain keys: the ledger outlives a change of page, widget keys do not.
NEGOTIATION = "negotiation"
NOTICE = "simulator_notice"
PARAMETER = "s"
# Keys of widgets and parameters of the address.
COUNTERPART = "ausgleich"
LOCKED = "gesperrt"


def negotiation(current: Session) -> Negotiation:
    """The negotiation of this session. It begins with the scenario of the address; a bad one is told.

    Only the first run reads the address: later messages of the browser carry the address as it was when
    they were sent, and would bring back what has just been left.
    """
    if NEGOTIATION not in st.session_state:
        scenario = Scenario(current.plan)
        try:
            scenario = scenario_from_text(current.plan, st.query_params.get(PARAMETER, ""))
        except ScenarioError as error:
            st.session_state[NOTICE] = Message(
                N_("Das Szenario in der Adresse gilt nicht: {reason} Gezeigt wird der Plan."),
                {"reason": error.message},
            )
        st.session_state[NEGOTIATION] = Negotiation(scenario)
    kept: Negotiation = st.session_state[NEGOTIATION]
    return kept


def write_address(scenario: Scenario) -> None:
    """Put the scenario into the address, so that a link or a reload brings it back; the plan needs none."""
    if scenario.ledger:
        st.query_params[PARAMETER] = scenario_text(scenario)
    elif PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def _move(code: str, places: int) -> None:
    """Book the difference against the counterpart, or say what blocks; then nothing has moved."""
    kept: Negotiation = st.session_state[NEGOTIATION]
    limits = Limits(locked=frozenset(st.session_state[LOCKED]))
    st.session_state.pop(NOTICE, None)
    try:
        st.session_state[NEGOTIATION] = kept.move(code, places, st.session_state[COUNTERPART], limits)
    except ScenarioError as error:
        st.session_state[NOTICE] = error.message


def _committed(code: str, name: str, key: str) -> None:
    """A slider or number field was committed by its reader's hand."""
    if key == mirror.key_of(name):  # else a late message of a widget that has been replaced
        mirror.hold(key)
        _move(code, int(st.session_state[key]))


def _step(code: str, step: int) -> None:
    """A step button was pressed."""
    _move(code, st.session_state[NEGOTIATION].current.quotas[code].places + step)


def _go(step: Callable[[Negotiation], Negotiation]) -> None:
    """One step on the way back."""
    st.session_state.pop(NOTICE, None)
    st.session_state[NEGOTIATION] = step(st.session_state[NEGOTIATION])


def status(scenario: Scenario, current: Session) -> None:
    """Both totals, always exact: what is spread, what is open, and that nothing got lost."""
    t, words = current.language.text, current.language
    total, plan = scenario.total, scenario.plan.total
    outside = scenario.from_outside
    parts = [
        (words.number(total.places), t("Plätze verteilt")),
        (words.number(plan.places + outside.places - total.places), t("offen")),
        (words.number(total.degree), t("abschlussorientiert")),
        (words.number(plan.degree + outside.degree - total.degree), t("offen")),
    ]
    if outside.places or outside.degree:
        parts.append((words.number(outside.places, sign=True), t("von außen, gegenüber dem Plan")))
    body = "".join(f"<span><b>{escape(a)}</b> {escape(b)}</span>" for a, b in parts)
    kind = badge(Kind.SCENARIO if scenario.ledger else Kind.PLAN, words)
    # What blocked the last step stands in the same line, so that nothing below it moves.
    message: Message | None = st.session_state.get(NOTICE)
    notice = (
        f'<span class="bk-notice" role="alert">{escape(words.message(message))}</span>' if message else ""
    )
    html(f'<div class="bk-status" role="status">{body}{kind}{notice}</div>')


def partner_controls(current: Session) -> tuple[str, Limits]:
    """Who evens a move out, and who must not be touched."""
    t = current.language.text
    names = current.facts["institutions"].set_index("code")["short_name"]
    labels = {PROPORTIONAL: t("anteilig auf alle nicht gesperrten")} | {
        code: f"{code} {names[code]}" for code in current.plan.codes
    }
    counterpart = address.selectbox(
        t("Ausgleich mit"),
        list(labels),
        labels.__getitem__,
        COUNTERPART,
        t(
            "Wer die Plätze gibt oder nimmt, wenn sich eine Institution ändert. "
            "Anteilig heißt: nach den Plätzen im Plan."
        ),
    )
    locked = address.pills(
        t("Gesperrt"), current.plan.codes, str, LOCKED, t("Gesperrte Institutionen behalten ihre Plätze.")
    )
    return counterpart, Limits(locked=frozenset(locked))


def place_controls(scenario: Scenario, counterpart: str, limits: Limits, current: Session) -> None:
    """A slider, a number field and two larger steps per institution; all follow the ledger."""
    t = current.language.text
    names = current.facts["institutions"].set_index("code")["name"]
    for code, quota in scenario.quotas.items():
        planned = scenario.plan.quotas[code].places
        fixed = code in limits.locked or code == counterpart
        note = (
            t("gesperrt")
            if code in limits.locked
            else t("gleicht aus")
            if fixed
            else t("Plan {n}", n=planned)
        )
        color = current.style.institutions[code]
        html(
            f'<div class="bk-head"><span><span class="bk-code" style="background:{color}"></span>'
            f"<b>{escape(code)}</b> {escape(names[code])}</span><span>{escape(note)}</span></div>"
        )
        # Twice the plan is room enough to negotiate; a scenario that came by link may go beyond.
        reach = min(max(2 * planned, quota.places), max(scenario.total.places, quota.places))
        label = t("Plätze {code} {name}", code=code, name=names[code])
        slider, number = (mirror.show(f"{kind}_{code}", quota.places) for kind in ("slider", "number"))
        st.slider(
            label,
            0,
            reach,
            key=slider,
            on_change=_committed,
            args=(code, f"slider_{code}", slider),
            disabled=fixed,
            label_visibility="collapsed",
            format="localized",
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "−10",
                key=f"minus_{code}",
                on_click=_step,
                args=(code, -10),
                disabled=fixed or quota.places < 10,
            )
            st.number_input(
                label,
                0,
                scenario.total.places,
                key=number,
                on_change=_committed,
                args=(code, f"number_{code}", number),
                disabled=fixed,
                label_visibility="collapsed",
                width=148,
            )
            st.button("+10", key=f"plus_{code}", on_click=_step, args=(code, 10), disabled=fixed)
    mirror.release()


def way_back(kept: Negotiation, current: Session) -> None:
    """Undo and reset."""
    t = current.language.text
    with st.container(horizontal=True):
        st.button(
            t("Rückgängig"), key="undo", on_click=_go, args=(Negotiation.undo,), disabled=not kept.can_undo
        )
        st.button(
            t("Zurück zum Plan"),
            key="reset",
            on_click=_go,
            args=(Negotiation.reset,),
            disabled=not kept.current.ledger,
        )


def ledger_list(scenario: Scenario, current: Session) -> None:
    """The transfers in order, to read."""
    t = current.language.text
    if not scenario.ledger:
        html(tag("p", t("Noch keine Umbuchung. Ein Regler oder ein Zahlenfeld genügt.")))
        return
    rows = "".join(f"<li>{escape(transfer_line(e, current.language))}</li>" for e in scenario.ledger)
    html(tag("h3", t("Umbuchungen")) + f'<ol class="bk-list">{rows}</ol>')
