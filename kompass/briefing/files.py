"""The list of files to download, and the function that makes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kompass.briefing.data_zip import make_data_zip
from kompass.briefing.export_request import ExportRequest
from kompass.briefing.offline import offline_html
from kompass.briefing.paper.pdf import PDF
from kompass.briefing.profile.profile import profile_pdf
from kompass.briefing.slides.deck import PPTX, story_pptx
from kompass.briefing.summary.summary import summary_docx
from kompass.briefing.workbook.workbook import make_workbook
from kompass.language import N_
from kompass.needs import DIVIDED, Need
from kompass.presentation.setup_page import FOLDER


class Part(StrEnum):
    """The parts of a query string that a file depends on."""

    SCENARIO = "scenario"
    STORY = "story"
    DISTRICT = "district"
    PROFILE = "profile"


@dataclass(frozen=True)
class FileSpec:
    """A file to download. ``title``, ``good_for`` and ``size`` are message ids."""

    file_id: str  # in its URL and file name
    title: str
    good_for: str  # a sentence on its purpose
    format: str  # such as "PowerPoint (PPTX)"
    size: str  # such as "rund 100 kB"
    ending: str
    media_type: str
    holds: tuple[Part, ...]
    make: Callable[[ExportRequest], bytes]
    needs: tuple[Need, ...] = ()  # without these facts of a plan it is not offered
    large: bool = False  # whether it takes longer to make than a paper

    @property
    def address(self) -> str:
        """Its URL path, without leading slash and query string."""
        return f"{FOLDER}/{self.file_id}.{self.ending}"


FILES: tuple[FileSpec, ...] = (
    FileSpec(
        "praesentation",
        N_("Präsentation"),
        N_(
            "Für den Vortrag: jede Ansicht eine Folie mit Sprechernotizen und Quelle; Balken, Karten und Tabellen sind "
            "bearbeitbar."
        ),
        "PowerPoint (PPTX)",
        N_("rund 100 kB"),
        "pptx",
        PPTX,
        (Part.STORY, Part.SCENARIO),
        story_pptx,
        large=True,
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
        (DIVIDED,),
        large=True,
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
        (DIVIDED,),
    ),
    FileSpec(
        "steckbrief",
        N_("Steckbrief einer Institution oder eines Kreises"),
        N_("Zum Vorlegen: Plätze, Beschäftigung, Ränge und Engpässe mit den Diagrammen der Seite."),
        "PDF (PDF/UA-1)",
        N_("rund 120 kB"),
        "pdf",
        PDF,
        (Part.PROFILE, Part.SCENARIO),
        profile_pdf,
        (DIVIDED,),
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
        large=True,
    ),
)
