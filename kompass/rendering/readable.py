"""Colours of texts for the back row: the contrast of small letters on a page is too little there."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from kompass.figures.charts.style import contrast
from kompass.rendering.marks import each

LEAST = 7.0  # contrast of text on its ground (WCAG 2.1, level AAA)


def readable(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The figure with texts that have a contrast of at least ``LEAST``.

    A text in a pale colour gets that of all others; one on a bar or field gets a halo in the colour of the ground
    where neither light nor dark letters have the contrast. ``spec`` has numbers on its axes.
    """
    made = deepcopy(dict(spec))
    layout = made["layout"]
    usual, ground = layout["font"]["color"], layout["paper_bgcolor"]

    def dark(color: str) -> str:
        return color if contrast(color, ground) >= LEAST else usual

    for note in layout.get("annotations", ()):
        font = note.setdefault("font", {})
        fill = _field_under(note, layout) if not note.get("bgcolor") else None
        if fill is None:
            font["color"] = dark(font.get("color", usual))
        elif contrast(font.get("color", usual), fill) < LEAST:
            font["color"], note["halo"] = usual, ground
    for name in [name for name in layout if name[1:5] == "axis"]:
        for font in (layout[name].get("tickfont"), layout[name].get("title", {}).get("font")):
            if font:
                font["color"] = dark(font["color"])
    for trace in made["data"]:
        if trace["type"] == "bar" and trace.get("text"):
            _on_bars(trace, usual, ground)
        elif trace["type"] == "scatter" and "textfont" in trace:
            colors = trace["textfont"].get("color", usual)
            trace["textfont"]["color"] = (
                [dark(c) for c in colors] if isinstance(colors, list) else dark(colors)
            )
    return made


def _on_bars(trace: dict[str, Any], usual: str, ground: str) -> None:
    """Texts within bars: their own colour where it has the contrast, else the usual one with a halo."""
    count = len(trace["y"])
    fills = each(trace["marker"].get("color"), count)
    own = each(
        trace.get("insidetextfont", {}).get("color", trace.get("textfont", {}).get("color", usual)), count
    )
    pale = [contrast(color, fill) < LEAST for color, fill in zip(own, fills, strict=True)]
    colors = [usual if weak else color for color, weak in zip(own, pale, strict=True)]
    trace["insidetextfont"] = {**trace.get("insidetextfont", {}), "color": colors}
    trace["halo"] = [ground if weak else "" for weak in pale]


def _field_under(note: Mapping[str, Any], layout: Mapping[str, Any]) -> str | None:
    """The fill of the rectangle on which a text stands; None where there is none."""
    place = note.get("x"), note.get("y")
    if any(isinstance(value, str) or value is None for value in place):
        return None
    for shape in reversed(layout.get("shapes", ())):
        if shape["type"] != "rect" or not str(shape.get("fillcolor", "")).startswith("#"):
            continue
        corners = [(shape["x0"], shape["x1"]), (shape["y0"], shape["y1"])]
        if all(min(ends) <= value <= max(ends) for ends, value in zip(corners, place, strict=True)):
            return str(shape["fillcolor"])
    return None
