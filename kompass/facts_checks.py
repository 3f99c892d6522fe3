"""Checks of the tables in ``data/`` beyond their types, run once when the data is loaded.

The schema of each table is in ``data/datapackage.json`` (Frictionless Table Schema); here are the rules
between tables that a schema cannot express.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import frictionless
import pandas as pd
from frictionless.formats import CsvControl
from frictionless.resources import TableResource

from kompass.language import N_, Message, MessageError
from kompass.read_file import FileError, decoded
from kompass.table_faults import fault

# The kinds of numbers that a source of each role can state.
KINDS_BY_ROLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "plan": frozenset({"plan", "official", "document"}),
        "document": frozenset({"document", "official"}),
        "statistics": frozenset({"official"}),
    }
)


class FactsError(MessageError):
    """An invalid table; the message names table, row, column and what was expected."""


def _cell_error(table: str, row: int | str, column: str, problem: Message | str) -> FactsError:
    """The error of one cell; ``row`` is the line number in the CSV file, the header is line 1."""
    return FactsError(
        N_("Tabelle {table}, Zeile {row}, Spalte {column}: {problem}"),
        table=table,
        row=str(row),
        column=column,
        problem=problem,
    )


def touched(key: str) -> list[tuple[str, str]]:
    """Parse the key of a source note, ``column=value;column=value``, into pairs of column and value."""
    return [(column, value) for column, _, value in (part.partition("=") for part in key.split(";"))]


def explained(total: Mapping[str, Any], column: str, notes: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a source note says why the quotas do not add up to this total.

    It does if it names the number itself: the table quota_totals and a key such as ``kind=fbw;places=3509``.
    """
    return any(
        note["table"] == "quota_totals"
        and column in dict(conditions := touched(note["key"]))
        and all(str(total.get(name, "")).lower() == value.lower() for name, value in conditions)
        for note in notes
    )


def check_hashes(package: Mapping[str, Any], files: Mapping[str, bytes]) -> Mapping[str, Any]:
    """Check that the files for which the description names a hash are the ones described; the description of the others.

    Raises :class:`FactsError` at the first that is not.
    """
    others = []
    for resource in package["resources"]:
        expected = resource.get("hash")
        if expected is None:
            others.append(resource)
        elif expected != f"sha256:{sha256(files[resource['name']]).hexdigest()}":
            raise FactsError(
                N_("Tabelle {table}: Die Datei ist nicht die beschriebene, ihre Prüfsumme ist eine andere."),
                table=resource["name"],
            )
    return {**package, "resources": others}


