"""Writing table values into worksheet cells: numbers with a number format as on the page, texts as strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kompass.figures.cells import number_parts
from kompass.figures.charts.style import LIGHT
from kompass.figures.csv_file import SOFT_HYPHEN
from kompass.figures.exhibit import Column
from kompass.language import MINUS, Language
from kompass.precision import Bounded, written

LIGHT_UP_DIAGONAL = 14  # fill pattern of missing numbers


@dataclass(frozen=True)
class Number:
    """A number and its Excel number format."""

    value: float
    num_format: str


@dataclass
class Formats:
    """Cell formats of a workbook, cached by their properties."""

    book: Workbook
    _made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def of(self, **properties: Any) -> Format:
        """The cell format with these xlsxwriter properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format({"valign": "top", **properties})
        return self._made[key]


def number_format(decimals: int, sign: bool = False, before: str = "", after: str = "") -> str:
    """The Excel number format equivalent to :meth:`kompass.language.Language.number`, with literal texts
    before and after."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    end = f'"{after}"' if after else ""

    def part(mark: str) -> str:
        lead = before + mark
        return (f'"{lead}"' if lead else "") + digits + end

    return ";".join((part("+"), part(MINUS), part("±"))) if sign else ";".join((part(""), part(MINUS)))


def number_in(text: str, language: Language) -> Number | None:
    """The number in a text such as "knapp 91.000" or "+8,4 %"; None if the text is not a number."""
    parts = number_parts(text, language)
    if parts is None:
        return None
    return Number(parts.value, number_format(parts.decimals, parts.signed, parts.before, parts.after))


def bounded_format(number: Bounded, decimals: int, language: Language) -> str:
    """The number format of a derived number: only its meaningful decimals, and "rund" if it is not exact."""
    shown_number = number_in(written(number, language, decimals, limits=False), language)
    return shown_number.num_format if shown_number else number_format(decimals)


def number_of(column: Column, value: object, language: Language) -> Number | None:
    """The number of a table value; None for a text or a missing value."""
    if column.decimals is not None and isinstance(value, Real) and not pd.isna(value):
        return Number(float(value), number_format(column.decimals, column.sign))
    text = column.cell(value, language) if column.numeric else None
    return None if text is None else number_in(text, language)


def write_cell(
    sheet: Worksheet,
    place: tuple[int, int],
    column: Column,
    value: object,
    formats: Formats,
    language: Language,
    exact: object = None,
) -> None:
    """Write a table value into the cell at ``place`` (row, column). A missing number becomes a hatched cell
    with a text. ``exact``, if given, is written in place of the rounded number, so that it agrees with
    formulas."""
    box: Mapping[str, Any] = {"indent": 1, "bottom": 4, "bottom_color": LIGHT.line}
    number = number_of(column, value, language)
    text = column.cell(value, language) if number is None else None
    if number is not None:
        cell_value = float(exact) if isinstance(exact, Real) and not pd.isna(exact) else number.value
        sheet.write_number(*place, cell_value, formats.of(num_format=number.num_format, align="right", **box))
    elif text is not None:
        align = "right" if column.numeric else "left"
        sheet.write_string(*place, text, formats.of(text_wrap=True, align=align, **box))
    elif column.numeric:
        hatched = {"pattern": LIGHT_UP_DIAGONAL, "fg_color": LIGHT.line, "bg_color": LIGHT.panel}
        missing = formats.of(align="right", font_color=LIGHT.muted, text_wrap=True, **hatched, **box)
        sheet.write_string(*place, language.text("nicht ausgewiesen"), missing)
    else:
        sheet.write_blank(*place, None, formats.of(**box))


def write_formula_cell(
    sheet: Worksheet,
    place: tuple[int, int],
    column: Column,
    row: Mapping[str, object],
    formula: str,
    formats: Formats,
    language: Language,
) -> None:
    """Write a formula into the cell at ``place`` (row, column), formatted like its value. The value is stored
    as the cached result, for programs that do not recalculate."""
    box: Mapping[str, Any] = {"indent": 1, "bottom": 4, "bottom_color": LIGHT.line}
    value = row[column.name]
    if not column.numeric:
        look = formats.of(text_wrap=True, align="left", **box)
        sheet.write_formula(*place, formula, look, column.cell(value, language) or "")
        return
    number = number_of(column, value, language)
    if number is None and isinstance(value, str):
        # "rund 125 (125 bis 133)": the limits are those of the value at export, so the format omits them.
        number = number_in(value.partition(" (")[0], language)
    exact = row.get(column.name.removesuffix("_text"))
    result: float | str = language.text("nicht ausgewiesen")
    if isinstance(exact, Real) and not pd.isna(exact):
        result = float(exact)
    elif number is not None:
        result = number.value
    num_format = (
        number.num_format
        if number
        else number_format(1 if column.decimals is None else column.decimals, column.sign)
    )
    sheet.write_formula(*place, formula, formats.of(num_format=num_format, align="right", **box), result)


def heading(column: Column) -> str:
    """The heading of a column without soft hyphens."""
    return column.heading.replace(SOFT_HYPHEN, "")
