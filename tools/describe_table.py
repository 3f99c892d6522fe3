"""Add the description of a new CSV file to ``data/datapackage.json``, types guessed from its rows.

``python -m tools.describe_table data/plans/aachen-dueren-2026/rents.csv "Mieten" "Mieten je Kreis, laut Mietspiegel."``

Then edit what it wrote: the titles of the columns (German), keys, closed lists (``enum``), ``translatable``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import frictionless

from kompass.facts_files import DATA_DIR

PACKAGE = DATA_DIR / "datapackage.json"


def description(path: Path, title: str, text: str) -> dict[str, Any]:
    """The resource of a CSV file. Its first column is taken for the key; a column without gaps is required."""
    resource: Any = frictionless.describe(path.name, basepath=str(path.parent))
    rows = resource.read_rows()
    fields: list[dict[str, Any]] = []
    for field in resource.schema.fields:
        own: dict[str, Any] = {"name": field.name, "type": field.type, "title": field.name}
        if all(row[field.name] is not None for row in rows):
            own["constraints"] = {"required": True}
        fields.append(own)
    return {
        "name": path.stem,
        "path": path.resolve().relative_to(PACKAGE.parent).as_posix(),
        "title": title,
        "description": text,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": [fields[0]["name"]]},
    }


def add(path: Path, title: str, text: str) -> None:
    """Write the description behind those of the other tables; replaces an earlier one of the same name."""
    package = json.loads(PACKAGE.read_text("utf-8"))
    others = [r for r in package["resources"] if r["name"] != path.stem]
    package["resources"] = [*others, description(path, title, text)]
    PACKAGE.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    add(Path(sys.argv[1]), *sys.argv[2:4])
