"""Gestures that a browser has made at the negotiating table: made again here, because this arithmetic is the truth.

A browser hands over the steps that the server has not answered yet, and the scenario that they led it to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kompass.language import N_
from kompass.places import refusals
from kompass.places.ledger import Limits, Scenario, ScenarioError
from kompass.places.moves import PROPORTIONAL, Setter, set_degree, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.text import LONGEST, scenario_text

SETTERS: Mapping[str, Setter] = {"places": set_places, "degree": set_degree}
UNDO, REDO, RESET = "undo", "redo", "reset"
MOST_STEPS, MOST_PLACES = 2000, 10**7


@dataclass(frozen=True)
class Step:
    """A gesture with its number in its tab: bring ``code`` to ``amount`` of a kind in :data:`SETTERS` against
    ``counterpart``; or undo, redo, reset."""

    number: int
    kind: str
    code: str = ""
    amount: int = 0
    counterpart: str = PROPORTIONAL


@dataclass(frozen=True)
class Sent:
    """What a browser hands over: its tab, the text of the scenario it began on, steps, and the text they led to."""

    tab: str
    base: str
    steps: tuple[Step, ...]
    scenario: str


@dataclass(frozen=True)
class Answered:
    """The last step of a tab that is in the negotiation."""

    tab: str = ""
    number: int = 0


@dataclass(frozen=True)
class Replayed:
    """What became of gestures: the negotiation, the step answered, why a step was impossible if one was, and whether
    the browser came to the same scenario."""

    negotiation: Negotiation
    answered: Answered
    refused: ScenarioError | None
    agreed: bool


def read_sent(value: object) -> Sent:
    """Parse what a browser handed over. Raises :class:`ScenarioError` for anything else; nothing in it is trusted."""
    found = value if isinstance(value, Mapping) else {}
    texts, listed = [found.get(name) for name in ("tab", "base", "scenario")], found.get("steps")
    right = all(isinstance(text, str) and len(text) <= LONGEST for text in texts)
    if not right or not isinstance(listed, list) or len(listed) > MOST_STEPS:
        raise _unreadable()
    tab, base, scenario = map(str, texts)
    return Sent(tab, base, tuple(map(_step, listed)), scenario)


def _step(given: object) -> Step:
    match given:
        case [int(number), (("undo" | "redo" | "reset") as kind)]:
            return Step(number, kind)
        case [int(number), str(kind), str(code), int(amount), str(counterpart)]:
            if kind in SETTERS and 0 <= amount <= MOST_PLACES:
                return Step(number, kind, code, amount, counterpart)
    raise _unreadable()


def _unreadable() -> ScenarioError:
    return ScenarioError(N_("Was der Browser geschickt hat, ist keine Verschiebung."))


def replay(
    negotiation: Negotiation, sent: Sent, answered: Answered, baseline: Scenario, limits: Limits
) -> Replayed:
    """Make the steps that the negotiation does not have yet; an impossible one changes nothing.

    The steps of a tab that is not known here, as after a restart of the server, belong to this negotiation if they
    began on its scenario; else they are in it already, or were made on another.
    """
    if sent.tab == answered.tab:
        steps = [step for step in sent.steps if step.number > answered.number]
    else:
        steps = list(sent.steps) if sent.base == scenario_text(negotiation.current) else []
        negotiation = replace(negotiation, drag=None)  # the tab knows nothing of it
    last = max((step.number for step in sent.steps), default=0)
    done = Answered(sent.tab, max(last, answered.number) if sent.tab == answered.tab else last)
    refused = None
    for step in steps:
        try:
            negotiation = _made(negotiation, step, baseline, limits)
        except ScenarioError as error:
            refused = error
    agreed = not steps or scenario_text(negotiation.current) == sent.scenario
    return Replayed(negotiation if agreed else replace(negotiation, drag=None), done, refused, agreed)


def _made(negotiation: Negotiation, step: Step, baseline: Scenario, limits: Limits) -> Negotiation:
    """The negotiation after one step. Raises :class:`ScenarioError`."""
    if step.kind == UNDO:
        return negotiation.undo() if negotiation.can_undo else negotiation
    if step.kind == REDO:
        return negotiation.redo()
    if step.kind == RESET:
        return negotiation.book(baseline)
    for code in (step.code, step.counterpart):
        if code not in (*negotiation.current.quotas, PROPORTIONAL):
            raise ScenarioError(
                refusals.UNKNOWN,
                code=code[:40],
                codes=", ".join(negotiation.current.plan.codes),
            )
    return negotiation.move(step.code, step.amount, step.counterpart, limits, SETTERS[step.kind])
