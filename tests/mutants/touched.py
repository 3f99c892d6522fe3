"""Which tests run which statements: known from one run of all tests, and kept until code or tests change."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.forks import Task, each
from tests.mutants.importing import OURS, ROOT, TESTS, Reached, import_changed, instrumented
from tests.mutants.operators import Mutant
from tests.mutants.plugin import ARGUMENTS, Noting

KEPT = ROOT / "artifacts" / "mutants"
SLOWEST = 900  # seconds of processor time that one file of tests may take
MOST_TESTS, MOST_SECONDS = 600, 90  # of the tests of one mutation


@dataclass(frozen=True)
class Touching:
    """A test that runs a mutated statement; ``directly`` when not only through what its file shares."""

    test: str
    seconds: float
    directly: bool

    @property
    def file(self) -> str:
        """The file of the test, as a path from the root."""
        return self.test.partition("::")[0]

    @property
    def function(self) -> str:
        """The test without its parameters."""
        return self.test.partition("[")[0]


class Touched:
    """The tests of all files, by what they run."""

    def __init__(self, files: dict[str, dict[str, Any]]) -> None:
        self.direct: defaultdict[str, set[str]] = defaultdict(set)  # statement → tests
        self.near: defaultdict[str, set[str]] = defaultdict(set)  # source file → tests
        self.shared: defaultdict[str, set[str]] = defaultdict(set)  # statement or source file → test files
        self.seconds: dict[str, float] = {}
        self.tests: dict[str, list[str]] = {}
        for file, told in files.items():
            self.tests[file] = list(told["tests"])
            for place in (*told["shared"], *told["modules"]):
                self.shared[place].add(file)
            for test, (seconds, places) in told["tests"].items():
                self.seconds[test] = seconds
                for place in places:
                    self.direct[place].add(test)
                    self.near[place.partition(":")[0]].add(test)

    def of(self, file: str, mutant: Mutant) -> list[Touching]:
        """The tests that run a mutation, at most :data:`MOST_TESTS` and about :data:`MOST_SECONDS` of them: in this
        choice direct ones first, and of a test with parameters one after the others have had their turn. Given in
        the order to run them: file by file, the quickest first."""
        place = f"{file}:{mutant.statement}" if mutant.running else file
        direct = self.direct[place] if mutant.running else self.near[file]
        reached = direct | {test for one in self.shared[place] for test in self.tests[one]}
        found = sorted(
            (Touching(test, self.seconds[test], test in direct) for test in reached),
            key=lambda t: (not t.directly, t.seconds, t.test),
        )
        turns: defaultdict[str, int] = defaultdict(int)
        ranked = []
        for one in found:
            ranked.append((not one.directly, turns[one.function], one))
            turns[one.function] += 1
        ranked.sort(key=lambda entry: entry[:2])
        return self._by_file([one for *_, one in ranked])

    def _by_file(self, ranked: Sequence[Touching]) -> list[Touching]:
        chosen: defaultdict[str, list[Touching]] = defaultdict(list)
        left = float(MOST_SECONDS)
        for one in ranked[:MOST_TESTS]:
            if one.seconds <= left:
                left -= one.seconds
                chosen[one.file].append(one)
        files = sorted(
            chosen.values(), key=lambda tests: (not tests[0].directly, sum(t.seconds for t in tests))
        )
        return [one for tests in files for one in tests]


def known(jobs: int) -> Touched:
    """What the tests run. Files of tests that are as they were are not run again while the code is the same."""
    code = _digest(path for name in (*OURS, "pages", "data") for path in (ROOT / name).rglob("*"))
    used = [*(ROOT / "tests").glob("*.py"), *(p for name in TESTS for p in (ROOT / name).glob("*.py"))]
    helpers = _digest(path for path in used if not path.name.startswith("test_"))
    files = {
        path.relative_to(ROOT).as_posix(): f"{code} {helpers} {_digest([path])}"
        for folder in TESTS
        for path in sorted((ROOT / folder).glob("test_*.py"))
    }
    told = {file: found for file, state in files.items() if (found := _kept(file)).get("state") == state}
    missing = {file.replace("/", "."): file for file in files if file not in told}
    tasks = (Task(name, partial(note, file), SLOWEST) for name, file in missing.items())
    for number, ended in enumerate(each(tasks, jobs, KEPT / "tests"), start=1):
        file = missing[ended.name]
        found = ended.result or {"tests": {}, "shared": [], "modules": [], "not_passed": [ended.why]}
        told[file] = found | {"state": files[file]}
        _store(file).write_text(json.dumps(told[file]), "utf-8")
        print(
            f"{number} of {len(missing)} files of tests have run: {file}, {ended.seconds:.0f} s", flush=True
        )
    for file, found in told.items():
        if found["not_passed"]:
            print(f"{file}: {len(found['not_passed'])} left out, for they do not pass or are skipped")
    return Touched(told)


def _store(file: str) -> Path:
    return KEPT / "tests" / f"{file.replace('/', '.')}.json"


def _kept(file: str) -> dict[str, Any]:
    path = _store(file)
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def note(file: str) -> dict[str, Any]:
    """Run a file of tests in this process, which has imported none of our modules, and tell what they run."""
    reached = Reached()
    import_changed(instrumented(reached))
    plugin = Noting(reached)
    pytest.main([*ARGUMENTS, "--maxfail=1000", file], plugins=[plugin])
    modules = [
        Path(module.__file__).relative_to(ROOT).as_posix()
        for name, module in list(sys.modules.items())
        if name.split(".")[0] in OURS and getattr(module, "__file__", None)
    ]
    return {
        "tests": {test: (seconds, places) for test, seconds, places in plugin.passed()},
        "shared": sorted(reached.shared),
        "modules": sorted(modules),
        "not_passed": sorted(plugin.not_passed),
    }


def _digest(paths: Sequence[Path] | Iterator[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
