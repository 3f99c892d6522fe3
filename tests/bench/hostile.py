"""Hostile input in bulk, without a network: ``python -m tests.bench.hostile [--share 0.1] [--seed 1]``.

Prints a line of JSON for each kind: how many were tried, answered and refused, those that ended in an exception, a status of
5xx or a broken invariant, the slowest answer in seconds, and megabytes of memory before and after. Ends with 1 if any did.
"""

import argparse
import json
import sys
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


def measure(table: Table) -> None:
    """All of it, as the table of all figures has it."""
    app = hostile.application()
    for kind, (count, run) in KINDS.items():
        before, told = megabytes(), run(app, count, 1)
        table.row(f"{kind}: tried", told.tried)
        table.row("… answered", told.answered)
        table.row("… refused", told.refused)
        table.row("… ended in an exception, 5xx or a broken invariant", len(told.unhandled), "", 0)
        table.row("… slowest answer", round(told.slowest, 2), "s")
        table.row("… memory more", megabytes() - before, "MB")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, action="append")
    asked = parser.parse_args(arguments)
    app, wrong = hostile.application(), 0
    for kind in asked.kind or KINDS:
        most, run = KINDS[kind]
        before = megabytes()
        told = run(app, round(most * asked.share), asked.seed)
        wrong += len(told.unhandled)
        line = {"kind": kind, "tried": told.tried, "answered": told.answered, "refused": told.refused}
        line |= {
            "unhandled": len(told.unhandled),
            "slowest": round(told.slowest, 2),
            "memory": [before, megabytes()],
        }
        print(json.dumps(line), flush=True)
        for what, error in told.unhandled[:5]:
            print(f"  {what!r:.300}: {error:.300}", file=sys.stderr, flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
