"""Drawing of the districts in HTML or SVG, light enough to be redrawn with each move of a slider.

The outlines are files that a browser fetches once; an update sends only colours and labels. The same outlines
make a self-contained SVG for print and files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely import Polygon, box

from kompass.boundaries import ATTRIBUTION, METRIC, Keys, boundaries, keys_of
from kompass.figures.charts.maps import Area, Frame
from kompass.figures.charts.style import Style
from kompass.figures.limits import MOST_LABELLED

OUTLINE_TOLERANCE = 6  # units
MARGIN = 12  # units around the frame
LABEL = 64  # units that the lines of a label are high
HALF_NAME = 48  # units: half of the width of a name
STEP = 8  # units between the positions that are tried for a symbol
LETTERS = 25  # units: size of letters
LINE = 28  # units from line to line
BORDER, EDGE, FRAME = 2.5, 3, 1.5  # units: widths of a border, of a symbol's edge and of the frame
MASKED = 12  # districts: where there are more, an update sends the whole drawing
TITLE_ROOM = 36  # units above the drawing for the name of the frame
# URL at which the server mounts the outlines, relative to a page: works behind a proxy below a path.
DRAWING_ROUTE = "/zeichnung"
_FROM_PAGE = DRAWING_ROUTE.lstrip("/")

Ring = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Drawing:
    """Outlines in integer units from the top left corner.

    Rings of each district by ags, the rings of the frame, the label position of each district, the width
    available for its label; ``origin`` is the corner in metres, ``unit`` are the metres of a unit.
    """

    width: int
    height: int
    districts: Mapping[str, Sequence[Ring]]
    frame: Sequence[Ring]
    labels: Mapping[str, tuple[int, int]]
    rooms: Mapping[str, int]
    origin: tuple[float, float]
    unit: float

    @property
    def keys(self) -> Keys:
        """The districts, as :func:`drawing` takes them."""
        return keys_of(self.districts)

    def symbol(self, area: Area) -> tuple[float, float, float]:
        """Centre (x, y) and radius of the symbol of an area."""
        radius = area.symbol.radius if area.symbol else 0.0
        return *symbol_centre(self.keys, area.ags, radius, HALF_NAME, LINE * len(area.lines)), radius

    def label(self, area: Area) -> tuple[float, float]:
        """Where the label of an area is centred; with a symbol, the middle of its lower edge."""
        if area.symbol is None:
            return self.labels[area.ags]
        x, y, radius = self.symbol(area)
        return x, y - radius

    def label_degrees(self, area: Area) -> tuple[float, float]:
        """The same as latitude and longitude."""
        return self._degrees(*self.label(area))

    def symbol_degrees(self, area: Area) -> tuple[float, float]:
        """The centre of an area's symbol as latitude and longitude."""
        x, y, _ = self.symbol(area)
        return self._degrees(x, y)

    def _degrees(self, x: float, y: float) -> tuple[float, float]:
        west, north = self.origin
        east_of, north_of = west + (x - MARGIN) * self.unit, north - (y - MARGIN) * self.unit
        lon, lat = _to_degrees().transform(east_of, north_of)
        return lat, lon


@lru_cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(METRIC, "EPSG:4326", always_xy=True)


@lru_cache(maxsize=32)
def drawing(keys: Keys) -> Drawing:
    """The outlines of these districts, projected to EPSG:25832 and simplified without gaps between neighbours."""
    found = boundaries(keys)
    districts = found.districts.to_crs(METRIC)
    frame = found.frame.to_crs(METRIC)
    west, south, east, north = frame.total_bounds
    unit = found.unit

    def place(x: float, y: float) -> tuple[int, int]:
        return round((x - west) / unit) + MARGIN, round((north - y) / unit) + MARGIN

    simple = districts.geometry.simplify_coverage(OUTLINE_TOLERANCE * unit)
    rings = {
        ags: [[place(*point) for point in part.exterior.coords] for part in getattr(shape, "geoms", [shape])]
        for ags, shape in zip(districts["ags"], simple, strict=True)
    }
    stripes = {ags: _widest(own) for ags, own in rings.items()}
    right, bottom = place(east, south)
    return Drawing(
        right + MARGIN,
        bottom + MARGIN,
        rings,
        [[place(*point) for point in line.coords] for line in shapely.get_parts(frame.iloc[0])],
        {ags: (x, y) for ags, (_, x, y) in stripes.items()},
        {ags: width for ags, (width, _, _) in stripes.items()},
        (west, north),
        unit,
    )


