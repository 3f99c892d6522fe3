"""A strip of all districts of Germany on one scale, with those of the plan marked and named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from statistics import median

import plotly.graph_objects as go

from kompass.figures.charts.axis import nice_step
from kompass.figures.charts.style import Style
from kompass.language import Language

ROW = 40  # pixels per named district
AROUND = 150  # pixels for strip, axis and the median
STEPS = (1, 2, 5)  # of a scale of ratios


def strip_figure(
    values: Mapping[str, float],
    marked: Sequence[tuple[str, str, str]],
    beside: Sequence[str],
    heading: str,
    written: Callable[[float], str],
    style: Style,
    language: Language,
    in_ratios: bool = False,
    lowest_right: bool = False,
) -> go.Figure:
    """Draw a line per district, tenths as shades behind them, the median as a line, and a pin for each of ``marked``.

    ``values`` by key of all districts; ``marked`` are keys, labels and colours; ``beside`` are keys of districts with a
    ring, those that touch a marked one. ``heading`` names the axis, ``written`` makes a value a text. ``in_ratios``:
    a scale on which equal distances are equal ratios; ``lowest_right``: turned round, as ranks are.
    """
    place = log10 if in_ratios else float
    at = {key: place(float(value)) for key, value in values.items()}
    ordered = sorted(at.values())
    bounds = [ordered[0], *(ordered[ceil(n * len(ordered) / 10)] for n in range(1, 10)), ordered[-1]]
    figure = go.Figure()
    for n, (low, high) in enumerate(pairwise(bounds)):
        if n % 2 == 0:
            figure.add_shape(
                type="rect",
                x0=low,
                x1=high,
                y0=0,
                y1=1,
                fillcolor=style.tint(style.comparison, 0.16),
                line={"width": 0},
                layer="below",
            )
    lines = [x for value in ordered for x in (value, value, None)]
    figure.add_scatter(
        x=lines,
        y=[0.15, 0.85, None] * len(ordered),
        mode="lines",
        line={"color": style.tint(style.comparison, 0.6), "width": 1},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[at[key] for key in beside],
        y=[0.5] * len(beside),
        mode="markers",
        marker={"size": 11, "color": style.text, "symbol": "circle-open", "line": {"width": 2}},
        hoverinfo="skip",
    )
    middle = place(median(values.values()))
    figure.add_shape(
        type="line", x0=middle, x1=middle, y0=-0.15, y1=1.15, line={"color": style.text, "width": 2}
    )
    low, high = ordered[0], ordered[-1]
    span = high - low
    pins = sorted(marked, key=lambda pin: at[pin[0]])
    for level, (key, label, color) in enumerate(pins):
        height = 1.4 + level
        right = (at[key] < low + span / 2) != lowest_right
        figure.add_shape(
            type="line", x0=at[key], x1=at[key], y0=0, y1=height, line={"color": color, "width": 3}
        )
        figure.add_scatter(
            x=[at[key]],
            y=[height],
            mode="markers",
            marker={"size": 14, "color": color},
            cliponaxis=False,
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=at[key],
            y=height,
            text=label,
            showarrow=False,
            xanchor="left" if right else "right",
            xshift=10 if right else -10,  # so the longest label fits beside it on a phone, too
            bgcolor=style.background,
            borderpad=0,
            font={"size": 16},
        )
    figure.add_annotation(
        x=middle,
        y=-0.15,
        yanchor="top",
        text=language.text("Median <b>{value}</b>", value=written(median(values.values()))),
        showarrow=False,
        bgcolor=style.background,
        font={"size": 16},
    )
    ticks = _ticks(min(values.values()), max(values.values()), in_ratios)
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=ROW * len(pins) + AROUND,
        margin={"l": 16, "r": 16, "t": 8, "b": 8},
    )
    ends = [low - 0.03 * span, high + 0.03 * span]
    figure.update_xaxes(
        range=ends[::-1] if lowest_right else ends,
        tickvals=[place(tick) for tick in ticks],
        ticktext=[written(tick).partition(language.separators[0])[0] for tick in ticks],
        tickangle=0,
        zeroline=False,
        showgrid=False,
        title=heading,
    )
    figure.update_yaxes(visible=False, range=[-1, len(pins) + 0.9])
    return figure


def _ticks(low: float, high: float, in_ratios: bool) -> list[float]:
    """Round values within the scale; on a scale of ratios 1, 2 and 5 times powers of ten."""
    if not in_ratios:
        step = nice_step((high - low) / 5)
        return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    every = [factor * 10.0**power for power in powers for factor in STEPS]
    within = [tick for tick in every if low <= tick <= high]
    # Not two labels on each other on a narrow screen
    return within if len(within) <= 4 else [tick for tick in within if f"{tick:.0e}"[0] in "15"]
