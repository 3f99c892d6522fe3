"""The integer programme behind a goal seek: its columns and rows, and HiGHS that solves it.

Each institution gives and takes degree-oriented and other places. Who gives to whom is no part of it, so
it grows with the number of institutions and not with its square. No clock is read: what bounds a search is
counted (:class:`Budget`), so that the same input has the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf

from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array

from kompass.language import N_
from kompass.places.goal_search.wishes import Quantity, Wish
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.plan import Plan

KINDS = ("degree", "other")
MOVES = (Quantity.GIVEN, Quantity.TAKEN)
_OPTIMAL, _LIMIT, _INFEASIBLE = 0, 1, 2  # status codes of scipy.optimize.milp
_NODE_LIMIT = "Solution limit reached"  # what HiGHS says then, for which SciPy 1.17 has no status of its own
ROOT = 100  # nodes that a search costs before it branches: cuts and heuristics
LINEAR = 10  # nodes that a linear programme without whole numbers costs
_TOLERANCE = 1e-4  # of a linear programme's value, rather too large than too small
Terms = Mapping[int, int]  # factor by column


class BoundReached(ScenarioError):
    """The search reached the bound of its work before its answer was certain."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Die Suche ist zu umfangreich und wurde ohne Ergebnis beendet. Bitte weniger auf einmal wünschen "
                "oder mehr Abstand zulassen."
            )
        )


class Inexact(ScenarioError):
    """The solver's answer does not hold in whole numbers."""

    def __init__(self) -> None:
        super().__init__(
            N_("Die Lösung hält der genauen Nachrechnung nicht stand. Bitte einen Wunsch leicht ändern.")
        )


