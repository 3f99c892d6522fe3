"""Cell references between the worksheets of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell


@dataclass(frozen=True)
class ResultCells:
    """Cells of the scenario's result: worksheet, first row of the institutions (0-based), and their order."""

    sheet: str
    first: int
    codes: tuple[str, ...]

    def cell(self, code: str, column: str) -> str:
        """The cell of an institution in a column such as "G"."""
        return f"'{self.sheet}'!${column}${self.first + self.codes.index(code) + 1}"

    def plan(self, code: str) -> str:
        """The cell with its places in the plan."""
        return self.cell(code, "C")

    def places(self, code: str) -> str:
        """The cell with its places in the scenario."""
        return self.cell(code, "G")


@dataclass(frozen=True)
class KeyCells:
    """Cells of the comparison keys: row by key id (0-based), weights from column ``first`` on in plan order."""

    sheet: str
    rows: Mapping[str, int]
    codes: tuple[str, ...]
    first: int = 1

    def _cell(self, key_id: str, column: int) -> str:
        return f"'{self.sheet}'!{xl_rowcol_to_cell(self.rows[key_id], column, True, True)}"

    def share(self, key_id: str, code: str) -> str:
        """The formula of an institution's share according to the key, 0 to 1."""
        weight = self._cell(key_id, self.first + self.codes.index(code))
        return f"{weight}/{self._cell(key_id, self.first + len(self.codes))}"

    def distance(self, key_id: str, of_plan: bool) -> str:
        """The cell with the distance to the key in places, in the plan or the scenario."""
        return self._cell(key_id, self.first + 2 * len(self.codes) + (2 if of_plan else 3))


@dataclass(frozen=True)
class References:
    """The cells that formulas on other worksheets refer to. ``people`` are cells with numbers of people, by
    area and label."""

    where: ResultCells
    steps: tuple[str, str, str]  # ranges of the transfers: giver, taker, places
    keys: KeyCells
    people: Mapping[tuple[str, str], str]


def quoted(text: str) -> str:
    """A string literal of a formula."""
    return '"' + text.replace('"', '""') + '"'
