"""Classes of the values on a map, and their shades."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST = 5  # classes, one per shade of a ramp
# The shades of so many classes: the middle ones first, so that close values do not look like opposites.
_SHADES = {1: (2,), 2: (1, 3), 3: (1, 2, 3), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True)
class Classes:
    """Up to five classes by the limits between them; a value belongs to the class whose lower limit it reaches."""

    limits: tuple[float, ...]

    def index(self, value: float) -> int:
        """The class of a value, from 0."""
        return bisect_right(self.limits, value)

    def shade(self, value: float) -> int:
        """The position of a value's colour in a ramp of five."""
        return self.shades[self.index(value)]

    @property
    def shades(self) -> tuple[int, ...]:
        """The position of each class's colour in a ramp of five."""
        return _SHADES[len(self.limits) + 1]

    @property
    def decimals(self) -> int:
        """Decimals that the limits need."""
        return next(d for d in range(10) if all(round(x, d) == round(x, 9) for x in self.limits))


def classes(values: Sequence[float], most: int = MOST) -> Classes:
    """At most ``most`` classes, each with at least one of the values: one per value, or where there are more values,
    groups of the same size. Limits are the roundest numbers between the groups."""
    distinct = sorted(set(values))
    count = min(most, len(distinct))
    ends = [round(len(distinct) * part / count) for part in range(1, count)]
    return Classes(tuple(roundest(distinct[end - 1], distinct[end]) for end in ends))


def widened(inner: Classes, low: float, high: float) -> Classes:
    """The classes and one more on each side: below about ``low`` and from about ``high`` on."""
    return Classes(tuple(sorted({roundest(0.9 * low, low), *inner.limits, roundest(high, 1.1 * high)})))


def roundest(low: float, high: float) -> float:
    """The number in the middle half of the gap between ``low`` and ``high`` that needs the fewest digits; ``high`` where
    the gap is too narrow for a round one."""
    middle, room = (low + high) / 2, (high - low) / 4
    if room > 0:
        magnitude = math.floor(math.log10(high - low)) + 1
        for power in (magnitude, magnitude - 1, magnitude - 2):
            for factor in (10, 5, 2, 1):
                step = factor * 10.0**power
                nearest = round(step * round(middle / step), 9)
                if low < nearest <= high and abs(nearest - middle) <= room:
                    return nearest
    return high


def spans(limits: Sequence[float]) -> list[tuple[float | None, float | None]]:
    """The limits of each class, from and below; None for an open end."""
    return list(pairwise([None, *limits, None]))
