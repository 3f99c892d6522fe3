"""The folium map of the map page: a base that stays, and a layer of areas that changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import folium
import geopandas as gpd
from branca.element import Element, MacroElement
from folium.template import Template

from kompass.boundaries import ATTRIBUTION, UNIT, Keys, boundaries, keys_of
from kompass.figures.charts.district_drawing import OUTLINE_TOLERANCE, drawing
from kompass.figures.charts.maps import Area, Frame, Symbol
from kompass.figures.charts.style import FONT, Style, contrast
from kompass.figures.limits import MOST_LABELLED

# URL at which the server mounts Leaflet, and its path relative to the map's iframe component/<name>/index.html,
# also behind a proxy that serves the product below a path.
LEAFLET_ROUTE = "/leaflet"
_LEAFLET_FROM_FRAME = "../../leaflet"
TOWN_DISC = 0.8  # size of a disc of municipalities: 70,000 people measure some three kilometres to each side
METRES_OF_DEGREE = 100_000  # roughly, in Germany
DECIMALS = 3  # of degrees: some hundred metres, on a map of many districts
READABLE = 4.5  # contrast of text (WCAG 2.1)
# Towns named for orientation on the map of the districts.
TOWNS = ("Erkelenz", "Eschweiler", "Geilenkirchen", "Jülich")
# Positions of the countries' names: beside the border, clear of the frame.
COUNTRY_LABELS = {"Niederlande": (50.93, 5.83), "Belgien": (50.62, 5.96)}


class OfflineMap(folium.Map):
    """A folium map that loads Leaflet from this server and nothing from other hosts."""

    default_js: ClassVar = [("leaflet", f"{_LEAFLET_FROM_FRAME}/leaflet.js")]  # type: ignore[misc]
    default_css: ClassVar = [("leaflet_css", f"{_LEAFLET_FROM_FRAME}/leaflet.css")]  # type: ignore[misc]


def base_map(keys: Keys, style: Style, around: Frame) -> folium.Map:
    """The layers that stay the same between reruns, for the districts in ``keys``: neighbours, state borders, the frame."""
    found = boundaries(keys)
    west, south, east, north = found.frame.total_bounds
    chart = OfflineMap(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_start=10,
        min_zoom=8 if found.unit == UNIT else 5,
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
    if is_border.any():
        border = found.neighbours[is_border]
        _shapes(border, style, color=style.muted, weight=1.5, dashArray="8 4 2 4").add_to(chart)
    frame = gpd.GeoDataFrame(geometry=found.frame)
    _shapes(frame, style, color=style.together(around.codes), weight=1, fill=False).add_to(chart)
    for row in found.neighbours[~is_border].itertuples():
        point = row.geometry.representative_point()
        _label(point.y, point.x, escape(row.name), "bk-map-neighbour").add_to(chart)
    for name, (lat, lon) in COUNTRY_LABELS.items() if is_border.any() else ():
        _label(lat, lon, escape(name), "bk-map-country").add_to(chart)
    _label(north, (west + east) / 2, escape(around.label), "bk-map-frame").add_to(chart)
    chart.fit_bounds([[south, west], [north, east]])
    chart.add_child(_LabelScript())  # type: ignore[no-untyped-call]
    return chart


class _LabelScript(MacroElement):
    """The script that hides labels which are cut or cover others, and keeps a click from scrolling the page."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        + Path(__file__).with_name("leaflet.js").read_text(encoding="utf-8")
        + "({{ this._parent.get_name() }});{% endmacro %}"
    )


def _shapes(frame: gpd.GeoDataFrame, style: Style, **looks: object) -> folium.GeoJson:
    """Shapes for orientation that do not react to the pointer."""
    return folium.GeoJson(
        frame.to_json(), style_function=lambda _: dict(looks), control=False, interactive=False
    )


