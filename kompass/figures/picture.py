"""What the picture of a view holds, before anyone has decided how it is drawn: as markup for a projector, as
native charts and tables for a slide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.figures.charts.maps import Area, Frame
from kompass.figures.exhibit import Column


@dataclass(frozen=True)
class Figure:
    """A number with its name, and what of it is drawn. ``value`` is the number as printed."""

    name: str
    value: str
    note: str = ""
    color: str = ""
    amount: float | None = None  # where its bar or its dot ends
    whole: float | None = None  # up to where the bar goes on, lighter
    before: float | None = None  # what it was: a ring beside the dot


@dataclass(frozen=True)
class Numbers:
    """One to four large numbers side by side."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Tracks:
    """A row per figure, all on one scale: bars that begin at zero, or with a ``scale`` dots on it."""

    figures: Sequence[Figure]
    alt: str
    series: Sequence[str]  # what amount is called, and after it whole or before
    scale: tuple[float, float] | None = None  # the values at both ends
    ends: tuple[str, str] | None = None  # what both ends are called

    @property
    def reach(self) -> tuple[float, float]:
        """The values at both ends: of bars the smallest and the largest, zero among them."""
        if self.scale:
            return self.scale
        values = [v for f in self.figures for v in (f.amount, f.whole) if v is not None]
        low, high = min([0.0, *values]), max([0.0, *values])
        return low, high if high > low else low + 1.0

    def place(self, value: float) -> float:
        """Where a value lies, from 0 to 1."""
        low, high = self.reach
        return (value - low) / (high - low)


@dataclass(frozen=True)
class OnMap:
    """The drawn districts with their numbers; ``shading`` says what the colours mean."""

    areas: Mapping[str, Area]
    frame: Frame
    alt: str
    figures: Sequence[Figure]
    shading: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table with all its rows, each cell as printed; how many fit is for who draws it."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Said:
    """A text where there is nothing to draw."""

    text: str


@dataclass(frozen=True)
class ScenarioPicture:
    """The scenario on the table: before and after, both sums (number and what stands below it), and the link."""

    tracks: Tracks
    sums: Sequence[tuple[str, ...]]
    scenario: str  # as text
    link: str


Picture = Numbers | Tracks | OnMap | Sheet | Said | ScenarioPicture
