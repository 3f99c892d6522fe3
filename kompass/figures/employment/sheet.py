"""Data sheet of employment in one district."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.employment.changes import (
    change_citations,
    change_table,
    largest_rise,
    of_change,
    printed,
)
from kompass.figures.exhibit import KIND_LABELS, Column, Exhibit, Kind, Made, cite, define, fact_text
from kompass.figures.kept import kept
from kompass.language import Language


def leads(table: pd.DataFrame) -> tuple[pd.Series, int]:
    """Number of groups in which each district has the highest change, by ags, and number of groups compared.

    Only groups with a value for every district of the table are compared; of two equal highest values both
    count.
    """
    wide = table.pivot(index=["trait", "category"], columns="ags", values="change_pct").dropna()
    return wide.eq(wide.max(axis="columns"), axis="index").sum(), len(wide)


def sheet_table(facts: Facts, ags: str, language: Language) -> pd.DataFrame:
    """All statements on employment in one district, one row each.

    Columns: measure, value (text as shown), kind (label and as-of date).
    """
    t = language.text
    table = change_table(facts, [ags])
    known = table.dropna(subset="change_pct")
    rise, weakest = largest_rise(table), known.loc[known["change_pct"].idxmin()].to_dict()
    sexes = {row["category"]: row for row in known[known["trait"] == "sex"].to_dict("records")}
    employees, rate = facts.fact(ags, "employees"), facts.fact(ags, "employment_rate")
    state = facts.fact(facts.state, "employment_rate")
    as_of = language.as_of(rise["as_of"], "day")

    def points(value: float) -> str:
        return language.quantity(value, t("Prozentpunkte"), 1, sign=True)

    def change(row: Mapping[str, Any]) -> str:
        return f"{row['category_label']}: {printed(row, language)}"

    def dated(kind: Kind, date: str) -> str:
        return ", ".join((t(KIND_LABELS[kind]), date)) if date else t(KIND_LABELS[kind])

    official, derived = Kind.OFFICIAL, Kind.DERIVED
    rows = [
        (t("Beschäftigte"), fact_text(employees, facts, language), official, cite(employees, language).as_of),
        (t("Beschäftigungs­quote"), fact_text(rate, facts, language), official, cite(rate, language).as_of),
        (t("Quote weniger NRW-Quote"), points(rate.value - state.value), derived, ""),
        (t("Stärkster Anstieg"), change(rise), official, as_of),
        (t("Kleinster genannter Anstieg"), change(weakest), official, as_of),
        *((row["category_label"], printed(row, language), official, as_of) for row in sexes.values()),
    ]
    if len(sexes) > 1:
        gap = sexes["women"]["change_pct"] - sexes["men"]["change_pct"]
        rows.append((t("Frauen weniger Männer"), points(gap), derived, ""))
    missing = table.loc[table["change_pct"].isna(), "category_label"]
    rows.append((t("Nicht ausgewiesen"), ", ".join(missing) or t("nichts"), official, as_of))
    return pd.DataFrame(
        {"measure": measure, "value": value, "kind": dated(kind, date)} for measure, value, kind, date in rows
    )


@kept
def sheet_exhibit(facts: Facts, ags: str, language: Language) -> Exhibit:
    """The data sheet of one district; its title says in how many groups it has the highest change."""
    t = language.text
    count, groups = leads(change_table(facts))
    rates = [facts.fact(region, "employment_rate") for region in (ags, facts.state)]
    return Exhibit(
        f"beschaeftigung-{ags}",
        of_change(
            facts,
            t(
                "{district} hat in {count} von {groups} Gruppen den stärksten Anstieg der Kreise",
                district=facts.record("districts", ags=ags)["name"],
                count=int(count[ags]),
                groups=groups,
            ),
            language,
        ),
        Made.COMPUTED,
        sheet_table(facts, ags, language),
        (Column("measure", t("Größe")), Column("value", t("Wert")), Column("kind", t("Art, Stand"))),
        (
            *change_citations(change_table(facts, [ags]), language),
            *(cite(fact, language) for fact in (facts.fact(ags, "employees"), *rates)),
        ),
        t(
            "Rechnung: gezählt in den {groups} Gruppen, für die alle Kreise einen Wert haben; sonst Unterschiede "
            "zweier genannter Werte. Die Art jeder Zahl steht in ihrer Zeile.",
            groups=groups,
        ),
        definitions=define(facts, language, "employees", "employment_rate"),
    )
