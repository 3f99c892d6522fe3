"""The first sheet of the template, which explains the others."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kompass.language import N_, Language

A4 = 9  # Excel's number of this size of paper

GUIDE_LINES = (
    N_(
        "Jedes Blatt ist eine Tabelle des Plans, jede Zeile ein Eintrag. Dunkle Überschriften sind Pflicht, helle nicht."
    ),
    N_(
        "Beginnen Sie mit dem Blatt „Plan“: Kennung, Jahr, Fassung, Titel, Stand. Die Kennung bleibt für immer."
    ),
    N_(
        "Eine neue Institution ist eine Zeile im Blatt „Institutionen“; "
        "ihre Kreise stehen dort in einer Zelle, durch Komma getrennt."
    ),
    N_(
        "Reihenfolge, Kurznamen, Kennungen von Zielen und die Region einer Institution dürfen leer bleiben; "
        "sie entstehen von selbst."
    ),
    N_(
        "Die Summen der Kontingente rechnet das Blatt selbst. "
        "Druckt der Plan andere, tragen Sie diese ein und erklären sie im Blatt „Anmerkungen“."
    ),
    N_("Was die Quelle nicht ausweist, bleibt leer, oder Sie schreiben - oder k. A."),
    N_("Jede Zahl braucht eine Quelle: eine Kennung aus dem Blatt „Quellen“, und die Fundstelle darin."),
    N_(
        "Ein Hinweis zu jeder Spalte erscheint, wenn Sie auf ihre Überschrift zeigen oder eine Zelle darunter wählen."
    ),
    N_(
        "Zeilen dürfen Sie einfügen, löschen und sortieren, Spalten nicht. Leere Zeilen und eigene Blätter stören nicht."
    ),
    N_("Was hier kein Blatt hat, kommt aus der Vorlage, die im Blatt „Plan“ genannt ist."),
)


ABOUT: Mapping[str, str] = {
    "plans": N_("Kennung, Jahr, Fassung, Titel und Stand des Plans."),
    "institutions": N_("Wer plant, mit Kürzel, Namen, Rechtskreis und Kreisen."),
    "districts": N_("Die Kreise des Plans mit amtlichem Schlüssel."),
    "quotas": N_("Geplante Plätze je Institution und Art; ohne Institution, was der Plan nicht aufteilt."),
    "quota_totals": N_("Die Summen, wie der Plan sie druckt."),
    "quantities": N_(
        "Was der Plan sonst zählt, auch Teile und Summen ohne Institution, in Plätzen, Eintritten, Gutscheinen oder Euro."
    ),
    "shortage_fields": N_("Berufsfelder, nach denen die Engpässe geordnet sind."),
    "shortage_occupations": N_("Engpassberufe je Kreis mit Berufsgruppe (KldB) und Niveau."),
    "training_goal_groups": N_("Gruppen der Bildungsziele."),
    "training_goals": N_("Die Bildungsziele, je mit ihrer Gruppe."),
    "target_groups": N_("Personengruppen, die der Plan behandelt."),
    "target_group_facts": N_("Was der Plan zu den Personengruppen sagt."),
    "indicators": N_("Kennzahlen der Kreise und Regionen mit Stand und Fundstelle."),
    "sources": N_("Dokumente und Statistiken, aus denen die Zahlen stammen."),
    "source_notes": N_("Eigenheiten der Quellen, auch Summen, die nicht aufgehen."),
    "regions": N_("Gebiete und Jobcenter, für die es Zahlen gibt; neue entstehen von selbst."),
}


def write_guide(
    page: Worksheet, words: Language, titles: Mapping[str, str], looks: Mapping[str, Format]
) -> None:
    """Write the first sheet: what to do, and what each sheet is for. ``titles`` are the names of the sheets by table."""
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 1)
    page.write_string(0, 0, words.text("Vorlage für einen Plan"), looks["large"])
    row = 2
    for line in GUIDE_LINES:
        page.merge_range(row, 0, row, 1, words.text(line), looks["plain"])
        page.set_row(row, 32)
        row += 1
    row += 1
    page.write_string(row, 0, words.text("Blatt"), looks["needed"])
    page.write_string(row, 1, words.text("Inhalt"), looks["needed"])
    for name, title in titles.items():
        row += 1
        page.write_url(row, 0, f"internal:'{title}'!A1", looks["linked"], title)
        page.write_string(row, 1, words.text(ABOUT[name]), looks["plain"])
    page.protect("", {"select_locked_cells": True})
