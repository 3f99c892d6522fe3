"""Which occupation groups are short, and for how many of them the plan has a training goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Made
from kompass.figures.shortages.goals import goal_citations
from kompass.figures.shortages.listed import as_of, citations, titles
from kompass.language import Language
from kompass.matching.goals import CLASS_OF, GoalClass, best_matches, class_counts, shortages

MADE = Made.ASSIGNED  # the plan links no goal to a shortage, we do


@dataclass(frozen=True)
class Short:
    """Occupation groups with a shortage, by class of their best goal.

    ``counts`` has the groups short anywhere, ``everywhere`` the titles of those short in every district.
    """

    counts: Mapping[GoalClass, int]
    everywhere: Mapping[GoalClass, Sequence[str]]
    as_of: str
    citations: tuple[Citation, ...]

    @property
    def total(self) -> int:
        """Number of occupation groups short anywhere."""
        return sum(self.counts.values())

    @property
    def in_all_districts(self) -> int:
        """Number of occupation groups short in every district."""
        return sum(len(titles) for titles in self.everywhere.values())


def short(facts: Facts, language: Language) -> Short:
    """The shortages of all districts, counted as on the page of shortages and goals."""
    listed = shortages(facts)
    best, names = best_matches(listed), titles(facts)
    spread = listed.groupby("kldb")["district_ags"].nunique()
    shared = spread.index[spread == len(facts["districts"])]
    return Short(
        class_counts(best),
        {
            wanted: [language.text(names[kldb]) for kldb in shared if CLASS_OF[best[kldb]] is wanted]
            for wanted in GoalClass
        },
        as_of(listed, language),
        (*citations(listed, language), *goal_citations(facts["training_goal_groups"])),
    )
