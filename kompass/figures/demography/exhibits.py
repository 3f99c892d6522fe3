"""Exhibits of people by age: the young and those who reach 65, age structure, people of working age."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import COUNTRY, Facts
from kompass.figures.charts.style import Style
from kompass.figures.demography.charts import (
    age_figure,
    age_reach,
    outline_words,
    share_figure,
    youth_figures,
)
from kompass.figures.demography.people import (
    RETIREMENT_SPAN,
    age_table,
    all_district_keys,
    as_of,
    citation,
    counted,
    date,
    drawn_note,
    region_names,
    states_of,
    working_table,
    youth_table,
)
from kompass.figures.exhibit import Column, Exhibit, Made
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_PANELS
from kompass.figures.quotas.places import quota_citations
from kompass.language import N_, Language
from kompass.places.plan import Plan


def limits(language: Language) -> str:
    """What counts of people by age do not say."""
    return language.text(
        "Keine Vorausberechnung: ohne Zu- und Fortzüge und Sterbefälle. Gezählt sind Menschen am Wohnort, nicht "
        "Beschäftigte. Wer arbeitet, steht hier nicht."
    )


@kept
def youth_exhibit(
    facts: Facts, plan: Plan, districts: Sequence[str], style: Style, language: Language
) -> Exhibit:
    """Persons of 15 to 19 per 100 of 60 to 64, and how many reach 65 within five years per place of the plan."""
    t = language.text
    table = youth_table(facts, plan, districts)
    least = table[table["rank"].notna()].sort_values("ratio", kind="stable")["ags"][:MOST_PANELS]
    drawn = table[table["rank"].isna() | table["ags"].isin(least)]
    youth, places = youth_figures(drawn, style, language)
    none = t("–")
    table = table.assign(
        rank_text=[none if pd.isna(rank) else language.number(rank) for rank in table["rank"]],
        tenth_text=[none if pd.isna(tenth) else language.number(tenth) for tenth in table["tenth"]],
        places_text=[none if pd.isna(count) else language.number(count) for count in table["places"]],
        per_place_text=[none if pd.isna(each) else language.number(each, 1) for each in table["per_place"]],
    )
    title = _youth_title(facts, table, language)
    reading = t(
        "Alle, die am {date} 60 bis 64 waren, sind bis Ende {year} 65 Jahre alt oder älter: {counts}. Rang 1 von {count} "
        "Kreisen hat den meisten Nachwuchs.",
        date=date(facts, language),
        year=str(int(as_of(facts)[:4]) + RETIREMENT_SPAN),
        counts=_leaving_words(drawn, language),
        count=len(all_district_keys(facts)),
    )
    cited = (citation(facts, language), *(quota_citations(facts, plan) if places else ()))
    notes = [limits(language), *drawn_note(facts, districts, language)]
    if places:
        notes.append(
            t(
                "Plätze: im Kreis die des Jobcenters, das dort plant, in der ganzen Region alle Plätze des Plans. "
                "Der Plan gilt für ein Jahr, 65 werden sie in fünf Jahren. Wer die Plätze nutzt, sagt die Zahl nicht."
            )
        )
    of_plan = (
        Column("places_text", t("Plätze"), right=True),
        Column("per_place_text", t("60 bis 64 je Platz"), right=True),
    )
    return Exhibit(
        "nachwuchs",
        title,
        Made.COMPUTED,
        table,
        (
            Column("name", t("Gebiet")),
            Column("young", t("15 bis 19 Jahre"), 0),
            Column("leaving", t("60 bis 64 Jahre"), 0),
            Column("ratio", t("15 bis 19 auf 100 von 60 bis 64"), 1),
            Column("rank_text", t("Rang"), right=True),
            Column("tenth_text", t("Zehntel (1: höchste)"), right=True),
            *(of_plan if places else ()),
        ),
        cited,
        reading,
        f"{title}. {reading}",
        youth,
        (
            (
                t("Nachwuchs"),
                t(
                    "Menschen von 15 bis 19 auf 100 von 60 bis 64; unter 100 rücken weniger nach, als 65 werden"
                ),
            ),
        ),
        (places,) if places else (),
        tuple(notes),
        picture_reading=t("Balken: Menschen am Wohnort, nicht Beschäftigte; keine Vorausberechnung."),
    )


def _leaving_words(table: pd.DataFrame, language: Language) -> str:
    """Of each district how many reach 65 within five years, and how many per place."""
    rows = table[table["rank"].notna()]
    return language.listed(
        [
            language.text("{name} {leaving}", name=row.name, leaving=int(row.leaving))
            if pd.isna(row.per_place)
            else language.text(
                "{name} {leaving} ({each} je Platz)",
                name=row.name,
                leaving=int(row.leaving),
                each=language.number(row.per_place, 1),
            )
            for row in rows.itertuples(index=False)
        ]
    )


def _youth_title(facts: Facts, table: pd.DataFrame, language: Language) -> str:
    rows = table[table["rank"].notna()]
    least = rows.loc[rows["ratio"].astype(float).idxmin()]
    others = table[table["ags"].str.len() == 2]
    others = others if len(others) <= MOST_PANELS else others[-1:]  # Germany alone
    compared = [
        language.text("{name} {ratio}", name=row.name, ratio=language.number(row.ratio, 1))
        for row in others.itertuples(index=False)
    ]
    return language.text(
        N_(
            "{name} hat am wenigsten Nachwuchs ({date}): {ratio} Menschen von 15 bis 19 auf 100 von 60 bis 64, Rang {rank} "
            "von {count} Kreisen; {compared}"
        )
        if len(rows) > 1
        else N_(
            "{name} ({date}): {ratio} Menschen von 15 bis 19 auf 100 von 60 bis 64, Rang {rank} von {count} Kreisen; "
            "{compared}"
        ),
        name=least["name"],
        date=date(facts, language),
        ratio=language.number(float(least["ratio"]), 1),
        rank=int(least["rank"]),
        count=len(all_district_keys(facts)),
        compared=language.listed(compared),
    )


@kept
def age_exhibit(facts: Facts, districts: Sequence[str], style: Style, language: Language) -> Exhibit:
    """Age structure of each district as a panel, its Land and Germany as lines over it."""
    t = language.text
    every, told = facts["districts"].set_index("ags"), drawn_note(facts, districts, language)
    districts = districts[:MOST_PANELS]
    names, states = region_names(facts), states_of(districts)
    outlines = {ags: [(COUNTRY, names[COUNTRY]), (ags[:2], names[ags[:2]])] for ags in districts}
    table = age_table(facts, [*districts, *states, COUNTRY])
    foreign = 100 * counted(facts, nationality="foreign") / counted(facts)
    reach = age_reach(table)
    panels = [
        age_figure(
            table,
            ags,
            str(every.at[ags, "institution"]),
            outlines[ags],
            t(
                "<b>{name}</b><br>{share} Ausländer",
                name=every.at[ags, "name"],
                share=language.percent(foreign[ags]),
            ),
            reach,
            style,
            language,
        )
        for ags in districts
    ]
    shares = [
        t("{name} {share}", name=names[key], share=language.percent(foreign[key]))
        for key in (*districts, *states, COUNTRY)
    ]
    title = t(
        "Altersaufbau und Anteil der Ausländer ({date}): {shares}",
        date=date(facts, language),
        shares=language.listed(shares),
    )
    shown = table.assign(
        name=table["region_id"].map(names),
        group=[_group(row.age_from, row.age_to, table, language) for row in table.itertuples()],
        sex_word=table["sex"].map({"men": t("Männer"), "women": t("Frauen")}),
        code=table["region_id"].map(every["institution"]).fillna("-"),
    )
    reading = t(
        "Links Männer, rechts Frauen, dunkel Ausländer. Linien: {lines}. Gruppen sind verschieden breit, darum je Jahrgang; "
        "die älteste ist wie fünf Jahrgänge gezeichnet.",
        lines=outline_words(outlines[districts[0]], language),
    )
    return Exhibit(
        "altersaufbau",
        title,
        Made.COMPUTED,
        shown,
        (
            Column("name", t("Gebiet")),
            Column("group", t("Alter")),
            Column("sex_word", t("Geschlecht")),
            Column("persons", t("Menschen"), 0),
            Column("foreign", t("darunter Ausländer"), 0),
            Column("per_year", t("je 1.000 Einwohner und Jahrgang"), 1),
        ),
        (citation(facts, language),),
        "",
        title,
        panels[0],
        beside=tuple(panels[1:]),
        notes=(limits(language), *told),
        picture_reading=reading,
    )


def _group(first: int, last: int, table: pd.DataFrame, language: Language) -> str:
    if first == table["age_from"].max():
        return language.text("{first} und älter", first=str(first))
    return language.text("{first} bis {last}", first=str(first), last=str(last))


@kept
def working_exhibit(facts: Facts, districts: Sequence[str], style: Style, language: Language) -> Exhibit:
    """People of 15 to 64, and among them of 25 to 54, with their share of all people."""
    t = language.text
    told, districts = drawn_note(facts, districts, language), districts[:MOST_PANELS]
    table = working_table(facts, districts)
    names = [
        t("<b>{name}</b>: {count} Menschen", name=row.name, count=int(row.working))
        for row in table.itertuples(index=False)
    ]
    own = table[table["code"] != ""]
    total = int(own["working"].sum())
    title = t(
        "{districts} ({date}): {count} Menschen von 15 bis 64, {middle} davon von 25 bis 54",
        districts=language.listed(list(own["name"])),
        date=date(facts, language),
        count=total,
        middle=int(own["middle"].sum()),
    )
    return Exhibit(
        "erwerbsalter",
        title,
        Made.COMPUTED,
        table,
        (
            Column("name", t("Gebiet")),
            Column("working", t("15 bis 64 Jahre"), 0),
            Column("working_pct", t("15 bis 64, % aller"), 1),
            Column("middle", t("25 bis 54 Jahre"), 0),
            Column("middle_pct", t("25 bis 54, % aller"), 1),
        ),
        (citation(facts, language),),
        "",
        title,
        share_figure(
            names,
            list(table["working_pct"]),
            list(table["code"]),
            t("15 bis 64 Jahre, % aller Einwohner"),
            style,
            language,
        ),
        notes=(limits(language), *told),
    )
