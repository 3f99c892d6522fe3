"""The address of a page whose facts the plan does not hold: what is missing, and the way to the pages there are."""

from __future__ import annotations

from kompass.needs import lacking
from kompass.pages import Page
from ui import blocks
from ui.navigation import links
from ui.session import Session


def show(page: Page, current: Session) -> None:
    """Show the page's name, a sentence that says what the plan lacks for it, and links to the pages that it has."""
    t, words = current.language.text, current.language
    missing = words.listed([t(need.what) for need in lacking(page.needs, current.facts)])
    blocks.heading(
        t(page.title),
        t("Diese Seite gibt es zum Plan {plan} nicht", plan=current.plan.version),
        t("In seinen Tabellen fehlen: {missing}.", missing=missing),
    )
    links(current)
