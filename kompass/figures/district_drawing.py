"""The three districts as a plain vector drawing, light enough to follow a slider."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import plotly.graph_objects as go

from kompass.figures.style import Style
from kompass.maps import ATTRIBUTION, METRIC, Area, boundaries

OUTLINE_TOLERANCE = 400  # metres; a map that follows a slider is small and must be light


@lru_cache
def _outlines() -> tuple[
    Mapping[str, tuple[list[float | None], list[float | None]]], tuple[list[float], list[float]]
]:
    """Outlines of the districts by ags, and of the frame, in kilometres of EPSG:25832; None lifts the pen."""
    found = boundaries()
    districts = found.districts.to_crs(METRIC)
    simple = districts.geometry.simplify_coverage(OUTLINE_TOLERANCE)
    outlines = {}
    for ags, shape in zip(districts["ags"], simple, strict=True):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for polygon in getattr(shape, "geoms", [shape]):
            for x, y in polygon.exterior.coords:
                xs.append(round(x / 1000, 1))
                ys.append(round(y / 1000, 1))
            xs.append(None)
            ys.append(None)
        outlines[ags] = (xs, ys)
    frame = found.frame.to_crs(METRIC).iloc[0].coords
    return outlines, ([round(x / 1000, 1) for x, _ in frame], [round(y / 1000, 1) for _, y in frame])


def district_figure(areas: Mapping[str, Area], frame_label: str, style: Style, height: int) -> go.Figure:
    """The three districts as a plain vector drawing: fill and label per district, AA as the frame around."""
    outlines, (frame_x, frame_y) = _outlines()
    figure = go.Figure()
    figure.add_scatter(
        x=frame_x,
        y=frame_y,
        mode="lines",
        line={"color": style.institutions["AA"], "width": 4},
        hoverinfo="skip",
    )
    points = boundaries().districts.to_crs(METRIC).set_index("ags").geometry.representative_point()
    for ags, (xs, ys) in outlines.items():
        area = areas[ags]
        figure.add_scatter(
            x=xs,
            y=ys,
            mode="lines",
            fill="toself",
            fillcolor=area.fill,
            line={"color": style.text, "width": 1.5},
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=points[ags].x / 1000,
            y=points[ags].y / 1000,
            text=area.label,
            showarrow=False,
            font={"size": 17, "color": style.on(area.fill)},
        )
    figure.add_annotation(
        x=sum(frame_x) / len(frame_x),
        y=max(frame_y),
        text=frame_label,
        showarrow=False,
        yanchor="bottom",
        font={"size": 16, "color": style.institutions["AA"]},
    )
    figure.add_annotation(
        x=1,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        text=ATTRIBUTION,
        font={"size": 14, "color": style.muted},
    )
    figure.update_layout(
        template=style.template, showlegend=False, height=height, margin={"l": 0, "r": 0, "t": 28, "b": 24}
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=1)
    return figure
