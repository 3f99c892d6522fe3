"""The texts of a plotly figure's layout (annotations) as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kompass.rendering.axes import reference
from kompass.rendering.scale import Scale
from kompass.rendering.text import markup_size, text_element


def annotation_texts(
    layout: Mapping[str, Any],
    scales: Mapping[str, Scale],
    plot: tuple[float, float, float, float],
    style: Mapping[str, Any],
) -> str:
    """The texts of the layout, each on its ground where it has one."""
    parts = []
    for note in layout.get("annotations", []):
        if note.get("showarrow", True):
            raise ValueError("an annotation with an arrow is not known to kompass.rendering")
        font = {"size": style["size"], "color": style["color"], **note.get("font", {})}
        places = [reference(note, letter, scales, plot).place(note[letter]) for letter in "xy"]
        x, y = places[0] + note.get("xshift", 0), places[1] - note.get("yshift", 0)
        across = _anchor(note, "x", ("left", "center", "right"))
        upright = _anchor(note, "y", ("bottom", "middle", "top"))
        pad = note.get("borderpad", 1) + 1  # and a border of one pixel
        if note.get("textangle"):
            parts.append(
                text_element(
                    note["text"], x, y, font["size"], font["color"], "middle", angle=note["textangle"]
                )
            )
            continue
        x += {"left": pad, "center": 0, "right": -pad}[across]
        y += {"top": pad, "middle": 0, "bottom": -pad}[upright]
        if note.get("bgcolor"):
            width, height = markup_size(note["text"], font["size"])
            left = x - {"left": 0, "center": width / 2, "right": width}[across]
            top = y - {"top": 0, "middle": height / 2, "bottom": height}[upright]
            parts.append(
                f'<rect x="{left - pad:.1f}" y="{top - pad:.1f}" width="{width + 2 * pad:.1f}" '
                f'height="{height + 2 * pad:.1f}" fill="{note["bgcolor"]}"/>'
            )
        parts.append(_annotation_text(note, x, y, font, across, upright))
    return "".join(parts)


def _annotation_text(
    note: Mapping[str, Any], x: float, y: float, font: Mapping[str, Any], across: str, upright: str
) -> str:
    """The text of an annotation; ``align`` says where its lines stand within it."""
    width = markup_size(note["text"], font["size"])[0]
    wanted = note.get("align", "center") if "<br>" in note["text"] else across
    shift = {"left": 0.0, "center": 0.5, "right": 1.0}
    x += (shift[wanted] - shift[across]) * width
    anchor = {"left": "start", "center": "middle", "right": "end"}[wanted]
    halo = note.get("halo", "")
    return text_element(note["text"], x, y, font["size"], font["color"], anchor, upright, halo=halo)


def _anchor(note: Mapping[str, Any], letter: str, sides: tuple[str, str, str]) -> str:
    """Which side of a text its place is: as given, or for a place on the plot area the nearest third."""
    given = note.get(f"{letter}anchor", "auto")
    if given != "auto":
        return str(given)
    if note.get(f"{letter}ref") != "paper":
        return sides[1]
    share = float(note[letter])
    return sides[0] if share <= 1 / 3 else sides[2] if share >= 2 / 3 else sides[1]
