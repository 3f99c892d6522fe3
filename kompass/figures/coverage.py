"""Which of the listed shortages have a fitting training goal in the plan, and which have none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.goals import goal_citations, rule
from kompass.figures.shortages import (
    citations,
    definitions,
    everywhere,
    matrix_columns,
    matrix_table,
    titles,
    where,
)
from kompass.figures.style import Style
from kompass.language import N_, Language
from kompass.places.goals import SERVED, Match

MATCH_LABELS = {
    Match.DEGREE: N_("abschlussorientiertes Ziel"),
    Match.COURSE: N_("nur anderes Ziel"),
    Match.LEVEL: N_("nur anderes Niveau"),
    Match.NONE: N_("kein Ziel"),
}
ROW = 34  # pixels per bar
LABELS = 196  # pixels beside the bars; fixed, so that headings can begin above the labels


def coverage_table(facts: Facts, listed: pd.DataFrame, districts: Sequence[str]) -> pd.DataFrame:
    """One row per district and :class:`Match`, zero included.

    Columns: ags, institution, name, match, shortages (count of listed pairs of occupation group and level).
    """
    rows = facts["districts"].sort_values("position")
    counts = listed.groupby(["district_ags", "match"]).size()
    return pd.DataFrame(
        {
            "ags": row.ags,
            "institution": row.institution,
            "name": row.name,
            "match": match,
            "shortages": int(counts.get((row.ags, match), 0)),
        }
        for row in rows[rows["ags"].isin(districts)].itertuples(index=False)
        for match in Match
    )


def coverage_figure(table: pd.DataFrame, reach: int, style: Style, language: Language) -> go.Figure:
    """Bars per district on one scale up to ``reach``: shortages with a goal, and without, counts at the bars.

    Lighter means further from a fitting goal; "none" is an empty frame.
    """
    t = language.text
    shares = {Match.DEGREE: 1.0, Match.COURSE: 0.6, Match.LEVEL: 0.25, Match.NONE: 0.0}
    figure = go.Figure()
    ticks: list[tuple[float, str]] = []
    top = 0.0
    for _, own in table.groupby("ags", sort=False):
        first = own.iloc[0]
        color = style.of(first["institution"])
        places = [top + 1 + step for step in range(len(own))]
        ticks += [(place, t(MATCH_LABELS[m])) for place, m in zip(places, own["match"], strict=True)]
        figure.add_bar(
            x=own["shortages"],
            y=places,
            name=first["name"],
            orientation="h",
            width=0.66,
            marker={
                "color": [style.tint(color, shares[m]) for m in own["match"]],
                "line": {"color": color, "width": 2},
            },
            text=[f"<b>{language.number(n)}</b>" for n in own["shortages"]],
            textposition="outside",
            textfont={"size": 18},
            cliponaxis=False,
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=0,
            y=top,
            text=language.plural(
                "<b>{district}</b>: {n} Engpass",
                "<b>{district}</b>: {n} Engpässe",
                int(own["shortages"].sum()),
                district=first["name"],
            ),
            showarrow=False,
            xanchor="left",
            xshift=-LABELS,
            font={"size": 17, "color": color},
            bgcolor=style.background,  # the zero line stops at a heading
        )
        top += len(own) + 1.25
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=round(ROW * top) + 64,
        margin={"l": LABELS, "r": 32, "t": 4, "b": 8},
    )
    figure.update_xaxes(range=[0, reach], dtick=5, title=t("Anzahl der Engpässe"))
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
    """How many shortages of the districts have a goal in the plan; the table names every one of them."""
    t = language.text
    own = listed[listed["district_ags"].isin(districts)]
    names = facts["districts"].set_index("ags")["name"]
    goal_titles = facts["training_goals"].set_index("goal_id")["title"]
    # The scale of all districts, so that nothing jumps when one is chosen.
    reach = int(listed.groupby(["district_ags", "match"]).size().max()) + 2
    title = t(
        "Zu {served} von {count} Engpässen{where} passt ein Bildungsziel, zu {without} keines",
        served=int(own["match"].isin(SERVED).sum()),
        count=len(own),
        without=int((~own["match"].isin(SERVED)).sum()),
        where=where(facts, districts, language),
    )
    return Exhibit(
        "engpaesse-und-ziele",
        title,
        Made.ASSIGNED,
        own.assign(
            district=own["district_ags"].map(names),
            title=own["kldb"].map(titles(facts)),
            found=[t(MATCH_LABELS[m]) for m in own["match"]],
            goals=["; ".join(goal_titles[i] for i in ids) for ids in own["goal_ids"]],
        ),
        (
            Column("district", t("Kreis")),
            Column("kldb", t("KldB")),
            Column("title", t("Berufsgruppe")),
            Column("level", t("Niveau")),
            Column("found", t("Passendes Ziel")),
            Column("goals", t("Bildungsziele des Plans")),
        ),
        (*citations(own, language), *goal_citations(facts["training_goal_groups"])),
        t(
            "{rule} Gezählt ist jedes Paar aus Berufsgruppe und Niveau, unabhängig von Suche und "
            "Filtern. „Abschlussorientiert“: Umschulung, Teilqualifizierung oder Externenprüfung.",
            rule=rule(language),
        ),
        title,
        coverage_figure(coverage_table(facts, own, districts), reach, style, language),
        definitions(facts, language),
    )


def gap_exhibit(facts: Facts, listed: pd.DataFrame, districts: Sequence[str], language: Language) -> Exhibit:
    """The shortages of the districts without a fitting goal, as a matrix like that of all shortages.

    Its column ``remark`` names the levels for which the plan does have a goal.
    """
    t = language.text
    gaps = listed[~listed["match"].isin(SERVED)]
    own = gaps[gaps["district_ags"].isin(districts)]
    levels = facts["goal_links"].groupby("kldb")["level"].unique()
    table = matrix_table(facts, own)
    table["remark"] = [
        ""
        if k not in levels
        else t("Ziel nur auf {levels}", levels=", ".join(filter(None, levels[k])))
        if any(levels[k])
        else t("Ziel, dessen Niveau offen ist oder unter der Fachkraft liegt")
        for k in table["kldb"]
    ]
    return Exhibit(
        "engpaesse-ohne-ziel",
        language.plural(
            "{n} Berufsgruppe mit Engpass ohne passendes Ziel, {shared} davon in allen drei Kreisen",
            "{n} Berufsgruppen mit Engpass ohne passendes Ziel, {shared} davon in allen drei Kreisen",
            len(table),
            shared=everywhere(facts, gaps[gaps["kldb"].isin(own["kldb"])]),
        ),
        Made.ASSIGNED,
        table,
        (*matrix_columns(facts, districts, language), Column("remark", t("Bildungsziel"))),
        (*citations(own, language), *goal_citations(facts["training_goal_groups"])),
        t(
            "{rule} Gezeigt sind nur die Niveaus ohne passendes Ziel. Viele sind akademische Tätigkeiten (E).",
            rule=rule(language),
        ),
        definitions=definitions(facts, language),
    )
