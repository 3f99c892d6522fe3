"""Shortages and training goals: which shortage has a goal in the plan, which goal serves which shortage.

The plan links neither to the other. The links are our own (table ``goal_links``, each with its reason); one
link leads from a goal to an occupation group (three digits of the KldB 2010) at the level of the goal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import pandas as pd

from kompass.facts import Facts


class Match(StrEnum):
    """How well the plan's goals fit a shortage, best first."""

    DEGREE = "degree"  # a goal at the same level that leads, in whole or part, to a vocational degree
    COURSE = "course"  # only goals without a degree, at the same level
    LEVEL = "level"  # goals for the occupation group, but at another level
    NONE = "none"


class GoalClass(StrEnum):
    """The three classes in all counts of shortages; each shortage is in exactly one."""

    FITS = "fits"  # a goal at the same level
    OTHER_LEVEL = "other_level"  # goals for the occupation group, but only at another level
    NO_GOAL = "no_goal"


CLASS_OF = {
    Match.DEGREE: GoalClass.FITS,
    Match.COURSE: GoalClass.FITS,
    Match.LEVEL: GoalClass.OTHER_LEVEL,
    Match.NONE: GoalClass.NO_GOAL,
}
SERVED = tuple(match for match, goal_class in CLASS_OF.items() if goal_class is GoalClass.FITS)


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
    of_group: defaultdict[str, list[Any]] = defaultdict(list)
    for link in links.itertuples():
        of_group[str(link.kldb)].append(link)
    matches = [_match(of_group[str(row.kldb)], str(row.level)) for row in table.itertuples()]
    return table.assign(match=[m for m, _ in matches], goal_ids=[ids for _, ids in matches])


def _match(links: Sequence[Any], level: str) -> tuple[Match, tuple[str, ...]]:
    """The :class:`Match` of a shortage at ``level`` and its goal ids, from the links of its occupation group."""
    same = [link for link in links if link.level == level]
    if same:
        degree = any(link.degree for link in same)
        return Match.DEGREE if degree else Match.COURSE, tuple(link.goal_id for link in same)
    return (Match.LEVEL if links else Match.NONE), tuple(link.goal_id for link in links)


def best_matches(listed: pd.DataFrame) -> pd.Series:
    """The best :class:`Match` of each occupation group, a series indexed by kldb, from rows of
    :func:`shortages`."""
    return _best(listed, ["kldb"])


def best_by_district(listed: pd.DataFrame) -> pd.Series:
    """The same in each district, a series indexed by district_ags and kldb."""
    return _best(listed, ["district_ags", "kldb"])


def _best(listed: pd.DataFrame, by: list[str]) -> pd.Series:
    order = list(Match)
    ranks = listed["match"].map({match: n for n, match in enumerate(order)})
    return ranks.groupby([listed[column] for column in by]).min().map(dict(enumerate(order)))


def class_counts(matches: Iterable[Match]) -> dict[GoalClass, int]:
    """Number of shortages in each class; the counts add up to the number of matches.

    To count occupation groups pass :func:`best_matches`, for pairs of group and level the column ``match``.
    """
    counts = Counter(CLASS_OF[Match(match)] for match in matches)
    return {goal_class: counts[goal_class] for goal_class in GoalClass}


def goals(facts: Facts, listed: pd.DataFrame) -> pd.DataFrame:
    """One row per training goal in the plan's order, compared with the ``listed`` rows of :func:`shortages`.

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
    linked: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in facts["goal_links"].itertuples():
        linked[str(link.goal_id)].append((str(link.kldb), str(link.level)))
    links_by_goal = [linked[goal_id] for goal_id in table["goal_id"]]
    serves = [tuple(kldb for kldb, level in links if (kldb, level) in entries) for links in links_by_goal]
    misses = [
        tuple(kldb for kldb, _ in links if kldb in groups and kldb not in served)
        for links, served in zip(links_by_goal, serves, strict=True)
    ]
    return table[["goal_id", "group_id", "section", "kind", "title"]].assign(serves=serves, misses=misses)
