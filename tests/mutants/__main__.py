"""Apply each mutation of the sample, run the tests that touch it, and tell which ones survive: README.md.

``make mutants`` runs all; ``python -m tests.mutants places/keys quotas`` those whose file contains one of these texts.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import pytest

from tests.mutants.forks import Ended, Task, each
from tests.mutants.importing import ROOT, import_changed, preload
from tests.mutants.plugin import ARGUMENTS, Selection
from tests.mutants.sample import AREAS, Row, read
from tests.mutants.touched import KEPT, Touching, known

LEAST_SCORE = 90  # percent of the mutations that a test can notice
# A test that runs this many times as long as before, and this much longer, is in an endless loop.
TIMES_SLOWER = 5
MORE_SECONDS = 120


@dataclass(frozen=True)
class Outcome:
    """What became of a mutation: killed by a test, by an error on import, by a timeout; or survived ``tests`` tests."""

    row: Row
    killed_by: str
    tests: int
    seconds: float


def tried(row: Row, tests: Sequence[Touching]) -> str:
    """Import our modules with the mutation and run the tests, file by file; the first that fails, or nothing."""
    mutant = row.mutant()
    assert mutant is not None

    def change(path: str, source: str) -> ast.Module | None:
        return ast.parse(mutant.applied(source)) if path == row.file else None

    import_changed(change)
    for file in dict.fromkeys(touching.file for touching in tests):
        selection = Selection([touching.test for touching in tests if touching.file == file])
        code = pytest.main([*ARGUMENTS, file], plugins=[selection])
        if selection.failed or code in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR):
            return selection.failed or f"{file} cannot be read"
    return ""


def outcomes(rows: Sequence[Row], jobs: int) -> list[Outcome]:
    """Try mutations, ``jobs`` at a time; tell each as it ends."""
    touched = known(jobs)
    tests = {str(n): touched.of(row.file, row.mutant()) for n, row in enumerate(rows)}
    tasks = [
        Task(
            name,
            partial(tried, rows[int(name)], found),
            MORE_SECONDS + TIMES_SLOWER * sum(t.seconds for t in found),
        )
        for name, found in tests.items()
    ]
    done = []
    for ended in each(tasks, jobs, KEPT / "logs"):
        row = rows[int(ended.name)]
        done.append(Outcome(row, killer(ended), len(tests[ended.name]), ended.seconds))
        print(f"{len(done):3} {told(done[-1])}", flush=True)
    return sorted(done, key=lambda one: rows.index(one.row))


def killer(ended: Ended) -> str:
    """What noticed a mutation; empty when nothing did."""
    return f"({ended.why})" if ended.why else ended.result


def told(one: Outcome) -> str:
    """A mutation and what became of it, on two lines."""
    row = one.row
    became = f"killed by {one.killed_by}" if one.killed_by else f"SURVIVED {one.tests} tests"
    function = f" {row.function}" if row.function else ""
    return (
        f"{row.file}:{place(row)}{function}: {became} ({one.seconds:.0f} s)\n"
        f"      {short(row.original)} → {short(row.mutated)}"
    )


def place(row: Row) -> int:
    """The number of the line of a row that is not stale."""
    mutant = row.mutant()
    return mutant.number if mutant else 0


def short(text: str) -> str:
    """The beginning of a long piece."""
    return text if len(text) <= 90 else f"{text[:89]}…"


def report(done: Sequence[Outcome]) -> float:
    """Print survivors by area and the score; gives the percentage of what a test can notice."""
    survivors = [one for one in done if not one.killed_by]
    print("\nSurvivors:")
    for one in survivors:
        print(f"{one.row.area:9} {told(one)}")
        if one.row.equivalent:
            print(f"      No test can notice it: {one.row.equivalent}")
    for one in done:
        if one.killed_by and one.row.equivalent:
            print(f"Not equivalent, for a test notices it: {told(one)}")
    print()
    killed = Counter(one.row.area for one in done if one.killed_by)
    all_of = Counter(one.row.area for one in done)
    for area in AREAS:
        if all_of[area]:
            print(f"{area:9} {killed[area]:3} of {all_of[area]}")
    open_ones = sum(1 for one in survivors if not one.row.equivalent)
    score = 100 * killed.total() / max(killed.total() + open_ones, 1)
    equivalent = len(survivors) - open_ones
    print(
        f"all       {killed.total():3} of {len(done)}; without {equivalent} that no test can notice: {score:.1f} %"
    )
    return score


def main() -> int:
    """Run the sample; 1 when a row is stale or the score is below :data:`LEAST_SCORE`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="only mutations of files whose path contains one of these")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    start = perf_counter()
    os.chdir(ROOT)
    rows = [row for row in read() if not asked.files or any(part in row.file for part in asked.files)]
    stale = [row for row in rows if row.mutant() is None]
    for row in stale:
        print(
            f"stale, see README.md: {row.file} {row.function}: {short(row.original)} → {short(row.mutated)}"
        )
    preload()
    score = report(outcomes([row for row in rows if row not in stale], asked.jobs))
    print(f"{(perf_counter() - start) / 60:.0f} minutes")
    return int(bool(stale) or score < LEAST_SCORE)


if __name__ == "__main__":
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy starts threads, which a fork would not have
    sys.exit(main())
