"""Cards of the linked shortages, goals of the plan and measures of the state, each with kind and citations."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Kind, Made, kind_of
from kompass.figures.shortages.listed import citations
from kompass.figures.state_measures.measures import REACH_LABELS, end_text, fund_text, reach, start_text
from kompass.figures.support.walk import Walk
from kompass.language import N_
from kompass.matching.support import Way, general_measures

GROUP_KINDS = {
    "adaptation": N_("Anpassungsfortbildung, kein Abschluss"),
    "degree": N_("abschlussorientiert: der Abschluss selbst oder ein Schritt dahin"),
    "future": N_("Zusatzwissen, kein Abschluss"),
    "school": N_("Schulabschluss"),
}


@dataclass(frozen=True)
class Card:
    """One linked entity.

    ``levels`` are the level letters by district (ags), for shortages only; ``relation`` and ``reason``
    describe its link, and are empty for the start itself.
    """

    way: Way | None  # None: a passage of the plan cannot be a start
    key: str
    title: str
    citations: tuple[Citation, ...]  # its own place first, then those of the link
    facts: tuple[tuple[str, str], ...] = ()  # label and text; an empty text is not reported
    levels: tuple[tuple[str, str], ...] = ()
    relation: str = ""
    reason: str = ""
    others: tuple[str, ...] = ()  # ids of the measures that support a goal

    def kind(self, facts: Facts) -> Kind:
        """Kind of the quoted statement, from its first citation."""
        return kind_of(Made.QUOTED, self.citations[:1], facts)


@dataclass(frozen=True)
class Stack:
    """A column of the picture: its heading, its cards, and a text in place of missing cards."""

    heading: str
    cards: tuple[Card, ...]
    empty: str
    general: tuple[str, ...] = ()  # measures for shortages as such


def stacks(walk: Walk) -> tuple[Stack, Stack, Stack]:
    """The three columns: shortages, goals of the plan, measures of the state."""
    t, links = walk.language.text, walk.chain
    general = general_measures(walk.facts) if walk.start.way is Way.SHORTAGE else ()
    passages = tuple(_passage(walk, row) for _, row in links.passages.iterrows())
    return (
        Stack(
            t("Engpass"),
            tuple(_shortage(walk, row) for _, row in links.shortages.iterrows()),
            t("Kein Engpass des Plans ist zugeordnet."),
        ),
        Stack(
            t("Plan"),
            (*(_goal(walk, row) for _, row in links.goals.iterrows()), *passages),
            t("Kein Bildungsziel des Plans ist zugeordnet."),
        ),
        Stack(
            t("Maßnahmen des Landes"),
            tuple(_measure(walk, row) for _, row in links.measures.iterrows()),
            t(
                "Keine der {count} Maßnahmen des Landes ist nach der Verknüpfungsregel mit dieser Berufsgruppe verknüpft.",
                count=len(walk.facts["measures"]),
            )
            if walk.start.way is Way.SHORTAGE
            else t(
                "Keine der {count} Maßnahmen des Landes ist nach der Verknüpfungsregel mit diesem Ziel verknüpft.",
                count=len(walk.facts["measures"]),
            ),
            general,
        ),
    )


def relation(walk: Walk, link: pd.Series) -> str:
    """How a measure supports the entity it is linked to, in words; "" for a link without a measure."""
    if not link["relation_id"]:
        return ""
    label: str = walk.facts.record("measure_relations", relation_id=link["relation_id"])["label"]
    return label


def _linked(walk: Walk, link: pd.Series) -> tuple[Citation, ...]:
    """Citations of both ends of a measure's link, for a card that has a different first citation."""
    return (Citation(link["source_id"], link["locator"]),) if link["locator"] else ()


