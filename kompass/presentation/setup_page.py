"""The page on which a story is put together: links only, so that it works without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kompass.language import Language
from kompass.pages import FIGURE_PAGES
from kompass.presentation.drawing import projector_style
from kompass.presentation.page import ADDRESS, SETUP, document
from kompass.presentation.story import DARK_THEME, LIGHT_THEME, Show, swapped
from kompass.presentation.view import Maker

STORY_FILE = "praesentation.json"
FOLDER = "mitnehmen"  # the page and the routes of files to take along


def setup_html(
    show: Show,
    known: Mapping[str, Maker],
    default: Sequence[str],
    told: str,
    words: Language,
    without: Show | None = None,
) -> str:
    """The page for the story of ``show``; ``known`` are all views there are, ``told`` is what went wrong.

    Where parts of the address cannot be used, ``without`` is the show without them: the only way on.
    """
    t = words.text
    title = t("Präsentation einrichten")
    notice = f'<p class="notice" role="alert">{escape(told)}</p>' if told else ""
    if without is not None:
        go_on = _anchor(f"{SETUP}?{without.query()}", t("Ohne diese Teile weiterarbeiten"), ' class="main"')
        notice += f"<p>{go_on}</p>"
    keys = t(
        "Weiter: Pfeil rechts, Bild ab, Leertaste. Zurück: Pfeil links, Bild auf. Vollbild: F. Ende: Esc."
    )
    parts = (
        (t("Folge der Ansichten"), f"<ol>{_chosen(show, known, words)}</ol>"),
        (t("Weitere Ansichten, nach Seiten"), _further(show, known, words)),
        *([] if without else [(t("Als Datei"), _file(show, words))]),
    )
    blocks = "".join(f"<h2>{escape(heading)}</h2>{body}" for heading, body in parts)
    body = (
        f'<main class="page"><h1>{escape(title)}</h1>{notice}<p>{_ways(show, default, words, without is None)}</p>'
        f"<p>{escape(keys)}</p>{blocks}</main>"
    )
    return document(title, body, "", projector_style(show.theme), words)


def _ways(show: Show, default: Sequence[str], words: Language, startable: bool) -> str:
    """Into the presentation, to its other look, to the default story, and back."""
    t = words.text
    dark = show.theme == DARK_THEME
    back = show.simulator_query()
    ways = [
        _link(
            show.query(theme=LIGHT_THEME if dark else DARK_THEME),
            t("hell zeigen") if dark else t("dunkel zeigen"),
        ),
        _link(show.query(views=tuple(default)), t("vorgeschlagene Folge")),
        _anchor(f"../{show.back}" + (f"?{back}" if back else ""), t("zurück")),
    ]
    if show.views and startable:
        start = t("Präsentation starten")
        ways.insert(0, _anchor(f"../{ADDRESS}?{show.query(number=1)}", start, ' class="main"'))
    return " ".join(ways)


def _further(show: Show, known: Mapping[str, Maker], words: Language) -> str:
    """The views that are not in the story, by the pages that they belong to, each with the way to add it."""
    parts = []
    for page, title in FIGURE_PAGES.items():
        items = [
            _addition(show, view, maker, words)
            for view, maker in known.items()
            if maker.page == page and view not in show.views
        ]
        if items:
            heading = words.text(title)
            parts.append(f"<h3>{escape(heading)}</h3><ul>{''.join(items)}</ul>")
    return "".join(parts)


def _addition(show: Show, view: str, maker: Maker, words: Language) -> str:
    name = words.message(maker.name)
    link = _link(show.query(views=(*show.views, view)), words.text("hinzufügen"), name)
    return f"<li><b>{escape(name)}</b> {link}</li>"


def _file(show: Show, words: Language) -> str:
    """The story as a file, and the form that opens one."""
    t = words.text
    label, button = t("Präsentation aus einer Datei"), t("Datei öffnen")
    load = _anchor(f"{STORY_FILE}?{show.query()}", t("Präsentation als Datei laden"), " download")
    slides = _anchor(
        f"../{FOLDER}/praesentation.pptx?{show.query()}", t("Als PowerPoint-Datei laden"), " download"
    )
    others = _anchor(f"../{FOLDER}?{show.query()}", t("Alle Dateien"))
    return (
        f"<p>{load} {slides} {others}</p>"
        f'<form method="post" enctype="multipart/form-data" action="{SETUP}?{escape(show.query())}">'
        f'<label>{escape(label)} <input type="file" name="datei" accept="application/json,.json"></label> '
        f"<button>{escape(button)}</button></form>"
    )


def _chosen(show: Show, known: Mapping[str, Maker], words: Language) -> str:
    """The views of the story, each with the ways to move and to drop it."""
    t, items = words.text, []
    for position, view in enumerate(show.views):
        name = words.message(known[view].name)
        links = []
        if position:
            links.append(_link(show.query(views=swapped(show.views, position - 1)), t("nach oben"), name))
        if position < len(show.views) - 1:
            links.append(_link(show.query(views=swapped(show.views, position)), t("nach unten"), name))
        rest = (*show.views[:position], *show.views[position + 1 :])
        links.append(_link(show.query(views=rest), t("weglassen"), name))
        items.append(f"<li><b>{escape(name)}</b> {' '.join(links)}</li>")
    return "".join(items)


def _link(query: str, text: str, about: str = "") -> str:
    label = f' aria-label="{escape(about)}: {escape(text)}"' if about else ""
    return _anchor(f"{SETUP}?{query}", text, label)


def _anchor(address: str, text: str, attributes: str = "") -> str:
    return f'<a href="{escape(address)}"{attributes}>{escape(text)}</a>'
