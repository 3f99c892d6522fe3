"""Undo and redo: the present scenario, those before it and those taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kompass.places.ledger import NO_LIMITS, Limits, Scenario
from kompass.places.moves import Setter, set_places


@dataclass(frozen=True)
class Drag:
    """A slider that is being dragged, and the scenario it started on."""

    setter: Setter
    code: str
    counterpart: str
    limits: Limits
    start: Scenario


@dataclass(frozen=True)
class Negotiation:
    """``current`` with the scenarios before it and those undone. Immutable: every step returns a new one."""

    current: Scenario
    past: tuple[Scenario, ...] = ()
    future: tuple[Scenario, ...] = ()  # the next one last
    drag: Drag | None = None

    def move(
        self,
        code: str,
        wanted: int,
        counterpart: str,
        limits: Limits = NO_LIMITS,
        setter: Setter = set_places,
    ) -> Negotiation:
        """Bring ``code`` to ``wanted`` places (or degree-oriented ones) against ``counterpart``.

        Moving the same slider again continues its drag: the result is that of one move from where it started.
        Raises :class:`ScenarioError` when the move is not possible.
        """
        drag = self.drag
        handle = (setter, code, counterpart, limits)
        if drag is None or (drag.setter, drag.code, drag.counterpart, drag.limits) != handle:
            drag = Drag(*handle, self.current)
        return replace(self.book(setter(drag.start, code, wanted, counterpart, limits)), drag=drag)

    def book(self, scenario: Scenario) -> Negotiation:
        """Return the negotiation with ``scenario`` as a new step."""
        if scenario == self.current:
            return self
        return Negotiation(scenario, (*self.past, self.current))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self.past or self.current.ledger)

    def undo(self) -> Negotiation:
        """Return the negotiation one step back.

        A scenario opened by link has no earlier steps; it loses its last transfer.
        """
        before = self.past[-1] if self.past else self.current.undo()
        return Negotiation(before, self.past[:-1], (*self.future, self.current))

    def redo(self) -> Negotiation:
        """Return the negotiation with the last undone step made again; unchanged when nothing was undone."""
        if not self.future:
            return self
        return Negotiation(self.future[-1], (*self.past, self.current), self.future[:-1])
