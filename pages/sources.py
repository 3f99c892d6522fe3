"""Quellen und Methode: sources and definitions of all figures, methods of the computed ones."""

from ui import blocks
from ui.parts import sources
from ui.session import session

current = session()
t, facts = current.language.text, current.facts
blocks.heading(
    t("Quellen und Methode"),
    t(
        "{sources} Quellen, {indicators} Kennzahlen, {methods} Rechenwege, {notes} Eigenheiten: alles zum Nachlesen",
        sources=len(facts["sources"]),
        indicators=len(facts["indicator_definitions"]),
        methods=len(facts["methods"]),
        notes=len(facts["source_notes"]),
    ),
    t("Von jeder Zahl führt die Quellenzeile hierher: zum Dokument, zur Stelle darin und zur Erklärung."),
)
sources.results(sources.controls(current), current)
