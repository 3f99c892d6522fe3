"""Navigation bar, page links of the overview and of the footer, made from the list in ``kompass/pages.py``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kompass.pages import ALL_PAGES, FOOT_PAGES, PAGES
from ui.blocks import html, tag
from ui.session import Session

PAGE_DIR = Path(__file__).parents[1] / "pages"


def sections(current: Session) -> dict[str, list[st.Page]]:
    """The argument of ``st.navigation``: pages by translated section title, "" for those without a section."""
    t = current.language.text
    found: dict[str, list[st.Page]] = {}
    for page in ALL_PAGES:
        found.setdefault(t(page.section) if page.section else "", []).append(
            st.Page(
                PAGE_DIR / page.script,
                title=t(page.title),
                url_path=page.url_path,
                default=page is PAGES[0],
                visibility="hidden" if page in FOOT_PAGES else "visible",
            )
        )
    return found


def links(current: Session) -> None:
    """Show links to all pages but the overview, each labelled with the question that it answers."""
    t = current.language.text
    html(tag("h2", t("Alle Seiten")))
    grid = st.grid(2, min_column_width=300, gap=None)
    for page in PAGES[1:]:
        grid.page_link(PAGE_DIR / page.script, label=t(page.answers, plan=current.plan.version))


def foot_links(current: Session) -> None:
    """Show the links of the footer (imprint, privacy, accessibility, …)."""
    t = current.language.text
    with st.container(horizontal=True, gap="medium", key="bk-foot-links"):
        for page in FOOT_PAGES:
            st.page_link(PAGE_DIR / page.script, label=t(page.title), help=t(page.answers), width="content")


def page_paths() -> set[str]:
    """The URL path of every page, including the option ``server.baseUrlPath``."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return {f"/{'/'.join(part for part in (base, page.url_path) if part)}" for page in ALL_PAGES}
