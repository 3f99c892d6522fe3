"""The plan's quotas: places of each institution, and how many are degree-oriented."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, all_districts, computed_heading
from kompass.figures.kept import kept
from kompass.figures.limits import ENDS, MOST_DRAWN, drawn_rows
from kompass.figures.quotas.charts import employee_figure, flow_figure, places_figure, rate_figure
from kompass.language import N_, Language
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


def place_note(facts: Facts, language: Language) -> str:
    """Definition of a place, and what the plan leaves open about it."""
    notes = facts["source_notes"]
    note = notes.loc[notes["note_id"] == "quota_unit", "note"]
    return language.text(
        "Ein Platz steht hier für eine der „Förderungen“, die der Plan zählt. {note}",
        note=language.text(note.iloc[0]) if len(note) else "",
    ).strip()


def quota_columns(language: Language) -> tuple[Column, ...]:
    """The columns of the quota table as shown; headings of computed columns say so."""
    t = language.text

    def heading(text: str) -> str:
        return computed_heading(text, language)

    return (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("legal_scope", t("Rechtskreis")),
        Column("places", t("Plätze"), 0),
        Column("degree", t("davon abschluss­orientiert"), 0),
        Column("other", heading(t("andere")), 0),
        Column("share_pct", heading(t("Anteil an allen, %")), 1),
        Column("degree_rate_pct", heading(t("abschluss­orientiert, %")), 1),
    )


@kept
def places_exhibit(
    facts: Facts, plan: Plan, codes: Collection[str], style: Style, language: Language
) -> Exhibit:
    """Places by institution, for the institutions in ``codes``."""
    table = _selected(facts, plan, codes)
    largest = table.loc[table.loc[table["code"] != "", "places"].idxmax()]
    title = language.text(
        "Plan {version}: {name} plant {places} von {total} Plätzen für {districts}",
        version=plan.version,
        districts=all_districts(facts, language),
        name=largest["name"],
        places=int(largest["places"]),
        total=plan.total.places,
    )
    bars = drawn_rows(table, "code", "places")
    figure = places_figure(bars.of(table, "code"), _reach(plan), style, language)
    exhibit = _exhibit("plaetze", title, Made.QUOTED, figure, "", table, facts, plan, language)
    reading = language.text(
        "„Davon“ und die volle Farbe: abschlussorientierte Plätze. Gleicher Maßstab für alle."
    )
    return exhibit.with_picture_reading(bars.and_said(reading, language))


@kept
def rate_exhibit(
    facts: Facts, plan: Plan, codes: Collection[str], style: Style, language: Language
) -> Exhibit:
    """Degree rate by institution compared with the whole plan, for the institutions in ``codes``."""
    t, percent = language.text, language.percent
    table = _selected(facts, plan, codes)
    ranked = table[table["code"] != ""].sort_values("degree_rate_pct")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    title = t(
        N_(
            "Plan {version}: {high} plant den höchsten Anteil abschlussorientierter Plätze, {low} den niedrigsten"
        )
        if len(ranked) > 1
        else N_("{high}: {rate} der Plätze sind abschlussorientiert"),
        version=plan.version,
        high=high["name"],
        low=low["name"],
        rate=percent(high["degree_rate_pct"]),
    )
    reading = t(
        "{high}: {high_rate}, {low}: {low_rate}; im ganzen Plan {overall}. "
        "Rechnung: abschlussorientierte Plätze geteilt durch alle Plätze.",
        high=high["code"],
        high_rate=percent(high["degree_rate_pct"]),
        low=low["code"],
        low_rate=percent(low["degree_rate_pct"]),
        overall=percent(100 * (plan.total.degree_rate or 0)),
    )
    dots = drawn_rows(table, "code", "degree_rate_pct")
    figure = rate_figure(dots.of(table, "code"), style, language)
    shown = _exhibit("abschlussanteil", title, Made.COMPUTED, figure, reading, table, facts, plan, language)
    return shown.with_picture_reading(dots.said(language))


@kept
def flow_exhibit(facts: Facts, plan: Plan, style: Style, language: Language) -> Exhibit:
    """The flow from the total over the institutions to degree-oriented and other places."""
    table = _selected(facts, plan, plan.codes)
    leading = table.loc[table.loc[table["code"] != "", "degree"].idxmax()]
    title = language.text(
        "Plan {version}: {name} plant die meisten abschlussorientierten Plätze, {most} von {degree}",
        version=plan.version,
        name=leading["name"],
        most=int(leading["degree"]),
        degree=plan.total.degree,
    )
    bands, together = _bands(table, language)
    figure = flow_figure(bands, style, language)
    exhibit = _exhibit("fluss", title, Made.COMPUTED, figure, "", table, facts, plan, language)
    reading = language.text(
        "Von links nach rechts: alle Plätze, die Institutionen, das Ziel. Breite = Zahl der Plätze."
    )
    return exhibit.with_picture_reading(f"{reading} {together}".strip())


def _bands(table: pd.DataFrame, language: Language) -> tuple[pd.DataFrame, str]:
    """The rows of the flow: all institutions, of many the largest and the others as one; and a sentence that says so."""
    own, total = table[table["code"] != ""], table[table["code"] == ""]
    if len(own) <= MOST_DRAWN:
        return table, ""
    largest = own.nlargest(ENDS, "places").sort_index()
    others = own.drop(index=largest.index)
    code = language.text("{count} weitere", count=len(others))
    band = others[["places", "degree", "other"]].sum().to_frame().T.assign(code=code, name=code)
    said = language.text(
        "Einzeln gezeichnet sind die {ends} mit den meisten Plätzen; die übrigen {count} sind ein Band, und alle stehen in "
        "der Tabelle und in der CSV-Datei.",
        ends=ENDS,
        count=len(others),
    )
    return pd.concat([largest, band, total], ignore_index=True), said


def _reach(plan: Plan) -> int:
    """Upper end of the scale of places, independent of the selection."""
    return max(quota.places for quota in plan.quotas.values())


def _selected(facts: Facts, plan: Plan, codes: Collection[str]) -> pd.DataFrame:
    """The quota table of the selected institutions and the row of the whole plan."""
    table = quota_table(facts, plan)
    return table[table["code"].isin([*codes, ""])].reset_index(drop=True)


def _exhibit(
    name: str,
    title: str,
    made: Made,
    figure: go.Figure,
    reading: str,
    table: pd.DataFrame,
    facts: Facts,
    plan: Plan,
    language: Language,
) -> Exhibit:
    """A block with the quota table; the last row is the whole plan."""
    named_table = table.assign(name=table["name"].where(table["code"] != "", language.text("Plan gesamt")))
    return Exhibit(
        f"kontingente-{plan.version}-{name}",
        title,
        made,
        named_table,
        quota_columns(language),
        quota_citations(facts, plan),
        reading,
        f"{title}. {reading}" if reading else title,
        figure,
    )


def quota_citations(facts: Facts, plan: Plan) -> tuple[Citation, ...]:
    """Citations of the quotas, with the as-of date of the plan."""
    return _citations_of(facts, facts.record("plans", plan_version=plan.version)["plan_year"])


@cache
def _citations_of(facts: Facts, plan_year: int) -> tuple[Citation, ...]:
    quotas = facts["quotas"]
    places = quotas.loc[quotas["plan_year"] == plan_year, ["source_id", "locator"]].drop_duplicates()
    return tuple(Citation(source_id, locator, "") for source_id, locator in places.itertuples(index=False))


def employee_block(facts: Facts, plan: Plan) -> Mapping[str, Any]:
    """The row of ``quotas`` with the plan's places for people in employment, which belong to no institution."""
    year = facts.record("plans", plan_version=plan.version)["plan_year"]
    return facts.record("quotas", plan_year=year, kind="employee_training")


@kept
def employee_exhibit(facts: Facts, plan: Plan, style: Style, language: Language) -> Exhibit:
    """The block for people in employment, which the plan does not split over the institutions."""
    t = language.text
    block = employee_block(facts, plan)
    places, degree = int(block["places"]), int(block["degree_oriented"])
    table = pd.DataFrame({"places": [places], "degree": [degree], "other": [places - degree]})
    figure = employee_figure(places, degree, _reach(plan), style, language)
    title = t(
        "Plan {version}: neben den {total} Plätzen {places} Plätze für Beschäftigte, nicht auf Institutionen aufgeteilt",
        version=plan.version,
        total=plan.total.places,
        places=places,
    )
    return Exhibit(
        f"kontingente-{plan.version}-beschaeftigte",
        title,
        Made.QUOTED,
        table,
        quota_columns(language)[3:6],
        (Citation(block["source_id"], block["locator"]),),
        t(
            "Gelesen als Plätze neben den {total} oben, nicht als Teil davon; {degree} davon sind abschlussorientiert.",
            total=plan.total.places,
            degree=degree,
        ),
        title,
        figure,
        notes=tuple(facts.notes("quotas", block)),
    )
