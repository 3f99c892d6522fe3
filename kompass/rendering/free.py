"""Charts that are not made of rows, such as lines, planes and maps, changed for a wide and low room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from kompass.rendering.text import markup_size

ABOVE = 100  # pixels: a legend that takes more room above a map stands beside it
BESIDE = 16  # pixels between a legend and its map


def parts_of(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The panels of a figure whose axes stand below each other, each a figure of its own; the figure itself if it
    has one panel. Labels of axes get the room that they need."""
    layout = spec["layout"]
    numbers = [name[5:] for name in layout if name.startswith("yaxis") and f"xaxis{name[5:]}" in layout]
    parts = [_panel(spec, number) for number in numbers] if len(numbers) > 1 else [deepcopy(dict(spec))]
    for part in parts:
        axis = part["layout"].get("xaxis", {})
        if axis.get("visible") is not False and axis.get("side") != "top":
            axis["automargin"] = True
    return parts


def _panel(spec: Mapping[str, Any], number: str) -> dict[str, Any]:
    """The figure with the axes x and y of this number ("", "2", …) only."""
    made = deepcopy(dict(spec))
    layout = made["layout"]
    own = {f"{letter}{number}": letter for letter in "xy"}
    made["data"] = [
        {**trace, "xaxis": "x", "yaxis": "y"}
        for trace in made["data"]
        if trace.get("yaxis", "y") == f"y{number}"
    ]
    # The labels of a common x axis stand at the lowest panel only.
    lowest = min(
        (name[5:] for name in layout if name.startswith("yaxis")),
        key=lambda n: layout[f"yaxis{n}"]["domain"][0],
    )
    axes = {"xaxis": deepcopy(layout[f"xaxis{lowest}"]), "yaxis": layout[f"yaxis{number}"]}
    for axis in axes.values():
        axis.pop("matches", None)
        axis.pop("anchor", None)
        axis["domain"] = [0, 1]
    for name in [name for name in layout if name[1:5] == "axis"]:
        del layout[name]
    layout.update(axes)
    for kind in ("annotations", "shapes"):
        kept = []
        for drawn in layout.get(kind, ()):
            refs = {f"{letter}ref": drawn.get(f"{letter}ref", letter) for letter in "xy"}
            if all(ref in own or ref == "paper" for ref in refs.values()):
                kept.append({**drawn, **{key: own.get(ref, ref) for key, ref in refs.items()}})
        layout[kind] = kept
    return made


def with_short_lines(spec: Mapping[str, Any], width: float) -> dict[str, Any]:
    """The figure with its longer texts in two lines, where one line would be wider than ``width`` pixels."""
    made = deepcopy(dict(spec))
    for note in made["layout"].get("annotations", ()):
        size = note.get("font", {}).get("size", made["layout"]["font"]["size"])
        spaces = [m.start() for m in re.finditer(r" (?![^<]*</)", note["text"])]  # none within a tag
        if spaces and "<br>" not in note["text"] and markup_size(note["text"], size)[0] > width:
            at = next(
                (n for n in reversed(spaces) if markup_size(note["text"][:n], size)[0] <= width), spaces[0]
            )
            note["text"] = f"{note['text'][:at]}<br>{note['text'][at + 1 :]}"
            note.setdefault("align", "left")
            if (
                note.get("yshift", 0) > 0
            ):  # the name above a bar: its second line keeps the distance of the first
                note["yshift"] += markup_size("x", size)[1] / 2
    return made


def free(spec: Mapping[str, Any], height: float, joined: bool = False) -> dict[str, Any]:
    """The figure as high as the room; ``joined``: labels of several lines at a point in one line."""
    made = _legend_beside(spec)
    made["layout"]["height"] = height
    if joined:
        for note in made["layout"].get("annotations", ()):
            if note.get("xref", "x") == "x":
                note["text"] = note["text"].replace("<br>", "  ")
        for trace in made["data"]:
            if isinstance(trace.get("text"), list):
                trace["text"] = [str(text).replace("<br>", "  ") for text in trace["text"]]
    return made


def _legend_beside(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A map whose legend stands beside it instead of above it."""
    made = deepcopy(dict(spec))
    layout = made["layout"]
    above = layout["margin"]["t"]
    if "scaleanchor" not in layout.get("yaxis", {}) or above < ABOVE:
        return made
    legend = [
        note
        for note in layout["annotations"]
        if note.get("yref") == "paper" and note["y"] == 1 and note.get("yanchor") == "bottom"
    ]
    sizes = [
        markup_size(note["text"], note.get("font", {}).get("size", layout["font"]["size"])) for note in legend
    ]
    wide = max(width for width, _ in sizes) + BESIDE
    top = max(note.get("yshift", 0) + height for note, (_, height) in zip(legend, sizes, strict=True))
    layout["margin"] = {**layout["margin"], "l": wide, "t": 8}
    for note in layout["annotations"]:
        if note.get("xref") == "paper" and note["x"] == 0:
            note["xshift"] = note.get("xshift", 0) - wide
    for note in legend:
        note["yshift"] = note.get("yshift", 0) - top
    return made
