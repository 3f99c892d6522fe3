"""The first worksheet: provenance, and links to all worksheets."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats
from kompass.briefing.workbook.exhibits import WorkbookTable, left_out
from kompass.briefing.workbook.scenario import SCENARIO_SHEETS
from kompass.briefing.workbook.sheet import (
    LINE_HEIGHT,
    LINK,
    TITLE,
    Writer,
    finding_text,
    lines_of,
    set_height,
    set_page,
    set_widths,
)
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS
from kompass.figures.simulator.scenario import headline
from kompass.language import N_
from kompass.places.parameters import plain
from kompass.request.qr import PIXELS, QUIET, code_note, qr_code, qr_png, qr_side

NAME = N_("Inhaltsverzeichnis")
WIDTHS = (30.0, 34.0, 96.0, 22.0)  # of page, worksheet, finding, kind; characters
LONGEST_LINK = 2000  # characters; longer links fail in some spreadsheet programs
MM, POINTS = 96 / 25.4, 72 / 25.4  # pixels (96 dpi) and points per millimetre


def write_contents(
    sheet: Worksheet, export: ExportRequest, formats: Formats, sheets: Mapping[str, WorkbookTable]
) -> None:
    """Write finding, provenance, QR code, and a row per worksheet; ``sheets`` are the tables by worksheet
    name."""
    t, words, provenance, chosen = export.words.text, export.words, export.provenance, export.chosen
    set_widths(sheet, WIDTHS)
    writer = Writer(sheet, formats, WIDTHS)
    against = plain(words.message(chosen.baseline_name))
    writer.line(provenance.product, bold=True, font_color=LIGHT.muted)
    finding = headline(chosen.scenario, chosen.baseline, against, words)
    writer.line(t("Stand beim Erstellen: {finding}", finding=finding), 14 / 11, **TITLE)
    for notice in (*chosen.renamed, *chosen.changed):
        writer.line(plain(words.message(notice)), bold=True)
    for label, text in (
        (t("Grundlage"), provenance.basis),
        (t("Verglichen mit"), against),
        (t("Datenstand"), provenance.data),
        (t("Erstellt"), provenance.made),
        (t("Szenario beim Erstellen"), provenance.scenario),
        (t("Lizenz"), f"{provenance.licences}. {provenance.attribution}"),
    ):
        _fact(writer, label, text)
    _link(writer, export)
    head = writer.row
    for column, text in enumerate((t("Seite"), t("Blatt"), t("Aussage"), t("Art"))):
        sheet.write_string(head, column, text, formats.of(bold=True, bottom=2, bg_color=LIGHT.panel))
    writer.row += 1
    for name, says in SCENARIO_SHEETS:
        _entry(writer, t("Szenario"), t(name), t(says), t("Formeln"))
    for name, table in sheets.items():
        kinds = dict.fromkeys(t(KIND_LABELS[exhibit.kind(export.facts)]) for exhibit in table.exhibits)
        _entry(writer, table.page, name, finding_text(table.first, table, export), ", ".join(kinds))
    for sentence in left_out(export.facts, words):
        writer.line(sentence)
    writer.row += 1
    writer.line(t("Art der Zahlen"), bold=True)
    for kind, label in KIND_LABELS.items():
        writer.line(t("{kind} – {meaning}", kind=t(label), meaning=t(KIND_MEANINGS[kind])))
    set_page(sheet, export, head)


def _fact(writer: Writer, label: str, text: str) -> None:
    """Write a row with label and text."""
    paper = writer.formats.of(text_wrap=True)
    writer.sheet.write_string(writer.row, 0, label, writer.formats.of(font_color=LIGHT.muted))
    writer.sheet.merge_range(writer.row, 1, writer.row, writer.last, "", paper)
    writer.sheet.write_string(writer.row, 1, text, paper)
    writer.sheet.set_row(writer.row, LINE_HEIGHT * lines_of(text, sum(WIDTHS[1:])) + 1)
    writer.row += 1


def _link(writer: Writer, export: ExportRequest) -> None:
    """Write the link to the scenario and its QR code, or a sentence if the link is too long."""
    t, link = export.words.text, export.provenance.link
    sheet, row = writer.sheet, writer.row
    sheet.write_string(row, 0, t("Link"), writer.formats.of(font_color=LIGHT.muted))
    if len(link) <= LONGEST_LINK:
        sheet.write_url(
            row, 1, link, writer.formats.of(**LINK), t("Dieses Szenario im Simulator öffnen"), link[:255]
        )
    else:
        sheet.write_string(row, 1, t("Der Link ist zu lang für ein Tabellenblatt."))
    code = qr_code(link)
    if code is None:
        sheet.write_string(row + 1, 1, t("Der Link ist zu lang für einen QR-Code."))
        writer.row += 3
        return
    side = qr_side(code)
    scale = side * MM / (PIXELS * code.symbol_size(border=QUIET)[0])
    sheet.set_row(row + 1, side * POINTS + 6)
    sheet.insert_image(
        row + 1,
        1,
        "qr.png",
        {
            "image_data": BytesIO(qr_png(code)),
            "x_scale": scale,
            "y_scale": scale,
            "y_offset": 4,
            "description": t("QR-Code des Links zum Szenario"),
        },
    )
    sheet.write_string(row + 2, 1, code_note(link, export.words))
    writer.row += 3


def _entry(writer: Writer, page: str, name: str, finding: str, kind: str) -> None:
    """Write a row of the list of worksheets: page, link to the worksheet, finding, kind."""
    sheet, row, wrap = writer.sheet, writer.row, writer.formats.of(text_wrap=True)
    sheet.write_string(row, 0, page, wrap)
    sheet.write_url(row, 1, f"internal:'{name}'!A1", writer.formats.of(text_wrap=True, **LINK), name)
    sheet.write_string(row, 2, finding, wrap)
    sheet.write_string(row, 3, kind, wrap)
    set_height(sheet, row, list(zip((page, name, finding, kind), WIDTHS, strict=True)))
    writer.row += 1
