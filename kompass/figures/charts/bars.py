"""Horizontal bar chart, readable on phone and projector: the name above each bar, its figure at the end."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from kompass.figures.charts.style import Style

ROW = 68  # pixels per bar
# How the figure stands at a bar: upright, at its end, as large as given, on a phone too.
TEXT_AT_BAR = {
    "insidetextanchor": "end",
    "textangle": 0,  # else plotly rotates a short text to fit its bar
    "constraintext": "none",
    "cliponaxis": False,
    "hoverinfo": "skip",
}


def name_above(figure: go.Figure, row: int | str, text: str, yshift: int) -> None:
    """Write the name of a bar at its start, ``yshift`` pixels above its middle."""
    figure.add_annotation(
        x=0, y=row, text=text, showarrow=False, xanchor="left", xshift=-3, yshift=yshift, font={"size": 17}
    )


def bar_figure(
    names: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    colors: Sequence[str],
    reach: float,
    unit: str,
    style: Style,
) -> go.Figure:
    """Draw bars from zero to ``reach`` in the order given; ``unit`` is the title of the axis.

    ``texts`` are the figures at the bars, ``colors`` CSS colours; all sequences have the same length.
    """
    rows = list(range(len(names)))
    figure = go.Figure()
    figure.add_bar(
        x=list(values),
        y=rows,
        orientation="h",
        marker_color=list(colors),
        width=0.4,
        text=[f"<b>{text}</b>" for text in texts],
        # The text is inside the bar only where it does not fit behind it, on a phone too.
        textposition=["inside" if v > 0.55 * reach else "outside" for v in values],
        textfont={"size": 18, "color": style.text},
        insidetextfont={"color": [style.on(c) for c in colors]},
        **TEXT_AT_BAR,
    )
    for row, name in zip(rows, names, strict=True):
        name_above(figure, row, name, 27)
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=ROW * len(rows) + 40,
        margin={"l": 0, "r": 0, "t": 0, "b": 40},
    )
    figure.update_xaxes(
        range=[0, reach],
        title={"text": unit, "standoff": 8},
        showticklabels=False,
        showgrid=False,
        zeroline=False,
        automargin=False,
    )
    figure.update_yaxes(visible=False, range=[len(rows) - 0.65, -0.75])
    return figure
