"""Where formulas of a workbook find what they count on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell


@dataclass(frozen=True)
class Where:
    """Where the result of the scenario stands, for formulas on other sheets: the sheet and the rows of the
    institutions ``codes`` from ``first`` on, counted from nought."""

    sheet: str
    first: int
    codes: tuple[str, ...]

    def cell(self, code: str, column: str) -> str:
        """The cell of an institution in a column, such as "G"."""
        return f"'{self.sheet}'!${column}${self.first + self.codes.index(code) + 1}"

    def plan(self, code: str) -> str:
        """Its places in the plan."""
        return self.cell(code, "C")

    def places(self, code: str) -> str:
        """Its places in the scenario."""
        return self.cell(code, "G")


@dataclass(frozen=True)
class KeyCells:
    """Where the comparison keys stand: a row each by id, the weights from column ``first`` on in plan order."""

    sheet: str
    rows: Mapping[str, int]
    codes: tuple[str, ...]
    first: int = 1

    def _cell(self, key_id: str, column: int) -> str:
        return f"'{self.sheet}'!{xl_rowcol_to_cell(self.rows[key_id], column, True, True)}"

    def share(self, key_id: str, code: str) -> str:
        """The part that the key gives an institution, 0 to 1."""
        own = self._cell(key_id, self.first + self.codes.index(code))
        return f"{own}/{self._cell(key_id, self.first + len(self.codes))}"

    def distance(self, key_id: str, of_plan: bool) -> str:
        """The places that would have to move, in the plan or in the scenario."""
        return self._cell(key_id, self.first + 2 * len(self.codes) + (2 if of_plan else 3))


@dataclass(frozen=True)
class Anchors:
    """Where the computing sheets hold what the tables of the scenario follow. ``people`` are the cells of how many
    people there are, by area and label."""

    where: Where
    steps: tuple[str, str, str]  # the columns of the transfers: who gives, who takes, how many places
    keys: KeyCells
    people: Mapping[tuple[str, str], str]


def quoted(text: str) -> str:
    """A text of ours within a formula."""
    return '"' + text.replace('"', '""') + '"'
