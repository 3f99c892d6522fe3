"""The district map as freeform shapes of a slide; their fill can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from kompass.boundaries import keys_of
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
from kompass.figures.charts.district_drawing import Drawing, Ring, drawing, symbol_centre
from kompass.figures.charts.maps import Area, Symbol
from kompass.figures.charts.style import Style
from kompass.figures.limits import MOST_LABELLED
from kompass.figures.picture import OnMap

_BORDER, _FRAME = Pt(1), Pt(0.75)
LABEL_SIZES = (SMALLEST, 16, 14, 12)  # points, tried until a district's name fits into it
DISC = 0.6  # radius of a disc on a slide relative to other maps
_POINT = 12700  # EMU


def add_map(shapes: Any, box: Box, picture: OnMap, style: Style, metrics: FontMetrics, code: str) -> None:
    """Add districts, labels and frame to the slide as a group shape."""
    drawn = drawing(keys_of(picture.areas))
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
    for ring in drawn.frame:
        frame = _ring(group.shapes, ring, scale, left, top)
        frame.name = picture.frame.label
        frame.fill.background()
        frame.line.color.rgb, frame.line.width = rgb(style.together(picture.frame.codes)), _FRAME
    above = Box(box.left, box.top, box.width, head)
    label, _ = metrics.fitted(picture.frame.label, (SMALLEST,), above, True)
    add_text(group.shapes, above, [[Run(label)]], code, align=PP_ALIGN.CENTER)
    corner = _Corner(drawn, scale, left, top)
    for area in picture.areas.values() if len(picture.areas) <= MOST_LABELLED else ():
        if area.symbol is None:
            _add_name(group.shapes, area, drawn.labels[area.ags], corner, style, metrics, code)
        else:
            _add_symbol(group.shapes, area, area.symbol, corner, style, metrics, code)
    describe(group, picture.alt)


@dataclass(frozen=True)
class _Corner:
    """The drawing, its top left corner on the slide in EMU, and EMU per unit of the drawing."""

    drawn: Drawing
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


def _add_name(
    shapes: Any,
    area: Area,
    middle: tuple[float, float],
    corner: _Corner,
    style: Style,
    metrics: FontMetrics,
    code: str,
) -> None:
    """Add the name of a district around ``middle``, in the largest size that fits into it; numbers are beside the map."""
    name, size = area.lines[0], _size(area, corner, metrics)
    place = corner.box(*middle, (metrics.width(name, size) + size) * _POINT, size * LINE * _POINT)
    run = Run(name, size, color=style.on(area.fill))
    add_text(shapes, place, [[run]], code, MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER)


def _size(area: Area, corner: _Corner, metrics: FontMetrics) -> float:
    longest = Emu(round(corner.scale * corner.drawn.rooms[area.ags])).pt
    # Above a disc there is less room than in the widest part of a district.
    sizes = LABEL_SIZES if area.symbol is None else LABEL_SIZES[2:]
    return next((size for size in sizes if metrics.width(area.lines[0], size) <= longest), LABEL_SIZES[-1])


def _add_symbol(
    shapes: Any,
    area: Area,
    symbol: Symbol,
    corner: _Corner,
    style: Style,
    metrics: FontMetrics,
    code: str,
) -> None:
    """Add the disc of a district and its name above; discs are smaller than elsewhere, names larger."""
    radius, size = DISC * symbol.radius, _size(area, corner, metrics)
    half = metrics.width(area.lines[0], size) * _POINT / corner.scale / 2
    high = size * LINE * _POINT / corner.scale
    x, y = symbol_centre(corner.drawn.keys, area.ags, radius, half, high)
    place = corner.box(x, y, 2 * radius * corner.scale, 2 * radius * corner.scale)
    disc = shapes.add_shape(MSO_SHAPE.OVAL, place.left, place.top, place.width, place.height)
    without_style(disc)
    disc.name = area.spoken
    disc.fill.solid()
    disc.fill.fore_color.rgb = rgb(symbol.fill)
    disc.line.color.rgb, disc.line.width = rgb(symbol.edge), _BORDER
    _add_name(shapes, area, (x, y - radius - high / 2), corner, style, metrics, code)


def _ring(shapes: Any, ring: Ring, scale: float, left: float, top: float) -> Any:
    """Add a closed freeform shape; ``ring`` is in units of the drawing, ``left`` and ``top`` in EMU."""
    (x, y), *others = ring
    builder = shapes.build_freeform(x, y, scale)
    builder.add_line_segments(others, close=True)
    shape = builder.convert_to_shape(Emu(round(left)), Emu(round(top)))
    without_style(shape)
    return shape
