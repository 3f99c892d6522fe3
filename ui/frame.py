"""What stands below every page: sources, data status, licence and attribution."""

from __future__ import annotations

from html import escape

import streamlit as st

from kompass.maps import ATTRIBUTION
from ui.session import Session


def footer(current: Session) -> None:
    """Sources, data status, licence and attribution, and the way to the open data."""
    t = current.language.text
    facts = current.facts
    plan = facts.record("plans", plan_version=current.plan.version)
    lines = (
        escape(
            t(
                "Plan: {title}, Stand {date}",
                title=plan["title"],
                date=current.language.as_of(plan["as_of"], "day"),
            )
        ),
        escape(t("Datenstand: {version}", version=facts.version)),
        escape(ATTRIBUTION) + ", dl-de/by-2-0",
        f'<a href="api/v1/facts">{escape(t("Daten (JSON)"))}</a>, '
        f'<a href="api/v1/facts/sources.csv">{escape(t("Quellenverzeichnis (CSV)"))}</a>',
    )
    st.html(f'<footer class="bk bk-foot"><ul>{"".join(f"<li>{line}</li>" for line in lines)}</ul></footer>')
