"""The pages, in the order of the navigation bar."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from kompass.language import N_
from kompass.page_names import PAGE_NAMES
from kompass.search.index import Page as SearchedPage
from ui.blocks import html, tag
from ui.session import Session

PAGE_DIR = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True)
class PageSpec:
    """A page: its script beside the shell, its address, the question it answers, its place."""

    script: str
    url_path: str
    answers: str
    section: str = ""  # pages of a section share one word of the bar

    @property
    def title(self) -> str:
        """What the page is called, a text in German."""
        return PAGE_NAMES[self.url_path]


REGION = N_("Region")
NEED = N_("Bedarf und Ausblick")
FRAME = N_("Land und Räume")
PAGES = (
    PageSpec("overview.py", "", N_("Was ist der Plan, und für wen?")),
    PageSpec("map.py", "karte", N_("Wie unterscheiden sich die drei Kreise? Zur Karte")),
    PageSpec(
        "employment.py",
        "beschaeftigung",
        N_("Wo wächst die Beschäftigung? Zur Beschäftigung"),
        REGION,
    ),
    PageSpec(
        "zukunftsatlas.py",
        "zukunftsatlas",
        N_("Wie stehen die Kreise da? Zum Zukunftsatlas"),
        REGION,
    ),
    PageSpec(
        "unemployment.py",
        "arbeitslosigkeit",
        N_("Wie viele sind arbeitslos? Zur Arbeitslosigkeit"),
        REGION,
    ),
    PageSpec(
        "shortages.py",
        "engpaesse",
        N_("Welche Berufe fehlen? Zu Engpässen und Zielen"),
        NEED,
    ),
    PageSpec(
        "support.py",
        "stuetzen",
        N_("Was tun Plan und Land gegen einen Engpass? Zu Engpass, Ziel und Maßnahme"),
        NEED,
    ),
    PageSpec(
        "outlook.py",
        "ausblick",
        N_("Für wen, und wie geht es weiter? Zum Ausblick"),
        NEED,
    ),
    PageSpec(
        "state_measures.py",
        "landesprogramme",
        N_("Was tut das Land, und wie lange laut Bericht? Zu den Maßnahmen des Landes"),
        FRAME,
    ),
    PageSpec(
        "planning_regions.py",
        "planungsraeume",
        N_("Wie planen andere Räume? Zu den Planungsräumen"),
        FRAME,
    ),
    PageSpec(
        "ruhr.py",
        "ruhrgebiet",
        N_("Was hatte sich eine andere Region vorgenommen? Zum Westfälischen Ruhrgebiet"),
        FRAME,
    ),
    PageSpec(
        "year_2020.py",
        "jahr-2020",
        N_("Was nannte das Land im Pandemiejahr? Zum Jahr 2020"),
        FRAME,
    ),
    PageSpec(
        "quotas.py",
        "kontingente",
        N_("Wer plant wie viele Plätze für {plan}? Zu den Kontingenten"),
    ),
    PageSpec("simulator.py", "simulator", N_("Was wäre bei anderer Aufteilung? Zum Simulator")),
    PageSpec("comparison.py", "vergleich", N_("Welches Szenario tut was? Zum Vergleich")),
    PageSpec("files.py", "mitnehmen", N_("Was lässt sich laden und drucken? Zu den Dateien")),
    PageSpec("sources.py", "quellen", N_("Woher stammt welche Zahl? Zu Quellen und Methode")),
)
# Reached from the foot of every page, not from the bar.
FOOT_PAGES = (
    PageSpec(
        "accessibility.py",
        "barrierefreiheit",
        N_("Was ist für alle zugänglich, was nicht?"),
    ),
    PageSpec("plain.py", "leichte-sprache", N_("Was ist das hier, in Leichter Sprache?")),
    PageSpec("privacy.py", "datenschutz", N_("Was wird gespeichert?")),
    PageSpec("imprint.py", "impressum", N_("Wer betreibt diese Seiten?")),
)


def sections(current: Session) -> dict[str, list[Page]]:
    """The pages by section, titled in the reader's language; those without a section come first."""
    t = current.language.text
    found: dict[str, list[Page]] = {}
    for page in (*PAGES, *FOOT_PAGES):
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


def searched_pages() -> tuple[SearchedPage, ...]:
    """Every page as the search finds it."""
    return tuple(SearchedPage(page.title, page.answers, page.url_path) for page in (*PAGES, *FOOT_PAGES))


def page_paths() -> set[str]:
    """The full path of every page, below the path that the server may be told to serve under."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return {f"/{'/'.join(part for part in (base, page.url_path) if part)}" for page in (*PAGES, *FOOT_PAGES)}
