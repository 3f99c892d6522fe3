"""Chart of the forecasts; its table is made in forecasts.py."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import COUNTRY
from kompass.figures.charts.style import Style
from kompass.figures.labels import word
from kompass.language import N_, Language

ROW, LINE, HEADING, GAP = (
    26,
    20,
    24,
    8,
)  # pixels: a mark, a further line of words or of a heading, between rows
WIDTH = 24  # letters per line of words, so that they fit beside the axis on a phone


@dataclass(frozen=True)
class Scale:
    """The axis shared by all rows of a figure: title with unit, limits, distance of the ticks."""

    title: str
    reach: tuple[float, float]
    step: float


def forecast_figure(table: pd.DataFrame, scale: Scale, style: Style, language: Language) -> go.Figure:
    """Draw a mark per institute and period on one scale with zero marked, a heading per measure.

    The institute's name is beside its mark. A statement in words, or "nicht ausgewiesen", is written at the
    zero line.
    """
    figure = go.Figure()
    looks = {"IAB": ("circle", style.text), "ifo": ("diamond", style.ramp[3])}
    y, previous = 0.0, ("", True)
    ticks: dict[float, str] = {}
    for _, own in table.groupby(["measure", "region", "as_of"], sort=False):
        row = own.iloc[0]
        group = (row["measure"], row["region_id"] == COUNTRY)
        if group != previous:
            lines = _heading(row, language)
            y += HEADING * len(lines) + GAP  # below the marks above, which no heading may cover
            figure.add_annotation(
                text="<br>".join(f"<b>{line}</b>" for line in lines),
                y=y,
                yanchor="bottom",
                x=0,
                xref="paper",
                xanchor="left",
                bgcolor=style.background,
                borderpad=0,
                align="left",
                showarrow=False,
                font={"size": 17},
            )
            previous = group
        start = y
        for mark in own.itertuples():
            lines = textwrap.wrap(f"{mark.institute} {mark.text}", WIDTH)
            height = ROW + LINE * (len(lines) - 1)
            _add_mark(figure, mark, y + height / 2, looks[mark.institute], style)
            figure.add_annotation(
                x=0 if pd.isna(mark.value) else max(mark.value, 0),
                y=y + height / 2,
                xanchor="left",
                xshift=12,
                align="left",
                showarrow=False,
                bgcolor=style.background,  # no grid line through the words
                borderpad=0,
                text="<br>".join(lines),
                font={"size": 16, "color": style.text if mark.reported else style.muted},
            )
            y += height
        ticks[(start + y) / 2] = _tick(row["period"] if row["region_id"] == COUNTRY else row["region"])
        y += GAP
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=int(y) + 72,
        margin={"l": 0, "r": 0, "t": 0, "b": 8},
    )
    figure.update_xaxes(
        range=list(scale.reach),
        dtick=scale.step,
        tickformat=",",
        title={"text": scale.title, "standoff": 12},
        zeroline=True,
    )
    figure.update_yaxes(
        range=[y, 0],
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        showgrid=False,
        zeroline=False,
        ticks="outside",
        ticklen=8,
        tickcolor=style.background,
    )
    return figure


def _add_mark(figure: go.Figure, mark: pd.Series, y: float, look: tuple[str, str], style: Style) -> None:
    """Add a mark with a stem from zero, or the words in its place."""
    if pd.isna(mark.value):
        return
    symbol, color = look
    figure.add_shape(type="line", x0=0, x1=mark.value, y0=y, y1=y, line={"color": color, "width": 3})
    figure.add_scatter(
        x=[mark.value],
        y=[y],
        name=mark.institute,
        mode="markers",
        marker={
            "size": 14,
            "symbol": symbol,
            "color": color,
            "line": {"width": 1, "color": style.background},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _tick(words: str) -> str:
    """A tick label: a period of up to 12 letters on one line, a longer one on two."""
    return "<br>".join(textwrap.wrap(words, 11))


def _heading(row: pd.Series, language: Language) -> list[str]:
    """The lines of the heading above the rows of a measure."""
    country = row["region_id"] == COUNTRY
    msgid = (
        N_("{measure}, {region}") if country else N_("{measure} {year}, höchste und niedrigste der Länder")
    )
    words = language.text(
        msgid, measure=word(row["measure"], language), region=row["region"], year=row["period"]
    )
    return textwrap.wrap(words, 30)
