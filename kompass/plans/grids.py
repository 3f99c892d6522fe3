"""Workbooks and CSV files as grids of cells, whatever program wrote them."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from xlsxwriter.utility import xl_col_to_name

from kompass.language import N_
from kompass.plans.bounds import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Clock,
    check_bytes,
    check_workbook,
    is_workbook,
    open_archive,
    read_member,
    wanted_members,
)
from kompass.plans.problems import WARNING, Problem, Refused, says
from kompass.plans.sheets import is_guide
from kompass.plans.values import Cell

SHARED = "shared"  # the folder of an archive with the tables that its plan refers to
BLANK_ROWS = 2_000  # after so many blank rows in a row, a sheet is over
_DELIMITERS = ";\t,|"


@dataclass(frozen=True)
class Grid:
    """A sheet or CSV file: rows of cells with the numbers that a spreadsheet gives them, blank rows left out."""

    name: str
    is_file: bool
    rows: list[tuple[int, list[Cell]]]
    comma: bool  # whether decimals are written with a comma, as far as the kind of file tells


@dataclass
class Upload:
    """All grids of a file and what was odd about the file itself."""

    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    folder: str = ""  # that the files lie in within an archive


def grids_of(name: str, content: bytes) -> Upload:
    """The grids of a workbook, a ZIP archive of CSV files, or one CSV file. Raises :class:`Refused`."""
    clock = Clock()
    check_bytes(name, content)
    if not content.startswith(b"PK"):
        return Upload([_csv_grid(name, content, clock)])
    with open_archive(name, content) as archive:
        if is_workbook(archive):
            return _workbook(name, content, check_workbook(name, archive), clock)
        if "mimetype" in archive.namelist() and "content.xml" in archive.namelist():
            raise Refused(
                N_(
                    "Die Datei ist keine Excel-Arbeitsmappe. Speichern Sie sie als Excel-Arbeitsmappe (.xlsx)."
                ),
                name,
            )
        files = [(m, read_member(name, archive, m)) for m in wanted_members(name, archive)]
    return csv_files(name, files, clock)


def csv_files(name: str, files: list[tuple[str, bytes]], clock: Clock | None = None) -> Upload:
    """The grids of the CSV files among these; others are named in a warning. ``name`` is that of the archive."""
    found, clock, folders = Upload(), clock or Clock(), set()
    for path, content in files:
        file = PurePosixPath(path)
        if file.suffix.lower() not in (".csv", ".tsv", ".txt"):
            if file.name != "datapackage.json":
                message = says(N_("Die Datei ist keine CSV-Datei und wurde nicht gelesen."))
                found.problems.append(Problem(WARNING, message, sheet=file.name, is_file=True))
            continue
        if file.parent.name == SHARED:  # tables that all plans share: ours count
            continue
        folders.add(file.parent)
        if len(folders) > 1:
            raise Refused(
                N_("Die CSV-Dateien liegen in mehreren Ordnern. Packen Sie nur den Ordner eines Plans."), name
            )
        try:
            check_bytes(file.name, content)
            found.grids.append(_csv_grid(file.name, content, clock))
        except Refused as refused:
            found.problems.append(refused.problem)
    found.folder = next((folder.name for folder in folders), "")
    if not found.grids and not found.problems:
        raise Refused(N_("Im Archiv ist keine CSV-Datei. Packen Sie den Ordner des Plans."), name)
    return found


def _decoded(name: str, content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252."""
    start = content[:400]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif start.count(b"\0") > len(start) // 4:
        encoding = "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252" if encoding == "utf-8" else "latin-1")
        except UnicodeDecodeError:
            text = "\0"
    if "\0" in text:
        raise Refused(
            N_(
                "Die Datei ist kein Text. Speichern Sie sie in Excel als „CSV UTF-8 (durch Trennzeichen getrennt)“."
            ),
            name,
        )
    return text.removeprefix("\ufeff")


