"""Plans made for tests; never shipped as facts."""

import csv
import shutil
from pathlib import Path

from kompass.facts_files import DEFAULT_PLAN, PLANS_DIR

NEXT = "aachen-dueren-2027"


def rewrite(path, change):
    """Change the rows of a CSV file, as dictionaries, in place."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, head = list(reader), reader.fieldnames
    rows = [row for row in (change(dict(row)) for row in rows) if row]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def next_year(parent: Path) -> Path:
    """A folder with the plan of 2027: HS has 100 places, 25 of them degree-oriented, that were those of AA; the goal
    "CNC – Drehen, Fräsen" is dropped."""
    folder = Path(shutil.copytree(PLANS_DIR / DEFAULT_PLAN, parent / NEXT))

    def year(row):
        return row | {"plan_year": "2027"} | ({"plan_version": "2027"} if "plan_version" in row else {})

    def quota(row):
        moved = {
            "AA": {"places": "2169", "degree_oriented": "548"},
            "HS": {"places": "453", "degree_oriented": "154"},
        }
        return year(row) | (moved.get(row["institution"], {}) if row["kind"] == "fbw" else {})

    for table, change in {
        "plans": year,
        "quotas": quota,
        "quota_totals": year,
        "source_notes": lambda row: row | {"key": row["key"].replace("plan_year=2026", "plan_year=2027")},
        "training_goals": lambda row: None if row["goal_id"] == "adaptation_02" else row,
        "goal_links": lambda row: None if row["goal_id"] == "adaptation_02" else row,
        "measure_links": lambda row: None if row["goal_id"] == "adaptation_02" else row,
    }.items():
        rewrite(folder / f"{table}.csv", change)
    return folder
