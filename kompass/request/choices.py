"""Parsing of the simulator's query parameters, for pages, presentation, files and API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kompass.facts import Facts
from kompass.figures.simulator.bases import BASES, Base, bases
from kompass.language import N_, Message
from kompass.places import parameters
from kompass.places.assumptions import NO_ASSUMPTIONS, Assumptions, assumptions_from_text
from kompass.places.guards import Guards, guards_from_text
from kompass.places.kept_scenarios import (
    PLAN,
    Named,
    baseline_names,
    baseline_scenario,
    distinct,
    kept_from_texts,
    what_changed,
    with_reasons,
)
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.own_keys import Mix, OwnKey, mix_from_text, own_key_from_text
from kompass.places.parameters import plain
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text

Parameters = Mapping[str, Sequence[str]]  # list of values by parameter name
T = TypeVar("T")
# Messages on invalid parameters.
REFUSALS = {
    parameters.SCENARIO: N_("Das Szenario in der Adresse gilt nicht: {reason}"),
    parameters.REASONS: N_("Die Begründungen in der Adresse gelten nicht: {reason}"),
    parameters.KEPT: N_("Die Szenarien in der Adresse gelten nicht alle: {reason}"),
    parameters.BASELINE: N_("Der Vergleich in der Adresse gilt nicht: {reason}"),
    parameters.GUARDS: N_("Die Grenzen in der Adresse gelten nicht: {reason}"),
    parameters.BASE: N_("Die Maßzahl in der Adresse gilt nicht: {reason}"),
    parameters.SPLIT: N_("Die Aufteilung in der Adresse gilt nicht: {reason}"),
    parameters.MIX: N_("Die Mischung in der Adresse gilt nicht: {reason}"),
    parameters.OWN_KEY: N_("Der eigene Schlüssel in der Adresse gilt nicht: {reason}"),
    parameters.ASSUMPTIONS: N_("Die Annahmen in der Adresse gelten nicht: {reason}"),
}
# Shown after the messages on invalid parameters.
ADVICE = N_(
    "Bitte den Link prüfen, etwa ob er vollständig kopiert ist, oder ohne diese Teile weiterarbeiten."
)


@dataclass(frozen=True)
class Refused:
    """An invalid part of the query string: its parameters, and a message with the reason."""

    names: tuple[str, ...]
    message: Message


class RefusedError(ScenarioError):
    """An invalid part of the query string; ``reason`` is the message without the words on the address."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid, **message.params)
        self.reason: Message = message.params["reason"]


@dataclass(frozen=True)
class Choices:
    """The parsed state of the simulator: scenario, baseline, kept scenarios, keys, assumptions, and map
    settings."""

    scenario: Scenario
    baseline: Scenario
    baseline_name: Message
    kept: tuple[Named, ...]  # with unique names
    keys: tuple[Key, ...]  # the comparison keys
    own_keys: tuple[OwnKey | Mix, ...]
    assumptions: Assumptions
    base: Base  # denominator of the density on the map
    split: Key | None  # key that splits the places of AA among the districts
    changed: tuple[Message, ...]  # differences from the data state in the link
    reference: str  # as in the query parameter of the baseline
    guards: Guards
    renamed: tuple[Message, ...]  # on scenarios renamed because of duplicate names
    refused: tuple[Refused, ...]  # invalid parts, for which defaults are used

    @property
    def refused_names(self) -> frozenset[str]:
        """The names of the invalid parameters."""
        return frozenset(name for refused in self.refused for name in refused.names)


def choices(facts: Facts, query: Parameters) -> Choices:
    """The parsed query parameters, for callers that need all of them to be valid: files, views, API.

    Raises :class:`RefusedError` on the first invalid part, with its value and what is expected.
    """
    parsed = read_choices(facts, query)
    if parsed.refused:
        raise RefusedError(parsed.refused[0].message)
    return parsed


