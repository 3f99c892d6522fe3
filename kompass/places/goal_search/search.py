"""Goal seek: the fewest moved places so that a list of wishes holds, exact in whole places.

Among the answers that move the fewest places the one is taken in which, in this order, the fewest
institutions take part (who both gives and takes counts one and a half), the fewest degree-oriented places
differ from the givers' plan rate, those who give and take stand furthest ahead in the plan, and the takers'
shares of degree-oriented places are most alike. Who takes part comes before the rate, because each further
giver could round in its own favour.

The work is bounded by a count (:func:`work_of`) and never by time; an answer says which bound it met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from kompass.language import N_, Message
from kompass.places.goal_search.programme import KINDS, BoundReached, Budget, Inexact, Programme
from kompass.places.goal_search.wishes import Quantity, Values, Wish, limit_wishes, total_wishes
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError, Transfer
from kompass.places.plan import Plan

# Nodes of branch and bound times columns, for each of: the fewest places, the choice among equally short
# answers, and what forces the number or is in conflict; more for more institutions. Four of them search for some
# two seconds at the most.
WORK, WORK_EACH = 60_000, 13_000


def work_of(plan: Plan) -> int:
    """The bound of each part of a search over the institutions of a plan."""
    return WORK + WORK_EACH * len(plan.codes)


class Infeasible(ScenarioError):
    """Wishes that cannot hold together. ``conflicts`` names them.

    ``smallest`` tells that without any one of them the others could hold; otherwise the search for a smaller
    conflict met its bound.
    """

    def __init__(self, conflicts: Sequence[Message], smallest: bool = True) -> None:
        self.conflicts = tuple(conflicts)
        self.smallest = smallest
        super().__init__(
            N_("Das geht nicht zusammen: {conflicts}. Bitte eines davon lockern.")
            if smallest
            else N_(
                "Das geht nicht zusammen: {conflicts}. Vielleicht schließt sich schon ein Teil davon aus; danach "
                "wurde nicht zu Ende gesucht."
            ),
            conflicts=self.conflicts,
        )


@dataclass(frozen=True)
class Answer:
    """The scenario that a goal seek found, and the ``transfers`` that it appended to the ledger.

    ``proven`` tells that no fewer places would do. ``choice_complete`` tells that the answer is the first
    among the equally short ones by the order at the top of this module; otherwise only the first rules of it
    were applied. ``forced_by`` names wishes and limits that already on their own need so many places, none
    of which is needless for that as far as the bound of the search allowed to tell; it is empty when no
    place moves and when the number is not proven.
    """

    scenario: Scenario
    transfers: tuple[Transfer, ...]
    proven: bool = True
    choice_complete: bool = True
    forced_by: tuple[Message, ...] = ()

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


def fewest_moves(
    scenario: Scenario, wishes: Iterable[Wish], limits: Limits = NO_LIMITS, work: int | None = None
) -> Answer:
    """The fewest further places to move between the institutions of ``scenario`` so that all wishes hold.

    Floors and ceilings are wishes, too: who stands outside them is brought inside. ``work`` bounds each part
    of the search, see :func:`work_of`. Raises :class:`Infeasible` with wishes in conflict, and ScenarioError
    when the bound is met before anything is found or the solver's answer does not withstand the exact check.
    """
    work = work_of(scenario.plan) if work is None else work
    totals, demands = total_wishes(scenario), (*limit_wishes(limits, scenario), *wishes)
    every = (*totals, *demands)
    programme = Programme(scenario, every, Budget(work))
    proven, chosen = True, False
    try:
        if programme.minimise(programme.given()) is None:
            raise Infeasible(*_least_conflict(scenario, (), every, work))
    except BoundReached:
        if not programme.best:
            raise
        proven = False
    moved = sum(programme.best[column] for column in programme.given())
    if proven:
        programme.budget = Budget(work)
        chosen = not moved or _choose(programme, scenario.plan, moved)
    transfers = _transfers(scenario, programme)
    answer = Answer(replace(scenario, ledger=(*scenario.ledger, *transfers)), transfers, proven, chosen)
    values = answer.values
    if (proven and answer.moved != moved) or not all(wish.met(values) for wish in every):
        raise Inexact
    if proven and moved:
        forced_by, _ = _least_conflict(scenario, totals, demands, work, most=moved - 1)
        answer = replace(answer, forced_by=forced_by)
    return answer


def _choose(programme: Programme, plan: Plan, moved: int) -> bool:
    """One of the answers that move so many places, by the order that stands at the top of this module.

    Tells whether all its rules were applied; when the budget is spent on the way, the answer that meets the
    rules so far stays.
    """
    programme.row(programme.given(), upper=moved)
    programme.tighten(plan, moved)
    try:
        for rule in (programme.parties, programme.strays, programme.lateness, programme.unevenness):
            programme.settle(rule(plan))
    except BoundReached:
        return False
    return True


def _least_conflict(
    scenario: Scenario, always: Sequence[Wish], wishes: Sequence[Wish], work: int, most: float = inf
) -> tuple[tuple[Message, ...], bool]:
    """A smallest part of ``wishes`` that conflicts with what ``always`` holds and with ``most`` moved places.

    All wishes together are known to. Also tells whether the part is certainly a smallest one: when the
    budget is spent, what is left stays in it.
    """
    budget, certain = Budget(work, parts=10), True

    def conflicting(part: Sequence[Wish]) -> bool:
        nonlocal certain
        programme = Programme(scenario, (*always, *part), budget)
        programme.row(programme.given(), upper=most)
        try:
            return programme.minimise({}) is None
        except (BoundReached, Inexact):
            certain = False
            return False

    part = _least_part(wishes, conflicting)
    return tuple(wish.message for wish in part), certain


def _least_part(wishes: Sequence[Wish], conflicting: Callable[[Sequence[Wish]], bool]) -> tuple[Wish, ...]:
    """A part of conflicting wishes of which none can be left out, the last being left out first.

    That way rather a total or a limit is named than one more wish. By halves (QuickXplain; Junker,
    Preferred Explanations and Relaxations for Over-Constrained Problems, AAAI 2004): few of many wishes are
    found without trying each.
    """

    def needed(among: tuple[Wish, ...], held: tuple[Wish, ...], added: bool) -> tuple[Wish, ...]:
        """What of ``among`` is needed beside ``held``, which may do alone if something was ``added``."""
        if added and conflicting(held):
            return ()
        if len(among) < 2:
            return among
        first, last = among[: len(among) // 2], among[len(among) // 2 :]
        of_last = needed(last, (*held, *first), True)
        return (*needed(first, (*held, *of_last), bool(of_last)), *of_last)

    return needed(tuple(wishes), (), False)


def _transfers(scenario: Scenario, programme: Programme) -> tuple[Transfer, ...]:
    """Who gives to whom: both sides in plan order, degree-oriented places first, one transfer per pair."""
    flows: dict[tuple[str, str], Counter[str]] = {}
    for kind in KINDS:
        givers: Counter[str] = Counter()
        takers: Counter[str] = Counter()
        for code in scenario.plan.codes:
            give, take = (
                programme.best[programme.column[f"{side} {kind}", code]] for side in ("give", "take")
            )
            # Who gives and takes the same keeps it: only an answer that is not the shortest has that.
            givers[code], takers[code] = max(give - take, 0), max(take - give, 0)
        # What does not come out even, the exact check finds.
        for pair in zip(givers.elements(), takers.elements(), strict=False):
            flows.setdefault(pair, Counter())[kind] += 1
    return tuple(Transfer(giver, taker, n.total(), n["degree"]) for (giver, taker), n in flows.items())