def check_schema(package: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Check types, constraints and keys of every table with the Frictionless reference implementation.

    ``files`` are the CSV files by table. Raises :class:`FactsError` at the first error.
    """
    for name, file in files.items():
        try:
            decoded(file, f"{name}.csv")
        except FileError as unread:
            raise FactsError(N_("Tabelle {table}: {reason}"), table=name, reason=unread.message) from unread
    try:
        resources: list[frictionless.Resource] = [
            TableResource(
                name=resource["name"],
                data=files[resource["name"]],
                format="csv",
                encoding="utf-8",
                control=CsvControl(delimiter=","),  # or else it guesses, and pandas does not
                schema=frictionless.Schema.from_descriptor(resource["schema"]),
            )
            for resource in package["resources"]
        ]
        report = frictionless.Package(name=package["name"], resources=resources).validate()
    except frictionless.FrictionlessException as broken:
        raise FactsError(
            N_("data/datapackage.json ist nicht lesbar: {reason}"), reason=broken.error.note
        ) from broken
    for task in report.tasks:
        for error in task.errors:
            (fields,) = (r["schema"]["fields"] for r in package["resources"] if r["name"] == task.name)
            reason = fault(error, {field["name"]: field for field in fields})
            if not hasattr(error, "row_number") and not hasattr(error, "label"):
                raise FactsError(N_("Tabelle {table}: {reason}"), table=task.name, reason=reason)
            columns = getattr(error, "field_names", None) or [getattr(error, "field_name", "") or "–"]
            raise _cell_error(task.name, getattr(error, "row_number", 1), ", ".join(columns), reason)
    for error in report.errors:
        raise FactsError(
            N_("data/datapackage.json ist nicht lesbar: {reason}"), reason=error.note or error.message
        )


def check_quotas(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that the quotas add up to the plan's stated totals unless a note says why not, and that
    degree_oriented never exceeds places.

    Raises :class:`FactsError` at the first error.
    """
    quotas = tables["quotas"]
    for row, quota in enumerate(quotas.itertuples(), start=2):
        if quota.degree_oriented > quota.places:
            raise _cell_error(
                "quotas",
                row,
                "degree_oriented",
                f"{quota.degree_oriented} > places = {quota.places}",
            )
    sums = quotas.groupby(["plan_year", "kind"])[["places", "degree_oriented"]].sum()
    notes = tables["source_notes"].to_dict("records") if "source_notes" in tables else []
    for row, total in enumerate(tables["quota_totals"].itertuples(), start=2):
        for column in ("places", "degree_oriented"):
            key = (total.plan_year, total.kind)
            total_of_rows = int(sums.at[key, column]) if key in sums.index else 0
            if total_of_rows != getattr(total, column) and not explained(total._asdict(), column, notes):
                raise FactsError(
                    N_(
                        "Tabelle quotas, Spalte {column}: Die Zeilen ergeben {found}, "
                        "die Tabelle quota_totals nennt in Zeile {row} {expected} ({kind}, {year})."
                    ),
                    column=column,
                    found=str(total_of_rows),
                    row=str(row),
                    expected=str(getattr(total, column)),
                    kind=total.kind,
                    year=str(total.plan_year),
                )


def quantity_faults(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str, Message]]:
    """What is wrong between the rows of ``quantities``, as texts by column: row (from 0), column and reason.

    A part names its whole, and only a part does; it is no part of itself, not even in a circle; and in the same unit it
    is not larger than its whole.
    """
    by_id = {str(row.get("quantity_id", "")): row for row in rows}
    for index, row in enumerate(rows):
        own, whole = str(row.get("quantity_id", "")), str(row.get("of_quantity", ""))
        if (row.get("relation") == "part_of") != bool(whole):
            reason = N_(
                "„part_of“ und die Menge, deren Teil diese ist, gehören zusammen: entweder beides oder keines."
            )
            yield index, "of_quantity", Message(reason)
            continue
        seen, way = {own}, whole
        while way in by_id and way not in seen:
            seen.add(way)
            way = str(by_id[way].get("of_quantity", ""))
        if whole and way in seen:
            reason = N_(
                "„{whole}“ ist selbst ein Teil dieser Menge; ein Teil kann nicht sein eigenes Ganzes sein."
            )
            yield index, "of_quantity", Message(reason, {"whole": whole})
            continue
        other = by_id.get(whole)
        if other is None or other.get("unit_id") != row.get("unit_id"):
            continue
        part, all_of = _number(row.get("value")), _number(other.get("value"))
        if part is not None and all_of is not None and part > all_of:
            reason = N_(
                "Dort steht {part}, mehr als {all} im Ganzen „{whole}“. Ein Teil ist höchstens so groß."
            )
            yield index, "value", Message(reason, {"part": part, "all": all_of, "whole": whole})


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def check_quantities(files: Mapping[str, bytes]) -> None:
    """Check the table ``quantities`` by :func:`quantity_faults`. Raises :class:`FactsError` at the first fault."""
    rows = list(csv.DictReader(io.StringIO(files.get("quantities", b"").decode("utf-8"), newline="")))
    for row, column, reason in quantity_faults(rows):
        raise FactsError(
            N_("Tabelle {table}, Zeile {row}, Spalte {column}: {problem}"),
            table="quantities",
            row=str(row + 2),
            column=column,
            problem=reason,
        )


def check_kinds(package: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that the kind of each number fits the role of its source.

    Only the plan's own numbers are of kind plan; official statistics contain official numbers only. The plan
    quotes documents and statistics, a document quotes statistics. Raises :class:`FactsError` at the first
    error.
    """
    roles = tables["sources"].set_index("source_id")["role"]
    for resource in package["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        kinds = set(fields.get("kind", {}).get("constraints", {}).get("enum", ()))
        if "source_id" not in fields or "official" not in kinds:
            continue
        for row, number in enumerate(tables[resource["name"]].itertuples(), start=2):
            fitting = KINDS_BY_ROLE[roles[number.source_id]]
            if number.kind not in fitting:
                raise _cell_error(
                    resource["name"],
                    row,
                    "kind",
                    f"{number.kind}, {number.source_id}: {' | '.join(sorted(fitting))}",
                )


def check_source_notes(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that each source note refers to an existing row.

    Raises :class:`FactsError` at the first that does not.
    """
    for row, note in enumerate(tables["source_notes"].itertuples(), start=2):
        rows = tables.get(note.table)
        for column, value in touched(note.key):
            if rows is not None and column in rows:
                rows = rows[rows[column].astype(str).str.lower() == value.lower()]
            else:
                rows = None
        if rows is None or rows.empty:
            raise _cell_error(
                "source_notes",
                row,
                "key",
                f"{note.table}: {note.key}",
            )
