"""Timeline (Gantt chart) of the state's measures; its table is made in measures.py."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from kompass.figures.charts.style import Style
from kompass.figures.state_measures.measures import GOING, Status, first_day, last_day
from kompass.language import Language

ROW, HEADING = 46, 46  # pixels: a measure with its name above the bar, the heading of a cluster
PANELS = 3  # side by side at most
FROM, UNTIL = 2019.6, 2029.0  # years that the scale shows; terms that reach further have an arrow
PASSED = (Status.ENDED, Status.PROVISIONAL)
LETTERS = 40  # letters of a name, so that it fits on a phone
Drawn = dict[str, Any]  # a plotly shape or annotation


class Mark(NamedTuple):
    """A marker at an end of a term."""

    x: float
    y: float
    symbol: str
    color: str


def timeline_figures(
    table: pd.DataFrame, day: dt.date, style: Style, language: Language
) -> Sequence[go.Figure]:
    """Draw the timeline of a table of measures in at most three panels of consecutive clusters."""
    return [
        _panel(table[table["cluster"].isin(group)], day, style, language)
        for group in split(table.groupby("cluster", sort=False).size())
    ]


def split(rows: Mapping[str, int]) -> Sequence[Sequence[str]]:
    """The clusters, from the number of measures in each, in at most three groups whose highest is as low as can be."""
    names = list(rows.keys())
    ways = (
        [names[a:b] for a, b in pairwise((0, *cuts, len(names)))]
        for cuts in combinations(range(1, len(names)), min(PANELS, len(names)) - 1)
    )
    return min(ways, key=lambda way: max(sum(HEADING + ROW * rows[name] for name in group) for group in way))


def _panel(table: pd.DataFrame, day: dt.date, style: Style, language: Language) -> go.Figure:
    """Draw a bar per measure from start to end, grouped by cluster; the chosen day is a dotted line.

    An open-ended bar ends in an arrow; a term without an end is a marker at its start, one without both is a
    text.
    """
    words: list[Drawn] = []
    bars: list[Drawn] = []
    marks: list[Mark] = []
    y = 0
    for _, rows in table.groupby("cluster", sort=False):
        heading = language.text(
            "{cluster} {title} ({count})",
            cluster=rows["cluster"].iloc[0],
            title=rows["short_title"].iloc[0],
            count=len(rows),
        )
        words.append(_words(FROM, y + HEADING - 8, f"<b>{heading}</b>", 17, style))
        y += HEADING
        for row in rows.to_dict("records"):
            words.append(_words(FROM, y + 20, shortened(row["measure_id"], row["title"], LETTERS), 15, style))
            marks += _marks(row, y + 30, style)
            said = _said(row, language)
            if said:
                shift = 12 if row["start"] else 0
                words.append(_words(_start(row), y + 40, said, 14, style) | {"xshift": shift})
            elif row["start"]:
                bars.append(_bar(row, y + 30, style))
            y += ROW
    line = {"x0": _year(day), "x1": _year(day), "y0": 0, "y1": 1, "yref": "y domain", "type": "line"}
    # One call with everything: plotly validates the whole figure again at each further call.
    return go.Figure(
        [
            go.Scatter(
                x=[mark.x for mark in marks],
                y=[mark.y for mark in marks],
                mode="markers",
                marker={
                    "size": 14,
                    "symbol": [mark.symbol for mark in marks],
                    "color": [mark.color for mark in marks],
                    "line": {"width": 2, "color": [mark.color for mark in marks]},
                },
                cliponaxis=False,
                hoverinfo="skip",
            )
        ],
        go.Layout(
            template=style.template,
            showlegend=False,
            height=y + 48,
            margin={"l": 8, "r": 8, "t": 28, "b": 0},
            shapes=[*bars, line | {"line": {"color": style.text, "width": 2, "dash": "dot"}}],
            annotations=words,
            xaxis={
                "range": [FROM, UNTIL],
                "tickvals": list(range(2020, int(UNTIL), 2)),
                "tickformat": "d",
                "side": "top",
                "zeroline": False,
            },
            yaxis={"range": [y + 8, 0], "visible": False},
        ),
    )


def _said(row: Mapping[str, Any], language: Language) -> str:
    """The text in place of a bar, where the report names no end or no start."""
    t = language.text
    if row["start"]:
        if row["end_basis"] == "undated":
            return t("Ende ohne Datum genannt")
        return "" if row["end"] or row["open_ended"] else t("kein Ende genannt")
    if row["completed"] or row["open_ended"]:
        return t("Beginn nicht ausgewiesen; {end}", end=row["until"])
    return t("Laufzeit nicht ausgewiesen")


def _start(row: Mapping[str, Any]) -> float:
    """Start of a measure on the scale, in years."""
    return max(_year(first_day(row["start"])), FROM) if row["start"] else FROM


def _end(row: Mapping[str, Any]) -> float:
    """End of a bar on the scale, in years; at least wide enough to be visible."""
    end = _year(last_day(row["end"])) if row["end"] else UNTIL - 0.3
    return max(end, _start(row) + 0.08)


def _edge(row: Mapping[str, Any], style: Style) -> str:
    """The outline colour of a term: grey after its stated end."""
    return style.comparison if row["status"] in PASSED else style.ramp[3]


def _bar(row: Mapping[str, Any], y: float, style: Style) -> Drawn:
    """The bar of a term: filled while it runs, grey after its stated end, empty before its start."""
    edge = _edge(row, style)
    passed = style.tint(edge, 0.25)
    fills = {**dict.fromkeys(PASSED, passed), Status.NOT_BEGUN: style.background}
    place = {"x0": _start(row), "x1": _end(row), "y0": y - 6, "y1": y + 6}
    fill = fills.get(Status(row["status"]), edge)
    return {"type": "rect", "fillcolor": fill, "line": {"color": edge, "width": 2}, **place}


def _marks(row: Mapping[str, Any], y: float, style: Style) -> list[Mark]:
    """Arrows where a term exceeds the scale, a circle where only its start is known."""
    if not row["start"]:
        return []
    edge = _edge(row, style)
    marks = [Mark(FROM, y, "triangle-left", edge)] if _start(row) == FROM else []
    if not row["end"]:
        only_start = Mark(_start(row), y, "circle-open", edge)
        marks.append(Mark(_end(row), y, "triangle-right", edge) if row["open_ended"] else only_start)
    return marks


def _words(x: float, y: float, text: str, size: int, style: Style) -> Drawn:
    """An annotation at height ``y`` with a background that interrupts the grid lines."""
    place = {"x": x, "y": y, "xanchor": "left", "yanchor": "bottom", "align": "left"}
    look = {"font": {"size": size}, "bgcolor": style.background, "borderpad": 0, "showarrow": False}
    return {"text": text, **place, **look}


def shortened(measure_id: str, title: str, letters: int) -> str:
    """Number and title of a measure, cut to at most that many letters."""
    whole = f"{measure_id} {title}"
    return whole if len(whole) <= letters else f"{whole[: letters - 1].rstrip()}…"


def _year(day: dt.date) -> float:
    """A day as a decimal year: 1 July 2024 is about 2024.5."""
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def day_text(day: dt.date, language: Language) -> str:
    """A day formatted in the language."""
    return language.as_of(day.isoformat(), "")


def timeline_legend(table: pd.DataFrame, day: dt.date, language: Language) -> str:
    """What the marks of a timeline mean, those that occur in it."""
    t = language.text
    bars = table[(table["start"] != "") & ((table["end"] != "") | table["open_ended"])]
    started = table[table["start"] != ""]
    early = [first_day(start).year < 2020 for start in started["start"]]
    said = (
        (
            bars["status"].isin(GOING).any(),
            t("Gefüllt: läuft laut Bericht am {day} (gepunktete Linie).", day=day_text(day, language)),
        ),
        (bars["status"].isin(PASSED).any(), t("Grau: laut Bericht bis davor, auch vorläufig.")),
        ((bars["status"] == Status.NOT_BEGUN).any(), t("Nur umrandet: noch nicht begonnen.")),
        (bars["open_ended"].any(), t("Pfeil nach rechts: ohne Ende angelegt.")),
        (any(early), t("Pfeil nach links: Beginn vor 2020.")),
        (len(bars) < len(started), t("Kreis: kein Ende oder eines ohne Datum genannt.")),
    )
    return " ".join(words for shown, words in said if shown)


def timeline_title(table: pd.DataFrame, on: dt.date, language: Language) -> str:
    """Number of measures in a :func:`measure_table` that run on a day, and the status of the others."""
    day = day_text(on, language)
    counts = Counter(Status(code) for code in table["status"])
    return language.plural(
        "{n} Maßnahme des Landes NRW am {day}, laut Bericht vom {as_of}: laufend {going}, davon ohne Ende angelegt "
        "{open_ended}; bis davor {ended}, danach beginnend {later}, offen {others}",
        "{n} Maßnahmen des Landes NRW am {day}, laut Bericht vom {as_of}: laufend {going}, davon ohne Ende angelegt "
        "{open_ended}; bis davor {ended}, danach beginnend {later}, offen {others}",
        len(table),
        day=day,
        as_of=language.as_of(table["as_of"].iloc[0], ""),
        going=sum(counts[s] for s in GOING),
        open_ended=counts[Status.OPEN],
        ended=counts[Status.ENDED],
        later=counts[Status.NOT_BEGUN],
        others=counts[Status.PROVISIONAL] + counts[Status.UNDATED] + counts[Status.NOT_STATED],
    )
