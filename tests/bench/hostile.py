"""Hostile input in bulk, without a network: ``python -m tests.bench.hostile [--share 0.1] [--seed 1]``.

For each kind: how many were tried, answered and refused, those that ended in an exception, a status of 5xx or a broken
invariant, the slowest answer, and the memory.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests import hostile
from tests.bench.table import Table

KINDS = {
    "scenarios": (10_000, hostile.scenarios),
    "searches": (3_000, hostile.searches),
    "goals": (1_000, lambda app, n, seed: hostile.bodies(app, "/api/v1/goal", hostile.GOAL, n, seed)),
    "figures": (1_000, lambda app, n, seed: hostile.bodies(app, "/api/v1/actual", hostile.FIGURES, n, seed)),
    "rounds": (1_000, lambda app, n, seed: hostile.bodies(app, "/api/v1/rounds", hostile.QUESTION, n, seed)),
    "addresses": (500, hostile.addresses),
    "files": (500, lambda app, n, seed: hostile.files(n, seed)),
}


def megabytes():
    """Memory of this process, in megabytes."""
    (line,) = (x for x in Path("/proc/self/status").read_text("utf-8").splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) // 1000


def measure(table: Table, arguments: Sequence[str] = ()) -> None:
    """All of it, or what is asked on the command line; what was not handled is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, action="append")
    asked = parser.parse_args(arguments)
    app = hostile.application()
    for kind in asked.kind or KINDS:
        most, run = KINDS[kind]
        before, told = megabytes(), run(app, round(most * asked.share), asked.seed)
        table.row(f"{kind}: tried", told.tried)
        table.row("… answered", told.answered)
        table.row("… refused", told.refused)
        table.row("… ended in an exception, 5xx or a broken invariant", len(told.unhandled), "", 0)
        table.row("… slowest answer", round(told.slowest, 2), "s", 2)
        table.row("… memory more", megabytes() - before, "MB")
        for what, error in told.unhandled[:5]:
            print(f"  {what!r:.300}: {error:.300}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    measure(Table("hostile"), sys.argv[1:])
