"""The frame of every page: language switch in the navigation bar, and footer with the scripts."""

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

_SCRIPT = "".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("frame.js", "print.js"))


def choose_language() -> None:
    """Show the language switch at the right of the navigation bar; it keeps page, selection and scenario."""
    with st.container(key="bk-language", width="content"):
        address.segmented("Sprache / Language", list(LANGUAGES), str.upper, LANGUAGE, hidden=True)


def footer(current: Session, page: str) -> None:
    """Show the footer: data status, attribution, links to open data, presentation and files; embed the scripts.

    ``page`` is the URL path of the current page, to which the presentation leads back.
    """
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
        # With the separators that Excel expects in the user's language.
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
