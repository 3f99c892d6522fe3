"""What a round is: its question, its limits, and what an answer to it must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from kompass.language import N_, MessageError
from kompass.places.guards import Guards, guards_from_text
from kompass.places.keys import Key
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError
from kompass.places.own_keys import key_scenario
from kompass.places.parameters import plain
from kompass.places.plan import Plan
from kompass.places.text import scenario_from_text, scenario_text

LONGEST_TITLE = 120  # characters of the question
MOST_OPTIONS = 8
MOST_MINUTES = 600
FEWEST = 5  # answers below which only their number is shown


class RoundError(MessageError):
    """A round or an answer that cannot be, with the reason; ``status`` is that of HTTP."""

    status = 400


class UnknownRoundError(RoundError):
    """There is no such round, or no longer."""

    status = 404


class ClosedError(RoundError):
    """The round takes no more answers."""

    status = 409


class WrongKeyError(RoundError):
    """The key is not that of the round, or a token is not of this server."""

    status = 403


class TooManyError(RoundError):
    """Too many tries, answers or rounds; later it may work."""

    status = 429


class QuestionKind(StrEnum):
    """What is asked for."""

    SPLIT = "split"  # an own split, from the plan or a scenario
    CHOICE = "choice"  # one of several scenarios
    FORMULA = "formula"  # one of several allocation formulas


LABELS: Mapping[QuestionKind, str] = {
    QuestionKind.SPLIT: N_("Wie würden Sie die Plätze aufteilen?"),
    QuestionKind.CHOICE: N_("Welches Szenario soll gelten?"),
    QuestionKind.FORMULA: N_("Welcher Verteilungsschlüssel soll gelten?"),
}


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from: its name and the text of its scenario; for a formula its id."""

    name: str
    s: str
    formula: str = ""


@dataclass(frozen=True)
class Question:
    """What a round asks. ``start`` is the text of the scenario that everyone begins with; ``within`` are the places
    up to which an answer agrees with the room's split."""

    kind: QuestionKind
    start: str
    within: int
    title: str = ""
    options: tuple[Option, ...] = ()
    guards: str = ""
    locked: tuple[str, ...] = ()
    signed: bool = False  # only tokens that this server has made count

    def limits(self, plan: Plan) -> Limits:
        """The limits and locks that answers keep."""
        return _limits(self.guards, self.locked, plan)

    def document(self) -> dict[str, Any]:
        """The question as a JSON object; inverse of :func:`question_of`."""
        return {
            "kind": str(self.kind),
            "title": self.title,
            "start": self.start,
            "within": self.within,
            "options": [{"name": o.name, "s": o.s, "formula": o.formula} for o in self.options],
            "limits": self.guards,
            "locked": list(self.locked),
            "signed": self.signed,
        }


@lru_cache
def _limits(guards: str, locked: tuple[str, ...], plan: Plan) -> Limits:
    if not guards and not locked:
        return NO_LIMITS
    return (guards_from_text(plan, guards) if guards else Guards()).limits(plan, frozenset(locked))


def question_of(kept: Mapping[str, Any]) -> Question:
    """The question of a stored JSON object."""
    return Question(
        QuestionKind(kept["kind"]),
        kept["start"],
        kept["within"],
        kept["title"],
        tuple(Option(o["name"], o["s"], o["formula"]) for o in kept["options"]),
        kept["limits"],
        tuple(kept["locked"]),
        kept["signed"],
    )


_FIELDS = {"kind", "title", "start", "within", "options", "limits", "locked", "signed", "minutes", "plan"}


