"""Limits that institutions set for a negotiation: floors, ceilings and a common tolerance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kompass.language import N_
from kompass.places.ledger import Limits, ScenarioError
from kompass.places.plan import Plan

_NONE: Mapping[str, int] = MappingProxyType({})
_ENTRY = re.compile(r"([A-Z0-9]{1,8})\.([0-9]{0,7})\.([0-9]{0,7})", re.ASCII)
_TOLERANCE = re.compile(r"t([0-9]{1,3})", re.ASCII)


@dataclass(frozen=True)
class Guards:
    """Floors and ceilings in places by institution code, and the common ``tolerance``.

    The tolerance is the largest allowed deviation from the planned places, in per cent; None for no
    tolerance.
    """

    floors: Mapping[str, int] = field(default_factory=lambda: _NONE)
    ceilings: Mapping[str, int] = field(default_factory=lambda: _NONE)
    tolerance: int | None = None

    def limits(self, plan: Plan, locked: frozenset[str]) -> Limits:
        """The :class:`Limits` of a move; of floor (or ceiling) and tolerance the tighter one holds."""
        floors, ceilings = dict(self.floors), dict(self.ceilings)
        if self.tolerance is not None:
            for code, quota in plan.quotas.items():
                reach = quota.places * self.tolerance // 100  # whole places within the tolerance
                floors[code] = max(floors.get(code, 0), quota.places - reach)
                ceilings[code] = min(ceilings.get(code, quota.places + reach), quota.places + reach)
        return Limits(locked, MappingProxyType(floors), MappingProxyType(ceilings))


def guards_text(guards: Guards) -> str:
    """The text form for the URL, such as ``t10~AA.2000.2400~DN.280.``; empty without any limit."""
    parts = [] if guards.tolerance is None else [f"t{guards.tolerance}"]
    for code in dict.fromkeys([*guards.floors, *guards.ceilings]):
        parts.append(f"{code}.{guards.floors.get(code, '')}.{guards.ceilings.get(code, '')}")
    return "~".join(parts)


def guards_from_text(plan: Plan, text: str) -> Guards:
    """Parse the text form of guards. Raises :class:`ScenarioError` naming the part that cannot be read."""
    floors: dict[str, int] = {}
    ceilings: dict[str, int] = {}
    tolerance = None
    for part in text.split("~") if text else ():
        if match := _TOLERANCE.fullmatch(part):
            tolerance = int(match[1])
            continue
        entry = _ENTRY.fullmatch(part)
        if not entry or entry[1] not in plan.quotas:
            raise ScenarioError(
                N_("Die Grenze „{part}“ ist nicht lesbar. Erwartet wird etwa DN.280.400 oder t10."),
                part=part[:40],
            )
        code, floor, ceiling = entry.groups()
        if floor:
            floors[code] = int(floor)
        if ceiling:
            ceilings[code] = int(ceiling)
        if floor and ceiling and int(floor) > int(ceiling):
            raise ScenarioError.with_count(
                "{code} kann nicht mindestens {floor} und höchstens {ceiling} Platz haben.",
                "{code} kann nicht mindestens {floor} und höchstens {ceiling} Plätze haben.",
                "ceiling",
                code=code,
                floor=int(floor),
                ceiling=int(ceiling),
            )
    return Guards(MappingProxyType(floors), MappingProxyType(ceilings), tolerance)
