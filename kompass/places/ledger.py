"""A scenario: the frozen plan plus an ordered ledger of transfers.

Everything shown is recomputed from plan and ledger, so both totals are conserved by construction: a
transfer takes from one institution exactly what it gives to another, or to the outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from kompass.language import N_, MessageError
from kompass.places.plan import OUTSIDE, Plan, Quota, sum_quotas


class ScenarioError(MessageError):
    """A transfer or a text form that cannot be; says what blocks and, where there is one, the way out."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """``places`` go from ``giver`` to ``taker``, ``degree`` of them degree-oriented, for a ``reason``."""

    giver: str
    taker: str
    places: int
    degree: int
    reason: str = ""


@dataclass(frozen=True)
class Limits:
    """What a negotiation holds fixed: ``locked`` institutions do not move, the others stay in places
    between floor ("bereits gebunden") and ceiling."""

    locked: frozenset[str] = frozenset()
    floors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    ceilings: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Scenario:
    """Plan and ledger. Raises :class:`ScenarioError` when an entry cannot be carried out in its turn."""

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
        """All places together: the plan's, plus what came from and minus what went to the outside."""
        return sum_quotas(self.quotas.values())

    @property
    def from_outside(self) -> Quota:
        """What the outside has given, less what went to it; negative numbers where the total shrank."""
        signed = [((t.giver == OUTSIDE) - (t.taker == OUTSIDE), t) for t in self.ledger]
        return Quota(sum(s * t.places for s, t in signed), sum(s * t.degree for s, t in signed))

    def transfer(
        self, giver: str, taker: str, places: int, degree: int | None = None, limits: Limits = NO_LIMITS
    ) -> Scenario:
        """The scenario with one more transfer at the end of the ledger.

        Without ``degree`` the degree-oriented places travel by rule (:meth:`Plan.travelling_degree`), but
        never more than the giver has and never so few that it would keep more than its places.
        Raises :class:`ScenarioError` for a lock, a floor or places that are not there.
        """
        _check_entry(self.plan, Transfer(giver, taker, places, degree or 0))
        for code in (giver, taker):
            if code in limits.locked:
                raise ScenarioError(N_("{code} ist gesperrt. Bitte die Sperre lösen."), code=code)
        if giver != OUTSIDE:
            held = self.quotas[giver]
            available = held.places - limits.floors.get(giver, 0)
            if places > available:
                raise ScenarioError(
                    N_("{code} kann höchstens {possible} Plätze abgeben, nicht {wanted}."),
                    code=giver,
                    possible=max(available, 0),
                    wanted=places,
                )
            if degree is None:
                by_rule = self.plan.travelling_degree(giver, places)
                degree = min(max(by_rule, places - held.other), held.degree)
        elif degree is None:
            degree = self.plan.travelling_degree(giver, places)
        return replace(self, ledger=(*self.ledger, Transfer(giver, taker, places, degree)))

    def undo(self) -> Scenario:
        """The scenario without its last transfer; the plan stays the plan."""
        return replace(self, ledger=self.ledger[:-1])


def _check_entry(plan: Plan, entry: Transfer) -> None:
    """Both ends exist and differ, and the numbers are numbers of places."""
    for code in (entry.giver, entry.taker):
        if code != OUTSIDE and code not in plan.quotas:
            raise ScenarioError(
                N_("{code} ist keine Institution dieses Plans. Möglich sind {codes}."),
                code=code,
                codes=", ".join((*plan.codes, OUTSIDE)),
            )
    if entry.giver == entry.taker:
        raise ScenarioError(N_("{code} kann nicht an sich selbst abgeben."), code=entry.giver)
    if entry.places < 1:
        raise ScenarioError(N_("Es muss mindestens ein Platz wandern, nicht {places}."), places=entry.places)
    if not 0 <= entry.degree <= entry.places:
        raise ScenarioError(
            N_("Von {places} Plätzen können nicht {degree} abschlussorientiert sein."),
            places=entry.places,
            degree=entry.degree,
        )


def _check_giver(entry: Transfer, after: Quota) -> None:
    """What the giver keeps is a possible quota: 0 <= degree <= places."""
    if after.places < 0:
        raise ScenarioError(
            N_("{code} kann höchstens {possible} Plätze abgeben, nicht {wanted}."),
            code=entry.giver,
            possible=after.places + entry.places,
            wanted=entry.places,
        )
    if after.degree < 0:
        raise ScenarioError(
            N_("{code} hat nur {possible} abschlussorientierte Plätze und kann nicht {wanted} abgeben."),
            code=entry.giver,
            possible=after.degree + entry.degree,
            wanted=entry.degree,
        )
    if after.degree > after.places:
        raise ScenarioError(
            N_(
                "{code} behielte {places} Plätze, davon {degree} abschlussorientiert: "
                "Es müssten mehr abschlussorientierte Plätze mitwandern."
            ),
            code=entry.giver,
            places=after.places,
            degree=after.degree,
        )
