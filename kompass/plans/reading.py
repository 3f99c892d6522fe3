"""Read what a controller brings: a workbook, a ZIP archive or CSV files become the clean tables of a plan.

Everything that is wrong is told at once; :mod:`kompass.plans.checking` then checks the tables themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from kompass.facts import Facts
from kompass.facts_files import NEEDED, of_plan, read_package
from kompass.language import LANGUAGES, N_, Language, Message, language
from kompass.plans.bounds import MAX_BYTES, MAX_MEMBERS
from kompass.plans.deriving import derive, drop_copied_notes, drop_dangling, repair_keys, sum_up
from kompass.plans.grids import Upload, csv_files, grids_of
from kompass.plans.problems import ERROR, WARNING, Origin, Problem, Refused, says
from kompass.plans.shared import shared_files
from kompass.plans.sheets import ID_PATTERN, PLAN_ID, SHEETS, START, Sheet, sheets, table_named
from kompass.plans.tables import Table, clean_table, csv_of, read_table
from kompass.text_match import slug

MADE = ("regions", "institution_districts")  # tables that come from the institutions and their districts
MOST_ALIKE = 50  # problems of one kind in one column that are told one by one


Plans = Callable[[str], Facts | None]  # a plan by its id, None if there is none


def no_plan(plan_id: str) -> Facts | None:
    """Knows no plan."""
    return None


@dataclass(frozen=True)
class Reading:
    """The tables of a plan as read, and all problems.

    ``files`` are clean CSV files of every table of the package, the shared ones too, ready for
    :func:`kompass.facts.facts_of`; it is empty if nothing could be read. ``from_base`` are the tables that the upload
    does not have and that come from the plan it was made from; ``origins`` tells where each row stands. ``facts`` is
    there once the tables have been checked and none is wrong.
    """

    plan_id: str = ""
    start: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    from_base: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    package: Mapping[str, Any] = field(default_factory=dict)
    facts: Facts | None = None

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep the plan from being used."""
        return [p for p in self.problems if p.level == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """The problems with which the plan can be used."""
        return [p for p in self.problems if p.level != ERROR]

    def kept(self, words: Language) -> str:
        """Which tables come from the plan that the upload was made from, in one sentence; "" if none do."""
        titles = {r["name"]: r["title"] for r in self.package.get("resources", ())}
        names = [words.text(titles[name]) for name in self.from_base]
        if not names:
            return ""
        return words.text("Aus der Vorlage unverändert übernommen: {tables}.", tables="; ".join(names))


def read(name: str, content: bytes, base: Facts | None = None, known: Plans = no_plan) -> Reading:
    """Read a workbook, a ZIP archive of CSV files, or one CSV file named as its table.

    ``name`` is that of the file; ``base`` the plan that it changes: tables that the upload does not have come from it,
    unless the upload is a whole plan that names no other one as its start, or names one that is ``known``.
    Never raises for what the file holds.
    """
    folder = PurePosixPath(name.replace("\\", "/")).name
    return _read(folder, lambda: grids_of(folder, content), base, _id_of(folder), known)


def read_folder(path: Path, base: Facts | None = None) -> Reading:
    """Read a folder of CSV files, as :func:`read` does. Its name is the id of the plan."""

    def upload() -> Upload:
        files = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        if len(files) > MAX_MEMBERS or any(p.stat().st_size > MAX_BYTES for p in files):
            raise Refused(N_("Der Ordner enthält zu viele oder zu große Dateien."), path.name)
        return csv_files(path.name, [(p.name, p.read_bytes()) for p in files])

    return _read(path.name, upload, base, _id_of(path.resolve().name), no_plan)


def _id_of(name: str) -> str:
    """The id of a plan by the name of its file or folder."""
    return slug(re.sub(r"\.(zip|xlsx|csv|tsv|txt)$", "", name, flags=re.IGNORECASE))


def _read(name: str, upload: Callable[[], Upload], base: Facts | None, own_id: str, plans: Plans) -> Reading:
    package = read_package()
    try:
        found = upload()
    except Refused as refused:
        return Reading(problems=[refused.problem], package=package)
    known = sheets(package)
    tables, problems = _tables(found, known)
    if not tables:
        if not any(p.level == ERROR for p in problems):
            message = says(
                N_("Die Datei enthält keine Tabelle eines Plans. Nehmen Sie die Vorlage von dieser Seite.")
            )
            problems.append(Problem(ERROR, message, sheet=name, is_file=True))
        return Reading(problems=problems, package=package)
    if _is_whole(tables):
        base = None
    elif "plans" in tables:
        named = next((row.get(START, "") for row in tables["plans"].rows), "")
        base = (plans(named) if named else None) or base
    from_base = _completed(tables, known, base, problems)
    plan = next(iter(tables["plans"].rows), {})
    start = plan.get(START, "")
    problems += _plan_row(tables["plans"], base)
    derive(tables, problems)
    from_base = tuple(name for name in from_base if not tables[name].origin.raw)  # the others are derived
    repair_keys(tables, package)
    sum_up(tables)
    problems += drop_copied_notes(tables, base)
    # What the template has no sheet for follows the tables that it has; those are for the author to bring along.
    follow = [name for name in from_base if name not in SHEETS or name == "source_notes"]
    problems += drop_dangling(follow, tables, package, known)
    for one in tables.values():
        problems += one.repairs()
    files = _files(tables, package, known, base)
    problems += _missing_columns(tables, known, from_base)
    origins = {table: one.origin for table, one in tables.items()}
    plan_id = plan.get(PLAN_ID, "") or (
        base.plan_id if base and "plans" in from_base else _id_of(found.folder) or own_id
    )
    return Reading(plan_id, start, files, once(problems), from_base, origins, package)


def _tables(found: Upload, known: Mapping[str, Sheet]) -> tuple[dict[str, Table], list[Problem]]:
    """The tables on the grids of an upload by name."""
    tables: dict[str, Table] = {}
    problems, unknown = list(found.problems), []
    for grid in found.grids:
        stem = re.sub(r"\.(csv|tsv|txt)$", "", grid.name, flags=re.IGNORECASE) if grid.is_file else grid.name
        table = table_named(stem, known)
        if not table:
            unknown.append(grid)
        elif table in tables:
            message = says(
                N_("Die Tabelle „{table}“ ist zweimal da. Löschen Sie eine davon."), table=known[table].title
            )
            problems.append(Problem(ERROR, message, table=table, sheet=grid.name, is_file=grid.is_file))
        else:
            read_one, told = read_table(grid, known[table])
            problems += told
            if read_one.given:
                tables[table] = read_one
    for grid in unknown:
        names = {
            language(c).text(s.title): s for s in known.values() for c in LANGUAGES if s.table not in tables
        }
        like = get_close_matches(grid.name, names, n=1, cutoff=0.75)
        message = says(N_("Diesen Namen trägt keine Tabelle eines Plans; sie wurde nicht gelesen."))
        level = ERROR if like or len(found.grids) == 1 else WARNING
        if grid.rows:
            guess = like[0] if like else ""
            problems.append(Problem(level, message, sheet=grid.name, is_file=grid.is_file, suggestion=guess))
    return tables, problems


def _is_whole(tables: Mapping[str, Table]) -> bool:
    """Whether the upload is a plan of its own, made from no other: what it does not have, the plan does not have."""
    if "plans" not in tables or any(row.get(START) for row in tables["plans"].rows):
        return False
    return all(name in tables for name in NEEDED if name not in MADE)


def _completed(
    tables: dict[str, Table], known: Mapping[str, Sheet], base: Facts | None, problems: list[Problem]
) -> tuple[str, ...]:
    """Add the tables that the upload does not have, from the base; without a base they are empty."""
    missing = [name for name in known if name not in tables]
    if base:
        for name in missing:
            tables[name] = clean_table(name, base.files[name], known[name], f"{name}.csv")
        return tuple(name for name in missing if tables[name].rows)
    needed = [known[name].title for name in missing if name in NEEDED and name not in MADE]
    if needed:
        message = says(
            N_(
                "Es fehlen: {tables}. Ergänzen Sie diese Tabellen, oder wählen Sie den Plan, der geändert werden soll."
            ),
            tables=tuple(says(title) for title in needed),
        )
        problems.append(Problem(ERROR, message))
    for name in missing:
        origin = Origin(name, f"{name}.csv", True, {}, [], [], known[name].titles)
        tables[name] = Table(name, [], origin, frozenset(f["name"] for f in known[name].schema["fields"]))
    return ()


def _files(
    tables: Mapping[str, Table], package: Mapping[str, Any], known: Mapping[str, Sheet], base: Facts | None
) -> dict[str, bytes]:
    files = {}
    for resource in package["resources"]:
        name = resource["name"]
        if of_plan(resource):
            files[name] = csv_of((f["name"] for f in known[name].schema["fields"]), tables[name].rows)
        else:
            files[name] = base.files[name] if base else shared_files()[name]
    return files


def _plan_row(plans: Table, base: Facts | None) -> Iterator[Problem]:
    """What is wrong with the names of the plan and of the plan it was made from."""
    plan = next(iter(plans.rows), {})
    start, own, year = plan.get(START, ""), plan.get(PLAN_ID, ""), plan.get("plan_year", "")
    if base and start and start != base.plan_id:
        message = says(
            N_("Die Vorlage entstand aus dem Plan „{start}“, gelesen wird sie über „{base}“."),
            start=start,
            base=base.plan_id,
        )
        yield plans.origin.at(0, START, message, WARNING)
    if own and not re.fullmatch(ID_PATTERN, own):
        message = says(
            N_("Dort steht „{value}“; erwartet sind nur kleine Buchstaben, Ziffern und Bindestriche."),
            value=own,
        )
        yield plans.origin.at(0, PLAN_ID, message, ERROR, slug(own))
    renamed = re.sub(r"\b(19|20)\d\d\b", year, own)
    if own and own == start and renamed != own:
        message = says(N_("Die Kennung ist noch die der Vorlage; der Plan würde sie ersetzen."))
        yield plans.origin.at(0, PLAN_ID, message, WARNING, renamed)


def _missing_columns(
    tables: Mapping[str, Table], known: Mapping[str, Sheet], from_base: tuple[str, ...]
) -> list[Problem]:
    """An error for each needed column that the upload does not have and that nothing else fills."""
    problems = []
    for name, table in tables.items():
        if name in from_base or not table.given:
            continue
        keys = known[name].schema.get("foreignKeys", ())
        unknown = {
            key["fields"][0] for key in keys if not tables.get(key["reference"]["resource"], table).rows
        }
        for one in known[name].schema["fields"]:
            needed = one.get("constraints", {}).get("required") and one["name"] not in table.given
            if one["name"] in unknown:
                continue  # comes with the table that is missing
            if needed and table.rows and not any(row.get(one["name"]) for row in table.rows):
                message = says(N_("Diese Spalte fehlt. Ergänzen Sie sie mit dieser Überschrift."))
                problems.append(table.origin.at(None, one["name"], message))
                table.unread.update((index, one["name"]) for index in range(len(table.rows)))
    return problems


def once(problems: list[Problem]) -> list[Problem]:
    """Errors before warnings, by sheet in the order of the template, by row and column, none twice."""
    kept = _few({(p.level, p.sheet, p.cell, str(p.message), p.row, p.column): p for p in problems}.values())
    known = list(SHEETS)
    order = {name: known.index(name) if name in known else len(known) for name in {p.table for p in kept}}
    order[""] = -1
    found = {sheet: n for n, sheet in enumerate(dict.fromkeys(p.sheet for p in kept))}
    return sorted(
        kept,
        key=lambda p: (p.level != ERROR, order[p.table], found[p.sheet], p.row or 0, len(p.cell), p.cell),
    )


def _few(problems: Iterable[Problem]) -> list[Problem]:
    """At most :data:`MOST_ALIKE` problems of a kind in one column, and one that says how many more there are."""
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for p in problems:
        alike.setdefault((p.level, p.table, p.sheet, p.column, p.message.msgid), []).append(p)
    kept = []
    for same in alike.values():
        kept += same[:MOST_ALIKE]
        if len(same) > MOST_ALIKE:
            message = Message.with_count(
                "Ein weiteres Problem derselben Art in dieser Spalte.",
                "{n} weitere Probleme derselben Art in dieser Spalte.",
                "n",
                n=len(same) - MOST_ALIKE,
            )
            kept.append(replace(same[MOST_ALIKE], message=message, suggestion=""))
    return kept