def _csv_grid(name: str, content: bytes, clock: Clock) -> Grid:
    """One CSV file; its delimiter is the one that splits its first row into most cells."""
    written = _decoded(name, content).replace("\r\n", "\n").replace("\r", "\n")
    told = re.match(r"sep=(.)\n", written, re.IGNORECASE)  # Excel's own word for the delimiter
    skipped = 1 if told else 0
    text = written.removeprefix(told[0]) if told else written
    head = next((line for line in text.split("\n") if line.strip(" ;,\t|")), "")
    bare = re.sub(r'"[^"]*"', "", head)
    delimiter = told[1] if told else max(_DELIMITERS, key=bare.count)
    rows: list[tuple[int, list[Cell]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, start=1 + skipped):
            if number > MAX_ROWS:
                raise _too_many(name, is_file=True)
            if number % 1000 == 0:
                clock.check(name)
            cells = [Cell(cell.strip() or None) for cell in row[:MAX_COLUMNS]]
            for n, cell in enumerate(cells):
                _check_text(name, True, number, n, cell)
            if any(cell.value is not None for cell in cells):
                rows.append((number, cells))
    except csv.Error as error:
        raise Refused(
            N_("Zeile {row} lässt sich nicht in Zellen teilen. Fehlt dort ein Anführungszeichen?"),
            name,
            row=str(reader.line_num + skipped),
        ) from error
    return Grid(name, True, rows, comma=delimiter in ";\t")


def _check_text(name: str, is_file: bool, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell.value, str) and (len(cell.value) > MAX_TEXT or cell.value.count("\n") > 60):
        raise Refused(
            N_(
                "In Zelle {cell} steht ein sehr langer Text. Fehlt dort ein Anführungszeichen? Höchstens {most} Zeichen."
            ),
            name,
            is_file,
            cell=f"{xl_col_to_name(column)}{row}",
            most=MAX_TEXT,
        )


def _too_many(name: str, is_file: bool) -> Refused:
    return Refused(
        N_("Die Tabelle hat mehr als {most} Zeilen. Löschen Sie leere und überzählige Zeilen."),
        name,
        is_file,
        most=MAX_ROWS,
    )


def _workbook(name: str, content: bytes, formulas: frozenset[str], clock: Clock) -> Upload:
    """The grids of a workbook; ``formulas`` are the parts of it with formulas, which are read twice."""
    found = Upload()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks that openpyxl does not know
            results = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            written = (
                load_workbook(io.BytesIO(content), read_only=True, keep_links=False) if formulas else None
            )
            for sheet in results.worksheets:
                if is_guide(sheet.title) or sheet.sheet_state == "veryHidden":
                    continue
                again = written[sheet.title] if written and sheet._worksheet_path in formulas else None
                found.grids.append(_sheet(sheet, again, clock))
    except Refused:
        raise
    except Exception as error:  # a broken workbook breaks openpyxl in many ways, none of them ours
        raise Refused(N_("Die Datei ist beschädigt und lässt sich nicht öffnen."), name) from error
    return found


def _sheet(sheet: ReadOnlyWorksheet, written: ReadOnlyWorksheet | None, clock: Clock) -> Grid:
    """One sheet of a workbook; ``written`` is the same sheet with formulas in place of their results."""
    sheet.reset_dimensions()  # what the file says of its size may be anything
    bounds = {"min_col": 1, "max_col": MAX_COLUMNS}
    pairs: Iterator[tuple[tuple[object, ...], tuple[object, ...] | None]]
    if written is None:
        pairs = ((row, None) for row in sheet.iter_rows(**bounds))
    else:
        written.reset_dimensions()
        pairs = zip(sheet.iter_rows(**bounds), written.iter_rows(**bounds), strict=True)
    rows: list[tuple[int, list[Cell]]] = []
    blank = 0
    for number, (row, formulas) in enumerate(islice(pairs, MAX_ROWS + 1), start=1):
        if number > MAX_ROWS and any(getattr(cell, "value", None) is not None for cell in row):
            raise _too_many(sheet.title, is_file=False)
        if number % 500 == 0:
            clock.check(sheet.title)
        cells = [_cell(cell, formulas[n] if formulas else None) for n, cell in enumerate(row)]
        while cells and cells[-1] == Cell():
            cells.pop()
        for n, one in enumerate(cells):
            _check_text(sheet.title, False, number, n, one)
        if cells:
            rows.append((number, cells))
        blank = 0 if cells else blank + 1
        if blank > BLANK_ROWS:
            break
    return Grid(sheet.title, False, rows, comma=True)


_EMPTY = Cell()


def _cell(cell: object, formula: object | None) -> Cell:
    value = getattr(cell, "value", None)
    if value is None:
        if formula is not None and getattr(formula, "data_type", "") == "f":
            return Cell(formula=str(getattr(formula, "value", "")))
        return _EMPTY
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
        return Cell(value) if value is not None else _EMPTY
    shown_as = getattr(cell, "number_format", None) or ""
    dated = isinstance(value, dt.date) and "y" in shown_as.lower()
    return Cell(value, percent="%" in shown_as, month=dated and "d" not in shown_as.lower())
