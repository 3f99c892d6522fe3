"""Tables of the data package as data frames: read by their schema, large ones on first use, and joined by shared rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pandas as pd

from kompass.facts_checks import FactsError
from kompass.facts_files import hash_of
from kompass.language import N_, Message
from kompass.table_faults import SHOWN, TYPE, TYPES

# Texts are read one by one all over the program, which Arrow's arrays make slow.
pd.set_option("mode.string_storage", "python")

# The shared table whose rows a table of the plan has besides its own, and the columns by which its own come first.
JOINED: Mapping[str, tuple[str, Sequence[str]]] = MappingProxyType(
    {
        "sources": ("shared_sources", ("source_id",)),
        "comparison_keys": ("shared_comparison_keys", ("key_id",)),
        "comparison_key_terms": ("shared_comparison_key_terms", ("key_id",)),
        "indicators": ("district_figures", ("region_id", "indicator_id", "as_of", "source_id")),
    }
)


TOO_LARGE = 1e15  # a number is below; from there on, floats have no units


class Tables(Mapping[str, pd.DataFrame]):
    """Tables by name, some of which are read when they are first asked for."""

    def __init__(
        self, read: Mapping[str, pd.DataFrame], later: Mapping[str, Callable[[], pd.DataFrame]]
    ) -> None:
        self.read, self.later = dict(read), dict(later)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.later[name]() if name in self.later else self.read[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.read
        yield from self.later

    def __len__(self) -> int:
        return len(self.read) + len(self.later)


def tables_of(package: Mapping[str, Any], files: Mapping[str, bytes]) -> Tables:
    """All tables of a package from their CSV files; large ones are read on first use.

    Raises :class:`FactsError` for a cell of another type than its schema has, there or here.
    """
    read, later = {}, {}
    for resource in package["resources"]:
        name = resource["name"]
        own = tuple((f["name"], f["type"]) for f in resource["schema"]["fields"])
        if hash_of(resource):
            later[name] = _later(name, files[name], own)
        else:
            read[name] = read_table(name, files[name], own)
    return Tables(read, later)


def _later(name: str, file: bytes, columns: tuple[tuple[str, str], ...]) -> Callable[[], pd.DataFrame]:
    return lambda: _kept(name, file, columns)


@lru_cache(maxsize=16)
def _kept(name: str, file: bytes, columns: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """A large table, once for all plans that share its file."""
    return read_table(name, file, columns)


def read_table(table: str, file: bytes, columns: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Read a CSV table with the types of its ``columns``; a missing text is "", a missing number NA.

    Stricter than Python's parsers: "nan" is not a number, and only true and false are booleans. Raises
    :class:`FactsError` for a cell of another type.
    """
    try:
        frame = pd.read_csv(BytesIO(file), dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise FactsError(
            N_(
                'Tabelle {table}: Die Datei bricht mitten in einem Text ab, oder ein " ist nicht geschlossen.'
            ),
            table=table,
        ) from error
    for column, kind in columns:
        text = frame[column]
        if kind in ("number", "integer"):
            values = pd.to_numeric(text.where(text != ""), errors="coerce")
            bad = (values.isna() & (text != "")) | (values.abs() >= TOO_LARGE)
            values = values.where(~bad).astype("Int64" if kind == "integer" else "float64")
        elif kind == "boolean":
            values = text.map({"true": True, "false": False})
            bad = values.isna()
        else:
            continue
        if bad.any():
            row = int(bad.idxmax())
            raise FactsError(
                N_("Tabelle {table}, Zeile {row}, Spalte {column}: {problem}"),
                table=table,
                row=str(row + 2),
                column=column,
                problem=Message(TYPE, {"value": text.iloc[row][:SHOWN], "expected": Message(TYPES[kind])}),
            )
        frame[column] = values.astype("bool") if kind == "boolean" else values
    return frame


def join_shared(tables: Tables) -> None:
    """Add the rows of shared tables to the plan's, see :data:`JOINED`; of district figures those of its districts."""
    for name, (shared, key) in JOINED.items():
        if name not in tables or shared not in tables:
            continue  # a package of fewer tables
        own, more = tables.read[name], tables[shared]
        if "region_id" in key:
            more = more[more["region_id"].isin(tables.read["districts"]["ags"])]
        columns = list(key)
        known = set(own[columns].itertuples(index=False, name=None))
        new = [row not in known for row in more[columns].itertuples(index=False, name=None)]
        tables.read[name] = pd.concat([own, more[new]], ignore_index=True) if any(new) else own
