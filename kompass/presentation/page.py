"""The presentation as one HTML document: a section per view, all but one hidden. No external resources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kompass.figures.charts.style import Style
from kompass.figures.exhibit import KIND_LABELS
from kompass.figures.picture import Chart, Cover, Numbers, OnMap, Said, ScenarioPicture, Sheet, Tracks
from kompass.language import LANGUAGES, Language
from kompass.pages import Counted
from kompass.presentation.controls import controls
from kompass.presentation.drawing import cover, map_beside, numbers, projector_style, scenario_picture, tracks
from kompass.presentation.foot import foot
from kompass.presentation.room import LONG_TITLE, Size, room
from kompass.presentation.sheet import sheet
from kompass.presentation.story import DARK_THEME, LIGHT_THEME, Show
from kompass.presentation.view import View, ViewContext
from kompass.rendering.wall import phone_drawing, wall_drawing
from kompass.rounds.pages.shell import PAGES, WALL

ADDRESS = "praesentation"  # URL path; the set-up page and the static files are below it
SETUP = "einrichten"
FILES = "dateien"
# Query parameters that slides.js updates in a link after a move: view and scenario, or the scenario only.
_KEEPS = {"previous": "", "next": "", "leave": ' data-keeps="scenario"'}


def show_html(show: Show, views: Sequence[View], context: ViewContext) -> str:
    """The HTML document; ``views`` are those of the story, in its order, made from ``context``."""
    words = context.words
    count = len(views) + bool(show.round)
    number = min(show.number, count)
    sections = "".join(
        section(
            name,
            position,
            position == number,
            view,
            context,
            controls(context) if isinstance(view.picture, ScenarioPicture) else "",
        )
        for position, (name, view) in enumerate(zip(show.views, views, strict=True), start=1)
    )
    headings = [*(view.heading for view in views), words.text("Runde {code}", code=show.round)]
    sections += _wall(show, count, number == count, headings[-1]) if show.round else ""
    title = words.text("Präsentation: {title}", title=headings[number - 1])
    body = f"<main>{sections}</main>{_nav(show, number, count, words)}"
    return document(title, body, ADDRESS, projector_style(show.theme), words, "slides")


def _wall(show: Show, position: int, visible: bool, heading: str) -> str:
    """The wall of a round as the last view: a page of its own in a frame, which leaves keys and taps to the presentation."""
    theme = projector_style(show.theme).name
    address = f"{PAGES.lstrip('/')}/{show.round}/{WALL}?thema={theme}&lang={show.language}"
    frame = f'<iframe src="{escape(address)}" title="{escape(heading)}" tabindex="-1"></iframe>'
    return bare_section("runde", position, visible, f'<h1 tabindex="-1">{escape(heading)}</h1>{frame}')


def _nav(show: Show, number: int, count: int, words: Language) -> str:
    """The navigation bar. Its entries are links, so that it works without JavaScript."""
    t = words.text
    query = show.simulator_query()
    leave = (show.back or "./") + (f"?{query}" if query else "")
    dark = show.theme == DARK_THEME
    tools = [
        (f"{ADDRESS}/{SETUP}?{show.query()}", t("Einrichten"), words.code),
        (
            f"?{show.query(theme=LIGHT_THEME if dark else DARK_THEME)}",
            t("hell") if dark else t("dunkel"),
            words.code,
        ),
        *(
            (f"?{show.query(language=code)}", spec.name, code)
            for code, spec in LANGUAGES.items()
            if code != words.code
        ),
    ]
    ways = "".join(
        f'<a href="{escape(address)}" lang="{code}" data-keeps="view">{escape(text)}</a>'
        for address, text, code in tools
    )
    steps = [
        (f"?{show.query(number=max(number - 1, 1))}", "previous", t("Vorige Ansicht"), "‹"),
        (f"?{show.query(number=min(number + 1, count))}", "next", t("Nächste Ansicht"), "›"),
        (leave, "leave", t("Präsentation verlassen"), "×"),
    ]
    back, forth, out = (
        f'<a href="{escape(address)}" id="{name}"{_KEEPS[name]} aria-label="{escape(text)}">{sign}</a>'
        for address, name, text, sign in steps
    )
    pattern = t("{number} von {count}", number="{number}", count="{count}")
    now = t("{number} von {count}", number=number, count=count)
    name = t("Präsentation")
    return (
        f'<nav aria-label="{escape(name)}"><span class="tools">{ways}</span>{back}'
        f'<span id="number" data-of="{escape(pattern)}">{escape(now)}</span>{forth}{out}</nav>'
    )


def live_html(view: View, context: ViewContext) -> str:
    """HTML of the parts of a view that change with the scenario (``div.live`` and footer). The script
    replaces them after every move."""
    return f'<div class="live">{picture_html(view, context)}</div>{foot_html(view, context)}'


def picture_html(view: View, context: ViewContext) -> str:
    """HTML header of a view (kind badge, subject, title) and its picture."""
    kind = context.words.text(KIND_LABELS[view.kind(context.facts)])
    # The colon is hidden by CSS: it is for screen readers and for the window title.
    about = f"<small>{escape(view.subject)}<i>: </i></small>" if view.subject else ""
    note = f'<p class="more">{escape(view.note)}</p>' if view.note else ""
    long = ' class="long"' if len(view.title) > LONG_TITLE else ""
    title, follows = escape(view.title), ""
    if isinstance(view.picture, ScenarioPicture):  # the negotiating table moves them
        title, follows = f'<span data-value="headline">{title}</span>', ' data-live="kind"'
    return (
        f'<header><span class="kind"{follows}>{escape(kind)}</span>'
        f'<h1 tabindex="-1"{long}>{about}{title}</h1></header>'
        f'<div class="picture">{markup(view, context)}{note}</div>'
    )


def room_of(view: View, context: ViewContext) -> Size:
    """Width and height that a view leaves for its picture, in pixels of a screen of 1920 by 1080."""
    kind = context.words.text(KIND_LABELS[view.kind(context.facts)])
    return room(view.subject, view.title, kind, foot(view, context).lines, view.note)


def foot_html(view: View, context: ViewContext) -> str:
    """HTML footer of a view: sources, plan, data version, scenario."""
    lines = "<br>".join(escape(line) for line in foot(view, context).lines)
    return f'<footer tabindex="0">{lines}</footer>'  # focusable, as it scrolls on a phone


def markup(view: View, context: ViewContext) -> str:
    """HTML of the picture of a view."""
    match view.picture:
        case Numbers(figures):
            return numbers(figures)
        case Tracks():
            return tracks(view.picture, context.style)
        case OnMap():
            return map_beside(view.picture, context.style)
        case Sheet():
            return sheet(view.picture, room_of(view, context), context.words)
        case Chart(alt=alt):
            return chart(view.picture, alt or view.title, room_of(view, context))
        case ScenarioPicture():
            return scenario_picture(view.picture, context.style, context.words)
        case Cover():
            return cover(view.picture)
        case Said(text):
            return f'<p class="said">{escape(text)}</p>'


def chart(picture: Chart, alt: str, size: Size) -> str:
    """HTML of a page's chart: redrawn for a wide room, and for an upright screen as the page has it on a phone."""
    wide, upright = wall_drawing(picture.panels, size), phone_drawing(picture.upright)
    return f'<div class="chart">{wide.svg(alt)}</div><div class="chart upright" tabindex="0">{upright.svg(alt)}</div>'


