"""What a page says when its server is not reached: in the first HTML, since all else comes by the connection."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from kompass.briefing.routes import PAPER
from kompass.kept_address import kept_address
from kompass.language import language
from kompass.presentation.page import ADDRESS
from ui.streamlit_internals import APP

ROUTE = "/verbindung.js"


@cache
def script() -> str:
    """The script that shows the words."""
    return Path(__file__).with_name("connection.js").read_text("utf-8")


@cache
def markup(code: str) -> str:
    """The words in a language, hidden, with ways to what needs no lasting connection; and their script."""
    t = language(code).text
    ways = (
        (ADDRESS, t("Präsentation")),
        (PAPER.lstrip("/"), t("Beschlussvorlage")),
        ("api/v1/", t("Daten")),
    )
    links = " · ".join(f'<a href="{path}">{escape(name)}</a>' for path, name in ways)
    lost = t(
        "Keine Verbindung zum Server. Was Sie sehen, bleibt stehen; sobald er antwortet, geht es von selbst weiter."
    )
    never = t(
        "Diese Seite bekommt keine Verbindung zum Server. Vielleicht sperrt ein Netz WebSockets; ohne sie gehen:"
    )
    return (
        f'<aside id="bk-connection" role="alert" hidden data-app="{escape(APP, quote=True)}">'
        f"<p data-lost hidden>{escape(lost)}</p><p data-never hidden>{escape(never)} {links}</p></aside>"
        f'<script src="{kept_address(ROUTE, script())}" defer></script>'
    )