def _label(lat: float, lon: float, markup: str, css: str, looks: str = "") -> folium.Marker:
    """A text on the map, centred on its position; ``looks`` is a style attribute."""
    return folium.Marker(
        [lat, lon],
        icon=folium.DivIcon(
            icon_size=(0, 0),
            html=f'<div class="bk-map-label {css}" style="{looks}">{markup}</div>',
            class_name="bk-map-anchor",
        ),
        interactive=False,
        keyboard=False,  # a text, no button: it takes no focus
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
        f".bk-map-country{{letter-spacing:.04em}}"
        f".bk-map-frame{{background:{style.panel};color:{frame_color};font-size:14px;padding:0 6px;text-shadow:none}}"
        f".bk-map-town{{font-size:14px}}"
        f".bk-map-value,.bk-map-number{{font-size:16px;line-height:1.2}}"
        f".bk-map-number{{font-weight:700}}"
        f".bk-map-above{{transform:translate(-50%,-100%)}}"
        f".leaflet-tooltip{{background:{style.panel};border:1px solid {style.line};box-shadow:none;"
        f"color:{style.text};font-size:15px}}"
        f".leaflet-tooltip:before{{display:none}}"
        f".bk-map-attribution{{background:{style.panel};bottom:0;color:{style.muted};font:14px {FONT};"
        f"padding:2px 6px;position:absolute;right:0;z-index:1000}}"
        f".leaflet-bar a,.leaflet-bar a:hover{{background:{style.panel};color:{style.text};border-color:{style.line}}}"
        f"path:focus{{outline:none}}"
        f"@media (max-width:500px){{.bk-map-value,.bk-map-number{{font-size:14px}}}}"
    )


