"""The workbook that a controller fills in: an empty plan, or a plan as a copy to change."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kompass.facts import Facts
from kompass.facts_files import read_package, rows_of
from kompass.language import Language
from kompass.plans.guide import A4, write_guide
from kompass.plans.shared import shared_files
from kompass.plans.sheets import (
    DISTRICTS,
    GUIDE,
    LISTS,
    PLAN_ID,
    SHEETS,
    START,
    SUM_FORMULA,
    Sheet,
    derived,
    sheets,
)

LAST = 5_000  # the last row that is formatted and validated
LONGEST_LIST = 255  # characters of a list that stands in the rule itself
YEAR_SHEETS = ("quotas", "quota_totals", "quantities")  # their year is that of the plan, if it has one
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_ALLOWED = (
    "insert_rows",
    "delete_rows",
    "format_cells",
    "format_columns",
    "format_rows",
    "sort",
    "autofilter",
    "select_locked_cells",
    "select_unlocked_cells",
)


@dataclass
class _Writer:
    """The workbook while it is written."""

    book: Workbook
    words: Language
    known: Mapping[str, Sheet]
    rows: Mapping[str, list[dict[str, str]]]
    shared: Mapping[str, list[dict[str, str]]]
    lists: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        def made(**look: Any) -> Format:
            return self.book.add_format({"valign": "top", **look})

        self.titled = {name: sheet_name(self.words.text(title)) for name, title in SHEETS.items()}
        box = {"bold": True, "text_wrap": True, "border": 1, "border_color": "#FFFFFF"}
        self.needed = made(bg_color="#22303C", font_color="#FFFFFF", **box)
        self.optional = made(bg_color="#DCE3E9", font_color="#22303C", **box)
        self.looks = {
            "string": made(num_format="@", locked=False, text_wrap=True),
            "integer": made(num_format="#,##0", locked=False, align="right", indent=1),
            "number": made(num_format="#,##0.####", locked=False, align="right", indent=1),
            "date": made(num_format="dd.mm.yyyy", locked=False, align="left"),
            "boolean": made(num_format="@", locked=False),
        }
        self.year = made(num_format="0", locked=False, align="right", indent=1)
        self.large = made(bold=True, font_size=16)
        self.plain = made(text_wrap=True)
        self.linked = made(font_color="#0067A5", underline=1)

    def look(self, one: Mapping[str, Any]) -> Format:
        return self.year if "year" in one["name"] else self.looks[one["type"]]

    def columns(self, name: str) -> list[Mapping[str, Any]]:
        """The fields that the sheet of a table shows."""
        shown = list(self.known[name].fields)
        if name in YEAR_SHEETS and len(self.rows["plans"]) <= 1:
            shown = [f for f in shown if f["name"] != "plan_year"]
        return shown


def template(facts: Facts | None, words: Language, plan_id: str = "") -> bytes:
    """The workbook in a language: empty, or with all tables of a plan that have a sheet. Read back, it is that plan.

    ``plan_id`` stands on the sheet of the plan in place of that of the facts, which a draft has for itself.
    """
    known = sheets(read_package())
    out = io.BytesIO()
    with Workbook(out, dict(OPTIONS)) as book:
        book.set_properties(
            {"title": words.text("Vorlage für einen Plan"), "created": dt.datetime(2000, 1, 1)}
        )
        writer = _Writer(
            book,
            words,
            known,
            _rows(facts, known, plan_id),
            {name: rows_of(file) for name, file in shared_files().items()},
        )
        guide = book.add_worksheet(sheet_name(words.text(GUIDE)))
        pages = {name: book.add_worksheet(writer.titled[name]) for name in SHEETS if name in known}
        for name, page in pages.items():
            _sheet(writer, page, name)
        looks = {name: getattr(writer, name) for name in ("large", "plain", "needed", "linked")}
        write_guide(guide, words, {name: writer.titled[name] for name in pages}, looks)
        _lists(writer)
        guide.activate()
    return out.getvalue()


def sheet_name(name: str) -> str:
    """A title as the name of a sheet: at most 31 characters."""
    return name[:31]


def _rows(facts: Facts | None, known: Mapping[str, Sheet], plan_id: str) -> dict[str, list[dict[str, str]]]:
    """The rows of each sheet, with the columns that only the template has."""
    if not facts:
        return {name: [] for name in known}
    rows = {name: rows_of(facts.files[name]) for name in known}
    for row in rows["plans"]:
        row |= {PLAN_ID: plan_id or facts.plan_id, START: plan_id or facts.plan_id}
    for row in rows["institutions"]:
        own = [r["district_ags"] for r in rows["institution_districts"] if r["institution"] == row["code"]]
        row[DISTRICTS] = ", ".join(own)
    return rows


def _sheet(writer: _Writer, page: Worksheet, name: str) -> None:
    sheet, words = writer.known[name], writer.words
    fields, rows = writer.columns(name), writer.rows[name]
    for n, one in enumerate(fields):
        needed = one["name"] == PLAN_ID or (
            one.get("constraints", {}).get("required") and one["name"] not in derived(name)
        )
        title = words.text(one["title"])
        page.write_string(0, n, title, writer.needed if needed else writer.optional)
        about = words.text(one["description"]) if one.get("description") else ""
        if about:
            page.write_comment(0, n, about, {"x_scale": 2, "y_scale": 1 + len(about) / 120, "author": ""})
        page.set_column(n, n, _width(one, rows, title), writer.look(one))
        rule = _rule(writer, sheet, one)
        if about:
            rule |= {"input_title": title[:32], "input_message": about[:255]}
        if rule:
            page.data_validation(1, n, LAST - 1, n, {"validate": "any", "ignore_blank": True} | rule)
    for index, row in enumerate(rows, start=1):
        for n, one in enumerate(fields):
            _write(writer, page, (index, n), one, row.get(one["name"], ""))
    page.set_column(
        len(fields), 16_383, None, writer.looks["string"]
    )  # a row is only deleted if all of it is unlocked
    if name == "quota_totals":
        _totals(writer, page, fields, rows)
    page.set_row(0, 34)  # two lines
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if rows and fields:
        page.autofilter(0, 0, len(rows), len(fields) - 1)
    page.protect("", dict.fromkeys(_ALLOWED, True))


def _write(
    writer: _Writer, page: Worksheet, place: tuple[int, int], one: Mapping[str, Any], value: str
) -> None:
    look, kind = writer.look(one), one["type"]
    if value == "":
        return
    if kind in ("integer", "number"):
        page.write_number(*place, float(value), look)
    elif kind == "date":
        page.write_datetime(*place, dt.datetime.fromisoformat(value), look)
    elif kind == "boolean":
        yes, no = writer.words.text("ja"), writer.words.text("nein")
        page.write_string(*place, yes if value == "true" else no, look)
    else:
        page.write_string(*place, value, look)


def _totals(
    writer: _Writer, page: Worksheet, fields: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, str]]
) -> None:
    """Formulas for the totals that are the sums of the quotas; another total stays a number."""
    names, quotas = [f["name"] for f in fields], [f["name"] for f in writer.columns("quotas")]
    by = [c for c in ("plan_year", "kind") if c in names]

    def area(column: str) -> str:
        letter = xl_col_to_name(quotas.index(column))
        return f"'{writer.titled['quotas']}'!${letter}$2:${letter}${LAST}"

    for measure in ("places", "degree_oriented"):
        for index, row in enumerate(rows, start=2):
            own = [q for q in writer.rows["quotas"] if all(q[c] == row[c] for c in ("plan_year", "kind"))]
            if row[measure] != str(sum(int(q[measure] or 0) for q in own)):
                continue
            tests = ",".join(f"{area(c)},{xl_col_to_name(names.index(c))}{index}" for c in by)
            look = writer.looks["integer"]
            page.write_formula(
                index - 1,
                names.index(measure),
                f"{SUM_FORMULA}{area(measure)},{tests})",
                look,
                int(row[measure]),
            )


def _width(one: Mapping[str, Any], rows: Sequence[Mapping[str, str]], title: str) -> float:
    longest = max((len(row.get(one["name"], "")) for row in rows), default=0)
    return min(60, max(10, longest + 2, min(len(title) + 3, 22)))


def _rule(writer: _Writer, sheet: Sheet, one: Mapping[str, Any]) -> dict[str, Any]:
    """What Excel lets into the cells of a column."""
    rules, words = one.get("constraints", {}), writer.words
    for key in sheet.schema.get("foreignKeys", ()):
        if key["fields"] == [one["name"]]:
            return _choice(writer, key["reference"]["resource"], key["reference"]["fields"][0], one)
    if "enum" in rules:
        return _list(writer, rules["enum"])
    if one["type"] == "boolean":
        return _list(writer, [words.text("ja"), words.text("nein")])
    if one["type"] == "integer":
        low, high = rules.get("minimum", -999_999_999), rules.get("maximum", 999_999_999)
        told = words.text("Erwartet ist eine ganze Zahl von {low} bis {high}.", low=low, high=high)
        return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high} | _told(told)
    if one["type"] == "number":  # a warning only: "-" is a way to say that it is not stated
        told = words.text("Erwartet ist eine Zahl.")
        bounds = {"criteria": "between", "minimum": -1e12, "maximum": 1e12}
        return {"validate": "decimal", **bounds, "error_type": "warning"} | _told(told)
    return {}


def _told(message: str) -> dict[str, Any]:
    return {"error_message": message[:255], "error_type": "warning"}


def _choice(writer: _Writer, other: str, column: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """A list of the keys of another sheet, which grows with it, or of a shared table."""
    told = _told(
        writer.words.text("Diesen Wert gibt es noch nicht. Ergänzen Sie ihn zuerst auf seinem Blatt.")
    )
    if other in writer.known and other in SHEETS:
        if other == "regions" and one["name"] == "region_id":
            told = _told(
                writer.words.text("Diese Region ist neu; für Institutionen entsteht sie von selbst.")
            )
        fields = [f["name"] for f in writer.columns(other)]
        letter = xl_col_to_name(fields.index(column))
        return {
            "validate": "list",
            "source": f"='{writer.titled[other]}'!${letter}$2:${letter}${LAST}",
        } | told
    rows = writer.shared.get(other) or writer.rows.get(other, [])
    return _list(writer, list(dict.fromkeys(row[column] for row in rows)))


def _list(writer: _Writer, values: Sequence[str]) -> dict[str, Any]:
    told = _told(writer.words.text("Wählen Sie einen Wert aus der Liste."))
    if not values:
        return {}
    if len(",".join(values)) <= LONGEST_LIST and not any("," in v for v in values):
        return {"validate": "list", "source": list(values)} | told
    if list(values) not in writer.lists:
        writer.lists.append(list(values))
    letter = xl_col_to_name(writer.lists.index(list(values)))
    return {"validate": "list", "source": f"='{LISTS}'!${letter}$1:${letter}${len(values)}"} | told


def _lists(writer: _Writer) -> None:
    page = writer.book.add_worksheet(LISTS)
    for n, values in enumerate(writer.lists):
        page.write_column(0, n, values, writer.looks["string"])
    page.very_hidden()
