"""The integer programme behind a goal seek: its columns and rows, and HiGHS that solves it.

Each institution gives and takes degree-oriented and other places. Who gives to whom is no part of it, so
it grows with the number of institutions and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from time import monotonic

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from kompass.language import N_
from kompass.places.goal_search.wishes import Quantity, Wish
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.plan import Plan

KINDS = ("degree", "other")
MOVES = (Quantity.GIVEN, Quantity.TAKEN)
_OPTIMAL, _TIME_IS_UP, _INFEASIBLE = 0, 1, 2  # status codes of scipy.optimize.milp
Terms = Mapping[int, int]  # factor by column


class TimeIsUp(ScenarioError):
    """The search reached its deadline before its answer was certain."""

    def __init__(self) -> None:
        super().__init__(
            N_("Die Suche dauert zu lange. Bitte weniger auf einmal wünschen oder mehr Abstand zulassen.")
        )


class Inexact(ScenarioError):
    """The solver's answer does not hold in whole numbers."""

    def __init__(self) -> None:
        super().__init__(
            N_("Die Lösung hält der genauen Nachrechnung nicht stand. Bitte einen Wunsch leicht ändern.")
        )


class Programme:
    """Columns from zero up, rows between two bounds, and after a search the best value of each column."""

    def __init__(self, scenario: Scenario, wishes: Iterable[Wish], deadline: float) -> None:
        self.deadline = deadline  # of time.monotonic
        self.uppers: list[float] = []
        self.rows: list[tuple[Mapping[int, float], float, float]] = []
        self.continuous: set[int] = set()
        self.column: dict[tuple[str, str], int] = {}  # by quantity and code, or as "give degree" and code
        self.best: Sequence[int] = ()
        for code, quota in scenario.quotas.items():
            held = {"degree": quota.degree, "other": quota.other}
            for kind in KINDS:
                self.column[f"give {kind}", code] = self._new(upper=held[kind])
                self.column[f"take {kind}", code] = self._new()
            gives, takes = (
                [self.column[f"{side} {kind}", code] for kind in KINDS] for side in ("give", "take")
            )
            all_given, all_taken = dict.fromkeys(gives, 1), dict.fromkeys(takes, 1)
            self._sum(Quantity.GIVEN, code, 0, all_given)
            self._sum(Quantity.TAKEN, code, 0, all_taken)
            self._sum(Quantity.PLACES, code, quota.places, dict.fromkeys(gives, -1) | all_taken)
            self._sum(Quantity.DEGREE, code, quota.degree, {gives[0]: -1, takes[0]: 1})
        for wish in wishes:
            self._add(wish)

    def _new(self, upper: float = inf) -> int:
        self.uppers.append(upper)
        return len(self.uppers) - 1

    def _sum(self, quantity: Quantity, code: str, start: int, terms: Terms) -> None:
        total = self.column[quantity, code] = self._new()
        self.row({total: -1, **terms}, -start, -start)

    def _add(self, wish: Wish) -> None:
        """What is too much is at most the allowance: as one row per part, or as a column each and their sum."""
        parts = []
        for excess in wish.excesses:
            terms = {self.column[term]: float(factor) for term, factor in excess.terms.items()}
            if wish.allowance:
                parts.append(self._new())
                terms[parts[-1]] = -1
            self.row(terms, upper=-float(excess.constant))
        if parts:
            self.continuous.update(parts)
            self.row(dict.fromkeys(parts, 1), upper=float(wish.allowance))

    def row(self, terms: Mapping[int, float], lower: float = -inf, upper: float = inf) -> None:
        """A sum of columns that stays between two bounds."""
        self.rows.append((terms, lower, upper))

    def given(self) -> Terms:
        """All places that are given."""
        return {column: 1 for (quantity, _), column in self.column.items() if quantity == Quantity.GIVEN}

    def strays(self, plan: Plan) -> Terms:
        """How many degree-oriented places differ from what travels by rule (:meth:`Plan.travelling_degree`)."""
        strays = []
        for code, quota in plan.quotas.items():
            given, degree = self.column[Quantity.GIVEN, code], self.column["give degree", code]
            by_rule = self._new()
            # by_rule = (2 · given · degree + places) // (2 · places): a floor is two inequalities.
            places = max(quota.places, 1)
            self.row({by_rule: 2 * places, given: -2 * quota.degree}, 1 - places, places)
            strays.append(self._difference({degree: 1, by_rule: -1}))
        return dict.fromkeys(strays, 1)

    def parties(self, plan: Plan, moved: int) -> Terms:
        """Who takes part when ``moved`` places move: 2 for each who gives or takes, 3 for each who does both."""
        parties = []
        for code in plan.codes:
            party = self._new(upper=1)
            parties.append(party)
            for quantity in MOVES:
                side = self._new(upper=1)
                parties.append(side)
                self.row({self.column[quantity, code]: 1, side: -moved}, upper=0)
                self.row({side: 1, party: -1}, upper=0)
        return dict.fromkeys(parties, 1)

    def lateness(self, plan: Plan) -> Terms:
        """How far down the plan those stand who give and take, summed over the places."""
        return {self.column[q, code]: position for position, code in enumerate(plan.codes) for q in MOVES}

    def unevenness(self, plan: Plan) -> Terms:
        """How far the takers are from equal shares of degree-oriented places.

        From here on everyone gives and takes as many places as in the best answer so far, and gives as
        many degree-oriented ones.
        """
        moved = sum(self.best[column] for column in self.given())
        degree = sum(self.best[self.column["give degree", code]] for code in plan.codes)
        parts = []
        for code in plan.codes:
            for quantity in (*MOVES, "give degree"):
                column = self.column[quantity, code]
                self.row({column: 1}, self.best[column], self.best[column])
            terms = {self.column["take degree", code]: moved, self.column[Quantity.TAKEN, code]: -degree}
            parts.append(self._difference(terms))
        return dict.fromkeys(parts, 1)

    def _difference(self, terms: Terms) -> int:
        """A column that is at least the absolute value of a sum."""
        column = self._new()
        self.row({**terms, column: -1}, upper=0)
        self.row({**terms, column: 1}, lower=0)
        return column

    def settle(self, objective: Terms) -> int:
        """Minimise a sum of columns and hold it at its least, which is the answer."""
        least = self.minimise(objective)
        if least is None:
            raise Inexact  # there was an answer before
        self.row(objective, upper=least)
        return least

    def minimise(self, objective: Terms) -> int | None:
        """The least sum of columns, the columns in ``best``; None when the rows allow no answer at all.

        Raises :class:`TimeIsUp` at the deadline; then ``best`` is what it was.
        """
        entries = [(f, number, c) for number, (terms, _, _) in enumerate(self.rows) for c, f in terms.items()]
        factors, numbers, columns = zip(*entries, strict=True)
        matrix = coo_array((factors, (numbers, columns)), shape=(len(self.rows), len(self.uppers)))
        lowers, uppers = zip(*((low, high) for _, low, high in self.rows), strict=True)
        found = milp(
            [objective.get(column, 0) for column in range(len(self.uppers))],
            integrality=[column not in self.continuous for column in range(len(self.uppers))],
            bounds=Bounds(0, self.uppers),
            constraints=LinearConstraint(matrix.tocsr(), lowers, uppers),
            options={"time_limit": max(self.deadline - monotonic(), 0), "mip_rel_gap": 0},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.status == _TIME_IS_UP:
            raise TimeIsUp
        if found.status != _OPTIMAL:
            raise Inexact
        self.best = [round(value) for value in found.x]
        return sum(factor * self.best[column] for column, factor in objective.items())
