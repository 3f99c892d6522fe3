"""URLs of one figure: its files, the page for a frame, its view in the presentation, and how to check it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from kompass.api.routes import SCENARIO_PARAMETERS
from kompass.images.image import BARE, WIDTH
from kompass.images.routes import EMBEDDED, IMAGES
from kompass.language import DEFAULT
from kompass.places.parameters import SCENARIO
from kompass.presentation.story import DARK_THEME, LANGUAGE, LIGHT_THEME, THEME
from ui import address, downloads
from ui.address import NO_CHOICES, Choices
from ui.presenting import adding_address, full_screen_address
from ui.session import Session

PRINTED = 720  # pixels: width of a picture on A4


@dataclass(frozen=True)
class FigureLinks:
    """The URLs of a figure, relative to a page; ``base`` is the server's address with a final "/"."""

    name: str
    query: str
    base: str
    full_screen: str
    adding: str

    def file(self, form: str, *more: tuple[str, str]) -> str:
        """The URL of a file of the figure: svg, png, json, bib or ris; of a parameter given again the last counts."""
        query = "&".join(filter(None, (self.query, urlencode(more))))
        return f"{IMAGES.lstrip('/')}/{self.name}.{form}" + (f"?{query}" if query else "")

    def file_url(self, form: str) -> str:
        """The same for other programs, with the server's address."""
        return self.base + self.file(form)

    @property
    def embedded(self) -> str:
        """The page for a frame of another site."""
        return f"{self.base}{EMBEDDED.lstrip('/')}/{self.name}" + (f"?{self.query}" if self.query else "")


def figure_links(exhibit: str, current: Session, instead: Choices = NO_CHOICES) -> FigureLinks | None:
    """The links of an exhibit with the parameters of the current page; None for one that has no files.

    ``instead`` has parameters that differ from the page's, such as the districts of a figure on a page about one.
    """
    adding = adding_address(exhibit, current, instead)
    if not adding:
        return None
    pairs = [pair for pair in address.pairs(instead) if pair[0] != LANGUAGE]
    if current.language.code != DEFAULT:
        pairs.append((LANGUAGE, current.language.code))
    if current.style.name == "dark":
        pairs.append((THEME, DARK_THEME))
    return FigureLinks(
        exhibit,
        urlencode(pairs, safe="~"),
        downloads.base_address(),
        full_screen_address(exhibit, current, instead),
        adding,
    )


def print_image(exhibit: str, current: Session, instead: Choices = NO_CHOICES) -> str:
    """The HTML of a place that ui/print.js fills with the figure as SVG before the page is printed; "" without one."""
    links = figure_links(exhibit, current, instead)
    if links is None:
        return ""
    image = links.file("svg", (THEME, LIGHT_THEME), (BARE, "1"), (WIDTH, str(PRINTED)))
    return f'<div class="bk-print" data-src="{escape(image)}"></div>'


def recalculation(document: str, current: Session) -> str:
    """Lines of Python that print the rows of a figure; with a scenario, also its places from the API."""
    lines = [
        "import json, urllib.request",
        f'figure = json.load(urllib.request.urlopen("{document}"))',
        'print(figure["title"], figure["scenario"], figure["data_version"], sep="\\n")',
        'for row in figure["rows"]:',
        '    print(*row, sep=" | ")',
    ]
    if st.query_params.get(SCENARIO):
        asked = [
            pair for pair in address.pairs() if pair[0] in SCENARIO_PARAMETERS
        ]  # each reason, not the last one
        query = urlencode(asked, safe="~")
        api = f"{downloads.base_address()}api/v1/scenario?{query}"
        lines += [
            f'scenario = json.load(urllib.request.urlopen("{api}"))',
            'for code, row in scenario["institutions"].items():',
            '    print(code, row["places"], row["degree"], row["change"])',
        ]
    return "\n".join(lines)


def figure_links_html(exhibit: str, title: str, current: Session, instead: Choices = NO_CHOICES) -> str:
    """The HTML list of an exhibit's files and addresses, each with what it is for; "" if it has none."""
    links = figure_links(exhibit, current, instead)
    if links is None:
        return ""
    return f'<ul class="bk-along-figure">{"".join(_ways_out(links, title, current))}</ul>'


def _ways_out(links: FigureLinks, title: str, current: Session) -> Iterator[str]:
    t = current.language.text
    rows = (
        (t("Bild"), [(t("PNG"), links.file("png")), (t("SVG"), links.file("svg"))]),
        (t("Daten"), [("JSON", links.file("json"))]),
        (t("Zitat als Datei"), [("BibTeX", links.file("bib")), ("RIS", links.file("ris"))]),
        (
            t("Zeigen"),
            [(t("Ganzer Bildschirm"), links.full_screen), (t("Zur Präsentation hinzufügen"), links.adding)],
        ),
    )
    for label, targets in rows:
        listed = ", ".join(
            f'<a href="{escape(target)}" target="_blank">{escape(name)}</a>' for name, target in targets
        )
        yield f"<li>{escape(label)}: {listed}</li>"
    frame = f'<iframe src="{links.embedded}" title="{escape(title, quote=True)}" width="960" height="700"></iframe>'
    yield _folded(t("Auf einer anderen Webseite einbetten"), frame)
    yield _folded(t("Nachrechnen"), recalculation(links.file_url("json"), current))


def _folded(label: str, code: str) -> str:
    return f"<li><details><summary>{escape(label)}</summary><pre>{escape(code)}</pre></details></li>"
