"""Planned places of a year per 1,000 unemployed of a month, by legal scope (Rechtskreis)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, cite, define
from kompass.figures.kept import kept
from kompass.figures.quotas.places import quota_citations
from kompass.figures.unemployment.charts import place_figure
from kompass.figures.unemployment.unemployed import LAWS, base_month, facts_of, place_table
from kompass.language import Language
from kompass.places.plan import Plan
from kompass.precision import derived, exact, of_fact, written


def condition(language: Language) -> str:
    """The condition of all findings by legal scope: the plan itself assigns its places to none."""
    return language.text(
        "Der Plan ordnet seine Plätze keinem Rechtskreis zu: Dass die der Agentur dem SGB III und die der Jobcenter dem "
        "SGB II dienen, ist aus den Institutionen erschlossen."
    )


@kept
def place_exhibit(facts: Facts, plan: Plan, style: Style, language: Language) -> Exhibit:
    """Planned places per 1,000 unemployed by legal scope, with the limits of the ratio's meaning."""
    t = language.text
    table = place_table(facts, plan)
    by_law = table.set_index("law")
    month = language.as_of(base_month(facts), "month")
    year = facts.record("plans", plan_version=plan.version)["plan_year"]
    title = t(
        "Agentur zum SGB III, Jobcenter zum SGB II gezählt: {sgb3} und {sgb2} Plätze {year} je 1.000 Arbeitslose des "
        "Rechtskreises ({month}, {area})",
        area=facts.area_name,
        year=str(year),
        month=month,
        sgb3=language.number(by_law.at["SGB III", "per_1000"], 1),
        sgb2=language.number(by_law.at["SGB II", "per_1000"], 1),
    )
    reading = t(
        "Rechnung: Plätze {year} der Institutionen eines Rechtskreises / seine Arbeitslosen im {month} × 1.000. "
        "{month} ist der letzte Monat, für den beide Rechtskreise genannt sind. {condition}",
        condition=condition(language),
        year=str(year),
        month=month,
    )
    used = tuple(cite(fact, language) for fact in table["fact"])
    return Exhibit(
        "plaetze-je-1000-arbeitslose",
        title,
        Made.COMPUTED,
        table,
        (
            Column("law", t("Rechtskreis")),
            Column("codes", t("Institutionen")),
            Column("places", t("Plätze {year}", year=str(year)), 0),
            Column("unemployed", t("Arbeitslose, {month}", month=month), 0),
            Column("per_1000", t("Plätze je 1.000 Arbeitslose"), 1),
        ),
        (*(replace(c, as_of="") for c in quota_citations(facts, plan)), *used),
        reading,
        f"{title}. {reading}",
        place_figure(table, style, language),
        definitions=(
            (t("SGB III"), t("Arbeitsförderung; hier die Agentur für Arbeit")),
            (t("SGB II"), t("Grundsicherung für Arbeitsuchende; hier die Jobcenter")),
            *define(facts, language, *LAWS.values()),
        ),
        notes=_place_notes(facts, year, table, language),
    )


def _place_notes(facts: Facts, year: int, table: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Notes: what places per 1,000 unemployed do not show, another base, and source notes on the quotas."""
    t = language.text
    total = facts_of(facts, facts.area, "unemployed", "year_average")[0]
    places = table.set_index("law")["places"]

    def per_1000(law: str, share: str) -> str:
        part = facts_of(facts, facts.area, share, "year_average")[0]
        inputs = (exact(int(places[law])), of_fact(total, facts), of_fact(part, facts))
        return written(derived(lambda held, all_, pct: 1000 * held / (all_ * pct / 100), *inputs), language)

    own = facts["quotas"].query("plan_year == @year and kind == 'fbw'").to_dict("records")
    totals = facts["quota_totals"].query("plan_year == @year and kind == 'fbw'").to_dict("records")
    odd = [("quotas", row) for row in own] + [("quota_totals", row) for row in totals]
    return (
        t(
            "Das ist kein Anteil der Geförderten: Die Plätze gelten für ein Jahr, die Arbeitslosen sind der Bestand "
            "eines Monats."
        ),
        t(
            "Andere Basis, eigene Rechnung: Mit dem {as_of} und seinen gerundeten Anteilen wären es {sgb3} und {sgb2}.",
            as_of=language.as_of(total.as_of, total.period),
            sgb3=per_1000("SGB III", "unemployed_share_sgb3"),
            sgb2=per_1000("SGB II", "unemployed_share_sgb2"),
        ),
        *dict.fromkeys(note for name, row in odd for note in facts.notes(name, row)),
    )
