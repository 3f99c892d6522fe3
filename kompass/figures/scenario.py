"""A scenario beside the plan: what moved, the places before and after, and the distance to the keys."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, cite
from kompass.figures.quotas import quota_citations
from kompass.figures.style import Style
from kompass.language import Language
from kompass.places.keys import Key
from kompass.places.ledger import Scenario, Transfer
from kompass.places.outcome import distances, outcomes
from kompass.places.plan import OUTSIDE

ROW = 78  # pixels per institution


def headline(scenario: Scenario, language: Language) -> str:
    """One sentence: who has more, who has fewer than in the plan, and how many of them lead to a degree."""
    t = language.text
    rows = outcomes(scenario)
    version = scenario.plan.version
    if not scenario.ledger:
        return t("Noch nichts verschoben: Das ist der Plan {version}", version=version)
    moved = [
        t("{code} {change}", code=o.code, change=language.number(o.change, sign=True))
        for o in sorted(rows, key=lambda o: o.change)
        if o.change
    ]
    if not moved:
        return t("Gleich viele Plätze wie im Plan {version}, anders gemischt", version=version)
    return t("Gegenüber dem Plan {version}: {moved} Plätze", version=version, moved=", ".join(moved))


def transfer_line(entry: Transfer, language: Language) -> str:
    """A ledger entry to read: "AA → HS: 100 Plätze, davon 25 abschlussorientiert"."""
    outside = language.text("außen")
    giver, taker = (outside if c == OUTSIDE else c for c in (entry.giver, entry.taker))
    return language.text(
        "{giver} → {taker}: {places} Plätze, davon {degree} abschlussorientiert",
        giver=giver,
        taker=taker,
        places=entry.places,
        degree=entry.degree,
    )


def outcome_table(facts: Facts, scenario: Scenario) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: code, name, planned, places, change, change_pct, share_pct, degree_planned, degree,
    degree_rate_pct; rates are missing where there are no places.
    """
    names = facts["institutions"].set_index("code")["name"]
    plan, total = scenario.plan, scenario.total
    rows = [(o.code, names[o.code], plan.quotas[o.code], scenario.quotas[o.code]) for o in outcomes(scenario)]
    rows.append(("", "", plan.total, total))
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            "planned": before.places,
            "places": after.places,
            "change": after.places - before.places,
            "change_pct": 100 * (after.places / before.places - 1) if before.places else None,
            "share_pct": 100 * after.places / total.places if total.places else None,
            "degree_planned": before.degree,
            "degree": after.degree,
            "degree_rate_pct": None if after.degree_rate is None else 100 * after.degree_rate,
        }
        for code, name, before, after in rows
    )


def outcome_figure(table: pd.DataFrame, style: Style, language: Language) -> go.Figure:
    """Places after as bars, the plan as a tick on each, numbers above; the axis stays while a slider moves."""
    rows = table[table["code"] != ""]
    t = language.text
    figure = go.Figure(
        go.Bar(
            x=rows["places"],
            y=rows["code"],
            orientation="h",
            marker_color=[style.institutions[c] for c in rows["code"]],
            width=0.3,
            hoverinfo="skip",
        )
    )
    figure.add_scatter(
        x=rows["planned"],
        y=rows["code"],
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 4, "color": style.comparison}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    for row in rows.itertuples():
        figure.add_annotation(
            x=0,
            y=row.code,
            text=t(
                "<b>{code}</b>  {planned} → <b>{places}</b>  ({change})",
                code=row.code,
                planned=int(row.planned),
                places=int(row.places),
                change=language.number(row.change, sign=True),
            ),
            showarrow=False,
            xanchor="left",
            yshift=31,
            font={"size": 18},
        )
    # Room for the largest institution to grow by half; beyond that the axis takes all places.
    usual = 1.5 * rows["planned"].max()
    reach = usual if rows["places"].max() <= usual else rows["places"].sum()
    figure.update_layout(
        template=style.template,
        showlegend=False,
        height=ROW * len(rows) + 64,
        margin={"l": 0, "r": 12, "t": 8, "b": 0},
    )
    figure.update_xaxes(range=[0, reach], nticks=5, tickformat=",d", title=t("Plätze; grauer Strich: Plan"))
    figure.update_yaxes(visible=False, range=[len(rows) - 0.6, -0.75])
    return figure


def outcome_exhibit(facts: Facts, scenario: Scenario, style: Style, language: Language) -> Exhibit:
    """Before and after, per institution."""
    t = language.text
    table = outcome_table(facts, scenario)
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("planned", t("Plan, Plätze"), 0),
        Column("places", t("Szenario, Plätze"), 0),
        Column("change", t("Unterschied"), 0, sign=True),
        Column("change_pct", t("Unterschied, %"), 1, sign=True),
        Column("share_pct", t("Anteil an allen, %"), 1),
        Column("degree_planned", t("Plan, abschluss­orientiert"), 0),
        Column("degree", t("Szenario, abschluss­orientiert"), 0),
        Column("degree_rate_pct", t("Abschluss­anteil, %"), 1),
    )
    shown = table.assign(name=table["name"].where(table["code"] != "", t("alle")))
    own = table[table["code"] != ""]
    most, least = own.loc[own["places"].idxmax()], own.loc[own["places"].idxmin()]
    title = t(
        "{most} hat {high} der Plätze, {least} {low}",
        most=most["code"],
        high=language.percent(most["share_pct"]),
        least=least["code"],
        low=language.percent(least["share_pct"]),
    )
    reading = t(
        "Abschlussorientierte Plätze wandern im Verhältnis, das der Abgebende im Plan hat, "
        "kaufmännisch gerundet; mehr als vorhanden kann niemand abgeben."
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}",
        title,
        Kind.SCENARIO if scenario.ledger else Kind.PLAN,
        shown,
        columns,
        quota_citations(facts, scenario.plan),
        reading,
        f"{title}. {headline(scenario, language)}.",
        outcome_figure(table, style, language),
    )


def distance_exhibit(facts: Facts, scenario: Scenario, keys: Sequence[Key], language: Language) -> Exhibit:
    """How many of the job centres' places would have to move to follow each comparison key."""
    t = language.text
    before = distances(Scenario(scenario.plan), keys)
    after = distances(scenario, keys)
    table = pd.DataFrame(
        {
            "label": t(key.label),
            "planned": before[key.key_id],
            "scenario": after[key.key_id],
            "purpose": t(key.purpose),
        }
        for key in keys
    )
    nearest = min(keys, key=lambda key: after[key.key_id])
    citations: list[Citation] = list(
        dict.fromkeys(cite(fact, language) for key in keys for fact in key.facts)
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-schluessel",
        t(
            "Am nächsten: {key}, {places} Plätze müssten wandern",
            key=t(nearest.label),
            places=language.number(after[nearest.key_id], 1),
        ),
        Kind.DERIVED if not scenario.ledger else Kind.SCENARIO,
        table,
        (
            Column("label", t("Schlüssel")),
            Column("planned", t("Plan: Plätze, die wandern müssten"), 1),
            Column("scenario", t("Szenario: Plätze, die wandern müssten"), 1),
            Column("purpose", t("Wofür die Größe gemacht ist")),
        ),
        citations,
        t(
            "Verglichen werden die Plätze der drei Jobcenter. Jeder Schlüssel verteilt etwas anderes als Plätze; "
            "keiner ist damit richtig oder gerecht. Rechnung: halbe Summe der Abweichungen vom Schlüssel."
        ),
    )
