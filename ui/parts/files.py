"""The files page: every file that can be downloaded, with its purpose, content and link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import streamlit as st

from kompass.briefing.export_request import DISTRICT
from kompass.briefing.files import FILES, FileSpec, Part
from kompass.briefing.routes import PAPER, PDF_FILE, WORD_FILE
from kompass.briefing.workbook.exhibits import static_tables
from kompass.figures.region.profile import PROFILE, profiles
from kompass.figures.simulator.scenario import headline
from kompass.language import N_, Language
from kompass.needs import DIVIDED, carries
from kompass.pages import FIGURE_PAGES, OF_SCENARIO, offered_path
from kompass.places.parameters import plain
from kompass.plans.registry import REGISTRY
from kompass.presentation.page import ADDRESS, SETUP
from kompass.presentation.story import SEPARATOR, VIEWS, Show, StoryError, checked, show_from_pairs, usable
from kompass.presentation.views.registry import TITLE, default_story, view_specs
from ui import address, blocks, operator_file
from ui.blocks import tag
from ui.session import Session
from ui.simulator import link, state

PAGE = "seite"  # query parameter that names a page
STORY, START = "folge", "start"  # values of PAGE: the story itself, and the overview, whose path is empty
CONTROL = 480  # pixels, width of the select box
_SCRIPT = Path(__file__).with_name("files.js").read_text("utf-8")
_CHANGES = {
    Part.SCENARIO: N_("das Szenario"),
    Part.STORY: N_("die Folge der Ansichten"),
}


@dataclass(frozen=True)
class Offer:
    """A file on the page: its texts, and its links as label and URL.

    ``made``: files.js fetches and saves it; otherwise the link opens in a new tab.
    """

    title: str
    good_for: str
    format: str
    holds: str
    links: Sequence[tuple[str, str]]
    made: bool = True


@st.cache_resource(show_spinner=False)
def _ahead(data_id: str, code: str, _current: Session) -> Thread:
    """Start a thread that prepares the tables of the workbook (some seconds, once per plan and language)."""
    begun = Thread(target=static_tables, args=(_current.facts, _current.language), daemon=True)
    begun.start()
    return begun


def page(current: Session) -> None:
    """Show the page; no files as long as a query parameter of the link is invalid and not settled."""
    t = current.language.text
    if link.refused(current):
        blocks.heading(
            t("Dateien"),
            t("Noch keine Dateien: Ein Teil des Links gilt nicht"),
            t("Sonst stünde in den Dateien etwas anderes, als der Link verspricht."),
        )
        link.tell(current)
        return
    _ahead(current.facts.data_id, current.language.code, current)
    heading = st.container()
    pairs = _asked(_page_of_story(current), current)
    show = show_from_pairs(pairs, default_story(current.facts))
    said, told = _scenario(current), _story_told(show, current)
    offers = [_offer(file, pairs, current) for file in FILES if carries(current.facts, *file.needs)]
    if carries(current.facts, DIVIDED):
        offers[1:1] = _papers(pairs, current.language)
    with heading:
        blocks.heading(
            t("Dateien"),
            t("{count} Dateien, alle mit denselben Zahlen: {scenario}", count=len(offers), scenario=said),
            t("Jede wird beim Klick auf diesem Server erstellt, in der Sprache dieser Seite."),
        )
    if told:
        blocks.html(tag("p", told, "bk-todo"))
    blocks.html(_contents(show, said, current))
    items = "".join(_markup(offer) for offer in offers)
    words = {
        "doing": t("wird erstellt …"),
        "done": t("gespeichert: {name}", name="{name}"),
        "offline": t("Keine Verbindung zum Server: Die Datei ist nicht erstellt worden."),
        "failed": t("Der Server konnte die Datei nicht machen. Bitte noch einmal versuchen."),
    }
    data = "".join(f' data-{name}="{escape(text, quote=True)}"' for name, text in words.items())
    st.html(
        f'<div class="bk bk-files"{data}>{items}</div><script type="text/javascript">{_SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )


def _page_of_story(current: Session) -> str:
    """Show a select box: the story, or all views of one page. Returns :data:`STORY`, a URL path or :data:`START`."""
    t = current.language.text
    names = {STORY: t("wie in der Präsentation")} | {
        path or START: t("alle Ansichten der Seite {page}", page=t(title))
        for path, title in FIGURE_PAGES.items()
        if path not in OF_SCENARIO
        and offered_path(path, current.facts)  # without a scenario or assumptions some of theirs are empty
    }
    with st.container(width=CONTROL):
        return address.selectbox(t("Folge der Ansichten"), list(names), names.__getitem__, PAGE)


def _asked(page: str, current: Session) -> list[tuple[str, str]]:
    """The query parameters as pairs; if a page is chosen, the parameter of the story holds its views."""
    pairs = [
        (name, value)
        for name in st.query_params
        for value in st.query_params.get_all(name)
        if name != PAGE and (name != VIEWS or page == STORY)
    ]
    if page == STORY:
        return pairs
    path = "" if page == START else page
    known = view_specs(current.facts)
    own = [view for view, maker in known.items() if maker.page == path and view != TITLE]
    return [*pairs, (VIEWS, SEPARATOR.join([TITLE, *own]))]


def _scenario(current: Session) -> str:
    """The current scenario in one sentence."""
    scenario = state.open_table(current).current
    baseline, against = state.baseline(current)
    if not scenario.ledger:
        return against if scenario == baseline else current.language.text("Plan")
    return headline(scenario, baseline, against, current.language)


def _story_told(show: Show, current: Session) -> str:
    """The message which views of the story do not exist; "" if all do."""
    try:
        checked(show.views, view_specs(current.facts))
    except StoryError as error:
        return plain(current.language.message(error.message))
    return ""


def _contents(show: Show, said: str, current: Session) -> str:
    """The HTML of what all files contain: language, scenario, story, slide design, data version."""
    t, known = current.language.text, view_specs(current.facts)
    story = usable(show.views, known)
    template, problem = operator_file.slide_template()
    design = t("Vorlage des Betreibers") if template else t("eigene Gestaltung")
    change = t("ändern")
    rows = [
        (t("Sprache"), escape(current.language.name)),
        (t("Szenario"), escape(said)),
        (
            t("Folge der Ansichten"),
            escape(" · ".join(current.language.message(known[view].name) for view in story))
            + f' <a href="{ADDRESS}/{SETUP}?{escape(show.query())}">{escape(change)}</a>',
        ),
        (t("Folien"), escape(design)),
        (t("Datenstand"), escape(current.facts.version)),
    ]
    terms = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows)
    _, unusable = operator_file.logos(REGISTRY.codes)
    problems = [tag("p", current.language.message(told), "bk-todo") for told in (problem, unusable) if told]
    notice = "".join(problems)
    return f'<dl class="bk-sheet">{terms}</dl>{notice}'


def _offer(file: FileSpec, pairs: Sequence[tuple[str, str]], current: Session) -> Offer:
    """The entry of one file, with a link per district if it is made for a district."""
    t = current.language.text
    query = list(pairs)
    if Part.PROFILE in file.holds:
        links = [
            (profile.label, f"{file.address}?{urlencode([*query, (PROFILE, key)])}")
            for key, profile in profiles(current.facts).items()
        ]
    elif Part.DISTRICT in file.holds:
        districts = current.facts["districts"].sort_values("position")
        links = [
            (d.name, f"{file.address}?{urlencode([*query, (DISTRICT, d.ags)])}")
            for d in districts.itertuples()
        ]
    else:
        links = [(t("Datei erstellen"), f"{file.address}?{urlencode(query)}")]
    changes = current.language.listed([t(_CHANGES[part]) for part in file.holds if part in _CHANGES])
    return Offer(
        t(file.title),
        t(file.good_for),
        f"{file.format}, {t(file.size)}",
        t("Enthält {parts} von oben.", parts=changes) if changes else "",
        links,
    )


def _papers(pairs: Iterable[tuple[str, str]], words: Language) -> list[Offer]:
    """The entries of the decision paper: PDF, Word file and print view."""
    t, query = words.text, urlencode(list(pairs))
    holds = t("Enthält {parts} von oben.", parts=t(_CHANGES[Part.SCENARIO]))
    pdf, word, printed = (f"{path.lstrip('/')}?{query}" for path in (PDF_FILE, WORD_FILE, PAPER))
    return [
        Offer(
            t("Beschlussvorlage"),
            t("Zum Entscheiden: das Szenario mit Begründungen, Vergleich und Platz für Unterschriften."),
            t("PDF (PDF/UA-1), {size}", size=t("rund 110 kB")),
            holds,
            [(t("Datei erstellen"), pdf)],
        ),
        Offer(
            t("Beschlussvorlage zum Bearbeiten"),
            t("Dieselbe Vorlage für eigene Sätze, bevor sie in die Sitzung geht."),
            t("Word (DOCX), {size}", size=t("rund 160 kB")),
            holds,
            [(t("Datei erstellen"), word)],
        ),
        Offer(
            t("Beschlussvorlage zum Ansehen"),
            t("Dieselbe Vorlage als Seite im Browser, auch zum Drucken."),
            t("Druckansicht (HTML)"),
            holds,
            [(t("Ansehen und drucken"), printed)],
            made=False,
        ),
    ]


def _markup(offer: Offer) -> str:
    """The HTML of one file, with an empty status line for files.js."""
    saves = ' class="bk-file" download' if offer.made else ' class="bk-file" target="_blank"'
    links = "".join(
        f'<a href="{escape(address, quote=True)}"{saves} '
        f'aria-label="{escape(offer.title, quote=True)}: {escape(label, quote=True)}">{escape(label)}</a>'
        for label, address in offer.links
    )
    about = " ".join(text for text in (offer.good_for, offer.holds) if text)
    return (
        f"<section><h2>{escape(offer.title)}</h2><p>{escape(about)}</p>"
        f'<p class="bk-source">{escape(offer.format)}</p><p>{links}</p><p role="status"></p></section>'
    )
