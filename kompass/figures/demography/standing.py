"""Where the districts of a plan stand among all districts of Germany: measures, ranks, neighbours, the most alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from kompass.boundaries import touching
from kompass.facts import Facts
from kompass.figures.demography.people import (
    OLD,
    OLDEST,
    WORKING,
    all_district_keys,
    citation,
    counted,
    ranked,
    region_names,
    youth_ratio,
)
from kompass.figures.exhibit import Citation
from kompass.figures.kept import kept
from kompass.figures.region.municipalities import town_citation
from kompass.language import N_, Language

ALIKE = 5  # districts named as the most alike


@dataclass(frozen=True)
class DistrictMeasure:
    """A measure that all districts have: name and unit (message ids), decimals, values by district."""

    measure_id: str
    label: str
    unit: str
    among_all: str  # message ids: the names of the strip and of the map of all districts
    on_map: str
    decimals: int
    values: Callable[[Facts], pd.Series[float]]
    in_ratios: bool = False  # drawn on a scale of ratios (logarithmic)
    of_towns: bool = False  # made from the facts of municipalities, which have a date of their own
    definition: str = ""

    def name(self, language: Language) -> str:
        """Name with unit, as a heading."""
        unit = language.text(self.unit)
        label = language.text(self.label)
        return language.text("{label}, {unit}", label=label, unit=unit) if unit else label

    def written(self, value: float, language: Language) -> str:
        """A value as text, without unit."""
        return language.number(float(value), self.decimals)


def _share(facts: Facts, part: pd.Series[int]) -> pd.Series[float]:
    return 100 * part / counted(facts)


@kept
def _density(facts: Facts) -> pd.Series[float]:
    """Inhabitants per square kilometre, summed over the municipalities of each district."""
    sums = facts["municipality_facts"].groupby("district_ags")[["population", "area_km2"]].sum()
    return (sums["population"] / sums["area_km2"]).astype(float)


MEASURES: Mapping[str, DistrictMeasure] = MappingProxyType(
    {
        measure.measure_id: measure
        for measure in (
            DistrictMeasure(
                "youth_ratio",
                N_("Nachwuchs"),
                N_("15 bis 19 auf 100 von 60 bis 64"),
                N_("Nachwuchs unter allen Kreisen"),
                N_("Deutschlandkarte: Nachwuchs"),
                1,
                youth_ratio,
                definition=N_("Menschen von 15 bis 19 Jahren auf 100 von 60 bis 64"),
            ),
            DistrictMeasure(
                "population",
                N_("Einwohner"),
                "",
                N_("Einwohner unter allen Kreisen"),
                N_("Deutschlandkarte: Einwohner"),
                0,
                lambda facts: counted(facts).astype(float),
                in_ratios=True,
                definition=N_("Alle Menschen mit Hauptwohnung im Kreis"),
            ),
            DistrictMeasure(
                "density",
                N_("Einwohner je km²"),
                "",
                N_("Einwohner je km² unter allen Kreisen"),
                N_("Deutschlandkarte: Einwohner je km²"),
                0,
                _density,
                in_ratios=True,
                of_towns=True,
                definition=N_(
                    "Summe der Einwohner aller Gemeinden des Kreises geteilt durch die Summe ihrer Flächen"
                ),
            ),
            DistrictMeasure(
                "foreign_share",
                N_("Ausländer"),
                N_("% der Einwohner"),
                N_("Ausländer unter allen Kreisen"),
                N_("Deutschlandkarte: Ausländer"),
                1,
                lambda facts: _share(facts, counted(facts, nationality="foreign")),
                definition=N_("Menschen ohne deutsche Staatsangehörigkeit, Anteil an allen Einwohnern"),
            ),
            DistrictMeasure(
                "working_age_share",
                N_("15 bis 64 Jahre"),
                N_("% der Einwohner"),
                N_("15 bis 64 Jahre unter allen Kreisen"),
                N_("Deutschlandkarte: 15 bis 64 Jahre"),
                1,
                lambda facts: _share(facts, counted(facts, WORKING)),
                definition=N_("Menschen von 15 bis 64 Jahren, Anteil an allen Einwohnern"),
            ),
            DistrictMeasure(
                "old_share",
                N_("65 Jahre und älter"),
                N_("% der Einwohner"),
                N_("65 Jahre und älter unter allen Kreisen"),
                N_("Deutschlandkarte: 65 Jahre und älter"),
                1,
                lambda facts: _share(facts, counted(facts, (OLD, OLDEST))),
                definition=N_("Menschen ab 65 Jahren, Anteil an allen Einwohnern"),
            ),
        )
    }
)


@kept
def standing(facts: Facts, measure_id: str) -> pd.DataFrame:
    """All districts by key with value, rank (1 is the highest) and tenth (1 the highest) of a measure."""
    return ranked(MEASURES[measure_id].values(facts)[all_district_keys(facts)])


def measure_citation(facts: Facts, measure: DistrictMeasure, language: Language) -> Citation:
    """The source of a measure with its date; the figures of municipalities are of another one than those by age."""
    return town_citation(facts, language) if measure.of_towns else citation(facts, language)


@kept
def _features(facts: Facts) -> pd.DataFrame:
    """All measures of all districts in standard deviations from their mean; those drawn in ratios as logarithms."""
    values = pd.DataFrame({name: standing(facts, name)["value"] for name in MEASURES}).astype(float)
    for name, measure in MEASURES.items():
        if measure.in_ratios:
            values[name] = np.log(values[name])
    return (values - values.mean()) / values.std(ddof=0)


def most_alike(facts: Facts, ags: str, count: int = ALIKE) -> pd.Series[float]:
    """The districts most alike to one, the nearest first, with their distance: the root of the mean square difference
    over all measures, in standard deviations."""
    features = _features(facts)
    distance = ((features - features.loc[ags]) ** 2).mean(axis="columns") ** 0.5
    return distance.drop(ags).nsmallest(count)


def compared_table(facts: Facts, districts: Sequence[str], measure_id: str) -> pd.DataFrame:
    """Each district with the ones that touch it and the ones most alike, in the measure.

    Columns: of (key of the plan's district), ags, name, relation (own, neighbour, alike), value, rank, tenth, distance
    (NA but for the most alike).
    """
    names, all_values = region_names(facts), standing(facts, measure_id)
    rows = []
    for own in districts:
        related = [("own", own, None), *(("neighbour", other, None) for other in touching(own))]
        related += [("alike", str(other), far) for other, far in most_alike(facts, own).items()]
        for relation, ags, far in related:
            row = all_values.loc[ags]
            rows.append(
                {
                    "of": own,
                    "ags": ags,
                    "name": names[ags],
                    "relation": relation,
                    "value": float(row["value"]),
                    "rank": int(row["rank"]),
                    "tenth": int(row["tenth"]),
                    "distance": far,
                }
            )
    return pd.DataFrame(rows)
