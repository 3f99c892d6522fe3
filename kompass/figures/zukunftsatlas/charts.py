"""Charts of the Zukunftsatlas; their tables are made in ranks.py.

Rank 1 is the best, so every rank axis is reversed: better is right, or up.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from kompass.figures.charts.strip import strip_figure
from kompass.figures.charts.style import Style
from kompass.language import N_, Language

PROFILE_ROW = 54  # pixels per rank
CLASS_ROW = 36  # pixels per district
DYNAMICS_HEIGHT = 600
# Two lines each: a class is 40 pixels wide on a phone.
OUTLOOKS = {
    "chances": N_("Chancen<br>überwiegen"),
    "balanced": N_("ausge-<br>glichen"),
    "risks": N_("Risiken<br>überwiegen"),
}
OUTLOOK_TINTS = {"chances": 0.55, "balanced": 0.3, "risks": 0.12}


def class_figure(
    classes: pd.DataFrame, districts: pd.DataFrame, style: Style, language: Language
) -> go.Figure:
    """Draw the eight classes as a strip, worst left, best right; above it a pin for each district in its
    class.

    ``classes`` from :func:`kompass.figures.zukunftsatlas.ranks.class_table`, ``districts`` the table of that
    name.
    """
    names = districts.set_index("ags")
    pins = [(row["class"], ags) for row in classes.to_dict("records") for ags in row["ags"]]
    pins.sort(key=lambda pin: names.at[pin[1], "position"], reverse=True)
    figure = go.Figure()
    for row in classes.itertuples():
        number = row[1]
        fill = style.tint(style.comparison, OUTLOOK_TINTS[row.outlook])
        figure.add_shape(
            type="rect",
            x0=number - 0.5,
            x1=number + 0.5,
            y0=-1.2,
            y1=0,
            fillcolor=fill,
            line={"color": style.background, "width": 3},
            layer="below",
        )
        figure.add_annotation(
            x=number,
            y=-0.6,
            text=f"<b>{number}</b>",
            showarrow=False,
            font={"size": 20, "color": style.on(fill)},
        )
    for outlook, numbers in classes.groupby("outlook")["class"]:
        figure.add_annotation(
            x=numbers.mean(),
            y=-1.25,
            yanchor="top",
            text=language.text(OUTLOOKS[str(outlook)]),
            showarrow=False,
            font={"size": 16},
        )
    for level, (number, ags) in enumerate(pins):
        color = style.of(names.at[ags, "institution"])
        # Labels point away from the middle, so that none crosses another pin; at the ends they cannot.
        right = number in (3, 4, 7, 8)
        figure.add_shape(
            type="line",
            x0=number,
            x1=number,
            y0=0,
            y1=level + 0.6,
            line={"color": color, "width": 2},
            layer="below",
        )
        figure.add_scatter(
            x=[number],
            y=[level + 0.6],
            mode="markers+text",
            marker={"size": 18, "color": color},
            text=[f"  <b>{names.at[ags, 'short_name']}</b>  "],
            textposition="middle right" if right else "middle left",
            textfont={"size": 17},
            hoverinfo="skip",
            cliponaxis=False,
        )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=CLASS_ROW * len(pins) + 172,
        margin={"l": 0, "r": 0, "t": 8, "b": 36},
    )
    figure.update_xaxes(
        range=[len(classes) + 0.5, 0.5],
        showticklabels=False,
        showgrid=False,
        zeroline=False,
        title=language.text("Klasse (rechts: besser)"),
    )
    # 100 pixels for the strip and the words below it.
    figure.update_yaxes(visible=False, range=[-1.2 - 52 / CLASS_ROW, len(pins) + 0.2])
    return figure


def position_figure(overall: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw the overall ranks on the strip of all regions, the best to the right.

    ``overall``: the rows of the group ``overall`` of :func:`kompass.figures.zukunftsatlas.ranks.rank_table`.
    """
    marked = [
        (
            str(row.rank),
            language.text("<b>{name}</b> Rang {rank}", name=row.name, rank=int(row.rank)),
            style.of(row.institution),
        )
        for row in overall.itertuples()
    ]
    return strip_figure(
        {str(rank): rank for rank in range(1, int(overall["of_regions"].max()) + 1)},
        marked,
        (),
        language.text("Gesamtrang (rechts: besser)"),
        lambda value: language.number(
            value, 0 if value == int(value) else 1
        ),  # the median is between two ranks
        style,
        language,
        lowest_right=True,
    )


