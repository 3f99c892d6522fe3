"""A scenario: an unchanging plan plus an ordered ledger of transfers.

All quotas are recomputed from plan and ledger, so both totals are conserved by construction: a transfer takes
from one institution exactly what it gives to another, or to the outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar

from kompass.language import N_, MessageError
from kompass.places import refusals
from kompass.places.parameters import plain
from kompass.places.plan import OUTSIDE, Plan, Quota, sum_quotas


class ScenarioError(MessageError):
    """An impossible transfer or an unreadable text form; the message names the obstacle and, if any, a
    solution."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A ledger entry: ``places`` go from ``giver`` to ``taker``, ``degree`` of them degree-oriented.

    ``reason`` is a text of the user; may be empty.
    """

    giver: str
    taker: str
    places: int
    degree: int
    reason: str = ""


@dataclass(frozen=True)
class Limits:
    """Constraints of a negotiation: ``locked`` institutions do not move, the others stay in places between
    floor (places already bound) and ceiling."""

    locked: frozenset[str] = frozenset()
    floors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    ceilings: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


NO_LIMITS = Limits()
LONGEST_REASON = 200  # characters; reasons travel in the address


@dataclass(frozen=True)
class Scenario:
    """Plan and ledger. Raises :class:`ScenarioError` when an entry is not possible after those before it."""

    UNBOUNDED: ClassVar[int] = 10**9

    plan: Plan
    ledger: tuple[Transfer, ...] = ()

    def __post_init__(self) -> None:
        self.quotas  # noqa: B018  walks the ledger once, so that no impossible scenario exists

    @cached_property
    def quotas(self) -> Mapping[str, Quota]:
        """Quota by institution code after all transfers, in plan order."""
        quotas = dict(self.plan.quotas)
        for entry in self.ledger:
            _check_entry(self.plan, entry)
            for code, sign in ((entry.giver, -1), (entry.taker, +1)):
                if code != OUTSIDE:
                    old = quotas[code]
                    quotas[code] = Quota(old.places + sign * entry.places, old.degree + sign * entry.degree)
            if entry.giver != OUTSIDE:
                _check_giver(entry, quotas[entry.giver])
        return MappingProxyType(quotas)

    @cached_property
    def total(self) -> Quota:
        """Quota of all institutions together: the plan's, plus transfers from and minus transfers to the
        outside."""
        return sum_quotas(self.quotas.values())

    @property
    def from_outside(self) -> Quota:
        """Quota received from the outside less what went to it; negative where the total shrank."""
        signed = [((t.giver == OUTSIDE) - (t.taker == OUTSIDE), t) for t in self.ledger]
        return Quota(sum(s * t.places for s, t in signed), sum(s * t.degree for s, t in signed))

    def transfer(
        self, giver: str, taker: str, places: int, degree: int | None = None, limits: Limits = NO_LIMITS
    ) -> Scenario:
        """Return the scenario with one more transfer at the end of the ledger.

        Without ``degree`` the number of degree-oriented places follows the rule
        (:meth:`Plan.travelling_degree`), but is never more than the giver has and never so few that the giver
        would keep more of them than places. Raises :class:`ScenarioError` for a lock, a floor, a ceiling or
        places that the giver does not have.
        """
        _check_entry(self.plan, Transfer(giver, taker, places, degree or 0))
        self.check_limits({giver: -places, taker: places}, limits)
        if degree is None:
            degree = self.plan.travelling_degree(giver, places)
            if giver != OUTSIDE:
                held = self.quotas[giver]
                degree = min(max(degree, places - held.other), held.degree)
        return replace(self, ledger=(*self.ledger, Transfer(giver, taker, places, degree)))

    def room(self, code: str, limits: Limits = NO_LIMITS) -> tuple[int, int]:
        """How many places an institution can give at most, and how many it can take: (give, take).

        Unlimited for the outside, zero for a locked institution.
        """
        if code == OUTSIDE:
            return self.UNBOUNDED, self.UNBOUNDED
        if code in limits.locked:
            return 0, 0
        held = self.quotas[code].places
        can_take = limits.ceilings[code] - held if code in limits.ceilings else self.UNBOUNDED
        return max(held - limits.floors.get(code, 0), 0), max(can_take, 0)

    def check_limits(self, changes: Mapping[str, int], limits: Limits) -> None:
        """Raise :class:`ScenarioError` naming the lock, floor or ceiling that ``changes`` would break.

        ``changes`` are signed places by institution code.
        """
        for code, change in changes.items():
            give, take = self.room(code, limits)
            if -give <= change <= take:
                continue
            if code in limits.locked:
                raise ScenarioError(refusals.LOCKED, code=code)
            if change > 0:
                raise ScenarioError.of(
                    refusals.CEILING,
                    code=code,
                    ceiling=limits.ceilings[code],
                    possible=take,
                    wanted=change,
                )
            if code in limits.floors:
                raise ScenarioError.of(
                    refusals.FLOOR,
                    code=code,
                    floor=limits.floors[code],
                    possible=give,
                    wanted=-change,
                )
            raise ScenarioError.of(
                refusals.HAS,
                code=code,
                possible=give,
                wanted=-change,
            )

    @cached_property
    def exchanges(self) -> frozenset[int]:
        """Zero-based ledger positions where an exchange begins.

        An exchange is an entry of degree-oriented places only, followed by an entry of as many places back.
        It leaves the number of places of both institutions as it was.
        """
        starts: set[int] = set()
        for index, (there, back) in enumerate(pairwise(self.ledger)):
            answered = (there.giver, there.taker, there.places) == (back.taker, back.giver, back.places)
            if answered and there.degree == there.places and not back.degree and index - 1 not in starts:
                starts.add(index)
        return frozenset(starts)

    def without(self, index: int) -> Scenario:
        """Return the scenario without one step of the ledger: the entry at ``index``, of an exchange both
        entries.

        Raises :class:`ScenarioError` when a later entry depends on it.
        """
        end = index + (2 if index in self.exchanges else 1)
        try:
            return replace(self, ledger=(*self.ledger[:index], *self.ledger[end:]))
        except ScenarioError as error:
            raise ScenarioError(
                N_("Umbuchung {number} wird noch gebraucht: {reason} Bitte zuerst die spätere löschen."),
                number=index + 1,
                reason=error.message,
            ) from error

    def with_reason(self, index: int, reason: str) -> Scenario:
        """Return the scenario with ``reason`` set on the entry at ``index``; at most :data:`LONGEST_REASON`
        characters."""
        entry = replace(self.ledger[index], reason=plain(reason, LONGEST_REASON))
        return replace(self, ledger=(*self.ledger[:index], entry, *self.ledger[index + 1 :]))

    def undo(self) -> Scenario:
        """Return the scenario without the last step of its ledger; a scenario without steps is returned as it
        is."""
        last = len(self.ledger) - 1
        return replace(self, ledger=self.ledger[: last - (last - 1 in self.exchanges)] if last >= 0 else ())


def _check_entry(plan: Plan, entry: Transfer) -> None:
    """Raise :class:`ScenarioError` unless both ends exist and differ, and the numbers are possible numbers of
    places."""
    for code in (entry.giver, entry.taker):
        if code != OUTSIDE and code not in plan.quotas:
            raise ScenarioError(
                refusals.UNKNOWN,
                code=code,
                codes=", ".join((*plan.codes, OUTSIDE)),
            )
    if entry.giver == entry.taker:
        raise ScenarioError(refusals.ITSELF, code=entry.giver)
    if entry.places < 1:
        raise ScenarioError(refusals.NO_PLACE, places=entry.places)
    if not 0 <= entry.degree <= entry.places:
        raise ScenarioError.of(
            refusals.TOO_MUCH_DEGREE,
            places=entry.places,
            degree=entry.degree,
        )


def _check_giver(entry: Transfer, after: Quota) -> None:
    """Raise :class:`ScenarioError` unless the giver keeps a possible quota: 0 <= degree <= places."""
    if after.places < 0:
        raise ScenarioError.of(
            refusals.HAS,
            code=entry.giver,
            possible=after.places + entry.places,
            wanted=entry.places,
        )
    if after.degree < 0:
        raise ScenarioError.of(
            refusals.HAS_DEGREE,
            code=entry.giver,
            possible=after.degree + entry.degree,
            wanted=entry.degree,
        )
    if after.degree > after.places:
        raise ScenarioError.of(
            refusals.KEEPS_DEGREE,
            code=entry.giver,
            places=after.places,
            degree=after.degree,
        )
