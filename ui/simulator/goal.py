"""The panel of goal seek: a form for the conditions, and the fewest transfers that fulfil them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import streamlit as st

from kompass.figures.simulator.goal_seek import goal_exhibit, goal_picture
from kompass.figures.simulator.keys import key_label
from kompass.figures.simulator.scenario import transfer_line
from kompass.language import N_
from kompass.places.goal_search.search import Answer, Infeasible, fewest_moves
from kompass.places.goal_search.wishes import (
    BASES,
    Wish,
    distance_at_most,
    limit_wishes,
    minimum_degree_rate,
    minimum_per_1000,
    most_given,
)
from kompass.places.keys import Key
from kompass.places.ledger import Limits, Scenario, ScenarioError
from ui import blocks
from ui.blocks import html, tag
from ui.simulator import own_keys, state
from ui.simulator.context import PanelContext
from ui.streamlit_internals import DeltaGenerator

FOUND = "goal_found"  # session state, not a widget key
# Keys of the form's widgets.
BASE, MINIMUM, RATE = "goal_base", "goal_minimum_{code}", "goal_rate_{code}"
MOST, KEY, DISTANCE = "goal_most", "goal_key", "goal_distance"
FIELD_WIDTH, KEY_WIDTH = 160, 340  # pixels
LARGEST = 1_000_000  # the largest number accepted in a field


@dataclass(frozen=True)
class Wished:
    """The conditions of the form, the key whose people the minima per 1,000 refer to, if the plan has such a key, and all
    keys used."""

    wishes: tuple[Wish, ...]
    base: Key | None
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Found:
    """The outcome of a search, and the scenario and limits for which it was made."""

    scenario: Scenario
    limits: Limits
    wished: Wished | None
    outcome: Answer | ScenarioError


def show(context: PanelContext) -> None:
    """Show the form, and the answer as long as scenario and limits are those of the search."""
    keys = {key.key_id: key for key in own_keys.all_keys(context.current)}
    form, answer = st.columns(2, gap="large")
    with form:
        _form(context, keys)
    found: Found | None = st.session_state.get(FOUND)
    if found and (found.scenario, found.limits) == (context.scenario, context.limits):
        _tell(found, answer, context)


def _form(context: PanelContext, keys: Mapping[str, Key]) -> None:
    t = context.current.language.text
    html(
        tag("h2", t("Welche Umbuchungen genügen?"))
        + tag(
            "p",
            t("Gesucht werden die wenigsten Plätze, die vom jetzigen Szenario aus umgebucht werden müssen."),
        )
    )
    bases = [i for i in BASES if i in keys]
    base = None
    if bases:
        base = st.selectbox(
            t("Plätze des Jobcenters je 1.000"),
            bases,
            index=len(bases) - 1,
            format_func=lambda i: t(keys[i].label),
            key=BASE,
            persist_state="session",
            width=KEY_WIDTH,
        )
    # enter_to_submit=False: its hint is in English.
    with st.form(key="goal", enter_to_submit=False):
        _fields(context, keys, keys[base] if base else None)
        held = tuple(wish.message for wish in limit_wishes(context.limits, context.scenario))
        words = t("Außerdem gilt: {limits}.", limits=held) if held else t("Keine Sperren, keine Grenzen.")
        html(tag("p", words))
        st.form_submit_button(
            t("Wenigste Umbuchungen suchen"), on_click=_search, args=(context, keys), key="goal_search"
        )


def _fields(context: PanelContext, keys: Mapping[str, Key], base: Key | None) -> None:
    """Show one text field per condition, with the present value as placeholder."""
    words, quotas = context.current.language, context.scenario.quotas
    t = words.text
    if base:
        html(tag("h3", t("Plätze des Jobcenters je 1.000 {people}, mindestens", people=t(base.label))))
    html(tag("p", t("Leere Felder wünschen nichts.")))
    with st.container(horizontal=True):
        for code, people in base.weights.items() if base else ():
            now = words.number(float(1000 * quotas[code].places / people), 1)
            _field(t("{code}, mindestens", code=code), MINIMUM.format(code=code), t("jetzt {n}", n=now))
    html(tag("h3", t("Anteil abschlussorientierter Plätze in Prozent, mindestens")))
    with st.container(horizontal=True):
        for code, quota in quotas.items():
            now = words.number(100 * (quota.degree_rate or 0), 1)
            _field(t("{code}, mindestens %", code=code), RATE.format(code=code), t("jetzt {n}", n=now))
    html(tag("h3", t("Höchstens")))
    with st.container(horizontal=True):
        _field(t("Plätze, die einer abgibt"), MOST)
        if st.session_state.get(KEY) not in (None, *keys):
            del st.session_state[KEY]  # a user-defined key that was removed
        st.selectbox(
            t("Verteilungsschlüssel"),
            list(keys),
            format_func=lambda i: key_label(keys[i], words),
            key=KEY,
            persist_state="session",
            width=KEY_WIDTH,
        )
        _field(t("Plätze Abstand von ihm"), DISTANCE)


def _field(label: str, key: str, now: str = "") -> None:
    # Not st.number_input: some browsers drop a decimal comma.
    st.text_input(
        label, key=key, max_chars=12, width=FIELD_WIDTH, placeholder=now or None, persist_state="session"
    )


def _search(context: PanelContext, keys: Mapping[str, Key]) -> None:
    """Callback of the form: search, and keep the outcome in the session state."""
    wished: Wished | None = None
    outcome: Answer | ScenarioError
    try:
        wished = _wished(context, keys)
        outcome = fewest_moves(context.scenario, wished.wishes, context.limits)
    except ScenarioError as error:
        outcome = error
    st.session_state[FOUND] = Found(context.scenario, context.limits, wished, outcome)


def _wished(context: PanelContext, keys: Mapping[str, Key]) -> Wished:
    """The conditions of the form. Raises ScenarioError for an invalid number and for an empty form."""
    scenario, base = context.scenario, keys.get(st.session_state.get(BASE, ""))
    wishes = []
    used = []
    for code in base.weights if base else ():
        minimum = _typed(MINIMUM.format(code=code), context)
        if base and minimum is not None:
            wishes.append(minimum_per_1000(code, base, minimum))
    for code in scenario.plan.codes:
        rate = _typed(RATE.format(code=code), context, 100)
        if rate is not None:
            wishes.append(minimum_degree_rate(code, rate / 100, scenario))
    most = _typed(MOST, context)
    if most is not None:
        wishes.append(most_given(int(most), scenario))
    distance = _typed(DISTANCE, context)
    if distance is not None:
        used.append(keys[st.session_state[KEY]])
        wishes.append(distance_at_most(used[0], distance))
    if not wishes:
        raise ScenarioError(N_("Bitte mindestens einen Wunsch eintragen."))
    return Wished(tuple(wishes), base, tuple(used))


def _typed(key: str, context: PanelContext, largest: int = LARGEST) -> Decimal | None:
    """The number in a field, None if empty. Raises ScenarioError unless it is a number from 0 to ``largest``."""
    text = st.session_state.get(key, "").strip()
    if not text:
        return None
    try:
        number: Decimal = context.current.language.decimal(text)
    except ValueError:
        number = Decimal(-1)
    if not 0 <= number <= largest:
        raise ScenarioError(
            N_("„{text}“ geht hier nicht. Erwartet wird eine Zahl von 0 bis {largest}, etwa 45 oder 45,5."),
            text=text,
            largest=largest,
        )
    return number


def _tell(found: Found, place: DeltaGenerator, context: PanelContext) -> None:
    """Show the answer with a button to adopt it, or the conflicting conditions; below, in full width, its table."""
    current = context.current
    t, words = current.language.text, current.language
    outcome = found.outcome
    with place:
        if isinstance(outcome, Infeasible):
            rows = "".join(tag("li", words.message(conflict)) for conflict in outcome.conflicts)
            advice = (
                t("Fällt eines davon weg, gehen die übrigen zusammen.")
                if outcome.smallest
                else t(
                    "Vielleicht schließt sich schon ein Teil davon aus; danach wurde nicht zu Ende gesucht."
                )
            )
            title = t("Das geht nicht zusammen")
            html(
                f'<div role="alert">{tag("h2", title)}<ul class="bk-list">{rows}</ul>{tag("p", advice)}</div>'
            )
        elif isinstance(outcome, ScenarioError):
            html(
                f'<p><span class="bk-notice" role="alert">{escape(words.message(outcome.message))}</span></p>'
            )
        if not isinstance(outcome, Answer) or not found.wished:
            return
        wished = found.wished
        shown = goal_exhibit(
            current.facts, found.scenario, outcome, wished.wishes, wished.base, wished.keys, words
        )
        blocks.exhibit(
            shown, current, picture=goal_picture(shown, current.style, words), twin=False, lazy=True
        )
        if outcome.transfers:
            rows = "".join(tag("li", transfer_line(entry, words)) for entry in outcome.transfers)
            html(tag("h3", t("Diese Umbuchungen")) + f'<ol class="bk-list">{rows}</ol>')
            st.button(t("Übernehmen"), key="goal_adopt", on_click=state.adopt, args=(outcome.scenario,))
    blocks.twin_table(shown, current)
