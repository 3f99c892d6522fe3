"""What a reader has set in the simulator, read from the parameters of its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kompass.facts import Facts
from kompass.figures.scenario_map import BASES, Base
from kompass.language import N_, Message
from kompass.places import parameters
from kompass.places.assumptions import Assumptions, assumptions_from_text
from kompass.places.dossier import (
    MOST_KEPT,
    PLAN,
    Named,
    baseline_names,
    baseline_scenario,
    named_from_text,
    what_changed,
    with_reasons,
)
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.own_keys import Mix, OwnKey, mix_from_text, own_key_from_text
from kompass.places.parameters import plain
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text

Parameters = Mapping[str, Sequence[str]]  # every parameter with its values, in order


@dataclass(frozen=True)
class Choices:
    """The scenario on the table and all that it is looked at with."""

    scenario: Scenario
    baseline: Scenario
    baseline_name: Message
    kept: tuple[Named, ...]  # the scenarios kept beside it
    keys: tuple[Key, ...]  # the comparison keys
    own_keys: tuple[OwnKey | Mix, ...]
    assumptions: Assumptions
    base: Base  # what the places on the map are counted against
    split: Key | None  # the key that lays the places of AA onto the districts
    changed: tuple[Message, ...]  # what differs from the data that the link was made on


def choices(facts: Facts, asked: Parameters) -> Choices:
    """What the parameters say; what is not there is as on the untouched page.

    Unlike the page, which tells and goes on, this refuses: raises :class:`ScenarioError` naming the first
    parameter value that cannot be.
    """

    def last(name: str) -> str:
        return (asked.get(name) or [""])[-1]

    plan, keys, stated = plan_of(facts), comparison_keys(facts), last(parameters.DATA)
    scenario = with_reasons(
        scenario_from_text(plan, last(parameters.SCENARIO)), asked.get(parameters.REASONS, ())
    )
    kept = [named_from_text(plan, text) for text in asked.get(parameters.KEPT, ())[:MOST_KEPT]]
    names = baseline_names(plan, keys, kept)
    reference = _one_of(
        names,
        plain(last(parameters.BASELINE)) or PLAN,
        N_("Den Vergleich „{value}“ gibt es nicht. Möglich sind: leer für den Plan, {options}."),
    )
    bases = {base.indicator_id: base for base in BASES}
    base = _one_of(
        bases,
        last(parameters.BASE) or BASES[0].indicator_id,
        N_("Die Maßzahl „{value}“ gibt es nicht. Möglich sind: {options}."),
    )
    splits: dict[str, Key | None] = {parameters.NO_SPLIT: None} | {key.key_id: key for key in keys}
    split = _one_of(
        splits,
        last(parameters.SPLIT) or parameters.NO_SPLIT,
        N_("Die Aufteilung „{value}“ gibt es nicht. Möglich sind: {options}."),
    )
    own: tuple[tuple[str, Callable[[str], OwnKey | Mix]], ...] = (
        (last(parameters.MIX), lambda text: mix_from_text(keys, text)),
        (last(parameters.OWN_KEY), lambda text: own_key_from_text(plan, text)),
    )
    return Choices(
        scenario,
        baseline_scenario(reference, plan, keys, kept),
        names[reference],
        tuple(kept),
        keys,
        tuple(read(text) for text, read in own if text),
        assumptions_from_text(last(parameters.ASSUMPTIONS), plan),
        bases[base],
        splits[split],
        tuple(what_changed(stated, plan, keys)) if stated else (),
    )


def _one_of(options: Mapping[str, object], value: str, msgid: str) -> str:
    if value not in options:
        raise ScenarioError(
            msgid, value=value[:40], options=", ".join(plain(option) for option in options if option)
        )
    return value
