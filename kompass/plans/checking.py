"""Check the tables of a plan as :func:`kompass.facts.facts_of` does, but tell everything at once and by cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kompass.facts import Facts, facts_of
from kompass.facts_checks import FactsError
from kompass.facts_files import of_plan
from kompass.language import N_
from kompass.plans.expected import close_to, fitting, listed, missing, not_like, not_one_of, typed
from kompass.plans.problems import ERROR, Origin, Problem, says
from kompass.plans.reading import Reading, once
from kompass.plans.rules import kind_problems, note_problems, odd_quotas, quantity_problems, quota_problems
from kompass.plans.sheets import sheets
from kompass.table_faults import TYPES

Row = Mapping[str, str]


def checked(reading: Reading) -> Reading:
    """A reading with the problems of its tables, beside those of its cells, and its facts if none is wrong."""
    if not reading.files:
        return reading
    found, facts = _check(reading.package, reading.files, reading.origins, reading.plan_id)
    known = {(p.sheet, p.cell) for p in reading.errors if p.cell}
    absent = {(p.table, p.column) for p in reading.errors if p.column and not p.row}
    more = [  # neither an unread cell nor one of a missing column is a missing value
        p for p in found if (p.sheet, p.cell) not in known and (p.cell or (p.table, p.column) not in absent)
    ]
    if reading.errors:  # what facts_of finds after them may come of them
        more = [p for p in more if p.sheet or p.table]
    told = replace(reading, problems=once([*reading.problems, *more]))
    return told if told.errors else replace(told, facts=facts)


def check(
    package: Mapping[str, Any], files: Mapping[str, bytes], origins: Mapping[str, Origin] | None = None
) -> list[Problem]:
    """All errors and warnings of CSV files by table, each at the cell of ``origins``, or else of the file itself.

    Empty exactly if :func:`kompass.facts.facts_of` accepts the files, warnings aside.
    """
    return _check(package, files, origins or {}, "")[0]


def _check(
    package: Mapping[str, Any], files: Mapping[str, bytes], origins: Mapping[str, Origin], plan_id: str
) -> tuple[list[Problem], Facts | None]:
    tables = _Tables(package, files, origins)
    problems, facts = [*tables.broken], None
    for resource in package["resources"]:
        if of_plan(resource) and resource["name"] in tables.rows:
            problems += _columns(tables, resource)
            problems += _unique(tables, resource)
            problems += _references(tables, resource)
    problems += _not_empty(tables)
    problems += quota_problems(tables.rows, tables.origin)
    problems += quantity_problems(tables.rows, tables.origin)
    problems += odd_quotas(tables.rows, tables.origin)
    problems += kind_problems(package, tables.rows, tables.origin)
    problems += note_problems(tables.rows, tables.origin)
    if not any(p.level == ERROR for p in problems):
        try:
            facts = facts_of(package, files, plan_id)
        except FactsError as error:
            problems.append(Problem(ERROR, error.message))
    return once(problems), facts


@dataclass
class _Tables:
    """The rows of all tables with where they stand."""

    package: Mapping[str, Any]
    files: Mapping[str, bytes]
    origins: Mapping[str, Origin]

    def __post_init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.broken: list[Problem] = []
        titles = {name: sheet.titles for name, sheet in sheets(self.package).items()}
        self._own: dict[str, Origin] = {}
        for name, file in self.files.items():
            try:
                head, *rows = csv.reader(io.StringIO(file.decode("utf-8"), newline=""))
                self.rows[name] = [dict(zip(head, row, strict=True)) for row in rows]
            except (ValueError, csv.Error):
                message = says(
                    N_("Die Datei ist keine saubere CSV-Datei in UTF-8 mit gleich vielen Zellen je Zeile.")
                )
                self.broken.append(Problem(ERROR, message, table=name, sheet=f"{name}.csv", is_file=True))
                continue
            columns = {h: n for n, h in enumerate(head)}
            lines = list(range(2, len(rows) + 2))
            self._own[name] = Origin(name, f"{name}.csv", True, columns, lines, [], titles.get(name, {}))

    def origin(self, name: str) -> Origin:
        """Where the rows of a table stand."""
        return self.origins.get(name) or self._own[name]

    @cached_property
    def values(self) -> dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], None]]:
        """The keys that rows refer to: by table and columns, in order."""
        found: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], None]] = {}
        for resource in self.package["resources"]:
            for key in resource["schema"].get("foreignKeys", ()):
                name, columns = key["reference"]["resource"], tuple(key["reference"]["fields"])
                if (name, columns) not in found and name in self.rows:
                    rows = self.rows[name]
                    found[name, columns] = dict.fromkeys(tuple(r.get(c, "") for c in columns) for r in rows)
        return found


def _columns(tables: _Tables, resource: Mapping[str, Any]) -> Iterator[Problem]:
    """Type and constraints of every cell."""
    name = resource["name"]
    origin = tables.origin(name)
    for column in resource["schema"]["fields"]:
        rules = column.get("constraints", {})
        pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
        allowed = rules.get("enum")
        for index, row in enumerate(tables.rows[name]):
            value = row.get(column["name"], "")
            if value == "":
                if rules.get("required"):
                    yield origin.at(
                        index, column["name"], missing(allowed, origin.raw_at(index, column["name"]))
                    )
            elif not typed(value, column["type"]):
                message = says(
                    N_("Dort steht „{value}“; erwartet ist: {type}."),
                    value=value,
                    type=says(TYPES[column["type"]]),
                )
                yield origin.at(index, column["name"], message)
            elif allowed and value not in allowed:
                yield not_one_of(origin, index, column["name"], value, allowed)
            elif pattern and not pattern.fullmatch(value):
                yield origin.at(
                    index,
                    column["name"],
                    not_like(value, rules["pattern"]),
                    suggestion=fitting(value, rules["pattern"]),
                )
            elif "minimum" in rules and float(value) < rules["minimum"]:
                message = says(
                    N_("Dort steht {value}; erwartet ist mindestens {limit}."),
                    value=value,
                    limit=str(rules["minimum"]),
                )
                yield origin.at(index, column["name"], message)
            elif "maximum" in rules and float(value) > rules["maximum"]:
                message = says(
                    N_("Dort steht {value}; erwartet ist höchstens {limit}."),
                    value=value,
                    limit=str(rules["maximum"]),
                )
                yield origin.at(index, column["name"], message)


def _unique(tables: _Tables, resource: Mapping[str, Any]) -> Iterator[Problem]:
    """Keys and unique columns: no value twice."""
    name, schema = resource["name"], resource["schema"]
    origin = tables.origin(name)
    keys = [(f["name"],) for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    primary = schema.get("primaryKey", ())
    primary = (primary,) if isinstance(primary, str) else tuple(primary)
    for columns in dict.fromkeys([*keys, *([primary] if primary else [])]):
        seen: dict[tuple[str, ...], int] = {}
        for index, row in enumerate(tables.rows[name]):
            value = tuple(row.get(c, "") for c in columns)
            if not any(value) or (len(columns) == 1 and not value[0]):
                continue
            if value in seen:
                first = seen[value]
                line = origin.rows[first] if first < len(origin.rows) else first + 2
                message = says(
                    N_(
                        "„{value}“ steht schon in Zeile {row}; jede Zeile braucht ihr eigenes. "
                        "Ändern oder löschen Sie eine der beiden."
                    ),
                    value=", ".join(value),
                    row=str(line),
                )
                yield origin.at(index, columns[-1] if len(columns) == 1 else columns[0], message)
            seen.setdefault(value, index)


def _references(tables: _Tables, resource: Mapping[str, Any]) -> Iterator[Problem]:
    """Keys to other tables: the value exists there."""
    name = resource["name"]
    origin = tables.origin(name)
    own = sheets(tables.package)
    missing_key = N_(
        "„{value}“ steht nicht in „{table}“. Ergänzen Sie es dort, oder nehmen Sie eines von: {values}."
    )
    unknown_key = N_("„{value}“ gibt es in „{table}“ nicht. Nehmen Sie eines von: {values}.")
    titles = {r["name"]: r["title"] for r in tables.package["resources"]} | {
        n: s.title for n, s in own.items()
    }
    for key in resource["schema"].get("foreignKeys", ()):
        columns, other = tuple(key["fields"]), key["reference"]["resource"]
        values = tables.values.get((other, tuple(key["reference"]["fields"])), {})
        single = (
            [value[0] for value in values if value[0]]
            if len(columns) == 1
            else [value[-1] for value in values]
        )
        for index, row in enumerate(tables.rows[name]):
            value = tuple(row.get(c, "") for c in columns)
            if not any(value) or value in values:
                continue
            message = says(
                missing_key if other in own else unknown_key,
                value=", ".join(value),
                table=says(titles[other]),
                values=listed(list(dict.fromkeys(single))),
            )
            yield origin.at(index, columns[-1], message, suggestion=close_to(value[-1], single))


def _not_empty(tables: _Tables) -> Iterator[Problem]:
    """A plan has a year, somebody who plans, a district and a source."""
    for name in ("plans", "institutions", "districts", "sources"):
        if name in tables.rows and not tables.rows[name]:
            message = says(N_("Die Tabelle ist leer; mindestens eine Zeile ist nötig."))
            yield tables.origin(name).at(None, "", message)
