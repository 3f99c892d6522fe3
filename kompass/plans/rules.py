"""The rules between tables of :mod:`kompass.facts_checks`, telling everything at once and by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kompass.facts_checks import KINDS_BY_ROLE, explained, quantity_faults, touched
from kompass.language import N_
from kompass.plans.problems import ERROR, WARNING, Origin, Problem, says

Rows = Mapping[str, Sequence[Mapping[str, str]]]
Where = Callable[[str], Origin]
MEASURES = ("places", "degree_oriented")


def _whole(value: str) -> int | None:
    """A whole number of at most 15 digits, as tables can hold; None for anything else."""
    return int(value) if re.fullmatch(r"[+-]?\d{1,15}", value, re.ASCII) else None


def quota_problems(rows: Rows, where: Where) -> Iterator[Problem]:
    """A part is not larger than its whole, and quotas add up to the stated totals or a note says why not."""
    sums: Counter[tuple[str, str, str]] = Counter()
    unknown: set[tuple[str, str, str]] = set()  # sums of numbers that are not all there
    for index, row in enumerate(rows.get("quotas", ())):
        places, degree = (_whole(row.get(m, "")) for m in MEASURES)
        if places is not None and degree is not None and degree > places:
            message = says(
                N_(
                    "Dort steht {degree}, mehr als die {places} Plätze derselben Zeile. "
                    "Höchstens alle sind abschlussorientiert."
                ),
                degree=degree,
                places=places,
            )
            yield where("quotas").at(index, MEASURES[1], message)
        for measure, number in zip(MEASURES, (places, degree), strict=True):
            key = row.get("plan_year", ""), row.get("kind", ""), measure
            sums[key] += number or 0
            if number is None:
                unknown.add(key)
    for index, total in enumerate(rows.get("quota_totals", ())):
        for measure in MEASURES:
            stated = _whole(total.get(measure, ""))
            key = total.get("plan_year", ""), total.get("kind", ""), measure
            found = sums[key]
            if stated is None or stated == found or key in unknown:
                continue
            if explained(total, measure, rows.get("source_notes", ())):
                message = says(
                    N_(
                        "Die Summe ist mit {stated} angegeben, die Kontingente ergeben {found}; eine Anmerkung erklärt es."
                    ),
                    stated=stated,
                    found=found,
                )
                yield where("quota_totals").at(index, measure, message, WARNING)
                continue
            message = says(
                N_(
                    "Die Summe ist mit {stated} angegeben, die Kontingente ergeben {found}. "
                    "Berichtigen Sie eines von beiden; "
                    "nennt die Quelle es so, erklären Sie es in den Anmerkungen (Tabelle quota_totals, Zeilen {key})."
                ),
                stated=stated,
                found=found,
                key=f"kind={total.get('kind', '')};{measure}={stated}",
            )
            yield where("quota_totals").at(index, measure, message, ERROR, str(found or ""))


def quantity_problems(rows: Rows, where: Where) -> Iterator[Problem]:
    """What is wrong between the quantities: see :func:`kompass.facts_checks.quantity_faults`."""
    for index, column, reason in quantity_faults(rows.get("quantities", ())):
        yield where("quantities").at(index, column, reason)


def odd_quotas(rows: Rows, where: Where) -> Iterator[Problem]:
    """Warnings on what is possible but probably forgotten: quotas without a total, an institution without a quota."""
    quotas = rows.get("quotas", ())
    totals = {(r.get("plan_year"), r.get("kind")) for r in rows.get("quota_totals", ())}
    told = set()
    for index, row in enumerate(quotas):
        key = row.get("plan_year"), row.get("kind")
        if key not in totals and key not in told:
            told.add(key)
            message = says(
                N_(
                    "Für „{kind}“ ist keine Summe angegeben; Tippfehler in den Kontingenten fallen so nicht auf."
                ),
                kind=row.get("kind", ""),
            )
            yield where("quotas").at(index, "kind", message, WARNING)
    planned = {row.get("institution") for row in quotas}
    for index, row in enumerate(rows.get("institutions", ())):
        if any(planned) and row.get("code") and row["code"] not in planned:
            message = says(N_("Für „{code}“ steht kein Kontingent da. Ist das so gemeint?"), code=row["code"])
            yield where("institutions").at(index, "code", message, WARNING)


def kind_problems(package: Mapping[str, Any], rows: Rows, where: Where) -> Iterator[Problem]:
    """The kind of each number fits the role of its source."""
    roles = {row.get("source_id"): row.get("role", "") for row in rows.get("sources", ())}
    for resource in package["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        kinds = fields.get("kind", {}).get("constraints", {}).get("enum", ())
        if "source_id" not in fields or "official" not in kinds:
            continue
        for index, row in enumerate(rows.get(resource["name"], ())):
            fitting = KINDS_BY_ROLE.get(roles.get(row.get("source_id"), ""))
            kind = row.get("kind", "")
            if fitting is None or kind not in kinds or kind in fitting:
                continue
            message = says(
                N_("Dort steht „{kind}“; zu einer Quelle der Rolle „{role}“ passt: {fitting}."),
                kind=kind,
                role=roles[row.get("source_id")],
                fitting=", ".join(sorted(fitting)),
            )
            only = next(iter(fitting)) if len(fitting) == 1 else ""
            yield where(resource["name"]).at(index, "kind", message, suggestion=only)


def note_problems(rows: Rows, where: Where) -> Iterator[Problem]:
    """Each source note refers to a row that exists."""
    columns = {name: set(own[0]) if own else set() for name, own in rows.items()}
    for index, note in enumerate(rows.get("source_notes", ())):
        table, key = note.get("table", ""), note.get("key", "")
        if not table or not key:
            continue
        if table not in rows:
            message = says(
                N_("Die Tabelle „{table}“ gibt es nicht. Nehmen Sie ihren technischen Namen, etwa quotas."),
                table=table,
            )
            yield where("source_notes").at(index, "table", message)
            continue
        conditions = touched(key)
        found = any(
            all(column in row and row[column].lower() == value.lower() for column, value in conditions)
            for row in rows[table]
        )
        if not found:
            message = says(
                N_(
                    "Keine Zeile der Tabelle {table} hat {key}. Ändern Sie die Bedingung, oder löschen Sie die Anmerkung."
                ),
                table=table,
                key=key,
            )
            unknown = [c for c, _ in conditions if columns[table] and c not in columns[table]]
            if unknown:
                message = says(
                    N_("Die Tabelle {table} hat keine Spalte {column}. Möglich sind: {columns}."),
                    table=table,
                    column=unknown[0],
                    columns=", ".join(sorted(columns[table])),
                )
            yield where("source_notes").at(index, "key", message)
