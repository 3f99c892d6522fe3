"""The rows of a chart, such as the bars below each other with their names, and charts of some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from kompass.rendering.marks import each
from kompass.rendering.scale import Tick, categories, label_space
from kompass.rendering.text import LINE, markup_size

PAD = 2  # pixels between the outermost rows and the edge of the plot
_POINTS = ("x", "y", "text", "base", "width", "halo", "textposition", "customdata", "hovertext")
_MARKER = ("color", "size", "symbol")
_FONTS = ("textfont", "insidetextfont", "outsidetextfont")


@dataclass(frozen=True)
class Item:
    """A mark or text: the value on the y axis where it stands, how far it reaches above and below that in
    pixels, and half its height in units of the axis."""

    at: float
    above: float = 0.0
    below: float = 0.0
    half: float = 0.0
    mark: bool = True  # False: a text alone


@dataclass
class Row:
    """A row: where its marks stand on the y axis, and all that belongs to it."""

    at: float
    items: list[Item] = field(default_factory=list)
    begins_group: bool = False  # a heading stands above it, or more room than between others

    def reach(self, pitch: float) -> tuple[float, float]:
        """Pixels above and below ``at``, where one unit of the axis is ``pitch`` pixels high."""
        above = (i.above + (i.half + self.at - i.at) * pitch for i in self.items)
        below = (i.below + (i.half + i.at - self.at) * pitch for i in self.items)
        return max(above), max(below)


def with_numbers(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A figure whose rows have numbers instead of names on the y axis; the names stay as labels."""
    made = deepcopy(dict(spec))
    _narrow_names(made["layout"])
    names = categories(made["data"], "y")
    axis = made["layout"].get("yaxis", {})
    axis["zeroline"] = False  # rows are counted, their zero means nothing
    if not names:
        return made
    axis.setdefault("range", [-0.5, len(names) - 0.5])
    if "tickvals" not in axis:
        axis["tickvals"], axis["ticktext"] = list(range(len(names))), list(names)
    for trace in made["data"]:
        trace["y"] = [names.get(value, value) for value in trace.get("y", ())]
    for drawn in (*made["layout"].get("shapes", ()), *made["layout"].get("annotations", ())):
        for key in ("y", "y0", "y1"):
            if isinstance(drawn.get(key), str):
                drawn[key] = names[drawn[key]]
    return made


def _narrow_names(layout: dict[str, Any]) -> None:
    """Give the names of rows beside a chart as much room as they need, where its margin has more."""
    axis = layout.get("yaxis", {})
    if axis.get("automargin") or axis.get("visible") is False or "ticktext" not in axis:
        return
    shown = [Tick(0.0, str(label)) for label in axis["ticktext"]]
    spare = layout["margin"]["l"] - label_space(axis, shown, "y") - PAD
    if spare <= 0:
        return
    layout["margin"] = {**layout["margin"], "l": layout["margin"]["l"] - spare}
    for note in layout.get("annotations", ()):
        if note.get("xshift", 0) < 0 and note.get("xanchor") == "left" and note["x"] == 0:
            note["xshift"] += spare  # a heading above the names


def rows_of(spec: Mapping[str, Any]) -> list[Row]:
    """The rows of a figure from top to bottom; empty for a figure that is not made of rows.

    Rows are what stands at the same label of the y axis, or at the same mark where the axis has none. A text
    with no mark near it, such as a heading, belongs to the row below it. ``spec`` is from :func:`with_numbers`.
    """
    layout = spec["layout"]
    axis = layout.get("yaxis", {})
    plain = axis.get("visible") is False or "ticktext" in axis
    lying = all(
        trace.get("orientation") == "h"
        or (trace["type"] == "scatter" and "lines" not in trace.get("mode", "lines"))
        for trace in spec["data"]
    )
    one = not any(name.startswith("yaxis") and name != "yaxis" for name in layout)
    if not (plain and lying and one and axis.get("range") and "scaleanchor" not in axis) or not spec["data"]:
        return []
    low, high = axis["range"]
    if low < high:  # rows from top to bottom have a reversed axis
        return []
    marks, texts = list(_marks(spec)), list(_texts(layout))
    places = sorted({float(v) for v in axis["tickvals"]} if "ticktext" in axis else {i.at for i in marks})
    if not places:
        return []
    rows = [Row(place) for place in places]
    near = min((b - a for a, b in pairwise(places)), default=2.0) / 2
    for item in (*marks, *texts):
        row = min(rows, key=lambda row: abs(row.at - item.at))
        if not item.mark and abs(row.at - item.at) > near * 0.99:
            row = next((row for row in rows if row.at >= item.at), rows[-1])
            row.begins_group = True
        row.items.append(item)
    for above, row in pairwise(rows):
        row.begins_group |= row.at - above.at > 2.2 * near
    for row, label in zip(rows, axis.get("ticktext", ()), strict=False):
        half = markup_size(str(label), axis["tickfont"]["size"])[1] / 2
        row.items.append(Item(row.at, half, half))
    return rows


