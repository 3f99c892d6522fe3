"""Where the districts of a plan stand among all districts of Germany, as things to be found."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.demography.standing import MEASURES, standing
from kompass.language import Language


def standing_measures(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per measure that all districts of Germany have."""
    named = [(name, words.text(measure.among_all), measure.name(words)) for name, measure in MEASURES.items()]
    return pd.DataFrame(named, columns=["measure_id", "title", "also"])


def standing_values(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per district of the plan and measure that all districts have, with value and rank."""
    rows = []
    for name, measure in MEASURES.items():
        every = standing(facts, name)
        for own in facts["districts"].itertuples():
            title = words.text(
                "{measure}, {district}: {value}, Rang {rank} von {count}",
                measure=measure.name(words),
                district=own.short_name,
                value=measure.written(every.at[own.ags, "value"], words),
                rank=int(every.at[own.ags, "rank"]),
                count=len(every),
            )
            rows.append((name, title))
    return pd.DataFrame(rows, columns=["measure_id", "title"])
