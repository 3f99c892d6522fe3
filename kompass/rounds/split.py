"""The arithmetic of a round: quartiles, the room's split, and how far answers agree with it.

**The room's split** is, among all splits that conserve both totals, one that is nearest to all answers: it minimises the
sum over the answers of the places that would have to move from the split to the answer, half the sum of the absolute
differences. The places are divided first, then which of them are degree-oriented, each institution having at most
as many of these as it has places.

Why :func:`nearest` finds a minimum: the sum is separable, ``sum over i of f_i(x_i)`` with ``f_i(x) = sum over answers a of
|x - a_i|``, and each ``f_i`` is convex, since its step from x to x + 1, ``2 * (answers with a_i <= x) - answers``, never
falls. To give out T units one by one, each time where the step is smallest, is then optimal: any other division holds
somewhere a unit whose step is at least as large as one that it left out, and exchanging the two makes it no larger.
Units with a step below the level at which the T-th is given are in every optimum (``low``), those above in none (``high``);
those on the level may go to any institution without changing the sum. These, and only these, are apportioned: in
proportion to the room between ``low`` and ``high``, by largest remainder, ties by plan order. Without the condition of the
total ``low`` to ``high`` would be the medians; so the split is the medians, made to add up.

It lies between the smallest and the largest answer of each institution in places, and so keeps every lock, floor
and ceiling that all answers keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from kompass.places.ledger import Scenario, Transfer
from kompass.places.moves import apportion
from kompass.places.plan import Plan, Quota, sum_quotas

Split = tuple[Quota, ...]  # a quota for each institution, in plan order


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Smallest value, quartiles and largest value of the answers for one institution."""

    min: Fraction
    q1: Fraction
    median: Fraction
    q3: Fraction
    max: Fraction


def quartiles(values: Sequence[int]) -> Quartiles:
    """The quartiles of at least one value, interpolated between neighbours (QUARTILE.INC of spreadsheets), exact."""
    ordered = sorted(values)
    last = len(ordered) - 1

    def at(quarter: int) -> Fraction:
        place = Fraction(last * quarter, 4)
        below = floor(place)
        above = min(below + 1, last)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    return Quartiles(*map(at, range(5)))


def nearest(columns: Sequence[Sequence[int]], total: int, most: Sequence[int] | None = None) -> list[int]:
    """The whole numbers, one per column, that add up to ``total`` and are nearest to all values of their columns; none is
    negative, none above its entry of ``most``.

    All columns have the same number of values. Raises ValueError where ``total`` does not fit into ``most``.
    """
    ordered = [sorted(column) for column in columns]
    limits = list(most) if most is not None else [total] * len(ordered)
    if not ordered or not 0 <= total <= sum(limits):
        raise ValueError("the total does not fit")
    count = len(ordered[0])

    def taken(level: int) -> list[int]:
        """How many units of each column have a step of at most ``level``."""
        # A unit from x to x + 1 has the step 2 * (values <= x) - count: it is at most the level up to the next value.
        steps = (level + count) // 2  # so many values may lie at or below x
        if steps < 0:
            return [0] * len(ordered)
        ends = (
            column[steps] if steps < count else limit for column, limit in zip(ordered, limits, strict=True)
        )
        return [max(0, min(end, limit)) for end, limit in zip(ends, limits, strict=True)]

    low_level, high_level = -count - 1, count
    while high_level - low_level > 1:  # the smallest level at which all units are given out
        middle = (low_level + high_level) // 2
        if sum(taken(middle)) >= total:
            high_level = middle
        else:
            low_level = middle
    low, high = taken(high_level - 1), taken(high_level)
    rooms = [b - a for a, b in zip(low, high, strict=True)]
    left = total - sum(low)
    return [a + n for a, n in zip(low, apportion(left, rooms), strict=True)] if left else low


def room_split(answers: Sequence[Split]) -> Split:
    """The room's split of at least one answer, all with the same totals; see the module."""
    totals = sum_quotas(answers[0])
    places = nearest([[q.places for q in column] for column in zip(*answers, strict=True)], totals.places)
    degree = nearest(
        [[q.degree for q in column] for column in zip(*answers, strict=True)], totals.degree, places
    )
    return tuple(Quota(p, d) for p, d in zip(places, degree, strict=True))


def moved(one: Split, other: Split) -> int:
    """Places that would have to move from one split to another with the same total."""
    return sum(abs(a.places - b.places) for a, b in zip(one, other, strict=True)) // 2


def agreement(answers: Sequence[Split], split: Split, within: int) -> Fraction:
    """The share of answers, 0 to 1, from which at most ``within`` places would have to move to the split."""
    return Fraction(sum(moved(answer, split) <= within for answer in answers), len(answers))


def split_of(scenario: Scenario) -> Split:
    """The quotas of a scenario in plan order."""
    return tuple(scenario.quotas.values())


def scenario_of(plan: Plan, split: Split, reason: str = "") -> Scenario:
    """The scenario that changes the plan to a split with the same totals, each transfer with ``reason``.

    Givers and takers are paired in plan order, first for the degree-oriented places, then for the others; what goes the same
    way is one transfer. In between no institution has fewer places of a kind than before or after, so each step is possible.
    """
    flows: dict[tuple[str, str], list[int]] = {}
    held = list(plan.quotas.items())
    for kind, amount in enumerate(("degree", "other")):
        gives = {
            c: getattr(old, amount) - getattr(new, amount) for (c, old), new in zip(held, split, strict=True)
        }
        for giver in [code for code, n in gives.items() if n > 0]:
            for taker in [code for code, n in gives.items() if n < 0]:
                n = min(gives[giver], -gives[taker])
                if n > 0:
                    flows.setdefault((giver, taker), [0, 0])[kind] += n
                    gives[giver] -= n
                    gives[taker] += n
    return Scenario(plan, tuple(Transfer(a, b, d + o, d, reason) for (a, b), (d, o) in flows.items()))


def columns(answers: Sequence[Split], plan: Plan) -> Mapping[str, list[int]]:
    """The places of all answers by institution, each list sorted: no answer can be put together from them."""
    return {code: sorted(answer[i].places for answer in answers) for i, code in enumerate(plan.codes)}
