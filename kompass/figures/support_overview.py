"""Which occupation groups are supported by the plan, by the state, by both or by neither; and the measures that
support none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.goals import goal_citations
from kompass.figures.shortages import citations, definitions, matrix_columns, matrix_table, where
from kompass.figures.state_measures import SOURCE
from kompass.figures.support import collective_notes, rule
from kompass.language import N_, Language
from kompass.places.goals import SERVED, Match
from kompass.places.support import overview

GOAL_WORDS = {
    Match.DEGREE: N_("ja, abschlussorientiertes Ziel"),
    Match.COURSE: N_("ja, anderes Ziel"),
    Match.LEVEL: N_("anderes Niveau"),
    Match.NONE: N_("keines"),
}
# By whether a measure names the group, and what the plan's goals offer: gaps first.
CLASSES = {
    (False, Match.NONE): N_("Ohne Ziel und ohne Maßnahme: {count}"),
    (False, Match.LEVEL): N_("Ziel nur auf anderem Niveau, ohne Maßnahme: {count}"),
    (False, Match.DEGREE): N_("Mit Ziel, ohne Maßnahme: {count}"),
    (True, Match.NONE): N_("Ohne Ziel, mit Maßnahme: {count}"),
    (True, Match.LEVEL): N_("Ziel nur auf anderem Niveau, mit Maßnahme: {count}"),
    (True, Match.DEGREE): N_("Mit Ziel und mit Maßnahme: {count}"),
}


def overview_table(
    facts: Facts, listed: pd.DataFrame, districts: Sequence[str], field_id: str, language: Language
) -> pd.DataFrame:
    """One row per occupation group that is short in the districts, of one field or ("") of all; those without
    any support first.

    Columns: those of :func:`kompass.figures.shortages.matrix_table`; goal (in words), measures (count), group
    (the heading of its class, with the count of the class).
    """
    t = language.text
    own = listed[listed["district_ags"].isin(districts)]
    if field_id:
        own = own[own["field_id"] == field_id]
    found = overview(facts, own)
    found["class"] = [
        (count > 0, Match.DEGREE if match in SERVED else match)
        for match, count in zip(found["match"], found["measures"], strict=True)
    ]
    sizes = found["class"].value_counts()
    table = found.merge(matrix_table(facts, own).drop(columns="field_id"), on="kldb")
    return table.assign(
        goal=[t(GOAL_WORDS[match]) for match in table["match"]],
        group=[t(CLASSES[key], count=int(sizes[key])) for key in table["class"]],
    )


def overview_exhibit(
    facts: Facts, listed: pd.DataFrame, districts: Sequence[str], field_id: str, language: Language
) -> Exhibit:
    """All occupation groups of the districts and the field against goals and measures, gaps first.

    Raises KeyError when the field has no shortage in the districts: see :func:`overview_table`.
    """
    t = language.text
    table = overview_table(facts, listed, districts, field_id, language)
    own = listed[listed["district_ags"].isin(districts) & listed["kldb"].isin(table["kldb"])]
    gaps = int(((table["match"] == Match.NONE) & (table["measures"] == 0)).sum())
    return Exhibit(
        "stuetzen-ueberblick",
        t(
            "{gaps} von {count} Berufsgruppen mit Engpass{where} haben weder ein Bildungsziel noch "
            "eine Maßnahme des Landes",
            gaps=gaps,
            count=len(table),
            where=where(facts, districts, language),
        ),
        Made.ASSIGNED,
        table,
        (
            *matrix_columns(facts, districts, language),
            Column("goal", t("Bildungsziel des Plans")),
            Column("measures", t("Maßnahmen des Landes"), 0),
        ),
        (
            *citations(own, language),
            *goal_citations(facts["training_goal_groups"]),
            _report(facts, language),
        ),
        t(
            "{rule} Gezählt ist eine Maßnahme, wenn sie die Berufsgruppe meint; ein Niveau nennen die Maßnahmen nicht. "
            "Ein Bildungsziel passt, wenn Berufsgruppe und Niveau übereinstimmen. Eine Lücke heißt: In diesen beiden "
            "Dokumenten steht dazu nichts.",
            rule=rule(language),
        ),
        definitions=definitions(facts, language),
        notes=collective_notes(facts, own, set(own["field_id"])),
    )


def judged_table(facts: Facts) -> pd.DataFrame:
    """One row per cluster of measures. Columns: cluster, title; shortages, others, without: the ids of its
    measures that are linked to a shortage, only to something else in the plan, or to nothing."""
    links = facts["measure_links"]
    short = set(links.loc[links["kldb"] != "", "measure_id"])
    linked = set(links["measure_id"])
    own = facts["measures"].groupby("cluster")["measure_id"].agg(tuple)
    return pd.DataFrame(
        {
            "cluster": row.cluster,
            "title": row.short_title,
            "shortages": tuple(m for m in own[row.cluster] if m in short),
            "others": tuple(m for m in own[row.cluster] if m in linked - short),
            "without": tuple(m for m in own[row.cluster] if m not in linked),
        }
        for row in facts["measure_clusters"].sort_values("position").itertuples()
    )


def unlinked_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The measures that answer nothing named in the plan, each with the reason."""
    t = language.text
    rows = facts["measures_without_link"]
    shown = facts["measures"]
    table = rows.merge(shown[["measure_id", "title"]], on="measure_id")
    linked = facts["measure_links"]
    return Exhibit(
        "stuetzen-ohne-zuordnung",
        t(
            "{linked} von {count} Maßnahmen des Landes entsprechen etwas im Plan, {shortages} davon "
            "einem Engpass",
            linked=linked["measure_id"].nunique(),
            count=len(shown),
            shortages=linked.loc[linked["kldb"] != "", "measure_id"].nunique(),
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
    """The progress report as a whole: every measure of it was read."""
    return Citation(SOURCE, language.text("alle {count} Maßnahmen", count=len(facts["measures"])))
