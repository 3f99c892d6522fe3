"""Charts of the page on people by age: bars per region, and the age structure of one district."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import COUNTRY
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.language import N_, Language

AGE_HEIGHT = 520
MOST_STATES = 4  # drawn for comparison, Germany among them; of a plan of more, Germany alone
_SIDES = {"men": (-1, N_("Männer")), "women": (1, N_("Frauen"))}


def youth_figures(
    table: pd.DataFrame, style: Style, language: Language
) -> tuple[go.Figure, go.Figure | None]:
    """Two panels of :func:`kompass.figures.demography.people.youth_table`: young per 100 leaving by region, and people
    who reach 65 per planned place by institution; no second one where nobody has places of one district."""
    t = language.text
    states = table["ags"].str.len() == 2
    few = states.sum() <= MOST_STATES
    compared = table[(table["ags"] != "") & (~states | few | (table["ags"] == COUNTRY))]
    names = [
        t("<b>{name}</b>: {young} auf {leaving}", name=r.name, young=int(r.young), leaving=int(r.leaving))
        for r in compared.itertuples(index=False)
    ]
    reach = max(100.0, float(compared["ratio"].max()))  # at 100 as many follow as reach 65
    youth = bar_figure(
        names,
        list(compared["ratio"]),
        [language.number(value, 1) for value in compared["ratio"]],
        [style.of(code) if code else style.comparison for code in compared["code"]],
        reach,
        t("Menschen von 15 bis 19 auf 100 von 60 bis 64"),
        style,
    )
    planned = table[table["per_place"].notna()]
    if planned.empty:
        return youth, None
    names = [
        t(
            "<b>{name}</b>: {places} Plätze ({who})",
            name=r.name,
            places=int(r.places),
            who=r.code or t("alle"),
        )
        for r in planned.itertuples(index=False)
    ]
    places = bar_figure(
        names,
        list(planned["per_place"]),
        [language.number(value, 1) for value in planned["per_place"]],
        [style.of(code) if code else style.comparison for code in planned["code"]],
        float(planned["per_place"].max()),
        t("60 bis 64, in fünf Jahren 65, je Platz"),
        style,
    )
    return youth, places


def share_figure(
    names: Sequence[str],
    values: Sequence[float],
    codes: Sequence[str],
    unit: str,
    style: Style,
    language: Language,
) -> go.Figure:
    """Draw shares of all people, 0 to 100 per cent, a bar per region."""
    return bar_figure(
        list(names),
        list(values),
        [language.percent(value) for value in values],
        [style.of(code) if code else style.comparison for code in codes],
        100,
        unit,
        style,
    )


def age_figure(
    table: pd.DataFrame,
    ags: str,
    code: str,
    outlines: Sequence[tuple[str, str]],
    heading: str,
    reach: float,
    style: Style,
    language: Language,
) -> go.Figure:
    """Draw the age structure of a district: men to the left, women to the right, foreigners as the darker part.

    ``table`` from :func:`kompass.figures.demography.people.age_table`; ``outlines`` are keys and names of regions drawn
    as lines over it; ``reach`` is the end of the scale, in persons per 1,000 inhabitants and year of birth.
    """
    t = language.text
    color = style.of(code)
    figure = go.Figure()
    own = table[table["region_id"] == ags]
    for sex, (side, _) in _SIDES.items():
        rows = own[own["sex"] == sex]
        middle = (rows["age_from"] + rows["age_to"] + 1) / 2
        width = rows["age_to"] - rows["age_from"] + 0.6
        for column, fill in (("per_year", style.tint(color, 0.35)), ("foreign_per_year", color)):
            figure.add_bar(
                x=list(side * rows[column]),
                y=list(middle.astype(float)),
                width=list(width.astype(float)),
                orientation="h",
                marker_color=fill,
                hoverinfo="skip",
            )
    dashes = ("solid", "dot")
    for (region, _), dash in zip(outlines, dashes, strict=False):
        for sex, (side, _) in _SIDES.items():
            rows = table[(table["region_id"] == region) & (table["sex"] == sex)]
            x = [side * value for value in rows["per_year"] for _ in range(2)]
            y = [age for row in rows.itertuples() for age in (row.age_from, row.age_to + 1)]
            figure.add_scatter(
                x=x,
                y=[float(age) for age in y],
                mode="lines",
                line={"color": style.text, "width": 1.5, "dash": dash},
                hoverinfo="skip",
            )
    for side, label in _SIDES.values():
        figure.add_annotation(
            x=side * reach,
            y=96,
            text=t(label),
            showarrow=False,
            xanchor="left" if side < 0 else "right",
            font={"size": 16},
        )
    figure.add_annotation(
        x=0,
        xref="paper",
        y=1,
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=6,
        align="left",
        text=heading,
        showarrow=False,
        font={"size": 17},
    )
    step = 5 if reach <= 12 else 10
    ticks = list(range(-step * int(reach // step), int(reach) + 1, step))
    figure.update_layout(
        template=style.template,
        height=AGE_HEIGHT,
        barmode="overlay",
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 60, "b": 8},
    )
    figure.update_xaxes(
        range=[-reach, reach],
        tickvals=ticks,
        ticktext=[language.number(abs(tick)) for tick in ticks],
        title=t("je 1.000 und Jahrgang"),
    )
    figure.update_yaxes(range=[0, 100], dtick=20, title=t("Alter"))
    return figure


def age_reach(table: pd.DataFrame) -> float:
    """The end of the scale of :func:`age_figure`, the same for all regions of a table."""
    return float(max(10, ceil(table["per_year"].max())))


def outline_words(outlines: Sequence[tuple[str, str]], language: Language) -> str:
    """What the lines of :func:`age_figure` are, in words."""
    signs = (N_("durchgezogen"), N_("gepunktet"))
    return language.listed(
        [
            language.text("{line}: {name}", line=language.text(sign), name=name)
            for (_, name), sign in zip(outlines, signs, strict=False)
        ]
    )
