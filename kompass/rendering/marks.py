"""Bars, lines, areas and markers of a plotly figure as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from math import isnan
from typing import Any

from kompass.rendering.scale import Scale
from kompass.rendering.text import text_element

GAP = 4  # pixels between a mark and its text
DASHES = {"dot": "2 4", "dash": "8 6", "longdash": "14 7", "dashdot": "8 4 2 4"}


@dataclass
class Patterns:
    """Hatches used in a drawing, each defined once. ``prefix`` keeps ids of several drawings apart."""

    prefix: str
    defined: dict[str, str] = field(default_factory=dict)

    def fill(self, shape: str, color: str, background: str, size: float) -> str:
        """The SVG fill of a plotly pattern: lines to the right ("/"), crossed ("x") or dots (".").

        Raises ValueError for a pattern that is not known here.
        """
        drawn = {
            "/": f'<path d="M0 {size}L{size} 0M-1 1L1 -1M{size - 1} {size + 1}L{size + 1} {size - 1}" stroke="{color}"/>',
            "x": f'<path d="M0 0L{size} {size}M0 {size}L{size} 0" stroke="{color}"/>',
            ".": f'<circle cx="{size / 2}" cy="{size / 2}" r="{size / 6:.1f}" fill="{color}"/>',
        }
        if shape not in drawn:
            raise ValueError(f"pattern {shape!r} is not known to kompass.rendering")
        body = f'<rect width="{size}" height="{size}" fill="{background}"/>{drawn[shape]}'
        name = (
            f"{self.prefix}-p{list(self.defined).index(body) if body in self.defined else len(self.defined)}"
        )
        self.defined[body] = (
            f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">{body}</pattern>'
        )
        return f"url(#{name})"

    def within(self, frame: tuple[float, float, float, float], body: str) -> str:
        """Elements of which only what lies within a frame (left, top, right, bottom) is drawn."""
        left, top, right, bottom = frame
        name = f"{self.prefix}-f{len(self.defined)}"
        self.defined[name] = (
            f'<clipPath id="{name}"><rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
            f'height="{bottom - top:.1f}"/></clipPath>'
        )
        return f'<g clip-path="url(#{name})">{body}</g>'


def each(value: Any, count: int) -> list[Any]:
    """A property that is one value for all points or a list of one each, as a list."""
    return list(value) if isinstance(value, list) else [value] * count


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def bars(
    trace: Mapping[str, Any], x: Scale, y: Scale, style: Mapping[str, Any], patterns: Patterns
) -> Iterator[str]:
    """The bars of a trace and their texts. ``style`` holds the figure's font and background."""
    lying = trace.get("orientation") == "h"
    along, across = (x, y) if lying else (y, x)
    amounts, places = (trace["x"], trace["y"]) if lying else (trace["y"], trace["x"])
    count, marker = len(amounts), trace.get("marker", {})
    bases = each(trace.get("base", 0), count)
    widths = each(trace.get("width", 1 - style["bargap"]), count)
    colors = each(marker.get("color"), count)
    texts = each(trace.get("text"), count)
    positions = each(trace.get("textposition", "inside"), count)
    edge = marker.get("line", {})
    lined = f' stroke="{edge["color"]}" stroke-width="{edge["width"]}"' if edge.get("width") else ""
    shapes = each(marker.get("pattern", {}).get("shape", ""), count)
    written = []
    for n, amount in enumerate(amounts):
        if _missing(amount):
            continue
        base, middle = float(bases[n] or 0), across.place(places[n])
        start, end = along.place(base), along.place(base + float(amount))
        thick = across.length(float(widths[n]))
        low, long = min(start, end), abs(end - start)
        fill = colors[n]
        if shapes[n]:
            hatch = marker["pattern"]
            fill = patterns.fill(
                shapes[n], hatch.get("fgcolor", fill), hatch.get("bgcolor", style["background"]), 8
            )
        box = (low, middle - thick / 2, long, thick) if lying else (middle - thick / 2, low, thick, long)
        yield (
            '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"'.format(*box)
            + f' fill="{fill}"{lined}/>'
        )
        if texts[n]:
            inside = positions[n] == "inside"
            written.append((n, start, end, middle, inside))
    outer, inner = _text_fonts(trace, style, count)
    halos = each(trace.get("halo", ""), count)
    for n, start, end, middle, inside in written:
        font = inner[n] if inside else outer[n]
        centred = inside and trace.get("insidetextanchor", "end") == "middle"
        halo = halos[n] if inside else ""
        yield _bar_text(texts[n], font, start, end, middle, inside, centred, lying, halo)


