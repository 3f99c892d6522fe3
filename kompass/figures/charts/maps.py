"""Maps: folium for the map page; classes and areas for all maps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any, ClassVar

import folium
import geopandas as gpd
from branca.element import Element
from shapely import LineString

from kompass.figures.charts.axis import nice_steps
from kompass.figures.charts.style import FONT, Style

GEO_DIR = Path(__file__).parents[3] / "geo"
ATTRIBUTION = "© GeoBasis-DE / BKG 2017 (Daten verändert)"
# URL at which the server mounts Leaflet, and its path relative to the map's iframe component/<name>/index.html,
# also behind a proxy that serves the product below a path.
LEAFLET_ROUTE = "/leaflet"
_LEAFLET_FROM_FRAME = "../../leaflet"
METRIC = "EPSG:25832"
FRAME_WIDTH = 2500  # metres between the three districts and the frame of the Agentur für Arbeit
TOWNS = ("Erkelenz", "Eschweiler", "Geilenkirchen", "Jülich", "Monschau", "Simmerath")
# Positions of the countries' names: beside the border, clear of frame and buttons.
COUNTRY_LABELS = {"Niederlande": (51.12, 5.72), "Belgien": (50.56, 5.92)}


@dataclass(frozen=True)
class Boundaries:
    """The boundary files in WGS84, indexed by ``ags``, and the frame around the three districts."""

    districts: gpd.GeoDataFrame
    municipalities: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame
    frame: gpd.GeoSeries


@lru_cache
def boundaries() -> Boundaries:
    """Read the boundaries in ``geo/``; cached."""
    districts, municipalities, neighbours = (
        gpd.read_file(GEO_DIR / f"{name}.geojson") for name in ("districts", "municipalities", "neighbours")
    )
    frame = districts.to_crs(METRIC).union_all().buffer(FRAME_WIDTH).simplify(300)
    # Only the outline counts: the exclaves behind the Vennbahn lie within it.
    outline = gpd.GeoSeries([LineString(frame.exterior)], crs=METRIC).to_crs("EPSG:4326")
    return Boundaries(districts, municipalities, neighbours, outline)


@dataclass(frozen=True)
class Classes:
    """Five classes of equal width with round limits; a value belongs to the class whose lower limit it
    reaches."""

    limits: tuple[float, ...]

    def index(self, value: float) -> int:
        """The class of a value, 0 to 4."""
        return next((i for i in range(4) if value < self.limits[i + 1]), 4)

    def counts(self, values: Sequence[float]) -> list[int]:
        """Number of values in each class."""
        found = [self.index(v) for v in values]
        return [found.count(i) for i in range(5)]

    @property
    def decimals(self) -> int:
        """Decimals that the limits need."""
        return next(d for d in range(9) if all(round(x, d) == round(x, 9) for x in self.limits))


def classes(values: Sequence[float]) -> Classes:
    """Five classes that cover the values: the smallest round step (1, 2, 2.5, 5 times a power of ten) that
    does."""
    low, high = min(values), max(values)
    raw = max((high - low) / 5, abs(high) / 1000, 0.01)
    step = next(s for s in nice_steps(0.999 * raw) if math.floor(low / s) * s + 5 * s >= high)
    start = math.floor(low / step) * step
    return Classes(tuple(round(start + i * step, 6) for i in range(6)))


class OfflineMap(folium.Map):
    """A folium map that loads Leaflet from this server and nothing from other hosts."""

    default_js: ClassVar = [("leaflet", f"{_LEAFLET_FROM_FRAME}/leaflet.js")]  # type: ignore[misc]
    default_css: ClassVar = [("leaflet_css", f"{_LEAFLET_FROM_FRAME}/leaflet.css")]  # type: ignore[misc]


@dataclass(frozen=True)
class Frame:
    """The frame around all districts, for institutions that work in all of them: its label and their codes."""

    label: str
    codes: tuple[str, ...]


def base_map(style: Style, around: Frame) -> folium.Map:
    """The layers that stay the same between reruns: neighbours, state borders, the frame, town names."""
    found = boundaries()
    west, south, east, north = found.frame.total_bounds
    chart = OfflineMap(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_start=10,
        min_zoom=8,
        max_zoom=13,
        zoom_snap=0.25,
        attribution_control=False,  # replaced by our own, which names the boundaries' source
    )
    root: Any = chart.get_root()
    root.header.add_child(Element(f"<style>{_map_css(style, style.together(around.codes))}</style>"))
    root.html.add_child(Element(f'<div class="bk-map-attribution">{escape(ATTRIBUTION)} · Leaflet</div>'))
    is_border = found.neighbours["kind"] == "state_border"
    _shapes(
        found.neighbours[~is_border], style, fillColor=style.panel, fillOpacity=1, color=style.line, weight=1
    ).add_to(chart)
    _shapes(found.neighbours[is_border], style, color=style.text, weight=3, dashArray="8 4 2 4").add_to(chart)
    frame = gpd.GeoDataFrame(geometry=found.frame)
    _shapes(frame, style, color=style.together(around.codes), weight=4, fill=False).add_to(chart)
    for row in found.neighbours[~is_border].itertuples():
        point = row.geometry.representative_point()
        _label(point.y, point.x, row.name, "bk-map-neighbour").add_to(chart)
    for name, (lat, lon) in COUNTRY_LABELS.items():
        _label(lat, lon, name, "bk-map-country").add_to(chart)
    _label(north, (west + east) / 2, around.label, "bk-map-frame").add_to(chart)
    chart.fit_bounds([[south, west], [north, east]])
    return chart


def _shapes(frame: gpd.GeoDataFrame, style: Style, **looks: object) -> folium.GeoJson:
    """Shapes for orientation that do not react to the pointer."""
    return folium.GeoJson(
        frame.to_json(), style_function=lambda _: dict(looks), control=False, interactive=False
    )


def _label(lat: float, lon: float, text: str, css: str) -> folium.Marker:
    """A text on the map, centred on its position."""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    markup = f'<div class="bk-map-label {css}">{lines}</div>'
    return folium.Marker(
        [lat, lon],
        icon=folium.DivIcon(icon_size=(0, 0), html=markup, class_name="bk-map-anchor"),
        interactive=False,
    )


def _map_css(style: Style, frame_color: str) -> str:
    """Style sheet of the map's iframe, which does not inherit that of the page."""
    halo = ", ".join(f"{x}px {y}px 2px {style.background}" for x in (-1, 1) for y in (-1, 1))
    return (
        f"html,body{{background:{style.panel};margin:0}}"
        f".leaflet-container{{background:{style.panel};font:16px {FONT}}}"
        f".bk-map-anchor{{background:none;border:0;pointer-events:none}}"
        f".bk-map-label{{color:{style.text};position:absolute;text-align:center;text-shadow:{halo};"
        f"transform:translate(-50%,-50%);white-space:nowrap}}"
        f".bk-map-neighbour,.bk-map-country{{color:{style.muted};font-size:14px}}"
        f".bk-map-country{{font-weight:600;letter-spacing:.08em;text-transform:uppercase}}"
        f".bk-map-frame{{background:{frame_color};border-radius:2px;color:{style.background};"
        f"font-size:15px;font-weight:600;padding:2px 8px;text-shadow:none}}"
        f".bk-map-town{{font-size:14px;font-weight:600}}"
        f".bk-on-text{{color:{style.text};text-shadow:none}}"
        f".bk-on-background{{color:{style.background};text-shadow:none}}"
        f".bk-map-value{{font-size:17px;font-weight:650;line-height:1.2}}"
        f".leaflet-tooltip{{background:{style.panel};border:1px solid {style.line};box-shadow:none;"
        f"color:{style.text};font-size:15px}}"
        f".leaflet-tooltip:before{{display:none}}"
        f".bk-map-attribution{{background:{style.panel};bottom:0;color:{style.muted};font:14px {FONT};"
        f"padding:2px 6px;position:absolute;right:0;z-index:1000}}"
        f".leaflet-bar a,.leaflet-bar a:hover{{background:{style.panel};color:{style.text};border-color:{style.line}}}"
        f"path:focus{{outline:none}}"
        # A phone has room for the districts' own labels only.
        f"@media (max-width:500px){{.bk-map-town,.bk-map-neighbour{{display:none}}}}"
    )