def _shortage(walk: Walk, link: pd.Series) -> Card:
    t, kldb = walk.language.text, link["kldb"]
    entries = walk.entries(kldb)
    order = list(walk.facts["shortage_levels"]["level"])
    listed = {
        ags: " ".join(sorted(entries.loc[entries["district_ags"] == ags, "level"], key=order.index))
        for ags in walk.districts
    }
    cited = entries if len(entries) else walk.listed[walk.listed["kldb"] == kldb]
    field = walk.facts.record("shortage_fields", field_id=cited["field_id"].iloc[0])["title"]
    return Card(
        Way.SHORTAGE,
        kldb,
        f"{kldb} {walk.groups[kldb]}",
        (*citations(cited, walk.language), *_linked(walk, link)),
        ((t("Berufsfeld"), field),),
        tuple(listed.items()),
        relation(walk, link) or _fit(walk, kldb, link),
        link["reason"],
    )


def _fit(walk: Walk, kldb: str, link: pd.Series) -> str:
    """Whether a goal fits a shortage at its level, in words; "" without a link to a goal."""
    t, level = walk.language.text, link["level"]
    if not link["reason"]:
        return ""
    if not level:
        return t(
            "Niveau offen oder unter der Fachkraft, Engpass {listed}",
            listed=walk.language.listed(walk.levels(kldb)),
        )
    if walk.fits(kldb, level):
        return t("passt auf Niveau {level}", level=level)
    return t(
        "passt auf anderem Niveau: Ziel {level}, Engpass {listed}",
        level=level,
        listed=walk.language.listed(walk.levels(kldb)),
    )


def _goal(walk: Walk, link: pd.Series) -> Card:
    t = walk.language.text
    goal = walk.facts.record("training_goals", goal_id=link["goal_id"])
    group = walk.facts.record("training_goal_groups", group_id=goal["group_id"])
    links = walk.facts["measure_links"]
    others = links.loc[links["goal_id"] == link["goal_id"], "measure_id"]
    return Card(
        Way.GOAL,
        link["goal_id"],
        goal["title"],
        (Citation(goal["source_id"], goal["locator"]), *_linked(walk, link)),
        ((t("Liste"), group["title"]), (t("Abschluss"), t(GROUP_KINDS[group["kind"]]))),
        relation=relation(walk, link) or _fit(walk, walk.start.key, link),
        reason=link["reason"],
        others=tuple(others) if walk.start.way is Way.SHORTAGE else (),
    )


def _passage(walk: Walk, link: pd.Series) -> Card:
    return Card(
        None,
        link["section"],
        link["plan_locator"],
        (Citation(link["plan_source_id"], link["plan_locator"]), *_linked(walk, link)),
        relation=relation(walk, link),
        reason=link["reason"],
    )


def _measure(walk: Walk, link: pd.Series) -> Card:
    t, measure_id = walk.language.text, link["measure_id"]
    measure = walk.facts.record("measures", measure_id=measure_id)
    unlinked = walk.facts["measures_without_link"].set_index("measure_id")["reason"]
    without = unlinked.get(measure_id, "")
    funds = walk.facts["measure_funds"]
    sums = funds[funds["measure_id"] == measure_id].sort_values("position").to_dict("records")
    return Card(
        Way.MEASURE,
        measure_id,
        f"{measure_id} {measure['title']}",
        (
            Citation(
                measure["source_id"],
                measure["locator"],
                walk.language.as_of(measure["as_of"], ""),
                Kind(measure["kind"]),
            ),
        ),
        (
            (t("Beginn"), start_text(measure, walk.language)),
            (t("Ende laut Bericht"), end_text(measure, walk.language)),
            (
                t("Planjahr {year}", year=str(walk.year)),
                t(REACH_LABELS[reach(measure, walk.year)], year=str(walk.year)),
            ),
            (
                t("Mittel"),
                "; ".join(
                    [*(fund_text(row, walk.language) for row in sums), *filter(None, [measure["funds_note"]])]
                ),
            ),
        ),
        relation=relation(walk, link) or (t("nicht zugeordnet") if without else ""),
        reason=link["reason"] or without,
    )
