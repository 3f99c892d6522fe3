"""Abstract content of a view's picture, independent of the renderer: HTML for the projector, native charts
and tables for slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from kompass.figures.charts.maps import Area, Frame
from kompass.figures.exhibit import Column


@dataclass(frozen=True)
class Figure:
    """A number with its name, and the values drawn for it. ``value`` is the number as text."""

    name: str
    value: str
    note: str = ""
    color: str = ""
    amount: float | None = None  # value at the end of the bar, or of the dot
    whole: float | None = None  # end of the bar's lighter extension
    before: float | None = None  # earlier value: a ring beside the dot
    code: str = ""  # of the institution whose places it shows, where the negotiating table moves them


@dataclass(frozen=True)
class Numbers:
    """One to four large numbers side by side."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Tracks:
    """A row per figure on a common scale: bars that begin at zero, or with a ``scale`` dots on it."""

    figures: Sequence[Figure]
    alt: str
    series: Sequence[str]  # what amount is called, and after it whole or before
    scale: tuple[float, float] | None = None  # the values at both ends
    ends: tuple[str, str] | None = None  # what both ends are called
    most: float = 0  # the farthest end of a scale that grows while places move

    @property
    def reach(self) -> tuple[float, float]:
        """The values at both ends of the scale: for bars the smallest and the largest, including zero."""
        if self.scale:
            return self.scale
        values = [v for f in self.figures for v in (f.amount, f.whole) if v is not None]
        low, high = min([0.0, *values]), max([0.0, *values])
        return low, high if high > low else low + 1.0

    def place(self, value: float) -> float:
        """Position of a value on the scale, 0 to 1."""
        low, high = self.reach
        return (value - low) / (high - low)


@dataclass(frozen=True)
class OnMap:
    """A map of the districts with their numbers; ``shading`` explains the colours."""

    areas: Mapping[str, Area]
    frame: Frame
    alt: str
    figures: Sequence[Figure]
    shading: str = ""


@dataclass(frozen=True)
class Chart:
    """The chart of a page, of the kinds that :mod:`kompass.rendering.figure` draws.

    ``beside`` are its further panels, ``wide`` is the chart for a wide, low room, if that is another.
    """

    figure: go.Figure = field(compare=False)
    alt: str
    beside: Sequence[go.Figure] = field(default=(), compare=False)
    wide: go.Figure | None = field(default=None, compare=False)

    @property
    def upright(self) -> tuple[go.Figure, ...]:
        """The panels of the page, which stand below each other on a phone."""
        return (self.figure, *self.beside)

    @property
    def panels(self) -> tuple[go.Figure, ...]:
        """The panels for a wide, low room."""
        return (self.wide,) if self.wide else self.upright


@dataclass(frozen=True)
class Sheet:
    """A table with all its rows, each cell as text; the renderer decides how many rows fit.

    ``page`` is the name of the page that has all of them, ``spoken`` the positions of the rows that the title
    speaks of.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    page: str = ""
    spoken: Sequence[int] = ()

    @property
    def title_first(self) -> Sequence[Sequence[str]]:
        """The rows in the order in which they are shown where not all fit: those that the title speaks of first."""
        others = (n for n in range(len(self.rows)) if n not in self.spoken)
        return [self.rows[n] for n in (*self.spoken, *others)]


@dataclass(frozen=True)
class Said:
    """A text, where there is nothing to draw."""

    text: str


@dataclass(frozen=True)
class Party:
    """An institution of the plan on the title: name, colour, and its logo as PNG if the operator has one."""

    name: str
    color: str
    logo: bytes = b""


@dataclass(frozen=True)
class Cover:
    """The title of a presentation: who plans, and lines on plan and scenario."""

    parties: Sequence[Party]
    lines: Sequence[str]


@dataclass(frozen=True)
class ScenarioPicture:
    """The present scenario: places before and after, both totals (number and the lines below it), and the
    link."""

    tracks: Tracks
    sums: Sequence[tuple[str, ...]]
    link: str


Picture = Numbers | Tracks | OnMap | Chart | Sheet | Said | Cover | ScenarioPicture
