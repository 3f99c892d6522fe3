"""The tour for first-time visitors: six steps on the overview, closed for good with one button."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from kompass.language import N_
from ui.session import Session

_SCRIPT = Path(__file__).with_name("tour.js").read_text("utf-8")
STEPS = (
    (
        N_("Drei Fragen"),
        N_(
            "Wo stehen wir? Was ist geplant? Was täte eine andere Aufteilung derselben Plätze? "
            "Die Leiste ganz oben führt zu den Antworten."
        ),
    ),
    (
        N_("Jede Zahl sagt, was sie ist"),
        N_(
            "Amtlich, Plan, eigene Rechnung, Szenario oder Annahme: Das Zeichen steht daneben, die Quelle darunter. "
            "Was eine Quelle nicht nennt, heißt nicht ausgewiesen."
        ),
    ),
    (
        N_("Die Karte"),
        N_(
            "Eine Größe wählen, dann einen Kreis oder eine Gemeinde: Daneben steht, was über sie bekannt ist."
        ),
    ),
    (
        N_("Der Simulator"),
        N_(
            "Plätze zwischen den vier Institutionen verschieben, mit Maus, Finger oder Tastatur. Die Summe bleibt, "
            "und jeder Schritt lässt sich zurücknehmen."
        ),
    ),
    (
        N_("Festhalten"),
        N_(
            "Ein Szenario behalten, mit anderen vergleichen, als Beschlussvorlage drucken. Die Adresse der Seite "
            "enthält alles: Als Link kommt es wieder."
        ),
    ),
    (
        N_("Mitnehmen und nachlesen"),
        N_(
            "Unter jeder Abbildung stehen ihre Tabelle als Datei und die Begriffe. Am Fuß jeder Seite stehen Leichte "
            "Sprache, Barrierefreiheit und Datenschutz."
        ),
    ),
)


def show(current: Session) -> None:
    """Put the tour on the page, hidden; ``tour.js`` shows it unless the browser's local storage has ``bk-tour``."""
    t = current.language.text
    places = [t("{n} von {all}", n=number, all=len(STEPS)) for number in range(1, len(STEPS) + 1)]
    steps = "".join(
        f"<li hidden><b>{escape(t(title))}</b> <small>{escape(place)}</small><p>{escape(t(text))}</p></li>"
        for place, (title, text) in zip(places, STEPS, strict=True)
    )
    buttons = (
        ("back", t("Zurück")),
        ("next", t("Weiter")),
        ("close", t("Rundgang beenden")),
    )
    row = "".join(f'<button type="button" data-tour="{do}">{escape(label)}</button>' for do, label in buttons)
    name = escape(t("Rundgang in zwei Minuten"), quote=True)
    st.html(
        f'<section class="bk bk-tour" aria-label="{name}" hidden><p class="bk-overline">{name}</p>'
        f'<ol aria-live="polite">{steps}</ol><p class="bk-tour-ways">{row}</p></section>'
        f'<script type="text/javascript">{_SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