def dynamics_figure(
    ranks: pd.DataFrame, labelled: Sequence[str], style: Style, language: Language
) -> go.Figure:
    """Draw rank for strength against rank for dynamics, both axes reversed: better is right and up. Districts (by ags)
    that are not ``labelled`` are small points."""
    t = language.text
    last = int(ranks["of_regions"].max())
    places = ranks.pivot(index="ags", columns="rank_id", values="rank").loc[list(dict.fromkeys(ranks["ags"]))]
    marks = ranks.drop_duplicates("ags").set_index("ags")
    figure = go.Figure()
    figure.add_shape(
        type="line",
        x0=last,
        y0=last,
        x1=1,
        y1=1,
        line={"color": style.comparison, "width": 2, "dash": "dot"},
        layer="below",
    )
    figure.add_annotation(
        x=last * 0.9,
        y=last * 0.9,
        text=t("gleicher Rang"),
        showarrow=False,
        xanchor="left",
        xshift=12,
        font={"size": 16, "color": style.comparison},
    )
    others = places.drop(index=list(labelled))
    if not others.empty:
        figure.add_scatter(
            x=others["rank_strength"],
            y=others["rank_dynamics"],
            mode="markers",
            marker={"size": 6, "color": style.tint(style.comparison, 0.6)},
            hoverinfo="skip",
        )
    for ags, row in places.loc[list(labelled)].iterrows():
        strength, dynamics = int(row["rank_strength"]), int(row["rank_dynamics"])
        # Labels point away from the line of equal ranks.
        align = "right" if (dynamics < strength) == others.empty else "left"  # of many the farthest: inwards
        color = style.of(marks.at[ags, "institution"])
        figure.add_scatter(
            x=[strength],
            y=[dynamics],
            mode="markers",
            marker={"size": 20, "color": color},
            cliponaxis=False,
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=strength,
            y=dynamics,
            text=t(
                "<b>{name}</b><br>Stärke {strength}<br>Dynamik {dynamics}",
                name=marks.at[ags, "name"],
                strength=strength,
                dynamics=dynamics,
            ),
            showarrow=False,
            align=align,
            xanchor=align,
            xshift=-16 if align == "right" else 16,
            bgcolor=style.background,
            font={"size": 16},
        )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=DYNAMICS_HEIGHT,
        margin={"l": 8, "r": 16, "t": 16, "b": 8},
    )
    ticks = _rank_ticks(last)
    figure.update_xaxes(
        range=[last + 8, -8], tickvals=ticks, zeroline=False, title=t("Stärke, Rang (rechts: besser)")
    )
    figure.update_yaxes(
        range=[last + 8, -8], tickvals=ticks, zeroline=False, title=t("Dynamik, Rang (oben: besser)")
    )
    return figure


def profile_figure(ranks: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Draw the partial ranks of one district as dots on the scale of all ranks; its overall rank is a line."""
    t = language.text
    last = int(ranks["of_regions"].max())
    overall = int(ranks.loc[ranks["group"] == "overall", "rank"].iloc[0])
    rows = ranks[ranks["group"] != "overall"]
    color = style.of(ranks["institution"].iloc[0])
    figure = go.Figure()
    for row in rows.itertuples():
        figure.add_shape(
            type="line",
            x0=last,
            x1=row.rank,
            y0=row.rank_id,
            y1=row.rank_id,
            line={"color": style.tint(color, 0.45), "width": 5},
            layer="below",
        )
        figure.add_annotation(
            x=last,
            y=row.rank_id,
            text=t(row.label),
            showarrow=False,
            xanchor="left",
            xshift=-3,
            yshift=22,
            bgcolor=style.background,
            font={"size": 16},
        )
        figure.add_annotation(
            x=row.rank,
            y=row.rank_id,
            text=f"<b>{language.number(row.rank)}</b>",
            showarrow=False,
            # Label right of the dot, except for the best ranks, where the scale ends.
            xanchor="left" if row.rank > last / 10 else "right",
            xshift=13 if row.rank > last / 10 else -13,
            bgcolor=style.background,
            borderpad=0,
            font={"size": 17},
        )
    figure.add_scatter(
        x=rows["rank"],
        y=rows["rank_id"],
        mode="markers",
        marker={"size": 18, "color": color},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_vline(x=overall, line_color=style.comparison, line_width=2, layer="below")
    figure.add_annotation(
        x=overall,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=t("Gesamt {rank}", rank=overall),
        showarrow=False,
        font={"size": 16, "color": style.comparison},
    )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=PROFILE_ROW * len(rows) + 100,
        margin={"l": 20, "r": 16, "t": 28, "b": 8},
    )
    figure.update_xaxes(
        range=[last + 2, -8], tickvals=_rank_ticks(last), zeroline=False, title=t("Rang (rechts: besser)")
    )
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.75])
    return figure


def _rank_ticks(last: int) -> list[int]:
    """Tick values of a rank axis: the best, the last, and the hundreds between them."""
    return [1, *range(100, last, 100), last]
