"""Exhibits of unemployment: by legal scope (Rechtskreis) and month, by district, shares and totals."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import (
    KIND_LABELS,
    Column,
    Exhibit,
    Kind,
    Made,
    cite,
    define,
    fact_text,
    notes_on,
)
from kompass.figures.kept import kept
from kompass.figures.limits import drawn_rows
from kompass.figures.unemployment.charts import district_figure, month_figure, share_figure, without_turned
from kompass.figures.unemployment.unemployed import (
    LAWS,
    district_table,
    fact_rows,
    facts_of,
    month_table,
    year_change,
)
from kompass.language import N_, Language

SHARES = {
    "unemployed_share_sgb2": N_("im SGB II"),
    "unemployed_share_sgb3": N_("im SGB III"),
    "unemployed_share_low_qualified": N_("geringqualifiziert"),
}
TOTALS = ("unemployed", "unemployed_change", "unemployed_change_pct", "unemployment_rate")


@kept
def month_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Unemployed by month and legal scope; the title is the change over the last twelve months."""
    t = language.text
    table = month_table(facts)
    month, changes = year_change(table)
    known = table[table["status"] != ""]
    double = table.dropna(subset=["quoted", "derived"])
    differing = double[double["quoted"] != double["derived"]]
    title = t(
        "Arbeitslose im {area}, {month} gegen das Vorjahr: SGB III {sgb3}, SGB II {sgb2}",
        area=facts.area_name,
        month=language.as_of(month, "month"),
        sgb3=language.percent(changes["SGB III"], sign=True),
        sgb2=language.percent(changes["SGB II"], sign=True),
    )
    reading = t(
        "Eigene Rechnung, wo die Pressemitteilung den Monat nicht nennt: Wert des Folgemonats weniger seine "
        "genannte Veränderung. Die Art jeder Zahl steht in ihrer Zeile."
    )
    picture_reading = t(
        "Gefüllte Punkte: so in der Pressemitteilung. Offene Punkte: eigene Rechnung. Schraffiert: nicht "
        "ausgewiesen; darüber läuft keine Linie. Beide Felder haben denselben Maßstab, ihre Achsen beginnen "
        "nicht bei 0."
    )
    check = (
        t("Wo ein Monat genannt ist und sich auch errechnen lässt, stimmen beide Werte überein.")
        if differing.empty
        else t(
            "Genannt und errechnet weichen voneinander ab: {months}",
            months=language.listed([language.as_of(m, "month") for m in differing["month"].unique()]),
        )
    )
    facts_used = [fact for own in known["facts"] for fact in own]
    figure = month_figure(table, style, language)
    return Exhibit(
        "arbeitslose-monate",
        title,
        Made.COMPUTED,
        _months_shown(table, language),
        _month_columns(language),
        tuple(dict.fromkeys(cite(fact, language) for fact in facts_used)),
        reading,
        f"{title}. {reading}",
        figure,
        picture_reading=picture_reading,
        wall=without_turned(figure),
        definitions=define(facts, language, *LAWS.values(), *(f"{i}_change" for i in LAWS.values())),
        notes=(check, *_stated_totals(facts, table, language), *notes_on(facts, *facts_used)),
    )


def _stated_totals(facts: Facts, table: pd.DataFrame, language: Language) -> list[str]:
    """Sentences on months without values by legal scope for which a total of both is stated."""
    gaps = set(table.loc[table["status"] == "", "month"])
    return [
        language.text(
            "Für {month} ist nur die Summe beider Rechtskreise genannt: {total}.",
            month=language.as_of(fact.as_of, fact.period),
            total=fact_text(fact, facts, language, unit=True),
        )
        for fact in facts_of(facts, facts.area, "unemployed", "month")
        if fact.as_of in gaps
    ]


