"""The modes of the simulator: sliders, single transfer, total number, limits, starting point."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from kompass.figures.simulator.scenario import partner_name
from kompass.language import N_, Message
from kompass.places import parameters
from kompass.places.guards import Guards
from kompass.places.ledger import LONGEST_REASON
from kompass.places.negotiation import Negotiation
from kompass.places.plan import OUTSIDE
from kompass.places.totals import set_total, total_at
from ui import address
from ui.blocks import html, tag
from ui.session import Session
from ui.simulator import link, state
from ui.simulator.context import PanelContext

MODE = "modus"
HANDLES = "regler"  # the mode with a slider per institution
PRESETS = (-10, -5, 5, 10)  # per cent of the plan's places
BY_PLAN = "plan"


def sliders(context: PanelContext) -> None:
    """Nothing besides the negotiating table, which has the handles: see :mod:`ui.simulator.table`."""


def transfer(context: PanelContext) -> None:
    """Show the form of a single transfer: giver, taker, places, degree-oriented places, reason."""
    t = context.current.language.text
    codes = [*context.scenario.quotas, OUTSIDE]
    names = {code: partner_name(code, context.current.facts, context.current.language) for code in codes}
    # enter_to_submit=False: its hint is in English.
    with st.form(key="transfer", border=False, enter_to_submit=False):
        with st.container(horizontal=True):
            st.selectbox(t("Von"), codes, format_func=names.__getitem__, key="giver")
            st.selectbox(t("nach"), codes, index=len(codes) - 2, format_func=names.__getitem__, key="taker")
        with st.container(horizontal=True):
            st.number_input(t("Plätze"), 1, 10**6, 10, key="transfer_places")
            st.number_input(
                t("davon abschlussorientiert"),
                0,
                10**6,
                None,
                key="transfer_degree",
                placeholder=t("nach Regel"),
                help=t("Leer heißt: im Verhältnis, das der Abgebende im Plan hat."),
            )
        st.text_input(
            t("weil"),
            key="transfer_reason",
            max_chars=LONGEST_REASON,
            placeholder=t("Begründung, wenn es eine gibt"),
        )
        st.form_submit_button(t("Umbuchen"), on_click=_transfer, type="primary")
    html(
        tag(
            "p",
            t(
                "Von oder nach „außen“ ändert die Gesamtzahl. "
                "Alles, was hier gebucht wird, steht unten unter Umbuchungen und bewegt auch die Regler."
            ),
        )
    )


def _transfer() -> None:
    """Callback of the form: book the transfer, or show why it is not possible."""
    asked = st.session_state
    giver, taker, places = asked["giver"], asked["taker"], int(asked["transfer_places"])
    degree = None if asked["transfer_degree"] is None else int(asked["transfer_degree"])
    reason = asked["transfer_reason"]

    def book(table: Negotiation) -> Negotiation:
        moved = table.current.transfer(giver, taker, places, degree, state.limits_of(table.current))
        return table.book(moved.with_reason(len(moved.ledger) - 1, reason) if reason else moved)

    if state.attempt(book):
        st.session_state["transfer_reason"] = ""


def total(context: PanelContext) -> None:
    """Show buttons that change the total number of places, distributed by the plan or by a key."""
    current = context.current
    t = current.language.text
    labels = {BY_PLAN: t("nach den Plätzen im Plan")} | {
        key.key_id: t("Jobcenter nach dem Schlüssel {key}", key=t(key.label)) for key in current.keys
    }
    spread = address.selectbox(
        t("Verteilt wird"),
        list(labels),
        labels.__getitem__,
        "verteilung",
        t(
            "Ein Schlüssel verteilt unter den Jobcentern; die Agentur für Arbeit behält ihren Anteil nach dem Plan."
        ),
    )
    places = context.scenario.plan.total.places
    html(tag("p", t("Gegenüber den {places} Plätzen des Plans:", places=places)))
    with st.container(horizontal=True):
        for percent in PRESETS:
            st.button(
                current.language.percent(percent, 0, sign=True),
                key=f"total_{percent}",
                on_click=_set_total,
                args=(total_at(context.scenario, percent), spread, context),
            )
        st.button(
            t("wie im Plan"),
            key="total_0",
            on_click=_set_total,
            args=(places, spread, context),
            disabled=context.scenario.total.places == places,
        )
    html(
        tag(
            "p",
            t(
                "Mehr oder weniger Geld heißt: Plätze kommen von außen oder gehen nach außen. Sie stehen getrennt von der "
                "Umverteilung. Von Hand geht es mit „Von → nach“ und dem Partner „außen“."
            ),
        )
    )


def _set_total(places: int, spread: str, context: PanelContext) -> None:
    """Callback: set the total number of places; ``spread`` is a key id or :data:`BY_PLAN`."""
    key = next((key for key in context.current.keys if key.key_id == spread), None)
    state.attempt(lambda table: table.book(set_total(table.current, places, context.limits, key)))


def guards(context: PanelContext) -> None:
    """Show number fields for floor and ceiling of each institution, and for a common tolerance in percent."""
    t = context.current.language.text
    held: Guards = st.session_state[state.GUARDS]
    html(tag("p", t("Was schon gebunden ist und wie weit jemand gehen will. Leer heißt: keine Grenze.")))
    _limit("tolerance", t("Höchstens so viel Prozent neben dem Plan, für alle"), held.tolerance, 999)
    for code in context.scenario.quotas:
        with st.container(horizontal=True):
            _limit(f"floor_{code}", t("{code} mindestens, Plätze", code=code), held.floors.get(code))
            _limit(f"ceiling_{code}", t("{code} höchstens, Plätze", code=code), held.ceilings.get(code))


def _limit(key: str, label: str, value: int | None, most: int = 10**6) -> None:
    """Show a number field from 0 to ``most`` that may be empty."""
    if key not in st.session_state:
        st.session_state[key] = value
    # Default None: an emptied field would fall back to another default.
    st.number_input(label, 0, most, None, key=key, on_change=_guard, step=1)


def _guard() -> None:
    """Callback of the fields: adopt the limits, or show which of them contradict each other."""
    asked = st.session_state

    def typed(kind: str) -> Mapping[str, int]:
        prefix = f"{kind}_"
        found = {key.removeprefix(prefix): asked[key] for key in asked if str(key).startswith(prefix)}
        return {code: int(value) for code, value in found.items() if value is not None}

    floors, ceilings = typed("floor"), typed("ceiling")
    state.say()
    for code in floors.keys() & ceilings.keys():
        if floors[code] > ceilings[code]:
            state.say(
                Message.with_count(
                    "{code} kann nicht mindestens {floor} und höchstens {ceiling} Platz haben.",
                    "{code} kann nicht mindestens {floor} und höchstens {ceiling} Plätze haben.",
                    "ceiling",
                    code=code,
                    floor=floors[code],
                    ceiling=ceilings[code],
                )
            )
            return
    tolerance = asked["tolerance"]
    link.settle(parameters.GUARDS)
    asked[state.GUARDS] = Guards(floors, ceilings, None if tolerance is None else int(tolerance))


def start(context: PanelContext) -> None:
    """Show a select box for the baseline, with buttons to start from it or only to compare with it."""
    current = context.current
    t = current.language.text
    names = state.baselines(current)
    if st.session_state.get("start_choice") not in names:
        st.session_state["start_choice"] = st.session_state[state.BASELINE]
    st.selectbox(t("Ausgangslage"), list(names), format_func=names.__getitem__, key="start_choice")
    chosen = st.session_state["start_choice"]
    with st.container(horizontal=True):
        st.button(
            t("Von hier starten"),
            key="start_here",
            on_click=state.start_from,
            args=(chosen, current),
            type="primary",
        )
        st.button(
            t("Nur damit vergleichen"),
            key="compare_here",
            on_click=state.compare_with,
            args=(chosen,),
            disabled=chosen == st.session_state[state.BASELINE],
        )
    html(
        tag(
            "p",
            t(
                "Ein Schlüssel als Start verteilt die Plätze der Jobcenter genau nach ihm, auf ganze Plätze. Kein Schlüssel "
                "ist damit richtig oder gerecht. Jedes Ergebnis nennt, womit es verglichen wird."
            ),
        )
    )


MODES: Mapping[str, tuple[str, Callable[[PanelContext], None]]] = {
    HANDLES: (N_("Regler"), sliders),
    "umbuchen": (N_("Von → nach"), transfer),
    "gesamt": (N_("Gesamtzahl"), total),
    "grenzen": (N_("Grenzen"), guards),
    "start": (N_("Ausgangslage"), start),
}


def choose_mode(current: Session) -> str:
    """Show the choice of the mode; returns its key in :data:`MODES`."""
    t = current.language.text
    return address.segmented(
        t("Wie verschieben?"),
        list(MODES),
        lambda mode: t(MODES[mode][0]),
        MODE,
        help=t(
            "Alle Wege führen in dieselbe Liste der Umbuchungen. Regler: eine Institution, die übrigen gleichen aus. "
            "Von → nach: ein Tausch mit Begründung. Gesamtzahl: mehr oder weniger Plätze im Ganzen. "
            "Grenzen: was keine Verschiebung verletzen darf. Ausgangslage: womit begonnen und verglichen wird."
        ),
    )
