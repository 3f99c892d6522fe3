"""Counts of people by age from the shared table ``population_by_age``: districts of a plan, their Land, Germany."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import COUNTRY, Facts
from kompass.figures.exhibit import Citation
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_PANELS
from kompass.language import Language
from kompass.needs import OWN_JOB_CENTRES, carries
from kompass.places.plan import Plan

Ages = tuple[int, int]  # first and last year of age, both included
YOUNG: Ages = (15, 19)
LEAVING: Ages = (60, 64)
WORKING: Ages = (15, 64)
MIDDLE: Ages = (25, 54)
OLD = 65
OLDEST = 200  # above every age
RETIREMENT_SPAN = 5  # years until all of LEAVING have reached 65


@kept
def counted(facts: Facts, ages: Ages = (0, OLDEST), sex: str = "", nationality: str = "") -> pd.Series[int]:
    """Persons of these ages by region, of one sex or nationality if named. ``ages`` are whole groups of the table."""
    rows = facts["population_by_age"]
    rows = rows[(rows["age_from"] >= ages[0]) & (rows["age_to"].fillna(OLDEST) <= ages[1])]
    for column, value in (("sex", sex), ("nationality", nationality)):
        if value:
            rows = rows[rows[column] == value]
    return rows.groupby("region_id")["persons"].sum().astype("int64")


@kept
def youth_ratio(facts: Facts) -> pd.Series[float]:
    """Persons of 15 to 19 per 100 of 60 to 64, by region."""
    return 100 * counted(facts, YOUNG) / counted(facts, LEAVING)


def citation(facts: Facts, language: Language) -> Citation:
    """The source of the counts, with their date."""
    row = facts["population_by_age"].iloc[0]
    return Citation(row["source_id"], row["locator"], date(facts, language))


def as_of(facts: Facts) -> str:
    """The date of the counts as in the tables, such as 2024-12-31."""
    row = facts["population_by_age"].iloc[0]
    return str(facts.record("sources", source_id=row["source_id"])["as_of"])


def date(facts: Facts, language: Language) -> str:
    """The date of the counts as shown."""
    return language.as_of(as_of(facts), "day")


def drawn_note(facts: Facts, districts: Sequence[str], language: Language) -> tuple[str, ...]:
    """That a picture has not room for all districts; empty where it has."""
    if len(districts) <= MOST_PANELS:
        return ()
    return (
        language.text(
            "Gezeichnet sind {shown} von {count} Kreisen; wählen Sie auf der Seite andere.",
            shown=MOST_PANELS,
            count=len(districts),
        ),
    )


def states_of(districts: Sequence[str]) -> tuple[str, ...]:
    """The keys of the Länder in which districts lie."""
    return tuple(sorted({ags[:2] for ags in districts}))


def region_names(facts: Facts) -> pd.Series[str]:
    """Names by key: of the plan's regions as it writes them, of all others their short names."""
    names = facts["german_regions"].set_index("region_id")["short_name"]
    own = facts["districts"].set_index("ags")["name"]
    regions = facts["regions"].set_index("region_id")["name"]
    names = pd.concat([own, regions[~regions.index.isin(own.index)], names])
    return names[~names.index.duplicated()]


def all_district_keys(facts: Facts) -> pd.Index[str]:
    """The keys of all districts of Germany."""
    regions = facts["german_regions"]
    return pd.Index(regions.loc[regions["kind"] == "district", "region_id"])