def read_choices(facts: Facts, query: Parameters) -> Choices:
    """The parsed query parameters; defaults for missing and invalid ones.

    The caller must show ``refused``, which lists the invalid ones.
    """
    plan, keys = plan_of(facts), comparison_keys(facts)
    refused: list[Refused] = []

    def last(name: str) -> str:
        return (query.get(name) or [""])[-1]

    def refuse(reason: Message, *names: str) -> None:
        refused.append(Refused(names, Message(REFUSALS[names[0]], {"reason": reason})))

    def read(reader: Callable[[], T], otherwise: T, *names: str) -> T:
        try:
            return reader()
        except ScenarioError as error:
            refuse(error.message, *names)
            return otherwise

    def one_of(options: Mapping[str, object], value: str, name: str, msgid: str) -> str:
        return read(lambda: _one_of(options, value, msgid), next(iter(options)), name)

    bare = Scenario(plan)
    scenario = read(
        lambda: scenario_from_text(plan, last(parameters.SCENARIO)),
        bare,
        parameters.SCENARIO,
        parameters.REASONS,  # reasons of an invalid scenario are ignored, too
    )
    if not refused:
        texts = query.get(parameters.REASONS, ())
        scenario = read(lambda: with_reasons(scenario, texts), scenario, parameters.REASONS)
    readable, unreadable = kept_from_texts(plan, query.get(parameters.KEPT, ()))
    for reason in unreadable:
        refuse(reason, parameters.KEPT)
    kept, renamed = distinct(readable)
    mixed = read(
        lambda: _if_any(last(parameters.MIX), lambda x: mix_from_text(keys, x)), None, parameters.MIX
    )
    typed = read(
        lambda: _if_any(last(parameters.OWN_KEY), lambda x: own_key_from_text(plan, x)),
        None,
        parameters.OWN_KEY,
    )
    own_keys = tuple(key for key in (mixed, typed) if key)
    names = baseline_names(plan, (*keys, *own_keys), kept)
    reference = one_of(
        names,
        plain(last(parameters.BASELINE)) or PLAN,
        parameters.BASELINE,
        N_("Den Vergleich „{value}“ gibt es nicht. Möglich sind: leer für den Plan, {options}."),
    )
    known = {base.indicator_id: base for base in bases(facts) or BASES[:1]}
    base = one_of(
        known,
        last(parameters.BASE) or next(iter(known)),
        parameters.BASE,
        N_("Die Maßzahl „{value}“ gibt es nicht. Möglich sind: {options}."),
    )
    splits: dict[str, Key | None] = {parameters.NO_SPLIT: None} | {key.key_id: key for key in keys}
    split = one_of(
        splits,
        last(parameters.SPLIT) or parameters.NO_SPLIT,
        parameters.SPLIT,
        N_("Die Aufteilung „{value}“ gibt es nicht. Möglich sind: {options}."),
    )
    stated = last(parameters.DATA)
    return Choices(
        scenario,
        baseline_scenario(reference, plan, (*keys, *own_keys), kept),
        names[reference],
        kept,
        keys,
        own_keys,
        read(
            lambda: assumptions_from_text(last(parameters.ASSUMPTIONS), plan),
            NO_ASSUMPTIONS,
            parameters.ASSUMPTIONS,
        ),
        known[base],
        splits[split],
        tuple(what_changed(stated, plan, keys)) if stated else (),
        reference,
        read(lambda: guards_from_text(plan, last(parameters.GUARDS)), Guards(), parameters.GUARDS),
        renamed,
        tuple(refused),
    )


def _if_any(text: str, reader: Callable[[str], T]) -> T | None:
    return reader(text) if text else None


def _one_of(options: Mapping[str, object], value: str, msgid: str) -> str:
    if value not in options:
        raise ScenarioError(
            msgid,
            value=plain(value, 40),
            options=", ".join(plain(option) for option in options if option),
        )
    return value
