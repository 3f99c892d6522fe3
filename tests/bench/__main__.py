"""Everything that is measured, in one table: ``python -m tests.bench`` or ``make bench``; with names, only these groups.

The figures of a run go to ``artifacts/bench.json``, and to ``REPORT.md`` beside this file when all groups were measured.
The exit status says whether an aim was missed.
"""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from deploy import install, rehearse
from tests.bench import faults, files, growth, hostile, load, pages, rounds, search, simulator
from tests.bench.table import Table, report
from tests.browser.serving import ROOT

REPORT, FIGURES = Path(__file__).with_name("REPORT.md"), ROOT / "artifacts" / "bench.json"
HALLS = [
    ["--database", database, "--servers", servers, "--kill"]
    for database in ("sqlite", "postgresql")
    for servers in ("1", "2")
]


def _halls(table: Table) -> None:
    for asked in HALLS:
        rounds.measure(table, asked)


# By group: what it tells, and what measures it. What other work would disturb comes first.
GROUPS: dict[str, tuple[str, Callable[[Table], None]]] = {
    "load": ("A hall at one server", load.measure),
    "simulator": ("A move at the negotiating table", simulator.measure),
    "pages": ("Every page", pages.measure),
    "growth": ("A plan over all districts", growth.measure),
    "rounds": ("A round in the hall", _halls),
    "search": ("Search", search.measure),
    "files": ("Files to take along", files.measure),
    "hostile": ("Hostile input", hostile.measure),
    "faults": ("A server killed, a network cut", faults.measure),
    "install": ("Installed and updated as docs/betrieb.md says", install.measure),
    "deploy": ("Two servers behind nginx, broken and restarted", rehearse.measure),
}


def machine() -> str:
    """What the figures were measured on, in one line."""
    version = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return (
        f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, version {version}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def main(arguments: list[str]) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="all of them, if none is named")
    asked = parser.parse_args(arguments).groups or list(GROUPS)
    table, told = Table(), machine()
    for group in asked:
        table.group = group
        print(f"\n{GROUPS[group][0]}")
        GROUPS[group][1](table)
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(
        json.dumps({"measured": told, "figures": table.records()}, ensure_ascii=False, indent=1), "utf-8"
    )
    if asked == list(GROUPS):
        REPORT.write_text(
            report(table.figures, {group: title for group, (title, _) in GROUPS.items()}, told), "utf-8"
        )
    print(f"\n{len(table.figures)} figures, {table.missed} beyond their aim; all of them in {FIGURES.name}")
    return int(table.missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
