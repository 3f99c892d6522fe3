"""The panel by legal scope (Rechtskreis): places per 1,000 unemployed in SGB III and in SGB II."""

from __future__ import annotations

from kompass.figures.simulator.legal_scope import legal_scope_exhibit, legal_scope_picture
from ui import blocks
from ui.simulator.context import PanelContext


def show(context: PanelContext) -> None:
    """Show the agency's places and the job centres', each per 1,000 unemployed of its legal scope."""
    current = context.current
    shown = legal_scope_exhibit(
        current.facts, context.scenario, context.baseline, context.baseline_name, current.language
    )
    picture = legal_scope_picture(shown, context.baseline_name, current.style, current.language)
    blocks.exhibit(shown, current, picture=picture, twin=False, lazy=True)
    blocks.twin_table(shown, current)
