"""Links between the regional concept of the Westfälisches Ruhrgebiet and the joint training plan, selected by
us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made
from kompass.figures.kept import kept
from kompass.figures.ruhr.concept import END
from kompass.language import N_, Language


@dataclass(frozen=True)
class End:
    """A possible end of a link: a column of ``theme_links``, the table it refers to with its key, and its
    label."""

    column: str
    table: str
    key: str
    name: str  # the column that holds the name
    what: str


# In display order.
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
    """The end of a link whose column is filled, and the row it refers to."""
    end = next(end for end in ends if link[end.column])
    return end, facts.record(end.table, **{end.key: link[end.column]})


def link_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per link: themes first, then fields of action, then programmes, each in the order of the
    concept.

    Columns: own_id, own_kind, own (id, kind and name of the concept's entity), plan_kind, plan (kind, section
    and name of the plan's entity), reason, source_id, locator, plan_source_id, plan_locator.
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
    """Names of the plan's target groups and lists of training goals without any link."""
    links = facts["theme_links"]
    names: list[str] = []
    for end in PLAN_ENDS[:2]:
        rows = facts[end.table].sort_values("position")
        names += list(rows.loc[~rows[end.key].isin(links[end.column]), end.name])
    return names


@kept
def link_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The links between the two documents, each with its reason and both locators."""
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
        "Das Konzept für Dortmund, Hamm und den Kreis Unna galt bis {end} und ist ausgelaufen: ein Vergleich, kein "
        "geltender Plan. Zugeordnet nach dem, was in beiden Dokumenten steht; keines nennt das andere. Ohne "
        "Gegenstück im Konzept: {unmet}.",
        end=END,
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
