"""Further plans: what one changes against another, and how one is brought in."""

from __future__ import annotations

import streamlit as st

from kompass.facts import Facts
from kompass.figures.plans.changes import (
    list_changes_exhibit,
    place_changes_exhibit,
    place_changes_picture,
)
from kompass.places.plan import plan_of
from kompass.plans.registry import REGISTRY
from ui import address, blocks
from ui.plan_choice import plan_label
from ui.session import Session

OTHER = "mit"  # parameter of the address: the plan to compare with


def others(current: Session) -> dict[str, Facts]:
    """The other plans of this server by id, in the reader's language: the latest one before the shown plan first."""
    found = [REGISTRY.facts(plan_id) for plan_id in REGISTRY.ids if plan_id != current.facts.plan_id]
    version = current.plan.version
    found.sort(key=lambda facts: (plan_of(facts).version < version, plan_of(facts).version), reverse=True)
    return {facts.plan_id: facts.in_language(current.language) for facts in found}


def earlier(current: Session) -> Facts | None:
    """The latest plan before the shown one, of the same institutions; None if this server has none."""
    found = [
        facts
        for facts in others(current).values()
        if plan_of(facts).version < current.plan.version
        and set(plan_of(facts).codes) & set(current.plan.codes)
    ]
    return found[0] if found else None


def compared(current: Session) -> Facts | None:
    """The plan that the address names to compare the shown one with, else the one before it; None without another."""
    found = others(current)
    chosen = st.session_state.get(OTHER) or st.query_params.get(OTHER, "")
    return found.get(chosen) or next(iter(found.values()), None)


def changes(current: Session) -> None:
    """The changes against a plan that the reader chooses: places as a picture, then the lists."""
    found = others(current)
    label = current.language.text("Verglichen mit")
    before = found[address.selectbox(label, list(found), lambda plan_id: plan_label(found[plan_id]), OTHER)]
    places = place_changes_exhibit(before, current.facts, current.language)
    picture = place_changes_picture(places, current.style, current.language)
    blocks.exhibit(places, current, level=0, picture=picture)  # the page is headed by its title
    listed = list_changes_exhibit(before, current.facts, current.language)
    if listed.table.empty:
        blocks.html(blocks.tag("h2", listed.title))
    else:
        blocks.exhibit(listed, current)
