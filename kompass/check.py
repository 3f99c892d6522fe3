"""Check a plan: ``python -m kompass.check FOLDER|FILE [--json] [--lang en] [--base PLAN] [--zip FILE]``.

Reads a folder of CSV files, a workbook, a ZIP archive or one CSV file as the dashboard does. Writes every problem in one
line, or the plan as it was read into a ZIP archive; ends with 0 if the plan can be used, with 1 if not, with 2 if it is
called wrongly.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from kompass.facts import load
from kompass.facts_checks import FactsError
from kompass.language import DEFAULT, LANGUAGES, N_, Language, Message, language
from kompass.plans.archive import archive_of
from kompass.plans.bounds import MAX_BYTES
from kompass.plans.checking import checked
from kompass.plans.problems import ERROR, Problem
from kompass.plans.reading import Reading, no_plan, read, read_folder
from kompass.plans.shared import shipped_plan


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the plan that the arguments name; 0 if it can be used, 1 if it has errors, 2 if there is no such file."""
    asked = _parser().parse_args(arguments)
    words, path = language(asked.lang), Path(asked.path)
    if not path.exists():
        print(
            words.text("{path}: Diesen Ordner oder diese Datei gibt es nicht.", path=str(path)),
            file=sys.stderr,
        )
        return 2
    try:
        reading = _read(path, asked.base)
    except FactsError as error:
        print(words.message(error.message), file=sys.stderr)
        return 2
    if asked.zip and not reading.errors:
        Path(asked.zip).write_bytes(archive_of(reading.plan_id, reading.files))
    elif path.is_dir() and not reading.errors:
        reading = replace(reading, problems=[*_as_it_lies(path, reading), *reading.problems])
    if asked.json:
        said = {
            "path": str(path),
            "plan": reading.plan_id,
            "usable": not reading.errors,
            "from_base": list(reading.from_base),
            "problems": [problem.as_json(words) for problem in reading.problems],
        }
        print(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for line in lines(reading, words):
            print(line)
    return 1 if reading.errors else 0


def lines(reading: Reading, words: Language) -> list[str]:
    """What is told of a reading, one line each; the last says whether the plan can be used."""
    error, warning = words.text("Fehler"), words.text("Hinweis")
    said = [f"{error if p.level == ERROR else warning}: {p.sentence(words)}" for p in reading.problems]
    if kept := reading.kept(words):
        said.append(kept)
    n = len(reading.errors)
    if n:
        said.append(words.text("Fehler: {count}. Der Plan ist so nicht verwendbar.", count=words.number(n)))
    else:
        said.append(words.text("Keine Fehler. Der Plan „{plan}“ ist verwendbar.", plan=reading.plan_id))
    return said


def _read(path: Path, base: str) -> Reading:
    """The plan at a path with all its problems; it is read over the plan that it was made from, if that is known."""
    facts = shipped_plan(base)
    if path.is_dir():
        return checked(read_folder(path, facts))
    with path.open(
        "rb"
    ) as file:  # one that is too large is refused for its size, so it need not be read whole
        content = file.read(MAX_BYTES + 1)
    return checked(read(path.name, content, facts, no_plan if facts else shipped_plan))


def _as_it_lies(path: Path, reading: Reading) -> list[Problem]:
    """An error if the server, which is stricter, cannot load a folder that could be read."""
    if all(_clean(path / f"{table}.csv", file) for table, file in reading.files.items()):
        return []
    try:
        load(plan=path.resolve())
    except FactsError as error:
        message = N_(
            "So lädt der Server den Ordner nicht: {reason} Mit --zip DATEI entsteht eine bereinigte Fassung."
        )
        return [Problem(ERROR, Message(message, {"reason": error.message}))]
    return []


def _clean(path: Path, file: bytes) -> bool:
    """Whether a file of the folder has the same cells as the clean table, or is not there."""
    if not path.is_file():
        return True
    try:
        raw = path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return list(csv.reader(StringIO(raw, newline=""))) == list(
        csv.reader(StringIO(file.decode(), newline=""))
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kompass.check", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("path", help="folder, .xlsx, .zip or .csv")
    parser.add_argument("--zip", default="", metavar="FILE", help="write the plan as read, as a ZIP archive")
    parser.add_argument("--json", action="store_true", help="problems as JSON")
    parser.add_argument("--lang", choices=sorted(LANGUAGES), default=DEFAULT, help="language of the messages")
    parser.add_argument("--base", default="", help="id of the plan that a part of a plan changes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
