"""The figures of a year: what was counted, by institution and month, and the money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

MONTHS = range(1, 13)


class Measure(StrEnum):
    """What is counted in a month."""

    ENTRIES = "entries"
    DEGREE = "degree"  # the degree-oriented among the entries
    STARTS = "planned_starts"  # places of courses that are planned to start
    LAST_YEAR = "last_year"  # entries in the same month of the year before
    ISSUED = "vouchers_issued"
    REDEEMED = "vouchers_redeemed"


class Counting(StrEnum):
    """How figures are counted: each month alone, or since January."""

    MONTHLY = "monthly"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of an institution, for the months from ``since`` to ``month``, which are mostly one."""

    party: str
    measure: Measure
    month: int
    value: int
    since: int

    @property
    def span(self) -> int:
        """How many months it counts."""
        return self.month - self.since + 1


@dataclass(frozen=True, slots=True)
class Money:
    """Euros of an institution for the year up to now; None is not stated."""

    party: str
    allotted: float | None = None
    committed: float | None = None
    spent: float | None = None


@dataclass(frozen=True)
class Figures:
    """All figures of a year. ``exercise``: made up for practice, and marked so wherever they are shown."""

    year: int
    counts: tuple[Count, ...] = ()
    money: tuple[Money, ...] = ()
    exercise: bool = False

    def series(self, party: str, measure: Measure) -> tuple[Count, ...]:
        """The numbers of one measure of an institution by month."""
        return self._series.get((party, measure), ())

    @cached_property
    def _series(self) -> dict[tuple[str, Measure], tuple[Count, ...]]:
        found: dict[tuple[str, Measure], list[Count]] = {}
        for count in sorted(self.counts, key=lambda c: c.month):
            found.setdefault((count.party, count.measure), []).append(count)
        return {key: tuple(counts) for key, counts in found.items()}

    def has(self, measure: Measure) -> bool:
        """Whether anybody states this measure."""
        return any(count.measure is measure for count in self.counts)

    @property
    def until(self) -> int:
        """The last month with entries; 0 if there is none."""
        return last_month(c for c in self.counts if c.measure is Measure.ENTRIES)


def ordered(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The numbers by institution, measure and month, whatever order they come in."""
    return tuple(sorted(counts, key=lambda c: (c.party, c.measure, c.month)))


def last_month(counts: Iterable[Count]) -> int:
    """The last month that is counted; 0 without any."""
    return max((count.month for count in counts), default=0)


def whole_year(counts: Sequence[Count]) -> tuple[int, ...]:
    """The numbers of all twelve months; empty if one is missing or they add up to nothing."""
    by_month = {count.month: count.value for count in counts if count.span == 1}
    complete = len(by_month) == len(MONTHS) and sum(by_month.values()) > 0
    return tuple(by_month[month] for month in MONTHS) if complete else ()
