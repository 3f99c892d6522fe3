"""Tables of the Prognos Zukunftsatlas: classes, ranks, and their components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Column, cite, fact_text
from kompass.figures.kept import kept
from kompass.figures.limits import MOST_DRAWN, MOST_PANELS, PANEL_ENDS, Drawn, drawn
from kompass.language import N_, Language

METHOD_INDICATORS = (
    "zukunftsatlas_indicators",
    "ranked_regions",
    "zukunftsatlas_topic_fields",
    "zukunftsatlas_interval_years",
)


@dataclass(frozen=True)
class Rank:
    """A rank of the Zukunftsatlas: its column in the table ``zukunftsatlas``, its name and its criterion.

    ``group`` is ``overall``, ``field`` (a topic field) or ``aspect`` (level today, or change).
    """

    rank_id: str
    label: str
    group: str


RANKS = (
    Rank("rank", N_("Gesamt"), "overall"),
    Rank("rank_demography", N_("Demografie"), "field"),
    Rank("rank_labour_market", N_("Arbeitsmarkt"), "field"),
    Rank("rank_competition_innovation", N_("Wettbewerb & Innovation"), "field"),
    Rank("rank_prosperity_social", N_("Wohlstand & soziale Lage"), "field"),
    Rank("rank_strength", N_("Stärke"), "aspect"),
    Rank("rank_dynamics", N_("Dynamik"), "aspect"),
)


def rank_table(facts: Facts, districts: Sequence[str]) -> pd.DataFrame:
    """Every rank of the latest edition, one row per district and rank, in the order given and of :data:`RANKS`.

    Columns: ags, institution (whose colour the district has), name, rank_id, label (message id), group,
    rank, of_regions, worse_pct: the share of all regions that have a worse rank,
    (of_regions − rank) / of_regions, per cent. Raises KeyError for a district without ranks.
    """
    names = {row.ags: row for row in facts["districts"].itertuples()}
    return pd.DataFrame(
        {
            "ags": ags,
            "institution": names[ags].institution,
            "name": names[ags].short_name,
            "rank_id": rank.rank_id,
            "label": rank.label,
            "group": rank.group,
            "rank": int(row[rank.rank_id]),
            "of_regions": int(row["of_regions"]),
            "worse_pct": 100 * (int(row["of_regions"]) - int(row[rank.rank_id])) / int(row["of_regions"]),
        }
        for ags, row in ((ags, latest_row(facts, ags)) for ags in districts)
        for rank in RANKS
    )


def class_table(facts: Facts, districts: Sequence[str]) -> pd.DataFrame:
    """The eight classes, 1 (best) first.

    Columns: class, outlook, label, ags (tuple of the districts in it).
    """
    found = {ags: int(latest_row(facts, ags)["class"]) for ags in districts}
    classes = facts["zukunftsatlas_classes"].sort_values("class")[["class", "outlook", "label"]]
    return classes.assign(
        ags=[tuple(a for a in districts if found[a] == number) for number in classes["class"]]
    ).reset_index(drop=True)


def method_table(facts: Facts, language: Language) -> pd.DataFrame:
    """Components of the ranks, by edition.

    Columns: label, text, edition (shown), source, citation.
    """
    rows = facts["indicators"]
    titles = facts["sources"].set_index("source_id")["short_title"]
    labels = facts["indicator_definitions"].set_index("indicator_id")["label"]
    found = [
        facts.fact(row.region_id, indicator_id, as_of=row.as_of, source_id=row.source_id)
        for indicator_id in METHOD_INDICATORS
        for row in rows[rows["indicator_id"] == indicator_id].sort_values("as_of").itertuples()
    ]
    return pd.DataFrame(
        {
            "label": language.text(labels[fact.indicator_id]),
            "text": fact_text(fact, facts, language, unit=True),
            "edition": language.as_of(fact.as_of, fact.period),
            "source": titles[fact.source_id],
            "citation": cite(fact, language),
        }
        for fact in found
    )


def latest_row(facts: Facts, ags: str) -> Mapping[str, Any]:
    """The ranks of a district in the latest edition. Raises KeyError when there are none."""
    return _latest_rows(facts)[ags]


@kept
def _latest_rows(facts: Facts) -> Mapping[str, Mapping[str, Any]]:
    rows = facts["zukunftsatlas"].sort_values("edition").to_dict("records")
    return {row["district_ags"]: row for row in rows}


def compared(ranks: pd.DataFrame, language: Language) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Table and columns of ranks: ranks as rows and districts as columns (by ags); of many districts the other way."""
    names = dict(zip(ranks["ags"], ranks["name"], strict=True))
    if len(names) > MOST_DRAWN:
        by_district = (
            ranks.pivot(index="ags", columns="rank_id", values="rank").loc[list(names)].reset_index()
        )
        shown = [rank for rank in RANKS if rank.rank_id in by_district]
        return by_district.assign(name=by_district["ags"].map(names)), (
            Column("name", language.text("Kreis")),
            *(Column(rank.rank_id, language.text(rank.label), 0) for rank in shown),
        )
    wide = ranks.pivot(index="rank_id", columns="ags", values="rank")
    wide = wide.loc[list(dict.fromkeys(ranks["rank_id"]))].reset_index()
    labels = {rank.rank_id: language.text(rank.label) for rank in RANKS}
    return wide.assign(label=wide["rank_id"].map(labels)), (
        Column("label", language.text("Rang nach")),
        *(Column(ags, name, 0) for ags, name in names.items()),
    )


def far_from_equal(ranks: pd.DataFrame) -> Drawn:
    """The districts whose ranks for change and for level are named in the chart: of many those that differ most."""
    wide = ranks.pivot(index="ags", columns="rank_id", values="rank").loc[list(dict.fromkeys(ranks["ags"]))]
    return drawn(dict(wide["rank_strength"] - wide["rank_dynamics"]), most=MOST_DRAWN, ends=1)


def profiled(facts: Facts, districts: Sequence[str]) -> Drawn:
    """The districts whose profiles stand side by side: of many those with the best and the worst ranks."""
    ranks = {ags: int(latest_row(facts, ags)["rank"]) for ags in districts}
    return drawn(ranks, most=MOST_PANELS, ends=PANEL_ENDS)


def dynamics_reading(ranks: pd.DataFrame, language: Language) -> str:
    """How to read the chart of change against level; of many districts, which are named."""
    t = language.text
    reading = t(
        "Beide Achsen laufen rückwärts: rechts und oben ist besser. Über der Linie: Dynamik vor Stärke."
    )
    if far_from_equal(ranks).all:
        return reading
    more = t("Ein Punkt je Kreis; benannt sind die, deren Ränge am weitesten auseinander liegen.")
    return f"{reading} {more}"
