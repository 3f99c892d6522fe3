"""Euros of the year: how much of what was allotted is committed and spent, and what an entry cost."""

from __future__ import annotations

from dataclasses import dataclass

from kompass.actual.course import Year
from kompass.actual.records import Money


@dataclass(frozen=True)
class Use:
    """The money of an institution, or of all (``code`` ""); None where something is not stated."""

    code: str
    allotted: float | None
    committed: float | None
    spent: float | None
    entered: int

    @property
    def spent_pct(self) -> float | None:
        """Rate of use: spent of what was allotted, in per cent."""
        return _pct(self.spent, self.allotted)

    @property
    def committed_pct(self) -> float | None:
        """Committed of what was allotted, in per cent."""
        return _pct(self.committed, self.allotted)

    @property
    def per_entry(self) -> float | None:
        """Euros spent per entry; None without entries."""
        return self.spent / self.entered if self.spent is not None and self.entered else None


def _pct(part: float | None, whole: float | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None


def uses_of(year: Year) -> tuple[Use, ...]:
    """The money of each institution that states any, and of all of them together; empty if none does."""
    stated = {money.party: money for money in year.figures.money}
    own = [_use(stated[c.code], c.entered) for c in year.courses if c.code in stated]
    if not own:
        return ()
    if len(own) < len(year.courses):  # a sum of some would read as that of all
        return tuple(own)
    sums: dict[str, float | None] = {}
    for name in ("allotted", "committed", "spent"):
        values = [value for use in own if (value := getattr(use, name)) is not None]
        sums[name] = sum(values) if len(values) == len(own) else None
    return (*own, Use("", sums["allotted"], sums["committed"], sums["spent"], sum(u.entered for u in own)))


def _use(money: Money, entered: int) -> Use:
    return Use(money.party, money.allotted, money.committed, money.spent, entered)
