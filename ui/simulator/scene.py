"""What every panel of the simulator looks at."""

from __future__ import annotations

from dataclasses import dataclass

from kompass.places.ledger import Limits, Scenario
from ui.session import Session


@dataclass(frozen=True)
class Scene:
    """The scenario on the table, what it is compared with, and what is held fixed."""

    current: Session
    scenario: Scenario
    baseline: Scenario
    baseline_name: str  # in the reader's language, as in "Gegenüber: Plan 2026"
    counterpart: str  # institution code or PROPORTIONAL
    limits: Limits
