"""The three districts side by side, and findings about them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import (
    KIND_LABELS,
    Citation,
    Column,
    Exhibit,
    Kind,
    Made,
    about,
    all_districts,
    cite,
    date_of,
    ends,
)
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_DRAWN
from kompass.figures.quotas.places import quota_citations
from kompass.figures.region.measures import Measure, measure_heading, measures, region_table
from kompass.language import N_, Language
from kompass.needs import DEGREE, EMPLOYMENT, EMPLOYMENT_RATE, STATE_RATE, carries
from kompass.places.plan import Plan


@kept
def comparison_exhibit(facts: Facts, plan: Plan, language: Language) -> Exhibit:
    """The three districts side by side: one row per measure, with kind and as-of date of its figures."""
    t = language.text
    known = measures(facts)
    table = region_table(facts, plan, language)
    districts = facts["districts"].sort_values("position")
    rows = []
    for measure_id, own in table.groupby("measure_id", sort=False):
        texts = own.set_index("ags")["text"]
        rows.append(
            {
                "measure": measure_heading(known[str(measure_id)], language),
                **{ags: texts[ags] for ags in districts["ags"]},
                "kind": ", ".join((t(KIND_LABELS[own["kind"].iloc[0]]), own["as_of"].iloc[0])),
            }
        )
    side_by_side, columns = _side_by_side(pd.DataFrame(rows), districts, language)
    rates = {d.name: facts.fact(d.ags, "employment_rate").value for d in districts.itertuples()}
    state = facts.fact(facts.state, "employment_rate")
    below = sum(rate < state.value for rate in rates.values())
    citations = tuple(dict.fromkeys(c for own in table["citations"] for c in own))
    return Exhibit(
        "kreise-im-vergleich",
        t(
            N_(
                "In {districts} liegt die Beschäftigungsquote unter der von NRW ({rate}; laut Plan, Stand nicht angegeben)"
            )
            if below == len(rates)
            else N_(
                "In {below} von {count} Kreisen ({districts}) liegt die Beschäftigungsquote unter der von NRW "
                "({rate}; laut Plan, Stand nicht angegeben)"
            ),
            districts=all_districts(facts, language),
            below=below,
            count=len(rates),
            rate=language.percent(state.value),
        ),
        Made.COMPUTED,  # some of its rows are; each says its own kind
        side_by_side,
        columns,
        citations,
        t("Die Art jeder Zahl steht in ihrer Zeile; „knapp“, „gut“ und „ca.“ stammen aus dem Plan."),
    )


def _side_by_side(
    rows: pd.DataFrame, districts: pd.DataFrame, language: Language
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Table and columns of measures as rows and districts as columns; of many districts the other way."""
    t = language.text
    if len(districts) <= MOST_DRAWN:
        return rows, (
            Column("measure", t("Größe")),
            *(Column(d.ags, d.short_name, right=True) for d in districts.itertuples()),
            Column("kind", t("Art, Stand")),
        )
    turned = rows[list(districts["ags"])].T.rename(columns=str).reset_index(names="ags")
    return turned.assign(name=list(districts["short_name"])), (
        Column("name", t("Kreis")),
        *(
            Column(str(n), f"{row.measure} ({row.kind})", right=True)
            for n, row in enumerate(rows.itertuples())
        ),
    )


@dataclass(frozen=True)
class Finding:
    """A notable figure: its number, its text, its kind, and its sources."""

    figure: str
    sentence: str
    made: Made
    citations: tuple[Citation, ...]


def findings(facts: Facts, plan: Plan, language: Language) -> tuple[Finding, ...]:
    """The notable figures of the plan and its region, computed from the facts that the plan holds."""
    found = []
    if carries(facts, DEGREE):
        found.append(_degree_finding(facts, plan, language))
    if carries(facts, EMPLOYMENT_RATE, STATE_RATE):
        found.append(_rate_finding(facts, language))
    if carries(facts, EMPLOYMENT):
        found.append(_rise_finding(facts, language))
    return tuple(found)


