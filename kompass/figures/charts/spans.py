"""Bar chart of differences and ranges: bars reach from a base to either side, names above, figures at the
ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import plotly.graph_objects as go

from kompass.figures.charts.axis import nice_step
from kompass.figures.charts.style import Style

ROW = 84  # pixels per bar and its name of one or two lines


@dataclass(frozen=True)
class End:
    """One end of a bar: its value ``at``, its colour, and the figure written there."""

    at: float
    color: str
    text: str


@dataclass(frozen=True)
class Span:
    """A row: its name, and one or two ends."""

    name: str
    ends: tuple[End, ...]


def span_figure(spans: Sequence[Span], base: float, unit: str, style: Style) -> go.Figure:
    """Draw the rows in the order given, each from ``base`` to its ends; ``unit`` is the title of the axis.

    Zero is always on the scale, whose limits are round numbers, so that it is stable under small changes. A
    base other than zero is a dotted line.
    """
    rows = [(row, end) for row, span in enumerate(spans) for end in span.ends]
    alone = {row for row, span in enumerate(spans) if len(span.ends) == 1}
    colors = [end.color for _, end in rows]
    low, high, step = _scale([0.0, base, *(end.at for _, end in rows)])
    # One call with everything: plotly validates the whole figure again at each further call.
    figure = go.Figure(
        [
            go.Bar(
                x=[end.at - base for _, end in rows],
                base=base,
                y=[row for row, _ in rows],
                orientation="h",
                width=0.3,
                marker={"color": colors, "line": {"color": colors, "width": 3}},
                hoverinfo="skip",
            ),
        ],
        go.Layout(
            template=style.template,
            showlegend=False,
            barmode="overlay",
            height=ROW * len(spans) + 88,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            xaxis={"range": [low, high], "dtick": step, "title": {"text": unit}, "zeroline": True},
            yaxis={"visible": False, "range": [len(spans) - 0.7, -0.75]},
            annotations=[
                *(_name(row, span.name, style) for row, span in enumerate(spans)),
                *(
                    _figure(row, end, end.at > base or (end.at == base and row in alone), style)
                    for row, end in rows
                ),
            ],
        ),
    )
    if base:
        figure.add_vline(x=base, line={"color": style.text, "width": 2, "dash": "dot"})
    return figure


def _name(row: int, text: str, style: Style) -> dict[str, object]:
    """The annotation above a bar."""
    place = {"x": 0, "xref": "paper", "y": row, "xanchor": "left", "yanchor": "bottom", "yshift": 17}
    return {**place, "text": text, "showarrow": False, "align": "left", "font": {"size": 15}} | _on(style)


def _figure(row: int, end: End, right: bool, style: Style) -> dict[str, object]:
    """The annotation at the end of a bar."""
    side = {"xanchor": "left", "xshift": 4} if right else {"xanchor": "right", "xshift": -4}
    place = {"x": end.at, "y": row, "text": f"<b>{end.text}</b>", "showarrow": False, "font": {"size": 18}}
    return place | side | _on(style)


def _on(style: Style) -> dict[str, object]:
    """Background of an annotation, so that grid lines do not cross its text."""
    return {"bgcolor": style.background, "borderpad": 1}


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower and upper limit with room for figures at the ends, and the distance of the ticks."""
    reach = max(max(values) - min(values), 1.0)
    step = nice_step(reach / 4, (1, 2, 5))
    margin = 0.22 * reach
    return floor((min(values) - margin) / step) * step, ceil((max(values) + margin) / step) * step, step
