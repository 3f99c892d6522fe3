"""The XLSX workbook: contents, a worksheet per table of the pages, and the scenario as formulas."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats
from kompass.briefing.workbook.contents import NAME, write_contents
from kompass.briefing.workbook.exhibits import workbook_tables
from kompass.briefing.workbook.scenario import SCENARIO_SHEETS, write_scenario
from kompass.briefing.workbook.sheet import write_sheet
from kompass.places.parameters import plain

LONGEST_NAME = 31  # characters, Excel's limit for worksheet names
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
# xlsxwriter must not turn strings into formulas, links or numbers.
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
LETTERS = {"font_name": "Arial", "font_size": 11, "font_scheme": "none"}


def make_workbook(export: ExportRequest) -> bytes:
    """The bytes of the XLSX file; the same request gives the same bytes."""
    t, out = export.words.text, BytesIO()
    tables = workbook_tables(export.context)
    look = {"default_format_properties": dict(LETTERS)}  # a copy, as xlsxwriter modifies it
    with Workbook(out, {**SAFE, **look}) as book:
        _properties(book, export)
        formats = Formats(book)
        contents, computed = t(NAME), [t(name) for name, _ in SCENARIO_SHEETS]
        names = sheet_names([table.name for table in tables], [contents, *computed])
        sheets = dict(zip(names, tables, strict=True))
        write_contents(book.add_worksheet(contents), export, formats, sheets)
        references = write_scenario(
            [book.add_worksheet(name) for name in computed], export, formats, contents
        )
        for name, table in sheets.items():
            write_sheet(book.add_worksheet(name), table, export, formats, contents, references)
    return out.getvalue()


def _properties(book: Workbook, export: ExportRequest) -> None:
    provenance = export.provenance
    book.set_properties(
        {
            "title": export.words.text(
                "{product}: Tabellen, Plan {plan}", product=provenance.product, plan=provenance.plan
            ),
            "author": provenance.product,
            "comments": f"{provenance.footer}. {provenance.licences}",
            "created": provenance.made_at.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )


def sheet_names(wanted: Sequence[str], used: Sequence[str]) -> list[str]:
    """Valid worksheet names: no forbidden characters, at most 31 characters, unique, and not in ``used``."""
    known = {name.casefold() for name in used}
    names = []
    for text in wanted:
        base = plain(_NOT_IN_NAMES.sub(" ", text))
        name, number = _shortened(base, ""), 2
        while name.casefold() in known:
            name, number = _shortened(base, f" ({number})"), number + 1
        known.add(name.casefold())
        names.append(name)
    return names


def _shortened(name: str, end: str) -> str:
    longest = LONGEST_NAME - len(end)
    return (name if len(name) <= longest else name[: longest - 1].rstrip(" ,") + "…") + end
