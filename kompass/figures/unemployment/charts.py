"""Charts of unemployment; their tables are made in unemployed.py."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.language import Language

PANEL = 230  # pixels per legal scope
STEP = 1000  # persons between two lines of the grid


def month_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw a panel per legal scope with equal scales: quoted months filled, derived ones hollow, gaps
    hatched."""
    t = language.text
    laws = list(dict.fromkeys(table["law"]))
    months = list(dict.fromkeys(table["month"]))
    figure = make_subplots(rows=len(laws), cols=1, shared_xaxes=True, vertical_spacing=0.16)
    low = {law: _floor(table.loc[table["law"] == law, "value"].min()) for law in laws}
    reach = max(_ceil(table.loc[table["law"] == law, "value"].max()) - low[law] for law in laws)
    for index, law in enumerate(laws, start=1):
        own = table[table["law"] == law].reset_index(drop=True)
        place = {"row": index, "col": 1}
        color = _color(law, style)
        _hatch(figure, own, low[law], reach, place, style, language)
        hollow = own["status"] == "derived"
        figure.add_scatter(
            x=own.index,
            y=own["value"],
            mode="lines+markers",
            connectgaps=False,
            line={"color": color, "width": 3},
            marker={
                "size": 12,
                "color": [style.background if h else color for h in hollow],
                "line": {"color": color, "width": 3},
            },
            cliponaxis=False,
            hoverinfo="skip",
            **place,
        )
        for position in _labelled(own["value"]):
            above = _above(own["value"], position)
            figure.add_annotation(
                x=position,
                y=own.at[position, "value"],
                text=f"<b>{language.number(own.at[position, 'value'])}</b>",
                showarrow=False,
                yshift=20 if above else -20,
                font={"size": 16},
                **place,
            )
        figure.add_annotation(
            x=-1,
            y=low[law] + reach,
            text=t("<b>Arbeitslose im {law}</b>", law=law),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 18},
            **place,
        )
        figure.update_yaxes(
            range=[low[law], low[law] + reach],
            dtick=STEP,
            tickformat=",d",
            zeroline=False,
            title=t("Personen"),
            **place,
        )
    ticks = [i for i, month in enumerate(months) if month[-2:] in ("04", "08", "12")]
    figure.update_xaxes(
        range=[-1, len(months)],
        tickvals=ticks,
        ticktext=[_tick(months[i], language) for i in ticks],
        showticklabels=False,
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(title=t("Monat"), showticklabels=True, row=len(laws), col=1)
    figure.add_annotation(
        x=0,
        xref="paper",
        y=1,
        yref="paper",
        yshift=34,
        text=t("● amtlich   ○ eigene Rechnung"),
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"size": 16},
    )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        bargap=0,
        height=PANEL * len(laws) + 60,
        margin={"l": 8, "r": 8, "t": 68, "b": 8},
    )
    return figure


def _hatch(
    figure: go.Figure,
    own: pd.DataFrame,
    low: int,
    reach: int,
    place: dict[str, int],
    style: Style,
    language: Language,
) -> None:
    """Hatch the months without a value, and label them."""
    gaps = own.index[own["status"] == ""]
    figure.add_bar(
        x=gaps,
        y=[reach] * len(gaps),
        base=[low] * len(gaps),
        width=1,
        marker={
            "color": style.background,
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "fgcolor": style.line,
                "bgcolor": style.background,
                "size": 9,
                "solidity": 0.2,
            },
        },
        hoverinfo="skip",
        **place,
    )
    starts = gaps.to_series().diff().ne(1)  # a gap begins where the month before is no gap
    for _, run in gaps.to_series().groupby(starts.cumsum()):
        figure.add_annotation(
            x=run.mean(),
            y=low + 0.46 * reach,  # below the middle: the highest marks carry labels
            text=language.text("nicht ausgewiesen"),
            textangle=-90,
            showarrow=False,
            font={"size": 14},
            **place,
        )


def without_turned(figure: go.Figure) -> go.Figure:
    """The chart without its upright texts, for a low room; its reading says what is hatched."""
    made = go.Figure(figure)
    made.layout.annotations = [note for note in figure.layout.annotations if not note.textangle]
    return made


def _labelled(values: pd.Series) -> list[int]:
    """Positions with a written value: the lowest, the highest and the last; more would overlap on a phone."""
    return list(dict.fromkeys([int(values.idxmin()), int(values.idxmax()), int(values.last_valid_index())]))


def _above(values: pd.Series, position: int) -> bool:
    """Whether a label is above its mark: where the neighbouring values are not higher."""
    around = values.reindex([position - 1, position + 1]).dropna()
    return bool((around <= values[position]).all())


def _tick(month: str, language: Language) -> str:
    """A tick label of a month, on two lines: name, then year."""
    name, _, year = language.as_of(month, "month").partition(" ")
    return f"{name[:3]}<br>{year}"


def _floor(value: float) -> int:
    """The grid line below a value, with room for its label."""
    return math.floor((value - STEP / 2) / STEP) * STEP


def _ceil(value: float) -> int:
    """The grid line above a value, with room for its label."""
    return math.ceil((value + STEP / 2) / STEP) * STEP


def district_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw unemployed by district and in the whole agency district on one scale, with their change."""
    return bar_figure(
        [f"<b>{name}</b>" for name in table["name"]],
        table["unemployed"],
        [
            f"{language.number(r.unemployed)} ({language.percent(r.change_pct, sign=True)})"
            for r in table.itertuples()
        ],
        [style.of(code) if code else style.comparison for code in table["code"]],
        table["unemployed"].max(),
        language.text("Arbeitslose, Personen (zum Vorjahr, %)"),
        style,
    )


def share_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw shares of all unemployed as bars on a scale from 0 to 100 per cent."""
    return bar_figure(
        [f"<b>{r.group}</b>, {r.as_of}" for r in table.itertuples()],
        table["value"],
        table["text"],
        [_color("SGB III" if r.indicator_id.endswith("sgb3") else "", style) for r in table.itertuples()],
        100,
        language.text("Anteil an allen Arbeitslosen, %"),
        style,
    )


def place_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw places per 1,000 unemployed by legal scope on one scale, with the numbers they are computed from."""
    names = [
        language.text(
            "<b>{law}</b>: {places} Plätze, {unemployed} Arbeitslose",
            law=r.law,
            places=int(r.places),
            unemployed=int(r.unemployed),
        )
        for r in table.itertuples()
    ]
    return bar_figure(
        names,
        table["per_1000"],
        [language.number(value, 1) for value in table["per_1000"]],
        [_color(law, style) for law in table["law"]],
        table["per_1000"].max(),
        language.text("Plätze je 1.000 Arbeitslose"),
        style,
    )


def _color(law: str, style: Style) -> str:
    """The agency's colour for SGB III; that of comparisons for SGB II, which several job centres serve."""
    return style.palette[0] if law == "SGB III" else style.comparison