def _largest(rings: Sequence[Ring]) -> Polygon:
    # Of many districts each is small: in whole units an outline may touch itself or be a line.
    parts = shapely.get_parts(shapely.make_valid([Polygon(ring) for ring in rings]))
    return max(
        (part for part in shapely.get_parts(parts) if part.geom_type == "Polygon"),
        key=lambda part: part.area,
        default=Polygon(rings[0]),
    )


@lru_cache(maxsize=1024)
def symbol_centre(
    keys: Keys, ags: str, radius: float, half_name: float, name_height: float
) -> tuple[int, int]:
    """Where a symbol with its name above is as far within its district as it can be; all in units of the drawing
    of the districts in ``keys``."""
    shape = _largest(drawing(keys).districts[ags])
    left, top, right, bottom = shape.bounds
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(left, right, STEP), np.arange(top, bottom, STEP)))
    free = _room(shape, x, y) - radius
    for side in (-half_name, half_name):
        for height in (0, name_height):
            free = np.minimum(free, _room(shape, x + side, y - radius - height))
    best = int(free.argmax())
    return round(x[best]), round(y[best])


def _room(shape: Polygon, x: np.ndarray, y: np.ndarray) -> Any:
    """Distance of points to the outline of a shape; negative outside."""
    distance = shapely.distance(shape.exterior, shapely.points(x, y))
    return np.where(shapely.contains_xy(shape, x, y), distance, -distance)


def _widest(rings: Sequence[Ring]) -> tuple[int, int, int]:
    """Best place for a label of a district: width and centre (x, y) of the widest stripe, :data:`LABEL` high,
    within it; a district less high is labelled in its middle."""
    shape = _largest(rings)
    left, top, right, bottom = shape.bounds
    middle = shape.representative_point()
    found = [(0, round(middle.x), round(middle.y))]
    for y in range(round(top) + LABEL // 2, round(bottom) - LABEL // 2, 4):
        stripe = box(left - 1, y - LABEL / 2, right + 1, y + LABEL / 2)
        missing = stripe.difference(shape)
        end = left
        for begins, ends in sorted(
            (part.bounds[0], part.bounds[2]) for part in getattr(missing, "geoms", [missing])
        ):
            found.append((int(begins - end), round((end + begins) / 2), y))
            end = max(end, ends)
    return max(found)


def outline_file(keys: Keys, name: str) -> bytes | None:
    """An SVG file that :func:`drawing_html` refers to: a district by its AGS, ``borders`` of all, or the ``frame``;
    None for any other name."""
    shown = drawing(keys)
    if name in shown.districts:
        return _svg(shown, f'<path d="{_path(shown.districts[name])}"/>').encode()
    line = {"borders": BORDER, "frame": FRAME}.get(name)
    if line is None:
        return None
    rings = shown.frame if name == "frame" else [ring for own in shown.districts.values() for ring in own]
    return _svg(shown, f'<path d="{_path(rings)}" fill="none" stroke="#000" stroke-width="{line}"/>').encode()


def _path(rings: Sequence[Ring]) -> str:
    return "".join("M" + "L".join(f"{x} {y}" for x, y in ring) + "Z" for ring in rings)


def _svg(shown: Drawing, body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shown.width} {shown.height}">{body}</svg>'


def drawing_html(areas: Mapping[str, Area], frame: Frame, alt: str, style: Style) -> str:
    """Draw the districts as HTML for a page: masks of the outlines in the colours of ``areas``, labels on
    top.

    ``areas`` by ags, shaded, without symbols; ``alt`` is the text alternative. Many districts are one SVG. Where the
    negotiating table is on the page, it gives colours and labels anew while places move (kompass/table/view.js).
    """
    if len(areas) > MASKED:
        whole = f"{drawing_svg(areas, frame, alt, style)}<small>{escape(ATTRIBUTION)}</small>"
        return f'<figure class="bk-drawing">{whole}</figure>'
    keys = keys_of(areas)
    shown = drawing(keys)
    layers = [_mask(keys, ags, area.fill, f' data-tint="{ags}"') for ags, area in areas.items()]
    layers += [_mask(keys, "borders", style.text), _mask(keys, "frame", style.together(frame.codes))]
    for ags, area in areas.items():
        x, y = shown.labels[ags]
        layers.append(
            f'<span style="left:{100 * x / shown.width:.1f}%;top:{100 * y / shown.height:.1f}%;'
            f'color:{style.on(area.fill)}" data-label="{ags}">{area.label}</span>'
        )
    return (
        f'<figure class="bk-drawing"><figcaption data-live="frame">{escape(frame.label)}</figcaption>'
        f'<div role="img" aria-label="{escape(alt, quote=True)}" style="aspect-ratio:{shown.width}/{shown.height}">'
        f"{''.join(layers)}</div><small>{escape(ATTRIBUTION)}</small></figure>"
    )


def _mask(keys: Keys, name: str, color: str, attribute: str = "") -> str:
    file = f"{_FROM_PAGE}/{'-'.join(keys)}/{name}.svg"
    return f'<i{attribute} style="background:{color};mask-image:url({file})"></i>'


def drawing_svg(areas: Mapping[str, Area], frame: Frame, alt: str, style: Style) -> str:
    """Draw the districts as one self-contained SVG, for print."""
    width, height, body = districts_body(areas, frame, style)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(alt, quote=True)}" font-family="sans-serif">{body}</svg>'
    )


