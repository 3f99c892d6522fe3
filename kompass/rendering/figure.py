"""A plotly figure as SVG: the same description that the page draws, drawn on the server.

Known are bars, scatter traces (lines, areas, markers, texts), flows between two columns, lines and rectangles,
annotations, several panels, and axes with a given range. What is not known raises ValueError: a picture never
leaves out silently what the page shows.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from itertools import count
from typing import Any

import numpy as np
import plotly.graph_objects as go

from kompass.rendering.annotations import annotation_texts
from kompass.rendering.axes import Axes
from kompass.rendering.drawing import Drawing
from kompass.rendering.marks import Patterns
from kompass.rendering.sankey import sankey

_ids = count()


def is_map(spec: Mapping[str, Any]) -> bool:
    """Whether a figure is a map: equal units on axes that are not shown."""
    axis = spec["layout"].get("yaxis", {})
    return "scaleanchor" in axis and axis.get("visible") is False


def plain_figure(figure: go.Figure) -> dict[str, Any]:
    """A figure as nested dicts and lists, its template's layout filled in, arrays decoded."""
    spec = _decoded(figure.to_plotly_json())
    layout, template = spec["layout"], spec["layout"].pop("template", {}).get("layout", {})
    filled = {**template, **layout}
    for name in {"xaxis", "yaxis", *(key for key in layout if key[1:5] == "axis")}:
        filled[name] = _merged(template.get(name[:5], {}), layout.get(name, {}))
    for name in ("font", "margin"):
        filled[name] = {**template.get(name, {}), **layout.get(name, {})}
    return {"data": spec["data"], "layout": filled}


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = _merged(found[key], value) if both else value
    return found


def _decoded(value: Any) -> Any:
    if isinstance(value, dict):
        if "bdata" in value:
            return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"]).tolist()
        return {key: _decoded(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_decoded(part) for part in value]
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def figure_drawing(figure: go.Figure, width: float) -> Drawing:
    """Draw a figure ``width`` pixels wide, as high as its layout says, or 450 pixels.

    Raises ValueError for what this renderer does not know.
    """
    return spec_drawing(plain_figure(figure), width)


def spec_drawing(spec: Mapping[str, Any], width: float) -> Drawing:
    """Draw a figure from :func:`plain_figure`, see :func:`figure_drawing`."""
    layout = spec["layout"]
    height = float(layout.get("height", 450))
    font = layout["font"]
    style = {
        "size": font["size"],
        "color": font["color"],
        "background": layout["paper_bgcolor"],
        "bargap": layout.get("bargap", 0.2),
    }
    patterns = Patterns(f"bk{next(_ids)}")
    margin = layout["margin"]
    plot = (margin["l"], margin["t"], width - margin["r"], height - margin["b"])
    if any(trace["type"] == "sankey" for trace in spec["data"]):
        (trace,) = spec["data"]
        font = {**style, **trace.get("textfont", {})}
        body = "".join(sankey(trace, plot, font)) + annotation_texts(layout, {}, plot, style)
        return Drawing(width, height, body)
    axes = Axes(spec, plot)
    parts = [axes.grid()]
    shapes = layout.get("shapes", [])
    parts += [axes.shape(drawn) for drawn in shapes if drawn.get("layer") == "below"]
    marks = "".join(part for trace in spec["data"] for part in axes.trace(trace, style, patterns))
    # What is beyond a map's frame is not drawn; all other charts hold what they show.
    parts.append(patterns.within(axes.frame, marks) if is_map(spec) else marks)
    parts += [axes.shape(drawn) for drawn in shapes if drawn.get("layer") != "below"]
    parts.append(axes.labels())
    parts.append(annotation_texts(layout, axes.scales, axes.plot, style))
    defs = "".join(patterns.defined.values())
    return Drawing(width, height, (f"<defs>{defs}</defs>" if defs else "") + "".join(parts))
