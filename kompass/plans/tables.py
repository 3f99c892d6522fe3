"""One grid of cells as the rows of one table: headings found, columns put in order, every cell read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xlsxwriter.utility import xl_col_to_name

from kompass.language import N_, Message
from kompass.plans.grids import Grid
from kompass.plans.problems import ERROR, WARNING, Origin, Problem, says
from kompass.plans.sheets import SHEETS, SUM_FORMULA, Sheet
from kompass.plans.values import Cell, Misread, read_value

HEADING_ROWS = 15  # a heading is looked for in the first rows: titles may stand above it
_SUM = re.compile(r"(summe|gesamt|insgesamt|zusammen|total|sum)\b.*", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*([*¹²³]|\d\)|(quelle|anm|hinweis|stand|datenstand|source|note)\b)", re.IGNORECASE)

Row = dict[str, str]


@dataclass
class Table:
    """The rows of a table as clean texts by field, with their origin."""

    name: str
    rows: list[Row]
    origin: Origin
    given: frozenset[str] = frozenset()  # the fields that the upload has a column for
    fields: tuple[str, ...] = ()  # those of the schema
    repaired: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    unread: set[tuple[int, str]] = field(default_factory=set)  # cells that already have their error
    sums: set[tuple[int, str]] = field(
        default_factory=set
    )  # cells that the template sums up, without a result

    def repair(self, index: int, name: str, old: str, new: str) -> None:
        """Put a key in place of one without its leading zero."""
        self.rows[index][name] = new
        self.repaired.setdefault(name, []).append((index, old, new))

    def repairs(self) -> Iterable[Problem]:
        """One warning for each column in which keys were repaired; it names the first."""
        for name, cells in self.repaired.items():
            index, old, new = cells[0]
            one = says(
                N_("Dem Schlüssel {old} fehlte die führende Null; gelesen ist {new}."), old=old, new=new
            )
            many = Message.with_count(
                "Hier und in {n} weiterer Zelle der Spalte fehlte die führende Null; gelesen ist {new} für {old}.",
                "Hier und in {n} weiteren Zellen der Spalte fehlte die führende Null; gelesen ist {new} für {old}.",
                "n",
                n=len(cells) - 1,
                new=new,
                old=old,
            )
            yield self.origin.at(index, name, one if len(cells) == 1 else many, WARNING)

    def without(self, gone: Collection[int]) -> None:
        """Drop the rows with these indices, with where they stand."""
        kept = [n for n in range(len(self.rows)) if n not in gone]
        self.rows[:] = [self.rows[n] for n in kept]
        self.origin.rows[:] = [self.origin.rows[n] for n in kept if n < len(self.origin.rows)]
        self.origin.raw[:] = [self.origin.raw[n] for n in kept if n < len(self.origin.raw)]


def csv_of(fields: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows as a CSV file in UTF-8 with these columns, in this order."""
    names, out = list(fields), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue().encode()


def clean_table(name: str, content: bytes, sheet: Sheet, file: str) -> Table:
    """A table of a plan that was checked before."""
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    origin = Origin(
        name, file, True, {h: n for n, h in enumerate(head)}, list(range(2, len(rows) + 2)), [], sheet.titles
    )
    return Table(name, [dict(zip(head, row, strict=True)) for row in rows], origin, frozenset(head))


