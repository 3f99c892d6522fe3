"""What could be done now: transfers from institutions that will not use their places to those that need more.

Whoever needs more is lifted to the lower end of its forecast, with the fewest places moved (goal search); whoever gives
keeps the upper end of its own, and its degree-oriented places as far as they will be used. Where that is not enough for
all, each gets its part by the largest remainder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kompass.actual.course import Course, Year
from kompass.actual.sheets import EXERCISE, month_name
from kompass.language import N_, Message
from kompass.places.goal_search.search import fewest_moves
from kompass.places.goal_search.wishes import Excess, Quantity, Wish
from kompass.places.ledger import Limits, Scenario, ScenarioError
from kompass.places.moves import apportion
from kompass.places.plan import Plan

_REASON = N_(
    "Plan und Ist, Stand {month}: {giver} wird seine Plätze voraussichtlich nicht alle brauchen, {taker} mehr als im Plan."
)


@dataclass(frozen=True)
class Proposal:
    """Transfers after the plan, each with its reason; ``short`` are places that nobody can give."""

    scenario: Scenario
    reasons: tuple[Message, ...]  # by transfer; they name no figure that was brought
    short: int = 0
    refused: Message | None = None  # why the goal search found nothing

    @property
    def moved(self) -> int:
        """Places that change their institution."""
        return sum(transfer.places for transfer in self.scenario.ledger)


def propose(plan: Plan, year: Year, degree: Year) -> Proposal:
    """The proposal for a year; ``degree`` is the same year in degree-oriented entries."""
    free = {
        course.code: places for course in year.courses if (places := _given(course, degree.of(course.code)))
    }
    missing = {course.code: course.missing[0] for course in year.courses if course.missing[0]}
    start = Scenario(plan)
    given = _shared(missing, sum(free.values()))
    short = sum(missing.values()) - sum(given.values())
    takers = {code: places for code, places in given.items() if places}
    if not takers:
        return Proposal(start, (), short)
    locked = frozenset(code for code in plan.codes if code not in free and code not in takers)
    floors = {code: plan.quotas[code].places - places for code, places in free.items()}
    floors |= {code: plan.quotas[code].places + places for code, places in takers.items()}
    wishes = [_keeps_degree(degree.of(code)) for code in free]
    try:
        answer = fewest_moves(start, wishes, Limits(locked, floors))
    except ScenarioError as error:
        return Proposal(start, (), short, error.message)
    until = year.figures.until
    reasons = tuple(_reason(t.giver, t.taker, until, year.figures.exercise) for t in answer.transfers)
    return Proposal(answer.scenario, reasons, short)


def _reason(giver: str, taker: str, until: int, exercise: bool) -> Message:
    message = Message(_REASON, {"month": month_name(until), "giver": giver, "taker": taker})
    return (
        Message(N_("{exercise}: {text}"), {"exercise": Message(EXERCISE), "text": message})
        if exercise
        else message
    )


def _given(course: Course, degree: Course) -> int:
    """Places that an institution can give: above the upper end of its forecast and the degree-oriented places it keeps."""
    return min(course.free[0], course.quota - _kept_degree(degree))


def _kept_degree(course: Course) -> int:
    """The degree-oriented places that will be used: without a forecast all."""
    return min(course.quota, course.outlook.high) if course.outlook else course.quota


def _keeps_degree(course: Course) -> Wish:
    """That a giver keeps the degree-oriented places that it will use."""
    needed = _kept_degree(course)
    message = Message.with_count(
        "{code} behält mindestens {places} abschlussorientierten Platz",
        "{code} behält mindestens {places} abschlussorientierte Plätze",
        "places",
        code=course.code,
        places=needed,
    )
    return Wish(message, (Excess({(Quantity.DEGREE, course.code): -1}, needed),))


def _shared(wanted: Mapping[str, int], there: int) -> dict[str, int]:
    """What each gets of the places that are there, in proportion to what it wants: whole places by largest remainder."""
    if sum(wanted.values()) <= there:
        return dict(wanted)
    return dict(zip(wanted, apportion(there, list(wanted.values())), strict=True))