def refusal_html(reason: str, ways_out: Sequence[tuple[str, str]], show: Show, words: Language) -> str:
    """The HTML page for status 400: why the query string cannot be shown, and links to go on with.
    ``ways_out`` are pairs of link text and href."""
    title = words.text("Aus dieser Adresse wird keine Präsentation")
    links = "".join(f'<p><a href="{escape(address)}">{escape(text)}</a></p>' for text, address in ways_out)
    body = f'<main class="page"><h1>{escape(title)}</h1><p>{escape(reason)}</p>{links}</main>'
    return document(title, body, ADDRESS, projector_style(show.theme), words)


def document(title: str, body: str, folder: str, style: Style, words: Language, script: str = "") -> str:
    """An HTML document; ``folder`` is the path prefix of the static files, ``script`` the stem of a
    JavaScript file."""
    colors = {name: getattr(style, name) for name in ("background", "panel", "text", "muted", "line")}
    variables = "".join(f"--{name}:{color};" for name, color in colors.items())
    files = f"{folder}/{FILES}" if folder else FILES
    code = f'<script type="module" src="{files}/{script}.js"></script>' if script else ""
    return (
        f'<!doctype html><html lang="{words.code}" class="{style.name}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>:root{{{variables}color-scheme:{style.name}}}</style>"
        f'<link rel="stylesheet" href="{files}/slides.css">{code}</head><body>{body}</body></html>'
    )


def section(name: str, position: int, visible: bool, view: View, context: ViewContext, below: str) -> str:
    """HTML section of a view. ``below`` is HTML under the picture that is kept when the scenario changes."""
    follows = " data-follows" if view.counted == Counted.SCENARIO else ""
    live = f'<div class="live">{picture_html(view, context)}</div>'
    return bare_section(name, position, visible, f"{live}{below}{foot_html(view, context)}", follows)


def bare_section(name: str, position: int, visible: bool, body: str, attributes: str = "") -> str:
    """The ``<section>`` element around ``body``, hidden unless ``visible``; ``position`` is counted from 1."""
    hidden = "" if visible else " hidden"
    return (
        f'<section class="view" data-view="{escape(name)}" data-number="{position}"{attributes}{hidden}>'
        f"{body}</section>"
    )
