"""Titles of the pages: one name each, used in navigation, headings, search, presentation and file names."""

from __future__ import annotations

from kompass.language import N_

# By the page's path, in the order of the navigation bar, then of the footer. German message ids.
PAGE_NAMES = {
    "": N_("Überblick"),
    "karte": N_("Karte"),
    "beschaeftigung": N_("Beschäftigung"),
    "zukunftsatlas": N_("Zukunftsatlas"),
    "arbeitslosigkeit": N_("Arbeitslosigkeit"),
    "engpaesse": N_("Engpässe und Ziele"),
    "stuetzen": N_("Was stützt was?"),
    "ausblick": N_("Zielgruppen und Ausblick"),
    "landesprogramme": N_("Maßnahmen des Landes"),
    "planungsraeume": N_("Planungsräume"),
    "ruhrgebiet": N_("Westfälisches Ruhrgebiet"),
    "jahr-2020": N_("2020 als Vergleich"),
    "kontingente": N_("Kontingente"),
    "simulator": N_("Simulator"),
    "vergleich": N_("Vergleich"),
    "mitnehmen": N_("Dateien"),
    "quellen": N_("Quellen und Methode"),
    "barrierefreiheit": N_("Erklärung zur Barrierefreiheit"),
    "leichte-sprache": N_("Leichte Sprache"),
    "datenschutz": N_("Datenschutz"),
    "impressum": N_("Impressum"),
}
