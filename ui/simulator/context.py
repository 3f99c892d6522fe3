"""The arguments of every panel of the simulator."""

from __future__ import annotations

from dataclasses import dataclass

from kompass.places.ledger import Limits, Scenario
from ui.session import Session


@dataclass(frozen=True)
class PanelContext:
    """Session, current scenario, baseline, counterpart of slider moves, and the limits and locks in force."""

    current: Session
    scenario: Scenario
    baseline: Scenario
    baseline_name: str  # translated, as in "Gegenüber: Plan 2026"
    counterpart: str  # institution code or PROPORTIONAL
    limits: Limits
