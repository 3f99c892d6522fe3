"""Municipalities of a plan with the figures of the official register: people, area, women, office of the agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import pandas as pd

from kompass.boundaries import boundaries, keys_of
from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes, classes
from kompass.figures.charts.maps import GROUND, Area, Symbol
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, about, computed_heading, ends
from kompass.figures.kept import kept
from kompass.language import N_, Language
from kompass.needs import BOUNDARIES, TOWNS, carries

DISC = 0.55  # share of the district's colour in a disc; the name of the town stands on it


@dataclass(frozen=True)
class TownMeasure:
    """A measure of municipalities: label (message id), decimals, made, whether a map shows it as a disc."""

    measure_id: str
    label: str
    decimals: int
    made: Made
    count: bool = False

    def written(self, value: float, language: Language) -> str:
        """A value as text."""
        return language.number(float(value), self.decimals)


TOWN_MEASURES: Mapping[str, TownMeasure] = MappingProxyType(
    {
        measure.measure_id: measure
        for measure in (
            TownMeasure("town_population", N_("Einwohner"), 0, Made.QUOTED, count=True),
            TownMeasure("town_density", N_("Einwohner je km²"), 0, Made.COMPUTED),
            TownMeasure("town_women", N_("Frauen, % der Einwohner"), 1, Made.COMPUTED),
        )
    }
)

# The names of the figures of all municipalities (message ids)
TOWN_FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "town_population": N_("Städte und Gemeinden: Einwohner"),
        "town_density": N_("Städte und Gemeinden: Einwohner je km²"),
        "town_women": N_("Städte und Gemeinden: Frauen"),
    }
)


def has_towns(facts: Facts) -> bool:
    """Whether all municipalities of a plan have figures and boundaries."""
    keys = keys_of(facts["districts"]["ags"])
    if not carries(facts, TOWNS, BOUNDARIES):
        return False
    return set(facts["municipalities"]["ags"]) <= set(boundaries(keys).municipalities["ags"])


def town_table(facts: Facts) -> pd.DataFrame:
    """One row per municipality of the plan, the most people first.

    Columns: ags, name and kind (as in the plan's table), district, code (institution of the district), area_km2, office
    (number of the agency's office), town_population, town_density (people per km²), town_women (per cent).
    """
    towns = facts["municipalities"][["ags", "name", "kind", "district_ags"]]
    found = towns.merge(facts["municipality_facts"].drop(columns=["name", "district_ags"]), on="ags")
    districts = facts["districts"].set_index("ags")
    found = found.assign(
        district=found["district_ags"].map(districts["name"]),
        code=found["district_ags"].map(districts["institution"]),
        office=found["agency_office"],
        town_population=found["population"],
        town_density=(found["population"] / found["area_km2"]).astype(float),
        town_women=(100 - 100 * found["men"] / found["population"]).astype(float),
    )
    return found.sort_values("population", ascending=False, kind="stable", ignore_index=True)


def town_citation(facts: Facts, language: Language) -> Citation:
    """The source of the figures, with the date of the people."""
    row = facts["municipality_facts"].iloc[0]
    return Citation(row["source_id"], row["locator"], language.as_of(str(row["as_of"]), "day"))


def town_classes(table: pd.DataFrame, measure: TownMeasure) -> Classes:
    """The classes of a measure on the map."""
    return classes([round(float(value), measure.decimals) for value in table[measure.measure_id]])


def town_areas(facts: Facts, measure: TownMeasure, style: Style, language: Language) -> dict[str, Area]:
    """The municipalities by AGS for the map: discs for people, else shades; the figures are in the tooltip."""
    table = town_table(facts)
    found, largest = town_classes(table, measure), float(table[measure.measure_id].max())
    made = {}
    for row in table.to_dict("records"):
        value, color = float(row[measure.measure_id]), style.of(row["code"])
        lines = [
            f"<b>{escape(row['name'])}</b>",
            escape(f"{language.text(measure.label)}: {measure.written(value, language)}"),
            escape(f"{language.text(row['kind'])}, {row['district']}"),
        ]
        tooltip = "<br>".join(lines)
        if measure.count:
            disc = Symbol(value / largest if largest else 0.0, style.tint(color, DISC), color, "")
            fill = style.tint(color, GROUND)
            made[row["ags"]] = Area(row["ags"], fill, escape(row["name"]), tooltip, disc)
        else:
            fill = style.ramp[found.shade(round(value, measure.decimals))]
            made[row["ags"]] = Area(row["ags"], fill, escape(row["name"]), tooltip)
    return made


def town_name(measure_id: str) -> str:
    """The name of the exhibit of a measure."""
    return f"karte-gemeinden-{measure_id.removeprefix('town_')}"


@kept
def town_exhibit(facts: Facts, measure_id: str, language: Language) -> Exhibit:
    """All municipalities of the plan with a measure, the highest value first; the title names the ends."""
    t = language.text
    measure = TOWN_MEASURES[measure_id]
    table = town_table(facts).sort_values(measure_id, ascending=False, kind="stable", ignore_index=True)
    high, low = table.iloc[0], table.iloc[-1]
    source = town_citation(facts, language)
    finding = ends(
        high["name"],
        measure.written(high[measure_id], language),
        low["name"],
        measure.written(low[measure_id], language),
        language,
    )
    return Exhibit(
        town_name(measure_id),
        about(t(measure.label), finding, language, source.as_of),
        # The ends are numbers of the register; which they are is found by comparing, as on the map of the districts.
        measure.made,
        table,
        (
            Column("name", t("Stadt oder Gemeinde")),
            Column("district", t("Kreis")),
            *(Column(m.measure_id, _heading(m, language), m.decimals) for m in TOWN_MEASURES.values()),
            Column("area_km2", t("Fläche, km²"), 2),
            Column("office", t("Dienststelle der Agentur, Nummer")),
        ),
        (source,),
        notes=(basis(facts, language),),
    )


def _heading(measure: TownMeasure, language: Language) -> str:
    """The heading of a measure's column, which says so where it is computed here."""
    name = language.text(measure.label)
    return computed_heading(name, language) if measure.made is Made.COMPUTED else name


def basis(facts: Facts, language: Language) -> str:
    """What the figures of municipalities are based on, and that they do not go with those of the districts."""
    return language.text(
        "Einwohner vom {date} auf Grundlage des Zensus 2011, Flächen mit Gebietsstand {area_date}. Die Zahlen der Kreise "
        "haben einen anderen Stand und eine andere Grundlage: Sie sind nicht die Summe der Gemeinden.",
        date=town_citation(facts, language).as_of,
        area_date=language.as_of(
            str(facts.record("sources", source_id=facts["municipality_facts"]["source_id"].iloc[0])["as_of"]),
            "day",
        ),
    )
