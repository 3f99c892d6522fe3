"""Context of a path through the links between shortages, goals and measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from kompass.facts import Facts
from kompass.figures.shortages.listed import titles
from kompass.language import Language
from kompass.matching.support import Chain, Start, Way, chain

# Examples: nursing and care, from each side.
FIRST = {Way.SHORTAGE: "821", Way.GOAL: "degree_group_retraining_08", Way.MEASURE: "III.12"}


@dataclass(frozen=True)
class Walk:
    """A start, the selected districts (ags), the plan year and the language."""

    facts: Facts
    start: Start
    districts: tuple[str, ...]
    year: int
    language: Language

    @cached_property
    def listed(self) -> pd.DataFrame:
        """All shortages of the plan: the table ``shortage_occupations``."""
        return self.facts["shortage_occupations"]

    @cached_property
    def chain(self) -> Chain:
        """All entities linked to the start."""
        return chain(self.facts, self.start)

    @cached_property
    def groups(self) -> pd.Series:
        """The title of each occupation group by kldb."""
        return titles(self.facts)

    def entries(self, kldb: str) -> pd.DataFrame:
        """The rows of an occupation group in the selected districts."""
        rows = self.listed
        return rows[(rows["kldb"] == kldb) & rows["district_ags"].isin(self.districts)]

    def levels(self, kldb: str) -> tuple[str, ...]:
        """The levels at which an occupation group is short in the selected districts, in order.

        Where it is not listed there, its levels in all districts.
        """
        entries = self.entries(kldb)
        if entries.empty:
            entries = self.listed[self.listed["kldb"] == kldb]
        return tuple(
            level for level in self.facts["shortage_levels"]["level"] if level in set(entries["level"])
        )

    def fits(self, kldb: str, level: str) -> bool:
        """Whether a goal's link at this level fits the shortage at the same level."""
        return level in self.levels(kldb)
