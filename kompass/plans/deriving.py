"""Rows that a controller need not type: districts and regions of the institutions, the year of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kompass.facts import Facts
from kompass.facts_checks import touched
from kompass.facts_files import rows_of
from kompass.language import N_
from kompass.plans.problems import WARNING, Origin, Problem, says
from kompass.plans.sheets import DISTRICTS, Sheet
from kompass.plans.tables import Table

_NUMBERED_BY_GROUP = ("training_goals", "target_group_facts")
_KEY_LENGTHS = (1, 4)  # of keys of states and districts that lost their leading zero


def derive(tables: dict[str, Table], problems: list[Problem]) -> None:
    """Make the rows and values that follow from others, in place: see the module."""
    for table in tables.values():
        _positions(table)
    for name, column, other in (
        ("institutions", "short_name", "name"),
        ("districts", "short_name", "name"),
        ("sources", "short_title", "title"),
    ):
        for row in tables[name].rows if name in tables else ():
            row[column] = row.get(column) or row.get(other, "")
    _identifiers(tables.get("training_goals"), "goal_id", "group_id")
    _identifiers(tables.get("source_notes"), "note_id", "table")
    _regions_of_institutions(tables)
    _institution_districts(tables, problems)
    _region_rows(tables)


def repair_keys(tables: Mapping[str, Table], package: Mapping[str, Any]) -> None:
    """Fill what can have only one value, and put back the leading zero of keys that are known with it."""
    schemas = {r["name"]: r["schema"] for r in package["resources"]}
    regions = tables.get("regions")
    for index, row in enumerate(regions.rows if regions else ()):
        key = row.get("region_id", "")
        if regions and key.isascii() and key.isdigit() and len(key) in _KEY_LENGTHS:
            regions.repair(index, "region_id", key, "0" + key)
    for name, table in tables.items():
        required = {f["name"] for f in schemas[name]["fields"] if f.get("constraints", {}).get("required")}
        for column, _, values in _references(name, schemas, tables):
            only = next(iter(values)) if len(values) == 1 else ""
            for index, row in enumerate(table.rows):
                key = row.get(column, "")
                if not key and only and column in required and (index, column) not in table.unread:
                    row[column] = only
                elif key and key not in values and "0" + key in values:
                    table.repair(index, column, key, "0" + key)


def sum_up(tables: Mapping[str, Table]) -> None:
    """Compute the totals of the template where a program stored the formula without its result."""
    totals, quotas = tables.get("quota_totals"), tables.get("quotas")
    if not totals or not quotas:
        return
    for index, measure in totals.sums:
        row = totals.rows[index]
        own = [
            q.get(measure, "")
            for q in quotas.rows
            if all(q.get(c) == row.get(c) for c in ("plan_year", "kind"))
        ]
        row[measure] = str(sum(int(number) for number in own if number.isdecimal()))


def _references(
    name: str, schemas: Mapping[str, Any], tables: Mapping[str, Table]
) -> Iterator[tuple[str, str, dict[str, None]]]:
    """The keys of one column to tables of the plan: column, table, values that exist there."""
    for key in schemas[name].get("foreignKeys", ()):
        other = key["reference"]["resource"]
        if len(key["fields"]) == 1 and other in tables:
            target = key["reference"]["fields"][0]
            yield key["fields"][0], other, dict.fromkeys(r.get(target, "") for r in tables[other].rows)


def _positions(table: Table) -> None:
    """Number rows without a position on from the row before, in each group of its own."""
    if "position" not in table.fields or not table.origin.raw:  # rows of the base are numbered
        return
    last: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        group = row.get("group_id", "") if table.name in _NUMBERED_BY_GROUP else ""
        if not row.get("position") and (index, "position") not in table.unread:
            row["position"] = str(last.get(group, 0) + 1)
        number = row.get("position", "")
        last[group] = int(number) if number.isdecimal() else last.get(group, 0)


def _identifiers(table: Table | None, column: str, stem: str) -> None:
    """Give rows without an identifier one that no other row has: that of their group with a number."""
    if not table:
        return
    taken = {row.get(column, "") for row in table.rows}
    for row in table.rows:
        if row.get(column) or not row.get(stem):
            continue
        number = int(row["position"]) if row.get("position", "").isdecimal() else 1
        while f"{row[stem]}_{number:02}" in taken:
            number += 1
        row[column] = f"{row[stem]}_{number:02}"
        taken.add(row[column])


def _regions_of_institutions(tables: Mapping[str, Table]) -> None:
    """Give an institution without a region one of its own; a region with its name is its own."""
    if "institutions" not in tables or "regions" not in tables:
        return
    ids = {row.get("name"): row.get("region_id", "") for row in tables["regions"].rows}
    for row in tables["institutions"].rows:
        if not row.get("region_id") and row.get("code"):
            kind = "JC" if row.get("legal_scope") == "SGB II" else "AG"
            row["region_id"] = ids.get(row.get("name"), f"{kind}-{row['code']}")


def _institution_districts(tables: dict[str, Table], problems: list[Problem]) -> None:
    """Make the table of institutions and their districts from the column of the template."""
    institutions = tables.get("institutions")
    if not institutions or DISTRICTS not in institutions.given:
        return
    found: dict[tuple[str, str], int] = {}
    old, repaired = tables.get("institution_districts"), []
    for index, row in enumerate(institutions.rows):
        for key in re.split(r"[,;/\s]+", row.get(DISTRICTS, "")):
            whole = key
            if key.isascii() and key.isdigit() and len(key) == 4:
                whole = "0" + key
                repaired.append((index, key, whole))
            if whole:
                found.setdefault((row.get("code", ""), whole), index)
    if repaired:
        institutions.repaired[DISTRICTS] = repaired
    pairs = list(found)
    if old and {(r["institution"], r["district_ags"]) for r in old.rows} == set(pairs):
        pairs = [(r["institution"], r["district_ags"]) for r in old.rows]  # as they were ordered
    mine = institutions.origin
    places = {"institution": mine.columns.get("code", 0), "district_ags": mine.columns[DISTRICTS]}
    titles = {"institution": mine.titles["code"], "district_ags": mine.titles[DISTRICTS]}
    rows = [mine.rows[found[pair]] for pair in pairs]
    raw: list[Mapping[str, str]] = [{"institution": code, "district_ags": ags} for code, ags in pairs]
    origin = Origin("institutions", mine.sheet, mine.is_file, places, rows, raw, titles)
    tables["institution_districts"] = Table(
        "institution_districts", [dict(r) for r in raw], origin, frozenset(places)
    )
    for index, row in enumerate(institutions.rows):
        if not row.get(DISTRICTS):
            message = says(
                N_(
                    "Kein Kreis angegeben. Nennen Sie die Schlüssel der Kreise, in denen die Institution arbeitet."
                )
            )
            problems.append(mine.at(index, DISTRICTS, message, WARNING))


def _region_rows(tables: Mapping[str, Table]) -> None:
    """Add a region for each institution and district that has none."""
    if "regions" not in tables:
        return
    regions = tables["regions"].rows
    known = {row.get("region_id") for row in regions}

    def add(key: str, name: str, kind: str) -> None:
        short = key[1:] if key.startswith("0") else key
        if key and key not in known and short not in known:
            known.add(key)
            regions.append({"region_id": key, "name": name or key, "kind": kind})

    for row in tables["districts"].rows if "districts" in tables else ():
        add(row.get("ags", ""), row.get("name", ""), "district")
    for row in tables["institutions"].rows if "institutions" in tables else ():
        kind = "job_centre" if row.get("legal_scope") == "SGB II" else "agency_district"
        add(row.get("region_id", ""), row.get("name", ""), kind)


def drop_copied_notes(tables: Mapping[str, Table], base: Facts | None) -> list[Problem]:
    """Drop notes that were copied unchanged from the base and refer to rows that are no longer there; a warning each."""
    notes = tables["source_notes"]
    if not base or not notes.origin.raw:
        return []
    copied = rows_of(base.files["source_notes"])
    gone = [n for n, row in enumerate(notes.rows) if row in copied and not _touches(row, tables)]
    message = N_("Die Anmerkung „{note}“ bezieht sich auf nichts, was es noch gibt, und fiel weg.")
    problems = [
        notes.origin.at(n, "key", says(message, note=notes.rows[n]["note_id"]), WARNING) for n in gone
    ]
    notes.without(gone)
    return problems


def drop_dangling(
    names: Iterable[str], tables: Mapping[str, Table], package: Mapping[str, Any], known: Mapping[str, Sheet]
) -> list[Problem]:
    """Drop rows of these tables, taken from the base, that refer to what the upload no longer has.

    A warning for each table says so.
    """
    schemas = {r["name"]: r["schema"] for r in package["resources"]}
    dropped = dict.fromkeys(names, 0)
    again = True
    while again:
        again = False
        for name in dropped:
            gone = _drop(name, tables, schemas)
            dropped[name] += gone
            again = again or gone > 0
    message = N_(
        "Aus der Vorlage fielen Zeilen der Tabelle „{table}“ weg ({n}), "
        "weil sie sich auf etwas beziehen, das es nicht mehr gibt."
    )
    return [
        Problem(WARNING, says(message, n=n, table=says(known[name].title)), table=name)
        for name, n in dropped.items()
        if n
    ]


def _drop(name: str, tables: Mapping[str, Table], schemas: Mapping[str, Any]) -> int:
    """Drop the dangling rows of one table; how many they were."""
    table = tables[name]
    references = list(_references(name, schemas, tables))
    gone = [
        n
        for n, row in enumerate(table.rows)
        if any(row.get(column) and row[column] not in values for column, _, values in references)
        or (name == "source_notes" and not _touches(row, tables))
    ]
    table.without(gone)
    return len(gone)


def _touches(note: Mapping[str, str], tables: Mapping[str, Table]) -> bool:
    """Whether a source note refers to a row that exists."""
    if note["table"] not in tables:  # a table that all plans share
        return True
    conditions = touched(note["key"])
    rows = tables[note["table"]].rows
    return any(all(row.get(c, "").lower() == v.lower() for c, v in conditions) for row in rows)
