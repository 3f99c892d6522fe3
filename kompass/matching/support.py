"""Links from a shortage to the plan's goals and the state's measures, and back.

Neither document links to the other. The links are our own: ``goal_links`` from goals to occupation groups,
``measure_links`` from measures to occupation groups, goals and other passages of the plan, each with its
reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from kompass.facts import Facts
from kompass.matching.goals import Match, best_matches

LIST_OF_SHORTAGES = "7.1"  # the section of the plan that lists the shortages


class Way(StrEnum):
    """The kind of entity at which a path through the links begins; the values are used in URLs."""

    SHORTAGE = "engpass"
    GOAL = "ziel"
    MEASURE = "massnahme"


@dataclass(frozen=True)
class Start:
    """The entity at which a path begins: an occupation group (kldb), a goal (goal_id) or a measure
    (measure_id)."""

    way: Way
    key: str


@dataclass(frozen=True)
class Chain:
    """All entities linked to a start, one frame per column of the picture; the start's own frame holds only
    it.

    Key columns: ``shortages`` kldb; ``goals`` goal_id; ``measures`` measure_id; ``passages`` (other places in
    the plan that a measure answers) section. All have level (of the goal's link), relation_id (of the
    measure's link), reason, source_id and locator (of the measure), plan_source_id and plan_locator; "" where
    missing.
    """

    shortages: pd.DataFrame
    goals: pd.DataFrame
    measures: pd.DataFrame
    passages: pd.DataFrame


_ABOUT = ["level", "relation_id", "reason", "source_id", "locator", "plan_source_id", "plan_locator"]


def chain(facts: Facts, start: Start) -> Chain:
    """The entities linked to a start, in the order of the plan and of the progress report."""
    places = facts["training_goals"][["goal_id", "source_id", "locator"]]
    goals = facts["goal_links"].merge(
        places.rename(columns={"source_id": "plan_source_id", "locator": "plan_locator"}), on="goal_id"
    )
    goals = goals.assign(relation_id="", source_id="", locator="")
    measures = facts["measure_links"].assign(level="")
    if start.way is Way.SHORTAGE:
        return Chain(
            _alone("kldb", start.key),
            _joined("goal_id", goals[goals["kldb"] == start.key]),
            _joined("measure_id", measures[measures["kldb"] == start.key]),
            _joined("section", measures.iloc[:0]),
        )
    if start.way is Way.GOAL:
        return Chain(
            _joined("kldb", goals[goals["goal_id"] == start.key]),
            _alone("goal_id", start.key),
            _joined("measure_id", measures[measures["goal_id"] == start.key]),
            _joined("section", measures.iloc[:0]),
        )
    measure_links = measures[measures["measure_id"] == start.key]
    return Chain(
        _joined("kldb", measure_links[measure_links["kldb"] != ""]),
        _joined("goal_id", measure_links[measure_links["goal_id"] != ""]),
        _alone("measure_id", start.key),
        _joined("section", measure_links[measure_links["section"] != ""]),
    )


def _joined(key: str, links: pd.DataFrame) -> pd.DataFrame:
    return links[[key, *_ABOUT]].reset_index(drop=True)


def _alone(key: str, value: str) -> pd.DataFrame:
    return pd.DataFrame([{key: value, **dict.fromkeys(_ABOUT, "")}])


def general_measures(facts: Facts) -> tuple[str, ...]:
    """Ids of the measures for shortage occupations in general, linked to the plan's whole list of them."""
    links = facts["measure_links"]
    return tuple(links.loc[links["section"] == LIST_OF_SHORTAGES, "measure_id"])


def overview(facts: Facts, listed: pd.DataFrame) -> pd.DataFrame:
    """One row per occupation group among ``listed`` rows of :func:`kompass.matching.goals.shortages`.

    Groups without any support first, then in the order of the fields and codes. Columns: kldb, field_id,
    match (the best :class:`Match` of its levels), measures (number of linked measures).
    """
    groups = listed.drop_duplicates("kldb")[["kldb", "field_id"]].sort_values("kldb")
    counts = facts["measure_links"].groupby("kldb")["measure_id"].nunique()
    table = groups.assign(
        match=groups["kldb"].map(best_matches(listed)),
        measures=[int(counts.get(kldb, 0)) for kldb in groups["kldb"]],
    )
    worst_first = [*Match][::-1]
    rank = [(n > 0, worst_first.index(m)) for m, n in zip(table["match"], table["measures"], strict=True)]
    order = sorted(range(len(table)), key=rank.__getitem__)
    return table.iloc[order].reset_index(drop=True)
