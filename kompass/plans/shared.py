"""The files in ``data/`` that reading a plan needs besides its own: vocabularies that all plans share, other plans."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kompass.facts import Facts, load
from kompass.facts_files import DEFAULT_PLAN, PLANS_DIR, file_of, of_plan, read_package


@cache
def shared_files() -> Mapping[str, bytes]:
    """The CSV files of the tables that all plans share, by table."""
    return MappingProxyType({r["name"]: file_of(r) for r in read_package()["resources"] if not of_plan(r)})


def shipped_plan(plan_id: str) -> Facts | None:
    """A plan in ``data/plans`` by its id; None if there is none. Raises :class:`kompass.facts_checks.FactsError`."""
    folder = PLANS_DIR / plan_id
    if not plan_id or Path(plan_id).name != plan_id or not folder.is_dir():
        return None
    return load() if plan_id == DEFAULT_PLAN else load(plan=folder)
