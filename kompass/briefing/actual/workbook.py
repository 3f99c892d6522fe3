"""The report of the year as a workbook whose sums, differences and rates are formulas."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kompass.actual.course import Course, Path
from kompass.actual.records import MONTHS
from kompass.actual.sheets import month_name
from kompass.briefing.actual.report import Report
from kompass.briefing.workbook.cells import Formats, number_format
from kompass.briefing.workbook.workbook import LETTERS, SAFE
from kompass.figures.actual.actions import action_exhibit
from kompass.figures.actual.courses import method
from kompass.figures.actual.words import made_of, result
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS, kind_of

_HEAD = 3  # 0-based row of the headings
COUNT, SIGNED, ONE = number_format(0), number_format(0, sign=True), number_format(1)


class _Book:
    """The workbook while it is written."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book, self.report = book, report
        self.words = report.export.words
        self.formats = Formats(book)
        t = self.words.text
        self.months, self.moves = t("Eintritte je Monat"), t("Umbuchungen")
        made = made_of(report.year)
        kind = kind_of(made, (), report.facts)
        self.kind = t("{kind} – {meaning}", kind=t(KIND_LABELS[kind]), meaning=t(KIND_MEANINGS[kind]))

    def page(self, name: str, title: str, headings: list[str], widths: list[float]) -> Worksheet:
        """A sheet with title, kind and headings."""
        page = self.book.add_worksheet(name)
        page.write_string(0, 0, title, self.formats.of(bold=True, font_size=14))
        page.write_string(1, 0, self.kind, self.formats.of(font_color=LIGHT.muted))
        look = self.formats.of(bold=True, text_wrap=True, bottom=2, bg_color=LIGHT.panel)
        for n, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            page.write_string(_HEAD, n, heading, look)
            page.set_column(n, n, width)
        page.set_row(_HEAD, 48)
        page.freeze_panes(_HEAD + 1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L&8{self.report.export.provenance.footer}".replace("Plan &", "Plan &&"))
        page.hide_gridlines(2)
        return page

    def number(self, page: Worksheet, row: int, column: int, value: float | None, look: str = COUNT) -> None:
        """A number, or an empty cell."""
        if value is not None:
            page.write_number(row, column, value, self.formats.of(num_format=look))

    def formula(
        self, page: Worksheet, row: int, column: int, text: str, value: Any, look: str = COUNT
    ) -> None:
        """A formula with its result."""
        page.write_formula(
            row, column, f"={text}", self.formats.of(num_format=look), "" if value is None else value
        )


def report_workbook(report: Report) -> bytes:
    """The bytes of the XLSX file."""
    out = BytesIO()
    with Workbook(out, {**SAFE, "default_format_properties": dict(LETTERS)}) as book:
        shown = report.courses()
        book.set_properties(
            {
                "title": shown.title,
                "author": report.export.provenance.product,
                "comments": report.export.provenance.footer,
                "created": report.made_at.astimezone(dt.UTC).replace(tzinfo=None),
            }
        )
        one = _Book(book, report)
        _results(one, shown.title)
        _months(one)
        _moves(one)
        if report.uses:
            _money(one)
    return out.getvalue()


def _results(one: _Book, title: str) -> None:
    t, report = one.words.text, one.report
    headings = [
        t("Institution"),
        t("Plätze laut Plan"),
        t("Zahlen bis Monat"),
        t("Eingetreten"),
        t("Eingetreten, % des Plans"),
        t("Plan bis dahin"),
        t("Abstand zum Plan"),
        t("Im Jahr mindestens"),
        t("erwartet"),
        t("höchstens"),
        t("frei mindestens"),
        t("frei höchstens"),
        t("fehlen mindestens"),
        t("fehlen höchstens"),
        t("Bei gleichem Verlauf"),
    ]
    page = one.page(t("Ergebnis"), title, headings, [14, *[11] * 13, 44])
    courses = [*report.year.courses, *([report.year.total] if len(report.year.courses) > 1 else [])]
    first = _HEAD + 1
    for row, course in enumerate(courses, start=first):
        _result_row(one, page, row, first, course)
    below = first + len(courses) + 1
    look = one.formats.of(text_wrap=True, font_color=LIGHT.muted)
    page.merge_range(below, 0, below, 14, "", look)
    page.write_string(below, 0, method(report.year, one.words), look)
    page.set_row(below, 50)


def _result_row(one: _Book, page: Worksheet, row: int, first: int, course: Course) -> None:
    excel = row + 1
    page.write_string(row, 0, course.code or one.words.text("Zusammen"), one.formats.of(bold=not course.code))
    if course.code:
        column = xl_col_to_name(1 + one.report.plan.codes.index(course.code))
        one.number(page, row, 1, course.quota)
        own = f"SUM('{one.months}'!{column}{_HEAD + 2}:{column}{_HEAD + 1 + len(MONTHS)})"
    else:
        one.formula(page, row, 1, f"SUM(B{first + 1}:B{row})", course.quota)
        own = f"SUM(D{first + 1}:D{row})"
    one.number(page, row, 2, course.until)
    one.formula(page, row, 3, own, course.entered)
    share = 100 * course.entered / course.quota if course.quota else None
    one.formula(page, row, 4, f'IF(B{excel}=0,"",100*D{excel}/B{excel})', share, ONE)
    if course.until:
        way = course.path[course.until - 1]
        if course.path_kind is Path.STRAIGHT and course.code:
            one.formula(page, row, 5, f"B{excel}*C{excel}/12", way)
        else:
            one.number(page, row, 5, way)
        one.formula(page, row, 6, f"D{excel}-F{excel}", course.entered - way, SIGNED)
    ahead = course.outlook
    if ahead is None:
        page.write_string(row, 14, one.words.message(course.declined) if course.declined else "")
        return
    for n, value in enumerate((ahead.low, ahead.expected, ahead.high), start=7):
        one.number(page, row, n, value)
    for n, (text, value) in enumerate(
        (
            (f"MAX(0,B{excel}-J{excel})", course.free[0]),
            (f"MAX(0,B{excel}-H{excel})", course.free[1]),
            (f"MAX(0,H{excel}-B{excel})", course.missing[0]),
            (f"MAX(0,J{excel}-B{excel})", course.missing[1]),
        ),
        start=10,
    ):
        one.formula(page, row, n, text, value)
    page.write_string(row, 14, result(course, one.words))


def _months(one: _Book) -> None:
    t, report = one.words.text, one.report
    codes = report.plan.codes
    page = one.page(
        one.months, t("Eintritte"), [t("Monat"), *codes, t("Zusammen")], [14, *[11] * (len(codes) + 1)]
    )
    last = xl_col_to_name(len(codes))
    for row, month in enumerate(MONTHS, start=_HEAD + 1):
        page.write_string(row, 0, one.words.message(month_name(month)))
        found = {c.code: n.value for c in report.year.courses for n in c.counts if n.month == month}
        for n, code in enumerate(codes, start=1):
            one.number(page, row, n, found.get(code))
        one.formula(page, row, len(codes) + 1, f"SUM(B{row + 1}:{last}{row + 1})", sum(found.values()))


def _moves(one: _Book) -> None:
    t, report = one.words.text, one.report
    ledger = report.proposal.scenario.ledger
    action = action_exhibit(report.export.facts, report.plan, report.year, report.proposal, one.words)
    headings = [t("gibt"), t("bekommt"), t("Plätze"), t("davon abschlussorientiert"), t("Warum")]
    page = one.page(one.moves, action.title, headings, [12, 12, 12, 18, 70])
    first = _HEAD + 1
    for row, (entry, why) in enumerate(zip(ledger, action.table["reason"], strict=True), start=first):
        page.write_string(row, 0, entry.giver)
        page.write_string(row, 1, entry.taker)
        one.number(page, row, 2, entry.places)
        one.number(page, row, 3, entry.degree)
        page.write_string(row, 4, str(why))
    last = first + max(len(ledger), 1)
    row = last + 2
    look = one.formats.of(bold=True, bottom=2, bg_color=LIGHT.panel)
    for n, heading in enumerate((t("Institution"), t("Plätze laut Plan"), t("nach den Umbuchungen"))):
        page.write_string(row - 1, n, heading, look)
    for number, (code, quota) in enumerate(report.plan.quotas.items()):
        here = row + number
        page.write_string(here, 0, code)
        one.number(page, here, 1, quota.places)
        gives, takes, places = (f"${c}${first + 1}:${c}${last}" for c in "ABC")
        cell = xl_rowcol_to_cell(here, 0)
        text = f"B{here + 1}-SUMIF({gives},{cell},{places})+SUMIF({takes},{cell},{places})"
        one.formula(page, here, 2, text, report.proposal.scenario.quotas[code].places)


def _money(one: _Book) -> None:
    t = one.words.text
    headings = [
        t("Institution"),
        t("zugeteilt, Euro"),
        t("gebunden, Euro"),
        t("gebunden, %"),
        t("ausgegeben, Euro"),
        t("ausgegeben, %"),
        t("Eintritte"),
        t("Euro je Eintritt"),
    ]
    page = one.page(t("Geld"), t("Geld: zugeteilt, gebunden, ausgegeben"), headings, [14, *[16] * 7])
    first = _HEAD + 1
    for row, use in enumerate(one.report.uses, start=first):
        excel, total = row + 1, not use.code
        page.write_string(row, 0, use.code or t("Zusammen"), one.formats.of(bold=total))
        for column, letter, value in ((1, "B", use.allotted), (2, "C", use.committed), (4, "E", use.spent)):
            if total and value is not None:
                one.formula(page, row, column, f"SUM({letter}{first + 1}:{letter}{row})", value)
            else:
                one.number(page, row, column, value)
        if use.committed_pct is not None:
            one.formula(page, row, 3, f"100*C{excel}/B{excel}", use.committed_pct, ONE)
        if use.spent_pct is not None:
            one.formula(page, row, 5, f"100*E{excel}/B{excel}", use.spent_pct, ONE)
        one.number(page, row, 6, use.entered)
        if use.per_entry is not None:
            one.formula(page, row, 7, f"E{excel}/G{excel}", use.per_entry)
