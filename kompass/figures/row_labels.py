"""Rows of any table as text: keys as the names they refer to, codes as labels, dates formatted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Column
from kompass.figures.labels import word
from kompass.language import NBSP, Language, decimals

# Columns that name a row, in order of preference.
_NAMES = ("short_title", "label", "title", "name", "title_as_printed")
_YEARS = ("plan_year", "edition", "year", "year_from", "year_to")  # numbers without a thousands separator
_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")
TableWords = tuple[pd.DataFrame, tuple[Column, ...]]  # the rows of a table in words, and their columns


class RowWords:
    """Formats rows of the tables in one language; caches the names that keys refer to."""

    def __init__(self, facts: Facts, language: Language) -> None:
        self._facts, self._language = facts, language
        self._resources: Mapping[str, Any] = {r["name"]: r for r in facts.package["resources"]}
        self._names: dict[tuple[str, str], Mapping[str, str]] = {}

    def fields(self, table: str) -> Sequence[Mapping[str, Any]]:
        """The fields of a table as its schema describes them."""
        fields: Sequence[Mapping[str, Any]] = self._resources[table]["schema"]["fields"]
        return fields

    def cell(self, table: str, column: str, value: Any) -> str:
        """A cell as text; a missing value is the empty string."""
        text = str(value)
        if value is pd.NA or (isinstance(value, float) and pd.isna(value)) or not text:
            return ""
        if text.lower() in ("true", "false"):
            return self._language.text("ja") if text.lower() == "true" else self._language.text("nein")
        for key in self._resources[table]["schema"].get("foreignKeys", ()):
            if column in key["fields"] and column not in _YEARS:
                other = key["reference"]["fields"][key["fields"].index(column)]
                return self.name(key["reference"]["resource"], other, text) or text
        if _DATE.fullmatch(text):
            return self._language.as_of(text, "")
        if isinstance(value, Real) and column not in _YEARS:
            return self._language.number(float(value), decimals(float(value)))
        return word(text, self._language)

    def name(self, table: str, column: str, key: str) -> str:
        """The name of the row of ``table`` whose ``column`` is ``key``; "" where it has no name."""
        if (table, column) not in self._names:
            rows = self._facts[table]
            best = next((n for n in (f"{column}_label", *_NAMES) if n in rows and n != column), None)
            keys = rows[column].astype(str)
            self._names[table, column] = dict(zip(keys, rows[best], strict=True)) if best else {}
        return self._names[table, column].get(key, "")

    def touched(self, table: str, key: str) -> str:
        """The rows that a source note concerns, in words: "Kreis: Kreis Düren; Merkmal: Arbeitszeit"."""
        headings = {f["name"]: f["title"] for f in self.fields(table)}
        own = self._resources[table]["schema"].get("primaryKey", [])
        parts = []
        for column, _, value in (part.partition("=") for part in key.split(";")):
            if [column] == list(own):
                parts.append(self.name(table, column, value) or value)
            elif column == "kldb":
                parts.append(f"{value}{NBSP}{self.name(table, column, value)}")
            else:
                parts.append(f"{headings[column]}: {self.cell(table, column, value)}")
        return "; ".join(parts)

    def rows(self, table: str) -> TableWords:
        """All rows of a table as text, and their columns with the headings of the schema."""
        known, frame = self.fields(table), self._facts[table]
        shown = pd.DataFrame(
            {f["name"]: [self.cell(table, f["name"], value) for value in frame[f["name"]]] for f in known}
        )
        return shown, tuple(Column(f["name"], f["title"], right=_is_number(f)) for f in known)


def _is_number(field: Mapping[str, Any]) -> bool:
    return field["type"] in ("integer", "number")
