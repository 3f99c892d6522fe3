"""The table of all figures that are measured: what, result, aim, and whether the aim is met."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby


@dataclass(frozen=True)
class Figure:
    """One figure. ``most`` is the aim, the most that it may be; None: only told."""

    group: str
    what: str
    value: float
    unit: str
    most: float | None = None

    @property
    def met(self) -> bool:
        """Whether the figure keeps its aim; one without an aim does."""
        return self.most is None or self.value <= self.most

    def cells(self) -> tuple[str, str, str, str]:
        """What is printed: what, result, aim, and a mark where it is missed."""
        aim = "" if self.most is None else f"≤ {_number(self.most)} {self.unit}".rstrip()
        return self.what, f"{_number(self.value)} {self.unit}".rstrip(), aim, "" if self.met else "missed"


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "none"
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


@dataclass
class Table:
    """The figures of a run, printed as they come."""

    group: str = ""
    figures: list[Figure] = field(default_factory=list)

    def row(self, what: str, value: float, unit: str = "", most: float | None = None) -> None:
        """Add a figure."""
        figure = Figure(self.group, what, value, unit, most)
        self.figures.append(figure)
        cells = figure.cells()
        print(f"{cells[0]:<92} {cells[1]:>14} {cells[2]:>14} {cells[3]}", flush=True)

    def times(self, what: str, seconds: Sequence[float], most: dict[float, float] | None = None) -> None:
        """The median and the 95th percentile of times, in milliseconds, and those for which there is an aim.

        ``most`` has the aim in milliseconds by quantile, such as 0.95.
        """
        aims = most or {}
        for share in sorted({0.5, 0.95, *aims}):
            value = 1000 * quantile(seconds, share)
            rounded = round(value) if seconds else value
            self.row(f"{what}: p{100 * share:g}", rounded, "ms", aims.get(share))

    @property
    def missed(self) -> int:
        """How many aims are missed."""
        return sum(not figure.met for figure in self.figures)

    def records(self) -> list[dict[str, object]]:
        """The figures for JSON; one that could not be measured has no value."""
        return [
            {
                key: value
                for key, value in asdict(one).items()
                if not isinstance(value, float) or math.isfinite(value)
            }
            | {"met": one.met}
            for one in self.figures
        ]


def quantile(values: Sequence[float], share: float) -> float:
    """The least value that at least this share of the values does not exceed; of no values it is endless."""
    if not values:
        return float("inf")
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """The median; of no values it is endless."""
    return statistics.median(values) if values else float("inf")


def report(figures: Sequence[Figure], titles: Mapping[str, str], told: str) -> str:
    """The report in Markdown; ``titles`` are those of the groups, ``told`` says when and on what was measured."""
    lines = [
        "# What was measured",
        "",
        f"Made by `make bench` ({told}). Times on shared machines are noisy: ratios within one run, counts and bytes are",
        "what holds. An empty aim means that the figure is only told.",
    ]
    for group, listed in groupby(figures, lambda one: one.group):
        lines += ["", f"## {titles[group]}", "", "| what | result | aim | |", "|---|---|---|---|"]
        lines += ["| " + " | ".join(one.cells()) + " |" for one in listed]
    missed = [one for one in figures if not one.met]
    lines += ["", f"{len(figures)} figures, {len(missed)} beyond their aim."]
    return "\n".join(lines) + "\n"
