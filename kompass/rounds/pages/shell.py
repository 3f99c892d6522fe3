"""What the pages of rounds share: the HTML document, colours of both themes, data for scripts, and the reader's language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from starlette.requests import Request

from kompass.figures.charts.style import DARK, LIGHT, Style
from kompass.language import DEFAULT, LANGUAGES, Language
from kompass.places.plan import Plan
from kompass.table import module

ASSETS = Path(__file__).with_name("assets")
PAGES = "/r"  # a round's pages are below it, by its code
WALL, LEAD, TAKE, SLIDE = "wand", "leitung", "uebernehmen", "folie.pptx"
# The scripts that pages have inside them, with the way from the page to the root.
SCRIPTS = {"phone.js": "../", "wall.js": "../../", "lead.js": "../../"}
_COMMENT = re.compile(r"^ *// .*\n", re.MULTILINE)


@cache
def asset(name: str) -> str:
    """A style sheet or script of this folder, without lines that are comments."""
    return _COMMENT.sub("", (ASSETS / name).read_text("utf-8"))


def script(name: str) -> str:
    """The script of a page; the security headers allow no other inside it (:data:`SCRIPTS`)."""
    return asset(name).replace("%TABLE%", f"{SCRIPTS[name]}{module.address()}")


def asked_language(request: Request) -> str:
    """The code of the language that the address names, else the first of the browser's that we have."""
    wanted = [request.query_params.get("lang", "")]
    accepted = request.headers.get("accept-language", "")[:200].lower()
    wanted += [part.partition(";")[0].strip().partition("-")[0] for part in accepted.split(",")]
    return next((code for code in wanted if code in LANGUAGES), DEFAULT)


def colours(plan: Plan, theme: str = "") -> str:
    """The CSS variables of a theme by its name, else of both, as the browser wants.

    ``--p0``, ``--p1`` … are the colours of the institutions in plan order.
    """

    def of(style: Style) -> str:
        names = ("text", "muted", "background", "panel", "line", "comparison")
        found = {name: getattr(style, name) for name in names} | {"link": style.link}
        own = style.for_plan(plan.codes)
        return "".join(f"--bk-{name}:{value};" for name, value in found.items()) + "".join(
            f"--p{i}:{own.of(code)};" for i, code in enumerate(plan.codes)
        )

    chosen = {style.name: style for style in (LIGHT, DARK)}.get(theme)
    if chosen:
        return f":root{{color-scheme:{chosen.name};{of(chosen)}}}"
    return f":root{{color-scheme:light dark;{of(LIGHT)}}}@media(prefers-color-scheme:dark){{:root{{{of(DARK)}}}}}"


def in_theme(parties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Institutions as the negotiating table is given them, with colours that follow the browser's theme."""
    return [{**party, "color": f"var(--p{i})"} for i, party in enumerate(parties)]


def data(name: str, value: Mapping[str, Any]) -> str:
    """A script element with JSON that no text in it can end."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{body}</script>'


def document(title: str, body: str, css: str, script: str, words: Language) -> str:
    """An HTML document of its own: style and script in it, so that nothing else need be fetched but the table."""
    code = f'<script type="module">{script}</script>' if script else ""
    return (
        f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{css}</style></head><body>{body}{code}</body></html>"
    )


def other_languages(words: Language) -> str:
    """Links to the page in the other languages."""
    return "".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}">{escape(spec.name)}</a>'
        for code, spec in LANGUAGES.items()
        if code != words.code
    )
