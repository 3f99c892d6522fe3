"""Charts of the plan's quotas; their tables are made in places.py."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kompass.figures.charts.bars import name_above
from kompass.figures.charts.style import Style
from kompass.language import NBSP, Language

FLOW_HEIGHT = 420
ROW = 68  # pixels per institution
MOST_NEAR = 6  # institutions with which the last column of the flow begins near its upper edge
WHOLE = 0.35  # strength of the colour of all places; that of the qualification-oriented ones is 1
PALE = 0.4  # the same of an institution that is not the one shown


def places_figure(
    table: pd.DataFrame, reach: int, style: Style, language: Language, own: str = ""
) -> go.Figure:
    """Draw places by institution on a scale up to ``reach``, the degree-oriented part in full colour.

    With ``own``, the code of an institution, the others are pale. A column ``before`` of the table is drawn as a line
    at the bar, the change to it is written beside the places.
    """
    rows = table[table["code"] != ""]
    t = language.text
    bright = [own in ("", code) for code in rows["code"]]
    colors = [style.of(code) for code in rows["code"]]
    figure = go.Figure()
    figure.add_bar(
        x=rows["places"],
        y=rows["code"],
        orientation="h",
        marker_color=[
            style.tint(c, WHOLE if b else PALE * WHOLE) for c, b in zip(colors, bright, strict=True)
        ],
        width=0.44,
        text=[
            t("<b>{places}</b>, davon {degree}", places=int(r.places), degree=int(r.degree))
            if "before" not in rows or r.places == r.before
            else t(
                "<b>{places}</b> ({change}), davon {degree}",
                places=int(r.places),
                change=language.number(r.places - r.before, sign=True),
                degree=int(r.degree),
            )
            for r in rows.itertuples()
        ],
        # The text is inside only where it fits beside the bar's degree-oriented part, on a phone too.
        textposition=["inside" if p > 0.6 * reach else "outside" for p in rows["places"]],
        insidetextanchor="end",
        textfont={"size": 18},
        insidetextfont={"color": style.text},
        constraintext="none",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_bar(
        x=rows["degree"],
        y=rows["code"],
        orientation="h",
        marker_color=[c if b else style.tint(c, PALE) for c, b in zip(colors, bright, strict=True)],
        width=0.44,
        hoverinfo="skip",
    )
    if "before" in rows:
        figure.add_bar(
            x=[reach / 300] * len(rows),
            base=rows["before"],
            y=rows["code"],
            orientation="h",
            marker_color=style.text,
            width=0.6,
            hoverinfo="skip",
        )
    for row in rows.itertuples():
        name_above(figure, row.code, f"<b>{row.code}</b> {row.name}", 28)
    figure.update_layout(
        template=style.template,
        barmode="overlay",
        showlegend=False,
        height=ROW * len(rows),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    figure.update_xaxes(visible=False, range=[0, reach])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.7, -0.7])
    return figure


def rate_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw the degree rate by institution as dots on one scale, the rate of the whole plan as a line."""
    rows = table[table["code"] != ""]
    overall = float(table.loc[table["code"] == "", "degree_rate_pct"].iloc[0])
    figure = go.Figure()
    for row in rows.itertuples():
        figure.add_shape(
            type="line",
            x0=overall,
            x1=row.degree_rate_pct,
            y0=row.code,
            y1=row.code,
            line_color=style.line,
            line_width=3,
            layer="below",
        )
    figure.add_scatter(
        x=rows["degree_rate_pct"],
        y=rows["code"],
        mode="markers+text",
        marker={"size": 18, "color": [style.of(c) for c in rows["code"]]},
        text=[
            f"<b>{c}</b>  {language.percent(v)}"
            for c, v in zip(rows["code"], rows["degree_rate_pct"], strict=True)
        ],
        textposition=["middle right" if v >= overall else "middle left" for v in rows["degree_rate_pct"]],
        textfont={"size": 17},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_vline(x=overall, line_color=style.comparison, line_width=2)
    figure.add_annotation(
        x=overall,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=language.text("Plan gesamt {rate}", rate=language.percent(overall)),
        font={"size": 16, "color": style.comparison},
    )
    figure.update_layout(
        template=style.template,
        height=64 * len(rows) + 88,
        showlegend=False,
        margin={"t": 36, "l": 8, "r": 8, "b": 8},
    )
    figure.update_xaxes(
        range=[min(15, rows["degree_rate_pct"].min() - 2), max(45, rows["degree_rate_pct"].max() + 2)],
        ticksuffix=language.percent_sign,
        nticks=7,
        title=language.text("Anteil abschlussorientierter Plätze, Prozent"),
    )
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    return figure


def flow_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw a Sankey diagram of places: total, institutions, degree-oriented and other."""
    rows = table[table["code"] != ""].reset_index(drop=True)
    total = table[table["code"] == ""].iloc[0]
    count = len(rows)
    degree_node, other_node = count + 1, count + 2
    colors = [style.of(c) for c in rows["code"]]
    # Bands of all institutions cross the upper node's side; its label stands above the chart, as long as the node is near.
    above = count <= MOST_NEAR
    degree = int(total["degree"])
    labels = [
        language.text("{places} Plätze", places=int(total["places"])),
        *(f"{r.code}{NBSP}{language.number(r.places)}" for r in rows.itertuples()),
        language.text("{degree} abschlussorientiert", degree=degree)
        if above
        else language.text("{degree}<br>abschluss-<br>orientiert", degree=degree),
        language.text("{other}<br>andere", other=int(total["other"])),
    ]
    links: list[tuple[int, int, int, str]] = []
    for index, row in enumerate(rows.itertuples(), start=1):
        color = style.tint(colors[index - 1], 0.28)
        links += [
            (0, index, row.places, color),
            (index, degree_node, row.degree, style.tint(colors[index - 1], 0.55)),
            (index, other_node, row.other, color),
        ]
    source, target, value, link_colors = zip(*links, strict=True)
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": ["" if above and n == degree_node else label for n, label in enumerate(labels)],
                "customdata": [label.replace("<br>", " ") for label in labels],
                "color": [style.comparison, *colors, style.text, style.comparison],
                "thickness": 18,
                "pad": 28,
                "line": {"width": 0},
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            link={
                "source": source,
                "target": target,
                "value": value,
                "color": link_colors,
                "customdata": [language.number(v) for v in value],
                "hovertemplate": "%{source.customdata} → %{target.customdata}: %{customdata}<extra></extra>",
            },
            textfont={"size": 17, "color": style.text, "shadow": "none"},
        )
    )
    figure.update_layout(
        template=style.template, height=FLOW_HEIGHT, margin={"l": 8, "r": 8, "t": 30, "b": 16}
    )
    if above:
        figure.add_annotation(
            text=labels[degree_node],
            x=1,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="bottom",
            showarrow=False,
            font={"size": 17, "color": style.text},
        )
    return figure


def employee_figure(places: int, degree: int, reach: int, style: Style, language: Language) -> go.Figure:
    """Draw the places for people in employment as one bar, on a scale up to ``reach`` places."""
    figure = go.Figure()
    for value, color in ((places, style.tint(style.comparison, 0.35)), (degree, style.comparison)):
        figure.add_bar(x=[value], y=[""], orientation="h", marker_color=color, width=0.44, hoverinfo="skip")
    name = language.text("<b>{places}</b>, davon {degree} abschlussorientiert", places=places, degree=degree)
    name_above(figure, "", name, 28)
    figure.update_layout(
        template=style.template,
        barmode="overlay",
        showlegend=False,
        height=ROW + 12,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    # The scale of the chart above: as wide as the largest institution.
    figure.update_xaxes(visible=False, range=[0, reach])
    figure.update_yaxes(visible=False, range=[-0.5, 0.8])
    return figure
