"""Error handling: the message for an uncaught exception, and the HTML of the 404 page."""

from __future__ import annotations

import logging
from html import escape

import streamlit as st

from kompass.language import DEFAULT, LANGUAGES, N_, language

_log = logging.getLogger(__name__)


def say_sorry(error: Exception) -> bool:
    """Log an uncaught exception and show a message; returns True, so that Streamlit shows no traceback."""
    _log.error("A page failed", exc_info=error)
    st.error(
        language(DEFAULT).text(
            N_(
                "Diese Ansicht konnte nicht aufgebaut werden. Bitte die Seite neu laden; "
                "das Szenario steht in der Adresse und geht nicht verloren."
            )
        )
    )
    return True


def missing_page() -> str:
    """The HTML document for a 404, in the default language: there is no session."""
    t = language(DEFAULT).text
    title = t("Seite nicht gefunden")
    lines = (t("Diese Seite gibt es nicht"), t("Vielleicht ist die Adresse veraltet oder vertippt."))
    way_out = t("Zum Überblick")
    return (
        f'<!doctype html><html lang="{DEFAULT}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        '<body style="font:1.25rem/1.5 sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem">'
        f"<h1>{escape(lines[0])}</h1><p>{escape(lines[1])}</p>"
        f'<p><a href="./">{escape(way_out)}</a></p>'
    )


def too_long() -> str:
    """The text for an address that is too long, in the default language."""
    return language(DEFAULT).text(
        "Diese Adresse ist zu lang. Bitte weniger Szenarien oder kürzere Begründungen hineinnehmen, oder die Datei laden."
    )


def unknown_host() -> str:
    """The text for a host name that is not this server's, in every language: nobody has chosen one."""
    return " / ".join(
        language(code).text(
            "Unter diesem Rechnernamen antwortet der Server nicht. Wer ihn betreibt, kann den Namen in betreiber.toml bei "
            "rechnernamen eintragen."
        )
        for code in LANGUAGES
    )
