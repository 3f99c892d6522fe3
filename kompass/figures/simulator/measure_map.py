"""Map of a measure of the districts: counts as discs, rates and ranks as shades."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes, classes
from kompass.figures.charts.maps import Area, counted_area, value_label
from kompass.figures.charts.style import Style
from kompass.figures.region.measures import Measure
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.scenario_map import fixed_classes
from kompass.language import Language
from kompass.places.plan import Plan


def measure_classes(facts: Facts, plan: Plan, measure_id: str, values: Sequence[float]) -> Classes:
    """The classes of a measure of the districts; for places per 1,000 the same as in the simulator."""
    if measure_id == "places_per_1000":
        return fixed_classes(facts, plan, BASES[0], None)
    return classes(values)


def measure_ramp(measure: Measure, style: Style) -> tuple[str, ...]:
    """The colours from low to high; reversed for ranks, where 1 is the best."""
    return tuple(reversed(style.ramp)) if measure.rank else style.ramp


def measure_areas(
    table: pd.DataFrame, measure: Measure, facts: Facts, plan: Plan, style: Style
) -> dict[str, Area]:
    """The districts by ags with name and number: with discs for a count, else shaded by class.

    ``table`` is a :func:`~kompass.figures.region.measures.region_table`.
    """
    rows = table[table["measure_id"] == measure.measure_id]
    districts = facts["districts"].set_index("ags")
    found = measure_classes(facts, plan, measure.measure_id, list(rows["value"]))
    ramp, largest = measure_ramp(measure, style), rows["value"].max()
    made = {}
    for row in rows.itertuples():
        name, color = districts.at[row.ags, "short_name"], style.of(districts.at[row.ags, "institution"])
        if measure.count:
            made[row.ags] = counted_area(row.ags, name, row.value, largest, row.text, color, style)
        else:
            made[row.ags] = Area(row.ags, ramp[found.shade(row.value)], value_label(name, row.text))
    return made


def map_reading(measure: Measure, language: Language) -> str:
    """How to read the map of a measure."""
    t = language.text
    if measure.count:
        return t("Die Fläche jeder Scheibe entspricht ihrer Zahl.")
    if measure.rank:
        return t("Je stärker die Farbe absticht, desto weiter vorn.")
    return t("Je stärker die Farbe absticht, desto mehr.")
