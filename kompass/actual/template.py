"""The workbook of monthly figures: with the plan's institutions and months to fill in, or with figures to keep."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kompass.actual.records import MONTHS, Count, Figures, Measure
from kompass.actual.sheets import (
    COUNTS,
    EUROS,
    EXERCISE,
    LIKE_ENTRIES,
    MONEY,
    MONTH,
    NOTE,
    PARTY,
    SHEETS,
    month_name,
)
from kompass.language import Language
from kompass.places.plan import Plan
from kompass.plans.guide import A4
from kompass.plans.sheets import GUIDE
from kompass.plans.template import OPTIONS

_COLUMNS = (PARTY, MONTH, "entries_month", *(m for m in Measure if m is not Measure.ENTRIES), NOTE)
_DARK, _PALE = "#22303C", "#DCE3E9"


def template(plan: Plan, year: int, words: Language, figures: Figures | None = None) -> bytes:
    """The workbook in a language, empty or with figures. Read back, it holds the same figures.

    Figures since January that leave out a month are written so: the months between stay empty, and the heading says
    that entries are counted since January.
    """
    held = figures or Figures(year)
    since = any(count.span > 1 for count in held.counts)
    out = io.BytesIO()
    with Workbook(out, dict(OPTIONS)) as book:
        title = words.text("Ist-Zahlen {year}", year=str(year))
        if held.exercise:
            title = words.text("{exercise}: {text}", exercise=words.text(EXERCISE), text=title)
        book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})
        looks = {
            "head": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bg_color": _DARK,
                    "font_color": "#FFFFFF",
                    "border": 1,
                    "border_color": "#FFFFFF",
                }
            ),
            "more": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bg_color": _PALE,
                    "font_color": _DARK,
                    "border": 1,
                    "border_color": "#FFFFFF",
                }
            ),
            "text": book.add_format({"num_format": "@"}),
            "integer": book.add_format({"num_format": "#,##0"}),
            "number": book.add_format({"num_format": "#,##0.00"}),
            "large": book.add_format({"bold": True, "font_size": 16}),
            "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        guide = book.add_worksheet(words.text(GUIDE))
        _guide(guide, title, words, looks)
        _counts(book.add_worksheet(words.text(SHEETS[COUNTS].title)), plan, held, since, words, looks)
        _money(book.add_worksheet(words.text(SHEETS[MONEY].title)), plan, held, words, looks)
    return out.getvalue()


def _guide(page: Worksheet, title: str, words: Language, looks: Mapping[str, Any]) -> None:
    t = words.text
    page.set_column(0, 0, 96)
    page.write_string(0, 0, title, looks["large"])
    lines = (
        t(
            "Blatt „Ist“: je Institution und Monat eine Zeile. Was nicht bekannt ist, bleibt leer; null ist eine Zahl."
        ),
        t(
            "Zahlen seit Jahresbeginn: Ändern Sie die Überschrift „Eintritte im Monat“ in „Eintritte seit Januar“; "
            "Gutscheine und abschlussorientierte Eintritte zählen dann ebenso."
        ),
        t(
            "Geplante Kursstarts und das Vorjahr sind freiwillig und zählen nur, wenn alle zwölf Monate dastehen."
        ),
        t("Blatt „Geld“: freiwillig, in Euro, für das Jahr bis heute."),
        t(
            "Die Datei bleibt bei Ihnen. Nächsten Monat ergänzen Sie sie und bringen sie wieder auf diese Seite."
        ),
    )
    for number, line in enumerate(lines, start=2):
        page.write_string(number, 0, line, looks["plain"])


def _heads(
    page: Worksheet, names: tuple[str, ...], table: str, words: Language, looks: Mapping[str, Any]
) -> None:
    for n, name in enumerate(names):
        one = SHEETS[table].field(name)
        needed = name in (PARTY, MONTH, "entries_month", "entries_total")
        page.write_string(0, n, words.text(one["title"]), looks["head" if needed else "more"])
        if one["description"]:
            page.write_comment(0, n, words.text(one["description"]), {"x_scale": 2, "author": ""})
        page.set_column(n, n, 16)
    page.set_row(0, 48)
    page.freeze_panes(1, 2 if table == COUNTS else 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _counts(
    page: Worksheet, plan: Plan, held: Figures, since: bool, words: Language, looks: Mapping[str, Any]
) -> None:
    columns = tuple("entries_total" if since and name == "entries_month" else name for name in _COLUMNS)
    _heads(page, columns, COUNTS, words, looks)
    row = 0
    for code in plan.codes:
        values = {
            measure: _values(held.series(code, measure), since and measure in LIKE_ENTRIES)
            for measure in Measure
        }
        for month in MONTHS:
            row += 1
            page.write_string(row, 0, code, looks["text"])
            page.write_string(row, 1, words.message(month_name(month)), looks["text"])
            for n, name in enumerate(columns[2:-1], start=2):
                measure = Measure.ENTRIES if name.startswith("entries") else Measure(name)
                if (value := values[measure].get(month)) is not None:
                    page.write_number(row, n, value, looks["integer"])
            if held.exercise:
                page.write_string(row, len(columns) - 1, words.text(EXERCISE), looks["text"])
    whole = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
    told = words.text("Erwartet ist eine ganze Zahl von {low} bis {high}.", low=0, high=999_999)
    page.data_validation(1, 2, row, len(columns) - 2, whole | {"error_message": told})


def _values(counts: tuple[Count, ...], since: bool) -> dict[int, int]:
    """The numbers by month as they are written: of the month, or since January."""
    total, found = 0, {}
    for count in counts:
        total += count.value
        found[count.month] = total if since else count.value
    return found


def _money(page: Worksheet, plan: Plan, held: Figures, words: Language, looks: Mapping[str, Any]) -> None:
    _heads(page, (PARTY, *EUROS), MONEY, words, looks)
    stated = {money.party: money for money in held.money}
    for row, code in enumerate(plan.codes, start=1):
        page.write_string(row, 0, code, looks["text"])
        for n, name in enumerate(EUROS, start=1):
            value = getattr(stated.get(code), name, None)
            if value is not None:
                page.write_number(row, n, value, looks["number"])
