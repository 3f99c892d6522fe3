"""Read and check a plan with the tables that all plans share, once, and provide its tables.

The shared tables are in ``data/``, those of a plan in its folder, such as ``data/plans/aachen-dueren-2026``. No other
module reads these files.

The schema of each table is in ``data/datapackage.json`` (Frictionless Table Schema); rules between tables
beyond keys are in :mod:`kompass.facts_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from kompass.facts_checks import (
    check_hashes,
    check_kinds,
    check_quantities,
    check_quotas,
    check_schema,
    check_source_notes,
    touched,
)
from kompass.facts_files import DATA_DIR, DEFAULT_PLAN, hash_of, read_files, read_package
from kompass.facts_tables import Tables, join_shared, tables_of
from kompass.language import DEFAULT, Language, language

# Regions above the districts, by their ids in the table ``regions``.
COUNTRY = "00"
PLACES = "places"  # the unit of a plan that names none, and the one that texts speak of
_FORMS = ("one", "many", "many_dative", "one_genitive")


@dataclass(frozen=True)
class Fact:
    """One figure with region, date, kind, source and precision. ``value`` is in the unit of its indicator."""

    region_id: str
    indicator_id: str
    category: str
    value: float
    qualifier: str
    precision: str
    kind: str
    as_of: str
    period: str
    source_id: str
    locator: str


@dataclass(frozen=True, eq=False)
class Facts:
    """The checked tables. ``facts["quotas"]`` is a copy: changing it does not change the facts.

    Hashable by identity, so that results computed from it can be cached by it.
    """

    package: Mapping[str, Any]
    _tables: Mapping[str, pd.DataFrame]
    files: Mapping[str, bytes] = field(default_factory=dict)  # the CSV file of each table, unchanged
    plan_id: str = DEFAULT_PLAN

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table by name. Columns, types and units as in the data package. Raises KeyError."""
        return self._tables[table].copy(deep=False)  # copied when it is changed

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    @property
    def version(self) -> str:
        """Version of the data package."""
        return str(self.package["version"])

    @property
    def data_id(self) -> str:
        """Names plan and version of the data: what is computed from them can be cached by it."""
        return f"{self.plan_id} {self.version}"

    @cached_property
    def area(self) -> str:
        """The id of the region of the whole plan, an agency district; "" if its tables have none."""
        regions = self._tables["regions"]
        return next(iter(regions.loc[regions["kind"] == "agency_district", "region_id"]), "")

    @property
    def country(self) -> str:
        """The id of Germany, the same in all plans."""
        return COUNTRY

    @property
    def area_name(self) -> str:
        """The name of the region of the whole plan; "" if its tables have none."""
        return str(self.record("regions", region_id=self.area)["name"]) if self.area else ""

    @cached_property
    def state(self) -> str:
        """The key of the Land of the plan's districts, with which the plan compares; "" without districts."""
        return str(next(iter(self._tables["districts"]["ags"]), ""))[:2]

    @cached_property
    def _indicators(self) -> Mapping[tuple[str, str, str], list[Fact]]:
        facts_by_key: dict[tuple[str, str, str], list[Fact]] = {}
        for row in self._tables["indicators"].to_dict("records"):
            fact = Fact(**{name: row[name] for name in Fact.__dataclass_fields__})
            facts_by_key.setdefault((fact.region_id, fact.indicator_id, fact.category), []).append(fact)
        return facts_by_key

    def fact(
        self,
        region_id: str,
        indicator_id: str,
        category: str = "",
        *,
        as_of: str | None = None,
        period: str | None = None,
        source_id: str | None = None,
        role: str | None = None,
    ) -> Fact:
        """One figure of the table ``indicators``; the latest one where the arguments leave a choice.

        ``period`` is what the figure counts over, such as "year_average"; ``role`` that of its source: "plan" for
        what the latest plan that states it says. Raises KeyError when the sources do not report it.
        """
        matches = [
            f
            for f in self._indicators.get((region_id, indicator_id, category), ())
            if as_of in (None, f.as_of)
            and period in (None, f.period)
            and source_id in (None, f.source_id)
            and role in (None, self._roles[f.source_id])
        ]
        if not matches:
            raise KeyError((region_id, indicator_id, category, as_of, period, source_id, role))
        return max(matches, key=lambda f: f.as_of)

    def reported(self, region_id: str, indicator_id: str) -> tuple[Fact, ...]:
        """All figures of an indicator without category in a region, in the order of the table."""
        return tuple(self._indicators.get((region_id, indicator_id, ""), ()))

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        """The role of each source (plan, document or statistics), by its id."""
        return dict(self._tables["sources"][["source_id", "role"]].itertuples(index=False))

    def notes(self, table: str, row: Mapping[str, Any]) -> list[str]:
        """The source notes on one row of a table: irregularities of the source, shown beside the figure."""
        return [
            note
            for cells, note in self._notes.get(table, ())
            if all(str(row.get(column, "")).lower() == value for column, value in cells)
        ]

    @cached_property
    def _notes(self) -> Mapping[str, list[tuple[list[tuple[str, str]], str]]]:
        """Notes by table: pairs of the (column, value) conditions in lower case and the text of the note."""
        return {
            str(table): [(touched(row.key.lower()), row.note) for row in own.itertuples()]
            for table, own in self._tables["source_notes"].groupby("table")
        }

    @cached_property
    def _translations(self) -> dict[str, Facts]:
        return {}

    def dated(self, plan_version: str) -> str:
        """When a plan was made: its printed day, or else day, month or year in which its source appeared."""
        plan = self.record("plans", plan_version=plan_version)
        return str(plan["as_of"] or self.record("sources", source_id=plan["source_id"])["published"])

    @cached_property
    def institution_codes(self) -> tuple[str, ...]:
        """The codes of the institutions in their order."""
        return tuple(map(str, self._tables["institutions"].sort_values("position")["code"]))

    @cached_property
    def unit_id(self) -> str:
        """What the latest plan's quotas count, an id of ``counted_units``."""
        latest = self._tables["plans"].sort_values("plan_year")["unit_id"]
        return next(iter(latest[::-1]), "") or PLACES

    def words(self, spoken: Language) -> Language:
        """The language with the words of what the plan counts: of a plan in entries "Eintritte" instead of "Plätze"."""
        if self.unit_id == PLACES:
            return spoken
        if spoken.code not in self._spoken:
            self._spoken[spoken.code] = self._in_its_unit(language(spoken.code))
        return self._spoken[spoken.code]

    @cached_property
    def _spoken(self) -> dict[str, Language]:
        return {}

    def _in_its_unit(self, plain: Language) -> Language:
        units = self._tables["counted_units"].set_index("unit_id")
        usual, own = ([str(units.at[unit, form]) for form in _FORMS] for unit in (PLACES, self.unit_id))
        if plain.code != DEFAULT:
            usual, own = ([plain.text(form).lower() for form in forms[:2]] for forms in (usual, own))
            usual, own = ([*forms, *(f.capitalize() for f in forms)] for forms in (usual, own))
        return Language(plain.code, tuple(dict(zip(usual, own, strict=True)).items()))

    def in_language(self, words: Language) -> Facts:
        """The same facts with our own texts translated, cached: fields marked ``translatable`` and the package's
        descriptions. Names, printed titles and numbers stay."""
        if words.code == DEFAULT:
            return self
        if words.code not in self._translations:
            self._translations[words.code] = self._translated(language(words.code))
        return self._translations[words.code]

    def _translated(self, words: Language) -> Facts:
        resources, tables = [], {}
        for resource in self.package["resources"]:
            if not hash_of(resource):
                table = self._tables[resource["name"]]
                texts = {name: table[name].map(words.text) for name in translatable(resource)}
                tables[resource["name"]] = table.assign(**texts)
            fields = [f | {"title": words.text(f["title"])} for f in resource["schema"]["fields"]]
            said = {name: words.text(resource[name]) for name in ("title", "description")}
            resources.append(resource | said | {"schema": resource["schema"] | {"fields": fields}})
        licences = [x | {"title": words.text(x["title"])} for x in self.package["licenses"]]
        package = {**self.package, "licenses": licences, "resources": resources}
        large = [name for name in self._tables if name not in tables]  # they have no texts of ours
        translated = Tables(tables, {name: partial(self._tables.__getitem__, name) for name in large})
        return Facts(MappingProxyType(package), translated, self.files, self.plan_id)

    def texts(self) -> list[str]:
        """All texts that :meth:`in_language` translates, each once, in the order of the tables."""
        texts: list[str] = [licence["title"] for licence in self.package["licenses"]]
        for resource in self.package["resources"]:
            texts += [resource["title"], resource["description"]]
            texts += [f["title"] for f in resource["schema"]["fields"]]
            if not hash_of(resource):
                table = self._tables[resource["name"]]
                texts += (text for name in translatable(resource) for text in table[name])
        return [text for text in dict.fromkeys(texts) if text]

    def record(self, table: str, **key: Any) -> Mapping[str, Any]:
        """The one row of a table with these values. Raises KeyError when none or several match."""
        rows = _rows_by(self, table, tuple(key)).get(tuple(key.values()), [])
        if len(rows) != 1:
            raise KeyError((table, key))
        return dict(rows[0])


