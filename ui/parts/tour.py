"""The tour: what the pages are for in six steps, folded into one line of the first page."""

from __future__ import annotations

from html import escape

from kompass.language import N_
from ui.session import Session

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


def tour(current: Session) -> str:
    """The markup of the tour: one line, which unfolds to the six steps."""
    t = current.language.text
    steps = "".join(f"<li><b>{escape(t(title))}</b> {escape(t(text))}</li>" for title, text in STEPS)
    name = escape(t("Rundgang in zwei Minuten"))
    return f'<details class="bk-tour"><summary>{name}</summary><ol>{steps}</ol></details>'
