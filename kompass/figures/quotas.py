"""The plan's quotas: who holds how many places, and how many lead to a degree."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind
from kompass.figures.quota_charts import employee_figure, flow_figure, places_figure, rate_figure
from kompass.figures.style import Style
from kompass.language import Language
from kompass.places.plan import Plan


def quota_table(facts: Facts, plan: Plan) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: code, name, legal_scope, places, degree, other, share_pct (of all places), degree_rate_pct.
    """
    names = facts["institutions"].set_index("code")
    rows = [
        (code, names.at[code, "name"], names.at[code, "legal_scope"], quota)
        for code, quota in plan.quotas.items()
    ]
    rows.append(("", "", "", plan.total))
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            "legal_scope": scope,
            "places": quota.places,
            "degree": quota.degree,
            "other": quota.other,
            "share_pct": 100 * quota.places / plan.total.places,
            "degree_rate_pct": 100 * (quota.degree_rate or 0),
        }
        for code, name, scope, quota in rows
    )


def quota_columns(language: Language) -> tuple[Column, ...]:
    """The columns of the quota table as shown."""
    t = language.text
    return (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("legal_scope", t("Rechtskreis")),
        Column("places", t("Plätze"), 0),
        Column("degree", t("davon abschluss­orientiert"), 0),
        Column("other", t("andere"), 0),
        Column("share_pct", t("Anteil an allen, %"), 1),
        Column("degree_rate_pct", t("Abschluss­anteil, %"), 1),
    )


def quota_exhibits(facts: Facts, plan: Plan, style: Style, language: Language) -> dict[str, Exhibit]:
    """The blocks of the quota page: ``places``, ``rate`` and ``flow``; their findings are computed."""
    t = language.text
    table = quota_table(facts, plan)
    own = table[table["code"] != ""]
    shown = table.assign(name=table["name"].where(table["code"] != "", t("Plan gesamt")))
    largest = own.loc[own["places"].idxmax()]
    high, low = own.loc[own["degree_rate_pct"].idxmax()], own.loc[own["degree_rate_pct"].idxmin()]
    leading = own.loc[own["degree"].idxmax()]
    overall = table.iloc[-1]
    citations = quota_citations(facts, plan)
    columns = quota_columns(language)

    def exhibit(name: str, title: str, kind: Kind, figure: go.Figure, reading: str) -> Exhibit:
        return Exhibit(name, title, kind, shown, columns, citations, reading, title + ". " + reading, figure)

    return {
        "places": exhibit(
            f"kontingente-{plan.version}-plaetze",
            t(
                "{name} plant {share} der Plätze",
                name=largest["name"],
                share=language.percent(largest["share_pct"]),
            ),
            Kind.PLAN,
            places_figure(table, style, language),
            t("„Davon“ und die volle Farbe: abschlussorientierte Plätze. Gleicher Maßstab für alle."),
        ),
        "rate": exhibit(
            f"kontingente-{plan.version}-abschlussanteil",
            t(
                "{high} plant den höchsten Anteil abschlussorientierter Plätze, {low} den niedrigsten",
                high=high["code"],
                low=low["code"],
            ),
            Kind.DERIVED,
            rate_figure(table, style, language),
            t(
                "{high}: {high_rate}, {low}: {low_rate}; im ganzen Plan {overall}. "
                "Rechnung: abschlussorientierte Plätze geteilt durch alle Plätze.",
                high=high["code"],
                high_rate=language.percent(high["degree_rate_pct"]),
                low=low["code"],
                low_rate=language.percent(low["degree_rate_pct"]),
                overall=language.percent(overall["degree_rate_pct"]),
            ),
        ),
        "flow": exhibit(
            f"kontingente-{plan.version}-fluss",
            t(
                "{name} plant die meisten abschlussorientierten Plätze: {most} von {degree}",
                name=leading["name"],
                most=int(leading["degree"]),
                degree=int(overall["degree"]),
            ),
            Kind.PLAN,
            flow_figure(table, style, language),
            t(
                "Von links nach rechts: alle Plätze, die vier Institutionen, das Ziel. Breite = Zahl der Plätze."
            ),
        ),
    }


def quota_citations(facts: Facts, plan: Plan) -> tuple[Citation, ...]:
    """Where the quotas stand, with the as-of date of the plan."""
    quotas = facts["quotas"]
    year = facts.record("plans", plan_version=plan.version)
    return tuple(
        Citation(source_id, locator, "")
        for source_id, locator in quotas.loc[
            quotas["plan_year"] == year["plan_year"], ["source_id", "locator"]
        ]
        .drop_duplicates()
        .itertuples(index=False)
    )


def employee_exhibit(facts: Facts, plan: Plan, style: Style, language: Language) -> Exhibit:
    """The block for people in employment, which the plan does not split over the institutions."""
    t = language.text
    year = facts.record("plans", plan_version=plan.version)["plan_year"]
    block = facts.record("quotas", plan_year=year, kind="employee_training")
    places, degree = int(block["places"]), int(block["degree_oriented"])
    table = pd.DataFrame({"places": [places], "degree": [degree], "other": [places - degree]})
    figure = employee_figure(places, degree, max(q.places for q in plan.quotas.values()), style, language)
    title = t("Daneben {places} Plätze für Beschäftigte, die der Plan nicht aufteilt", places=places)
    return Exhibit(
        f"kontingente-{plan.version}-beschaeftigte",
        title,
        Kind.PLAN,
        table,
        quota_columns(language)[3:6],
        (Citation(block["source_id"], block["locator"]),),
        t(
            "Sie zählen nicht zu den {total} Plätzen oben; {degree} davon sind abschlussorientiert.",
            total=plan.total.places,
            degree=degree,
        ),
        title,
        figure,
    )