def _marks(spec: Mapping[str, Any]) -> Iterator[Item]:
    bargap = spec["layout"].get("bargap", 0.2)
    size = spec["layout"]["font"]["size"]
    for trace in spec["data"]:
        count = len(trace["y"])
        marker = trace.get("marker", {})
        widths = each(trace.get("width", 1 - bargap), count)
        dots = each(marker.get("size", 6), count)
        text = LINE * float(max(each(trace.get("textfont", {}).get("size", size), 1))) / 2
        for at, width, dot in zip(trace["y"], widths, dots, strict=True):
            if trace["type"] == "bar":
                edge = text if trace.get("text") else 0.0
                yield Item(float(at), edge, edge)
                yield Item(float(at), half=float(width) / 2)
            else:
                edge = max(float(dot) / 2, text if "text" in trace.get("mode", "") else 0)
                yield Item(float(at), edge, edge)


def _texts(layout: Mapping[str, Any]) -> Iterator[Item]:
    for note in layout.get("annotations", ()):
        if note.get("yref", "y") != "y":
            continue
        height = markup_size(note["text"], note.get("font", {}).get("size", layout["font"]["size"]))[1]
        height += 2 * note.get("borderpad", 1) + 2
        shift = note.get("yshift", 0)
        over = {"bottom": height, "top": 0.0}.get(note.get("yanchor", "middle"), height / 2)
        yield Item(float(note["y"]), over + shift, height - over - shift, mark=False)


def height_of(rows: Sequence[Row], pitch: float) -> float:
    """How many pixels consecutive rows take, where one unit of the axis is ``pitch`` pixels high."""
    above, below = rows[0].reach(pitch)[0], rows[-1].reach(pitch)[1]
    return above + (rows[-1].at - rows[0].at) * pitch + below + 2 * PAD


def least_pitch(rows: Sequence[Row], usual: float) -> float:
    """The smallest height of a unit, at most ``usual``, at which no row reaches into the next."""
    pitch = usual
    while pitch > usual / 2 and not any(
        above.reach(pitch)[1] + below.reach(pitch)[0] > (below.at - above.at) * pitch
        for above, below in pairwise(rows)
    ):
        pitch -= usual / 50
    return min(pitch + usual / 50, usual)


def of_rows(spec: Mapping[str, Any], own: Sequence[Row], pitch: float, usual: float) -> dict[str, Any]:
    """The figure with these consecutive rows only, in their order; its layout's height fits them.

    ``pitch`` is the height of a unit of the axis in pixels, ``usual`` that on the page: where rows are set apart,
    bars stay as thick as there, as their names stand close above them.
    """
    made = deepcopy(dict(spec))
    for trace in made["data"]:
        if trace["type"] == "bar" and pitch > usual:
            widths = each(trace.get("width", 1 - spec["layout"].get("bargap", 0.2)), len(trace["y"]))
            trace["width"] = [width * usual / pitch for width in widths]
    layout = made["layout"]
    top, bottom = own[0].reach(pitch)[0] + PAD, own[-1].reach(pitch)[1] + PAD
    kept = {round(item.at, 6) for row in own for item in row.items}
    layout["yaxis"]["range"] = [own[-1].at + bottom / pitch, own[0].at - top / pitch]
    layout["height"] = height_of(own, pitch)
    first, last = layout["yaxis"]["range"][1], layout["yaxis"]["range"][0]
    made["data"] = [_points_of(trace, kept) for trace in made["data"]]
    layout["shapes"] = [
        shape
        for shape in layout.get("shapes", ())
        if shape.get("yref", "y") != "y" or (first <= (float(shape["y0"]) + float(shape["y1"])) / 2 <= last)
    ]
    layout["annotations"] = [
        note
        for note in layout.get("annotations", ())
        if note.get("yref", "y") != "y" or round(float(note["y"]), 6) in kept
    ]
    return made


def _points_of(trace: dict[str, Any], kept: set[float]) -> dict[str, Any]:
    """A trace with only its points at these places."""
    chosen = [n for n, at in enumerate(trace["y"]) if round(float(at), 6) in kept]
    count = len(trace["y"])

    def of(value: Any) -> Any:
        return [value[n] for n in chosen] if isinstance(value, list) and len(value) == count else value

    made = {key: of(value) if key in _POINTS else value for key, value in trace.items()}
    if "marker" in trace:
        marker = {key: of(value) if key in _MARKER else value for key, value in trace["marker"].items()}
        for part in ("line", "pattern"):
            if part in marker:
                marker[part] = {key: of(value) for key, value in marker[part].items()}
        made["marker"] = marker
    for name in _FONTS:
        if name in trace:
            made[name] = {key: of(value) for key, value in trace[name].items()}
    return made
