"""Shortages and training goals: which shortage has a goal in the plan, which goal serves which shortage.

The plan links neither to the other. The links are our own (table ``goal_links``, each with its reason);
one link leads from a goal to an occupation group (three digits of the KldB 2010) at the level it works towards.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import pandas as pd

from kompass.facts import Facts


class Match(StrEnum):
    """What the plan's goals offer a shortage, best first."""

    DEGREE = "degree"  # a goal at the same level that leads, in whole or part, to a vocational degree
    COURSE = "course"  # only goals without a degree, at the same level
    LEVEL = "level"  # goals for the occupation group, but at another level
    NONE = "none"


SERVED = (Match.DEGREE, Match.COURSE)


def shortages(facts: Facts) -> pd.DataFrame:
    """One row per shortage that the plan lists (district, occupation group and level), in printed order.

    Columns: district_ags, kldb, level, field_id, title_as_printed, kind, as_of, source_id, locator; match
    (:class:`Match`) and goal_ids, the tuple of goals behind it (for ``LEVEL`` those at the other level).
    """
    goals, links = facts["training_goals"], facts["goal_links"]
    kinds = facts["training_goal_groups"].set_index("group_id")["kind"]
    links = links.merge(goals[["goal_id", "group_id"]], on="goal_id")
    links = links.assign(degree=links["group_id"].map(kinds) == "degree")
    table = facts["shortage_occupations"]
    of_group, none = dict(list(links.groupby("kldb", sort=False))), links.iloc[:0]
    matches = [_match(of_group.get(row.kldb, none), str(row.level)) for row in table.itertuples()]
    return table.assign(match=[m for m, _ in matches], goal_ids=[ids for _, ids in matches])


def _match(links: pd.DataFrame, level: str) -> tuple[Match, tuple[str, ...]]:
    """What the links of one occupation group mean for a shortage at ``level``."""
    same = links[links["level"] == level]
    if not same.empty:
        return Match.DEGREE if same["degree"].any() else Match.COURSE, tuple(same["goal_id"])
    return (Match.NONE if links.empty else Match.LEVEL), tuple(links["goal_id"])


def best_matches(listed: pd.DataFrame) -> pd.Series:
    """The best :class:`Match` of each occupation group among rows of :func:`shortages`, by kldb."""
    order = list(Match)
    return listed.groupby("kldb")["match"].agg(lambda own: min(own, key=order.index))


def goals(facts: Facts, listed: pd.DataFrame) -> pd.DataFrame:
    """One row per training goal in the plan's order, against the ``listed`` rows of :func:`shortages`.

    Columns: goal_id, group_id, section, kind (of the group), title; serves and misses, tuples of codes of
    occupation groups that are listed at the level of the goal, or at other levels only.
    """
    table = facts["training_goals"].merge(
        facts["training_goal_groups"][["group_id", "section", "kind", "position"]],
        on="group_id",
        suffixes=("", "_of_group"),
    )
    table = table.sort_values(["position_of_group", "position"]).reset_index(drop=True)
    groups = set(listed["kldb"])
    entries = set(zip(listed["kldb"], listed["level"], strict=True))
    links = facts["goal_links"]
    codes = [
        (_codes(own, entries), tuple(k for k in own["kldb"] if k in groups and k not in _codes(own, entries)))
        for own in (links[links["goal_id"] == goal_id] for goal_id in table["goal_id"])
    ]
    return table[["goal_id", "group_id", "section", "kind", "title"]].assign(
        serves=[serves for serves, _ in codes], misses=[misses for _, misses in codes]
    )


def _codes(links: pd.DataFrame, entries: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Codes of the occupation groups that are listed at the level of their link."""
    return tuple(k for k, level in zip(links["kldb"], links["level"], strict=True) if (k, level) in entries)
