"""The sticky bar of the simulator: totals, places not yet distributed, last message."""

from __future__ import annotations

from html import escape

import streamlit as st

from kompass.figures.exhibit import Made, kind_of, moved
from kompass.figures.quotas.places import quota_citations
from ui.blocks import badge, html
from ui.session import Session
from ui.simulator import state


def bar(current: Session) -> None:
    """Show the totals and the last message; the negotiating table adds a button for the nearest possible move."""
    with st.container(key="bk-bar"):
        html(_totals(current))


def _totals(current: Session) -> str:
    """The HTML of the totals: distributed and open places, all and degree-oriented ones, and the last message."""
    t, words = current.language.text, current.language
    scenario = state.open_table(current).current
    total, plan, outside = scenario.total, scenario.plan.total, scenario.from_outside
    open_places = plan.places + outside.places - total.places
    open_degree = plan.degree + outside.degree - total.degree
    parts = [
        (
            "total",
            words.number(total.places),
            words.plural("Platz verteilt", "Plätze verteilt", total.places),
            "",
        ),
        (
            "open",
            words.number(open_places),
            words.plural("Platz offen", "Plätze offen", open_places),
            _state(open_places),
        ),
        ("degree_total", words.number(total.degree), t("abschlussorientiert"), ""),
        ("degree_open", words.number(open_degree), t("abschlussorientiert offen"), _state(open_degree)),
    ]
    if outside.places or outside.degree:
        shown = words.number(outside.places, sign=True)
        parts.append(("outside", shown, t("von außen, gegenüber dem Plan"), "bk-outside"))
    # On a narrow screen the numbers are far below the sliders: the bar shows them, too.
    short = "".join(
        f'<span>{escape(code)} <b data-live="{escape(code)}.places">{escape(words.number(quota.places))}</b></span>'
        for code, quota in scenario.quotas.items()
    )
    body = "".join(
        f'<span class="{css}"><b data-value="{name}">{escape(a)}</b> {escape(b)}</span>'
        for name, a, b, css in parts
    )
    kind = badge(
        kind_of(moved(scenario, Made.QUOTED), quota_citations(current.facts, current.plan), current.facts),
        words,
    )
    said = " ".join(words.message(message) for message in st.session_state.get(state.NOTICE, ()))
    notice = f'<span class="bk-notice" role="alert" data-say>{escape(said)}</span>'
    # No live region: the totals rarely change. A move is announced by the headline, see ui/reader.js.
    name = escape(t("Summen"), quote=True)
    return (
        f'<div class="bk-status" role="group" aria-label="{name}">{body}{kind}{notice}</div>'
        f'<div class="bk-short">{short}</div>'
    )


def _state(count: int) -> str:
    """The CSS class of a count of open places: settled (0) or open."""
    return "bk-open" if count else "bk-settled"
