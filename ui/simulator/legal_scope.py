"""By Rechtskreis: places per 1,000 unemployed in SGB III and in SGB II."""

from __future__ import annotations

from kompass.figures.simulator.legal_scope import legal_scope_exhibit, legal_scope_picture
from ui import blocks
from ui.simulator.scene import Scene


def show(scene: Scene) -> None:
    """The agency's places against the job centres', each per 1,000 unemployed of its legal scope."""
    current = scene.current
    shown = legal_scope_exhibit(
        current.facts, scene.scenario, scene.baseline, scene.baseline_name, current.language
    )
    picture = legal_scope_picture(shown, scene.baseline_name, current.style, current.language)
    blocks.exhibit(shown, current, picture=picture, twin=False, lazy=True)
    blocks.twin_table(shown, current)