@dataclass(frozen=True)
class Area:
    """Fill colour, label and tooltip of one area."""

    ags: str
    fill: str
    label: str  # on the map, may hold several lines
    tooltip: str  # markup; texts within escaped by the maker

    @property
    def spoken(self) -> str:
        """The label for screen readers."""
        return unescape(self.label.replace("<br>", " ").replace("<b>", "").replace("</b>", ""))


def area_layer(
    areas: Mapping[str, Area], municipal: bool, selected: str, style: Style, districts: Mapping[str, Area]
) -> folium.FeatureGroup:
    """The layer that changes: coloured areas with tooltips, the selected one outlined, value labels on top.

    ``areas`` by ags: districts, or with ``municipal`` municipalities; ``districts`` carry the labels.
    """
    found = boundaries()
    frame = (found.municipalities if municipal else found.districts)[["ags", "name", "geometry"]]
    frame = frame.assign(tooltip=[areas[a].tooltip for a in frame["ags"]])
    group = folium.FeatureGroup()

    def paint(feature: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
        ags = feature["properties"]["ags"]
        return {
            "fillColor": areas[ags].fill,
            "fillOpacity": 1,
            "color": style.text,
            "weight": 5 if ags == selected else 1,
        }

    folium.GeoJson(
        frame.to_json(),
        style_function=paint,
        highlight_function=lambda _: {"weight": 4},
        tooltip=folium.GeoJsonTooltip(["tooltip"], labels=False, sticky=True),
    ).add_to(group)
    if municipal:
        borders = found.districts[["geometry"]]
        _shapes(borders, style, color=style.text, weight=3, fill=False).add_to(group)
    else:
        borders = found.municipalities[["geometry"]]
        _shapes(borders, style, color=style.text, weight=0.5, fill=False).add_to(group)
    for row in found.municipalities[found.municipalities["name"].isin(TOWNS)].itertuples():
        fill = areas[row.ags if municipal else row.district].fill
        _label(row.lat, row.lon, row.name, f"bk-map-town bk-on-{_shade(fill, style)}").add_to(group)
    for row in found.districts.itertuples():
        area = districts[row.ags]
        _label(row.lat, row.lon, area.label, f"bk-map-value bk-on-{_shade(area.fill, style)}").add_to(group)
    return group


def _shade(fill: str, style: Style) -> str:
    """The CSS class of a label on this fill: text colour or background colour, whichever reads better."""
    return "text" if style.on(fill) == style.text else "background"