def youth_table(facts: Facts, plan: Plan, districts: Sequence[str]) -> pd.DataFrame:
    """One row per district, one for the whole plan ("" as ags), one per Land and one for Germany.

    Columns: ags, name, code (institution; "" for other regions), young (15 to 19), leaving (60 to 64: 65 within five
    years), ratio (young per 100 leaving), rank (1 is the highest ratio), tenth (1 the highest), places (of the job
    centre of the district, of the whole plan), per_place (leaving per place); NA where there is none.
    """
    every = facts["districts"].sort_values("position").set_index("ags")
    names, ratio = region_names(facts), youth_ratio(facts)
    young, leaving = counted(facts, YOUNG), counted(facts, LEAVING)
    ranks = ranked(ratio[all_district_keys(facts)])
    own = carries(facts, OWN_JOB_CENTRES)
    rows = []
    for ags in districts:
        code = every.at[ags, "institution"]
        rows.append(
            {
                "ags": ags,
                "name": names[ags],
                "code": code,
                "young": young[ags],
                "leaving": leaving[ags],
                "rank": ranks.at[ags, "rank"],
                "tenth": ranks.at[ags, "tenth"],
                "places": plan.quotas[code].places if own and code in plan.quotas else None,
            }
        )
    if len(every) > 1:
        keys = list(every.index)
        whole = {"ags": "", "name": facts.area_name, "code": "", "places": plan.total.places or None}
        rows.append({**whole, "young": young[keys].sum(), "leaving": leaving[keys].sum()})
    for region in (*states_of(list(every.index)), COUNTRY):
        rows.append(
            {
                "ags": region,
                "name": names[region],
                "code": "",
                "young": young[region],
                "leaving": leaving[region],
            }
        )
    table = pd.DataFrame(rows).astype({"rank": "Int64", "tenth": "Int64", "places": "Int64"})
    table["ratio"] = 100 * table["young"] / table["leaving"]
    table["per_place"] = table["leaving"] / table["places"].where(table["places"] > 0)
    return table


def ranked(values: pd.Series[float]) -> pd.DataFrame:
    """Rank (1 is the highest value, equal values share the best) and tenth (1 the highest) of districts, by key."""
    rank = values.rank(ascending=False, method="min").astype(int)
    return pd.DataFrame({"value": values, "rank": rank, "tenth": -(-10 * rank // len(values))})


def working_table(facts: Facts, districts: Sequence[str]) -> pd.DataFrame:
    """One row per district, Land and Germany.

    Columns: ags, name, code, people, working (15 to 64), middle (25 to 54), working_pct, middle_pct (of all people).
    """
    every = facts["districts"].set_index("ags")["institution"]
    names, people = region_names(facts), counted(facts)
    working, middle = counted(facts, WORKING), counted(facts, MIDDLE)
    keys = [*districts, *states_of(districts), COUNTRY]
    table = pd.DataFrame(
        {
            "ags": keys,
            "name": [names[key] for key in keys],
            "code": [every.get(key, "") for key in keys],
            "people": people[keys].to_numpy(),
            "working": working[keys].to_numpy(),
            "middle": middle[keys].to_numpy(),
        }
    )
    for part in ("working", "middle"):
        table[f"{part}_pct"] = 100 * table[part] / table["people"]
    return table


def age_table(facts: Facts, regions: Sequence[str]) -> pd.DataFrame:
    """One row per region, age group and sex: region_id, age_from, age_to (94 for the oldest), sex, persons, foreign
    (persons), per_year and foreign_per_year: persons per 1,000 inhabitants and year of birth of the group."""
    rows = facts["population_by_age"]
    rows = rows[rows["region_id"].isin(regions)]
    groups = ["region_id", "age_from", "sex"]
    persons = rows.groupby(groups)["persons"].sum()
    foreign = rows[rows["nationality"] == "foreign"].groupby(groups)["persons"].sum()
    last = rows.groupby("age_from")["age_to"].first()
    table = pd.DataFrame({"persons": persons, "foreign": foreign}).reset_index()
    last = last.fillna(int(last.index.max()) + 4).astype(int)
    table["age_to"] = table["age_from"].map(last)
    years = table["age_to"] - table["age_from"] + 1
    people = table["region_id"].map(counted(facts))
    for column in ("persons", "foreign"):
        name = "per_year" if column == "persons" else "foreign_per_year"
        table[name] = (1000 * table[column] / people / years).astype(float)
    return table.astype({"age_from": int, "persons": int, "foreign": int})
