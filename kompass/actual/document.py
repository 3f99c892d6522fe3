"""Figures as another program sends them, and the answer: the same numbers as the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kompass.actual.course import Course, Path, Year, year_of
from kompass.actual.forecast import LEVEL
from kompass.actual.money import uses_of
from kompass.actual.proposal import propose
from kompass.actual.reading import Reading, read_grids
from kompass.actual.records import Counting, Measure
from kompass.actual.sheets import COUNTS, EUROS, MONEY, MONTH, PARTY, SHEETS
from kompass.facts import Facts
from kompass.language import N_, Language, Message, MessageError
from kompass.places.fields import members, only, wrong
from kompass.places.plan import Plan
from kompass.places.text import scenario_text
from kompass.plans.grids import Grid
from kompass.plans.problems import Problem
from kompass.plans.values import Cell

RECORDS, OF_MONEY = "records", "money"
FIELDS = (RECORDS, OF_MONEY, "counting", "path", "today", "exercise")
RECORD = (PARTY, MONTH, *Measure)
MOST_RECORDS = 5_000


class FiguresError(MessageError):
    """Figures that cannot be used; ``problems`` are all that is wrong, each with its field in ``cell``."""

    def __init__(self, problem: Problem, problems: Sequence[Problem]) -> None:
        super().__init__(N_("{cell}: {text}"), cell=problem.cell or RECORDS, text=problem.message)
        self.problems = tuple(problems)


def answer(document: object, facts: Facts, plan: Plan, today: dt.date, words: Language) -> dict[str, Any]:
    """The answer to a document with some of :data:`FIELDS`. ``today`` counts if the document names no other day.

    Raises :class:`MessageError` for a document of another form, :class:`FiguresError` for figures that cannot be.
    """
    fields = members("", document, FIELDS)
    counting = _one_of("counting", fields.get("counting"), Counting)
    path = _one_of("path", fields.get("path"), Path) or Path.STRAIGHT
    reading = _reading(fields, facts, plan, _day(fields.get("today"), today), counting)
    if reading.errors:
        raise FiguresError(reading.errors[0], reading.errors)
    if reading.counting is None:
        raise MessageError(
            N_(
                "Feld {field}: Ob je Monat oder seit Januar gezählt ist, ist nicht zu erkennen. Erwartet wird {expected}."
            ),
            field="counting",
            expected=", ".join(Counting),
        )
    figures = replace(reading.figures, exercise=bool(fields.get("exercise")))
    year = year_of(figures, plan, path)
    degree = year_of(figures, plan, path, Measure.DEGREE)
    proposal = propose(plan, year, degree)
    return {
        "plan": plan.version,
        "year": figures.year,
        "counting": reading.counting,
        "path": path,
        "exercise": figures.exercise,
        "level": LEVEL,
        **_courses(year, words),
        "degree": _courses(degree, words),
        "proposal": {
            "scenario": scenario_text(proposal.scenario),
            "moved": proposal.moved,
            "short": proposal.short,
            "transfers": [
                {
                    "from": t.giver,
                    "to": t.taker,
                    "places": t.places,
                    "degree": t.degree,
                    "reason": words.message(reason),
                }
                for t, reason in zip(proposal.scenario.ledger, proposal.reasons, strict=True)
            ],
        },
        "money": {use.code or "total": _money(use) for use in uses_of(year)},
        "notes": [words.message(p.message) for p in reading.warnings],
    }


def _courses(year: Year, words: Language) -> dict[str, Any]:
    return {
        "total": course_document(year.total, words),
        "institutions": {course.code: course_document(course, words) for course in year.courses},
    }


def course_document(course: Course, words: Language) -> dict[str, Any]:
    """The year of an institution as a JSON object; null where there is no forecast."""
    ahead, out = course.outlook, course.exhausted
    return {
        "quota": course.quota,
        "until": course.until,
        "entered": course.entered,
        "months": [{"month": c.month, "since": c.since, "entries": c.value} for c in course.counts],
        "path": [round(places, 2) for places in course.path],
        "forecast": {
            "expected": round(ahead.expected, 2),
            "low": ahead.low,
            "high": ahead.high,
            "fan": [
                {"month": m, "low": low, "expected": round(mid, 2), "high": high}
                for m, low, mid, high in ahead.fan
            ],
        }
        if ahead
        else None,
        "why_no_forecast": words.message(course.declined) if course.declined else "",
        "free": {"least": course.free[0], "most": course.free[1]} if ahead else None,
        "missing": {"least": course.missing[0], "most": course.missing[1]} if ahead else None,
        "exhausted": {"earliest": out[0], "expected": out[1] or None, "latest": out[2] or None}
        if out
        else None,
    }


def _money(use: Any) -> dict[str, float | None]:
    names = (*EUROS, "committed_pct", "spent_pct", "per_entry")
    values = {name: getattr(use, name) for name in names}
    return {name: None if value is None else round(value, 2) for name, value in values.items()}


def _reading(
    fields: Mapping[str, Any], facts: Facts, plan: Plan, today: dt.date, counting: Counting | None
) -> Reading:
    names = {RECORDS: RECORD, OF_MONEY: (PARTY, *EUROS)}
    sheets = {RECORDS: COUNTS, OF_MONEY: MONEY}
    grids = []
    for field, columns in names.items():
        entries = fields.get(field, [])
        if not isinstance(entries, list) or len(entries) > MOST_RECORDS:
            raise wrong(field, Message(N_("eine Liste")), entries)
        if not entries:
            continue
        rows = [(1, [Cell(name) for name in columns])]
        for number, entry in enumerate(entries):
            own = members(f"{field}[{number}]", entry, columns)
            rows.append((number + 2, [_cell(f"{field}[{number}].{n}", own.get(n)) for n in columns]))
        grids.append(Grid(sheets[field], False, rows, comma=False))
    if not grids or grids[0].name != COUNTS:
        raise MessageError(N_("Feld {field}: Es fehlt {name}."), field=RECORDS, name=RECORDS)
    reading = read_grids(grids, facts, plan, today, counting)
    return replace(reading, problems=tuple(_at_field(p) for p in reading.problems))


def _at_field(problem: Problem) -> Problem:
    """A problem with the field of the document in place of the cell."""
    if problem.row is None or not problem.table:
        return problem
    field = OF_MONEY if problem.table == MONEY else RECORDS
    named = {f["title"]: f["name"] for f in SHEETS[problem.table].fields}
    place = f"{field}[{problem.row - 2}]"
    column = named.get(problem.column, "")
    return replace(problem, sheet="", cell=f"{place}.{column}" if column else place)


def _cell(field: str, value: object) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, str):
        return Cell(value.strip() or None)
    if isinstance(value, (bool, int, float)):
        return Cell(value)
    raise wrong(field, Message(N_("eine Zahl")), value)


def _one_of(field: str, value: object, kind: Any) -> Any:
    if value is None:
        return None
    if value not in list(kind):
        raise wrong(field, only(list(kind)), value)
    return kind(value)


def _day(value: object, today: dt.date) -> dt.date:
    if value is None:
        return today
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise wrong("today", Message(N_("ein Tag wie 2026-08-03")), value) from None
