"""Where the concept of the Westfälisches Ruhrgebiet meets the joint training plan: a choice of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.language import N_, Language


@dataclass(frozen=True)
class End:
    """What a link can lead to: a column of ``theme_links``, the table behind it with its key, and what it is."""

    column: str
    table: str
    key: str
    name: str  # the column that holds the name
    what: str


# In the order in which links are shown.
OWN_ENDS = (
    End("theme_id", "focus_themes", "theme_id", "title", N_("Schwerpunktthema")),
    End("field_id", "project_fields", "field_id", "title", N_("Handlungsfeld")),
    End("programme_id", "programmes", "programme_id", "name", N_("Programm")),
)
PLAN_ENDS = (
    End("target_group_id", "target_groups", "group_id", "title", N_("Zielgruppe")),
    End("goal_group_id", "training_goal_groups", "group_id", "title", N_("Bildungsziele")),
    End("section", "plan_sections", "section", "title", N_("Abschnitt")),
)


def _end(link: Mapping[str, Any], ends: Sequence[End], facts: Facts) -> tuple[End, Mapping[str, Any]]:
    """The end of a link that is filled, and the row it leads to."""
    end = next(end for end in ends if link[end.column])
    return end, facts.record(end.table, **{end.key: link[end.column]})


def link_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per link: themes first, then fields of action, then programmes, each in the order of the concept.

    Columns: own_id, own_kind, own (id, sort and name of what the concept has), plan_kind, plan (sort, section
    and name of what the plan has), reason, source_id, locator, plan_source_id, plan_locator.
    """
    rows = []
    for link in facts["theme_links"].to_dict("records"):
        own, from_row = _end(link, OWN_ENDS, facts)
        plan, to_row = _end(link, PLAN_ENDS, facts)
        rows.append(
            {
                "own_id": link[own.column],
                "own_kind": language.text(own.what),
                "own": from_row[own.name],
                "plan_kind": language.text(plan.what),
                "plan": f"{to_row['section']} {to_row[plan.name]}",
                "order": (OWN_ENDS.index(own), list(facts[own.table][own.key]).index(link[own.column])),
                **{name: link[name] for name in ("reason", "source_id", "locator")},
                **{name: link[name] for name in ("plan_source_id", "plan_locator")},
            }
        )
    rows.sort(key=lambda row: row["order"])
    return pd.DataFrame(rows).drop(columns="order")


def unmet(facts: Facts) -> list[str]:
    """The groups of people and the lists of training goals of the plan that no link leads to, by name."""
    links = facts["theme_links"]
    names: list[str] = []
    for end in PLAN_ENDS[:2]:
        rows = facts[end.table].sort_values("position")
        names += list(rows.loc[~rows[end.key].isin(links[end.column]), end.name])
    return names


def link_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The links between the two documents, each with its reason and both places."""
    t = language.text
    table = link_table(facts, language)
    title = t(
        "Westfälisches Ruhrgebiet, Konzept von 2016: {own} Themen, Felder und Programme treffen auf {parts} Stellen des "
        "Plans {year}",
        year=str(facts["plans"]["plan_year"].max()),
        own=table["own"].nunique(),
        parts=table["plan"].nunique(),
    )
    reading = t(
        "Eigene Zuordnung nach dem, was in beiden Dokumenten steht; keines nennt das andere, und sie gelten für "
        "verschiedene Regionen und Jahre. Nicht verbunden: {unmet}.",
        unmet="; ".join(unmet(facts)),
    )
    places = [(r.source_id, r.locator) for r in table.itertuples()]
    places += [(r.plan_source_id, r.plan_locator) for r in table.itertuples()]
    return Exhibit(
        "ruhr-bezuege",
        title,
        Made.ASSIGNED,
        table,
        (
            Column("own", t("Im Konzept")),
            Column("own_kind", t("Art")),
            Column("plan", t("In der Bildungszielplanung")),
            Column("reason", t("Was beide verbindet")),
            Column("locator", t("Fundstelle im Konzept")),
            Column("plan_locator", t("Fundstelle im Plan")),
        ),
        tuple(Citation(source, place) for source, place in dict.fromkeys(places)),
        reading,
        title,
    )
