"""Pairs of a figure of 2020 and one of the region today, with a judgement whether they are comparable.

They are never drawn on one axis: area and time differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, Made, fact_text
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.figures.year_2020.programme import cite_row, figure_table
from kompass.language import Language

COMPARABLE = "relative_change"
VERDICTS = (COMPARABLE, "not_comparable", "no_counterpart")  # in reading order


def pair_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per pair; comparable figures of 2020 first, then in their order.

    Columns: pair_id, figure_id, comparable (code), verdict (in words), reason, topic; of 2020 label, region,
    text (missing where there is no figure), statement, when, kind, cited; the same for today with the prefix
    ``today_``, where ``today_text`` and ``today_kind`` are missing when no source reports one.
    """
    then = figure_table(facts, language)
    pairs = facts["programme_pairs"]
    rows: list[dict[str, Any]] = []
    for row in then.to_dict("records"):
        for pair in pairs[pairs["figure_id"] == row["figure_id"]].to_dict("records"):
            rows.append(
                {
                    **{name: pair[name] for name in ("pair_id", "figure_id", "comparable", "reason")},
                    "verdict": word(pair["comparable"], language),
                    **{name: row[name] for name in ("topic", "region", "text", "statement", "when", "kind")},
                    "label": " ".join(w for w in (row["label"], row["reference"]) if w),
                    "cited": cite_row(row, language),
                    **_today(pair, facts, language),
                }
            )
    best: dict[str, int] = {}
    for pair in rows:
        rank = VERDICTS.index(pair["comparable"])
        best[pair["figure_id"]] = min(rank, best.get(pair["figure_id"], rank))
    return pd.DataFrame(sorted(rows, key=lambda pair: best[pair["figure_id"]]))


def _today(pair: Mapping[str, Any], facts: Facts, language: Language) -> dict[str, object]:
    """The columns ``today_…`` of a pair."""
    region = facts.record("regions", region_id=pair["region_id"])["name"]
    if pair["trait"]:
        return _change_today(pair, region, facts, language)
    if not pair["indicator_id"]:
        missing = dict.fromkeys(("today_text", "today_kind", "today_cited"))
        return {"today_label": "", "today_region": region, "today_when": "", **missing}
    fact = facts.fact(
        pair["region_id"], pair["indicator_id"], as_of=pair["as_of"], source_id=pair["today_source_id"]
    )
    at = language.as_of(fact.as_of, fact.period)
    return {
        "today_label": facts.record("indicator_definitions", indicator_id=fact.indicator_id)["label"],
        "today_region": region,
        "today_text": fact_text(fact, facts, language, unit=True),
        "today_when": at,
        "today_kind": fact.kind,
        "today_cited": Citation(fact.source_id, fact.locator, at, Kind(fact.kind)),
    }


def _change_today(
    pair: Mapping[str, Any], region: str, facts: Facts, language: Language
) -> dict[str, object]:
    """The columns ``today_…`` of a pair that names a change of employment by trait."""
    change = facts.record(
        "employment_changes",
        district_ags=pair["region_id"],
        trait=pair["trait"],
        category=pair["category"],
        as_of=pair["as_of"],
        source_id=pair["today_source_id"],
    )
    group = facts.record("employment_categories", trait=pair["trait"], category=pair["category"])
    at = language.as_of(change["as_of"], "day")
    return {
        "today_label": language.text(
            "Beschäftigte: {group}, Veränderung zum Vorjahr", group=group["category_label"]
        ),
        "today_region": region,
        "today_text": language.percent(change["change_pct"], sign=True),
        "today_when": at,
        "today_kind": change["kind"],
        "today_cited": Citation(change["source_id"], change["locator"], at, Kind(change["kind"])),
    }


@kept
def pair_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The block of the pairs; its table is that of :func:`pair_table`, drawn by the page as rows with verdicts."""
    t = language.text
    table = pair_table(facts, language)
    title = _finding(table, str(facts["plans"]["plan_year"].max()), language)
    cited = [*table["cited"], *table["today_cited"].dropna()]
    return Exhibit(
        "jahr-2020-paare",
        title,
        Made.ASSIGNED,
        table,
        (
            Column("label", t("2020")),
            Column("text", t("Nordrhein-Westfalen 2020"), right=True),
            Column("when", t("Stand 2020")),
            Column("today_label", t("Heute")),
            Column("today_region", t("Gebiet heute")),
            Column("today_text", t("Wert heute"), right=True),
            Column("today_when", t("Stand heute")),
            Column("verdict", t("Vergleichbar")),
            Column("reason", t("Begründung")),
        ),
        tuple(dict.fromkeys(cited)),
        t(
            "Keine Zeitreihe: 2020 das ganze Land im Jahr der Pandemie, heute die Region. "
            "Die Zuordnung ist eine eigene; ob ein Paar vergleichbar ist, steht bei jedem."
        ),
        title,
    )


def _finding(table: pd.DataFrame, year: str, language: Language) -> str:
    """The title: the pairs that are comparable, or that none is and 2020 so no yardstick for the plan's ``year``."""
    t = language.text
    alike = table[table["comparable"] == COMPARABLE]
    if alike.empty:
        return t(
            "Das Pandemiejahr 2020 ist kein Maßstab für den Plan {year}: Von {count} Paaren aus NRW 2020 und der Region "
            "heute ist keines vergleichbar",
            year=year,
            count=len(table),
        )
    row = alike.iloc[0]
    return t(
        "Vergleichbar ist nur die relative Veränderung: {then} in NRW ({when}), {now} im Agenturbezirk ({today})",
        then=row["text"],
        when=row["when"],
        now=row["today_text"],
        today=row["today_when"],
    )
