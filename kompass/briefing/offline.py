"""The story as one file that needs no server: all views, keys and both themes in it, and nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import Path

from kompass.briefing.export_request import ExportRequest
from kompass.figures.picture import ScenarioPicture
from kompass.presentation.drawing import projector_style
from kompass.presentation.page import FILES, bare_section, document, picture_html, section
from kompass.presentation.routes import ASSETS
from kompass.presentation.story import DARK_THEME, LIGHT_THEME
from kompass.presentation.view import View
from kompass.presentation.views.registry import view_specs
from kompass.request.qr import qr_code, qr_svg

_SCRIPT = Path(__file__).with_name("offline.js")
ABOUT = "datei"  # the last view: what the file is
LOOK = """
.picture.stamp{display:flex;flex-flow:row nowrap;gap:4vmin;align-items:flex-start}
@media (max-aspect-ratio:1/1){.picture.stamp{flex-flow:column}}
.stamp ul{flex:1 1 0;min-width:0;margin:0;padding-left:1.2em;font-size:max(16px,2.6vmin);overflow-wrap:anywhere}
.stamp li{margin:.5em 0}.stamp svg{flex:none;width:36vmin;background:#fff}
.still{margin:0;font-size:max(16px,2.2vmin)}#theme{font:inherit;color:inherit;background:none;border:0;cursor:pointer;text-decoration:underline}
"""


def offline_html(export: ExportRequest) -> bytes:
    """The file: the ordered story, light at first, and a last view that says what it is."""
    show, words = export.show, export.words
    known = view_specs(export.facts)
    light, dark = export.context, replace(export.context, style=projector_style(DARK_THEME))
    views = {name: known[name].make(light) for name in show.views}
    sections = [
        section(
            name,
            position,
            position == 1,
            view,
            light,
            _still(view, export),
        )
        for position, (name, view) in enumerate(views.items(), start=1)
    ]
    about = bare_section(ABOUT, len(views) + 1, False, _about(export))
    others = (
        f'<div data-of="{escape(name)}">{picture_html(known[name].make(dark), dark)}</div>' for name in views
    )
    title = words.text("Präsentation: {title}", title=next(iter(views.values())).heading)
    body = (
        f"<main>{''.join(sections)}{about}</main>{_nav(export, len(views) + 1)}"
        f'<template id="other">{_colors(DARK_THEME, export)}{"".join(others)}</template>'
        f"<script>{(ASSETS / 'slides.js').read_text('utf-8')}</script>"
        f"<script>{{{_SCRIPT.read_text('utf-8')}}}</script>"
    )
    page = document(title, body, "", projector_style(LIGHT_THEME), words)
    sheet = (ASSETS / "slides.css").read_text("utf-8") + LOOK
    return page.replace(
        f'<link rel="stylesheet" href="{FILES}/slides.css">', f"<style>{sheet}</style>"
    ).encode()


def _colors(theme: str, export: ExportRequest) -> str:
    """The colours of a theme as the page sets them."""
    page = document("", "", "", projector_style(theme), export.words)
    return "".join(re.findall(r"<style>:root.*?</style>", page)[:1])


def _still(view: View, export: ExportRequest) -> str:
    """In place of the controls: what is shown, and where places can be moved."""
    if not isinstance(view.picture, ScenarioPicture):
        return ""
    told = export.words.text(
        "Stand beim Erstellen der Datei. Plätze bewegen kann nur der Simulator auf dem Server; "
        "der Link dorthin steht in der letzten Ansicht."
    )
    return f'<p class="still">{escape(told)}</p>'


def _about(export: ExportRequest) -> str:
    """What the file says of itself, and the code to the scenario."""
    t, said = export.words.text, export.provenance
    open_it = t("Dieses Szenario im Simulator öffnen")
    link = f'<a href="{escape(said.link)}">{escape(open_it)}</a>'
    lines = (
        said.basis,
        t("Datenstand {data}, erstellt {made}", data=said.data, made=said.made),
        said.scenario_line,
        said.attribution,
        said.licences,
        t("Diese Datei braucht keinen Server und fragt keinen; der Link braucht ihn."),
    )
    code = qr_code(said.link)
    drawn = qr_svg(code, t("QR-Code des Links zum Szenario")) if code else ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    heading = t("Was diese Datei ist")
    return (
        f'<div class="live"><header><span class="kind">{escape(said.product)}</span>'
        f'<h1 tabindex="-1">{escape(heading)}</h1></header>'
        f'<div class="picture stamp"><ul>{items}<li>{link}</li></ul>{drawn}</div></div>'
        f"<footer>{escape(said.footer)}</footer>"
    )


def _nav(export: ExportRequest, count: int) -> str:
    """The ways on; whatever would ask the server is left out."""
    t = export.words.text
    pattern = t("{number} von {count}", number="{number}", count="{count}")
    now = t("{number} von {count}", number=1, count=count)
    steps = (("previous", t("Vorige Ansicht"), "‹"), ("next", t("Nächste Ansicht"), "›"))
    back, forth = (
        f'<a href="#" id="{name}" aria-label="{escape(text)}">{sign}</a>' for name, text, sign in steps
    )
    dark = projector_style(DARK_THEME).name
    light, darker, title = t("hell"), t("dunkel"), t("Präsentation")
    theme = f'<button id="theme" data-other="{dark}" data-word="{escape(light)}">{escape(darker)}</button>'
    return (
        f'<nav aria-label="{escape(title)}"><span class="tools">{theme}</span>{back}'
        f'<span id="number" data-of="{escape(pattern)}">{escape(now)}</span>{forth}<a id="leave" hidden></a></nav>'
    )