@cache
def _rows_by(facts: Facts, table: str, columns: tuple[str, ...]) -> Mapping[tuple[Any, ...], list[Any]]:
    """Index of the rows of a table by their values in these columns, cached."""
    index: dict[tuple[Any, ...], list[Any]] = {}
    for row in facts[table].to_dict("records"):
        index.setdefault(tuple(row[column] for column in columns), []).append(row)
    return index


def translatable(resource: Mapping[str, Any]) -> list[str]:
    """Names of the fields of a table whose texts are translated."""
    return [f["name"] for f in resource["schema"]["fields"] if f.get("translatable")]


@lru_cache
def load(data_dir: Path = DATA_DIR, plan: Path | None = None) -> Facts:
    """Read and check the shared tables in ``data_dir`` and those in the folder of a plan; without it, the plan of the
    product. Raises :class:`FactsError` at the first error."""
    package = read_package(data_dir)
    return facts_of(package, read_files(package, data_dir, plan), plan.name if plan else DEFAULT_PLAN)


def facts_of(package: Mapping[str, Any], files: Mapping[str, bytes], plan_id: str) -> Facts:
    """The facts of CSV files by table, checked. Raises :class:`FactsError` at the first error."""
    checked_here = check_hashes(package, files)
    check_schema(checked_here, files)
    tables = tables_of(package, files)
    check_kinds(checked_here, tables)
    join_shared(tables)
    check_quotas(tables)
    check_quantities(files)
    check_source_notes(tables)
    return Facts(MappingProxyType(dict(package)), tables, MappingProxyType(dict(files)), plan_id)
