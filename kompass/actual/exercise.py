"""Figures for practice, made from the quotas of any plan by a rule that always gives the same numbers."""

from __future__ import annotations

import numpy as np

from kompass.actual.records import MONTHS, Count, Figures, Measure, ordered
from kompass.places.plan import Plan

UNTIL = 7  # months with figures
_SEED = 2_026_07
# What the institutions use of their places, in plan order and over again: the first stays behind, the third needs more.
_USE = (0.88, 1.0, 1.22, 0.97)
_DEGREE = 0.8  # of the planned share of degree-oriented places: their courses start late
_SPREAD = 2.5  # variance of a month over its mean
_WITHIN = 1.25  # vouchers issued per entry


def exercise(plan: Plan, year: int) -> Figures:
    """Seven months of made-up figures for every institution of a plan."""
    draw = np.random.default_rng(_SEED)
    found: list[Count] = []

    def add(code: str, measure: Measure, month: int, value: int) -> None:
        found.append(Count(code, measure, month, value, month))

    for number, (code, quota) in enumerate(plan.quotas.items()):
        monthly = max(quota.places, 0.01) * _USE[number % len(_USE)] / len(MONTHS)
        rate = _DEGREE * (quota.degree_rate or 0)
        for month in MONTHS:
            if month > UNTIL:
                break
            entries = int(draw.negative_binomial(monthly / (_SPREAD - 1), 1 / _SPREAD))
            add(code, Measure.ENTRIES, month, entries)
            if quota.degree:
                add(code, Measure.DEGREE, month, int(draw.binomial(entries, rate)))
            issued = entries + int(draw.poisson(monthly * (_WITHIN - 1)))
            add(code, Measure.ISSUED, month, issued)
            add(code, Measure.REDEEMED, month, entries)
    return Figures(year, ordered(found), exercise=True)
