"""Axes of a plotly figure on a drawing: from values to pixels, ticks and their labels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kompass.figures.charts.axis import nice_step
from kompass.rendering.text import LINE, markup_size


@dataclass(frozen=True)
class Scale:
    """An axis: ``low`` and ``high`` are the values at ``start`` and ``end``, which are pixels."""

    low: float
    high: float
    start: float
    end: float
    categories: Mapping[str, int]

    def number(self, value: Any) -> float:
        """A value as a number: that of a category is its position."""
        return float(self.categories[value]) if isinstance(value, str) else float(value)

    def place(self, value: Any) -> float:
        """Where a value stands, in pixels."""
        share = (self.number(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def length(self, amount: float) -> float:
        """How long an amount is, in pixels."""
        return abs(amount * (self.end - self.start) / (self.high - self.low))

    def holds(self, value: float) -> bool:
        """Whether a value lies within the range."""
        low, high = sorted((self.low, self.high))
        slack = 1e-9 * (high - low)  # of the range, as in ticks(): a rounding error is no step beyond it
        return low - slack <= value <= high + slack


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: its value and its label."""

    value: float
    label: str


def ticks(axis: Mapping[str, Any], scale: Scale, separators: str) -> list[Tick]:
    """The ticks of an axis within its range, as its properties say: named ones, every ``dtick``, or some six.

    ``separators`` are the decimal point and the thousands sign, as plotly has them.
    """
    if "tickvals" in axis:
        labels = axis.get("ticktext") or [tick_label(v, axis, separators) for v in axis["tickvals"]]
        named = zip(axis["tickvals"], labels, strict=True)
        return [Tick(scale.number(v), str(label)) for v, label in named if scale.holds(scale.number(v))]
    if scale.categories:
        return [Tick(float(at), name) for name, at in scale.categories.items() if scale.holds(at)]
    low, high = sorted((scale.low, scale.high))
    step = axis.get("dtick") or nice_step((high - low) / 6, (1, 2, 5))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [Tick(n * step, tick_label(n * step, axis, separators)) for n in range(first, last + 1)]


def tick_label(value: float, axis: Mapping[str, Any], separators: str) -> str:
    """The label of a tick: grouped in thousands if its format says so, no digits after the point that are 0.

    Raises ValueError for a format that is not known here.
    """
    wanted = axis.get("tickformat", "")
    if wanted not in ("", "d", ",", ",d"):
        raise ValueError(f"tickformat {wanted!r} is not known to kompass.rendering")
    text = f"{round(value, 6):,.6f}".rstrip("0").rstrip(".")
    if "," not in wanted:
        text = text.replace(",", "")
    point, group = separators[0], separators[1]
    text = text.replace(",", "\0").replace(".", point).replace("\0", group).replace("-", "−")
    return f"{axis.get('tickprefix', '')}{text}{axis.get('ticksuffix', '')}"


def categories(traces: Sequence[Mapping[str, Any]], letter: str) -> dict[str, int]:
    """The names on an axis and their positions, in the order in which the traces give them."""
    found: dict[str, int] = {}
    for trace in traces:
        for value in trace.get(letter) or ():
            if isinstance(value, str):
                found.setdefault(value, len(found))
    return found


def label_space(axis: Mapping[str, Any], shown: Sequence[Tick], letter: str) -> float:
    """How much room an axis needs beside the plot for its ticks, labels and title, in pixels."""
    if axis.get("visible") is False:
        return 0.0
    space = 0.0
    if axis.get("showticklabels", True) and shown:
        size = axis["tickfont"]["size"]
        boxes = [markup_size(tick.label, size) for tick in shown]
        space += max(box[0 if letter == "y" else 1] for box in boxes) + tick_length(axis) + 4
        space += axis.get("ticklabelstandoff", 0)
    title = axis.get("title", {})
    if title.get("text"):
        space += title.get("standoff", 8) + LINE * title["font"]["size"] * title["text"].count("<br>")
        space += LINE * title["font"]["size"]
    return space


def tick_length(axis: Mapping[str, Any]) -> float:
    """Length of the ticks outside the plot, in pixels."""
    return float(axis.get("ticklen", 5)) if axis.get("ticks") == "outside" else 0.0
