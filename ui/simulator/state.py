"""What the simulator remembers: in the session while it lasts, in the address for a link or a reload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from kompass.language import N_, Message
from kompass.places import parameters
from kompass.places.guards import Guards, guards_text
from kompass.places.kept_scenarios import (
    MOST_KEPT,
    PLAN,
    Named,
    baseline_names,
    baseline_scenario,
    data_state,
    distinct,
    free_name,
    named_text,
    reason_texts,
)
from kompass.places.ledger import Limits, Scenario, ScenarioError
from kompass.places.moves import PROPORTIONAL, Setter, nearest, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.text import scenario_text
from ui import address
from ui.session import Session
from ui.simulator import effects, link, own_keys

# Plain keys: what they hold outlives a change of page, widget keys do not.
NEGOTIATION = "negotiation"
KEPT = "kept_scenarios"
BASELINE = "baseline"
GUARDS = "guards"
NOTICE = "simulator_notice"
OFFER = "simulator_offer"


@dataclass(frozen=True)
class Offer:
    """The nearest move that can be made in place of a blocked one."""

    setter: Setter
    code: str
    amount: int


def open_table(current: Session) -> Negotiation:
    """The negotiation of this session. It begins with what the address holds."""
    if NEGOTIATION not in st.session_state:
        _read_address(current)
    kept: Negotiation = st.session_state[NEGOTIATION]
    return kept


def _read_address(current: Session) -> None:
    """Begin with what the link says; what of it cannot be used is told by :func:`ui.simulator.link.tell`."""
    found = link.read(current)
    st.session_state[NEGOTIATION] = Negotiation(found.scenario)
    st.session_state[KEPT] = found.kept
    st.session_state[GUARDS] = found.guards
    st.session_state[BASELINE] = found.reference
    said = [*found.renamed, *changes(found.changed)]
    if said:
        st.session_state[NOTICE] = said


def changes(found: Sequence[Message]) -> list[Message]:
    """How a reader is told that a link or a file was made on other data."""
    return [Message(N_("Link oder Datei stammen von einem anderen Datenstand:")), *found] if found else []


def write_address(current: Session) -> None:
    """Put what is on the table into the address, so that a link, a reload or a restart brings it back:
    scenarios, baseline and guards, the reader's keys and assumptions."""
    effects.write_address(current)
    own_keys.all_keys(current)
    for name, values in _address(current).items():
        address.write(name, values)


def _address(current: Session) -> dict[str, list[str]]:
    """The address of what is on the table: every parameter with its values; none for what is as in the plan."""
    scenario = open_table(current).current
    moved = bool(scenario.ledger or kept())
    guards = guards_text(st.session_state[GUARDS])
    reference = st.session_state[BASELINE]
    return {
        parameters.SCENARIO: [scenario_text(scenario)] if scenario.ledger else [],
        parameters.REASONS: list(reason_texts(scenario)),
        parameters.KEPT: [named_text(named) for named in kept()],
        parameters.BASELINE: [reference] if reference else [],
        parameters.GUARDS: [guards] if guards else [],
        parameters.DATA: [data_state(current.plan, current.keys)] if moved else [],
    }


def say(*messages: Message) -> None:
    """Tell the reader something beside the totals; nothing ends what was said before."""
    st.session_state.pop(OFFER, None)
    if messages:
        st.session_state[NOTICE] = list(messages)
    else:
        st.session_state.pop(NOTICE, None)


def adopt(scenario: Scenario) -> None:
    """Put a scenario on the table, as one step that can be undone."""
    say()
    link.settle(parameters.SCENARIO, parameters.REASONS)
    st.session_state[NEGOTIATION] = st.session_state[NEGOTIATION].book(scenario)


def attempt(step: Callable[[Negotiation], Negotiation]) -> bool:
    """Take a step of the negotiation, or say what blocks; then nothing has changed."""
    say()
    try:
        st.session_state[NEGOTIATION] = step(st.session_state[NEGOTIATION])
    except ScenarioError as error:
        say(error.message)
        return False
    link.settle(parameters.SCENARIO, parameters.REASONS)
    return True


