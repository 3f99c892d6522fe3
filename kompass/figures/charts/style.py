"""Colours and the plotly template, light and dark. A test checks the contrasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import plotly.graph_objects as go

FONT = '"Source Sans", "Segoe UI", Arial, sans-serif'
FONT_SIZE = 16  # pixels; figure text is never below 14


@dataclass(frozen=True)
class RegionLook:
    """Colour, hatch and marker of a planning region, so that regions differ without colour too."""

    color: str
    hatch: str  # plotly fill pattern
    symbol: str  # plotly marker symbol
    sign: str  # the marker as a character


@dataclass(frozen=True)
class Style:
    """A theme: the colours of every figure, map and block."""

    name: str
    background: str
    panel: str
    text: str
    muted: str
    line: str
    comparison: str
    palette: tuple[str, ...]  # colours of institutions, in the order of a plan
    link: str
    ramp: tuple[str, str, str, str, str]  # from low to high
    regions: Mapping[str, RegionLook] = field(
        hash=False
    )  # planning regions by id; none has an institution's colour
    # Colours by code, see for_plan; a dict has no hash, and figures are cached by style.
    institutions: Mapping[str, str] = field(default_factory=dict, hash=False)

    def for_plan(self, codes: Sequence[str]) -> Style:
        """The theme for a plan: each institution has a colour by its position; beyond the palette it has that of
        comparisons."""
        return replace(self, institutions=dict(zip(codes, self.palette, strict=False)))

    def of(self, code: str) -> str:
        """The colour of an institution; that of comparisons when it has none."""
        return self.institutions.get(code, self.comparison)

    def region(self, region_id: str) -> RegionLook:
        """The look of a planning region; that of a comparison when it has none."""
        return self.regions.get(region_id, RegionLook(self.comparison, "", "cross", "✚"))

    def together(self, codes: Sequence[str]) -> str:
        """The colour of institutions drawn as one: of a single one its own, of several the text colour."""
        return self.of(codes[0]) if len(codes) == 1 else self.text

    def tint(self, color: str, share: float) -> str:
        """A colour mixed into the background, opaque; ``share`` of the colour, 0 to 1."""
        mixed = (
            round(share * int(color[i : i + 2], 16) + (1 - share) * int(self.background[i : i + 2], 16))
            for i in (1, 3, 5)
        )
        return "#" + "".join(f"{value:02X}" for value in mixed)

    def on(self, fill: str) -> str:
        """The text colour with the better contrast on a fill."""
        return max(self.text, self.background, key=lambda c: contrast(c, fill))

    @cached_property
    def template(self) -> go.layout.Template:
        """The plotly template of this theme."""
        axis = {
            "gridcolor": self.line,
            "linecolor": self.line,
            "zerolinecolor": self.muted,
            "zerolinewidth": 2,
            "tickfont": {"size": FONT_SIZE, "color": self.text},
            "title": {"font": {"size": FONT_SIZE, "color": self.muted}},
            "automargin": True,
            "fixedrange": True,
        }
        return go.layout.Template(
            layout={
                "font": {"family": FONT, "size": FONT_SIZE, "color": self.text},
                "paper_bgcolor": self.background,
                "plot_bgcolor": self.background,
                "colorway": list(self.institutions.values()) or list(self.palette),
                "xaxis": axis,
                "yaxis": axis,
                "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
                "hoverlabel": {
                    "font": {"family": FONT, "size": FONT_SIZE, "color": self.text},
                    "bgcolor": self.panel,
                    "bordercolor": self.line,
                },
                "legend": {"font": {"size": FONT_SIZE}, "orientation": "h", "y": -0.12, "x": 0},
                "separators": ",.",
                "dragmode": False,
            }
        )


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""

    def luminance(color: str) -> float:
        channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _regions(first: str, second: str, third: str) -> Mapping[str, RegionLook]:
    return {
        "aachen-dueren": RegionLook(first, "/", "circle", "●"),
        "westfaelisches-ruhrgebiet": RegionLook(second, ".", "square", "■"),
        "sachsen-anhalt-ost": RegionLook(third, "x", "diamond", "◆"),
    }


LIGHT = Style(
    name="light",
    background="#FFFFFF",
    panel="#F2F4F6",
    text="#17212B",
    muted="#4D5965",
    line="#C5CCD3",
    comparison="#66707A",
    palette=("#22303C", "#0067A5", "#C2540A", "#00795B", "#B3202C", "#7A3E9D", "#6B4E16", "#0B7A8C"),
    link="#0067A5",
    ramp=("#F1EEF6", "#D0C8E2", "#A89CCB", "#7B68AE", "#4B2E83"),
    regions=_regions("#6A4C93", "#7A6200", "#A02C5A"),
)
DARK = Style(
    name="dark",
    background="#0F1720",
    panel="#1B2530",
    text="#EDF1F5",
    muted="#B4C0CB",
    line="#3A4653",
    comparison="#9AA5AF",
    palette=("#C9D3DC", "#5AB4F0", "#F2985A", "#3CC9A0", "#FF8A8A", "#C79BEA", "#D9B36A", "#5CCFE0"),
    link="#5AB4F0",
    ramp=("#2A2340", "#4A3D73", "#6F5DA6", "#9D8CCB", "#D3C8EC"),
    regions=_regions("#BBA4E8", "#D8C15C", "#F29BB8"),
)


def style(theme: str | None) -> Style:
    """The style of a theme name; light when the browser has not reported its theme yet."""
    return DARK if theme == "dark" else LIGHT
