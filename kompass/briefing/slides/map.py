"""The district map as freeform shapes of a slide; their fill can be edited."""

from __future__ import annotations

from typing import Any

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
from kompass.figures.charts.district_drawing import Ring, drawing
from kompass.figures.charts.style import Style
from kompass.figures.picture import OnMap

_BORDER, _FRAME = Pt(1), Pt(2.5)
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
    add_text(group.shapes, above, [[Run(label, bold=True)]], code, align=PP_ALIGN.CENTER)
    for ags, area in picture.areas.items():
        x, y = drawn.labels[ags]
        longest = Emu(round(scale * drawn.rooms[ags])).pt
        fitting = (size for size in LABEL_SIZES if metrics.width(area.spoken, size) <= longest)
        size = next(fitting, LABEL_SIZES[-1])
        width = round((metrics.width(area.spoken, size) + size) * _POINT)
        place = Box(round(left + scale * x - width / 2), round(top + scale * y - head / 2), width, head)
        name = [[Run(area.spoken, size, color=style.on(area.fill))]]
        add_text(group.shapes, place, name, code, MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER)
    describe(group, picture.alt)


def _ring(shapes: Any, ring: Ring, scale: float, left: float, top: float) -> Any:
    """Add a closed freeform shape; ``ring`` is in units of the drawing, ``left`` and ``top`` in EMU."""
    (x, y), *others = ring
    builder = shapes.build_freeform(x, y, scale)
    builder.add_line_segments(others, close=True)
    shape = builder.convert_to_shape(Emu(round(left)), Emu(round(top)))
    without_style(shape)
    return shape