def districts_body(areas: Mapping[str, Area], frame: Frame, style: Style) -> tuple[int, int, str]:
    """Width, height and SVG elements of the drawn districts, the frame's name above them."""
    shown, line = drawing(keys_of(areas)), style.together(frame.codes)
    body = [
        f'<text x="{shown.width / 2}" y="-8" text-anchor="middle" fill="{style.text}">{escape(frame.label)}</text>'
    ]
    body += [
        f'<path d="{_path(shown.districts[ags])}" fill="{area.fill}" stroke="{style.text}" stroke-width="{BORDER}"/>'
        for ags, area in areas.items()
    ]
    body.append(f'<path d="{_path(shown.frame)}" fill="none" stroke="{line}" stroke-width="{FRAME}"/>')
    if len(areas) <= MOST_LABELLED:
        body += [mark for area in areas.values() for mark in _marks(shown, area, style)]
    group = f'<g transform="translate(0 {TITLE_ROOM})" font-size="{LETTERS}" fill="{style.text}">{"".join(body)}</g>'
    return shown.width, shown.height + TITLE_ROOM, group


def _marks(shown: Drawing, area: Area, style: Style) -> Iterator[str]:
    """The label of an area, and the symbol with its number."""
    x, y = shown.label(area)
    lines = area.label.split("<br>")
    first = y - LINE * len(lines) / (1 if area.symbol else 2)  # the upper edge of the label
    for number, line in enumerate(lines):
        middle = first + LINE * (number + 0.5)
        yield _text(_spans(line), x, middle, style.on(area.fill), area.fill)
    if area.symbol:
        x, y, radius = shown.symbol(area)
        fill, edge = area.symbol.fill, area.symbol.edge
        yield (
            f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{fill}" stroke="{edge}" stroke-width="{EDGE}"/>'
        )
        written = area.symbol.lines
        for number, line in enumerate(written):
            middle = y + LINE * (number + 0.5 - len(written) / 2)
            yield _text(_spans(f"<b>{escape(line)}</b>"), x, middle, style.on(fill), fill)


def _text(spans: str, x: float, y: float, color: str, ground: str) -> str:
    """A line of text around (x, y), with a halo in the colour of its ground."""
    return (
        f'<text x="{x}" y="{y + 0.34 * LETTERS:.1f}" text-anchor="middle" fill="{color}" '
        f'stroke="{ground}" stroke-width="4" paint-order="stroke">{spans}</text>'
    )


def _spans(line: str) -> str:
    """A line of a label as SVG ``tspan`` elements; ``<b>`` becomes a bold one."""
    return line.replace("<b>", '<tspan font-weight="700">').replace("</b>", "</tspan>")
