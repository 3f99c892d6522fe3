"""How the planning regions are drawn: a map panel per state, and the common measure as marks on one axis."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go
from shapely.geometry.base import BaseGeometry

from kompass.figures.style import Style
from kompass.language import Language
from kompass.maps import ATTRIBUTION, GEO_DIR, METRIC

HALF_WIDTH, HALF_HEIGHT = 135, 130  # kilometres around the middle of a state, the same in every panel
MAP_HEIGHT = 440  # pixels
ROW = 52  # pixels per mark and the name above it
FADED = 0.3  # how much colour a region keeps that was not chosen


@lru_cache
def planning_boundaries() -> gpd.GeoDataFrame:
    """The boundaries of ``geo/planning_regions.geojson`` in kilometres (EPSG:25832): kind, ags, name, geometry."""
    layer = gpd.read_file(GEO_DIR / "planning_regions.geojson").to_crs(METRIC)
    return layer.set_geometry(layer.geometry.scale(0.001, 0.001, origin=(0, 0)))


def map_figures(
    regions: pd.DataFrame, districts: pd.DataFrame, chosen: str, style: Style, language: Language
) -> list[go.Figure]:
    """A panel for each state of ``regions`` (columns region_id, name, state_ags, state) with the districts
    (region_id, ags, name) of its regions; a ``chosen`` region stands out from the others."""
    return [
        _state_figure(str(state_ags), own, districts, chosen, style)
        for state_ags, own in regions.groupby("state_ags", sort=False)
    ]


def _state_figure(
    state_ags: str, regions: pd.DataFrame, districts: pd.DataFrame, chosen: str, style: Style
) -> go.Figure:
    layer = planning_boundaries()
    figure = go.Figure()
    for row in layer[layer["kind"] == "context"].itertuples():
        _add_shape(figure, row.geometry, style.background, style.line, 1)
    for row in layer[layer["kind"] == "state"].itertuples():
        fill = style.panel if row.ags == state_ags else style.background
        _add_shape(figure, row.geometry, fill, style.comparison, 2)
    shapes = layer.set_index("ags").geometry
    for region in regions.itertuples():
        own = districts[districts["region_id"] == region.region_id].sort_values("position")
        for district in own.itertuples():
            _add_district(figure, shapes[district.ags], district.name, region.region_id, chosen, style)
        west, _, _, north = gpd.GeoSeries(shapes[own["ags"]]).total_bounds
        listed = ",<br>".join(own["name"])
        figure.add_annotation(
            x=west,
            y=north,
            yshift=6,
            xanchor="left",
            yanchor="bottom",
            align="left",
            showarrow=False,
            bgcolor=style.background,
            borderpad=3,
            text=f"{_sign(region.region_id, style)} <b>{region.name}</b><br>{listed}",
            font={"size": 15},
        )
    west, south, east, north = shapes[state_ags].bounds
    x, y = (west + east) / 2, (south + north) / 2
    for text, place, size in (
        (f"<b>{regions['state'].iloc[0]}</b>", {"y": 1, "yanchor": "bottom"}, 17),
        (ATTRIBUTION, {"y": 0, "yanchor": "top"}, 14),
    ):
        figure.add_annotation(
            text=text, x=0, xref="paper", yref="paper", xanchor="left", showarrow=False,
            font={"size": size, "color": style.muted}, **place,
        )  # fmt: skip
    hidden = {"visible": False, "constrain": "domain", "fixedrange": True}
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 32, "b": 28},
        xaxis=hidden | {"range": [x - HALF_WIDTH, x + HALF_WIDTH]},
        yaxis=hidden | {"range": [y - HALF_HEIGHT, y + HALF_HEIGHT], "scaleanchor": "x"},
    )
    return figure


def _sign(region_id: str, style: Style) -> str:
    look = style.region(region_id)
    return f'<span style="color:{look.color}">{look.sign}</span>'


def _add_district(
    figure: go.Figure, shape: BaseGeometry, name: str, region_id: str, chosen: str, style: Style
) -> None:
    look = style.region(region_id)
    back = chosen not in ("", region_id)
    color = style.tint(look.color, FADED) if back else look.color
    _add_shape(
        figure,
        shape,
        style.tint(look.color, 0.15),
        color,
        4 if chosen == region_id else 2,
        pattern={"shape": look.hatch, "fgcolor": color, "size": 7, "solidity": 0.3},
        hover=name,
    )


def _add_shape(
    figure: go.Figure,
    shape: BaseGeometry,
    fill: str,
    line: str,
    width: int,
    pattern: dict[str, object] | None = None,
    hover: str = "",
) -> None:
    """An area as one trace; only outer rings count, for what lies in a hole is drawn on top."""
    x: list[float | None] = []
    y: list[float | None] = []
    for part in getattr(shape, "geoms", [shape]):
        x += [*part.exterior.xy[0], None]
        y += [*part.exterior.xy[1], None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=fill,
        fillpattern=pattern and {"bgcolor": fill, **pattern},
        line={"color": line, "width": width},
        text=hover,
        hoveron="fills",
        hoverinfo="text" if hover else "skip",
    )


def measure_figure(table: pd.DataFrame, chosen: str, style: Style, language: Language) -> go.Figure:
    """A mark per row of ``table`` (level, region_id, name, ratio) on a line from 1, its name above, its value beside
    it; a gap parts the regions from the job centres."""
    places: list[float] = []
    for row in table.itertuples():
        places.append(len(places) + (0.6 if row.level == "job_centre" else 0))
    figure = go.Figure()
    for y, row in zip(places, table.itertuples(), strict=True):
        look = style.region(row.region_id)
        region = row.level == "region"
        color = look.color if chosen in ("", row.region_id) else style.tint(look.color, FADED)
        figure.add_shape(
            type="line", x0=1, x1=row.ratio, y0=y, y1=y, line={"color": color, "width": 8 if region else 4}
        )
        figure.add_scatter(
            x=[row.ratio],
            y=[y],
            mode="markers+text",
            marker={"symbol": look.symbol, "size": 20 if region else 14, "color": color},
            text=[f"  <b>{language.number(row.ratio, 2)}</b>  "],
            textposition="middle right" if row.ratio >= 1 else "middle left",
            textfont={"size": 18 if region else 17, "color": style.text},
            cliponaxis=False,
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=0,
            xref="paper",
            y=y,
            yshift=23,
            xanchor="left",
            text=f"<b>{row.name}</b>" if region else f"{_sign(row.region_id, style)} {row.name}",
            showarrow=False,
            bgcolor=style.background,
            font={"size": 17 if region else 16},
        )
    figure.add_shape(
        type="line",
        x0=1,
        x1=1,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": style.text, "width": 2},
        layer="below",
    )
    figure.add_annotation(
        x=1, y=1, yref="paper", yanchor="bottom", text=language.text("1 = wie die Regel"), showarrow=False
    )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=round(ROW * places[-1]) + 150,
        margin={"l": 4, "r": 4, "t": 32, "b": 60},
        xaxis={
            "range": [-0.2, 1.3 * max(1.0, table["ratio"].max())],
            "dtick": 0.5,
            "zeroline": False,  # the line that counts is at 1
            "title": {"text": language.text("Anteil an FbW ÷ Anteil nach der Regel"), "standoff": 8},
        },
        yaxis={"visible": False, "range": [places[-1] + 0.6, -0.9]},
    )
    return figure
