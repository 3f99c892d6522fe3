"""Statements of the planning regions' documents on the same points, and whether they are comparable."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, about
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.figures.planning_regions.participation import map_table, region_names
from kompass.figures.planning_regions.plan_facts import ENTRIES, plan_fact
from kompass.figures.quotas.places import quota_citations
from kompass.language import Language
from kompass.places.plan import Plan

# Sign of each comparability beside its word: not by colour alone.
SIGNS = {"comparable": "=", "partly": "≈", "not_comparable": "≠"}


def comparison_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per point and region, in their order.

    Columns: point, point_word, region_id, region, statement (or "nicht ausgewiesen"), stated, comparability (code),
    comparability_word (sign and word), reason, source_id, locator.
    """
    names = region_names(facts)
    rows = facts["region_comparison"].copy()
    rows["point_word"] = [word(point, language) for point in rows["point"]]
    rows["region"] = rows["region_id"].map(names)
    rows["stated"] = rows["statement"] != ""
    rows["statement"] = rows["statement"].where(rows["stated"], language.text("nicht ausgewiesen"))
    rows["comparability_word"] = [f"{SIGNS[c]} {word(c, language)}" for c in rows["comparability"]]
    return rows.reset_index(drop=True)


@kept
def comparison_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The points side by side. Its table is that of :func:`comparison_table`; the page draws it as rows to unfold."""
    t = language.text
    table = comparison_table(facts, language)
    years = language.listed(list(dict.fromkeys(map_table(facts)["validity"])))
    title = about(
        t("Pläne der Planungsräume"), finding(table, region_names(facts), language), language, years
    )
    return Exhibit(
        "planungsraeume-vergleich",
        title,
        Made.ASSIGNED,
        table,
        (
            Column("point_word", t("Punkt")),
            Column("region", t("Planungsraum")),
            Column("statement", t("Aussage")),
            Column("comparability_word", t("Vergleichbarkeit")),
            Column("reason", t("Warum")),
            Column("locator", t("Fundstelle")),
        ),
        tuple(
            Citation(source_id, t("Fundstelle bei jeder Aussage"))
            for source_id in table["source_id"].unique()
        ),
        t(
            "Eigene Worte, kein Text der Dokumente. Wie weit sich eine Aussage vergleichen lässt, ist hier beurteilt."
        ),
        title,
    )


def finding(table: pd.DataFrame, names: Mapping[str, str], language: Language) -> str:
    """The title: the number of points where all regions compare, and the two regions that compare in most
    points."""
    t = language.text
    good = table[table["comparability"] == "comparable"].groupby("point", sort=False)["region_id"].agg(set)
    count = table["point"].nunique()
    best = max(combinations(names, 2), key=lambda pair: sum(set(pair) <= regions for regions in good))
    pairs = sum(set(best) <= regions for regions in good)
    every = sum(set(names) <= regions for regions in good)
    if not pairs:
        words = list(table["point_word"].unique())
        return t("Nicht ohne Vorbehalt vergleichbar: {points}", points=language.listed(words))
    most = t(
        "{first} und {second} lassen sich in {pairs} von {count} Punkten vergleichen",
        count=count,
        pairs=pairs,
        first=names[best[0]],
        second=names[best[1]],
    )
    if every:
        return t("{most}, alle Räume in {every}", most=most, every=every)
    return t("{most}, alle Räume in keinem", most=most)


def quantity_table(facts: Facts, plan: Plan, language: Language) -> pd.DataFrame:
    """What each document counts, one row per number.

    Columns: region_id, region, counted, law, value (missing where nothing is reported).
    """
    t = language.text
    names = region_names(facts)
    here, other, east = names
    laws = facts["institutions"].set_index("code")["legal_scope"]
    by_law = {
        law: sum(plan.quotas[c].places for c in plan.codes if laws[c] == law) for law in sorted(set(laws))
    }
    both = t("{first} und {second}", first="SGB II", second="SGB III")
    year = facts.record("plans", plan_version=plan.version)["plan_year"]
    employees = facts.record("quota_totals", plan_year=year, kind="employee_training")["places"]
    entries, own = (plan_fact(facts, fact_id) for fact_id in ENTRIES)
    rows = [
        (here, t("Förderungen"), both, plan.total.places),
        *((here, t("davon Förderungen"), law, places) for law, places in by_law.items()),
        (here, t("Förderungen für Beschäftigte, zusätzlich"), "", employees),
        (other, t("Plätze, Förderungen oder Eintritte"), "", None),
        (east, t("Eintritte"), entries.legal_scope, entries.value),
        (east, t("davon Eintritte von Beschäftigten"), own.legal_scope, own.value),
        (east, t("Eintritte"), "SGB II", None),
    ]
    table = pd.DataFrame(rows, columns=["region_id", "counted", "law", "value"])
    return table.assign(region=table["region_id"].map(names), value=table["value"].astype("Float64"))


@kept
def quantity_exhibit(facts: Facts, plan: Plan, language: Language) -> Exhibit:
    """The planned quantities of all regions, with the reasons why they are not comparable."""
    t, words = language.text, language
    entries = plan_fact(facts, ENTRIES[0])
    title = t(
        "{year}: {entries} Eintritte in {east} und {places} Förderungen in {here} zählen Verschiedenes",
        year=plan.version,
        east=region_names(facts)[entries.region_id],
        here=next(iter(region_names(facts).values())),
        entries=words.number(entries.value),
        places=words.number(plan.total.places),
    )
    why = facts["region_comparison"].query("point == 'quantities'")
    own = facts.record("plans", plan_version=plan.version)
    return Exhibit(
        "planungsraeume-mengen",
        title,
        Made.COMPUTED,
        quantity_table(facts, plan, language),
        (
            Column("region", t("Planungsraum")),
            Column("counted", t("Was gezählt ist")),
            Column("law", t("Rechtskreis")),
            Column("value", t("Anzahl"), 0),
        ),
        (
            *quota_citations(facts, plan),
            *(
                Citation(row.source_id, row.locator)
                for row in why.itertuples()
                if row.source_id != own["source_id"]
            ),
        ),
        t(
            "Die {entries} sind Eintritte allein im {law}; die {places} sind Förderungen beider Rechtskreise. Deshalb steht "
            "hier kein Verhältnis der beiden Zahlen. "
            "Die Zahl für das SGB II ist die Summe der drei Jobcenter (eigene Rechnung).",
            entries=words.number(entries.value),
            law=entries.legal_scope,
            places=words.number(plan.total.places),
        ),
        title,
        notes=tuple(dict.fromkeys(why["reason"])),
    )
