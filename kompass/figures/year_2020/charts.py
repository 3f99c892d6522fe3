"""Charts of the year 2020: each of one area and one kind of figure, none of them a time series."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.bars import bar_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.kept import kept
from kompass.figures.year_2020.programme import CHANGES, cite_row, figure_table, notes_of
from kompass.language import Language

ROW = 68  # pixels per change
SPAN_HEIGHT = 200
RELATION = ("places_per_applicant_low", "places_per_applicant", "places_per_applicant_high")


def _chosen(facts: Facts, language: Language, *figure_ids: str) -> pd.DataFrame:
    """The figures with these ids, in the order of the arguments."""
    table = figure_table(facts, language).set_index("figure_id", drop=False)
    return table.loc[list(figure_ids)].reset_index(drop=True)


def _exhibit(
    name: str, title: str, table: pd.DataFrame, reading: str, figure: go.Figure, language: Language
) -> Exhibit:
    t = language.text
    values = "; ".join(f"{r.label}, {r.when}: {r.text}" for r in table.itertuples())
    return Exhibit(
        name,
        title,
        Made.QUOTED,
        table,
        (
            Column("label", t("Größe")),
            Column("text", t("Wert"), right=True),
            Column("reference", t("Bezug")),
            Column("when", t("Stand")),
            Column("region", t("Gebiet")),
        ),
        tuple(dict.fromkeys(cite_row(row, language) for row in table.to_dict("records"))),
        reading,
        f"{title}. {values}.",
        figure,
        notes=notes_of(table),
    )


@kept
def change_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Changes of 2020 against the year before in per cent."""
    t = language.text
    table = figure_table(facts, language)
    table = table[table["base"].isin(CHANGES) & (table["unit_id"] == "percent")].reset_index(drop=True)
    top = table.loc[table["value"].abs().idxmax()]
    title = t(
        "Nordrhein-Westfalen 2020, größter Ausschlag gegen das Vorjahr: {label} {text} ({when})",
        label=top["label"].partition(":")[0],
        text=top["text"],
        when=top["when"],
    )
    reading = t("Alle für Nordrhein-Westfalen.")
    figure = _stems(table, style, language)
    exhibit = _exhibit("jahr-2020-veraenderung", title, table, reading, figure, language)
    return exhibit.with_picture_reading(t("Rechts von null: mehr als ein Jahr zuvor; links: weniger."))


