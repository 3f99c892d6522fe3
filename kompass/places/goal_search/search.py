"""Goal seek: the fewest moved places so that a list of wishes holds, exact in whole places.

Among the answers that move the fewest places the one is taken in which, in this order, the fewest
institutions take part (who both gives and takes counts one and a half), the fewest degree-oriented places
differ from the givers' plan rate, those who give and take stand furthest ahead in the plan, and the takers'
shares of degree-oriented places are most alike. Who takes part comes before the rate, because each further
giver could round in its own favour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic

from kompass.language import N_, Message
from kompass.places.goal_search.programme import KINDS, Inexact, Programme, TimeIsUp
from kompass.places.goal_search.wishes import Quantity, Values, Wish, limit_wishes, total_wishes
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError, Transfer
from kompass.places.plan import Plan

TIME_LIMIT = 8  # seconds for one search


class Infeasible(ScenarioError):
    """Wishes that cannot hold together. ``conflicts`` names them; without any one of them the others could."""

    def __init__(self, conflicts: Sequence[Message]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(
            N_("Das geht nicht zusammen: {conflicts}. Bitte eines davon lockern."), conflicts=self.conflicts
        )


@dataclass(frozen=True)
class Answer:
    """The scenario that a goal seek found, and the ``transfers`` that it appended to the ledger."""

    scenario: Scenario
    transfers: tuple[Transfer, ...]

    @property
    def moved(self) -> int:
        """Places that move; none when all wishes hold already."""
        return sum(entry.places for entry in self.transfers)

    @property
    def values(self) -> Values:
        """What every institution holds now, and what it gave and took, counted in the ledger."""
        values = {}
        for code, quota in self.scenario.quotas.items():
            values[Quantity.PLACES, code] = quota.places
            values[Quantity.DEGREE, code] = quota.degree
            values[Quantity.GIVEN, code] = sum(t.places for t in self.transfers if t.giver == code)
            values[Quantity.TAKEN, code] = sum(t.places for t in self.transfers if t.taker == code)
        return values


def fewest_moves(scenario: Scenario, wishes: Iterable[Wish], limits: Limits = NO_LIMITS) -> Answer:
    """The fewest further places to move between the institutions of ``scenario`` so that all wishes hold.

    Floors and ceilings are wishes, too: who stands outside them is brought inside. Raises
    :class:`Infeasible` with a smallest set of wishes in conflict, and ScenarioError when the search takes
    longer than :data:`TIME_LIMIT` or the solver's answer does not withstand the exact check.
    """
    deadline = monotonic() + TIME_LIMIT
    demands = (*total_wishes(scenario), *limit_wishes(limits, scenario), *wishes)
    programme = Programme(scenario, demands, deadline)
    moved = programme.minimise(programme.given())
    if moved is None:
        raise Infeasible([wish.message for wish in _conflict(scenario, demands, deadline)])
    with suppress(TimeIsUp):
        _choose(programme, scenario.plan, moved)
    transfers = _transfers(scenario, programme)
    answer = Answer(replace(scenario, ledger=(*scenario.ledger, *transfers)), transfers)
    values = answer.values
    if answer.moved != moved or not all(wish.met(values) for wish in demands):
        raise Inexact
    return answer


def _choose(programme: Programme, plan: Plan, moved: int) -> None:
    """One of the answers that move so many places, by the order that stands at the top of this module.

    With hundreds of institutions time may run out on the way; then the last answer in hand is as short.
    """
    programme.row(programme.given(), upper=moved)
    programme.settle(programme.parties(plan, moved))
    programme.settle(programme.strays(plan))
    programme.settle(programme.lateness(plan))
    programme.settle(programme.unevenness(plan))


def _conflict(scenario: Scenario, wishes: Sequence[Wish], deadline: float) -> tuple[Wish, ...]:
    """A smallest conflicting part of wishes that conflict (deletion filter: what is not needed goes).

    The last are tried first, so that rather a total or a limit is named than one more wish. A wish stays
    when its share of the time does not suffice to tell.
    """
    kept = tuple(wishes)
    for number, wish in enumerate(reversed(wishes)):
        fewer = tuple(other for other in kept if other is not wish)
        now = monotonic()
        share = (deadline - now) / (len(wishes) - number)
        with suppress(TimeIsUp):
            if Programme(scenario, fewer, now + share).minimise({}) is None:
                kept = fewer
    return kept


def _transfers(scenario: Scenario, programme: Programme) -> tuple[Transfer, ...]:
    """Who gives to whom: both sides in plan order, degree-oriented places first, one transfer per pair."""
    flows: dict[tuple[str, str], Counter[str]] = {}
    for kind in KINDS:
        amounts = {
            side: {c: programme.best[programme.column[f"{side} {kind}", c]] for c in scenario.plan.codes}
            for side in ("give", "take")
        }
        givers, takers = (Counter(amounts[side]).elements() for side in ("give", "take"))
        for pair in zip(givers, takers, strict=False):  # what does not come out even, the exact check finds
            flows.setdefault(pair, Counter())[kind] += 1
    return tuple(Transfer(giver, taker, n.total(), n["degree"]) for (giver, taker), n in flows.items())
