"""The HTML page on which a story is edited. Links only, so that it works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from kompass.language import Language
from kompass.pages import FIGURE_PAGES
from kompass.presentation.drawing import projector_style
from kompass.presentation.page import ADDRESS, SETUP, document
from kompass.presentation.story import DARK_THEME, LIGHT_THEME, THEME, Show, swapped
from kompass.presentation.view import ViewSpec

STORY_FILE = "praesentation.json"
FOLDER = "mitnehmen"  # path of the download page and of the routes of its files


def setup_html(
    show: Show,
    specs: Mapping[str, ViewSpec],
    default: Sequence[str],
    message: str,
    words: Language,
    without: Show | None = None,
) -> str:
    """The set-up page as an HTML document. ``specs`` are all views by id, ``message`` is an error to show.

    ``without`` is given when parameters of the query string are invalid: the show without them, the only link
    offered.
    """
    t = words.text
    title = t("Präsentation einrichten")
    notice = f'<p class="notice" role="alert">{escape(message)}</p>' if message else ""
    if without is not None:
        go_on = _anchor(f"{SETUP}?{without.query()}", t("Ohne diese Teile weiterarbeiten"), ' class="main"')
        notice += f"<p>{go_on}</p>"
    keys = t(
        "Weiter: Pfeil rechts, Bild ab, Leertaste. Zurück: Pfeil links, Bild auf. Vollbild: F. Ende: Esc."
    )
    parts = (
        (t("Folge der Ansichten"), f'<ol class="thumbs">{_chosen(show, specs, words)}</ol>'),
        (t("Weitere Ansichten, nach Seiten"), _further(show, specs, words)),
        *([] if without else [(t("Als Datei"), _file(show, words))]),
    )
    blocks = "".join(f"<h2>{escape(heading)}</h2>{body}" for heading, body in parts)
    body = (
        f'<main class="page"><h1>{escape(title)}</h1>{notice}<p>{_ways(show, default, words, without is None)}</p>'
        f"<p>{escape(keys)}</p>{blocks}</main>"
    )
    return document(title, body, "", projector_style(show.theme), words)


def _ways(show: Show, default: Sequence[str], words: Language, startable: bool) -> str:
    """Links to start the presentation, switch the theme, restore the default story, and go back."""
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


def _further(show: Show, specs: Mapping[str, ViewSpec], words: Language) -> str:
    """HTML lists of the views that are not in the story, one list per page, each view with a link to add it."""
    parts = []
    for page, title in FIGURE_PAGES.items():
        items = [
            _addition(show, view, spec, words)
            for view, spec in specs.items()
            if spec.page == page and view not in show.views
        ]
        if items:
            heading = words.text(title)
            parts.append(f'<h3>{escape(heading)}</h3><ul class="thumbs">{"".join(items)}</ul>')
    return "".join(parts)


def _addition(show: Show, view: str, spec: ViewSpec, words: Language) -> str:
    """HTML list item of a view with a link that adds it."""
    name = words.message(spec.name)
    link = _link(show.query(views=(*show.views, view)), words.text("hinzufügen"), name)
    return f"<li>{_thumbnail(view, show)}<b>{escape(name)}</b> {link}</li>"


def _thumbnail(view: str, show: Show) -> str:
    """The HTML of a small picture of a view with the scenario; the browser fetches it when it comes into sight."""
    theme = [(THEME, show.theme)] if show.theme == DARK_THEME else []
    query = "&".join(filter(None, (show.simulator_query(), urlencode([*theme, ("vorschau", "1")]))))
    return f'<img src="../bild/{escape(view)}.svg?{escape(query)}" alt="" width="240" height="126" loading="lazy">'


def _file(show: Show, words: Language) -> str:
    """Links to download the story as JSON and PPTX, and the form that uploads a JSON file."""
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


def _chosen(show: Show, specs: Mapping[str, ViewSpec], words: Language) -> str:
    """HTML list items of the views in the story, with links to move them up and down and to remove them."""
    t, items = words.text, []
    for position, view in enumerate(show.views):
        name = words.message(specs[view].name)
        links = []
        if position:
            links.append(_link(show.query(views=swapped(show.views, position - 1)), t("nach oben"), name))
        if position < len(show.views) - 1:
            links.append(_link(show.query(views=swapped(show.views, position)), t("nach unten"), name))
        rest = (*show.views[:position], *show.views[position + 1 :])
        links.append(_link(show.query(views=rest), t("weglassen"), name))
        items.append(f"<li>{_thumbnail(view, show)}<b>{escape(name)}</b> {' '.join(links)}</li>")
    return "".join(items)


def _link(query: str, text: str, about: str = "") -> str:
    label = f' aria-label="{escape(about)}: {escape(text)}"' if about else ""
    return _anchor(f"{SETUP}?{query}", text, label)


def _anchor(address: str, text: str, attributes: str = "") -> str:
    return f'<a href="{escape(address)}"{attributes}>{escape(text)}</a>'
