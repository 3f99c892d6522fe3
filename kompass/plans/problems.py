"""What is wrong with a file that somebody brings, told so that they find the cell and know what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from kompass.language import N_, Language, Message

ERROR, WARNING = "error", "warning"
_FILE, _SHEET = N_("Datei {name}"), N_("Blatt „{name}“")
SHOWN = 60  # characters of a value that a message shows


@dataclass(frozen=True)
class Problem:
    """One error or warning: where it is, what stands there, what is expected and what to do.

    ``row`` counts from 1 as a spreadsheet does; ``column`` is the German title of the column; ``message`` says what
    is wrong and what to do; ``suggestion`` is a value that was probably meant.
    """

    level: str
    message: Message
    table: str = ""
    sheet: str = ""  # the sheet of a workbook, or the name of a file
    is_file: bool = False
    row: int | None = None
    column: str = ""
    cell: str = ""
    value: str = ""
    suggestion: str = ""

    def place(self, words: Language) -> str:
        """Where it is: "Blatt „Kontingente“, Zelle D3 („Plätze“)"; "" if it is the whole upload."""
        if not self.sheet:
            return ""
        where = _FILE if self.is_file else _SHEET
        parts = [words.text(where, name=self.sheet)]
        column = words.text(self.column) if self.column else ""
        if self.cell and column:
            parts.append(words.text("Zelle {cell} („{column}“)", cell=self.cell, column=column))
        elif self.cell:
            parts.append(words.text("Zelle {cell}", cell=self.cell))
        elif self.row is not None:
            parts.append(words.text("Zeile {row}", row=str(self.row)))
        elif column:
            parts.append(words.text("Spalte „{column}“", column=column))
        return ", ".join(parts)

    def sentence(self, words: Language) -> str:
        """The whole problem in one sentence."""
        place, said = self.place(words), words.message(self.message)
        if self.suggestion:
            guess = words.text("Gemeint: {suggestion}?", suggestion=self.suggestion)
            said = f"{said} {guess}"
        return f"{place}: {said}" if place else said

    def as_json(self, words: Language) -> dict[str, Any]:
        """The problem for other programs, with its sentence in a language."""
        return {
            "level": self.level,
            "table": self.table,
            "sheet": self.sheet,
            "row": self.row,
            "column": words.text(self.column) if self.column else "",
            "cell": self.cell,
            "value": self.value,
            "suggestion": self.suggestion,
            "message": self.sentence(words),
        }


def says(msgid: str, **params: Any) -> Message:
    """A message of a problem; texts longer than a line are cut."""
    return Message(
        msgid, MappingProxyType({k: shown(v) if isinstance(v, str) else v for k, v in params.items()})
    )


def shown(value: str) -> str:
    """A value as a message shows it: on one line, at most :data:`SHOWN` characters."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


class Refused(Exception):
    """A file that is not read at all; ``problem`` says why in one sentence."""

    def __init__(self, msgid: str, sheet: str = "", is_file: bool = True, **params: Any) -> None:
        self.problem = Problem(ERROR, says(msgid, **params), sheet=sheet, is_file=is_file)
        super().__init__(str(self.problem.message))


@dataclass(frozen=True)
class Origin:
    """Where the rows of a table come from, so that a problem names the cell that its author sees.

    ``columns`` are the positions of the fields from 0, ``rows`` the numbers of the rows as shown, ``raw`` the cells
    as they stood, by field.
    """

    table: str
    sheet: str
    is_file: bool
    columns: Mapping[str, int]
    rows: list[int]
    raw: list[Mapping[str, str]] = field(default_factory=list)
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def raw_at(self, index: int | None, name: str) -> str:
        """What stands in the cell of the row with this index; "" if that is not known."""
        return self.raw[index].get(name, "") if index is not None and index < len(self.raw) else ""

    def at(
        self, index: int | None, name: str, message: Message, level: str = ERROR, suggestion: str = ""
    ) -> Problem:
        """A problem at the row with this index (from 0) and the field with this name, either may be missing."""
        row = self.rows[index] if index is not None and index < len(self.rows) else None
        cell = (
            f"{xl_col_to_name(self.columns[name])}{row}" if row is not None and name in self.columns else ""
        )
        value = self.raw_at(index, name)
        return Problem(
            level,
            message,
            table=self.table,
            sheet=self.sheet,
            is_file=self.is_file,
            row=row,
            column=self.titles.get(name, name),
            cell=cell,
            value=value,
            suggestion=suggestion,
        )