def area_layer(
    areas: Mapping[str, Area],
    municipal: bool,
    selected: str,
    style: Style,
    outlined: Mapping[str, str] | None = None,
) -> folium.FeatureGroup:
    """The layer that changes: coloured areas with tooltips, the selected one outlined, labels and symbols on top.

    ``areas`` by ags: districts, or with ``municipal`` municipalities. ``outlined`` is the group of each municipality,
    such as the agency's office: groups have a bold outline.
    """
    keys = keys_of(areas)
    found = boundaries(keys)
    frame = (found.municipalities if municipal else _light(keys))[["ags", "name", "geometry"]]
    frame = frame.assign(tooltip=[areas[a].tooltip for a in frame["ags"]])
    group = folium.FeatureGroup()

    def paint(feature: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
        ags = feature["properties"]["ags"]
        return {
            "fillColor": areas[ags].fill,
            "fillOpacity": 1,
            "color": style.text,
            "weight": 2.5 if ags == selected else 1,
        }

    folium.GeoJson(
        frame.to_json(),
        style_function=paint,
        highlight_function=lambda _: {"weight": 2.5},
        tooltip=folium.GeoJsonTooltip(["tooltip"], labels=False, sticky=True),
    ).add_to(group)
    other = (found.districts if municipal else found.municipalities)[["geometry"]]
    color, weight = (style.text, 2) if municipal else (style.muted, 0.4)
    if len(other):
        _shapes(other, style, color=color, weight=weight, fill=False).add_to(group)
    if outlined and municipal:
        groups = found.municipalities[["ags", "geometry"]]
        groups = groups.assign(group=groups["ags"].map(outlined)).dissolve("group")[["geometry"]]
        _shapes(groups, style, color=style.background, weight=6, fill=False).add_to(group)
        _shapes(groups, style, color=style.text, weight=3, dashArray="7 5", fill=False).add_to(group)
    marked = areas
    if not municipal and len(areas) > MOST_LABELLED:
        group.add_child(_Discs(areas))
        marked = {ags: area for ags, area in areas.items() if ags == selected}
    for mark in _municipal_names(areas, style) if municipal else _district_marks(marked, keys, style):
        mark.add_to(group)
    return group


@lru_cache(maxsize=8)
def _light(keys: Keys) -> gpd.GeoDataFrame:
    """The outlines of districts; where they reach far, simplified to what a screen shows, without gaps between them."""
    found = boundaries(keys)
    if found.unit == UNIT:
        return found.districts
    degrees = OUTLINE_TOLERANCE * found.unit / METRES_OF_DEGREE
    simple = found.districts.geometry.simplify_coverage(degrees)
    return found.districts.assign(geometry=simple.set_precision(10.0**-DECIMALS, mode="pointwise"))


def _municipal_names(areas: Mapping[str, Area], style: Style) -> Iterable[folium.Marker | folium.Circle]:
    """The discs of all municipalities, the largest first, and their names: where names collide, the first is shown."""
    found = boundaries(keys_of(areas))
    by_area = found.municipalities.sort_values("area_km2", ascending=False)
    towns = sorted(by_area.itertuples(), key=lambda row: -_share(areas[row.ags]))
    for row in towns:
        symbol = areas[row.ags].symbol
        if symbol:
            yield _disc((row.lat, row.lon), symbol, TOWN_DISC * found.unit, "bk-map-disc")
    for row in towns:
        area = areas[row.ags]
        yield _label(row.lat, row.lon, area.label, "bk-map-town", _looks(style.on(area.fill), area.fill))


def _share(area: Area) -> float:
    return area.symbol.share if area.symbol else 0.0


def _disc(at: tuple[float, float], symbol: Symbol, unit: float, name: str = "bk-map-symbol") -> folium.Circle:
    """A disc for a count; a click on it is for the area below. Names do not cover discs of the class bk-map-symbol."""
    circle = folium.Circle(
        list(at),
        radius=symbol.radius * unit,
        color=symbol.edge,
        weight=1.5,
        fill_color=symbol.fill,
        fill_opacity=1,
        className=name,
    )
    circle.options["interactive"] = False  # folium drops it
    return circle


class _Discs(MacroElement):
    """The discs of many districts, without names and numbers, which the pointer tells: as one script, not hundreds."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.rows }}.forEach(([at, radius, color, fillColor]) => L.circle(at, "
        '{radius, color, fillColor, fillOpacity: 1, weight: 1.5, interactive: false, className: "bk-map-symbol"})'
        ".addTo({{ this._parent.get_name() }}));{% endmacro %}"
    )

    def __init__(self, areas: Mapping[str, Area]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        shown = drawing(keys_of(areas))
        self.rows = json.dumps(
            [
                [
                    [round(degrees, DECIMALS + 1) for degrees in shown.symbol_degrees(area)],
                    round(area.symbol.radius * shown.unit),
                    area.symbol.edge,
                    area.symbol.fill,
                ]
                for area in areas.values()
                if area.symbol
            ]
        )


def _district_marks(
    areas: Mapping[str, Area], keys: Keys, style: Style
) -> Iterable[folium.Marker | folium.Circle]:
    """The symbols and labels of these of the districts in ``keys``, and some towns for orientation."""
    shown, towns = drawing(keys), boundaries(keys).municipalities
    for row in towns[towns["name"].isin(TOWNS)].itertuples() if len(areas) == len(keys) else ():
        fill = areas[row.district].fill
        yield _label(row.lat, row.lon, escape(row.name), "bk-map-town", _looks(_quiet(fill, style), fill))
    for area in areas.values():
        color, symbol = style.on(area.fill), area.symbol
        if symbol is None:
            lat, lon = shown.label_degrees(area)
            yield _label(lat, lon, area.label, "bk-map-value", _looks(color, area.fill))
            continue
        lat, lon = shown.symbol_degrees(area)
        yield _disc((lat, lon), symbol, shown.unit)
        above = shown.label_degrees(area)
        yield _label(*above, area.label, "bk-map-value bk-map-above", _looks(color, area.fill))
        number = "<br>".join(map(escape, symbol.lines))
        yield _label(lat, lon, number, "bk-map-number", _looks(style.on(symbol.fill), symbol.fill))


def _looks(color: str, ground: str) -> str:
    """The style attribute of a text: its colour, and a halo that keeps it legible where it crosses a line."""
    return f"color:{color};text-shadow:" + ",".join([f"0 0 3px {ground}"] * 4)


def _quiet(fill: str, style: Style) -> str:
    """The colour of a subordinate name: muted where that reads on the fill."""
    return style.muted if contrast(style.muted, fill) >= READABLE else style.on(fill)