@dataclass
class Budget:
    """The work that solves may still do together: nodes of branch and bound, each times the columns.

    One solve may do one part in ``parts`` of what is left.
    """

    work: int
    parts: int = 1

    def nodes(self, columns: int) -> int:
        """How many nodes a programme of so many columns may look at, beyond what its start costs."""
        return max(self.work // self.parts // columns - ROOT, 0)

    def spend(self, nodes: int, columns: int) -> None:
        """Count a solve that cost as much as so many nodes."""
        self.work -= nodes * columns


class Programme:
    """Columns from zero up, rows between two bounds, and after a search the best value of each column."""

    def __init__(self, scenario: Scenario, wishes: Iterable[Wish], budget: Budget) -> None:
        self.budget = budget
        self._built: LinearConstraint | None = None
        self.uppers: list[float] = []
        self.rows: list[tuple[Mapping[int, float], float, float]] = []
        self.continuous: set[int] = set()
        self.column: dict[tuple[str, str], int] = {}  # by quantity and code, or as "give degree" and code
        self.pools: dict[tuple[str, ...], int] = {}
        self.sides: dict[tuple[Quantity, str], int] = {}  # 1 where somebody gives or takes
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
        self._built = None
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
            if excess.share:
                terms[self._pooled(excess.pool)] = float(excess.share)
            if wish.allowance:
                parts.append(self._new())
                terms[parts[-1]] = -1
            self.row(terms, upper=-float(excess.constant))
        if parts:
            self.continuous.update(parts)
            self.row(dict.fromkeys(parts, 1), upper=float(wish.allowance))

    def _pooled(self, pool: tuple[str, ...]) -> int:
        """The column of the places that the institutions of a pool hold together.

        As one column, because rows that each repeat the sum make the solver slow.
        """
        if pool not in self.pools:
            self.pools[pool] = self._new()
            self.row({self.pools[pool]: -1} | {self.column[Quantity.PLACES, code]: 1 for code in pool}, 0, 0)
        return self.pools[pool]

    def row(self, terms: Mapping[int, float], lower: float = -inf, upper: float = inf) -> None:
        """A sum of columns that stays between two bounds."""
        self._built = None
        self.rows.append((terms, lower, upper))

    def given(self) -> Terms:
        """All places that are given."""
        return {column: 1 for (quantity, _), column in self.column.items() if quantity == Quantity.GIVEN}

    def tighten(self, plan: Plan, moved: int) -> None:
        """Bound what each gives and takes by the most it can when ``moved`` places move.

        The most is that of the linear programme without whole numbers. It makes the factors of
        :meth:`parties` small, without which the solver is slow.
        """
        columns = [self.column[quantity, code] for code in plan.codes for quantity in MOVES]
        for column in columns:
            self.uppers[column] = moved
        found = [self._solve({column: -1}) for column in columns]
        if any(each.status != _OPTIMAL for each in found):
            raise Inexact  # there was an answer before
        for column, each in zip(columns, found, strict=True):
            self.uppers[column] = floor(_TOLERANCE - each.fun)

    def parties(self, plan: Plan) -> Terms:
        """Who takes part: 2 for each who gives or takes, 3 for each who does both."""
        parties = []
        for code in plan.codes:
            moves = {q: self.column[q, code] for q in MOVES if self.uppers[self.column[q, code]]}
            if moves:
                party = self._new(upper=1)
                parties.append(party)
            for quantity, column in moves.items():
                side = self.sides[quantity, code] = self._new(upper=1)
                parties.append(side)
                self.row({column: 1, side: -self.uppers[column]}, upper=0)
                self.row({side: 1, party: -1}, upper=0)
        return dict.fromkeys(parties, 1)

    def strays(self, plan: Plan) -> Terms:
        """How many degree-oriented places differ from what travels by rule (:meth:`Plan.travelling_degree`).

        Only those who can give have a rule to follow; :meth:`parties` came before and tells who does.
        """
        strays = []
        for code, quota in plan.quotas.items():
            if (Quantity.GIVEN, code) not in self.sides:
                continue
            given, degree = self.column[Quantity.GIVEN, code], self.column["give degree", code]
            gives, by_rule = self.sides[Quantity.GIVEN, code], self._new()
            # by_rule = (2 · given · degree + places) // (2 · places): a floor is two inequalities. Who does
            # not give has no rounding either, which bounds the whole more closely.
            places = max(quota.places, 1)
            exact = {by_rule: 2 * places, given: -2 * quota.degree}
            self.row({**exact, gives: -places}, upper=0)
            self.row({**exact, gives: places - 1}, lower=0)
            strays.append(self._difference({degree: 1, by_rule: -1}))
        return dict.fromkeys(strays, 1)

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

    def settle(self, objective: Terms) -> None:
        """Minimise a sum of columns and hold it at its least."""
        least = self.minimise(objective)
        if least is None:
            raise Inexact  # there was an answer before
        self.row(objective, upper=least)

    def minimise(self, objective: Terms) -> int | None:
        """The least sum of columns, the columns in ``best``; None when the rows allow no answer at all.

        Often the linear programme without whole numbers tells already. Raises :class:`BoundReached` when the
        budget is spent before that is certain; then ``best`` is what it was, or the best known if it was empty.
        """
        columns = len(self.uppers)
        if self.budget.work < 0:
            raise BoundReached
        found = self._solve(objective)
        self.budget.spend(LINEAR, columns)
        if found.status == _OPTIMAL and not self._is_whole(found.x):
            nodes = self.budget.nodes(columns)
            if not nodes:
                raise BoundReached
            found = self._solve(objective, nodes)
            # Without a solution the count is not reported: it may be as large as it can.
            looked_at = nodes if found.mip_node_count is None else found.mip_node_count
            self.budget.spend(ROOT + looked_at, columns)
        if found.status == _INFEASIBLE:
            return None
        if found.status == _LIMIT or _NODE_LIMIT in found.message:
            if found.x is not None and not self.best:
                self.best = [round(value) for value in found.x]
            raise BoundReached
        if found.status != _OPTIMAL:
            raise Inexact
        self.best = [round(value) for value in found.x]
        return sum(factor * self.best[column] for column, factor in objective.items())

    def _is_whole(self, values: Sequence[float]) -> bool:
        """Whether each column that must be has a whole number, as the solver itself understands it."""
        return all(
            column in self.continuous or abs(value - round(value)) < 1e-6
            for column, value in enumerate(values)
        )

    def _solve(self, objective: Terms, nodes: int = 0) -> OptimizeResult:
        """Minimise with HiGHS, in whole numbers within so many nodes; without, as a linear programme."""
        size = len(self.uppers)
        return milp(
            [objective.get(column, 0) for column in range(size)],
            integrality=[nodes > 0 and column not in self.continuous for column in range(size)],
            bounds=Bounds(0, self.uppers),
            constraints=self._constraints(),
            options={"node_limit": nodes, "mip_rel_gap": 0} if nodes else {},
        )

    def _constraints(self) -> LinearConstraint:
        """All rows as a sparse matrix with its bounds, kept until there is a further row or column."""
        if self._built is None:
            entries = [(f, row, c) for row, (terms, _, _) in enumerate(self.rows) for c, f in terms.items()]
            factors, numbers, columns = zip(*entries, strict=True)
            matrix = coo_array((factors, (numbers, columns)), shape=(len(self.rows), len(self.uppers)))
            lowers, uppers = zip(*((low, high) for _, low, high in self.rows), strict=True)
            self._built = LinearConstraint(matrix.tocsr(), lowers, uppers)
        return self._built
