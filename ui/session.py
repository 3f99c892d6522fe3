"""What every page gets: facts, plan, comparison keys (allocation formulas), language and theme."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kompass.facts import Facts
from kompass.figures.charts.style import Style, style
from kompass.language import DEFAULT, Language, language
from kompass.places.keys import Key, comparison_keys
from kompass.places.parameters import PLAN
from kompass.places.plan import Plan, plan_of
from kompass.plans.registry import REGISTRY, UnknownPlanError


@dataclass(frozen=True)
class Session:
    """Facts and plan in the user's language, comparison keys, language and theme of one rerun; immutable."""

    facts: Facts
    plan: Plan
    keys: tuple[Key, ...]
    language: Language
    style: Style


LANGUAGE = "lang"  # widget key and query parameter


_PLAN_ID = "plan_id"  # in the session state; the address is read once
UNKNOWN_PLAN = "plan_unknown"  # in the session state: the message about a plan that does not exist


def session() -> Session:
    """The session of this rerun. A plan that the address names and that does not exist is replaced by that of the
    product, and the message about it is kept in the session state."""
    code = str(st.session_state.get(LANGUAGE) or DEFAULT)
    words = language(code)
    plan_id = st.session_state.setdefault(_PLAN_ID, st.query_params.get(PLAN, ""))
    try:
        found = REGISTRY.facts(plan_id)
    except UnknownPlanError as error:
        st.session_state[_PLAN_ID] = ""
        st.session_state[UNKNOWN_PLAN] = error.message
        found = REGISTRY.facts()
    facts = found.in_language(words)
    plan = plan_of(facts)
    return Session(
        facts,
        plan,
        comparison_keys(facts),
        facts.words(words),
        style(st.context.theme.type).for_plan(facts.institution_codes),
    )
