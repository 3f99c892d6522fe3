"""The fixed sample of mutations: drawn once by a seed, then a list that is checked in.

``python -m tests.mutants.sample --seed 12 > tests/mutants/sample.csv`` draws a new one. ``--replace`` keeps the rows
of the present one that still exist, and draws others of the same area for those that do not.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.mutants.operators import Mutant, mutants

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).with_name("sample.csv")
COLUMNS = ("area", "file", "function", "line", "original", "mutated", "occurrence", "equivalent")
# Per area: how many mutations, the files, and those left out because they only draw.
AREAS = {
    "places": (40, r"kompass/(places|matching)/", r"$^"),
    "figures": (40, r"kompass/figures/", r"charts|flows"),
    "facts": (15, r"kompass/(facts|precision)", r"$^"),
    "api": (12, r"kompass/api/", r"$^"),
    "workbook": (13, r"kompass/briefing/workbook/", r"$^"),
}


@dataclass(frozen=True)
class Row:
    """One mutation of the sample. ``equivalent`` says why no test can notice it; empty of all others."""

    area: str
    file: str
    function: str
    line: str
    original: str
    mutated: str
    occurrence: int
    equivalent: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """As :attr:`Mutant.key`."""
        return self.function, self.line, self.original, self.mutated, self.occurrence

    def mutant(self) -> Mutant | None:
        """The mutation in the code as it is now; None when the row is stale."""
        return mutants_of(self.file).get(self.key)


@cache
def mutants_of(file: str) -> dict[tuple[str, str, str, str, int], Mutant]:
    """All mutations of a file, given by its path from the root; none of a file that is gone."""
    path = ROOT / file
    return {one.key: one for one in mutants(path.read_text("utf-8"))} if path.is_file() else {}


def read() -> list[Row]:
    """The sample that is checked in."""
    with SAMPLE.open(encoding="utf-8", newline="") as text:
        return [Row(**{**row, "occurrence": int(row["occurrence"])}) for row in csv.DictReader(text)]


def candidates(area: str) -> Iterator[Row]:
    """Every mutation of an area, in the order of files and lines."""
    _, wanted, left_out = AREAS[area]
    for path in sorted((ROOT / "kompass").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if re.match(wanted, file) and not re.search(left_out, file):
            yield from (Row(area, file, *key) for key in mutants_of(file))


def draw(seed: int, kept: Sequence[Row] = ()) -> list[Row]:
    """A sample with as many mutations per area as :data:`AREAS` says, at most one per line; ``kept`` are in it."""
    rows = list(kept)
    for area, (size, *_) in AREAS.items():
        chance = random.Random(f"{seed} {area}")
        pool = list(candidates(area))
        taken = {(row.file, row.line) for row in rows}
        missing = size - Counter(row.area for row in rows)[area]
        for row in chance.sample(pool, len(pool)):
            if missing > 0 and (row.file, row.line) not in taken:
                taken.add((row.file, row.line))
                rows.append(row)
                missing -= 1
    order = list(AREAS)
    return sorted(rows, key=lambda row: (order.index(row.area), row.file, row.function, row.line))


def main() -> int:
    """Print a sample as CSV."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--replace", action="store_true", help="keep the rows that still exist")
    asked = parser.parse_args()
    kept = [row for row in read() if row.mutant()] if asked.replace else []
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    out.writerows([getattr(row, name) for name in COLUMNS] for row in draw(asked.seed, kept))
    return 0


if __name__ == "__main__":
    sys.exit(main())
