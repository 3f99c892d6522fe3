"""Navigation: the bar, the links of the overview and of the foot, from the register in ``kompass/pages.py``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kompass.pages import ALL_PAGES, FOOT_PAGES, PAGES
from ui.blocks import html, tag
from ui.session import Session

PAGE_DIR = Path(__file__).parents[1] / "pages"


def sections(current: Session) -> dict[str, list[st.Page]]:
    """The pages by section, titled in the reader's language; those without a section come first."""
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
    """Ways on from the overview: every other page, with what it answers."""
    t = current.language.text
    html(tag("h2", t("Alle Seiten")))
    grid = st.grid(2, min_column_width=300, gap=None)
    for page in PAGES[1:]:
        grid.page_link(PAGE_DIR / page.script, label=t(page.answers, plan=current.plan.version))


def foot_links(current: Session) -> None:
    """The pages that stand at the foot of every page."""
    t = current.language.text
    with st.container(horizontal=True, gap="medium", key="bk-foot-links"):
        for page in FOOT_PAGES:
            st.page_link(PAGE_DIR / page.script, label=t(page.title), help=t(page.answers), width="content")


def page_paths() -> set[str]:
    """The full path of every page, below the path that the server may be told to serve under."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return {f"/{'/'.join(part for part in (base, page.url_path) if part)}" for page in ALL_PAGES}
