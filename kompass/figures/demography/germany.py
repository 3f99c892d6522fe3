"""A small map of Germany: all districts shaded by a measure, in five groups of the same size."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import shapely

from kompass.boundaries import ATTRIBUTION, small_germany
from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.demography.people import drawn_note, region_names
from kompass.figures.demography.standing import MEASURES, measure_citation, standing
from kompass.figures.exhibit import Column, Exhibit, Made, about, ends
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_PANELS
from kompass.language import Language

HEIGHT = 560  # pixels
LEGEND = 24  # pixels per line of the legend
MARGIN = 10  # kilometres around Germany
GROUPS = 5  # of 80 districts each, one per shade


def germany_name(measure_id: str) -> str:
    """The name of the exhibit of a measure."""
    return f"deutschland-{measure_id.replace('_', '-')}"


@kept
def germany_exhibit(
    facts: Facts, districts: Sequence[str], measure_id: str, style: Style, language: Language
) -> Exhibit:
    """All districts with a measure; the title names the ends, the picture is the map, the table has all of them."""
    t = language.text
    measure, names = MEASURES[measure_id], region_names(facts)
    table = standing(facts, measure_id).rename_axis("ags").reset_index().sort_values("rank", kind="stable")
    own = facts["districts"].set_index("ags")["institution"]
    table = table.assign(
        name=table["ags"].map(names),
        state=table["ags"].str[:2].map(names),
        code=table["ags"].map(own).fillna("-"),
    ).reset_index(drop=True)
    high, low = table.iloc[0], table.iloc[-1]
    finding = ends(
        high["name"],
        measure.written(high["value"], language),
        low["name"],
        measure.written(low["value"], language),
        language,
    )
    source = measure_citation(facts, measure, language)
    title = about(
        t("Alle Kreise Deutschlands, {measure}", measure=measure.name(language)),
        finding,
        language,
        source.as_of,
    )
    marked = [(ags, style.of(str(own[ags]))) for ags in districts[:MOST_PANELS]]
    return Exhibit(
        germany_name(measure_id),
        title,
        Made.COMPUTED,
        table,
        (
            Column("name", t("Kreis")),
            Column("state", t("Land")),
            Column("value", measure.name(language), measure.decimals),
            Column("rank", t("Rang (1: höchster Wert)"), 0),
            Column("tenth", t("Zehntel (1: höchste)"), 0),
        ),
        (source,),
        "",
        title,
        germany_figure(table, marked, measure_id, style, language),
        notes=drawn_note(facts, districts, language),
        picture_reading=t("Farben: fünf Gruppen gleich vieler Kreise. Umrandet: Kreise des Plans."),
    )


def germany_figure(
    table: pd.DataFrame,
    marked: Sequence[tuple[str, str]],
    measure_id: str,
    style: Style,
    language: Language,
) -> go.Figure:
    """Draw the map. ``table`` has ags, value and rank of all districts; ``marked`` are keys and colours of outlines."""
    measure, shapes = MEASURES[measure_id], small_germany()
    groups = GROUPS - 1 - (GROUPS * (table["rank"] - 1) // len(table))
    traces, legend = [], []
    for group in range(GROUPS):
        rows = table[groups == group]
        if rows.empty:
            continue
        area = shapely.union_all(shapes[list(rows["ags"])].to_numpy())
        traces.append(_trace(area, style.ramp[group], style.comparison, 0.5))
        low, high = (measure.written(value, language) for value in (rows["value"].min(), rows["value"].max()))
        legend.append(
            f'<span style="color:{style.ramp[group]}">■</span> '
            + language.text("{low} bis {high}", low=low, high=high)
        )
    for ags, color in marked:
        traces.append(_trace(shapes[ags], "", style.background, 5))
        traces.append(_trace(shapes[ags], "", color, 2.5))
    west, south, east, north = (float(x) for x in shapes.total_bounds)
    hidden = {"visible": False, "constrain": "domain", "fixedrange": True}
    lines = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": LEGEND * n,
            "text": text,
            "showarrow": False,
            "font": {"size": 15},
        }
        for n, text in enumerate(legend)
    ]
    credit = {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "text": ATTRIBUTION,
        "showarrow": False,
        "font": {"size": 14, "color": style.muted},
    }
    return go.Figure(
        traces,
        go.Layout(
            template=style.template,
            showlegend=False,
            height=HEIGHT + LEGEND * len(legend),
            margin={"l": 0, "r": 0, "t": LEGEND * len(legend) + 8, "b": 24},
            xaxis=hidden | {"range": [west - MARGIN, east + MARGIN]},
            yaxis=hidden | {"range": [south - MARGIN, north + MARGIN], "scaleanchor": "x"},
            annotations=[*lines, credit],
        ),
    )


def _trace(area: shapely.Geometry, fill: str, line: str = "", width: float = 0) -> go.Scatter:
    """A trace of an area in whole kilometres, with its holes."""
    x: list[float | None] = []
    y: list[float | None] = []
    for part in shapely.get_parts(area):
        turned = shapely.geometry.polygon.orient(part)  # a hole turns the other way, so that it stays empty
        for ring in (turned.exterior, *turned.interiors):
            for points, values in zip((x, y), ring.xy, strict=True):
                points += [*(round(value) for value in values), None]
    drawn = {"fill": "toself", "fillcolor": fill} if fill else {}
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": line or fill, "width": width}, hoverinfo="skip", **drawn
    )
