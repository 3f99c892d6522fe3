"""Employees by district, and employment rates compared with that of NRW."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import (
    Column,
    Exhibit,
    Made,
    all_districts,
    cite,
    define,
    fact_text,
    notes_on,
)
from kompass.figures.kept import kept
from kompass.figures.limits import drawn_rows
from kompass.language import N_, NBSP, Language

RATE_ROW = 52  # pixels per district


def workforce_table(facts: Facts, districts: Sequence[str], language: Language) -> pd.DataFrame:
    """One row per district in the order given.

    Columns: ags, name, short_name, institution, employees (persons), employees_text (as printed, with its
    qualifier), rate_pct (employment rate), rate_text.
    """
    names = facts["districts"].set_index("ags")[["name", "short_name", "institution"]].to_dict("index")
    rows = []
    for ags in districts:
        employees, rate = facts.fact(ags, "employees"), facts.fact(ags, "employment_rate")
        rows.append(
            {
                "ags": ags,
                **names[ags],
                "employees": employees.value,
                "employees_text": fact_text(employees, facts, language),
                "rate_pct": rate.value,
                "rate_text": fact_text(rate, facts, language),
            }
        )
    return pd.DataFrame(rows)


@kept
def employees_exhibit(facts: Facts, districts: Sequence[str], style: Style, language: Language) -> Exhibit:
    """Employees by district; the title is their number in the region and its change."""
    t = language.text
    table = workforce_table(facts, districts, language)
    every = workforce_table(facts, facts["districts"]["ags"], language)
    ends = drawn_rows(table, "ags", "employees")
    bars = ends.of(table, "ags")
    total = facts.fact(facts.area, "employees")
    change = facts.fact(facts.area, "employees_change")
    employees = [facts.fact(ags, "employees") for ags in districts]
    region = pd.DataFrame(
        [{"name": t("Region gesamt"), "code": "", "employees_text": fact_text(total, facts, language)}]
    )
    title = t(
        "{districts} zählen {total} Beschäftigte ({as_of}), {change} zum Vorjahr",
        districts=all_districts(facts, language),
        as_of=language.as_of(total.as_of, total.period),
        total=fact_text(total, facts, language),
        change=fact_text(change, facts, language),
    )
    reading = t("Gerundete Zahlen des Plans; sie lassen sich nicht genau zusammenzählen.")
    return Exhibit(
        "beschaeftigte",
        title,
        Made.QUOTED,
        pd.concat([table.assign(code=table["institution"]), region], ignore_index=True),
        (Column("name", t("Gebiet")), Column("employees_text", t("Beschäftigte"), right=True)),
        tuple(dict.fromkeys(cite(fact, language) for fact in (*employees, total, change))),
        reading,
        f"{title}. {reading}",
        bar_figure(
            list(bars["name"]),
            list(bars["employees"]),
            list(bars["employees_text"]),
            [style.of(code) for code in bars["institution"]],
            every["employees"].max(),
            t("Beschäftigte, Personen"),
            style,
        ),
        define(facts, language, "employees", "employees_change"),
        notes=notes_on(facts, *employees, total, change),
        picture_reading=ends.said(language),
    )


def rate_figure(table: pd.DataFrame, state: float, style: Style, language: Language) -> go.Figure:
    """Draw the employment rate by district as dots on one scale, that of NRW as a line."""
    figure = go.Figure()
    rows = list(range(len(table)))
    for row, rate in zip(rows, table["rate_pct"], strict=True):
        figure.add_shape(
            type="line",
            x0=state,
            x1=rate,
            y0=row,
            y1=row,
            line_color=style.comparison,
            line_width=3,
            layer="below",
        )
    figure.add_scatter(
        x=table["rate_pct"],
        y=rows,
        mode="markers+text",
        marker={"size": 18, "color": [style.of(code) for code in table["institution"]]},
        text=[f"{NBSP}{r.short_name} <b>{r.rate_text}</b>{NBSP}" for r in table.itertuples()],
        textposition=["middle left" if rate < state else "middle right" for rate in table["rate_pct"]],
        textfont={"size": 17, "color": style.text},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_vline(x=state, line_color=style.comparison, line_width=2)
    figure.add_annotation(
        x=state,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=language.text("NRW <b>{rate}</b>", rate=language.percent(state)),
        font={"size": 17, "color": style.comparison},
    )
    figure.update_layout(
        template=style.template,
        height=RATE_ROW * len(rows) + 96,
        showlegend=False,
        margin={"t": 32, "l": 8, "r": 8, "b": 8},
    )
    figure.update_xaxes(
        range=[min(54, floor(table["rate_pct"].min())), max(62, ceil(table["rate_pct"].max()))],
        dtick=2,
        ticksuffix=language.percent_sign,
        title=language.text("Beschäftigungsquote, Prozent"),
    )
    figure.update_yaxes(visible=False, range=[len(rows) - 0.4, -0.6])
    return figure


@kept
def rate_exhibit(facts: Facts, districts: Sequence[str], style: Style, language: Language) -> Exhibit:
    """The employment rate of the selected districts compared with NRW."""
    t = language.text
    table = workforce_table(facts, districts, language)
    state = facts.fact(facts.state, "employment_rate")
    ends = drawn_rows(table, "ags", "rate_pct")
    lowest = table.loc[table["rate_pct"].idxmin()]
    rates = [facts.fact(ags, "employment_rate") for ags in districts]
    title = t(
        N_(
            "{district} hat mit {rate} die niedrigste Beschäftigungsquote; NRW: {state} (laut Plan, Stand nicht angegeben)"
        )
        if len(table) > 1
        else N_("{district}: Beschäftigungsquote {rate}; NRW: {state} (laut Plan, Stand nicht angegeben)"),
        district=lowest["name"],
        rate=lowest["rate_text"],
        state=language.percent(state.value),
    )
    picture_reading = t("Weiter rechts heißt: mehr sind beschäftigt. Die Skala beginnt nicht bei null.")
    comparison = pd.DataFrame(
        [{"name": t("Nordrhein-Westfalen"), "code": "", "rate_text": language.percent(state.value)}]
    )
    return Exhibit(
        "beschaeftigungsquote",
        title,
        Made.QUOTED,
        pd.concat([table.assign(code=table["institution"]), comparison], ignore_index=True),
        (Column("name", t("Gebiet")), Column("rate_text", t("Beschäftigungsquote"), right=True)),
        tuple(dict.fromkeys(cite(fact, language) for fact in (*rates, state))),
        "",
        title,
        rate_figure(ends.of(table, "ags"), state.value, style, language),
        define(facts, language, "employment_rate"),
        notes=notes_on(facts, *rates, state),
        picture_reading=ends.and_said(picture_reading, language),
    )
