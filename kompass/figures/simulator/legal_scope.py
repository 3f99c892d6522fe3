"""A scenario by legal scope (Rechtskreis): places per 1,000 unemployed in SGB III and in SGB II."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.dumbbells import Dumbbell, dumbbell_rows, named_row, rows_alt, steady_reach
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, cite, define, moved
from kompass.figures.quotas.places import quota_citations
from kompass.figures.unemployment.places_per_unemployed import condition
from kompass.figures.unemployment.unemployed import LAWS, base_month, place_table
from kompass.language import Language
from kompass.places.ledger import Scenario


def legal_scope_table(facts: Facts, scenario: Scenario, baseline: Scenario) -> pd.DataFrame:
    """One row per legal scope.

    Columns: law, codes (institutions, as text), unemployed (persons, stock of a month), fact (the
    unemployed); places_before, places, before and after (places per 1,000 unemployed in the baseline and in
    the scenario).
    """
    before, after = place_table(facts, baseline), place_table(facts, scenario)
    return after[["law", "codes", "unemployed", "fact", "places"]].assign(
        places_before=before["places"], before=before["per_1000"], after=after["per_1000"]
    )


def legal_scope_exhibit(
    facts: Facts,
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    language: Language,
) -> Exhibit:
    """Places per 1,000 unemployed of each legal scope, in the baseline and in the scenario."""
    t = language.text
    table = legal_scope_table(facts, scenario, baseline)
    month = language.as_of(base_month(facts), "month")
    title = _title(table, baseline_name, month, language)
    return Exhibit(
        f"szenario-{scenario.plan.version}-rechtskreis",
        title,
        moved(scenario, Made.COMPUTED),
        table,
        (
            Column("law", t("Rechtskreis")),
            Column("codes", t("Institutionen")),
            Column("unemployed", t("Arbeitslose, {month}", month=month), 0),
            Column("places_before", t("{baseline}, Plätze", baseline=baseline_name), 0),
            Column("places", t("Szenario, Plätze"), 0),
            Column("before", t("{baseline}, je 1.000 Arbeitslose", baseline=baseline_name), 1),
            Column("after", t("Szenario, je 1.000 Arbeitslose"), 1),
        ),
        (
            *(replace(c, as_of="") for c in quota_citations(facts, scenario.plan)),
            *(cite(fact, language) for fact in table["fact"]),
        ),
        t(
            "Plätze der Institutionen eines Rechtskreises, geteilt durch seine Arbeitslosen im {month}, mal 1.000. "
            "Kein Anteil der Geförderten: Die Plätze gelten für ein Jahr, die Arbeitslosen sind der Bestand eines "
            "Monats, des letzten, für den beide Rechtskreise genannt sind. {condition}",
            month=month,
            condition=condition(language),
        ),
        rows_alt(title, _rows(table, {}, language)),
        definitions=define(facts, language, *LAWS.values()),
    )


def legal_scope_picture(shown: Exhibit, baseline_name: str, style: Style, language: Language) -> str:
    """Draw the rows of :func:`legal_scope_exhibit` as dumbbells; returns HTML."""
    # Several institutions together have no colour of their own.
    colors = {codes: style.institutions.get(codes, style.text) for codes in shown.table["codes"]}
    rows = _rows(shown.table, colors, language)
    unit = language.text(
        "Plätze je 1.000 Arbeitslose; Punkt: Szenario, Ring: {baseline}", baseline=baseline_name
    )
    return dumbbell_rows(rows, steady_reach(rows), unit, shown.alt, style, language)


def _rows(table: pd.DataFrame, colors: Mapping[str, str], language: Language) -> list[Dumbbell]:
    return [
        named_row(
            f"{row.law} ({row.codes})",
            (row.before, language.number(row.before, 1)),
            (row.after, language.number(row.after, 1)),
            colors.get(row.codes, ""),
        )
        for row in table.itertuples()
    ]


def _title(table: pd.DataFrame, baseline_name: str, month: str, language: Language) -> str:
    """The places per 1,000 of each legal scope, their earlier values where changed, and the condition they
    rest on."""
    t = language.text
    values, changed = [], False
    for row in table.itertuples():
        before, after = language.number(row.before, 1), language.number(row.after, 1)
        changed |= before != after
        values.append(
            f"{row.law} {after}"
            if before == after
            else t("{law} {after} statt {before}", law=row.law, after=after, before=before)
        )
    listed = language.listed(values)
    if changed:
        return t(
            "Agentur zum SGB III, Jobcenter zum SGB II gezählt, Plätze je 1.000 Arbeitslose ({month}): {values} "
            "(gegenüber {baseline})",
            month=month,
            baseline=baseline_name,
            values=listed,
        )
    return t(
        "Agentur zum SGB III, Jobcenter zum SGB II gezählt, Plätze je 1.000 Arbeitslose ({month}): {values} "
        "(wie {baseline})",
        month=month,
        baseline=baseline_name,
        values=listed,
    )
