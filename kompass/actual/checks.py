"""Rows of monthly figures as read become :class:`Figures`: every fault is told at its cell, what is right stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kompass.actual.records import Count, Counting, Figures, Measure, Money, ordered
from kompass.actual.sheets import (
    BY_HEADING,
    EUROS,
    EXERCISE,
    LIKE_ENTRIES,
    MONTH,
    NOTE,
    PARTY,
    is_total,
    month_name,
    month_of,
    party_of,
)
from kompass.language import LANGUAGES, N_, Message, language
from kompass.plans.problems import WARNING, Problem, says
from kompass.plans.sheets import folded
from kompass.plans.tables import Table
from kompass.plans.values import Misread

_PART_OF = {Measure.DEGREE: Measure.ENTRIES, Measure.REDEEMED: Measure.ISSUED}
_TOO_MANY = {
    Measure.DEGREE: N_(
        "Dort steht {value}, mehr abschlussorientierte Eintritte als Eintritte ({most}). Erwartet ist ein Teil davon."
    ),
    Measure.REDEEMED: N_(
        "Dort steht {value}, mehr eingelöste Gutscheine als ausgegebene ({most}). Erwartet ist ein Teil davon."
    ),
}
_FOURFOLD = 4  # pairs of months that are enough to tell how they are counted
_SLIPS = 0.2  # largest share of months that go back by mistake


@dataclass
class Rows:
    """The numbers of a table by institution and measure and month, each with its row and column."""

    table: Table
    heading: str = Measure.ENTRIES  # the column with the entries
    cells: dict[tuple[str, Measure], dict[int, tuple[int, int]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, index: int, name: str, message: Message, level: str = "", suggestion: str = "") -> None:
        """Note a problem at a row and a column."""
        level = level or "error"
        self.problems.append(self.table.origin.at(index, name, message, level, suggestion))

    def column(self, measure: Measure) -> str:
        """The column that holds a measure."""
        return self.heading if measure is Measure.ENTRIES else measure


def rows_of(table: Table, known: Mapping[str, str], year: int, today: dt.date) -> Rows:
    """The numbers of a table, without those that cannot be: an institution or month that does not exist, a month
    twice or not over yet, negative numbers."""
    heading = next((name for name in BY_HEADING if name in table.given), Measure.ENTRIES)
    rows = Rows(table, heading)
    seen: set[tuple[str, int]] = set()
    for index, row in enumerate(table.rows):
        found = _place(rows, index, row, known, year)
        if found is None:
            continue
        party, month = found
        if found in seen:
            message = says(
                N_(
                    "{party} hat den Monat {month} schon weiter oben. Gelesen ist die erste Zahl; löschen Sie eine."
                ),
                party=party,
                month=month_name(month),
            )
            rows.tell(index, MONTH, message)
            continue
        seen.add(found)
        for measure in Measure:
            name = rows.column(measure)
            if not row.get(name):
                continue
            value = int(row[name])
            if value < 0:
                rows.tell(
                    index, name, says(N_("Dort steht {value}; erwartet ist null oder mehr."), value=value)
                )
            elif measure in LIKE_ENTRIES and not _over(rows, index, name, year, month, today):
                continue
            else:
                rows.cells.setdefault((party, measure), {})[month] = (value, index)
    return rows


def _place(
    rows: Rows, index: int, row: Mapping[str, str], known: Mapping[str, str], year: int
) -> tuple[str, int] | None:
    """Institution and month of a row; None where they cannot be read, which is told."""
    found: list[str | int] = []
    if is_total(row.get(PARTY, "")):
        message = says(N_("Die Zeile ist eine Summe und wurde nicht gelesen; summiert wird hier."))
        rows.tell(index, PARTY, message, WARNING)
        return None
    for name in (PARTY, MONTH):
        text = row.get(name, "")
        if not text:
            if (index, name) not in rows.table.unread:
                rows.tell(
                    index,
                    name,
                    says(N_("Die Zelle ist leer. Tragen Sie den Wert ein, oder löschen Sie die Zeile.")),
                )
            return None
        try:
            found.append(party_of(text, known) if name == PARTY else month_of(text, year))
        except Misread as misread:
            rows.tell(index, name, misread.message, "", misread.suggestion)
            return None
    return str(found[0]), int(found[1])


def _over(rows: Rows, index: int, name: str, year: int, month: int, today: dt.date) -> bool:
    """Whether a month is over; one that is not is told."""
    when = (year, month)
    if when < (today.year, today.month):
        return True
    told = month_name(month, year)
    if when > (today.year, today.month):
        message = says(
            N_("Der {month} hat noch nicht begonnen. Leeren Sie die Zelle, oder berichtigen Sie den Monat."),
            month=told,
        )
        rows.tell(index, name, message)
    else:
        message = says(
            N_("Der {month} ist noch nicht zu Ende. Die Zahl zählt erst, wenn er vorbei ist."), month=told
        )
        rows.tell(index, name, message, WARNING)
    return False


def counting_of(rows: Rows) -> Counting | None:
    """How entries are counted, by the heading of their column and by how they rise; None where that does not tell.

    Since January they go back never or by mistake, and are after n months some n times those of the first; month by
    month they go up and down, and stay about as many.
    """
    told = BY_HEADING[rows.heading]
    series = [
        [cell for _, (cell, _) in sorted(months.items())]
        for (_, measure), months in rows.cells.items()
        if measure is Measure.ENTRIES
    ]
    pairs = [(a, b) for values in series for a, b in pairwise(values)]
    if not pairs:
        return told
    back = sum(b < a for a, b in pairs) / len(pairs)
    longest = max(map(len, series))
    growth = sum(v[-1] for v in series) / max(1, sum(v[0] for v in series))
    rises = growth >= 1 + (longest - 1) * 0.4
    seems = None
    if len(pairs) >= _FOURFOLD and back <= _SLIPS and rises:
        seems = Counting.CUMULATIVE
    elif back > _SLIPS or (len(pairs) >= _FOURFOLD and not rises):
        seems = Counting.MONTHLY
    if told and seems and told is not seems:
        return told if told is Counting.CUMULATIVE else None
    return told or seems


def counts_of(rows: Rows, counting: Counting) -> tuple[Count, ...]:
    """The numbers by month; those since January become differences, and one that goes back is told and left out."""
    found = []
    for (party, measure), months in rows.cells.items():
        cumulative = counting is Counting.CUMULATIVE and measure in LIKE_ENTRIES
        before, last = 0, 0
        for month, (value, index) in sorted(months.items()):
            if not cumulative:
                found.append(Count(party, measure, month, value, month))
                continue
            if value < before:
                message = says(
                    N_(
                        "Dort steht {value}, im {month} davor standen {before}. Seit Januar gezählt wird es nie weniger: "
                        "Berichtigen Sie die kleinere oder die größere Zahl."
                    ),
                    value=value,
                    month=month_name(last),
                    before=before,
                )
                rows.tell(index, rows.column(measure), message)
                continue
            found.append(Count(party, measure, month, value - before, last + 1))
            before, last = value, month
    return _without_excess(rows, found)


def _without_excess(rows: Rows, counts: Iterable[Count]) -> tuple[Count, ...]:
    """The counts without parts that are more than their whole, which are told."""
    every = list(counts)
    whole = {(c.party, c.measure, c.month, c.since): c.value for c in every}
    kept = []
    for count in every:
        of = _PART_OF.get(count.measure)
        most = whole.get((count.party, of, count.month, count.since)) if of else None
        if most is not None and count.value > most:
            index = rows.cells[count.party, count.measure][count.month][1]
            message = says(_TOO_MANY[count.measure], value=count.value, most=most)
            rows.tell(index, count.measure, message)
        else:
            kept.append(count)
    return ordered(kept)


def gaps(counts: Iterable[Count], year: int) -> list[Message]:
    """For each institution the months between the first of the year and its last one that nobody stated, and those that
    are counted together."""
    told = []
    by_party: dict[str, set[int]] = {}
    for count in counts:
        if count.measure is Measure.ENTRIES:
            by_party.setdefault(count.party, set()).update(range(count.since, count.month + 1))
            if count.span > 1:
                first, last = month_name(count.since), month_name(count.month, year)
                message = N_(
                    "{party}: Die {value} Eintritte im {last} zählen seit {first}; die Monate einzeln fehlen."
                )
                told.append(says(message, party=count.party, value=count.value, last=last, first=first))
    for party, months in by_party.items():
        missing = [m for m in range(1, max(months)) if m not in months]
        if missing:
            named = tuple(month_name(m) for m in missing)
            message = N_(
                "{party}: Für {months} {year} fehlen Eintritte; die Monate sind nicht gezählt, nicht null."
            )
            told.append(says(message, party=party, months=named, year=str(year)))
    return told


def money_of(table: Table, known: Mapping[str, str]) -> tuple[tuple[Money, ...], list[Problem]]:
    """The money of a table, and what is wrong with it."""
    rows = Rows(table)
    found: dict[str, Money] = {}
    for index, row in enumerate(table.rows):
        if is_total(row.get(PARTY, "")) or not any(row.get(name) for name in EUROS):
            continue
        try:
            party = party_of(row.get(PARTY, ""), known)
        except Misread as misread:
            rows.tell(index, PARTY, misread.message, "", misread.suggestion)
            continue
        if party in found:
            rows.tell(
                index, PARTY, says(N_("{party} steht zweimal da. Löschen Sie eine der Zeilen."), party=party)
            )
            continue
        values: dict[str, float] = {}
        for name in EUROS:
            if row.get(name):
                value = float(row[name])
                if value < 0:
                    rows.tell(
                        index, name, says(N_("Dort steht {value}; erwartet ist null oder mehr."), value=value)
                    )
                else:
                    values[name] = value
        found[party] = Money(party, **values)
    return tuple(found.values()), rows.problems


def is_exercise(table: Table) -> bool:
    """Whether a row says that its numbers are made up."""
    marks = {folded(language(code).text(EXERCISE)) for code in LANGUAGES}
    return any(folded(row.get(NOTE, "")) in marks for row in table.rows)


def figures_of(rows: Rows, counting: Counting, money: tuple[Money, ...], year: int) -> Figures:
    """The figures of a year; problems that appear on the way are added to those of the rows."""
    return Figures(year, counts_of(rows, counting), money, is_exercise(rows.table))
