"""What assistive technology needs beyond Streamlit: its English words in the reader's language, a voice
for a changed headline, and a place for a lost focus."""

from __future__ import annotations

import json
from pathlib import Path

from kompass.language import Language

_SCRIPT = Path(__file__).with_name("reader.js").read_text("utf-8")


def script(language: Language) -> str:
    """The script for a page in this language."""
    words = json.dumps(_words(language), ensure_ascii=False).replace("<", "\\u003c")
    return f"window.bkWords = {words};\n{_SCRIPT}"


def _words(language: Language) -> dict[str, str]:
    """What Streamlit says in English whatever the page's language (streamlit/streamlit#1353), and how the
    reader hears it; ``{}`` is what is the control's own."""
    t = language.text
    return {
        "Skip to main content": t("Zum Inhalt"),
        "Navigate to home page": t("Zum Überblick"),
        "App pages": t("Seiten"),
        "Expand sidebar": t("Menü öffnen"),
        "Collapse sidebar": t("Menü schließen"),
        "Help for {}": t("Hilfe zu: {name}", name="{}"),
        "{} more": t("{n} weitere", n="{}"),
        "Increment": t("Eins mehr"),
        "Decrement": t("Eins weniger"),
        "Open": t("Auswahl öffnen"),
        "Choose an option": t("Bitte wählen"),
        "file upload": t("Datei wählen"),
        "Upload": t("Datei wählen"),
        "{}MB per file": t("höchstens {n} MB", n="{}"),
        "streamlit_folium.st_folium": t("Karte der drei Kreise"),
    }