def _stems(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw a mark with a stem from zero per row, its name above it; no line passes through a name."""
    figure = go.Figure()
    for y, row in enumerate(table.itertuples()):
        stem, zero = (
            {"x0": 0, "x1": row.value, "y0": y, "y1": y},
            {"x0": 0, "x1": 0, "y0": y - 0.2, "y1": y + 0.2},
        )
        figure.add_shape(type="line", **stem, line={"color": style.comparison, "width": 4})
        figure.add_shape(type="line", **zero, line={"color": style.text, "width": 2})
        name = f"{row.label.partition(':')[0]}, {row.when}"
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=y, yshift=27, text=name, showarrow=False, font={"size": 17}
        )
    figure.add_scatter(
        x=list(table["value"]),
        y=list(range(len(table))),
        mode="markers+text",
        marker={
            "size": 14,
            "color": style.text,
            "symbol": ["circle" if v > 0 else "diamond" for v in table["value"]],
        },
        text=[f"<b>{text}</b>" for text in table["text"]],
        textposition=["middle right" if v > 0 else "middle left" for v in table["value"]],
        textfont={"size": 18},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=ROW * len(table) + 72,
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
    )
    figure.update_xaxes(
        range=[-30, 40],  # room for the figures beside the marks, on a phone too
        dtick=10,
        ticksuffix=language.percent_sign,
        title={"text": language.text("Veränderung gegen das Vorjahr, Prozent"), "standoff": 12},
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(visible=False, range=[len(table) - 0.55, -0.75])
    return figure


@kept
def short_time_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """People in short-time work in the two months that the programme reports."""
    t = language.text
    table = _chosen(facts, language, "short_time_persons", "short_time_august")
    share = _chosen(facts, language, "short_time_share").iloc[0]
    (spring, summer) = (row for _, row in table.iterrows())
    title = t(
        "Kurzarbeit in Nordrhein-Westfalen: {before} ({first}), {after} ({last})",
        before=spring["text"],
        after=summer["text"],
        first=spring["when"],
        last=summer["when"],
    )
    reading = t(
        "{month}: {share} {reference}. Spätere Monate nennt das Programm nicht, nur dass die Zahl "
        "der Betriebe ab November wieder stieg.",
        month=share["when"],
        share=share["text"],
        reference=share["reference"],
    )
    figure = _bars(table, list(table["when"]), t("Personen"), style)
    return _exhibit("jahr-2020-kurzarbeit", title, table, reading, figure, language)


@kept
def training_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Places and applicants of the training year, and those unfilled or unplaced at its end."""
    t = language.text
    table = _chosen(facts, language, "places", "applicants", "unfilled_places", "unplaced_applicants")
    printed = {row.figure_id: row.text for row in table.itertuples()}
    title = t(
        "Nordrhein-Westfalen, Ausbildungsjahr 2019/2020: {unfilled} unbesetzt, {unplaced} unversorgt",
        unfilled=printed["unfilled_places"],
        unplaced=printed["unplaced_applicants"],
    )
    reading = t("Ende September 2020, bei den Agenturen gemeldet.")
    figure = _bars(table, list(table["label"]), t("Ausbildungsstellen oder Personen"), style)
    exhibit = _exhibit("jahr-2020-ausbildung", title, table, reading, figure, language)
    return exhibit.with_picture_reading(t("Stellen und Menschen im selben Maßstab."))


def _bars(table: pd.DataFrame, names: Sequence[str], unit: str, style: Style) -> go.Figure:
    colors = [style.comparison] * len(table)
    reach = float(table["value"].max()) * 1.05
    return bar_figure(names, list(table["value"]), list(table["text"]), colors, reach, unit, style)


@kept
def relation_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Places per applicant in the state, and the lowest and highest of its agency districts."""
    t = language.text
    table = _chosen(facts, language, *RELATION)
    count = _chosen(facts, language, "agency_districts").iloc[0]
    low, state, high = (language.number(value, 2) for value in table["value"])
    title = t(
        "Ausbildungsstellen je Bewerbung, 30.09.2020: {low} bis {high} in {count} Agenturbezirken, "
        "in Nordrhein-Westfalen {state}",
        low=low,
        high=high,
        count=round(count["value"]),
        state=state,
    )
    reading = t("Bei 1 kommt auf jede Bewerbung eine gemeldete Stelle, über 1 gibt es mehr Stellen.")
    figure = go.Figure()
    figure.add_shape(
        type="line",
        x0=table["value"].min(),
        x1=table["value"].max(),
        y0=0,
        y1=0,
        line={"color": style.line, "width": 6},
    )
    figure.add_shape(
        type="line", x0=1, x1=1, y0=-0.9, y1=0, line={"color": style.muted, "width": 2, "dash": "dot"}
    )
    names = (t("niedrigster"), t("Land"), t("höchster"))
    figure.add_scatter(
        x=list(table["value"]),
        y=[0, 0, 0],
        mode="markers+text",
        marker={
            "size": 16,
            "symbol": ["circle-open", "circle", "circle-open"],
            "color": style.text,
            "line": {"width": 3, "color": style.text},
        },
        text=[f"<b>{number}</b><br>{name}" for number, name in zip((low, state, high), names, strict=True)],
        textposition=["bottom center", "top center", "bottom center"],
        textfont={"size": 16},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        template=style.template, showlegend=False, height=SPAN_HEIGHT, margin={"l": 8, "r": 8, "t": 8, "b": 8}
    )
    figure.update_xaxes(
        range=[0.4, 1.8],
        tickvals=[0.5, 1, 1.5],
        ticktext=[language.number(v, 1) for v in (0.5, 1, 1.5)],
        title={
            "text": t("Stellen je Bewerbung, 30.09.2020"),
            "standoff": 8,
        },
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(visible=False, range=[-1.1, 1.1])
    return _exhibit("jahr-2020-relation", title, table, reading, figure, language)
