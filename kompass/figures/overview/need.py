"""Who plans how many places for how many unemployed of its legal scope (Rechtskreis)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite
from kompass.figures.quotas.places import quota_citations, quota_table
from kompass.figures.unemployment.places_per_unemployed import condition
from kompass.figures.unemployment.unemployed import base_month, place_table
from kompass.language import Language
from kompass.needs import DEGREE, LAWS, carries
from kompass.places.plan import Plan


@dataclass(frozen=True)
class Scope:
    """A legal scope: its institutions by code, their places, its unemployed, and places per 1,000 of them."""

    law: str
    codes: tuple[str, ...]
    places: int
    unemployed: int
    per_1000: float
    cited: Citation  # of the unemployed


def scopes(facts: Facts, plan: Plan, language: Language) -> tuple[Scope, ...]:
    """The legal scopes in the order of their institutions in the plan."""
    laws = facts["institutions"].set_index("code")["legal_scope"]
    return tuple(
        Scope(
            row.law,
            tuple(code for code in plan.codes if laws[code] == row.law),
            row.places,
            row.unemployed,
            row.per_1000,
            cite(row.fact, language),
        )
        for row in place_table(facts, plan).itertuples()
    )


def need_exhibit(facts: Facts, plan: Plan, language: Language) -> Exhibit:
    """Places of each institution beside the unemployed of its legal scope, and places per 1,000 of them.

    Table: one row per institution in plan order. Columns: code, name, places, degree (qualification-oriented),
    degree_rate_pct, law, unemployed and per_1000 (both of the whole legal scope, so that institutions which share
    one have the same values). Without the unemployed of each scope the last three are left out.
    """
    t = language.text
    if not carries(facts, LAWS):
        return _places_alone(facts, plan, language)
    found = scopes(facts, plan, language)
    of_law = {scope.law: scope for scope in found}
    table = quota_table(facts, plan).query("code != ''")
    names = facts["institutions"].set_index("code")["short_name"]
    table = table.assign(
        name=table["code"].map(names),
        law=table["legal_scope"],
        unemployed=[of_law[law].unemployed for law in table["legal_scope"]],
        per_1000=[of_law[law].per_1000 for law in table["legal_scope"]],
    )[["code", "name", "places", "degree", "degree_rate_pct", "law", "unemployed", "per_1000"]]
    month = language.as_of(base_month(facts), "month")
    return Exhibit(
        f"plan-{plan.version}-plaetze-und-arbeitslose",
        need_title(plan, found, language),
        Made.COMPUTED,
        table,
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("places", t("Plätze"), 0),
            Column("degree", t("davon abschluss­orientiert"), 0),
            Column("law", t("Rechtskreis")),
            Column("unemployed", t("Arbeitslose, {month}", month=month), 0),
            Column("per_1000", t("Plätze je 1.000 Arbeitslose"), 1),
        ),
        need_citations(facts, plan, found),
        condition(language),
    )


def _places_alone(facts: Facts, plan: Plan, language: Language) -> Exhibit:
    """Places of each institution, where the unemployed of its legal scope are not reported."""
    t = language.text
    names = facts["institutions"].set_index("code")["short_name"]
    table = quota_table(facts, plan).query("code != ''")
    table = table.assign(name=table["code"].map(names))
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("places", t("Plätze"), 0),
        *((Column("degree", t("davon abschluss­orientiert"), 0),) if carries(facts, DEGREE) else ()),
    )
    title = t("Plan {version}: {places} Plätze", version=plan.version, places=plan.total.places)
    return Exhibit(
        f"plan-{plan.version}-plaetze-und-arbeitslose",
        title,
        Made.QUOTED,
        table[["code", "name", "places", "degree", "degree_rate_pct"]],
        columns,
        quota_citations(facts, plan),
        "",
    )


def need_title(plan: Plan, found: Sequence[Scope], language: Language) -> str:
    """The finding of the first page: places per 1,000 unemployed at the agency and at the job centres."""
    rates = {scope.law: language.number(scope.per_1000, 1) for scope in found}
    return language.text(
        "{places} Plätze für {version}: je 1.000 Arbeitslose {sgb3} bei der Agentur (SGB III), {sgb2} bei den Jobcentern "
        "(SGB II)",
        places=plan.total.places,
        version=plan.version,
        sgb3=rates["SGB III"],
        sgb2=rates["SGB II"],
    )


def need_citations(facts: Facts, plan: Plan, found: Sequence[Scope]) -> tuple[Citation, ...]:
    """Citations of places and unemployed; the as-of date is that of the unemployed."""
    return (
        *(replace(c, as_of="") for c in quota_citations(facts, plan)),
        *dict.fromkeys(scope.cited for scope in found),
    )
