"""The presentation as a PPTX file with native shapes and charts, sources on the last slide."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.util import Emu

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.paper.word import LONGEST_ADDRESS
from kompass.briefing.saved import saved
from kompass.briefing.slides.design import GAP, SOURCE_HEIGHT, default_design, from_template
from kompass.briefing.slides.slides import Deck, add_code, add_foot, new_slide, view_slide
from kompass.briefing.slides.text import SMALLEST, Box, Run, add_text
from kompass.figures.exhibit import Citation
from kompass.figures.simulator.scenario import headline
from kompass.places.parameters import plain
from kompass.presentation.view import View
from kompass.presentation.views.registry import view_specs
from kompass.presentation.views.simulator import changed

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_POINT = 12700  # EMU
_BETWEEN = 4  # points between two entries
_TEXT = 0.82  # of the width; the QR code is beside it

Entry = list[Run]


def story_pptx(export: ExportRequest) -> bytes:
    """The bytes of the PPTX file: a slide per view, then slides with sources and provenance."""
    specs = view_specs(export.facts)
    views = [specs[view].make(export.context) for view in export.show.views]
    deck = _deck(export, export.words.text("Präsentation: {title}", title=views[0].heading))
    for view in views:
        view_slide(deck, view)
    _last_slides(deck, export, views)
    return saved(deck.design.presentation)


def slide_pptx(export: ExportRequest, view: View) -> bytes:
    """The bytes of a PPTX file with one slide, whose foot has its sources and kind."""
    deck = _deck(export, view.heading)
    view_slide(deck, view)
    return saved(deck.design.presentation)


def _deck(export: ExportRequest, title: str) -> Deck:
    """A deck without slides, in the operator's template if there is one; with title, author, language, time."""
    design = from_template(export.template) if export.template else default_design(export.style)
    properties = design.presentation.core_properties
    properties.title = title[:255]
    properties.subject = export.provenance.basis[:255]
    properties.author = properties.last_modified_by = export.provenance.product
    properties.comments = f"{export.provenance.footer}. {export.provenance.licences}"[:255]
    properties.keywords = ""
    properties.language = export.words.code
    properties.revision = 1
    properties.created = properties.modified = export.provenance.made_at.replace(tzinfo=None)
    return Deck(design, export.context, export.provenance.footer)


def _last_slides(deck: Deck, export: ExportRequest, views: Sequence[View]) -> None:
    """Add the slides with sources and provenance, as many as the entries need, with the QR code of the
    scenario."""
    t, area, metrics = export.words.text, deck.design.area, deck.design.metrics
    box = Box(area.left, area.top, round(_TEXT * area.width), area.height - SOURCE_HEIGHT - GAP)
    width, height = Emu(box.width).pt, Emu(box.height).pt
    pages: list[list[Entry]] = [[]]
    used = 0.0
    for entry in (*_source_entries(export, views), *_provenance_entries(export)):
        need = metrics.height("".join(run.text for run in entry), SMALLEST, width) + _BETWEEN
        if used + need > height and pages[-1]:
            pages.append([])
            used = 0.0
        pages[-1].append(entry)
        used += need
    title = t("Quellen, Stand und Lizenz")
    for number, entries in enumerate(pages, start=1):
        count = t("{number} von {count}", number=number, count=len(pages))
        slide = new_slide(deck, title if len(pages) == 1 else f"{title} ({count})")
        shape = add_text(slide.shapes, box, entries, deck.code)
        for paragraph in shape.text_frame.paragraphs:
            paragraph.space_after = Emu(_BETWEEN * _POINT)
        add_foot(deck, slide, None, (export.provenance.footer,))
    add_code(deck, slide.shapes, area.part(left=0.85, width=0.15, height=0.4))
    slide.notes_slide.notes_text_frame.text = "\n".join(
        (title, export.provenance.scenario_line, export.provenance.link, *changed(export.context))
    )


def _source_entries(export: ExportRequest, views: Sequence[View]) -> list[Entry]:
    """Every cited source once, in order of first use, with publisher and date."""
    citations: list[Citation] = [c for view in views for c in view.citations]
    entries = []
    for source_id in dict.fromkeys(c.source_id for c in citations):
        source = export.facts.record("sources", source_id=source_id)
        date = export.words.as_of(source["published"], "day")
        publisher_and_date = export.words.text(
            "{publisher}, {date}", publisher=source["publisher"], date=date
        )
        entries.append([Run(f"{source['short_title']}: ", bold=True), Run(publisher_and_date)])
    return entries


def _provenance_entries(export: ExportRequest) -> list[Entry]:
    """Scenario, licences, differences in data, and the link to the scenario."""
    t, provenance, chosen = export.words.text, export.provenance, export.chosen
    against = plain(export.words.message(chosen.baseline_name))
    facts = (
        (t("Szenario"), headline(chosen.scenario, chosen.baseline, against, export.words)),
        (t("Lizenz"), f"{provenance.licences}. {provenance.attribution}"),
        *((t("Hinweis"), message) for message in changed(export.context)),
    )
    entries = [[Run(f"{name}: ", bold=True), Run(text)] for name, text in facts]
    link = provenance.link if len(provenance.link) <= LONGEST_ADDRESS else ""
    entries.append([Run(t("Dieses Szenario im Simulator öffnen"), link=link)])
    return entries
