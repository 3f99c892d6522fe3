"""The panel on places for people in employment, which the plan states undivided: optional split by a key."""

from __future__ import annotations

from kompass.figures.quotas.places import employee_exhibit
from kompass.figures.simulator.employee_split import split_exhibit
from kompass.figures.simulator.keys import key_label
from ui import address, blocks
from ui.simulator import own_keys
from ui.simulator.context import PanelContext

UNDIVIDED, LIKE_PLAN = "ohne", "plan"


def show(context: PanelContext) -> None:
    """Show the places as in the plan, and a select box for a key by which they are split."""
    current = context.current
    t = current.language.text
    blocks.exhibit(
        employee_exhibit(current.facts, current.plan, current.style, current.language), current, lazy=True
    )
    keys = {key.key_id: key for key in own_keys.all_keys(current)}
    labels = {UNDIVIDED: t("nicht aufgeteilt, wie im Plan"), LIKE_PLAN: t("wie die Plätze im Plan")}
    labels |= {key_id: key_label(key, current.language) for key_id, key in keys.items()}
    chosen = address.selectbox(
        t("Aufteilen nach"),
        list(labels),
        labels.__getitem__,
        "beschaeftigte",
        t("Eine Annahme: Der Plan teilt sie nicht auf."),
    )
    if chosen != UNDIVIDED:
        shown = split_exhibit(current.facts, current.plan, keys.get(chosen), current.language)
        blocks.exhibit(shown, current, lazy=True)
