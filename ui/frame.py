"""What stands below every page: sources, data status, licence and attribution."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from kompass.maps import ATTRIBUTION
from ui.session import Session

_FOLLOW_SYSTEM_THEME = Path(__file__).with_name("theme.js").read_text("utf-8")


def footer(current: Session) -> None:
    """Sources, data status, licence and attribution, and the way to the open data."""
    t = current.language.text
    facts = current.facts
    plan = facts.record("plans", plan_version=current.plan.version)
    status = t(
        "Plan: {title}, Stand {date}",
        title=plan["title"],
        date=current.language.as_of(plan["as_of"], "day"),
    )
    addresses = {"api/v1/facts": t("Daten (JSON)"), "api/v1/facts/sources.csv": t("Quellenverzeichnis (CSV)")}
    lines = (
        escape(status),
        escape(t("Datenstand: {version}", version=facts.version)),
        escape(ATTRIBUTION) + ", dl-de/by-2-0",
        ", ".join(f'<a href="{url}">{escape(name)}</a>' for url, name in addresses.items()),
    )
    items = "".join(f"<li>{line}</li>" for line in lines)
    st.html(
        f'<footer class="bk bk-foot"><ul>{items}</ul></footer>'
        f'<script type="text/javascript">{_FOLLOW_SYSTEM_THEME}</script>',
        unsafe_allow_javascript=True,
    )
