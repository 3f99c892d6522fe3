"""Shortages with and without a fitting training goal in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.limits import MOST_PANELS, PANEL_ENDS, drawn
from kompass.figures.shortages.goals import CLASS_LABELS, MATCH_LABELS, goal_citations, rule
from kompass.figures.shortages.listed import (
    as_of,
    citations,
    counted_reading,
    definitions,
    many,
    matrix_columns,
    matrix_table,
    titles,
    where,
)
from kompass.language import Language
from kompass.matching.goals import (
    CLASS_OF,
    SERVED,
    GoalClass,
    Match,
    best_by_district,
    best_matches,
    class_counts,
)

ROW = 44  # pixels per bar, with a label of two lines
LABELS = 180  # pixels beside the bars; fixed, so that headings can begin above the labels
LETTERS = 22  # characters per line of a label


def coverage_table(facts: Facts, listed: pd.DataFrame, districts: Sequence[str]) -> pd.DataFrame:
    """One row per district and :class:`Match`, zero included.

    Columns: ags, institution, name, match, shortages (count of listed occupation groups, each by the level at
    which a goal fits best there).
    """
    rows = facts["districts"].sort_values("position")
    best = best_by_district(listed)
    counts = Counter(zip(best.index.get_level_values("district_ags"), best, strict=True))
    return pd.DataFrame(
        {
            "ags": row.ags,
            "institution": row.institution,
            "name": row.name,
            "match": match,
            "shortages": counts[row.ags, match],
        }
        for row in rows[rows["ags"].isin(districts)].itertuples(index=False)
        for match in Match
    )


def coverage_figure(table: pd.DataFrame, reach: int, style: Style, language: Language) -> go.Figure:
    """Draw bars per district on one scale up to ``reach``: shortages by class of match, counts at the bars.

    The lighter a bar, the worse its goals fit; a shortage without a goal is an empty frame.
    """
    t = language.text
    shares = {Match.DEGREE: 1.0, Match.COURSE: 0.6, Match.LEVEL: 0.25, Match.NONE: 0.0}
    figure = go.Figure()
    ticks: list[tuple[float, str]] = []
    top = 0.0
    for _, district_rows in table.groupby("ags", sort=False):
        first = district_rows.iloc[0]
        color = style.of(first["institution"])
        places = [top + 1 + step for step in range(len(district_rows))]
        ticks += [
            (place, "<br>".join(wrap(t(MATCH_LABELS[m]), LETTERS)))
            for place, m in zip(places, district_rows["match"], strict=True)
        ]
        figure.add_bar(
            x=district_rows["shortages"],
            y=places,
            name=first["name"],
            orientation="h",
            width=0.66,
            marker={
                "color": [style.tint(color, shares[m]) for m in district_rows["match"]],
                "line": {"color": color, "width": 2},
            },
            text=[f"<b>{language.number(n)}</b>" for n in district_rows["shortages"]],
            textposition="outside",
            textfont={"size": 18},
            cliponaxis=False,
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=0,
            y=top,
            text=language.plural(
                "<b>{district}</b>: {n} Berufsgruppe",
                "<b>{district}</b>: {n} Berufsgruppen",
                int(district_rows["shortages"].sum()),
                district=first["name"],
            ),
            showarrow=False,
            xanchor="left",
            xshift=-LABELS,
            font={"size": 17, "color": color},
            bgcolor=style.background,  # the zero line stops at a heading
        )
        top += len(district_rows) + 1.25
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=round(ROW * top) + 64,
        margin={"l": LABELS, "r": 32, "t": 4, "b": 8},
    )
    figure.update_xaxes(range=[0, reach], dtick=5, title=t("Anzahl der Berufsgruppen"))
    figure.update_yaxes(
        range=[top - 0.5, -0.6],
        tickvals=[place for place, _ in ticks],
        ticktext=[label for _, label in ticks],
        ticklabelstandoff=8,
        automargin=False,
        showgrid=False,
    )
    return figure


def coverage_exhibit(
    facts: Facts, listed: pd.DataFrame, districts: Sequence[str], style: Style, language: Language
) -> Exhibit:
    """Number of occupation groups with a goal in the plan by district; the table lists each of their levels."""
    t = language.text
    shortages = listed[listed["district_ags"].isin(districts)]
    names = facts["districts"].set_index("ags")["name"]
    goal_titles = facts["training_goals"].set_index("goal_id")["title"]
    # The scale of all districts, independent of the selection.
    reach = int(coverage_table(facts, listed, list(facts["districts"]["ags"]))["shortages"].max()) + 2
    counted = coverage_table(facts, shortages, districts)
    count = counted.groupby("ags", sort=False)["shortages"].sum()
    fits = counted[counted["match"].isin(SERVED)].groupby("ags")["shortages"].sum()
    fitting = [
        t(
            "{district} {fits} von {count}",
            district=facts.record("districts", ags=ags)["short_name"],
            fits=int(fits[ags]),
            count=int(count[ags]),
        )
        for ags in count.index
    ]
    panels = drawn(dict(count), most=MOST_PANELS, ends=PANEL_ENDS)
    title = t(
        "Berufsgruppen mit Engpass, für die ein Bildungsziel des Plans passt ({as_of}): {districts}",
        as_of=as_of(listed, language),
        districts=language.listed(fitting),
    )
    return Exhibit(
        "engpaesse-und-ziele",
        title,
        Made.ASSIGNED,
        shortages.assign(
            district=shortages["district_ags"].map(names),
            title=shortages["kldb"].map(titles(facts)),
            found=[t(MATCH_LABELS[m]) for m in shortages["match"]],
            goals=["; ".join(goal_titles[i] for i in ids) for ids in shortages["goal_ids"]],
        ),
        (
            Column("district", t("Kreis")),
            Column("kldb", t("KldB")),
            Column("title", t("Berufsgruppe")),
            Column("level", t("Niveau")),
            Column("found", t("Passendes Ziel")),
            Column("goals", t("Bildungsziele des Plans")),
        ),
        (*citations(shortages, language), *goal_citations(facts["training_goal_groups"])),
        t(
            "{rule} Gezählt ist in jedem Kreis jede Berufsgruppe einmal, nach dem Niveau, auf dem ein Ziel am besten "
            "passt, unabhängig von Suche und Filtern; die Tabelle nennt jedes Niveau. „Abschlussorientiert“: "
            "Umschulung, Teilqualifizierung oder Externenprüfung.",
            rule=rule(language),
        ),
        title,
        coverage_figure(panels.of(counted, "ags"), reach, style, language),
        definitions(facts, language),
        picture_reading=panels.said(language),
    )


def gap_exhibit(facts: Facts, listed: pd.DataFrame, districts: Sequence[str], language: Language) -> Exhibit:
    """The shortages of the districts without a fitting goal, as a matrix like that of all shortages.

    An occupation group is in the class of its best level; one where a goal fits is listed with its other
    levels. Column ``remark``: the class, and the levels for which the plan does have a goal.
    """
    t = language.text
    shortages = listed[listed["district_ags"].isin(districts)]
    best = best_matches(shortages)
    gaps = shortages[~shortages["match"].isin(SERVED)]
    levels = facts["goal_links"].groupby("kldb")["level"].unique()
    table = matrix_table(facts, gaps)
    table["remark"] = [
        _class(best[k], language)
        if k not in levels
        else t(
            "{goal_class}: Ziel auf {levels}",
            goal_class=_class(best[k], language),
            levels=", ".join(filter(None, levels[k])),
        )
        if any(levels[k])
        else t(
            "{goal_class}: Ziel, dessen Niveau offen ist oder unter der Fachkraft liegt",
            goal_class=_class(best[k], language),
        )
        for k in table["kldb"]
    ]
    counts = class_counts(best)
    return Exhibit(
        "engpaesse-ohne-ziel",
        t(
            "{without} von {count} Berufsgruppen mit Engpass{where} ohne passendes Bildungsziel ({as_of}): "
            "{other_level} mit Ziel auf anderem Niveau, {no_goal} ohne Ziel",
            without=counts[GoalClass.OTHER_LEVEL] + counts[GoalClass.NO_GOAL],
            count=len(best),
            where=where(facts, districts, language),
            as_of=as_of(listed, language),
            **counts,
        ),
        Made.ASSIGNED,
        table,
        (*matrix_columns(facts, districts, language), Column("remark", t("Bildungsziel"))),
        (*citations(gaps, language), *goal_citations(facts["training_goal_groups"])),
        t(
            "{rule} Gezeigt sind die Niveaus ohne passendes Ziel, auch die von {some} weiteren Berufsgruppen, bei denen "
            "auf einem anderen Niveau ein Ziel passt. Viele sind akademische Tätigkeiten (E).",
            rule=rule(language),
            some=int(best[table["kldb"].unique()].isin(SERVED).sum()),
        )
        + (f" {counted_reading(language)}" if many(districts) else ""),
        definitions=definitions(facts, language),
    )


def _class(match: Match, language: Language) -> str:
    return language.text(CLASS_LABELS[CLASS_OF[match]])
