"""The tour: what the pages are for in a few steps, folded into one line of the first page."""

from __future__ import annotations

from html import escape

from kompass.language import N_
from kompass.pages import offered_path
from ui.session import Session

MAP_STEP = N_("Die Karte")
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
        MAP_STEP,
        N_(
            "Eine Größe wählen, dann einen Kreis oder eine Gemeinde: Daneben steht, was über sie bekannt ist."
        ),
    ),
    (
        N_("Der Simulator"),
        N_(
            "Plätze zwischen den Institutionen verschieben, mit Maus, Finger oder Tastatur. Die Summe bleibt, "
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


def tour(current: Session) -> str:
    """The markup of the tour: one line, which unfolds to its steps."""
    t = current.language.text
    steps = "".join(
        f"<li><b>{escape(t(title))}</b> {escape(t(text))}</li>"
        for title, text in STEPS
        if title != MAP_STEP or offered_path("karte", current.facts)
    )
    name = escape(t("Rundgang in zwei Minuten"))
    return f'<details class="bk-tour"><summary>{name}</summary><ol>{steps}</ol></details>'
