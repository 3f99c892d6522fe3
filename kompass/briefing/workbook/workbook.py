"""The workbook: what it holds and what it is, every table of the pages, and the scenario to recompute."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats
from kompass.briefing.workbook.contents import NAME, write_contents
from kompass.briefing.workbook.exhibits import taken
from kompass.briefing.workbook.scenario import SCENARIO_SHEETS, write_scenario
from kompass.briefing.workbook.sheet import write_sheet
from kompass.places.parameters import plain

LONGEST_NAME = 31  # characters of the name of a sheet
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
# No text becomes anything else: not a formula, not a link, not a number.
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
LETTERS = {"font_name": "Arial", "font_size": 11, "font_scheme": "none"}


def make_workbook(export: ExportRequest) -> bytes:
    """The workbook of an order, in its language and on its scenario; the same order gives the same bytes."""
    t, out = export.words.text, BytesIO()
    tables = taken(export.context)
    look = {"default_format_properties": dict(LETTERS)}  # a copy: the workbook writes into it
    with Workbook(out, {**SAFE, **look}) as book:
        _properties(book, export)
        formats = Formats(book)
        contents, computed = t(NAME), [t(name) for name, _ in SCENARIO_SHEETS]
        names = sheet_names([one.name for one in tables], [contents, *computed])
        sheets = dict(zip(names, tables, strict=True))
        write_contents(book.add_worksheet(contents), export, formats, sheets)
        anchors = write_scenario([book.add_worksheet(name) for name in computed], export, formats, contents)
        for name, one in sheets.items():
            write_sheet(book.add_worksheet(name), one, export, formats, contents, anchors)
    return out.getvalue()


def _properties(book: Workbook, export: ExportRequest) -> None:
    said = export.provenance
    book.set_properties(
        {
            "title": export.words.text(
                "{product}: Tabellen, Plan {plan}", product=said.product, plan=said.plan
            ),
            "author": said.product,
            "comments": f"{said.footer}. {said.licences}",
            "created": said.made_at.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )


def sheet_names(wanted: Sequence[str], used: Sequence[str]) -> list[str]:
    """Names that a spreadsheet takes: no signs that mean something to it, not too long, each once."""
    known = {name.casefold() for name in used}
    found = []
    for text in wanted:
        base = plain(_NOT_IN_NAMES.sub(" ", text))
        name, number = _shortened(base, ""), 2
        while name.casefold() in known:
            name, number = _shortened(base, f" ({number})"), number + 1
        known.add(name.casefold())
        found.append(name)
    return found


def _shortened(name: str, end: str) -> str:
    longest = LONGEST_NAME - len(end)
    return (name if len(name) <= longest else name[: longest - 1].rstrip(" ,") + "…") + end
