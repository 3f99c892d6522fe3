"""What stands around every page: its tools in the header; sources, data status, licence and attribution below."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import streamlit as st

from kompass.boundaries import ATTRIBUTION
from kompass.language import LANGUAGES
from kompass.presentation.setup_page import FOLDER
from ui import address, operator_file, reader, search
from ui.navigation import foot_links, page_paths, section_of, section_titles
from ui.presenting import show_address
from ui.session import LANGUAGE, Session

_SCRIPT = "".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("frame.js", "print.js"))


def choose_language() -> None:
    """Show the language switch at the right of the navigation bar; it keeps page, selection and scenario."""
    with st.container(key="bk-language", width="content"):
        address.segmented("Sprache / Language", list(LANGUAGES), str.upper, LANGUAGE, hidden=True)


def tools(current: Session, page: str) -> None:
    """In the header: the way from the page, named by its path, into the presentation, and the switch between light and
    dark. A phone has them at the foot."""
    with st.container(key="bk-tools", width="content"):
        st.html(f'<div class="bk bk-tools">{_present(current, page)}{_theme_switch(current)}</div>')


def _present(current: Session, page: str) -> str:
    title = current.language.text("Präsentieren")
    return f'<a class="bk-show" href="{escape(show_address(page, current))}">{escape(title)}</a>'


def _theme_switch(current: Session) -> str:
    """The markup of the button; what it does is in frame.js."""
    t = current.language.text
    other, name = (
        ("Light", t("Helle Darstellung"))
        if current.style.name == "dark"
        else ("Dark", t("Dunkle Darstellung"))
    )
    label = escape(name, quote=True)
    return f'<button type="button" class="bk-theme" data-to="{other}" title="{label}" aria-label="{label}"></button>'


def _unready(current: Session) -> str:
    words = escape(current.language.text("Nicht für den öffentlichen Betrieb eingerichtet"))
    return f'<li><strong><a href="{escape(address.link("impressum", {}))}">{words}</a></strong></li>'


def footer(current: Session, page: str) -> None:
    """Show the footer: data status, attribution, links to open data, presentation and files; embed the scripts and, in
    its attributes, what they need.

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
    along = t("Dateien")
    files = f'<a class="bk-along" href="{escape(address.link(FOLDER, {}))}">{escape(along)}</a>'
    unready = "" if operator_file.is_for_the_public() else _unready(current)
    items = unready + "".join(f"<li>{line}</li>" for line in (*lines, files))
    phone = "".join(
        f'<li class="bk-on-phone">{own}</li>' for own in (_present(current, page), _theme_switch(current))
    )
    data = {
        "section": section_of(page, current),
        "sections": json.dumps(section_titles(current), ensure_ascii=False),
        "paths": " ".join(sorted(page_paths())),
    }
    attributes = "".join(f' data-{name}="{escape(value, quote=True)}"' for name, value in data.items())
    foot_links(current)
    st.html(
        f'<footer class="bk bk-foot" lang="{current.language.code}"{attributes}><ul>{items}{phone}</ul></footer>'
        f'<script type="text/javascript">{_SCRIPT}{reader.script(current.language)}{search.SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
