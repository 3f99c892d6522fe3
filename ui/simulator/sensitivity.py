"""What one more place for each institution does to each figure."""

from __future__ import annotations

from kompass.figures.simulator.sensitivity import sensitivity_exhibit
from ui import blocks
from ui.simulator import own_keys
from ui.simulator.context import PanelContext


def show(context: PanelContext) -> None:
    """One table: figures in rows, institutions in columns."""
    current = context.current
    keys = own_keys.all_keys(current)
    blocks.exhibit(
        sensitivity_exhibit(current.facts, context.scenario, keys, current.language), current, lazy=True
    )
