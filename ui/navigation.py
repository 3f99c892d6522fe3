"""Navigation bar, page links of the overview and of the footer, made from the list in ``kompass/pages.py``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kompass.pages import ALL_PAGES, FOOT_PAGES, PAGES, Page, offered, offered_pages
from ui.blocks import html, tag
from ui.session import Session

PAGE_DIR = Path(__file__).parents[1] / "pages"


def sections(current: Session) -> dict[str, list[st.Page]]:
    """The argument of ``st.navigation``: pages by translated section title, "" for those without a section.

    A page whose facts the plan does not hold is hidden, so that its address can say so.
    """
    t = current.language.text
    found: dict[str, list[st.Page]] = {}
    for page in ALL_PAGES:
        found.setdefault(t(page.section) if page.section else "", []).append(
            st.Page(
                PAGE_DIR / page.script,
                title=t(page.title),
                url_path=page.url_path,
                default=page is PAGES[0],
                visibility="visible" if offered(page, current.facts) else "hidden",
            )
        )
    return found


def section_of(path: str, current: Session) -> str:
    """The title of the section of a page, named by its path; empty for the first page."""
    section = page_at(path).section
    return current.language.text(section) if section else ""


def section_titles(current: Session) -> list[str]:
    """The titles of all sections, as the navigation bar shows them."""
    return [
        current.language.text(section)
        for section in dict.fromkeys(p.section for p in offered_pages(current.facts))
        if section
    ]


def page_at(path: str) -> Page:
    """The page at a path. Raises StopIteration if there is none."""
    return next(page for page in ALL_PAGES if page.url_path == path)


def links(current: Session) -> None:
    """Ways on from the overview: every other page whose facts the plan holds by section, with what it answers."""
    t = current.language.text
    shown = [page for page in PAGES[1:] if offered(page, current.facts)]
    html(tag("h2", t("Alle Seiten")))
    grid = st.grid(4, min_column_width=260, gap="medium")
    for section in dict.fromkeys(page.section for page in shown):
        with grid.cell():
            html(tag("h3", t(section)))
            for page in shown:
                if page.section == section:
                    answered = t(page.answers, plan=current.plan.version)
                    st.page_link(PAGE_DIR / page.script, label=f"{t(page.title)}: {answered}")


def foot_links(current: Session) -> None:
    """Show the links of the footer (imprint, privacy, accessibility, …)."""
    t = current.language.text
    with st.container(horizontal=True, gap="medium", key="bk-foot-links"):
        for page in FOOT_PAGES:
            if not offered(page, current.facts):
                continue
            st.page_link(PAGE_DIR / page.script, label=t(page.title), help=t(page.answers), width="content")


def base_path() -> str:
    """The path below which the server is reached (``server.baseUrlPath``), without slashes at its ends; "" for none."""
    return str(st.get_option("server.baseUrlPath")).strip("/")


def page_paths() -> set[str]:
    """The URL path of every page, below :func:`base_path`."""
    return {f"/{'/'.join(part for part in (base_path(), page.url_path) if part)}" for page in ALL_PAGES}
