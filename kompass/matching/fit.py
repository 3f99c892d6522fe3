"""Shortage fit: the shortages in the districts that gain places, compared with those that lose them.

The plan lists shortages by district and does not say which place serves which shortage. So this counts
occupation groups, never places, and says where the sources do not allow a judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from kompass.facts import Facts
from kompass.matching.goals import best_matches
from kompass.places.ledger import Scenario
from kompass.places.plan import OUTSIDE


class Where(StrEnum):
    """The district, gaining or losing, in which an occupation group is listed as short."""

    TAKER = "taker"  # only where the places arrive
    SHARED = "shared"  # in both, at whatever level
    GIVER = "giver"  # only where the places left
    OPEN = "open"  # on one side; the other side cannot be judged


@dataclass(frozen=True)
class Partners:
    """Codes of the institutions with fewer places than in the baseline and of those with more, or the
    outside.

    In plan order, those that work in one district first: only their districts can be compared.
    """

    givers: tuple[str, ...]
    takers: tuple[str, ...]


def partners(facts: Facts, scenario: Scenario, baseline: Scenario) -> Partners:
    """The net givers and takers of a scenario against a baseline."""
    changes = {code: quota.places - baseline.quotas[code].places for code, quota in scenario.quotas.items()}
    changes[OUTSIDE] = -sum(changes.values())
    homes = home_districts(facts)
    ordered = sorted(changes, key=lambda code: code not in homes)  # stable: plan order within
    return Partners(
        tuple(code for code in ordered if changes[code] < 0),
        tuple(code for code in ordered if changes[code] > 0),
    )


def home_districts(facts: Facts) -> dict[str, str]:
    """The district (ags) by institution code, of each institution that works in exactly one."""
    rows = facts["institution_districts"]
    alone = rows.groupby("institution")["district_ags"].transform("size") == 1
    return dict(zip(rows.loc[alone, "institution"], rows.loc[alone, "district_ags"], strict=True))


def fit(listed: pd.DataFrame, giver: str | None, taker: str | None) -> pd.DataFrame:
    """One row per occupation group that is short in the giver's or the taker's district, ordered by code.

    ``listed`` are the rows of :func:`kompass.matching.goals.shortages`; ``giver`` and ``taker`` are districts
    (ags), None for a side that works in several or in none. Columns: kldb; where (:class:`Where`); match and
    goal_ids: the best :class:`~kompass.matching.goals.Match` in the taker's district, or where the group is
    not listed there in the giver's, and the goals behind it.
    """
    here, there = listed[listed["district_ags"] == taker], listed[listed["district_ags"] == giver]
    arrive, leave = set(here["kldb"]), set(there["kldb"])
    decisive = pd.concat([here, there[~there["kldb"].isin(arrive)]])
    best = best_matches(decisive) if len(decisive) else pd.Series(dtype=object)
    rows = []
    for kldb in sorted(arrive | leave):
        best_rows = decisive[(decisive["kldb"] == kldb) & (decisive["match"] == best[kldb])]
        rows.append(
            {
                "kldb": kldb,
                "where": _where(kldb in arrive, kldb in leave, giver is not None and taker is not None),
                "match": best[kldb],
                "goal_ids": tuple(dict.fromkeys(goal for goals in best_rows["goal_ids"] for goal in goals)),
            }
        )
    return pd.DataFrame(rows, columns=["kldb", "where", "match", "goal_ids"])


def _where(arrive: bool, leave: bool, judged: bool) -> Where:
    if not judged:
        return Where.OPEN
    if arrive and leave:
        return Where.SHARED
    return Where.TAKER if arrive else Where.GIVER
