"""Which plan the pages show: the links to the others, and what is to be said about it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from kompass.facts import Facts
from kompass.facts_files import DEFAULT_PLAN
from kompass.language import DEFAULT, N_, Message
from kompass.places.parameters import PLAN
from kompass.places.plan import plan_of
from kompass.plans.registry import REGISTRY, is_draft
from ui import address
from ui.blocks import html
from ui.session import LANGUAGE, UNKNOWN_PLAN, Session


def write_plan(current: Session) -> None:
    """Write the plan to the address, so that links and a reload keep it; that of the product needs no parameter."""
    address.write(PLAN, [] if current.facts.plan_id == DEFAULT_PLAN else [current.facts.plan_id])


def line(current: Session, page: str) -> None:
    """Above a page, named by its path: the plans to choose from if there are several, that a plan is a draft, and that
    the plan of the address does not exist."""
    parts = []
    missing: Message | None = st.session_state.pop(UNKNOWN_PLAN, None)
    if missing:
        told = current.language.message(missing)
        parts.append(f'<p role="alert"><span class="bk-notice">{escape(told)}</span></p>')
    if is_draft(current.facts):
        told = current.language.text(
            N_(
                "Entwurf {plan}: nur mit diesem Link zu sehen, vergessen nach einiger Zeit oder beim Neustart."
            ),
            plan=plan_label(current.facts),
        )
        parts.append(f'<p><span class="bk-notice">{escape(told)}</span></p>')
    if len(REGISTRY.ids) > 1 or is_draft(current.facts):
        parts.append(_links(current, page))
    if parts:
        html(f'<div class="bk bk-plans">{"".join(parts)}</div>')


def _links(current: Session, page: str) -> str:
    shown = list(REGISTRY.ids) + ([current.facts.plan_id] if is_draft(current.facts) else [])
    items = []
    for plan_id in shown:
        label = escape(plan_label(REGISTRY.facts(plan_id).in_language(current.language)))
        if plan_id == current.facts.plan_id:
            items.append(f'<li aria-current="true"><b>{label}</b></li>')
        else:
            items.append(f'<li><a href="{escape(plan_address(page, plan_id, current))}">{label}</a></li>')
    name = current.language.text("Plan")
    return f'<nav aria-label="{escape(name)}"><ul>{"".join(items)}</ul></nav>'


def plan_address(page: str, plan_id: str, current: Session) -> str:
    """The relative URL of a page on another plan: a new session, as a scenario belongs to one plan."""
    pairs = [(LANGUAGE, current.language.code)] if current.language.code != DEFAULT else []
    if plan_id != DEFAULT_PLAN:
        pairs.append((PLAN, plan_id))
    return f"./{page}" + (f"?{urlencode(pairs)}" if pairs else "")


def plan_label(facts: Facts) -> str:
    """A plan's name for a choice: its region and version; its title if it has no region of its own."""
    version = plan_of(facts).version
    if not facts.area:
        return str(facts.record("plans", plan_version=version)["title"])
    return f"{facts.area_name[:1].upper()}{facts.area_name[1:]} {version}"
