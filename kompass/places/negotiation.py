"""A negotiation: the scenario on the table and the way back from it."""

from __future__ import annotations

from dataclasses import dataclass

from kompass.places.ledger import NO_LIMITS, Limits, Scenario
from kompass.places.moves import set_places


@dataclass(frozen=True)
class Drag:
    """The handle that is being moved and the scenario it started on."""

    code: str
    counterpart: str
    limits: Limits
    start: Scenario


@dataclass(frozen=True)
class Negotiation:
    """``current`` with the scenarios before it. Immutable: every step gives a new one."""

    current: Scenario
    past: tuple[Scenario, ...] = ()
    drag: Drag | None = None

    def move(self, code: str, places: int, counterpart: str, limits: Limits = NO_LIMITS) -> Negotiation:
        """Bring ``code`` to ``places`` against ``counterpart``; see :func:`set_places`.

        Moving the same handle on continues its drag: the outcome is that of one move from where it
        started, whatever the stops between. Raises ScenarioError and changes nothing when it cannot be.
        """
        drag = self.drag
        if drag is None or (drag.code, drag.counterpart, drag.limits) != (code, counterpart, limits):
            drag = Drag(code, counterpart, limits, self.current)
        moved = set_places(drag.start, code, places, counterpart, limits)
        if moved == self.current:
            return self
        return Negotiation(moved, (*self.past, self.current), drag)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.past or self.current.ledger)

    def undo(self) -> Negotiation:
        """One step back; a scenario that came by link, without steps, loses its last transfer."""
        if self.past:
            return Negotiation(self.past[-1], self.past[:-1])
        return Negotiation(self.current.undo())

    def reset(self) -> Negotiation:
        """Back to the plan, with the way back kept."""
        plan = Scenario(self.current.plan)
        return self if self.current == plan else Negotiation(plan, (*self.past, self.current))
