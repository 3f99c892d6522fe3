"""Round steps for axes and classes."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10


def nice_steps(least: float, factors: tuple[float, ...] = (1, 2, 2.5, 5)) -> Iterator[float]:
    """All steps of at least ``least`` (above 0), in ascending order: a factor times a power of ten."""
    power = 10.0 ** floor(log10(least))
    while True:
        yield from (factor * power for factor in factors if factor * power >= least)
        power *= 10


def nice_step(least: float, factors: tuple[float, ...] = (1, 2, 2.5, 5)) -> float:
    """The smallest step of at least ``least`` (above 0): a factor times a power of ten."""
    return next(nice_steps(least, factors))