def read_table(grid: Grid, sheet: Sheet) -> tuple[Table, list[Problem]]:
    """The table that stands on a grid, and everything that was wrong or odd on the way."""
    problems: list[Problem] = []
    start, columns = _heading(grid, sheet, problems)
    origin = Origin(sheet.table, grid.name, grid.is_file, MappingProxyType(columns), [], [], sheet.titles)
    table = Table(sheet.table, [], origin, frozenset(columns), sheet.names)
    if not columns:
        return table, problems
    heads = next(([cell.text for cell in cells] for n, cells in grid.rows if n == start), [])
    comma = grid.comma and not sheet.is_english(heads)
    needed = sum(bool(f["constraints"].get("required")) for f in sheet.schema["fields"] if "constraints" in f)
    body = [(n, cells) for n, cells in grid.rows if n > start]
    for place, (number, cells) in enumerate(body):
        own = {name: cells[n] if n < len(cells) else Cell() for name, n in columns.items()}
        filled = [name for name, cell in own.items() if cell != Cell()]
        if not filled:
            continue
        if needed > 2 and len(filled) == 1 and len(columns) > 2 and _is_footnote(own[filled[0]], place, body):
            message = says(
                N_("Die Zeile sieht nach einer Fußnote aus und wurde nicht gelesen: „{value}“."),
                value=own[filled[0]].text,
            )
            problems.append(_at_row(origin, number, message))
            continue
        if sheet.table == "quotas" and _SUM.fullmatch(own.get("institution", Cell()).text):
            message = says(
                N_("Die Zeile ist eine Summe und wurde nicht gelesen; Summen stehen in „{table}“."),
                table=says(SHEETS["quota_totals"]),
            )
            problems.append(_at_row(origin, number, message))
            continue
        index = len(table.rows)
        row: Row = {}
        origin.rows.append(number)
        origin.raw.append({name: cell.text for name, cell in own.items()})
        table.rows.append(row)
        for name, cell in own.items():
            one = sheet.field(name)
            if cell.formula.startswith(SUM_FORMULA) and sheet.table == "quota_totals":
                table.sums.add((index, name))
                continue
            try:
                row[name], repaired = read_value(
                    cell, one["type"], one.get("constraints", {}).get("pattern", ""), comma
                )
            except Misread as misread:
                row[name] = ""
                table.unread.add((index, name))
                problems.append(origin.at(index, name, misread.message, ERROR, misread.suggestion))
                continue
            if repaired:
                table.repair(index, name, cell.text, row[name])
    return table, problems


def _is_footnote(cell: Cell, place: int, body: list[tuple[int, list[Cell]]]) -> bool:
    """Whether the only cell of a row below the table is a remark and no value."""
    below = body[place + 1 :]
    return bool(_FOOTNOTE.match(cell.text)) and all(
        sum(c != Cell() for c in cells) <= 1 for _, cells in below
    )


def _at_row(origin: Origin, row: int, message: Message) -> Problem:
    return Problem(
        WARNING,
        message,
        table=origin.table,
        sheet=origin.sheet,
        is_file=origin.is_file,
        row=row,
    )


def _heading(grid: Grid, sheet: Sheet, problems: list[Problem]) -> tuple[int, dict[str, int]]:
    """The number of the heading's row and the position of each field; adds what is wrong with the headings."""

    def told(level: str, message: Message, column: int | None = None, row: int = 0, value: str = "") -> None:
        cell = f"{xl_col_to_name(column)}{row}" if column is not None else ""
        problems.append(
            Problem(
                level,
                message,
                table=sheet.table,
                sheet=grid.name,
                is_file=grid.is_file,
                row=row or None,
                cell=cell,
                value=value,
            )
        )

    best: dict[int, str] = {}
    start = 0
    for number, cells in grid.rows[:HEADING_ROWS]:
        names = {n: sheet.named(cell.text) for n, cell in enumerate(cells) if cell != Cell()}
        if sum(map(bool, names.values())) > sum(map(bool, best.values())):
            best, start = names, number
    known = sum(map(bool, best.values()))
    if not known or (known == 1 and len(sheet.fields) > 2 and len(best) < 2):
        titles = tuple(says(f["title"]) for f in sheet.schema["fields"])
        told(
            ERROR,
            says(N_("Keine Zeile mit Überschriften gefunden. Erwartet sind: {columns}."), columns=titles),
        )
        return 0, {}
    texts = {n: cell.text for number, cells in grid.rows if number == start for n, cell in enumerate(cells)}
    columns: dict[str, int] = {}
    for n, name in best.items():
        if name in columns:
            message = says(
                N_("Die Überschrift „{heading}“ steht zweimal da. Löschen Sie eine der Spalten."),
                heading=texts[n],
            )
            told(ERROR, message, n, start, texts[n])
        elif name:
            columns[name] = n
        else:
            like = sheet.like(texts[n])
            guess = says(N_(" Gemeint: {like}?"), like=like) if like else ""
            message = says(
                N_("Die Spalte „{heading}“ gehört nicht zur Tabelle und wurde nicht gelesen.{guess}"),
                heading=texts[n],
                guess=guess,
            )
            told(WARNING, message, n, start, texts[n])
    return start, columns
