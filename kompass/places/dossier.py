"""Scenarios that are kept beside the one on the table, and the data that they were made on, as texts.

All of it fits into one address. ``|`` separates the parts of a kept scenario: its name, its text form
(see :mod:`kompass.places.text`), then each reason with the number of its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote, unquote

from kompass.language import N_, Message, MessageError
from kompass.places.keys import Key
from kompass.places.ledger import LONGEST_REASON, Scenario, ScenarioError
from kompass.places.own_keys import key_scenario
from kompass.places.parameters import plain
from kompass.places.plan import Plan
from kompass.places.text import scenario_from_text, scenario_text

MOST_KEPT = 6  # more do not fit side by side
LONGEST_NAME = 40  # characters
PLAN = ""  # reference of the baseline that needs none
FORMAT = "bildungszielkompass-szenarien-1"


@dataclass(frozen=True)
class Named:
    """A scenario under the name that its users gave it."""

    name: str
    scenario: Scenario

    @staticmethod
    def of(name: str, scenario: Scenario) -> Named:
        """A named scenario; the name as one line and not too long."""
        return Named(plain(name, LONGEST_NAME), scenario)


def reason_texts(scenario: Scenario) -> tuple[str, ...]:
    """Each reason of the ledger as ``number:text``, entries counted from one."""
    return tuple(f"{n}:{entry.reason}" for n, entry in enumerate(scenario.ledger, start=1) if entry.reason)


def with_reasons(scenario: Scenario, texts: Iterable[str]) -> Scenario:
    """The scenario with the reasons of :func:`reason_texts`. Raises ScenarioError for one without an entry."""
    ledger = list(scenario.ledger)
    for text in texts:
        number, colon, reason = text.partition(":")
        index = int(number) - 1 if number.isdecimal() and number.isascii() and len(number) < 5 else -1
        if not colon or not 0 <= index < len(ledger) or len(reason) > LONGEST_REASON:
            raise ScenarioError(
                N_("Die Begründung „{text}“ passt zu keiner Umbuchung. Erwartet wird etwa 1:weil …"),
                text=text[:40],
            )
        ledger[index] = replace(ledger[index], reason=plain(reason))
    return replace(scenario, ledger=tuple(ledger))


def named_text(named: Named) -> str:
    """One text for name, scenario and reasons."""
    reasons = (quote(text, safe=" :,.;") for text in reason_texts(named.scenario))
    return "|".join((quote(named.name, safe=" "), scenario_text(named.scenario), *reasons))


def named_from_text(plan: Plan, text: str) -> Named:
    """The named scenario of a text. Raises :class:`ScenarioError` naming what cannot be read."""
    name, _, rest = text.partition("|")
    form, *reasons = rest.split("|")
    scenario = with_reasons(scenario_from_text(plan, form), (unquote(r) for r in reasons))
    return Named.of(unquote(name), scenario)


def baseline_names(plan: Plan, keys: Sequence[Key], kept: Sequence[Named]) -> dict[str, Message]:
    """What a scenario can be compared with or start from, by reference: the plan (an empty reference), the
    keys, the kept scenarios."""
    names = {PLAN: Message(N_("Plan {version}"), {"version": plan.version})}
    for key in keys:
        names[f"key.{key.key_id}"] = Message(N_("Schlüssel {key}"), {"key": Message(key.label)})
    for named in kept:
        names[f"v.{named.name}"] = Message(N_("Szenario „{name}“"), {"name": named.name})
    return names


def baseline_scenario(reference: str, plan: Plan, keys: Sequence[Key], kept: Sequence[Named]) -> Scenario:
    """The scenario of a reference of :func:`baseline_names`. Raises KeyError for any other reference."""
    if reference == PLAN:
        return Scenario(plan)
    kind, _, name = reference.partition(".")
    if kind == "key":
        return key_scenario(plan, {key.key_id: key for key in keys}[name])
    return {f"v.{named.name}": named.scenario for named in kept}[reference]


def data_state(plan: Plan, keys: Sequence[Key]) -> str:
    """What scenarios are computed on, short: quotas in full, and of each key a print of its weights.

    A link or file carries it, so that :func:`what_changed` can tell when it is opened on other data.
    """
    quotas = (f"{code}.{quota.places}.{quota.degree}" for code, quota in plan.quotas.items())
    prints = (f"{key.key_id}.{_fingerprint(key)}" for key in keys)
    return "~".join((plan.version, *quotas, *prints))


def _fingerprint(key: Key) -> str:
    """Six hexadecimal digits of the key's weights."""
    weights = ";".join(f"{code}={float(weight)!r}" for code, weight in sorted(key.weights.items()))
    return sha256(weights.encode()).hexdigest()[:6]