def read_question(given: Mapping[str, object], plan: Plan, keys: Sequence[Key]) -> Question:
    """The question that a program or the simulator asks; every part may be left out.

    Raises :class:`RoundError` or :class:`ScenarioError` naming the part that cannot be.
    """
    unknown = sorted(given.keys() - _FIELDS)
    if unknown:
        raise RoundError(
            N_("Die Angabe „{name}“ kennt eine Runde nicht. Möglich sind: {known}."),
            name=plain(unknown[0], 40),
            known=", ".join(sorted(_FIELDS)),
        )
    try:
        kind = QuestionKind(str(given.get("kind", QuestionKind.SPLIT)))
    except ValueError as error:
        raise _wrong("kind", given["kind"], ", ".join(QuestionKind)) from error
    start = scenario_from_text(plan, _text(given, "start", 4000))
    locked = given.get("locked", [])
    if not isinstance(locked, list) or not all(code in plan.codes for code in locked):
        raise _wrong("locked", locked, ", ".join(plan.codes))
    guards = _text(given, "limits", 400)
    guards_from_text(plan, guards)
    within = given.get("within", max(1, start.total.places // 50))
    if not isinstance(within, int) or isinstance(within, bool) or not 0 <= within <= start.total.places:
        raise _wrong("within", within, f"0–{start.total.places}")
    question = Question(
        kind,
        scenario_text(start),
        within,
        plain(_text(given, "title", LONGEST_TITLE)),
        _options(kind, given.get("options", []), start, keys),
        guards,
        tuple(dict.fromkeys(map(str, locked))),
        given.get("signed") is True,
    )
    limits = question.limits(plan)
    start.check_limits(dict.fromkeys(set(plan.codes) - limits.locked, 0), limits)
    return question


def read_minutes(given: Mapping[str, object]) -> int | None:
    """After how many minutes the round closes of itself; None for never."""
    minutes = given.get("minutes")
    if minutes is None:
        return None
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= MOST_MINUTES:
        raise _wrong("minutes", minutes, f"1–{MOST_MINUTES}")
    return minutes


def _options(kind: QuestionKind, given: object, start: Scenario, keys: Sequence[Key]) -> tuple[Option, ...]:
    """The options of a question; their scenarios divide the same totals as its start."""
    if kind is QuestionKind.SPLIT:
        return ()
    known = {key.key_id: key for key in keys}
    if kind is QuestionKind.FORMULA:
        chosen = [*known] if given == [] else given
        if (
            not isinstance(chosen, list)
            or len(set(map(str, chosen))) < 2
            or any(k not in [*known] for k in chosen)
        ):
            raise _wrong("options", given, ", ".join(known))
        found = [(known[k].label, key_scenario(start.plan, known[k]), k) for k in dict.fromkeys(chosen)]
    else:
        expected = '[{"name": "…", "s": "…"}, …]'
        pairs = (
            [(o.get("name"), o.get("s")) for o in given if isinstance(o, dict)]
            if isinstance(given, list)
            else []
        )
        if not 2 <= len(pairs) <= MOST_OPTIONS or not all(isinstance(x, str) for pair in pairs for x in pair):
            raise _wrong("options", given, expected)
        found = [(plain(str(name), 60), scenario_from_text(start.plan, str(s)), "") for name, s in pairs]
        names = {name for name, _, _ in found}
        if "" in names or len(names) < len(found):
            raise _wrong("options", given, expected)
    return tuple(
        Option(name, scenario_text(conserved(scenario, start)), formula) for name, scenario, formula in found
    )


def conserved(scenario: Scenario, start: Scenario) -> Scenario:
    """The scenario. Raises :class:`ScenarioError` if it has other totals than the start of the round."""
    if scenario.total != start.total:
        raise ScenarioError(
            N_(
                "In einer Runde bleiben beide Summen: {places} Plätze, davon {degree} abschlussorientiert. "
                "Die Antwort hat {wrong} und {wrong_degree}."
            ),
            places=start.total.places,
            degree=start.total.degree,
            wrong=scenario.total.places,
            wrong_degree=scenario.total.degree,
        )
    return scenario


def read_answer(text: str, question: Question, plan: Plan) -> Scenario:
    """The scenario of an answer. Raises :class:`ScenarioError` or :class:`RoundError` for one that cannot be, that has other
    totals, breaks a limit or lock, or is none of the options."""
    start = scenario_from_text(plan, question.start)
    scenario = conserved(scenario_from_text(plan, text), start)
    if question.options:
        offered = {option.s for option in question.options}
        if scenario_text(scenario) not in offered:
            raise RoundError(N_("Diese Antwort steht nicht zur Wahl."))
        return scenario
    changes = {code: scenario.quotas[code].places - start.quotas[code].places for code in plan.codes}
    limits = question.limits(plan)
    start.check_limits(changes, limits)
    for code in sorted(limits.locked):
        if scenario.quotas[code] != start.quotas[code]:
            start.check_limits({code: 1}, limits)  # raises: it is locked for degree-oriented places, too
    return scenario


def _text(given: Mapping[str, object], name: str, longest: int) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise RoundError(
            N_("„{name}“ muss ein Text mit höchstens {longest} Zeichen sein."), name=name, longest=longest
        )
    return value


def _wrong(name: str, value: object, expected: str) -> RoundError:
    return RoundError(
        N_("„{name}“ ist „{value}“. Möglich ist: {expected}."),
        name=name,
        value=plain(str(value), 60),
        expected=expected,
    )


UNKNOWN = N_("Die Runde „{code}“ gibt es nicht oder nicht mehr. Ein Code hat fünf Buchstaben.")
CLOSED = N_("Die Runde {code} ist geschlossen; sie nimmt keine Antworten mehr an.")
NOT_THE_KEY = N_("Das ist nicht der Schlüssel dieser Runde.")
FOREIGN_TOKEN = N_("Diese Kennung hat dieser Server nicht vergeben. Bitte die Seite der Runde neu öffnen.")
NO_TOKEN = N_("„token“ muss eine UUID sein, etwa 8f14e45f-ceea-467f-a0e6-5e5f2a1b7c3d.")
TOO_MANY_TRIES = N_("Zu viele Versuche mit dieser Kennung. Bitte in {seconds} Sekunden noch einmal.")
TOO_MANY_ANSWERS = N_("Die Runde {code} hat schon {most} Antworten; mehr nimmt sie nicht an.")
TOO_BUSY = N_("Gerade kommen zu viele Antworten auf einmal. Bitte gleich noch einmal.")
TOO_MANY_ROUNDS = N_("Es sind schon {most} Runden da. Bitte später noch einmal.")
NO_DATABASE = N_("Runden gehen gerade nicht: Ihr Speicher antwortet nicht. Alles andere geht weiter.")
