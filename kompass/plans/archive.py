"""A plan as one file: the ZIP archive of its folder, with the description that makes it a data package."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from kompass.facts_files import NEEDED, of_plan, read_package, rows_of
from kompass.plans.grids import SHARED

_DATE = (2000, 1, 1, 0, 0, 0)  # the same plan makes the same file


def archive_of(plan_id: str, files: Mapping[str, bytes]) -> bytes:
    """The ZIP archive of the folder of a plan, from the CSV files of all tables. Unpacked, it is a valid data package and
    a folder for the operator.

    The shared tables that its keys refer to lie in it too, so that it can be checked alone.
    """
    package = read_package()
    resources = {r["name"]: r for r in package["resources"]}
    kept = [
        name for name, r in resources.items() if of_plan(r) and (name in NEEDED or _has_rows(files[name]))
    ]
    names = _with_references(kept, resources)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        _add(made, f"{plan_id}/datapackage.json", _description(plan_id, package, names, files))
        for name in names:
            _add(made, f"{plan_id}/{_path(resources[name])}", files[name])
    return out.getvalue()


def _add(made: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    made.writestr(info, content)


def _has_rows(content: bytes) -> bool:
    return content.count(b"\n") > 1


def _path(resource: Mapping[str, Any]) -> str:
    """Where a table lies in the folder: shared tables in a folder of their own."""
    name = f"{resource['name']}.csv"
    return name if of_plan(resource) else f"{SHARED}/{name}"


def _with_references(names: list[str], resources: Mapping[str, Any]) -> list[str]:
    """These tables with all that their keys refer to, in the order of the package."""
    wanted: set[str] = set()
    ahead = set(names)
    while ahead:
        wanted |= ahead
        keys = (key for name in ahead for key in resources[name]["schema"].get("foreignKeys", ()))
        ahead = {key["reference"]["resource"] for key in keys} - wanted - {""}
    return [name for name in resources if name in wanted]


def _description(
    plan_id: str, package: Mapping[str, Any], names: list[str], files: Mapping[str, bytes]
) -> bytes:
    """The datapackage.json of a plan: its title and the schemas of its tables."""
    plans = rows_of(files["plans"])
    title = plans[-1]["title"] if plans else plan_id
    resources = []
    for resource in copy.deepcopy(list(package["resources"])):
        if resource["name"] in names:
            resources.append({**resource, "path": _path(resource)})
    described = {
        "profile": "tabular-data-package",
        "name": plan_id,
        "title": title,
        "version": plans[-1]["plan_version"] if plans else "1",
        "licenses": package["licenses"],
        "resources": resources,
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"
