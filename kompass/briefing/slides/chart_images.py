"""Charts of pages on slides: simple bars as native charts, all others as pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pptx.util import Emu

from kompass.briefing.slides.charts import add_chart
from kompass.briefing.slides.text import Box, FontMetrics, describe
from kompass.figures.charts.style import Style
from kompass.figures.picture import Chart, Figure, Tracks
from kompass.rendering.figure import plain_figure
from kompass.rendering.marks import each
from kompass.rendering.png import png
from kompass.rendering.text import plain
from kompass.rendering.wall import wall_drawing

ZOOM = 3  # pixels of a picture for each of its drawing, which has a page's letters
_PER_POINT = 2  # pixels of a screen of 1920 for a point of a slide 13.3 inches wide
_BARS, _LETTERS = range(2, 7), 8  # of a native chart: its bars, and at most so many letters of a figure


def add_page_chart(shapes: Any, box: Box, chart: Chart, alt: str, style: Style, metrics: FontMetrics) -> None:
    """Add the chart of a page to a slide; ``alt`` says what it shows."""
    tracks = bars_of(chart)
    if tracks:
        add_chart(shapes, box, tracks, alt, style, metrics)
        return
    room = (_PER_POINT * Emu(box.width).pt, _PER_POINT * Emu(box.height).pt)
    image = BytesIO(png(wall_drawing(chart.panels, room).svg(alt), ZOOM))
    shape = shapes.add_picture(image, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    describe(shape, alt)


def bars_of(chart: Chart) -> Tracks | None:
    """The bars of a chart that is nothing but named bars from zero with their figures; None for any other."""
    if chart.beside:
        return None
    spec = plain_figure(chart.figure)
    layout, traces = spec["layout"], spec["data"]
    if len(traces) != 1 or traces[0]["type"] != "bar" or traces[0].get("orientation") != "h":
        return None
    (trace,) = traces
    count = len(trace["y"])
    notes = layout.get("annotations", ())
    names = {note["y"]: plain(note["text"]) for note in notes if note.get("yref", "y") == "y"}
    texts = each(trace.get("text"), count)
    simple = not layout.get("shapes") and "base" not in trace and "pattern" not in trace.get("marker", {})
    if (
        not simple
        or count not in _BARS
        or len(notes) != count
        or set(names) != set(trace["y"])
        or not all(texts)
    ):
        return None
    if max(len(plain(text).strip()) for text in texts) > _LETTERS:
        return None  # programs break longer ones where it hurts
    colors = each(trace["marker"]["color"], count)
    figures = [
        Figure(names[y], plain(text).strip(), "", color, amount)
        for y, text, color, amount in zip(trace["y"], texts, colors, trace["x"], strict=True)
    ]
    return Tracks(figures, chart.alt, (plain(layout["xaxis"].get("title", {}).get("text", "")) or chart.alt,))