def what_changed(stated: str, plan: Plan, keys: Sequence[Key]) -> list[Message]:
    """What differs between the data that a link or file was made on and the data loaded; empty when nothing."""
    now = dict(part.partition(".")[::2] for part in data_state(plan, keys).split("~")[1:])
    then = dict(part.partition(".")[::2] for part in stated[:2000].split("~")[1:])
    labels = {key.key_id: Message(key.label) for key in keys}
    changed: list[Message] = []
    for name in now.keys() & then.keys():
        if now[name] == then[name]:
            continue
        if name in plan.quotas:
            quota = plan.quotas[name]
            before = then[name].replace(".", "/")[:20]
            changed.append(
                Message(
                    N_("{code} hatte {before} Plätze (davon abschlussorientiert), jetzt {places}/{degree}."),
                    {"code": name, "before": before, "places": quota.places, "degree": quota.degree},
                )
            )
        else:
            changed.append(Message(N_("Der Schlüssel {key} hat neue Werte."), {"key": labels[name]}))
    gone = sorted(then.keys() - now.keys())
    if gone:
        changed.append(Message(N_("Nicht mehr enthalten: {names}."), {"names": ", ".join(gone)[:80]}))
    return changed


class Unreadable(MessageError):
    """A file of scenarios that cannot be used; says why."""


def document(kept: Sequence[Named], baseline: str, plan: Plan, keys: Sequence[Key]) -> dict[str, object]:
    """Kept scenarios as a JSON document."""
    return {
        "format": FORMAT,
        "plan": plan.version,
        "data": data_state(plan, keys),
        "baseline": baseline,
        "scenarios": [
            {
                "name": named.name,
                "scenario": scenario_text(named.scenario),
                "reasons": list(reason_texts(named.scenario)),
            }
            for named in kept
        ],
    }


def from_document(loaded: object, plan: Plan) -> tuple[tuple[Named, ...], str, str]:
    """The scenarios of a JSON document, its baseline and its data state.

    All or nothing: raises :class:`Unreadable` naming the first thing that cannot be used.
    """
    if not isinstance(loaded, dict) or loaded.get("format") != FORMAT:
        raise Unreadable(
            N_("Das ist keine Szenariendatei: Erwartet wird das Format „{format}“."), format=FORMAT
        )
    rows = loaded.get("scenarios")
    if not isinstance(rows, list) or len(rows) > MOST_KEPT:
        raise Unreadable(
            N_("Die Datei muss eine Liste von höchstens {most} Szenarien enthalten."), most=MOST_KEPT
        )
    found = []
    for number, row in enumerate(rows, start=1):
        fields = row if isinstance(row, dict) else {}
        name, form, reasons = fields.get("name"), fields.get("scenario"), fields.get("reasons", [])
        texts = [name, form, *(reasons if isinstance(reasons, list) else [None])]
        if not all(isinstance(text, str) for text in texts):
            raise Unreadable(
                N_(
                    "Szenario {number} der Datei ist unvollständig: Es braucht „name“ und „scenario“ als Text."
                ),
                number=number,
            )
        try:
            scenario = with_reasons(scenario_from_text(plan, str(form)), [str(r) for r in reasons])
        except ScenarioError as error:
            raise Unreadable(
                N_("Szenario {number} der Datei („{name}“): {reason}"),
                number=number,
                name=str(name)[:LONGEST_NAME],
                reason=error.message,
            ) from error
        found.append(Named.of(str(name), scenario))
    return tuple(found), str(loaded.get("baseline", ""))[:40], str(loaded.get("data", ""))