def move(code: str, amount: int, setter: Setter = set_places) -> None:
    """Bring an institution to a number of places (or degree-oriented ones) against the counterpart.

    When that cannot be, the nearest move that can is offered.
    """
    table: Negotiation = st.session_state[NEGOTIATION]
    counterpart, limits = st.session_state.get(parameters.COUNTERPART, PROPORTIONAL), limits_of(table.current)
    if not attempt(lambda kept: kept.move(code, amount, counterpart, limits, setter)):
        possible = nearest(setter, table.current, code, amount, counterpart, limits)
        held = table.current.quotas[code]
        if possible != (held.places if setter is set_places else held.degree):
            st.session_state[OFFER] = Offer(setter, code, possible)


def limits_of(scenario: Scenario) -> Limits:
    """Locks, floors, ceilings and tolerance as they are set now."""
    guards: Guards = st.session_state[GUARDS]
    return guards.limits(scenario.plan, frozenset(st.session_state.get(parameters.LOCKED, ())))


def kept() -> tuple[Named, ...]:
    """The scenarios that were kept, in their order."""
    found: tuple[Named, ...] = st.session_state.get(KEPT, ())
    return found


def baselines(current: Session) -> dict[str, str]:
    """What a scenario can be compared with or start from: reference to name, the plan first."""
    names = baseline_names(current.plan, own_keys.all_keys(current), kept())
    return {reference: current.language.message(name) for reference, name in names.items()}


def baseline(current: Session) -> tuple[Scenario, str]:
    """The scenario that results are compared with, and its name; the plan when its key is no longer there."""
    reference, names = st.session_state[BASELINE], baselines(current)
    if reference not in names:
        reference = st.session_state[BASELINE] = PLAN
    return _scenario_of(reference, current), names[reference]


def _scenario_of(reference: str, current: Session) -> Scenario:
    return baseline_scenario(reference, current.plan, own_keys.all_keys(current), kept())


def compare_with(reference: str) -> None:
    """Choose the baseline that every result names."""
    link.settle(parameters.BASELINE)
    st.session_state[BASELINE] = reference


def start_from(reference: str, current: Session) -> None:
    """Put a baseline on the table and compare with it."""
    compare_with(reference)
    adopt(_scenario_of(reference, current))


def keep(name: str, scenario: Scenario) -> None:
    """Keep a scenario under a name of its own; a name that is taken gets a number."""
    if len(kept()) >= MOST_KEPT:
        say(
            Message(
                N_("Es sind schon {most} Szenarien behalten. Bitte zuerst eines löschen."),
                {"most": MOST_KEPT},
            )
        )
        return
    named = Named(free_name(name, {other.name for other in kept()}), scenario)
    _keep_all((*kept(), named))
    say(Message(N_("Behalten als „{name}“."), {"name": named.name}))


def rename(old: str, new: str) -> None:
    """Give a kept scenario another name; a baseline follows it."""
    if not parameters.plain(new) or new == old:
        return
    new = free_name(new, {named.name for named in kept() if named.name != old})
    _keep_all(tuple(Named(new, named.scenario) if named.name == old else named for named in kept()))
    if st.session_state[BASELINE] == f"v.{old}":
        compare_with(f"v.{new}")


def forget(name: str) -> None:
    """No longer keep a scenario; a comparison with it becomes one with the plan."""
    _keep_all(tuple(named for named in kept() if named.name != name))
    if st.session_state[BASELINE] == f"v.{name}":
        compare_with(PLAN)


def _keep_all(scenarios: tuple[Named, ...]) -> None:
    link.settle(parameters.KEPT)
    st.session_state[KEPT] = scenarios


def replace_kept(found: tuple[Named, ...], reference: str, current: Session) -> tuple[Message, ...]:
    """Take over the scenarios of a file, with the baseline it names; the plan when it names none.

    Gives what is told: scenarios that had to be renamed, a baseline that does not exist.
    """
    named, told = distinct(found)
    _keep_all(named)
    known = reference in baselines(current)
    compare_with(reference if known else PLAN)
    if known:
        return told
    lost = Message(
        N_("Den Vergleich „{value}“ der Datei gibt es hier nicht; verglichen wird mit dem Plan."),
        {"value": parameters.plain(reference)},
    )
    return (*told, lost)
