"""Read monthly figures: from a workbook or CSV file, from the grid of the page, from another program's document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kompass.actual.checks import counting_of, figures_of, gaps, is_exercise, money_of, rows_of
from kompass.actual.records import Count, Counting, Figures, Measure, Money
from kompass.actual.sheets import (
    BY_HEADING,
    COUNTS,
    EXERCISE,
    MONEY,
    MONTH,
    NOTE,
    PARTY,
    SHEETS,
    month_name,
    parties,
)
from kompass.actual.wide import long_form
from kompass.facts import Facts
from kompass.language import N_, Language
from kompass.places.plan import Plan
from kompass.plans.grids import Grid, grids_of
from kompass.plans.problems import ERROR, WARNING, Problem, Refused, says
from kompass.plans.reading import once
from kompass.plans.sheets import table_named
from kompass.plans.tables import Table, read_table
from kompass.plans.values import Cell

Relabel = Callable[[Problem], Problem]


@dataclass(frozen=True)
class Reading:
    """What was read. ``counting`` is None where it is unclear how entries are counted: then the reader is asked, and
    ``figures`` are those for month by month."""

    figures: Figures
    counting: Counting | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which a figure was left out."""
        return tuple(p for p in self.problems if p.level == ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is odd and was read all the same."""
        return tuple(p for p in self.problems if p.level != ERROR)


def plan_year(facts: Facts, plan: Plan) -> int:
    """The year of a plan."""
    return int(facts.record("plans", plan_version=plan.version)["plan_year"])


def read_file(
    name: str,
    content: bytes,
    facts: Facts,
    plan: Plan,
    today: dt.date,
    counting: Counting | None = None,
) -> Reading:
    """The figures in a workbook, a CSV file or a ZIP archive of them. ``counting`` is what the reader has answered.

    Never raises for what the file holds.
    """
    file = PurePosixPath(name.replace("\\", "/")).name
    try:
        found = grids_of(file, content)
    except Refused as refused:
        return Reading(Figures(plan_year(facts, plan)), Counting.MONTHLY, (refused.problem,))
    return read_grids(found.grids, facts, plan, today, counting, found.problems)


def read_grids(
    grids: Sequence[Grid],
    facts: Facts,
    plan: Plan,
    today: dt.date,
    counting: Counting | None = None,
    told: Sequence[Problem] = (),
) -> Reading:
    """The figures that stand on grids of cells; a sheet of another name than those of the template counts as the one
    of entries if there is no other."""
    year, known = plan_year(facts, plan), parties(facts, plan.codes)
    problems = list(told)
    chosen = {table_named(_stem(grid), SHEETS): grid for grid in reversed(grids) if grid.rows}
    unnamed = [g for g in grids if g.rows and not table_named(_stem(g), SHEETS)]
    if COUNTS not in chosen and unnamed:
        chosen[COUNTS] = unnamed.pop(0)
    for grid in unnamed:
        message = says(N_("Dieses Blatt heißt weder „Ist“ noch „Geld“ und wurde nicht gelesen."))
        problems.append(Problem(WARNING, message, sheet=grid.name, is_file=grid.is_file))
    if COUNTS not in chosen:
        message = says(N_("Die Datei enthält keine Zahlen. Nehmen Sie die Vorlage von dieser Seite."))
        return Reading(Figures(year), Counting.MONTHLY, (*problems, Problem(ERROR, message)))
    grid, relabel = long_form(chosen[COUNTS], known)
    table, seen = read_table(grid, SHEETS[COUNTS])
    if is_exercise(table):  # its months are over whenever it is tried
        today = max(today, dt.date(year + 1, 1, 1))
    rows = rows_of(_filled(table), known, year, today)
    money, of_money = _money(chosen.get(MONEY), known)
    decided = counting or counting_of(rows)
    figures = figures_of(rows, decided or Counting.MONTHLY, money, year)
    problems += [relabel(problem) for problem in (*seen, *rows.problems)]
    problems += of_money
    if table.given and not any(name in table.given for name in BY_HEADING):
        message = says(N_("Es fehlt die Spalte mit den Eintritten. Nennen Sie sie „Eintritte im Monat“."))
        problems.append(Problem(ERROR, message, sheet=grid.name, is_file=grid.is_file))
    return Reading(figures, decided, tuple(once([*problems, *_gaps(figures)])))


def _gaps(figures: Figures) -> list[Problem]:
    return [Problem(WARNING, message) for message in gaps(figures.counts, figures.year)]


def _filled(table: Table) -> Table:
    """The table with the rows that state any number: those of the template that are still empty say nothing."""
    numbers = [f["name"] for f in SHEETS[COUNTS].fields if f["type"] == "integer"]
    for index in reversed(range(len(table.rows))):
        said = any(table.rows[index].get(n) or (index, n) in table.unread for n in numbers)
        if not said:
            del table.rows[index], table.origin.rows[index], table.origin.raw[index]
            table.unread = {(i - (i > index), name) for i, name in table.unread if i != index}
    return table


def _money(grid: Grid | None, known: Mapping[str, str]) -> tuple[tuple[Money, ...], list[Problem]]:
    if grid is None:
        return (), []
    table, problems = read_table(grid, SHEETS[MONEY])
    money, told = money_of(table, known)
    return money, [*problems, *told]


def _stem(grid: Grid) -> str:
    return grid.name.rpartition(".")[0] if grid.is_file else grid.name


Typed = Mapping[Measure, Mapping[tuple[str, int], str]]  # text by institution and month, by measure


def read_typed(
    typed: Typed,
    money: Mapping[str, Mapping[str, str]],
    facts: Facts,
    plan: Plan,
    today: dt.date,
    words: Language,
    before: Figures,
) -> Reading:
    """The figures typed into the page: texts by measure, institution and month, and the euros of each institution.

    ``before`` are the figures that the grid began with: a number that came as the sum of several months stays that as
    long as its cell and those of the other months are not changed.
    """
    places = sorted({place for cells in typed.values() for place, text in cells.items() if text.strip()})
    head = [PARTY, MONTH, *Measure, NOTE]
    note = Cell(EXERCISE if before.exercise else None)
    lines = [(1, [Cell(name) for name in head])]
    for number, (party, month) in enumerate(places, start=2):
        cells = [typed.get(m, {}).get((party, month), "").strip() or None for m in Measure]
        lines.append((number, [Cell(party), Cell(str(month)), *map(Cell, cells), note]))
    grids = [Grid(words.text(SHEETS[COUNTS].title), False, lines, comma=words.separators[0] == ",")]
    if any(text.strip() for own in money.values() for text in own.values()):
        euros = [f["name"] for f in SHEETS[MONEY].fields]
        body = [
            (n, [Cell(party), *(Cell(own.get(name, "").strip() or None) for name in euros[1:])])
            for n, (party, own) in enumerate(money.items(), start=2)
        ]
        head_cells = [(1, [Cell(name) for name in euros])]
        grids.append(
            Grid(
                words.text(SHEETS[MONEY].title), False, [*head_cells, *body], comma=words.separators[0] == ","
            )
        )
    reading = read_grids(grids, facts, plan, today, Counting.MONTHLY)
    spans = {(c.party, c.measure, c.month, c.value): c for c in before.counts if c.span > 1}
    counts = tuple(_spanned(count, spans, reading.figures) for count in reading.figures.counts)
    figures = replace(reading.figures, counts=counts)
    counts_sheet = grids[0].name

    def named(problem: Problem) -> Problem:
        if problem.row is None or problem.row < 2:
            return problem
        if problem.sheet != counts_sheet:
            return replace(problem, cell=list(money)[problem.row - 2])
        party, month = places[problem.row - 2]
        return replace(problem, cell=f"{party} {words.message(month_name(month))}")

    told = {str(p.message) for p in _gaps(reading.figures)}
    problems = [named(p) for p in reading.problems if str(p.message) not in told]
    return replace(reading, figures=figures, problems=(*problems, *_gaps(figures)))


def _spanned(count: Count, spans: Mapping[tuple[str, Measure, int, int], Count], figures: Figures) -> Count:
    """A count as the sum of months that it came as, unless one of these has a number of its own."""
    whole = spans.get((count.party, count.measure, count.month, count.value), count)
    others = {c.month for c in figures.series(count.party, count.measure)}
    return count if others & set(range(whole.since, whole.month)) else whole
