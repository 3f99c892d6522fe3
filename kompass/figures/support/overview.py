"""Support by occupation group (by the plan, the state, both or neither), and the measures without a link."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.shortages.goals import CLASS_LABELS, MATCH_LABELS, goal_citations
from kompass.figures.shortages.listed import (
    as_of,
    citations,
    definitions,
    matrix_columns,
    matrix_table,
    where,
)
from kompass.figures.state_measures.measures import SOURCE
from kompass.figures.support.chain import collective_notes, rule
from kompass.language import N_, Language
from kompass.matching.goals import CLASS_OF, Match, class_counts
from kompass.matching.support import overview

# Headings by (has a linked measure, class of its goals), unsupported first.
CLASSES = {
    False: N_("{goal_class}, keine Maßnahme verknüpft: {count}"),
    True: N_("{goal_class}, Maßnahme verknüpft: {count}"),
}


def overview_table(
    facts: Facts, listed: pd.DataFrame, districts: Sequence[str], field_id: str, language: Language
) -> pd.DataFrame:
    """One row per occupation group that is short in the districts, of one field or ("") of all.

    Groups without any support first. Columns: those of :func:`kompass.figures.shortages.listed.matrix_table`;
    goal (in words), measures (count), group (the heading of its class, with the count of the class).
    """
    t = language.text
    shortages = listed[listed["district_ags"].isin(districts)]
    if field_id:
        shortages = shortages[shortages["field_id"] == field_id]
    groups = overview(facts, shortages)
    groups["class"] = [
        (count > 0, CLASS_OF[match]) for match, count in zip(groups["match"], groups["measures"], strict=True)
    ]
    sizes = groups["class"].value_counts()
    table = groups.merge(matrix_table(facts, shortages).drop(columns="field_id"), on="kldb")
    return table.assign(
        goal=[t(MATCH_LABELS[match]) for match in table["match"]],
        group=[
            t(CLASSES[linked], goal_class=t(CLASS_LABELS[goals]), count=int(sizes[linked, goals]))
            for linked, goals in table["class"]
        ],
    )


def overview_exhibit(
    facts: Facts, listed: pd.DataFrame, districts: Sequence[str], field_id: str, language: Language
) -> Exhibit:
    """All occupation groups of the districts and the field with their goals and measures, unsupported first.

    Raises KeyError when the field has no shortage in the districts: see :func:`overview_table`.
    """
    t = language.text
    table = overview_table(facts, listed, districts, field_id, language)
    shortages = listed[listed["district_ags"].isin(districts) & listed["kldb"].isin(table["kldb"])]
    gaps = int(((table["match"] == Match.NONE) & (table["measures"] == 0)).sum())
    return Exhibit(
        "stuetzen-ueberblick",
        t(
            "{gaps} von {count} Berufsgruppen mit Engpass{where} ({as_of}): weder ein Bildungsziel des Plans noch eine "
            "Maßnahme des Landes verknüpft",
            gaps=gaps,
            count=len(table),
            where=where(facts, districts, language),
            as_of=as_of(listed, language),
        ),
        Made.ASSIGNED,
        table,
        (
            *matrix_columns(facts, districts, language),
            Column("goal", t("Bildungsziel des Plans")),
            Column("measures", t("Maßnahmen des Landes"), 0),
        ),
        (
            *citations(shortages, language),
            *goal_citations(facts["training_goal_groups"]),
            _report(facts, language),
        ),
        t(
            "{rule} Bildungsziele: bei {fits} Berufsgruppen passt eines, bei {other_level} auf anderem Niveau, bei "
            "{no_goal} keines. Eine Maßnahme zählt, wenn sie die Berufsgruppe meint; ein Niveau nennen die Maßnahmen "
            "nicht. Eine Lücke heißt: nichts verknüpft nach der Verknüpfungsregel (Quellen, Methoden), nicht: nichts da.",
            rule=rule(language),
            **class_counts(table["match"]),
        ),
        definitions=definitions(facts, language),
        notes=collective_notes(facts, shortages, set(shortages["field_id"])),
    )


def judged_table(facts: Facts) -> pd.DataFrame:
    """One row per cluster of measures. Columns: cluster, title; shortages, others, without: the ids of its
    measures that are linked to a shortage, only to something else in the plan, or to nothing."""
    links = facts["measure_links"]
    short = set(links.loc[links["kldb"] != "", "measure_id"])
    linked = set(links["measure_id"])
    measures_of = facts["measures"].groupby("cluster")["measure_id"].agg(tuple)
    return pd.DataFrame(
        {
            "cluster": row.cluster,
            "title": row.short_title,
            "shortages": tuple(m for m in measures_of[row.cluster] if m in short),
            "others": tuple(m for m in measures_of[row.cluster] if m in linked - short),
            "without": tuple(m for m in measures_of[row.cluster] if m not in linked),
        }
        for row in facts["measure_clusters"].sort_values("position").itertuples()
    )


def unlinked_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The measures linked to nothing in the plan, each with the reason."""
    t = language.text
    rows = facts["measures_without_link"]
    measures = facts["measures"]
    table = rows.merge(measures[["measure_id", "title"]], on="measure_id")
    judged = judged_table(facts)
    return Exhibit(
        "stuetzen-ohne-zuordnung",
        t(
            "Von {count} Maßnahmen der Fachkräfteoffensive NRW ({as_of}) sind {shortages} mit einem Engpass des Plans "
            "verknüpft, {others} nur mit anderem im Plan, {without} mit nichts",
            count=len(measures),
            as_of=language.as_of(measures["as_of"].iloc[0], ""),
            **{name: int(judged[name].map(len).sum()) for name in ("shortages", "others", "without")},
        ),
        Made.ASSIGNED,
        table,
        (
            Column("measure_id", t("Nr.")),
            Column("title", t("Maßnahme des Landes ohne Zuordnung")),
            Column("reason", t("Begründung")),
            Column("locator", t("Fundstelle")),
        ),
        (_report(facts, language),),
        rule(language),
    )


def _report(facts: Facts, language: Language) -> Citation:
    """Citation of the whole progress report, as every measure in it was read."""
    return Citation(SOURCE, language.text("alle {count} Maßnahmen", count=len(facts["measures"])))
