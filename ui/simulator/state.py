"""The state of the simulator: in the session state, and in query parameters for links and reloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
from kompass.places.negotiation import Negotiation
from kompass.places.text import scenario_text
from ui import address
from ui.session import Session
from ui.simulator import effects, link, own_keys

# Keys of the session state, not widget keys: their values survive a change of page.
NEGOTIATION = "negotiation"
KEPT = "kept_scenarios"
BASELINE = "baseline"
GUARDS = "guards"
NOTICE = "simulator_notice"


def open_table(current: Session) -> Negotiation:
    """The negotiation (scenario with undo history) of this session, initially that of the link."""
    if NEGOTIATION not in st.session_state:
        _read_address(current)
    kept: Negotiation = st.session_state[NEGOTIATION]
    return kept


def _read_address(current: Session) -> None:
    """Fill the session state from the link; its invalid parts are shown by :func:`ui.simulator.link.tell`."""
    found = link.read(current)
    st.session_state[NEGOTIATION] = Negotiation(found.scenario)
    st.session_state[KEPT] = found.kept
    st.session_state[GUARDS] = found.guards
    st.session_state[BASELINE] = found.reference
    said = [*found.renamed, *changes(found.changed)]
    if said:
        st.session_state[NOTICE] = said


def changes(found: Sequence[Message]) -> list[Message]:
    """The messages that a link or file was made on other data; ``found`` names the changes, none give none."""
    return [Message(N_("Link oder Datei stammen von einem anderen Datenstand:")), *found] if found else []


def write_address(current: Session) -> None:
    """Write the simulator's state to the query parameters, so that a link or a reload restores it: scenarios, baseline,
    limits, user-defined keys and assumptions."""
    effects.write_address(current)
    own_keys.all_keys(current)
    for name, values in _address(current).items():
        address.write(name, values)


def _address(current: Session) -> dict[str, list[str]]:
    """The query parameters of the state with their values; an empty list for what is as in the plan."""
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
    """Replace the messages shown in the sticky bar; without arguments, clear them."""
    if messages:
        st.session_state[NOTICE] = list(messages)
    else:
        st.session_state.pop(NOTICE, None)


def adopt(scenario: Scenario) -> None:
    """Make this the current scenario, as one step that can be undone."""
    say()
    link.settle(parameters.SCENARIO, parameters.REASONS)
    st.session_state[NEGOTIATION] = st.session_state[NEGOTIATION].book(scenario)


def attempt(step: Callable[[Negotiation], Negotiation]) -> bool:
    """Apply a step to the negotiation. Returns False, with a message in the bar, if it raises ScenarioError."""
    say()
    try:
        st.session_state[NEGOTIATION] = step(st.session_state[NEGOTIATION])
    except ScenarioError as error:
        say(error.message)
        return False
    link.settle(parameters.SCENARIO, parameters.REASONS)
    return True


def limits_of(scenario: Scenario) -> Limits:
    """The locks, floors, ceilings and tolerance now in force."""
    guards: Guards = st.session_state[GUARDS]
    return guards.limits(scenario.plan, frozenset(st.session_state.get(parameters.LOCKED, ())))


def kept() -> tuple[Named, ...]:
    """The kept scenarios, in the order in which they were kept."""
    found: tuple[Named, ...] = st.session_state.get(KEPT, ())
    return found


def baselines(current: Session) -> dict[str, str]:
    """The possible baselines: reference (as in the query parameter) to translated name, the plan first."""
    names = baseline_names(current.plan, own_keys.all_keys(current), kept())
    return {reference: current.language.message(name) for reference, name in names.items()}


def baseline(current: Session) -> tuple[Scenario, str]:
    """The scenario that results are compared with, and its name; the plan if the chosen one no longer exists."""
    reference, names = st.session_state[BASELINE], baselines(current)
    if reference not in names:
        reference = st.session_state[BASELINE] = PLAN
    return _scenario_of(reference, current), names[reference]


def _scenario_of(reference: str, current: Session) -> Scenario:
    return baseline_scenario(reference, current.plan, own_keys.all_keys(current), kept())


def compare_with(reference: str) -> None:
    """Set the baseline by its reference."""
    link.settle(parameters.BASELINE)
    st.session_state[BASELINE] = reference


def start_from(reference: str, current: Session) -> None:
    """Set the baseline, and make it the current scenario."""
    compare_with(reference)
    adopt(_scenario_of(reference, current))


def keep(name: str, scenario: Scenario) -> None:
    """Add a scenario to the kept ones; a name already taken gets a number. Shows a message if there are too many."""
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
    """Rename a kept scenario, also where it is the baseline; an empty name changes nothing."""
    if not parameters.plain(new) or new == old:
        return
    new = free_name(new, {named.name for named in kept() if named.name != old})
    _keep_all(tuple(Named(new, named.scenario) if named.name == old else named for named in kept()))
    if st.session_state[BASELINE] == f"v.{old}":
        compare_with(f"v.{new}")


def forget(name: str) -> None:
    """Delete a kept scenario; if it is the baseline, the plan becomes the baseline."""
    _keep_all(tuple(named for named in kept() if named.name != name))
    if st.session_state[BASELINE] == f"v.{name}":
        compare_with(PLAN)


def _keep_all(scenarios: tuple[Named, ...]) -> None:
    link.settle(parameters.KEPT)
    st.session_state[KEPT] = scenarios


def replace_kept(found: tuple[Named, ...], reference: str, current: Session) -> tuple[Message, ...]:
    """Replace the kept scenarios by those of a file, and the baseline by ``reference``, or by the plan if unknown.

    Returns messages: scenarios that were renamed, a baseline that does not exist.
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
