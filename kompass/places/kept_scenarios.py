"""Named scenarios kept for comparison, and the state of the data they were made on, as URL texts.

``|`` separates the parts of a kept scenario: its name, its text form (see :mod:`kompass.places.text`), then
each reason with the number of its entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from urllib.parse import quote, unquote

from kompass.language import N_, Message
from kompass.places.keys import Key
from kompass.places.ledger import LONGEST_REASON, Scenario, ScenarioError
from kompass.places.own_keys import key_scenario
from kompass.places.parameters import plain
from kompass.places.plan import Plan
from kompass.places.text import scenario_from_text, scenario_text

MOST_KEPT = 6  # more do not fit side by side
LONGEST_NAME = 40  # characters
PLAN = ""  # reference of the default baseline


@dataclass(frozen=True)
class Named:
    """A scenario and its name: not empty, at most :data:`LONGEST_NAME` characters, unique among kept
    scenarios (see :func:`free_name`)."""

    name: str
    scenario: Scenario

    @staticmethod
    def of(name: str, scenario: Scenario) -> Named:
        """A named scenario; the name is put on one line and cut to the allowed length."""
        return Named(plain(name, LONGEST_NAME), scenario)


def reason_texts(scenario: Scenario) -> tuple[str, ...]:
    """Each reason of the ledger as ``number:text``, entries counted from 1."""
    return tuple(f"{n}:{entry.reason}" for n, entry in enumerate(scenario.ledger, start=1) if entry.reason)


def with_reasons(scenario: Scenario, texts: Iterable[str]) -> Scenario:
    """Return the scenario with the reasons of :func:`reason_texts`.

    Raises :class:`ScenarioError` for a reason without an entry, one that is too long, or two for one entry.
    """
    ledger = list(scenario.ledger)
    seen = set()
    for text in texts:
        number, colon, reason = text.partition(":")
        index = int(number) - 1 if number.isdecimal() and number.isascii() and len(number) < 5 else -1
        if not colon or not 0 <= index < len(ledger):
            raise ScenarioError(
                N_("Die Begründung „{text}“ passt zu keiner Umbuchung. Erwartet wird etwa 1:weil …"),
                text=plain(text, 40),
            )
        if len(reason) > LONGEST_REASON:
            raise ScenarioError(
                N_(
                    "Die Begründung zu Umbuchung {number} hat {length} Zeichen, höchstens {most} sind möglich: "
                    "„{text} …“. Bitte kürzen."
                ),
                number=index + 1,
                length=len(reason),
                most=LONGEST_REASON,
                text=plain(reason, 40),
            )
        if index in seen:
            raise ScenarioError(
                N_("Zu Umbuchung {number} stehen zwei Begründungen da; möglich ist eine."), number=index + 1
            )
        seen.add(index)
        ledger[index] = replace(ledger[index], reason=plain(reason))
    return replace(scenario, ledger=tuple(ledger))


def named_text(named: Named) -> str:
    """Name, scenario and reasons as one text; inverse of :func:`named_from_text`."""
    reasons = (quote(text, safe=" :,.;") for text in reason_texts(named.scenario))
    return "|".join((quote(named.name, safe=" "), scenario_text(named.scenario), *reasons))


def named_from_text(plan: Plan, text: str) -> Named:
    """Parse a named scenario; its name may be empty (see :func:`distinct`).

    Raises :class:`ScenarioError` naming the part that cannot be read.
    """
    name, _, rest = text.partition("|")
    form, *reasons = rest.split("|")
    name = checked_name(unquote(name))
    if not form:
        raise ScenarioError(
            N_("„{name}“ nennt kein Szenario. Erwartet wird etwa {name}|{plan}~AA-HS.100.25."),
            name=name or plain(text, 40),
            plan=plan.mark,
        )
    try:
        scenario = with_reasons(scenario_from_text(plan, form), (unquote(r) for r in reasons))
    except ScenarioError as error:
        raise ScenarioError(N_("„{name}“: {reason}"), name=name, reason=error.message) from error
    return Named(name, scenario)


def checked_name(text: str) -> str:
    """A name as one line. Raises :class:`ScenarioError` when it is too long, rather than cutting it."""
    name = plain(text)
    if len(name) > LONGEST_NAME:
        raise ScenarioError(
            N_("Der Name „{name} …“ hat {length} Zeichen, höchstens {most} sind möglich. Bitte kürzen."),
            name=plain(name, LONGEST_NAME),
            length=len(name),
            most=LONGEST_NAME,
        )
    return name


def kept_from_texts(plan: Plan, texts: Sequence[str]) -> tuple[list[Named], list[Message]]:
    """The readable scenarios of a URL, at most :data:`MOST_KEPT`, and a message for each that is not."""
    kept: list[Named] = []
    refused: list[Message] = []
    for text in texts[:MOST_KEPT]:
        try:
            kept.append(named_from_text(plan, text))
        except ScenarioError as error:
            refused.append(error.message)
    further = texts[MOST_KEPT:]
    if further:
        names = "; ".join(plain(unquote(text.partition("|")[0]), LONGEST_NAME) or "–" for text in further)
        refused.append(
            Message(
                N_("Es sind {count} Szenarien, höchstens {most} stehen nebeneinander. Zu viel: {names}."),
                {"count": len(texts), "most": MOST_KEPT, "names": names[:200]},
            )
        )
    return kept, refused


def distinct(kept: Sequence[Named]) -> tuple[tuple[Named, ...], tuple[Message, ...]]:
    """The scenarios with unique, non-empty names, and a message for each that had to be renamed.

    The name is the id by which scenarios are deleted, renamed and chosen as baseline.
    """
    unique: list[Named] = []
    messages: list[Message] = []
    # Existing names have precedence: the second "A" is not renamed to the name of a later "A (2)".
    given = {named.name for named in kept if named.name}
    for number, named in enumerate(kept, start=1):
        taken = {other.name for other in unique}
        if named.name and named.name not in taken:
            unique.append(named)
            continue
        name = free_name(named.name or f"{number}", taken | given)
        unique.append(replace(named, name=name))
        messages.append(
            Message(
                N_("Der Name „{name}“ ist schon vergeben; das {number}. Szenario heißt hier „{new}“."),
                {"name": named.name, "number": number, "new": name},
            )
            if named.name
            else Message(
                N_("Das {number}. Szenario hat keinen Namen; es heißt hier „{new}“."),
                {"number": number, "new": name},
            )
        )
    return tuple(unique), tuple(messages)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """The first unused name of: ``wanted``, "A (2)", "A (3)" …; at most :data:`LONGEST_NAME` characters."""
    wanted = plain(wanted, LONGEST_NAME)
    names = (f"{plain(wanted, LONGEST_NAME - len(end))}{end}" for end in (f" ({n})" for n in count(2)))
    return wanted if wanted not in taken else next(name for name in names if name not in taken)


def baseline_names(plan: Plan, keys: Sequence[Key], kept: Sequence[Named]) -> dict[str, Message]:
    """The possible baselines and starting points, label by reference.

    The plan (an empty reference), the keys, the kept scenarios.
    """
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
    """A short text that identifies the data behind scenarios: quotas in full, a fingerprint of each key.

    A link or file carries it, so that :func:`what_changed` can compare it with the data loaded later.
    """
    quotas = (f"{code}.{quota.places}.{quota.degree}" for code, quota in plan.quotas.items())
    prints = (f"{key.key_id}.{_fingerprint(key)}" for key in keys)
    return "~".join((plan.mark, *quotas, *prints))


def _fingerprint(key: Key) -> str:
    """Six hexadecimal digits of the key's weights."""
    weights = ";".join(f"{code}={float(weight)!r}" for code, weight in sorted(key.weights.items()))
    return sha256(weights.encode()).hexdigest()[:6]


def what_changed(stated: str, plan: Plan, keys: Sequence[Key]) -> list[Message]:
    """Messages on the differences between the stated data state and the data loaded; empty when there are
    none."""
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
