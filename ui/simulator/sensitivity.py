"""What one more place for each institution does to each figure."""

from __future__ import annotations

from kompass.figures.simulator.sensitivity import sensitivity_exhibit
from ui import blocks
from ui.simulator import own_keys
from ui.simulator.scene import Scene


def show(scene: Scene) -> None:
    """One table: figures in rows, institutions in columns."""
    current = scene.current
    keys = own_keys.all_keys(current)
    blocks.exhibit(
        sensitivity_exhibit(current.facts, scene.scenario, keys, current.language), current, lazy=True
    )
