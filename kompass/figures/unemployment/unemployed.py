"""Tables of unemployment: by legal scope and month, by district, and places per 1,000 unemployed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kompass.facts import Fact, Facts
from kompass.figures.exhibit import fact_text
from kompass.language import Language
from kompass.needs import LAWS as BOTH_LAWS
from kompass.needs import carries
from kompass.places.ledger import Scenario
from kompass.places.plan import Plan

LAWS = {"SGB III": "unemployed_sgb3", "SGB II": "unemployed_sgb2"}  # the indicator of each legal scope


def month_table(facts: Facts) -> pd.DataFrame:
    """Unemployed of the agency district, a row per legal scope and month from the first known to the last.

    Columns: law, month (ISO), quoted (persons, as a press release states them), derived (persons: the
    following month's quoted value less its quoted change), value (quoted, else derived), status
    (``official`` quoted, ``derived``, empty: nothing is known), facts (tuple that the value is made of).
    What is not known is NaN.
    """
    found = {law: _by_month(facts, indicator) for law, indicator in LAWS.items()}
    changes = {law: _by_month(facts, f"{indicator}_change") for law, indicator in LAWS.items()}
    known = [month + shift for own in changes.values() for month in own for shift in (-1, 0)]
    known += [month for own in found.values() for month in own]
    months = pd.period_range(min(known), max(known), freq="M")
    return pd.DataFrame(_month_row(law, month, found[law], changes[law]) for law in LAWS for month in months)


def _month_row(
    law: str, month: pd.Period, values: Mapping[pd.Period, Fact], changes: Mapping[pd.Period, Fact]
) -> dict[str, object]:
    """One row of :func:`month_table`."""
    own, after, change = values.get(month), values.get(month + 1), changes.get(month + 1)
    quoted = own.value if own else float("nan")
    derived = after.value - change.value if after and change else float("nan")
    made_of = (own,) if own else (after, change) if after and change else ()
    return {
        "law": law,
        "month": str(month),
        "quoted": quoted,
        "derived": derived,
        "value": quoted if own else derived,
        "status": ("official" if own else "derived") if made_of else "",
        "facts": made_of,
    }


def _by_month(facts: Facts, indicator: str) -> dict[pd.Period, Fact]:
    """The facts of a monthly indicator in the agency district by month."""
    rows = facts["indicators"]
    rows = rows[
        (rows["region_id"] == facts.area) & (rows["indicator_id"] == indicator) & (rows["period"] == "month")
    ]
    return {pd.Period(m, "M"): facts.fact(facts.area, indicator, as_of=m) for m in rows["as_of"]}


def year_change(table: pd.DataFrame) -> tuple[str, dict[str, float]]:
    """Change over the year in per cent by legal scope, and the month it refers to: (month, changes).

    The latest month with values for it and the same month of the year before, for every legal scope. Raises
    KeyError when there is no such month.
    """
    values = table.pivot(index="month", columns="law", values="value").dropna()
    for month in sorted(values.index, reverse=True):
        before = str(pd.Period(month, "M") - 12)
        if before in values.index:
            return month, {law: 100 * (values.at[month, law] / values.at[before, law] - 1) for law in LAWS}
    raise KeyError("year_change")


def base_month(facts: Facts) -> str:
    """The latest month (ISO) that the sources quote, rather than derived, for every legal scope."""
    return str(max(set.intersection(*(set(_by_month(facts, indicator)) for indicator in LAWS.values()))))


def average_year(facts: Facts) -> str:
    """The latest year with an annual average of the unemployed in the agency district. Raises KeyError without one."""
    return facts.fact(facts.area, "unemployed", period="year_average").as_of


def district_table(facts: Facts, districts: Sequence[str]) -> pd.DataFrame:
    """The latest annual average by district, in the order given, and last the whole agency district.

    Columns: ags (empty for the whole), code (institution whose colour it has; empty for the whole), name,
    unemployed (persons), change_pct (to the year before, per cent), facts (tuple of both).
    """
    as_of = average_year(facts)
    names = {row.ags: row for row in facts["districts"].itertuples()}
    whole = facts.area_name
    regions = [(ags, ags, names[ags].institution, names[ags].short_name) for ags in districts]
    found = []
    for region, ags, code, name in [*regions, (facts.area, "", "", whole)]:
        own = (
            facts.fact(region, "unemployed", as_of=as_of),
            facts.fact(region, "unemployed_change_pct", as_of=as_of),
        )
        found.append((ags, code, name, int(own[0].value), own[1].value, own))
    return pd.DataFrame(found, columns=["ags", "code", "name", "unemployed", "change_pct", "facts"])


def place_table(facts: Facts, plan: Plan | Scenario) -> pd.DataFrame:
    """Places of a plan or scenario against the unemployed of each legal scope in :func:`base_month`.

    Columns: law, codes (institutions, as text), places (per plan year), unemployed (persons, stock of the
    month), per_1000 (1,000 × places / unemployed), fact (the unemployed). Without rows where the unemployed of a legal
    scope are not reported, or a scope has no institution.
    """
    columns = ["law", "codes", "places", "unemployed", "per_1000", "fact"]
    if not carries(facts, BOTH_LAWS):
        return pd.DataFrame(columns=columns)
    month = base_month(facts)
    scopes = facts["institutions"].sort_values("position")
    found = []
    for law, indicator in LAWS.items():
        codes = [code for code in scopes.loc[scopes["legal_scope"] == law, "code"] if code in plan.quotas]
        places = sum(plan.quotas[code].places for code in codes)
        fact = facts.fact(facts.area, indicator, as_of=month)
        found.append((law, " + ".join(codes), places, int(fact.value), 1000 * places / fact.value, fact))
    return pd.DataFrame(found, columns=columns)


def facts_of(facts: Facts, region: str, indicator: str, period: str = "") -> list[Fact]:
    """All facts of an indicator in a region, annual averages first, then the latest first."""
    found = [f for f in facts.reported(region, indicator) if period in ("", f.period)]
    return sorted(
        sorted(found, key=lambda f: f.as_of, reverse=True), key=lambda f: f.period != "year_average"
    )


def fact_rows(found: Sequence[Fact], facts: Facts, language: Language) -> pd.DataFrame:
    """Facts as rows.

    Columns: indicator_id, label, region, value, text, as_of, source, fact.
    """
    labels: Mapping[str, str] = facts["indicator_definitions"].set_index("indicator_id")["label"]
    regions = facts["regions"].set_index("region_id")["name"]
    titles = facts["sources"].set_index("source_id")["short_title"]
    return pd.DataFrame(
        {
            "indicator_id": fact.indicator_id,
            "label": language.text(labels[fact.indicator_id]),
            "region": regions[fact.region_id],
            "value": fact.value,
            "text": fact_text(fact, facts, language),
            "as_of": language.as_of(fact.as_of, fact.period),
            "source": titles[fact.source_id],
            "fact": fact,
        }
        for fact in found
    )
