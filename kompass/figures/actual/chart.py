"""A panel of the year: what has entered, the plan's path, the quota, and the forecast as a fan."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from kompass.actual.course import Course
from kompass.actual.sheets import month_name
from kompass.figures.charts.axis import nice_step
from kompass.figures.charts.style import Style
from kompass.language import Language

HEIGHT = 300
_TICKS = (3, 6, 9, 12)


def course_figure(course: Course, name: str, reach: float, style: Style, language: Language) -> go.Figure:
    """Draw the year of one institution. ``reach`` is the end of the scale as a multiple of its quota, the same in all
    panels, so that every quota stands at the same height."""
    color = style.of(course.code) if course.code else style.text
    top = max(course.quota, 1) * reach
    months = list(range(13))
    step = max(1.0, nice_step(top / 4))
    ticks = [step * n for n in range(int(top // step) + 1)]
    traces: list[Any] = []
    if course.outlook:
        fan = course.outlook.fan
        start = (course.until, course.entered)
        xs = [start[0], *(f[0] for f in fan)]
        lows, highs = [start[1], *(f[1] for f in fan)], [start[1], *(f[3] for f in fan)]
        traces.append(
            go.Scatter(
                x=[*xs, *reversed(xs)],
                y=[*lows, *reversed(highs)],
                mode="lines",
                fill="toself",
                fillcolor=style.tint(color, 0.28),
                line={"color": style.tint(color, 0.28), "width": 1},
                hoverinfo="skip",
            )
        )
        traces.append(_line(xs, [start[1], *(f[2] for f in fan)], color, 2, "dash"))
    traces.append(_line(months, [0.0, *course.path], style.muted, 2, "dot"))
    traces.append(_line([0, 12], [course.quota, course.quota], style.text, 2, "solid"))
    traces.append(
        _line([0, *(m for m, _ in course.line)], [0, *(n for _, n in course.line)], color, 4, "solid")
    )
    figure = go.Figure(
        traces,
        go.Layout(
            template=style.template,
            height=HEIGHT,
            showlegend=False,
            margin={"l": 8, "r": 12, "t": 84, "b": 8},
            xaxis={
                "range": [0, 12.2],
                "tickvals": list(_TICKS),
                "ticktext": [language.message(month_name(m))[:3] for m in _TICKS],
                "showgrid": False,
            },
            yaxis={
                "range": [0, top],
                "tickvals": ticks,
                "ticktext": [language.number(tick) for tick in ticks],
            },
            annotations=_annotations(course, name, style, language),
        ),
    )
    return figure


def _line(x: list[Any], y: list[Any], color: str, width: float, dash: str) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": color, "width": width, "dash": dash},
        hoverinfo="skip",
    )


def _annotations(course: Course, name: str, style: Style, language: Language) -> list[dict[str, Any]]:
    t = language.text
    if not course.until:
        said = t("keine Zahlen")
    else:
        said = t(
            "{entered} von {quota} bis {month}",
            entered=course.entered,
            quota=course.quota,
            month=language.message(month_name(course.until)),
        )
    heading = t("<b>{name}</b><br>{said}<br>{ahead}", name=name, said=said, ahead=_ahead(course, language))
    plain = {"showarrow": False, "bgcolor": style.background, "borderpad": 1}
    notes = [
        {"text": heading, "showarrow": False, "x": 0, "xref": "paper", "y": 1, "yref": "paper"}
        | {"xanchor": "left", "yanchor": "bottom", "yshift": 8, "align": "left", "font": {"size": 16}},
        plain
        | {"text": t("Plan {quota}", quota=course.quota), "x": 0.15, "y": course.quota}
        | {"xanchor": "left", "yanchor": "bottom", "yshift": 3, "font": {"size": 14}},
    ]
    return notes


def _ahead(course: Course, language: Language) -> str:
    """The range of the whole year, or why there is none."""
    t = language.text
    if course.outlook:
        return t("im Jahr {low} bis {high}", low=course.outlook.low, high=course.outlook.high)
    return language.message(course.declined) if course.declined else ""
