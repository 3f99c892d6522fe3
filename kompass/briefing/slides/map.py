"""The district map as freeform shapes of a slide; their fill can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from kompass.briefing.slides.text import (
    LINE,
    SMALLEST,
    Box,
    FontMetrics,
    Run,
    add_text,
    describe,
    rgb,
    without_style,
)
from kompass.figures.charts.district_drawing import UNIT, Ring, drawing
from kompass.figures.charts.maps import LARGEST_RADIUS, Area
from kompass.figures.charts.style import Style
from kompass.figures.picture import OnMap

_BORDER, _FRAME = Pt(1), Pt(0.75)
LABEL_SIZES = (SMALLEST, 16, 14, 12)  # points, tried until a district's name fits into it
_POINT = 12700  # EMU


def add_map(shapes: Any, box: Box, picture: OnMap, style: Style, metrics: FontMetrics, code: str) -> None:
    """Add districts, labels and frame to the slide as a group shape."""
    drawn = drawing()
    head = round(SMALLEST * LINE * _POINT)
    scale = min(box.width / drawn.width, (box.height - head) / drawn.height)
    left, top = box.left + (box.width - scale * drawn.width) / 2, box.top + head
    group = shapes.add_group_shape()
    for ags, area in picture.areas.items():
        for ring in drawn.districts[ags]:
            shape = _ring(group.shapes, ring, scale, left, top)
            shape.name = area.spoken
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(area.fill)
            shape.line.color.rgb, shape.line.width = rgb(style.text), _BORDER
    frame = _ring(group.shapes, drawn.frame, scale, left, top)
    frame.name = picture.frame.label
    frame.fill.background()
    frame.line.color.rgb, frame.line.width = rgb(style.together(picture.frame.codes)), _FRAME
    above = Box(box.left, box.top, box.width, head)
    label, _ = metrics.fitted(picture.frame.label, (SMALLEST,), above, True)
    add_text(group.shapes, above, [[Run(label)]], code, align=PP_ALIGN.CENTER)
    corner = _Corner(scale, left, top)
    for area in picture.areas.values():
        _add_label(group.shapes, area, corner, style, metrics, code)
        if area.symbol:
            _add_symbol(group.shapes, area, corner, style, code)
    describe(group, picture.alt)


@dataclass(frozen=True)
class _Corner:
    """The top left corner of the drawing on the slide in EMU, and EMU per unit of the drawing."""

    scale: float
    left: float
    top: float

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """The box around (x, y), in units of the drawing, of a size in EMU."""
        return Box(
            round(self.left + self.scale * x - width / 2),
            round(self.top + self.scale * y - height / 2),
            round(width),
            round(height),
        )


def _add_label(
    shapes: Any, area: Area, corner: _Corner, style: Style, metrics: FontMetrics, code: str
) -> None:
    """Add the label of an area: its lines in the largest size that fits into the district."""
    drawn = drawing()
    (x, y), lines = drawn.label(area), area.lines
    room = drawn.rooms[area.ags] if area.symbol is None else 1.6 * LARGEST_RADIUS / UNIT
    longest = Emu(round(corner.scale * room)).pt

    def long(size: float) -> float:
        return max(metrics.width(line, size, True) for line in lines)

    size = next((size for size in LABEL_SIZES if long(size) <= longest), LABEL_SIZES[-1])
    height = len(lines) * size * LINE * _POINT
    if area.symbol:
        y -= height / corner.scale / 2
    place = corner.box(x, y, (long(size) + size) * _POINT, height)
    color = style.on(area.fill)
    runs = [[Run(line, size, bold=number > 0, color=color)] for number, line in enumerate(lines)]
    add_text(shapes, place, runs, code, MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER)


def _add_symbol(shapes: Any, area: Area, corner: _Corner, style: Style, code: str) -> None:
    """Add the disc of an area, and its number on it."""
    symbol, (x, y, radius) = area.symbol, drawing().symbol(area)
    assert symbol is not None
    place = corner.box(x, y, 2 * radius * corner.scale, 2 * radius * corner.scale)
    disc = shapes.add_shape(MSO_SHAPE.OVAL, place.left, place.top, place.width, place.height)
    without_style(disc)
    disc.name = area.spoken
    disc.fill.solid()
    disc.fill.fore_color.rgb = rgb(symbol.fill)
    disc.line.color.rgb, disc.line.width = rgb(symbol.edge), _BORDER
    color = style.on(symbol.fill)
    number = [[Run(line, LABEL_SIZES[-1], bold=True, color=color)] for line in symbol.lines]
    add_text(shapes, place, number, code, MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER)


def _ring(shapes: Any, ring: Ring, scale: float, left: float, top: float) -> Any:
    """Add a closed freeform shape; ``ring`` is in units of the drawing, ``left`` and ``top`` in EMU."""
    (x, y), *others = ring
    builder = shapes.build_freeform(x, y, scale)
    builder.add_line_segments(others, close=True)
    shape = builder.convert_to_shape(Emu(round(left)), Emu(round(top)))
    without_style(shape)
    return shape
