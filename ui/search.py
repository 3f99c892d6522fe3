"""The search field in the navigation bar: its HTML, and the JavaScript that makes it a combobox."""

from __future__ import annotations

from html import escape
from pathlib import Path

from kompass.api.search import LONGEST
from kompass.places.parameters import WHOLE
from ui.session import LANGUAGE, Session
from ui.streamlit_internals import DeltaGenerator

SCRIPT = Path(__file__).with_name("search.js").read_text("utf-8")


def field(place: DeltaGenerator, current: Session) -> None:
    """Put the search field into ``place``, with its empty list of hits and its messages as data attributes.

    The HTML is the same in every rerun, so that the browser keeps the typed text and the focus.
    """
    t = current.language.text
    label, prompt, listed = t("Alles durchsuchen"), t("Suchen (Strg K)"), t("Treffer")
    said = {
        "keep": " ".join((*WHOLE, LANGUAGE)),
        "count": t("{count} Treffer. Mit den Pfeiltasten wählen.", count="{}"),
        "none": t(
            "Dazu findet sich nichts. Zu finden sind Orte, Berufe (auch nach KldB-Code), "
            "Bildungsziele, Institutionen, die Zahlen des Plans, Kennzahlen, Maßnahmen des Landes, Förderprogramme, "
            "Planungsräume, Quellen, Rechenwege, Begriffe, Personengruppen, Listen des Plans und "
            "alle Seiten."
        ),
        "failed": t("Die Suche antwortet gerade nicht. Bitte noch einmal versuchen."),
    }
    data = "".join(f' data-{name}="{escape(text, quote=True)}"' for name, text in said.items())
    place.html(
        f'<div class="bk bk-search" role="search"{data}>'
        f'<input type="text" role="combobox" aria-label="{escape(label)}" aria-expanded="false" '
        'aria-autocomplete="list" aria-haspopup="listbox" aria-controls="bk-search-list" '
        f'aria-keyshortcuts="Control+K" autocomplete="off" spellcheck="false" maxlength="{LONGEST}" '
        f'placeholder="{escape(prompt)}">'
        f'<div class="bk-search-list" id="bk-search-list" role="listbox" aria-label="{escape(listed)}" hidden></div>'
        '<p class="bk-search-none" hidden></p><p class="bk-hidden" role="status"></p></div>'
    )
