"""The files of the data package: its description and the CSV file of each table, shared or of one plan."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kompass.facts_checks import FactsError
from kompass.language import N_
from kompass.read_file import FileError, MissingFileError, read_file, read_text

DATA_DIR = Path(__file__).parents[1] / "data"
PLANS_DIR = DATA_DIR / "plans"
PACKAGE = "datapackage.json"
DEFAULT_PLAN = "aachen-dueren-2026"
# Tables without which a folder is no plan; any other one that it does not have is empty.
NEEDED = [
    "plans",
    "sources",
    "regions",
    "institutions",
    "districts",
    "institution_districts",
    "quotas",
    "quota_totals",
]


def read_package(data_dir: Path = DATA_DIR) -> Mapping[str, Any]:
    """The description of all tables, ``datapackage.json``. Raises :class:`FactsError` if it is not readable."""
    try:
        package: Mapping[str, Any] = json.loads(
            read_text(data_dir / PACKAGE, shown=f"{DATA_DIR.name}/{PACKAGE}")
        )
        texts = [package["name"], package["version"], *(x["title"] for x in package["licenses"])]
        for resource in package["resources"]:
            texts += [resource[name] for name in ("name", "path", "title", "description")]
            texts += [f[name] for f in resource["schema"]["fields"] for name in ("name", "type", "title")]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError(next(text for text in texts if not isinstance(text, str)))
    except FileError as error:
        raise FactsError.of(error.message, **error.message.params) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FactsError(
            N_(
                "data/datapackage.json, Zeile {line}: Das ist nicht die Beschreibung der Tabellen ({reason}). Bitte die "
                "Datei des Programms wiederherstellen."
            ),
            line=str(line),
            reason=f"{type(error).__name__} {str(error)[:80]}",
        ) from error
    return package


def hash_of(resource: Mapping[str, Any]) -> str:
    """The SHA-256 that the description names for the file of a table; "" if none. Such a table is shared and large: it
    is checked in full when it is made and by the tests, at the start its hash is, and it is read on first use."""
    return str(resource.get("hash", "")).removeprefix("sha256:")


def file_of(resource: Mapping[str, Any]) -> bytes:
    """The CSV file of a table of the product: a shared one, or one of its plan."""
    return (DATA_DIR / str(resource["path"])).read_bytes()


def of_plan(resource: Mapping[str, Any]) -> bool:
    """Whether a resource of the package is a table of the plan; the others are shared by all plans."""
    return str(resource["path"]).startswith(f"{PLANS_DIR.name}/")


def read_files(
    package: Mapping[str, Any], data_dir: Path = DATA_DIR, plan: Path | None = None
) -> dict[str, bytes]:
    """The CSV file of each table: the shared ones in ``data_dir``, those of a plan in its folder, without one those of
    the product. A table that a folder does not have is empty. Raises :class:`FactsError` for one that must be there."""
    files = {}
    for resource in package["resources"]:
        table, path = resource["name"], data_dir / resource["path"]
        if plan and of_plan(resource):
            path = plan / path.name
            if not path.exists() and not path.is_symlink() and table not in NEEDED:
                files[table] = without_rows(resource)
                continue
        try:
            files[table] = read_file(path, shown=path.name if plan else f"data/{resource['path']}")
        except MissingFileError as error:
            raise FactsError(
                N_("Tabelle {table}: Die Datei {path} fehlt."),
                table=table,
                path=path.name if plan else f"data/{resource['path']}",
            ) from error
        except FileError as error:
            raise FactsError(N_("Tabelle {table}: {reason}"), table=table, reason=error.message) from error
    return files


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file as texts by column."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def without_rows(resource: Mapping[str, Any]) -> bytes:
    """The file of a table that a plan does not have: its header."""
    return ",".join(f["name"] for f in resource["schema"]["fields"]).encode() + b"\n"
