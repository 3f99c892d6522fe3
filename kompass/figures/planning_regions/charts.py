"""Charts of the planning regions: a map panel per state, and the common measure as marks on one axis."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go
from shapely import box
from shapely.geometry.base import BaseGeometry

from kompass.boundaries import ATTRIBUTION, GEO_DIR, METRIC
from kompass.figures.charts.style import Style
from kompass.language import Language

HALF_WIDTH, HALF_HEIGHT = 135, 130  # kilometres around the middle of a state, the same in every panel
MAP_HEIGHT = 400  # pixels, without the names of the regions above it
NAMES = 72  # pixels: a region's name and its districts in two lines
ROW = 52  # pixels per mark and the name above it
FADED = 0.3  # opacity of the regions that are not selected


@lru_cache
def planning_boundaries() -> gpd.GeoDataFrame:
    """The boundaries of ``geo/planning_regions.geojson`` in kilometres (EPSG:25832): kind, ags, name, geometry."""
    layer = gpd.read_file(GEO_DIR / "planning_regions.geojson").to_crs(METRIC)
    return layer.set_geometry(layer.geometry.scale(0.001, 0.001, origin=(0, 0)))


def map_figures(
    regions: pd.DataFrame, districts: pd.DataFrame, chosen: str, style: Style, language: Language
) -> list[go.Figure]:
    """Draw a map panel for each state, with the districts of its regions.

    ``regions``: columns region_id, name, state_ags, state; ``districts``: region_id, ags, name. The other
    regions are faded when one is ``chosen`` ("" for none).
    """
    return [
        _state_figure(str(state_ags), own, districts, chosen, style)
        for state_ags, own in regions.groupby("state_ags", sort=False)
    ]


def _state_figure(
    state_ags: str, regions: pd.DataFrame, districts: pd.DataFrame, chosen: str, style: Style
) -> go.Figure:
    """One panel. One call with everything: plotly validates the whole figure again at each further call."""
    layer = planning_boundaries()
    shapes = layer.set_index("ags").geometry
    west, south, east, north = shapes[state_ags].bounds
    x, y = (west + east) / 2, (south + north) / 2
    view = box(x - HALF_WIDTH, y - HALF_HEIGHT, x + HALF_WIDTH, y + HALF_HEIGHT)
    around = layer[(layer["kind"] != "district") & (layer["ags"] != state_ags) & layer.intersects(view)]
    areas = [_area(shape, style.background, style.line, 1) for shape in around.geometry]
    areas.append(_area(shapes[state_ags], style.panel, style.comparison, 2))
    labels = [_caption(f"<b>{regions['state'].iloc[0]}</b>", 17, style) | {"y": 1, "yanchor": "bottom"}]
    labels[0]["yshift"] = NAMES * len(regions)
    labels.append(_caption(ATTRIBUTION, 14, style) | {"y": 0, "yanchor": "top"})
    for row, region in enumerate(regions.itertuples()):
        own = districts[districts["region_id"] == region.region_id].sort_values("position")
        areas += [_district(shapes[d.ags], d.name, region.region_id, chosen, style) for d in own.itertuples()]
        names = list(own["name"])
        listed = f"{', '.join(names[:2])},<br>{', '.join(names[2:])}"
        said = f"{_sign(region.region_id, style)} <b>{region.name}</b><br>{listed}"
        # Above the panel, so that no name covers a border.
        place = {"y": 1, "yanchor": "bottom", "align": "left", "yshift": NAMES * (len(regions) - 1 - row)}
        labels.append(_caption(said, 15, style) | place | {"font": {"size": 15}})
    hidden = {"visible": False, "constrain": "domain", "fixedrange": True}
    return go.Figure(
        areas,
        go.Layout(
            template=style.template,
            showlegend=False,
            height=MAP_HEIGHT + NAMES * len(regions),
            margin={"l": 0, "r": 0, "t": 32 + NAMES * len(regions), "b": 28},
            xaxis=hidden | {"range": [x - HALF_WIDTH, x + HALF_WIDTH]},
            yaxis=hidden | {"range": [y - HALF_HEIGHT, y + HALF_HEIGHT], "scaleanchor": "x"},
            annotations=labels,
        ),
    )


def _caption(text: str, size: int, style: Style) -> dict[str, object]:
    """An annotation above or below a panel, left-aligned."""
    place = {"x": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "showarrow": False}
    return place | {"text": text, "font": {"size": size, "color": style.muted}}


def _sign(region_id: str, style: Style) -> str:
    look = style.region(region_id)
    return f'<span style="color:{look.color}">{look.sign}</span>'


def _color(region_id: str, chosen: str, style: Style) -> str:
    """The colour of a region; faded where another one was chosen."""
    color = style.region(region_id).color
    return color if chosen in ("", region_id) else style.tint(color, FADED)


def _district(shape: BaseGeometry, name: str, region_id: str, chosen: str, style: Style) -> go.Scatter:
    """A trace of a district, filled with the hatch of its region."""
    look, color = style.region(region_id), _color(region_id, chosen, style)
    area = _area(shape, style.tint(look.color, 0.15), color, 4 if chosen == region_id else 2)
    hatch = {"shape": look.hatch, "fgcolor": color, "bgcolor": area.fillcolor, "size": 7, "solidity": 0.3}
    return area.update(fillpattern=hatch, text=name, hoverinfo="text")


def _area(shape: BaseGeometry, fill: str, line: str, width: int) -> go.Scatter:
    """A trace of an area; only outer rings are drawn, because areas in a hole are drawn on top."""
    x: list[float | None] = []
    y: list[float | None] = []
    for part in getattr(shape, "geoms", [shape]):
        for points, values in zip((x, y), part.exterior.xy, strict=True):
            points += [*(round(value, 2) for value in values), None]  # two decimals: ten metres
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=fill,
        line={"color": line, "width": width},
        hoveron="fills",
        hoverinfo="skip",
    )


def measure_figure(table: pd.DataFrame, chosen: str, style: Style, language: Language) -> go.Figure:
    """Draw a mark per row on an axis from 1, its name above it, its value beside it.

    ``table``: columns level, region_id, name, ratio; a gap separates the regions from the job centres.
    """
    rows = list(table.itertuples())
    large = [row.level == "region" for row in rows]
    places = [n + (0 if region else 0.6) for n, region in enumerate(large)]
    colors = [_color(row.region_id, chosen, style) for row in rows]
    marks = go.Scatter(
        x=[row.ratio for row in rows],
        y=places,
        mode="markers+text",
        marker={
            "symbol": [style.region(row.region_id).symbol for row in rows],
            "size": [20 if region else 14 for region in large],
            "color": colors,
            "opacity": 1,  # plotly's default is transparent for marks of several sizes
        },
        text=[f"  <b>{language.number(row.ratio, 2)}</b>  " for row in rows],
        textposition=["middle right" if row.ratio >= 1 else "middle left" for row in rows],
        textfont={"size": [18 if region else 17 for region in large], "color": style.text},
        cliponaxis=False,
        hoverinfo="skip",
    )
    at_one = {"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    lines = [
        {
            "type": "line",
            "x0": 1,
            "x1": row.ratio,
            "y0": y,
            "y1": y,
            "line": {"color": color, "width": 8 if region else 4},
        }
        for y, row, color, region in zip(places, rows, colors, large, strict=True)
    ]
    names = [
        {
            "x": 0,
            "xref": "paper",
            "y": y,
            "yshift": 23,
            "xanchor": "left",
            "text": f"<b>{row.name}</b>" if region else f"{_sign(row.region_id, style)} {row.name}",
            "showarrow": False,
            "bgcolor": style.background,
            "font": {"size": 17 if region else 16},
        }
        for y, row, region in zip(places, rows, large, strict=True)
    ]
    said = {"x": 1, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return go.Figure(
        [marks],
        go.Layout(
            template=style.template,
            showlegend=False,
            height=round(ROW * places[-1]) + 150,
            margin={"l": 4, "r": 4, "t": 32, "b": 60},
            shapes=[at_one | {"line": {"color": style.text, "width": 2}}, *lines],
            annotations=[said | {"text": language.text("1 = wie die Regel")}, *names],
            xaxis={
                "range": [-0.2, 1.3 * max(1.0, table["ratio"].max())],
                "dtick": 0.5,
                "zeroline": False,  # the reference line is at 1
                "title": {"text": language.text("Anteil an FbW ÷ Anteil nach der Regel"), "standoff": 8},
            },
            yaxis={"visible": False, "range": [places[-1] + 0.6, -0.9]},
        ),
    )