def _degree_finding(facts: Facts, plan: Plan, language: Language) -> Finding:
    """The institutions with the highest and the lowest share of degree-oriented places."""
    t = language.text
    names = facts["institutions"].set_index("code")["short_name"]
    rates = {code: quota.degree_rate or 0 for code, quota in plan.quotas.items()}
    high, low = max(rates, key=lambda c: rates[c]), min(rates, key=lambda c: rates[c])
    return Finding(
        language.percent(100 * rates[high]),
        t(
            N_("der Plätze abschlussorientiert: {high} am meisten, {low} am wenigsten ({rate})")
            if rates[low] < rates[high]
            else N_("der Plätze abschlussorientiert, bei allen gleich viel")
            if len(rates) > 1
            else N_("der Plätze abschlussorientiert"),
            high=names[high],
            low=names[low],
            rate=language.percent(100 * rates[low]),
        ),
        Made.COMPUTED,
        quota_citations(facts, plan),
    )


def _rate_finding(facts: Facts, language: Language) -> Finding:
    """The district whose employment rate lies furthest below the state's."""
    districts = facts["districts"].set_index("ags")["short_name"]
    state = facts.fact(facts.state, "employment_rate").value
    gaps = {ags: facts.fact(ags, "employment_rate").value - state for ags in districts.index}
    widest = min(gaps, key=lambda ags: gaps[ags])
    return Finding(
        language.number(gaps[widest], 1, sign=True),
        language.text(
            "Prozentpunkte Beschäftigungsquote: {district} zu {state}, größter Abstand",
            district=districts[widest],
            state=facts.record("regions", region_id=facts.state)["name"],
        ),
        Made.COMPUTED,
        tuple(cite(facts.fact(region, "employment_rate"), language) for region in (widest, facts.state)),
    )


def _rise_finding(facts: Facts, language: Language) -> Finding:
    """The group with the largest rise of employment in any district."""
    districts = facts["districts"].set_index("ags")["short_name"]
    changes = facts["employment_changes"].merge(facts["employment_categories"], on=["trait", "category"])
    rise = changes.loc[changes["change_pct"].idxmax()]
    return Finding(
        language.percent(float(rise["change_pct"]), sign=True),
        language.text(
            "Beschäftigte zum Vorjahr: {category}, {district}, stärkster Anstieg",
            category=rise["category_label"],
            district=districts[rise["district_ags"]],
        ),
        Made.QUOTED,
        (
            Citation(
                rise["source_id"],
                rise["locator"],
                language.as_of(rise["as_of"], "day"),
                Kind(rise["kind"]),
            ),
        ),
    )


def map_headline(table: pd.DataFrame, measure: Measure, facts: Facts, language: Language) -> str:
    """The finding of one measure: the districts with the highest and the lowest value (ranks: best, last)."""
    own = table[table["measure_id"] == measure.measure_id].sort_values("value")
    names = facts["districts"].set_index("ags")["name"]
    low, high = own.iloc[0], own.iloc[-1]
    if len(own) == 1:
        return f"{names[low['ags']]}: {low['text']}"
    if not measure.measure_id.endswith("_rank"):
        return ends(names[high["ags"]], high["text"], names[low["ags"]], low["text"], language)
    return language.text(
        "{low} steht am besten ({low_value}), {high} am schlechtesten ({high_value})",
        low=names[low["ags"]],
        low_value=low["text"],
        high=names[high["ags"]],
        high_value=high["text"],
    )


def measure_title(table: pd.DataFrame, measure: Measure, facts: Facts, language: Language) -> str:
    """The finding of one measure with its name and date, so that it can be quoted alone."""
    own = table[table["measure_id"] == measure.measure_id]
    finding = map_headline(table, measure, facts, language)
    dates = date_of([c for cell in own["citations"] for c in cell], language)
    return about(measure_heading(measure, language), finding, language, dates)


def measure_exhibit(table: pd.DataFrame, measure: Measure, facts: Facts, language: Language) -> Exhibit:
    """The table behind the map for one measure."""
    t = language.text
    own = table[table["measure_id"] == measure.measure_id]
    names = facts["districts"].set_index("ags")["name"]
    shown = own.assign(name=own["ags"].map(names))
    columns = (
        Column("name", t("Kreis")),
        Column("text", measure_heading(measure, language), right=True),
        Column("as_of", t("Stand")),
    )
    return Exhibit(
        f"karte-{measure.measure_id}",
        measure_title(table, measure, facts, language),
        measure.made,
        shown,
        columns,
        tuple(dict.fromkeys(c for cell in own["citations"] for c in cell)),
    )
