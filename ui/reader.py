"""The script for screen readers and keyboards (``reader.js``): it translates Streamlit's English texts, announces
a changed headline, and sets the focus again when its control has gone."""

from __future__ import annotations

from pathlib import Path

from kompass.language import Language
from ui import streamlit_internals

_SCRIPT = Path(__file__).with_name("reader.js").read_text("utf-8")


def script(language: Language) -> str:
    """JavaScript for a page in this language; it also sets ``window.bkStreamlit``, which ``frame.js`` reads."""
    return f"{streamlit_internals.script(_translations(language))}{_SCRIPT}"


def _translations(language: Language) -> dict[str, str]:
    """Texts that Streamlit shows in English whatever the page's language (streamlit/streamlit#1353), translated:
    by their names in :data:`ui.streamlit_internals.INTERNALS`. ``{}`` is the control's own part."""
    t = language.text
    return {
        "skip_link_text": t("Zum Inhalt"),
        "logo_link": t("Zum Überblick"),
        "navigation": t("Seiten"),
        "open_menu": t("Menü öffnen"),
        "close_menu": t("Menü schließen"),
        "help": t("Hilfe zu: {name}", name="{}"),
        "more_pages": t("{n} weitere", n="{}"),
        "increment": t("Eins mehr"),
        "decrement": t("Eins weniger"),
        "open_list": t("Auswahl öffnen"),
        "no_choice": t("Bitte wählen"),
        "file_input": t("Datei wählen"),
        "upload": t("Datei wählen"),
        "upload_limit": t("höchstens {n} MB", n="{}"),
        "map_frame": t("Karte der Kreise"),
    }
