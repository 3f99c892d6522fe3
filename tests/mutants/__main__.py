"""Apply each mutation of the sample, run the tests that touch it, and tell which ones survive: README.md.

``make mutants`` runs all; ``python -m tests.mutants places/keys quotas`` those whose file contains one of these texts.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter

import pytest

from tests.mutants.forks import Ended, Task, each
from tests.mutants.importing import ROOT, import_changed, preload
from tests.mutants.plugin import ARGUMENTS, Selection
from tests.mutants.sample import AREAS, Row, read
from tests.mutants.touched import KEPT, Touching, known

LEAST_SCORE = 90  # percent of the mutations that a test can notice
# Tests that compute this many times as long as before, and this many seconds longer, are in an endless loop.
TIMES_SLOWER = 3
MORE_SECONDS = 240  # what tests of a file share is counted with the first of them


@dataclass(frozen=True)
class Outcome:
    """What became of a mutation: killed by a test, by an error on import, by a timeout; or survived ``tests`` tests.

    ``unsure`` tells why the kill proves nothing: the same tests do not pass without the mutation either.
    """

    row: Row
    killed_by: str
    tests: int
    seconds: float
    unsure: str = ""

    @property
    def killed(self) -> bool:
        """Whether the tests notice the mutation."""
        return bool(self.killed_by and not self.unsure)


def tried(row: Row | None, tests: Sequence[Touching]) -> str:
    """Import our modules with the mutation, or with none, and run the tests, file by file; the first that fails, or
    nothing."""
    mutant = row and row.mutant()

    def change(path: str, source: str) -> ast.Module | None:
        return ast.parse(mutant.applied(source)) if row and mutant and path == row.file else None

    import_changed(change)
    for file in dict.fromkeys(touching.file for touching in tests):
        selection = Selection([touching.test for touching in tests if touching.file == file])
        code = pytest.main([*ARGUMENTS, file], plugins=[selection])
        if selection.failed or code in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR):
            return selection.failed or f"{file} cannot be read"
    return ""


def outcomes(rows: Sequence[Row], jobs: int) -> list[Outcome]:
    """Try mutations, ``jobs`` at a time; tell each as it ends. Then run what killed them without the mutations.

    The logs are named by the number of the mutation in the sample, counted from 0.
    """
    touched = known(jobs)
    numbered = {str(n): row for n, row in enumerate(read()) if row in rows}
    tests = {name: touched.of(row.file, row.mutant()) for name, row in numbered.items()}
    tasks = [_task(name, numbered[name], found) for name, found in tests.items()]
    done = {}
    for ended in each(tasks, jobs, KEPT / "logs"):
        one = Outcome(numbered[ended.name], killer(ended), len(tests[ended.name]), ended.seconds)
        done[ended.name] = one
        print(f"{len(done):3} {told(one)}", flush=True)
    killing = {name: _until(tests[name], one.killed_by) for name, one in done.items() if one.killed_by}
    tasks = [_task(name, None, found) for name, found in killing.items()]
    for ended in each(tasks, jobs, KEPT / "unchanged"):
        if killer(ended):
            done[ended.name] = replace(done[ended.name], unsure=killer(ended))
            print(f"proves nothing: {told(done[ended.name])}", flush=True)
    return [done[name] for name in numbered]


def _task(name: str, row: Row | None, tests: Sequence[Touching]) -> Task:
    return Task(name, partial(tried, row, tests), MORE_SECONDS + TIMES_SLOWER * sum(t.seconds for t in tests))


def _until(tests: Sequence[Touching], killer: str) -> Sequence[Touching]:
    """The tests that were run until one killed a mutation, that one included; all of them when it was no test."""
    last = next((n for n, one in enumerate(tests) if one.test == killer), len(tests) - 1)
    return tests[: last + 1]


def killer(ended: Ended) -> str:
    """What noticed a mutation; empty when nothing did."""
    return f"({ended.why})" if ended.why else ended.result


def told(one: Outcome) -> str:
    """A mutation and what became of it, on two lines."""
    row = one.row
    became = f"killed by {one.killed_by}" if one.killed_by else f"SURVIVED {one.tests} tests"
    if one.unsure:
        became += f", but unchanged code fails too: {one.unsure}"
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
    """Print survivors and what became of each area; gives the percentage of what a test can notice."""
    survivors = [one for one in done if not one.killed]
    print("\nSurvivors:")
    for one in survivors:
        print(f"{one.row.area:9} {told(one)}")
        if one.row.equivalent:
            print(f"      No test can notice it: {one.row.equivalent}")
    for one in done:
        if one.killed and one.row.equivalent:
            print(f"Not equivalent, for a test notices it: {told(one)}")
    print()
    for area in AREAS:
        if own := [one for one in done if one.row.area == area]:
            print(f"{area:9} {counted(own)}")
    score = (
        100
        * sum(one.killed for one in done)
        / max(sum(one.killed or not one.row.equivalent for one in done), 1)
    )
    print(f"all       {counted(done)}; score {score:.1f} %")
    return score


def counted(done: Sequence[Outcome]) -> str:
    """How many mutations were killed, survived, and survived because no test can notice them."""
    killed = sum(one.killed for one in done)
    equivalent = sum(bool(one.row.equivalent) for one in done if not one.killed)
    return f"{len(done):3}: {killed:3} killed, {len(done) - killed - equivalent:2} survived, {equivalent:2} equivalent"


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
