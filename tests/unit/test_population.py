"""The shared tables of population and municipalities: totals and sums as the sources print them."""

import pandas as pd
import pytest

from kompass.facts import load
from kompass.facts_checks import FactsError, check_hashes, check_schema
from kompass.facts_files import hash_of

FACTS = load()
PEOPLE = FACTS["population_by_age"]
REGIONS = FACTS["german_regions"]
TOWNS = FACTS["municipality_facts"]
REFERRED = ("shared_sources", "indicator_definitions", "units", "indicator_categories")
LARGE = [r for r in FACTS.package["resources"] if hash_of(r)]


def persons(region, first=0, last=200, **only):
    rows = PEOPLE[(PEOPLE["region_id"] == region) & (PEOPLE["age_from"] >= first)]
    rows = rows[rows["age_to"].fillna(199) <= last]
    for column, value in only.items():
        rows = rows[rows[column] == value]
    return int(rows["persons"].sum())


@pytest.mark.slow
def test_the_large_tables_keep_their_schema():
    resources = [r for r in FACTS.package["resources"] if r in LARGE or r["name"] in REFERRED]
    check_schema({**FACTS.package, "resources": resources}, FACTS.files)


def test_another_file_than_the_described_one_stops_the_start():
    files = dict(FACTS.files) | {"population_by_age": FACTS.files["population_by_age"] + b"\n"}
    with pytest.raises(FactsError, match="population_by_age"):
        check_hashes(FACTS.package, files)


def test_there_are_400_districts_in_16_states():
    assert REGIONS["kind"].value_counts().to_dict() == {"district": 400, "state": 16, "country": 1}
    districts = REGIONS[REGIONS["kind"] == "district"]
    assert set(districts["region_id"].str[:2]) == set(REGIONS[REGIONS["kind"] == "state"]["region_id"])
    assert districts["short_name"].is_unique
    assert set(PEOPLE["region_id"]) == set(REGIONS["region_id"])


@pytest.mark.parametrize(
    ("ags", "total"), [("05334", 582_410), ("05358", 279_285), ("05370", 263_681), ("00", 83_577_140)]
)
def test_the_totals_are_those_that_the_plan_quotes(ags, total):
    assert persons(ags) == total
    if ags != "00":
        assert FACTS.fact(ags, "population", as_of="2024-12-31").value == total


def test_districts_add_up_to_the_states_and_those_to_germany():
    columns = ["age_from", "sex", "nationality"]
    groups = PEOPLE.assign(length=PEOPLE["region_id"].str.len())

    def summed(length, key):
        rows = groups[groups["length"] == length]
        return rows.groupby([rows["region_id"].map(key), *columns])["persons"].sum()

    states = groups[(groups["length"] == 2) & (groups["region_id"] != "00")]
    of_states = states.set_index(["region_id", *columns])["persons"].sort_index()
    pd.testing.assert_series_equal(summed(5, lambda r: r[:2]), of_states, check_names=False)
    country = PEOPLE[PEOPLE["region_id"] == "00"].set_index(columns)["persons"].sort_index()
    pd.testing.assert_series_equal(states.groupby(columns)["persons"].sum(), country, check_names=False)


@pytest.mark.parametrize(
    # Typed from the source file: 15 to 17 and 18 to 19, and 60 to 64
    ("region", "young", "leaving"),
    [
        ("05334", 15_353 + 12_635, 41_728),
        ("05358", 7_869 + 5_314, 22_418),
        ("05370", 7_569 + 5_210, 22_463),
        ("05", 517_232 + 354_100, 1_394_737),
        ("00", 2_355_147 + 1_610_900, 6_478_893),
    ],
)
def test_the_groups_of_the_young_and_of_those_who_reach_65(region, young, leaving):
    assert (persons(region, 15, 19), persons(region, 60, 64)) == (young, leaving)


def test_the_counts_of_the_allocation_formulas_are_sums_of_the_table():
    for fact in FACTS["district_figures"].itertuples():
        if fact.region_id not in ("05334", "05358", "05370", "11000", "09162"):
            continue
        expected = {
            "working_age_population": persons(fact.region_id, 15, 64),
            "population_25_54": persons(fact.region_id, 25, 54),
            "foreign_population": persons(fact.region_id, nationality="foreign"),
        }
        assert fact.value == expected[fact.indicator_id]
    assert len(FACTS["district_figures"]) == 1200
    # Printed in the table as a sum of its own
    assert FACTS.fact("05334", "foreign_population").value == 105_304


def test_the_municipalities_of_the_plan_and_their_ten_offices():
    own = TOWNS[TOWNS["district_ags"].isin(FACTS["districts"]["ags"])]
    assert len(own) == 35
    assert set(own["ags"]) == set(FACTS["municipalities"]["ags"])
    assert set(own["agency_office"].str[:3]) == {"311"}
    assert own["agency_office"].nunique() == 10
    assert set(TOWNS.loc[TOWNS["agency_office"].str[:3] == "311", "ags"]) == set(own["ags"])
    aachen = TOWNS.set_index("ags").loc["05334002"]
    assert (aachen["population"], aachen["men"], aachen["area_km2"]) == (252_136, 131_493, 160.85)
    assert own.loc[own["district_ags"] == "05358", "area_km2"].sum() == pytest.approx(941.58)
    assert TOWNS["population"].sum() == 84_358_845
