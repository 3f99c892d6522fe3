"""What stands below every page: sources, data status, licence and attribution."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from kompass.figures.charts.maps import ATTRIBUTION
from kompass.language import LANGUAGES
from kompass.presentation.setup_page import FOLDER
from ui import address, reader, search
from ui.navigation import foot_links
from ui.presenting import show_address
from ui.session import LANGUAGE, Session

_SCRIPT = Path(__file__).with_name("frame.js").read_text("utf-8")


def choose_language() -> None:
    """The switch at the right of the navigation bar; page, selection and scenario stay."""
    with st.container(key="bk-language", width="content"):
        address.segmented("Sprache / Language", list(LANGUAGES), str.upper, LANGUAGE, hidden=True)


def footer(current: Session, page: str) -> None:
    """Sources, data status, licence and attribution, and the ways to the open data and from the page, named
    by its path, into the presentation and to the files to take along."""
    t = current.language.text
    facts = current.facts
    plan = facts.record("plans", plan_version=current.plan.version)
    status = t(
        "Plan: {title}, Stand {date}",
        title=plan["title"],
        date=current.language.as_of(plan["as_of"], "day"),
    )
    addresses = {
        "api/v1/facts": t("Daten (JSON)"),
        # So that a spreadsheet of the reader's language opens it as it is.
        f"api/v1/facts/sources.csv?excel={current.language.code}": t("Quellenverzeichnis (CSV)"),
    }
    lines = (
        escape(status),
        escape(t("Datenstand: {version}", version=facts.version)),
        escape(ATTRIBUTION) + ", dl-de/by-2-0",
        ", ".join(f'<a href="{url}">{escape(name)}</a>' for url, name in addresses.items()),
    )
    title = t("Präsentation")
    show = f'<a class="bk-show" href="{escape(show_address(page, current))}">{escape(title)}</a>'
    along = t("Dateien")
    files = f'<a class="bk-along" href="{escape(address.link(FOLDER, {}))}">{escape(along)}</a>'
    items = "".join(f"<li>{line}</li>" for line in (*lines, show, files))
    foot_links(current)
    st.html(
        f'<footer class="bk bk-foot" lang="{current.language.code}"><ul>{items}</ul></footer>'
        f'<script type="text/javascript">{_SCRIPT}{reader.script(current.language)}{search.SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
