"""The rows of what the search finds, where a table of the facts does not hold them as they are shown."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.demography.standing import MEASURES, standing
from kompass.figures.region.measures import measures
from kompass.figures.region.profile import profiles
from kompass.figures.shortages.listed import titles
from kompass.figures.sources.catalogue import indicator_table, term_table
from kompass.language import Language


def shortage_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per occupation group (kldb), with all titles that it has in a district."""
    printed = facts["shortage_occupations"].groupby("kldb")["title_as_printed"]
    return pd.DataFrame({"title": titles(facts), "others": printed.agg(" ".join)}).reset_index()


def map_measure_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per measure of the map."""
    rows = [(m.measure_id, words.message(m.label)) for m in measures(facts).values()]
    return pd.DataFrame(rows, columns=["measure_id", "label"])


def term_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per term, with its other names."""
    return term_table(facts, words)


def other_region_district_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """The districts of other planning regions; those of our own region are a kind of their own."""
    every = facts["planning_region_districts"]
    return every[~every["ags"].isin(facts["districts"]["ags"])]


def profile_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per institution and district, titled as its profile, by its name and by code and short name."""
    named = [
        (p.key, *(words.text("Steckbrief: {name}", name=name) for name in (p.name, p.label)))
        for p in profiles(facts).values()
    ]
    return pd.DataFrame(named, columns=["key", "title", "also"])


def value_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per value of an indicator, named by what, where, of whom and when."""
    table = indicator_table(facts, words)
    parts = table[["label", "category", "region", "as_of"]].to_dict("records")
    named = [", ".join(str(part) for part in row.values() if part) for row in parts]
    return table.assign(title=[f"{name}: {text}" for name, text in zip(named, table["text"], strict=True)])


def standing_measure_rows(facts: Facts, words: Language) -> pd.DataFrame:
    """One row per measure that all districts of Germany have."""
    named = [(name, words.text(measure.among_all), measure.name(words)) for name, measure in MEASURES.items()]
    return pd.DataFrame(named, columns=["measure_id", "title", "also"])


def standing_value_rows(facts: Facts, words: Language) -> pd.DataFrame:
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
