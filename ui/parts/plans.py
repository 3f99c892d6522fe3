"""Further plans: what one changes against another, and how one is brought in."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kompass.facts import Facts
from kompass.figures.exhibit import Exhibit
from kompass.figures.plans.changes import comparable, list_changes_exhibit, place_changes_picture
from kompass.places.plan import plan_of
from kompass.plans.registry import REGISTRY
from ui import address, blocks
from ui.plan_choice import plan_label
from ui.session import Session

OTHER = "mit"  # parameter of the address: the plan to compare with


def others(current: Session) -> dict[str, Facts]:
    """The plans of this server that the shown one can be set against, by id and in the reader's language: the latest one
    before it first."""
    found = [REGISTRY.facts(plan_id) for plan_id in REGISTRY.ids if plan_id != current.facts.plan_id]
    found = [facts for facts in found if comparable(facts, current.facts)]
    version = current.plan.version
    found.sort(key=lambda facts: (plan_of(facts).version < version, plan_of(facts).version), reverse=True)
    return {facts.plan_id: facts.in_language(current.language) for facts in found}


def compared(found: Mapping[str, Facts]) -> Facts | None:
    """Of the other plans the one that is chosen or that the address names, else the first; None without another."""
    chosen = st.session_state.get(OTHER) or st.query_params.get(OTHER, "")
    return found.get(chosen) or next(iter(found.values()), None)


def changes(places: Exhibit, before: Facts, found: Mapping[str, Facts], current: Session) -> None:
    """The choice of the plan to compare with, and what changes against it: the places, whose title heads the page, as a
    picture, then the lists."""
    address.selectbox(
        current.language.text("Verglichen mit"),
        list(found),
        lambda plan_id: plan_label(found[plan_id]),
        OTHER,
    )
    picture = place_changes_picture(places, current.style, current.language)
    blocks.exhibit(places, current, level=0, picture=picture)
    listed = list_changes_exhibit(before, current.facts, current.language)
    if listed.table.empty:
        blocks.html(blocks.tag("h2", listed.title))
    else:
        blocks.exhibit(listed, current)