def _months_shown(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    """One row per month; per legal scope the value, and whether it is quoted or derived."""
    wide = table.pivot(index="month", columns="law", values=["value", "status"])
    shown = pd.DataFrame({"month": [language.as_of(str(m), "month") for m in wide.index]})
    for law in LAWS:
        shown[law] = wide["value"][law].astype(float).to_numpy()
        shown[f"{law} kind"] = [
            language.text(KIND_LABELS[Kind(status)]) if status else "" for status in wide["status"][law]
        ]
    return shown


def _month_columns(language: Language) -> tuple[Column, ...]:
    t = language.text
    return (
        Column("month", t("Monat")),
        *(
            column
            for law in LAWS
            for column in (Column(law, t("{law}, Personen", law=law), 0), Column(f"{law} kind", t("Art")))
        ),
    )


@kept
def district_exhibit(facts: Facts, districts: Sequence[str], style: Style, language: Language) -> Exhibit:
    """Unemployed by district as the annual average, and their change to the year before."""
    t = language.text
    table = district_table(facts, districts)
    own = table[table["ags"] != ""]
    rows = drawn_rows(table, "ags", "change_pct")
    most = own.loc[own["change_pct"].idxmax()]
    citations = tuple(dict.fromkeys(cite(fact, language) for cell in table["facts"] for fact in cell))
    title = t(
        N_("Arbeitslose zum Vorjahr ({as_of}): von {count} Kreisen stärkster Anstieg in {name}, {change}")
        if len(own) > 1
        else N_("Arbeitslose zum Vorjahr ({as_of}): {name} {change}"),
        as_of=citations[0].as_of,
        count=len(own),
        name=most["name"],
        change=language.percent(most["change_pct"], sign=True),
    )
    reading = t(
        "{as_of}, beide Rechtskreise zusammen.",
        as_of=citations[0].as_of,
    )
    return Exhibit(
        "arbeitslose-kreise",
        title,
        Made.QUOTED,
        table,
        (
            Column("name", t("Gebiet")),
            Column("unemployed", t("Arbeitslose, Personen"), 0),
            Column("change_pct", t("zum Vorjahr, %"), 1, sign=True),
        ),
        citations,
        reading,
        f"{title}. {reading}",
        district_figure(rows.of(table, "ags"), style, language),
        definitions=define(facts, language, "unemployed", "unemployed_change_pct"),
        notes=notes_on(facts, *(fact for cell in table["facts"] for fact in cell)),
        picture_reading=rows.and_said(
            t("In Klammern: die Veränderung zum Vorjahr."), language, t("Veränderung zum Vorjahr")
        ),
    )


def share_table(facts: Facts, language: Language) -> pd.DataFrame:
    """Shares of all unemployed of the agency district, annual averages first.

    Columns: as :func:`kompass.figures.unemployment.unemployed.fact_rows`, and group (whose share it is).
    """
    table = fact_rows([f for i in SHARES for f in facts_of(facts, facts.area, i)], facts, language)
    return table.assign(group=[language.text(SHARES[i]) for i in table["indicator_id"]])


@kept
def share_exhibit(facts: Facts, style: Style, language: Language) -> Exhibit:
    """Shares of the unemployed by legal scope and by low qualification."""
    t = language.text
    table = share_table(facts, language)
    shown_first = table.drop_duplicates("indicator_id").set_index("indicator_id")
    first, dates = shown_first["text"], shown_first["as_of"]
    shown_facts = list(table["fact"])
    title = t(
        "{area}: {sgb2} der Arbeitslosen betreuen die Jobcenter ({sgb2_date}), {low} gelten als "
        "geringqualifiziert ({low_date})",
        area=facts.area_name,
        sgb2=first["unemployed_share_sgb2"],
        sgb2_date=dates["unemployed_share_sgb2"],
        low=first["unemployed_share_low_qualified"],
        low_date=dates["unemployed_share_low_qualified"],
    )
    reading = t("Anteile an allen Arbeitslosen des Agenturbezirks. „Gut“ steht so im Plan.")
    return Exhibit(
        "arbeitslose-anteile",
        title,
        Made.QUOTED,
        table,
        (
            Column("label", t("Anteil")),
            Column("text", t("Wert"), right=True),
            Column("as_of", t("Stand")),
            Column("source", t("Quelle")),
        ),
        tuple(dict.fromkeys(cite(fact, language) for fact in shown_facts)),
        reading,
        f"{title}. {reading}",
        share_figure(table, style, language),
        definitions=define(facts, language, *SHARES),
        notes=notes_on(facts, *shown_facts),
    )


@kept
def total_exhibit(facts: Facts, language: Language) -> Exhibit:
    """Stated totals of both legal scopes, and unemployment rates."""
    t = language.text
    regions = [facts.area, *facts["districts"].sort_values("position")["ags"]]
    found = [f for region in regions for i in TOTALS for f in facts_of(facts, region, i)]
    found = [f for f in found if f.region_id == facts.area or f.period == "month"]
    latest = facts_of(facts, facts.area, "unemployment_rate")[0]
    return Exhibit(
        "arbeitslose-summen",
        t(
            "{as_of}: Arbeitslosenquote im {area} {rate}",
            area=facts.area_name,
            as_of=language.as_of(latest.as_of, latest.period),
            rate=fact_text(latest, facts, language),
        ),
        Made.QUOTED,
        fact_rows(found, facts, language),
        (
            Column("label", t("Größe")),
            Column("region", t("Gebiet")),
            Column("text", t("Wert"), right=True),
            Column("as_of", t("Stand")),
            Column("source", t("Quelle")),
        ),
        tuple(dict.fromkeys(cite(fact, language) for fact in found)),
        t("Summen beider Rechtskreise und Quoten, soweit eine Quelle sie nennt."),
        definitions=define(facts, language, *TOTALS),
        notes=notes_on(facts, *found),
    )
