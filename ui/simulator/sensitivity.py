"""The panel on sensitivity: how one more place for an institution changes each figure."""

from __future__ import annotations

from kompass.figures.simulator.sensitivity import sensitivity_exhibit
from ui import blocks
from ui.simulator import own_keys
from ui.simulator.context import PanelContext


def show(context: PanelContext) -> None:
    """Show a table with figures in rows and institutions in columns."""
    current = context.current
    keys = own_keys.all_keys(current)
    blocks.exhibit(
        sensitivity_exhibit(current.facts, context.scenario, keys, current.language), current, lazy=True
    )
