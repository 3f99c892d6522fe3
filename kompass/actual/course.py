"""The year of each institution: what has entered, the plan's path, the forecast, what will be free or missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from kompass.actual.forecast import LEAST_MONTHS, Outlook, outlook, sum_of
from kompass.actual.records import MONTHS, Count, Figures, Measure, last_month, whole_year
from kompass.language import N_, Message
from kompass.places.plan import Plan


class Path(StrEnum):
    """How the plan's places spread over the year."""

    STRAIGHT = "straight"
    STARTS = "starts"
    LAST_YEAR = "last_year"


PATHS: Mapping[Path, str] = {
    Path.STRAIGHT: N_("gleichmäßig"),
    Path.STARTS: N_("nach geplanten Kursstarts"),
    Path.LAST_YEAR: N_("nach den Monaten des Vorjahres"),
}
_MEASURE = {Path.STARTS: Measure.STARTS, Path.LAST_YEAR: Measure.LAST_YEAR}


@dataclass(frozen=True)
class Course:
    """The year of one institution, or of all (``code`` ""), in entries of one kind."""

    code: str
    quota: int
    counts: tuple[Count, ...]
    path: tuple[float, ...]  # of the plan: places by the end of each month
    path_kind: Path
    outlook: Outlook | None
    declined: Message | None = None  # why there is no forecast
    behind_month: int = 0  # of all together: the last month of the institution that has counted least far

    @property
    def entered(self) -> int:
        """What has been counted."""
        return sum(count.value for count in self.counts)

    @property
    def until(self) -> int:
        """The last month that is counted; 0 for none."""
        return last_month(self.counts)

    @property
    def behind(self) -> float | None:
        """Places that the path is ahead of what has entered (negative: behind it); None without months."""
        return self.path[self.until - 1] - self.entered if self.until else None

    @property
    def line(self) -> tuple[tuple[int, int], ...]:
        """Month and what has entered by its end, for each month that is counted."""
        sums = accumulate(count.value for count in self.counts)
        return tuple((count.month, total) for count, total in zip(self.counts, sums, strict=True))

    @property
    def free(self) -> tuple[int, int]:
        """Places that will stay free, at least and at most; zeros without a forecast."""
        if not self.outlook:
            return 0, 0
        return max(0, self.quota - self.outlook.high), max(0, self.quota - self.outlook.low)

    @property
    def missing(self) -> tuple[int, int]:
        """Places that will be missing, at least and at most; zeros without a forecast."""
        if not self.outlook:
            return 0, 0
        return max(0, self.outlook.low - self.quota), max(0, self.outlook.high - self.quota)

    @property
    def exhausted(self) -> tuple[int, int, int] | None:
        """The months in which the quota is used up: at the earliest, expected, at the latest (0: not this year).

        None if it is not used up even at the upper end of the range, or without a forecast.
        """
        if self.outlook is None:
            return None
        found = next((month for month, total in self.line if total >= self.quota), 0)
        if found:
            return found, found, found

        def first(column: int) -> int:
            fan = self.outlook.fan if self.outlook else ()
            return next((int(step[0]) for step in fan if step[column] >= self.quota), 0)

        months = first(3), first(2), first(1)
        return months if months[0] else None


@dataclass(frozen=True)
class Year:
    """The courses of all institutions in plan order and of all together."""

    figures: Figures
    courses: tuple[Course, ...]
    total: Course
    measure: Measure

    def of(self, code: str) -> Course:
        """The course of one institution. Raises StopIteration for an unknown code."""
        return next(course for course in self.courses if course.code == code)


def possible_paths(figures: Figures) -> tuple[Path, ...]:
    """The paths that at least one institution has figures for, the straight one first."""
    parties = {count.party for count in figures.counts}
    return tuple(
        path
        for path in Path
        if path is Path.STRAIGHT or any(whole_year(figures.series(p, _MEASURE[path])) for p in parties)
    )


def year_of(
    figures: Figures, plan: Plan, path: Path = Path.STRAIGHT, measure: Measure = Measure.ENTRIES
) -> Year:
    """The year of every institution of a plan, in entries or in degree-oriented ones."""
    courses = tuple(
        _course(code, quota.degree if measure is Measure.DEGREE else quota.places, figures, path, measure)
        for code, quota in plan.quotas.items()
    )
    return Year(figures, courses, _total(courses), measure)


def _course(code: str, quota: int, figures: Figures, path: Path, measure: Measure) -> Course:
    counts = figures.series(code, measure)
    shape = whole_year(figures.series(code, _MEASURE[path])) if path in _MEASURE else ()
    kind = path if shape else Path.STRAIGHT
    shares = [part / sum(shape) for part in shape] if shape else [1 / len(MONTHS)] * len(MONTHS)
    ways = tuple(quota * share for share in accumulate(shares))
    ahead = outlook(counts, whole_year(figures.series(code, Measure.LAST_YEAR)))
    return Course(code, quota, counts, ways, kind, ahead, None if ahead else _why_not(counts, figures.year))


def _why_not(counts: tuple[Count, ...], year: int) -> Message:
    if not counts:
        return Message(N_("keine Zahlen"))
    if len(counts) < LEAST_MONTHS:
        return Message(N_("unter {least} Monaten keine Vorausschau"), {"least": LEAST_MONTHS})
    return Message(N_("{year} ist vorbei"), {"year": str(year)})


def _total(courses: tuple[Course, ...]) -> Course:
    """All institutions together; those that have counted further than others add what they have."""
    path = tuple(sum(course.path[n] for course in courses) for n in range(len(MONTHS)))
    kinds = {course.path_kind for course in courses}
    kind = kinds.pop() if len(kinds) == 1 else Path.STRAIGHT
    outlooks = [course.outlook for course in courses if course.outlook]
    ahead = sum_of(outlooks) if len(outlooks) == len(courses) else None
    unknown = tuple(course.code for course in courses if not course.outlook)
    declined = None
    if ahead is None:
        over = all(course.until == len(MONTHS) for course in courses)
        declined = (
            courses[0].declined
            if over
            else Message(N_("keine Vorausschau für {codes}"), {"codes": ", ".join(unknown)})
        )
    counts = tuple(
        Count("", Measure.ENTRIES, month, sum(c.value for c in found), min(c.since for c in found))
        for month in MONTHS
        if (found := [c for course in courses for c in course.counts if c.month == month])
    )
    least = min((course.until for course in courses if course.until), default=0)
    return Course("", sum(course.quota for course in courses), counts, path, kind, ahead, declined, least)
