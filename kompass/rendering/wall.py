"""A chart of a page drawn for the back row: in a given room, with letters that are large enough.

A page's chart is as high as its rows need on a phone. On a wall the room is wide and low: the rows stand in up
to three columns, closer together where they have room to spare, and the whole is drawn as large as it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from typing import Any

import plotly.graph_objects as go

from kompass.rendering.axes import Axes
from kompass.rendering.boxes import crossings, leaves_edges, text_boxes
from kompass.rendering.drawing import Drawing
from kompass.rendering.figure import is_map, plain_figure, spec_drawing
from kompass.rendering.free import free, parts_of, with_short_lines
from kompass.rendering.readable import readable
from kompass.rendering.rows import Row, height_of, least_pitch, of_rows, rows_of, with_numbers

LETTERS = 28  # pixels on a screen of 1920 by 1080: the least that the back row reads
PAGE_LETTERS = 14  # pixels: the least on a page, see kompass.figures.charts.style
ZOOMS = (2.8, 2.6, 2.4, 2.2, 2.0)  # how many times as large as on a page, the largest that fits
SMALLER = (
    1.8,
    1.6,
    1.4,
    1.2,
    1.0,
    0.8,
    0.6,
)  # for a room where none of these fits, as on a slide of a template
MOST_COLUMNS = 3
BETWEEN = 28  # pixels of a page between two columns
PHONE = 350  # pixels: the width of a page that charts are made for at least
MOST_PITCH = 1.6  # how far rows are set apart to fill a room, at most, in usual distances


@dataclass(frozen=True)
class _Rows:
    """A figure made of rows, how high a unit of its axis is on the page, and at least."""

    spec: dict[str, Any]
    rows: list[Row]
    usual: float
    least: float


def wall_drawing(figures: Sequence[go.Figure], room: tuple[float, float]) -> Drawing:
    """Draw the panels of a chart in a room (width, height) in pixels of a screen of 1920 by 1080.

    The drawing has the room's proportions and the sizes of letters of a page; filling the room it is larger
    by at least ``LETTERS / PAGE_LETTERS``, unless the room is too small for that. Raises ValueError for what
    :mod:`kompass.rendering.figure` does not know.
    """
    specs = [part for figure in figures for part in parts_of(readable(plain_figure(figure)))]
    smaller = chain.from_iterable(_ways(specs, room, [zoom]) for zoom in SMALLER)
    return _best(chain(_ways(specs, room, ZOOMS), smaller)) or phone_drawing(figures)


def _best(ways: Iterable[Drawing]) -> Drawing | None:
    """The first drawing in which no text leaves the edges or crosses another; else the one with the fewest."""
    best = None
    for drawing in ways:
        boxes = text_boxes(drawing)
        faults = 10 * len(leaves_edges(drawing, boxes)) + crossings(boxes)
        if best is None or faults < best[0]:
            best = (faults, drawing)
        if not faults:
            break
    return best[1] if best else None


def phone_drawing(figures: Sequence[go.Figure]) -> Drawing:
    """The panels of a chart below each other, as on a phone."""
    parts = [spec_drawing(with_short_lines(plain_figure(figure), PHONE), PHONE) for figure in figures]
    body, top = "", 0.0
    for part in parts:
        top += max(-min((box.top for box in text_boxes(part)), default=0.0), 0.0)  # a name in two lines
        body += part.placed(0, top)
        top += part.height + BETWEEN
    return Drawing(PHONE, top - BETWEEN, body)


def _ways(
    specs: Sequence[dict[str, Any]], room: tuple[float, float], zooms: Sequence[float]
) -> Iterator[Drawing]:
    """Drawings that fit the room, the preferred one first."""
    if len(specs) > 1 or _in_rows(specs[0]) is None:
        for joined in (False, True):
            # Letters of the least size leave most room for a map.
            for zoom in reversed(zooms) if is_map(specs[0]) else zooms:
                yield _panels([free(spec, room[1] / zoom, joined) for spec in specs], room, zoom)
        return
    for columns in range(1, MOST_COLUMNS + 1):
        # In narrow columns smaller letters leave more room for bars.
        for zoom in zooms if columns < MOST_COLUMNS else reversed(zooms):
            width = (room[0] / zoom - BETWEEN * (columns - 1)) / columns
            found = _in_rows(with_short_lines(specs[0], width))
            panels = _columns(found, columns, room[1] / zoom) if found else []
            if panels:
                yield _panels(panels, room, zoom)


def _in_rows(spec: dict[str, Any]) -> _Rows | None:
    spec = with_numbers(spec)
    rows = rows_of(spec)
    if not rows:
        return None
    low, high = spec["layout"]["yaxis"]["range"]
    layout = spec["layout"]
    usual = (layout["height"] - _around(spec)) / abs(high - low)
    return _Rows(spec, rows, usual, least_pitch(rows, usual))


def _around(spec: dict[str, Any]) -> float:
    """Pixels above and below the plot area: margins, or what the labels of the x axis need."""
    margin, height = spec["layout"]["margin"], float(spec["layout"].get("height", 450))
    axes = Axes(spec, (margin["l"], margin["t"], 1000.0, height - margin["b"]))
    return height - (axes.plot[3] - axes.plot[1])


def _columns(found: _Rows, count: int, height: float) -> list[dict[str, Any]]:
    """The rows in ``count`` columns that are at most ``height`` pixels high; empty if they do not fit."""
    if count > len(found.rows):
        return []
    around = _around(found.spec)
    ways = [
        [found.rows[a:b] for a, b in pairwise((0, *cuts, len(found.rows)))]
        for cuts in combinations(range(1, len(found.rows)), count - 1)
    ]

    def highest(way: Sequence[Sequence[Row]], pitch: float) -> float:
        return max(height_of(own, pitch) for own in way)

    whole = [way for way in ways if all(own[0].begins_group for own in way[1:])]
    for some in (whole, ways):
        if not some:
            continue
        way = min(some, key=lambda way: highest(way, found.usual))
        pitch = MOST_PITCH * found.usual
        while pitch >= found.least and highest(way, pitch) + around > height:
            pitch -= found.usual / 40
        if pitch >= found.least:
            return [_with_height(of_rows(found.spec, own, pitch, found.usual), around) for own in way]
    return []


def _with_height(spec: dict[str, Any], around: float) -> dict[str, Any]:
    spec["layout"]["height"] += around
    return spec


def _panels(specs: Sequence[dict[str, Any]], room: tuple[float, float], zoom: float) -> Drawing:
    """Panels side by side in the room, in pixels of a page."""
    width, height = room[0] / zoom, room[1] / zoom
    own = (width - BETWEEN * (len(specs) - 1)) / len(specs)
    drawn = [spec_drawing(spec, own) for spec in specs]
    top = max((height - max(part.height for part in drawn)) / 2, 0)
    body = "".join(part.placed(n * (own + BETWEEN), top) for n, part in enumerate(drawn))
    return Drawing(width, height, body)
