"""Changes of employment in one district as bars, a row per group."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.bars import TEXT_AT_BAR
from kompass.figures.charts.style import Style
from kompass.figures.employment.changes import change_exhibit, change_table
from kompass.figures.employment.charts import change_text
from kompass.figures.exhibit import Exhibit
from kompass.language import NBSP, Language

ROW = 27  # pixels per group
GAP = 0.45  # rows between two traits
NAMES = 222  # pixels left of zero: the names of the groups in one line
ROOM = 1.3  # the scale's end, as a multiple of the largest change: numbers stand behind the bars


def group_exhibit(facts: Facts, ags: str, style: Style, language: Language) -> Exhibit:
    """The change of each group in one district, on the scale of all districts."""
    shown = change_exhibit(facts, [ags], style, language)
    table = change_table(facts, [ags])
    reach = ROOM * float(change_table(facts)["change_pct"].max())
    low = min(0.0, ROOM * float(change_table(facts)["change_pct"].min()))
    return replace(
        shown,
        name=f"beschaeftigung-gruppen-{ags}",
        figure=group_figure(table, (low, reach), style, language),
        beside=(),
        picture_reading=language.text("Fett: im Plan fett gedruckt. Dieselbe Skala in allen Kreisen."),
    )


def group_figure(
    table: pd.DataFrame, reach: tuple[float, float], style: Style, language: Language
) -> go.Figure:
    """Draw bars from zero in the order of the groups, on a scale with the ends ``reach``; traits are set apart.

    ``table`` from :func:`kompass.figures.employment.changes.change_table`, of one district. A value that is not
    reported has words in place of a bar.
    """
    traits = table["trait"].ne(table["trait"].shift()).cumsum() - 1
    places = [n + GAP * trait for n, trait in enumerate(traits)]
    known = table["change_pct"].notna()
    reported = table[known]
    color = style.of(table["institution"].iloc[0])
    colors = [color if strong else style.tint(color, 0.5) for strong in reported["highlighted"]]
    figure = go.Figure()
    figure.add_bar(
        x=reported["change_pct"],
        y=[place for place, given in zip(places, known, strict=True) if given],
        orientation="h",
        width=0.7,
        marker_color=colors,
        text=[
            f"{NBSP}{change_text(r.change_pct, r.sign_given, r.highlighted, language)}{NBSP}"
            for r in reported.itertuples()
        ],
        # Inside where it does not fit behind the bar on a phone.
        textposition=["inside" if v > 0.6 * reach[1] else "outside" for v in reported["change_pct"]],
        textfont={"size": 15, "color": style.text},
        insidetextfont={"color": [style.on(c) for c in colors]},
        **TEXT_AT_BAR,
    )
    for place, given in zip(places, known, strict=True):
        if not given:
            figure.add_annotation(
                x=0,
                y=place,
                text=language.text("nicht ausgewiesen"),
                showarrow=False,
                xanchor="left",
                xshift=4,
                font={"size": 14, "color": style.muted},
            )
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=round(ROW * (places[-1] + 1)) + 44,
        margin={"l": NAMES, "r": 8, "t": 0, "b": 44},
    )
    figure.update_xaxes(
        range=list(reach),
        dtick=5,
        ticksuffix=language.percent_sign,
        title=language.text("Zum Vorjahr, Prozent"),
        automargin=False,
        zeroline=True,
        zerolinecolor=style.text,
    )
    figure.update_yaxes(
        range=[places[-1] + 0.5, -0.5],
        tickvals=places,
        ticktext=list(table["category_label"]),
        tickfont={"size": 14},
        ticks="outside",
        ticklen=8,
        tickcolor=style.background,
        showgrid=False,
        zeroline=False,
        automargin=False,
    )
    return figure
