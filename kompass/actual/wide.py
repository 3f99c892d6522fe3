"""Tables that have a column for each institution or month are turned into one row for each of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from xlsxwriter.utility import xl_col_to_name

from kompass.actual.records import Measure
from kompass.actual.sheets import MONTH, PARTY, SHEETS, is_total, month_of
from kompass.plans.grids import Grid
from kompass.plans.problems import Problem
from kompass.plans.sheets import folded
from kompass.plans.tables import HEADING_ROWS
from kompass.plans.values import Cell, Misread


def long_form(grid: Grid, known: Mapping[str, str]) -> tuple[Grid, Callable[[Problem], Problem]]:
    """A grid with a row for each institution and month, and how its problems name the cells of the grid as brought.

    A heading that names at least two institutions, or three months, makes a table wide; its numbers are entries. Any
    other grid stays as it is.
    """
    for number, cells in grid.rows[:HEADING_ROWS]:
        heads = {n: cell.text for n, cell in enumerate(cells) if cell.text}
        across = {n: text for n, text in heads.items() if folded(text) in known}
        by_month = {n: text for n, text in heads.items() if _is_month(text)}
        if len(across) >= 2:
            return _turned(grid, number, across, of_parties=True)
        if len(by_month) >= 3:
            return _turned(grid, number, by_month, of_parties=False)
    return grid, lambda problem: problem


def _is_month(text: str) -> bool:
    """Whether a heading is a month by its name or date; bare numbers are not."""
    if text.strip().rstrip(".").isdigit():
        return False
    for year in _years(text):
        try:
            return bool(month_of(text, year))
        except Misread:
            continue
    return False


def _years(head: str) -> tuple[int, ...]:
    """The years that a text may speak of: its last or first four digits, or any year."""
    digits = [part for part in (head[:4], head[-4:]) if part.isdigit()]
    short = [f"20{head[-2:]}"] if head[-2:].isdigit() else []
    return tuple(int(year) for year in (*digits, *short, "2000"))


def _turned(
    grid: Grid, start: int, across: Mapping[int, str], of_parties: bool
) -> tuple[Grid, Callable[[Problem], Problem]]:
    places: list[str] = [""]  # of the value in each new row, by its number from 1
    lines = [(1, [Cell(PARTY), Cell(MONTH), Cell(Measure.ENTRIES)])]
    first = min(across)
    for number, cells in grid.rows:
        lead = next((c.text for c in cells[:first] if c.text), "")
        if number <= start or not lead or is_total(lead):
            continue
        for n, head in across.items():
            if n >= len(cells) or cells[n] == Cell():
                continue
            own = (Cell(head), Cell(lead)) if of_parties else (Cell(lead), Cell(head))
            lines.append((len(lines) + 1, [*own, cells[n]]))
            places.append(f"{xl_col_to_name(n)}{number}")
    title = SHEETS["actual"].title

    def back(problem: Problem) -> Problem:
        if problem.row is None or not 2 <= problem.row <= len(places):
            return replace(problem, row=None, cell="") if problem.row == 1 else problem
        return replace(problem, cell=places[problem.row - 1], row=None, column="")

    return Grid(grid.name or title, grid.is_file, lines, grid.comma), back
