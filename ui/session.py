"""What every page gets: facts, plan, comparison keys (allocation formulas), language and theme."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kompass.facts import Facts, load
from kompass.figures.charts.style import Style, style
from kompass.language import DEFAULT, Language, language
from kompass.places.keys import Key, comparison_keys
from kompass.places.plan import Plan, plan_of


@dataclass(frozen=True)
class Session:
    """Facts and plan in the user's language, comparison keys, language and theme of one rerun; immutable."""

    facts: Facts
    plan: Plan
    keys: tuple[Key, ...]
    language: Language
    style: Style


LANGUAGE = "lang"  # widget key and query parameter


@st.cache_resource(show_spinner=False)
def _loaded(code: str) -> tuple[Facts, Plan, tuple[Key, ...]]:
    facts = load().in_language(language(code))
    return facts, plan_of(facts), comparison_keys(facts)


def session() -> Session:
    """The session of this rerun. Facts, plan and keys are cached per language for all users."""
    code = str(st.session_state.get(LANGUAGE) or DEFAULT)
    facts, plan, keys = _loaded(code)
    return Session(facts, plan, keys, language(code), style(st.context.theme.type))
