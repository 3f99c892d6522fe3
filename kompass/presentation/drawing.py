"""Pictures for the back row: large numbers, bars and tracks with their figures, the map. Markup as light as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from kompass.figures.district_drawing import drawing_svg
from kompass.figures.style import DARK, LIGHT, Style
from kompass.maps import ATTRIBUTION, Area, Frame
from kompass.presentation.story import DARK_THEME

# The middle of the usual ramps carries no text that reads at 7:1: here the classes stay clear of it.
_STYLES = {
    LIGHT.name: replace(LIGHT, ramp=("#F1EEF6", "#CFC7E3", "#B1A6D3", "#52378C", "#2F1B5C")),
    DARK.name: replace(DARK, ramp=("#2A2340", "#463A70", "#B3A5DC", "#D3C8EC", "#F1EBFA")),
}


def room_style(theme: str) -> Style:
    """The style of a theme of the presentation: every text on every fill has a contrast of 7:1."""
    return _STYLES[DARK.name if theme == DARK_THEME else LIGHT.name]


@dataclass(frozen=True)
class Figure:
    """A number with its name, and where its mark lies. Places on the track are from 0 to 1."""

    name: str
    value: str
    note: str = ""
    color: str = ""
    bar: tuple[float, float] | None = None  # from, to
    rest: float | None = None  # up to where the bar goes on, lighter
    ring: float | None = None  # what it was before
    dot: float | None = None  # what it is
    zero: float | None = None  # where zero stands, unless at the left end


def numbers(figures: Sequence[Figure]) -> str:
    """One to four large numbers side by side."""
    cells = "".join(
        f"<div{_line(f.color)}><dt>{escape(f.name)}</dt>"
        f'<dd><b class="number">{escape(f.value)}</b>{_note(f.note)}</dd></div>'
        for f in figures
    )
    return f'<dl class="numbers">{cells}</dl>'


def tracks(figures: Sequence[Figure], alt: str, style: Style, ends: tuple[str, str] | None = None) -> str:
    """A row per figure: name, track with its mark, number. ``ends`` names both ends of all tracks."""
    rows = "".join(
        f'<div class="row"><dt>{escape(f.name)}{_note(f.note)}</dt>'
        f'<dd class="track" aria-hidden="true">{_marks(f, style)}</dd>'
        f'<dd class="value"><b class="number">{escape(f.value)}</b></dd></div>'
        for f in figures
    )
    axis = (
        f'<p class="axis" aria-hidden="true"><span>{escape(ends[0])}</span><span>{escape(ends[1])}</span></p>'
        if ends
        else ""
    )
    return f'<div class="tracks" aria-label="{escape(alt)}" role="group"><dl>{rows}</dl>{axis}</div>'


def map_beside(
    areas: Mapping[str, Area],
    frame: Frame,
    alt: str,
    figures: Sequence[Figure],
    style: Style,
    reading: str = "",
) -> str:
    """The drawn districts, their numbers beside them; ``reading`` says what the colours mean."""
    svg = drawing_svg(areas, frame, alt, style)
    caption = _note(reading) + escape(ATTRIBUTION)
    return (
        f'<div class="beside"><figure class="map">{svg}<figcaption>{caption}</figcaption></figure>'
        f"{numbers(figures)}</div>"
    )


def spans(values: Sequence[float | None]) -> tuple[list[tuple[float, float] | None], float]:
    """Bars of values on one scale that holds zero: from and to of each (None stays), and where zero is."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    reach = (high - low) or 1.0
    zero = -low / reach
    bars = [None if v is None else (zero + min(v, 0) / reach, zero + max(v, 0) / reach) for v in values]
    return bars, zero


def _line(color: str) -> str:
    return f' style="border-color:{color}"' if color else ""


def _note(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def _marks(f: Figure, style: Style) -> str:
    parts = []
    if f.rest is not None and f.bar:
        parts.append(_span("rest", f.bar[0], f.rest, style.tint(f.color, 0.4), f.color))
    if f.bar:
        parts.append(_span("bar", *f.bar, f.color))
    if f.ring is not None and f.dot is not None:
        parts.append(_span("move", min(f.ring, f.dot), max(f.ring, f.dot), f.color))
        parts.append(f'<i class="ring" style="left:{_percent(f.ring)};border-color:{style.comparison}"></i>')
    if f.dot is not None:
        parts.append(f'<i class="dot" style="left:{_percent(f.dot)};background:{f.color}"></i>')
    if f.zero:
        parts.append(f'<i class="zero" style="left:{_percent(f.zero)}"></i>')
    return "".join(parts)


def _span(css: str, start: float, end: float, color: str, edge: str = "") -> str:
    width, line = _percent(max(end - start, 0)), f";border-color:{edge}" if edge else ""
    return f'<i class="{css}" style="left:{_percent(start)};width:{width};background:{color}{line}"></i>'


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
