"""Plans made for tests; never shipped as facts."""

import csv
import json
import shutil
from pathlib import Path

from kompass.boundaries import GEO_DIR
from kompass.facts_files import DEFAULT_PLAN, NEEDED, PLANS_DIR

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


MINIMAL, ONE, SIXTEEN, WITHOUT_DEGREE = "nur-kontingente", "eine-partei", "sechzehn", "ohne-abschluss"
EUROS, NO_NUMBERS, GERMANY = "nur-euro", "ohne-zahlen", "ganz-deutschland"


def _written(folder: Path, table: str, rows: list[dict[str, object]]) -> None:
    """Write a table of a plan: the rows, under the heading of the first."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def minimal(parent: Path, name: str = MINIMAL) -> Path:
    """A folder with only the tables that a plan needs: the four institutions with their places."""
    folder = parent / name
    folder.mkdir()
    for table in NEEDED:
        shutil.copy(PLANS_DIR / DEFAULT_PLAN / f"{table}.csv", folder)
    rewrite(folder / "quotas.csv", lambda row: row if row["kind"] == "fbw" else None)
    rewrite(folder / "quota_totals.csv", lambda row: row if row["kind"] == "fbw" else None)
    return folder


def one_party(parent: Path) -> Path:
    """A folder with the needed tables of a plan of one agency, for three districts."""
    folder = minimal(parent, ONE)
    for table, column in {
        "institutions": "code",
        "institution_districts": "institution",
        "quotas": "institution",
    }.items():
        rewrite(folder / f"{table}.csv", lambda row, column=column: row if row[column] == "AA" else None)
    rewrite(folder / "districts.csv", lambda row: row | {"institution": "AA"})
    rewrite(folder / "quota_totals.csv", lambda row: row | {"places": "2269", "degree_oriented": "573"})
    return folder


def _code(number: int) -> str:
    return f"P{chr(64 + number)}"


def sixteen(parent: Path) -> Path:
    """A folder with the needed tables of a plan of sixteen job centres, each with a district that has no facts and
    no boundaries; the job centre "PA" has 10 places, the next ones 10 more each, a fifth of them degree-oriented."""
    folder = minimal(parent, SIXTEEN)
    numbers = range(1, 17)
    regions = list(csv.DictReader((folder / "regions.csv").read_text("utf-8").splitlines()))
    regions = [row for row in regions if row["kind"] in ("country", "state")]
    regions += [{"region_id": f"99{n:03}", "name": f"Kreis {n}", "kind": "district"} for n in numbers]
    regions += [
        {"region_id": f"JC-{_code(n)}", "name": f"Jobcenter {n}", "kind": "job_centre"} for n in numbers
    ]
    _written(folder, "regions", regions)
    _written(
        folder,
        "institutions",
        [
            {"code": _code(n), "position": n, "name": f"Jobcenter Kreis {n}", "short_name": f"Jobcenter {n}"}
            | {"legal_scope": "SGB II", "region_id": f"JC-{_code(n)}"}
            for n in numbers
        ],
    )
    _written(
        folder,
        "districts",
        [
            {"ags": f"99{n:03}", "name": f"Kreis {n}", "short_name": f"K {n}", "institution": _code(n)}
            | {"position": n}
            for n in numbers
        ],
    )
    _written(
        folder,
        "institution_districts",
        [{"institution": _code(n), "district_ags": f"99{n:03}"} for n in numbers],
    )
    from_plan = {"source_id": "plan2026", "locator": "S. 1"}
    fbw = {"plan_year": 2026, "kind": "fbw"}
    _written(
        folder,
        "quotas",
        [
            {"plan_year": 2026, "institution": _code(n), "kind": "fbw", "places": 10 * n}
            | {"degree_oriented": 2 * n}
            | from_plan
            for n in numbers
        ],
    )
    _written(folder, "quota_totals", [fbw | {"places": 1360, "degree_oriented": 272} | from_plan])
    return folder


def without_degree(parent: Path) -> Path:
    """A folder with the plan of 2026 without any degree-oriented place."""
    folder = Path(shutil.copytree(PLANS_DIR / DEFAULT_PLAN, parent / WITHOUT_DEGREE))
    for table in ("quotas", "quota_totals"):
        rewrite(folder / f"{table}.csv", lambda row: row | {"degree_oriented": "0"})
    return folder


def euros(parent: Path) -> Path:
    """A folder with the needed tables of a plan in euros: 2,269,000 to 353,000, without a degree-oriented part."""
    folder = minimal(parent, EUROS)
    rewrite(folder / "plans.csv", lambda row: row | {"unit_id": "euro"})
    for table in ("quotas", "quota_totals"):
        rewrite(
            folder / f"{table}.csv",
            lambda row: row | {"places": row["places"] + "000", "degree_oriented": "0"},
        )
    return folder


def no_numbers(parent: Path) -> Path:
    """A folder with the needed tables of a plan that states no number at all."""
    folder = minimal(parent, NO_NUMBERS)
    for table in ("quotas", "quota_totals"):
        rewrite(folder / f"{table}.csv", lambda row: None)
    return folder


def germany(parent: Path) -> Path:
    """A folder with the needed tables of a plan of sixteen job centres, one per Land, over all 400 districts; each has
    10 places per district, a fifth of them degree-oriented."""
    folder = minimal(parent, GERMANY)
    shapes = json.loads((GEO_DIR / "germany.geojson").read_text("utf-8"))["features"]
    names = {shape["properties"]["ags"]: shape["properties"]["name"] for shape in shapes}
    states = sorted({ags[:2] for ags in names})
    number = {state: n for n, state in enumerate(states, start=1)}
    _written(
        folder,
        "regions",
        [
            {"region_id": "00", "name": "Deutschland", "kind": "country"},
            *({"region_id": state, "name": f"Land {state}", "kind": "state"} for state in states),
            *({"region_id": ags, "name": name, "kind": "district"} for ags, name in names.items()),
        ],
    )
    _written(
        folder,
        "institutions",
        [
            {
                "code": _code(number[s]),
                "position": number[s],
                "name": f"Jobcenter {s}",
                "short_name": f"Jobcenter {s}",
            }
            | {"legal_scope": "SGB II", "region_id": s}
            for s in states
        ],
    )
    _written(
        folder,
        "districts",
        [
            {
                "ags": ags,
                "name": name,
                "short_name": name,
                "institution": _code(number[ags[:2]]),
                "position": n,
            }
            for n, (ags, name) in enumerate(names.items(), start=1)
        ],
    )
    _written(
        folder,
        "institution_districts",
        [{"institution": _code(number[ags[:2]]), "district_ags": ags} for ags in names],
    )
    from_plan = {"source_id": "plan2026", "locator": "S. 1"}
    size = {state: sum(ags.startswith(state) for ags in names) for state in states}
    _written(
        folder,
        "quotas",
        [
            {"plan_year": 2026, "institution": _code(number[s]), "kind": "fbw", "places": 10 * size[s]}
            | {"degree_oriented": 2 * size[s]}
            | from_plan
            for s in states
        ],
    )
    total = {"plan_year": 2026, "kind": "fbw", "places": 4000, "degree_oriented": 800}
    _written(folder, "quota_totals", [total | from_plan])
    return folder
