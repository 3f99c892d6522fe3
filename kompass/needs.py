"""What a page, a view or a file needs of a plan's facts: without it, it is not offered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from kompass.boundaries import known_districts
from kompass.facts import Facts, load
from kompass.language import N_


@dataclass(frozen=True)
class Need:
    """Facts that a plan may lack: what they are (message id), and whether a plan holds them."""

    what: str
    held: Callable[[Facts], bool]


def lacking(needs: Iterable[Need], facts: Facts) -> tuple[Need, ...]:
    """Those of the needs that a plan does not meet."""
    return tuple(need for need in needs if not _held(need, facts))


def carries(facts: Facts, *needs: Need) -> bool:
    """Whether a plan meets all of the needs."""
    return all(_held(need, facts) for need in needs)


@cache
def _held(need: Need, facts: Facts) -> bool:
    return need.held(facts)


@lru_cache(maxsize=64)
def reported_by_districts(facts: Facts) -> Mapping[str, str]:
    """The latest as-of date that all districts report, by indicator without category; none for the other ones."""
    districts = facts["districts"]["ags"]
    rows = facts["indicators"]
    rows = rows[rows["region_id"].isin(districts) & (rows["category"] == "")]
    reported = rows.groupby(["indicator_id", "as_of"])["region_id"].nunique()
    complete = reported[reported == len(districts)].reset_index()
    return dict(complete.groupby("indicator_id")["as_of"].max())


def terms_reported(
    facts: Facts, weighting: str, terms: pd.DataFrame, regions: Mapping[str, Collection[str]]
) -> bool:
    """Whether a key of this weighting can be computed from its rows of ``comparison_key_terms``: their facts are there,
    for all regions of their scope in ``regions`` and for those of "state"; only an equal key needs no row."""
    if terms.empty:
        return weighting == "equal"
    rows = facts["indicators"]
    for term in terms.itertuples():
        own = rows[(rows["indicator_id"] == term.indicator_id) & (rows["source_id"] == term.source_id)]
        found = set(own.loc[own["as_of"] == term.as_of, "region_id"])
        if not found.issuperset({*regions[term.scope], *regions.get("state", ())}):
            return False
    return True


def tables(what: str, *names: str) -> Need:
    """Rows in each of these tables."""
    return Need(what, lambda facts: all(not facts[name].empty for name in names))


AREA, LAND, GERMANY = "area", "state", "country"  # regions of a plan, as Facts names their ids


def of_region(region: str, period: str, what: str, *indicators: str) -> Need:
    """A value of each of these indicators for a region, of any category; with a ``period`` that is not "", one that
    counts over it."""

    def held(facts: Facts) -> bool:
        rows = facts["indicators"]
        rows = rows[rows["region_id"] == getattr(facts, region)]
        if period:
            rows = rows[rows["period"] == period]
        return set(indicators) <= set(rows["indicator_id"])

    return Need(what, held)


def of_districts(period: str, what: str, *indicators: str) -> Need:
    """A value of each of these indicators for every district; with a ``period`` that is not "", one that counts over it."""

    def held(facts: Facts) -> bool:
        rows = facts["indicators"]
        if period:
            rows = rows[rows["period"] == period]
        found = set(zip(rows["region_id"], rows["indicator_id"], strict=True))
        return all((ags, name) in found for ags in facts["districts"]["ags"] for name in indicators)

    return Need(what, held)


def each_district(what: str, table: str, column: str = "district_ags") -> Need:
    """A row for each district in a table."""
    return Need(what, lambda facts: set(facts["districts"]["ags"]) <= set(facts[table][column]))


def within(what: str, table: str, official: str, key: str) -> Need:
    """Areas (by ``ags``) in a table, all of which an official table has in its column ``key``."""
    return Need(
        what, lambda facts: not facts[table].empty and set(facts[table]["ags"]) <= set(facts[official][key])
    )


def _own_job_centres(facts: Facts) -> bool:
    """Whether each district has an institution of the SGB II of its own."""
    laws = facts["institutions"].set_index("code")["legal_scope"]
    codes = facts["districts"]["institution"]
    reach = facts["institution_districts"].groupby("institution")["district_ags"].nunique()
    return bool(codes.is_unique) and all(laws[code] == "SGB II" and reach.get(code) == 1 for code in codes)


def _everywhere(facts: Facts) -> bool:
    """Whether there are institutions in all districts beside those of one district."""
    local = set(facts["districts"]["institution"])
    return any(code not in local for code in facts["institutions"]["code"])


def _both_laws(facts: Facts) -> bool:
    rows = facts["indicators"]
    rows = rows[(rows["region_id"] == facts.area) & (rows["period"] == "month")]
    months = [set(rows.loc[rows["indicator_id"] == f"unemployed_{law}", "as_of"]) for law in ("sgb3", "sgb2")]
    return bool(months[0] & months[1]) and set(facts["institutions"]["legal_scope"]) == {"SGB III", "SGB II"}


def _in_the_plan(*indicators: str) -> Callable[[Facts], bool]:
    """Whether the plan itself, as a source, says each of these of the whole area."""

    def held(facts: Facts) -> bool:
        roles = facts["sources"].set_index("source_id")["role"]
        rows = facts["indicators"]
        rows = rows[(rows["region_id"] == facts.area) & (rows["source_id"].map(roles) == "plan")]
        return set(indicators) <= set(rows["indicator_id"])

    return held


def _federal_money(facts: Facts) -> bool:
    """Whether there are federal funds of the latest year and of the one before."""
    rows = facts["indicators"].query("region_id == @facts.country and indicator_id == 'fbw_refund_budget'")
    return not rows.empty and str(int(rows["as_of"].max()) - 1) in set(rows["as_of"])


def _job_centre_shares(facts: Facts) -> bool:
    """Whether every job centre has its shares of the federal rules."""
    regions = facts["institutions"].query("legal_scope == 'SGB II'")["region_id"]
    names = ("fbw_participants_share", "sgb2_share_problem_pressure", "sgb2_share_structure")
    rows = facts["indicators"]
    found = set(zip(rows["region_id"], rows["indicator_id"], strict=True))
    keys = {"fbw_participants", "sgb2_rule"} <= set(facts["comparison_key_terms"]["key_id"])
    return keys and all((region, name) in found for region in regions for name in names)


def _two_editions(facts: Facts) -> bool:
    """Whether the number of indicators of two editions of the Zukunftsatlas is there."""
    rows = facts["indicators"].query("indicator_id == 'zukunftsatlas_indicators' and as_of != ''")
    return len(rows) > 1


def _degree(facts: Facts) -> bool:
    return bool((facts["quotas"].query("kind == 'fbw'")["degree_oriented"] > 0).any())


def _employees(facts: Facts) -> bool:
    rows = facts["quotas"]
    rows = rows[rows["plan_year"] == facts["plans"]["plan_year"].max()]
    return bool((rows["kind"] == "employee_training").sum() == 1)


def _divided(facts: Facts) -> bool:
    """Whether the plan divides places among institutions."""
    rows = facts["quotas"]
    rows = rows[(rows["plan_year"] == facts["plans"]["plan_year"].max()) & (rows["institution"] != "")]
    return bool((rows["kind"] == "fbw").any())


def _job_centres(facts: Facts) -> bool:
    """Whether each district has an institution of the SGB II, alone or with other districts."""
    laws = facts["institutions"].set_index("code")["legal_scope"]
    return all(laws[code] == "SGB II" for code in facts["districts"]["institution"])


# The tables of a plan alone
DIVIDED = Need(N_("auf Institutionen aufgeteilte Plätze"), _divided)
ENTRIES = Need(
    N_("auf Institutionen aufgeteilte Plätze oder Eintritte"),
    lambda facts: _divided(facts) and set(facts["plans"]["unit_id"]) <= {"places", "entries"},
)
QUANTITIES = tables(N_("weitere Mengen"), "quantities")
ANY_QUANTITY = Need(N_("Mengen"), lambda facts: _divided(facts) or not facts["quantities"].empty)
JOB_CENTRES = Need(N_("ein Jobcenter in jedem Kreis"), _job_centres)
OWN_JOB_CENTRES = Need(N_("Kreise mit je einem eigenen Jobcenter"), _own_job_centres)
AGENCY = Need(N_("eine Institution, die in allen Kreisen arbeitet"), _everywhere)
DEGREE = Need(N_("abschlussorientierte Plätze"), _degree)
EMPLOYEES = Need(N_("Plätze für Beschäftigte"), _employees)
# What the plan of 2026 says of transfers between an agency and job centres is no fact of another document.
MEANING = Need(
    N_("was eine Umbuchung bedeutet"),
    lambda facts: "plan2026" in set(facts["sources"]["source_id"]) and _everywhere(facts),
)
# The text names the institutions of the product's plan.
PLAIN_LANGUAGE = Need(
    N_("ein Text in Leichter Sprache"),
    lambda facts: set(facts["institutions"]["name"]) == set(load()["institutions"]["name"]),
)
BOUNDARIES = Need(
    N_("Kreise, deren Grenzen hier hinterlegt sind"),
    lambda facts: set(facts["districts"]["ags"]) <= known_districts(),
)
# Figures of the area and its districts
LAWS = Need(N_("Arbeitslose nach Rechtskreis"), _both_laws)
UNEMPLOYED = of_region(AREA, "year_average", N_("Arbeitslose im Jahresdurchschnitt"), "unemployed")
UNEMPLOYED_CHANGE = of_region(AREA, "year_average", N_("Arbeitslose zum Vorjahr"), "unemployed_change_pct")
UNEMPLOYED_SHARES = of_region(
    AREA, "", N_("Anteile an den Arbeitslosen"), "unemployed_share_sgb3", "unemployed_share_sgb2"
)
UNEMPLOYMENT_RATE = of_region(AREA, "", N_("Arbeitslosenquote"), "unemployment_rate")
DISTRICTS_UNEMPLOYED = of_districts("year_average", N_("Arbeitslose je Kreis"), "unemployed")
DISTRICTS_UNEMPLOYED_CHANGE = of_districts(
    "year_average", N_("Arbeitslose je Kreis zum Vorjahr"), "unemployed_change_pct"
)
POPULATION = of_region(AREA, "", N_("Einwohner"), "population")
DISTRICTS_POPULATION = of_districts("", N_("Einwohner je Kreis"), "population")
DISTRICTS_AREA = of_districts("", N_("Fläche je Kreis"), "area_km2")
DISTRICTS_EMPLOYEES = of_districts("", N_("Beschäftigte je Kreis"), "employees")
DISTRICTS_WORKING_AGE = of_districts("", N_("Menschen von 15 bis 64 je Kreis"), "working_age_population")
DISTRICTS_25_TO_54 = of_districts("", N_("Menschen von 25 bis 54 je Kreis"), "population_25_54")
DISTRICTS_FOREIGN = of_districts("", N_("Ausländische Bevölkerung je Kreis"), "foreign_population")
EMPLOYMENT_RATE = of_districts("", N_("Beschäftigungsquote je Kreis"), "employment_rate")
STATE_RATE = of_region(LAND, "", N_("Beschäftigungsquote zum Vergleich"), "employment_rate")
EMPLOYED = of_region(AREA, "", N_("Beschäftigte"), "employees", "employees_change")
ESTABLISHMENTS = of_region(AREA, "", N_("Betriebe nach Größe"), "establishments", "establishments_size_share")
TRAINING_COMPANIES = of_region(AREA, "", N_("Ausbildungsbetriebsquote"), "training_company_rate")
VACANCIES = of_region(AREA, "", N_("gemeldete Stellen"), "vacancies", "vacancies_helper_share")
_CHANGE = N_("Veränderung der Arbeitslosen")
UNEMPLOYED_YEAR = of_region(AREA, "year_average", _CHANGE, "unemployed_change")
UNEMPLOYED_MONTHS = of_region(AREA, "month", _CHANGE, "unemployed_sgb3_change", "unemployed_sgb2_change")
UNEMPLOYED_IN_PLAN = Need(N_("Arbeitslose laut Plan"), _in_the_plan("unemployed"))
SHARES_IN_PLAN = Need(
    N_("Anteile an den Arbeitslosen laut Plan"),
    _in_the_plan("unemployed_share_sgb2", "unemployed_share_low_qualified"),
)
OF_COUNTRY = of_region(
    GERMANY,
    "",
    N_("Zahlen für Deutschland"),
    "unskilled_unemployment_ratio",
    "population_share_older_45",
    "population_share_older_66",
    "ai_not_used_share",
)
STATE_REASONS = of_region(LAND, "", N_("Zahlen des Landes"), "skilled_labour_gap", "regional_agencies")
COUNTRY_REASONS = of_region(GERMANY, "", N_("Zahlen für Deutschland"), "investment_risk_share")
JOB_CENTRE_SHARES = Need(N_("Anteile der Jobcenter an Bundesmitteln"), _job_centre_shares)
EDITIONS = Need(N_("Ausgaben des Zukunftsatlas"), _two_editions)
DISTRICT_FIGURES = Need(
    N_("Zahlen je Kreis"),
    lambda facts: (
        (_own_job_centres(facts) and _divided(facts))
        or bool(
            set(reported_by_districts(facts))
            & set(facts["indicator_definitions"].query("on_map")["indicator_id"])
        )
    ),
)
FEDERAL_MONEY = Need(N_("Bundesmittel für FbW"), _federal_money)
TOWNS = within(N_("Städte und Gemeinden mit Zahlen"), "municipalities", "municipality_facts", "ags")
PEOPLE_BY_AGE = within(
    N_("Kreise, deren Bevölkerung nach Alter hier hinterlegt ist"), "districts", "german_regions", "region_id"
)
# Further tables
EMPLOYMENT = each_district(N_("Beschäftigung nach Gruppen"), "employment_changes")
RANKS = each_district(N_("Ränge im Zukunftsatlas"), "zukunftsatlas")
DISTRICTS_SHORT = each_district(N_("Engpässe je Kreis"), "shortage_occupations")
SHORTAGES = tables(N_("Engpässe"), "shortage_occupations", "shortage_fields")
GOALS = tables(N_("Bildungsziele"), "training_goals", "training_goal_groups", "goal_links")
MEASURES = tables(
    N_("Maßnahmen des Landes"), "measures", "measure_clusters", "ministries", "measure_ministries"
)
MEASURE_LINKS = tables(N_("Bezüge zwischen Maßnahmen und Zielen"), "measure_links", "measures_without_link")
GROUPS = tables(N_("Zielgruppen"), "target_groups", "target_group_facts")
FORECASTS = tables(N_("Prognosen"), "forecasts")
LISTS = tables(N_("Listen"), "plan_lists", "plan_list_items")
OTHER_REGIONS = tables(
    N_("Pläne anderer Räume"), "planning_regions", "planning_region_districts", "regional_plan_facts"
)
REGION_COMPARISON = tables(N_("Vergleich mit anderen Räumen"), "region_comparison")
_OF_CONCEPT = ("region_figures", "projects", "project_fields", "focus_themes", "programmes")
CONCEPT = tables(N_("Umsetzungskonzept einer anderen Region"), *_OF_CONCEPT)
_OF_LINKS = ("theme_links", "plan_sections", "target_groups", "training_goal_groups")
CONCEPT_LINKS = tables(N_("Bezüge des Konzepts zum Plan"), *_OF_LINKS)
YEAR_2020 = tables(N_("Programm des Jahres 2020"), "programme_indicators", "programme_pairs")
