"""What all maps of the districts share: areas with their shades or symbols, and the agency's frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape, unescape

from kompass.figures.charts.style import Style, contrast

LARGEST_RADIUS = 72  # units: radius of the disc of the largest number
SMALLEST_LABELLED = 0.3  # share of the largest number from which a disc has room for its number
GROUND = 0.12  # share of the institution's colour in the fill of a district below a disc


@dataclass(frozen=True)
class Frame:
    """The frame around all districts, for institutions that work in all of them: its label and their codes."""

    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Symbol:
    """A disc in a district: its area is proportional to a count. ``share`` is that of the largest count, 0 to 1;
    ``number`` is the count as text, empty where the disc has no room for it."""

    share: float
    fill: str
    edge: str
    number: str

    @property
    def radius(self) -> float:
        """Radius in units of the drawing."""
        return LARGEST_RADIUS * math.sqrt(self.share)

    @property
    def lines(self) -> list[str]:
        """The number in lines that fit on the disc: "knapp" stands above it."""
        return self.number.split()


@dataclass(frozen=True)
class Area:
    """Fill colour, label and tooltip of one area, and the symbol of a count in it; the label is above the symbol."""

    ags: str
    fill: str
    label: str  # markup of one or more lines, separated by <br>; bold in <b>
    tooltip: str = ""  # markup; texts within escaped by the maker
    symbol: Symbol | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the label as plain text."""
        return [unescape(line.replace("<b>", "").replace("</b>", "")) for line in self.label.split("<br>")]

    @property
    def spoken(self) -> str:
        """Label and number for screen readers."""
        return " ".join(filter(None, [*self.lines, self.symbol.number if self.symbol else ""]))


def value_label(name: str, text: str) -> str:
    """The label of an area: its name, and below it a value in bold, its range in a line of its own."""
    lines = text.replace("\u00a0(", " (").replace(" (", "\n(").splitlines()
    return "<br>".join([escape(name), *(f"<b>{escape(line)}</b>" for line in lines)])


def counted_area(
    ags: str, name: str, count: float, largest: float, number: str, color: str, style: Style
) -> Area:
    """An area with a disc for a count; ``number`` is the count as text, ``largest`` that of all areas."""
    share = count / largest if largest > 0 else 0.0
    fits = share >= SMALLEST_LABELLED
    # The colour of the institution, lighter where the number would not read well on it.
    tints = (style.tint(color, part / 10) for part in range(10, 3, -1))
    fill = next((fill for fill in tints if contrast(style.on(fill), fill) >= 7), style.background)
    symbol = Symbol(share, fill, color, number if fits else "")
    label = escape(name) if fits else value_label(name, number)
    return Area(ags, style.tint(color, GROUND), label, symbol=symbol)