def _text_fonts(
    trace: Mapping[str, Any], style: Mapping[str, Any], count: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Size and colour of the text at each bar: outside of it and inside."""
    own = {"size": style["size"], "color": style["color"], **trace.get("textfont", {})}
    found = []
    for font in ({**own, **trace.get("outsidetextfont", {})}, {**own, **trace.get("insidetextfont", {})}):
        sizes, colors = each(font["size"], count), each(font["color"], count)
        found.append([{"size": s, "color": c} for s, c in zip(sizes, colors, strict=True)])
    return found[0], found[1]


def _bar_text(
    markup: str,
    font: Mapping[str, Any],
    start: float,
    end: float,
    middle: float,
    inside: bool,
    centred: bool,
    lying: bool,
    halo: str,
) -> str:
    """The text of one bar, which goes from ``start`` to ``end`` along its axis, both in pixels."""
    forward = 1 if end >= start else -1
    if centred:
        at, anchor, valign = (start + end) / 2, "middle", "middle"
    elif lying:
        at = end - forward * GAP if inside else end + forward * GAP
        anchor, valign = ("end" if inside == (forward > 0) else "start"), "middle"
    else:
        at = end - forward * GAP if inside else end + forward * GAP
        anchor, valign = "middle", ("bottom" if inside != (forward < 0) else "top")
    x, y = (at, middle) if lying else (middle, at)
    return text_element(markup, x, y, font["size"], font["color"], anchor, valign, halo=halo)


def path(xs: list[Any], ys: list[Any], x: Scale, y: Scale, closed: bool = False) -> str:
    """The points of a line as SVG path data; a missing point begins a new part."""
    parts: list[str] = []
    pen = "M"
    for one, other in zip(xs, ys, strict=True):
        if _missing(one) or _missing(other):
            parts.append("Z" if closed and parts else "")
            pen = "M"
            continue
        parts.append(f"{pen}{x.place(one):.1f} {y.place(other):.1f}")
        pen = "L"
    return "".join(parts) + ("Z" if closed else "")


def scatter(
    trace: Mapping[str, Any], x: Scale, y: Scale, style: Mapping[str, Any], patterns: Patterns
) -> Iterator[str]:
    """The area, line, markers and texts of a trace."""
    xs, ys, mode = trace["x"], trace["y"], trace.get("mode", "lines+markers")
    line = trace.get("line", {})
    stroke = f'stroke="{line.get("color", style["color"])}" stroke-width="{line.get("width", 2)}"'
    if line.get("dash") in DASHES:
        stroke += f' stroke-dasharray="{DASHES[line["dash"]]}"'
    if trace.get("fill") == "toself":
        hatch = trace.get("fillpattern", {})
        fill = trace.get("fillcolor", "none")
        if hatch.get("shape"):
            fill = patterns.fill(hatch["shape"], hatch["fgcolor"], hatch["bgcolor"], hatch.get("size", 8))
        yield f'<path d="{path(xs, ys, x, y, closed=True)}" fill="{fill}" fill-rule="evenodd" {stroke}/>'
    elif "lines" in mode:
        yield f'<path d="{path(xs, ys, x, y)}" fill="none" {stroke} stroke-linejoin="round"/>'
    if "markers" in mode or "text" in mode:
        yield from _points(trace, mode, x, y, style)


def _points(
    trace: Mapping[str, Any], mode: str, x: Scale, y: Scale, style: Mapping[str, Any]
) -> Iterator[str]:
    count, marker = len(trace["x"]), trace.get("marker", {})
    edge = marker.get("line", {})
    sizes, colors, symbols, edges, texts, positions = (
        each(value, count)
        for value in (
            marker.get("size", 6),
            marker.get("color", style["color"]),
            marker.get("symbol", "circle"),
            edge.get("color", "none"),
            trace.get("text"),
            trace.get("textposition", "middle center"),
        )
    )
    font = {"size": style["size"], "color": style["color"], **trace.get("textfont", {})}
    for n, (one, other) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if _missing(one) or _missing(other):
            continue
        at = (x.place(one), y.place(other))
        if "markers" in mode:
            width = edge.get("width", 0)
            seen = f' opacity="{marker["opacity"]}"' if "opacity" in marker else ""
            yield symbol(symbols[n], *at, sizes[n], colors[n], edges[n] if width else "none", width, seen)
        if "text" in mode and texts[n]:
            yield _point_text(texts[n], at, sizes[n], positions[n], font, n)


def _point_text(
    markup: str,
    at: tuple[float, float],
    size: float,
    position: str,
    font: Mapping[str, Any],
    n: int,
) -> str:
    vertical, horizontal = position.split()
    away = (size / 2 + GAP) if "markers" else 0
    x = at[0] + {"left": -away, "center": 0, "right": away}[horizontal]
    y = at[1] + {"top": -away, "middle": 0, "bottom": away}[vertical]
    anchor = {"left": "end", "center": "middle", "right": "start"}[horizontal]
    valign = {"top": "bottom", "middle": "middle", "bottom": "top"}[vertical]
    size, color = (each(font[name], n + 1)[n] for name in ("size", "color"))
    return text_element(markup, x, y, size, color, anchor, valign)


def symbol(
    name: str, x: float, y: float, size: float, color: str, edge: str, width: float, extra: str = ""
) -> str:
    """A marker of plotly's names as SVG. Raises ValueError for one that is not known here."""
    shape = name.removesuffix("-open")
    half = size / 2
    fill, stroke = ("none", color) if "-open" in name else (color, edge)
    paint = f'fill="{fill}" stroke="{stroke}" stroke-width="{width or (2 if "-open" in name else 0)}"{extra}'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" {paint}/>'
    far = 1.3 * half
    arm = 0.4 * half
    points = {
        "square": [(-half, -half), (half, -half), (half, half), (-half, half)],
        "diamond": [(0, -far), (far, 0), (0, far), (-far, 0)],
        "triangle-left": [(-1.2 * half, 0), (0.6 * half, -half), (0.6 * half, half)],
        "triangle-right": [(1.2 * half, 0), (-0.6 * half, -half), (-0.6 * half, half)],
        "triangle-up": [(0, -1.2 * half), (half, 0.6 * half), (-half, 0.6 * half)],
        "triangle-down": [(0, 1.2 * half), (half, -0.6 * half), (-half, -0.6 * half)],
        "cross": [
            (-arm, -far), (arm, -far), (arm, -arm), (far, -arm), (far, arm), (arm, arm),
            (arm, far), (-arm, far), (-arm, arm), (-far, arm), (-far, -arm), (-arm, -arm),
        ],
    }  # fmt: skip
    if shape not in points:
        raise ValueError(f"marker {escape(name)!r} is not known to kompass.rendering")
    corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in points[shape])
    return f'<polygon points="{corners}" {paint}/>'


def shape(drawn: Mapping[str, Any], x: Scale, y: Scale) -> str:
    """A line or rectangle of the layout; ``x`` and ``y`` are the scales that it refers to.

    Raises ValueError for other types of shapes.
    """
    left, right = x.place(drawn["x0"]), x.place(drawn["x1"])
    top, bottom = y.place(drawn["y0"]), y.place(drawn["y1"])
    line = drawn.get("line", {})
    stroke = f'stroke="{line.get("color", "none")}" stroke-width="{line.get("width", 2)}"'
    if line.get("dash") in DASHES:
        stroke += f' stroke-dasharray="{DASHES[line["dash"]]}"'
    if drawn["type"] == "line":
        return f'<path d="M{left:.1f} {top:.1f}L{right:.1f} {bottom:.1f}" fill="none" {stroke}/>'
    if drawn["type"] == "rect":
        corner = f'x="{min(left, right):.1f}" y="{min(top, bottom):.1f}"'
        size = f'width="{abs(right - left):.1f}" height="{abs(bottom - top):.1f}"'
        return f'<rect {corner} {size} fill="{drawn.get("fillcolor", "none")}" {stroke}/>'
    raise ValueError(f"shape {drawn['type']!r} is not known to kompass.rendering")
