"""The scenario on the map: places of the job centres per 1,000 unemployed, district by district."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kompass.facts import Facts
from kompass.figures.district_drawing import district_figure
from kompass.figures.exhibit import Column, Exhibit, Kind, cite
from kompass.figures.quotas import quota_citations
from kompass.figures.style import Style
from kompass.language import Language
from kompass.maps import Area, Classes
from kompass.places.ledger import Scenario

YEAR = "2025"  # the latest annual average of the unemployed
HEIGHT = 500
# Fixed while a slider moves: the plan lies between 23.8 and 40.6.
CLASSES = Classes((0.0, 15.0, 25.0, 35.0, 45.0, float("inf")))


def density_table(facts: Facts, scenario: Scenario) -> pd.DataFrame:
    """One row per district. Columns: ags, name, code, places, unemployed (both Rechtskreise, annual
    average), planned and scenario in places of the job centre per 1,000 unemployed."""
    rows = []
    for district in facts["districts"].sort_values("position").itertuples():
        unemployed = facts.fact(district.ags, "unemployed", as_of=YEAR).value
        before = scenario.plan.quotas[district.institution].places
        after = scenario.quotas[district.institution].places
        rows.append(
            {
                "ags": district.ags,
                "name": district.name,
                "short_name": district.short_name,
                "code": district.institution,
                "places": after,
                "unemployed": unemployed,
                "planned": 1000 * before / unemployed,
                "scenario": 1000 * after / unemployed,
            }
        )
    return pd.DataFrame(rows)


def scenario_map(facts: Facts, scenario: Scenario, style: Style, language: Language) -> Exhibit:
    """The block: districts shaded by places per 1,000 unemployed, the Agentur für Arbeit as frame."""
    t = language.text
    table = density_table(facts, scenario)
    areas: Mapping[str, Area] = {
        row.ags: Area(row.ags, style.ramp[CLASSES.index(row.scenario)], _label(row, language), "")
        for row in table.itertuples()
    }
    agency = t("Agentur für Arbeit (Rahmen): {places} Plätze", places=scenario.quotas["AA"].places)
    most, least = table.loc[table["scenario"].idxmax()], table.loc[table["scenario"].idxmin()]
    title = t(
        "Plätze je 1.000 Arbeitslose: {most} {high}, {least} {low}",
        most=most["short_name"],
        high=language.number(most["scenario"], 1),
        least=least["short_name"],
        low=language.number(least["scenario"], 1),
    )
    reading = t(
        "Plätze des Jobcenters, geteilt durch die Arbeitslosen beider Rechtskreise im Kreis "
        "(Jahresdurchschnitt {year}); ohne die Plätze der Agentur für Arbeit. Dunkler heißt mehr.",
        year=YEAR,
    )
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Kreis")),
        Column("places", t("Plätze im Szenario"), 0),
        Column("unemployed", t("Arbeitslose"), 0),
        Column("planned", t("Plan, je 1.000"), 1),
        Column("scenario", t("Szenario, je 1.000"), 1),
    )
    facts_used = [facts.fact(ags, "unemployed", as_of=YEAR) for ags in table["ags"]]
    citations = dict.fromkeys(
        [*quota_citations(facts, scenario.plan), *(cite(f, language) for f in facts_used)]
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-karte",
        title,
        Kind.SCENARIO if scenario.ledger else Kind.DERIVED,
        table,
        columns,
        tuple(citations),
        reading,
        title + ". " + reading,
        district_figure(areas, agency, style, HEIGHT),
    )


def _label(row: object, language: Language) -> str:
    """The label in a district: name, and the value before and after where it changed."""
    before, after = (language.number(getattr(row, c), 1) for c in ("planned", "scenario"))
    values = f"<b>{after}</b>" if before == after else f"{before} → <b>{after}</b>"
    return f"{row.short_name}<br>{values}"  # type: ignore[attr-defined]
