"""The presentation as one HTML file that works offline: views, script, style sheet and both themes are
inlined."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from html import escape
from pathlib import Path

from kompass.briefing.export_request import ExportRequest
from kompass.figures.picture import ScenarioPicture
from kompass.presentation.controls import controls
from kompass.presentation.drawing import projector_style
from kompass.presentation.page import FILES, bare_section, document, picture_html, section
from kompass.presentation.routes import ASSETS
from kompass.presentation.story import DARK_THEME, LIGHT_THEME
from kompass.presentation.views.registry import view_specs
from kompass.rendering.text import FONT_FILES
from kompass.request.qr import qr_code, qr_svg
from kompass.table.module import module

_SCRIPT = Path(__file__).with_name("offline.js")
ABOUT = "datei"  # id of the last view, on the file itself
LOOK = """
.picture.about{display:flex;flex-flow:row nowrap;gap:4vmin;align-items:flex-start}
@media (max-aspect-ratio:1/1){.picture.about{flex-flow:column}}
.about ul{flex:1 1 0;min-width:0;margin:0;padding-left:1.2em;font-size:max(16px,2.6vmin);overflow-wrap:anywhere}
.about li{margin:.5em 0}.about svg{flex:none;width:36vmin;background:#fff}
#theme{font:inherit;color:inherit;background:none;border:0;cursor:pointer;text-decoration:underline}
"""


def offline_html(export: ExportRequest) -> bytes:
    """The HTML file in UTF-8: the views of the story in the light theme, a last one with provenance, and a
    template element with the dark theme."""
    show, words = export.show, export.words
    specs = view_specs(export.facts)
    light = export.context
    dark = replace(light, style=projector_style(DARK_THEME).for_plan(light.plan.codes))
    views = {name: specs[name].make(light) for name in show.views}
    sections = [
        section(
            name,
            position,
            position == 1,
            view,
            light,
            controls(light) if isinstance(view.picture, ScenarioPicture) else "",
        )
        for position, (name, view) in enumerate(views.items(), start=1)
    ]
    about = bare_section(ABOUT, len(views) + 1, False, _about(export))
    others = (
        f'<div data-of="{escape(name)}">{picture_html(specs[name].make(dark), dark)}</div>' for name in views
    )
    title = words.text("Präsentation: {title}", title=next(iter(views.values())).heading)
    body = (
        f"<main>{''.join(sections)}{about}</main>{_nav(export, len(views) + 1)}"
        f'<template id="other">{_colors(DARK_THEME, export)}{"".join(others)}</template>'
        f'<script type="module">{_program()}</script>'
        f"<script>{{{_SCRIPT.read_text('utf-8')}}}</script>"
    )
    page = document(title, body, "", projector_style(LIGHT_THEME), words)
    css = _with_fonts((ASSETS / "slides.css").read_text("utf-8")) + LOOK
    return page.replace(
        f'<link rel="stylesheet" href="{FILES}/slides.css">', f"<style>{css}</style>"
    ).encode()


def _program() -> str:
    """The script of the presentation with the module of the negotiating table in the place of its import."""
    slides = (ASSETS / "slides.js").read_text("utf-8")
    # "</" would end the script element.
    return re.sub(r"^import .*$", lambda _: module(), slides, count=1, flags=re.MULTILINE).replace(
        "</", "<\\/"
    )


def _with_fonts(css: str) -> str:
    """The style sheet with its font files inlined: charts are drawn with texts measured in them."""
    for weight, path in FONT_FILES.items():
        font = b64encode(Path(path).read_bytes()).decode()
        css = css.replace(f'"{weight.lower()}.ttf"', f'"data:font/ttf;base64,{font}"')
    return css


def _colors(theme: str, export: ExportRequest) -> str:
    """The ``<style>`` element with the CSS variables of a theme."""
    page = document("", "", "", projector_style(theme), export.words)
    return "".join(re.findall(r"<style>:root.*?</style>", page)[:1])


def _about(export: ExportRequest) -> str:
    """HTML of the last view: provenance, licences, link and QR code."""
    t, provenance = export.words.text, export.provenance
    open_it = t("Dieses Szenario im Simulator öffnen")
    link = f'<a href="{escape(provenance.link)}">{escape(open_it)}</a>'
    lines = (
        provenance.basis,
        t("Datenstand {data}, erstellt {made}", data=provenance.data, made=provenance.made),
        provenance.scenario_line,
        provenance.attribution,
        provenance.licences,
        t("Diese Datei braucht keinen Server und fragt keinen; der Link braucht ihn."),
    )
    code = qr_code(provenance.link)
    drawn = qr_svg(code, t("QR-Code des Links zum Szenario")) if code else ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    heading = t("Was diese Datei ist")
    return (
        f'<div class="live"><header><span class="kind">{escape(provenance.product)}</span>'
        f'<h1 tabindex="-1">{escape(heading)}</h1></header>'
        f'<div class="picture about"><ul>{items}<li>{link}</li></ul>{drawn}</div></div>'
        f"<footer>{escape(provenance.footer)}</footer>"
    )


def _nav(export: ExportRequest, count: int) -> str:
    """The navigation bar without links to the server."""
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
