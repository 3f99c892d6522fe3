"""The files to take along: what each is good for, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kompass.briefing.data_zip import make_data_zip
from kompass.briefing.export_request import ExportRequest
from kompass.briefing.offline import offline_html
from kompass.briefing.slides.deck import story_pptx
from kompass.briefing.summary.summary import summary_docx
from kompass.briefing.workbook.workbook import make_workbook
from kompass.language import N_
from kompass.presentation.setup_page import FOLDER


class Part(StrEnum):
    """What of an address changes a file."""

    SCENARIO = "scenario"
    STORY = "story"
    DISTRICT = "district"


@dataclass(frozen=True)
class FileSpec:
    """A file that can be made on a click. Texts are message ids."""

    file_id: str  # in its address and in its name
    title: str
    good_for: str  # one sentence
    format: str  # as its reader calls it, such as "PowerPoint (PPTX)"
    size: str  # roughly
    ending: str
    media_type: str
    holds: tuple[Part, ...]
    make: Callable[[ExportRequest], bytes]

    @property
    def address(self) -> str:
        """Its address below the server's own path, without parameters."""
        return f"{FOLDER}/{self.file_id}.{self.ending}"


FILES: tuple[FileSpec, ...] = (
    FileSpec(
        "praesentation",
        N_("Präsentation"),
        N_(
            "Für den Vortrag: jede Ansicht eine Folie mit bearbeitbarem Diagramm, Sprechernotizen und Quelle."
        ),
        "PowerPoint (PPTX)",
        N_("rund 100 kB"),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (Part.STORY, Part.SCENARIO),
        story_pptx,
    ),
    FileSpec(
        "tabellen",
        N_("Tabellen und Szenario"),
        N_(
            "Zum Nachrechnen: jede Tabelle ein Blatt mit Quelle, das Szenario als Formeln aus Plan und Umbuchungen."
        ),
        "Excel (XLSX)",
        N_("rund 230 kB"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (Part.SCENARIO,),
        make_workbook,
    ),
    FileSpec(
        "daten",
        N_("Datenpaket"),
        N_(
            "Zum Auswerten: alle Tabellen als CSV mit Beschreibung, Grenzen, Szenario, Lizenz und Zitierhinweis."
        ),
        "ZIP (CSV, JSON, GeoJSON)",
        N_("rund 170 kB"),
        "zip",
        "application/zip",
        (Part.SCENARIO,),
        make_data_zip,
    ),
    FileSpec(
        "kurzfassung",
        N_("Kurzfassung für einen Kreis"),
        N_(
            "Zum Weitergeben: Kennzahlen, Beschäftigung, Ränge, Engpässe und Plätze eines Kreises auf zwei Seiten."
        ),
        "Word (DOCX)",
        N_("rund 45 kB"),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (Part.DISTRICT, Part.SCENARIO),
        summary_docx,
    ),
    FileSpec(
        "vortrag-ohne-server",
        N_("Präsentation ohne Netz"),
        N_("Für das Podium: die Ansichten in einer Datei, mit Tasten zu führen, auch ohne Netz."),
        "HTML",
        N_("rund 75 kB"),
        "html",
        "text/html",
        (Part.STORY, Part.SCENARIO),
        offline_html,
    ),
)
