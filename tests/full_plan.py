"""A plan over all 400 districts of Germany with every table, for tests of size; never shipped as facts."""

import csv
import json
import shutil
from pathlib import Path

from kompass.boundaries import GEO_DIR
from kompass.facts_files import DATA_DIR, DEFAULT_PLAN, PLANS_DIR
from tests.made_plans import _written, rewrite

FULL = "ganz-deutschland-voll"
INSTITUTIONS = 150
COUNTS = {"population", "employees", "unemployed", "area_km2", "municipalities_count", "towns_count"}
RANKS = {  # each runs through all of 1 to 400, as the factor has no divisor in common with 400
    "rank": 21,
    "rank_demography": 3,
    "rank_labour_market": 7,
    "rank_competition_innovation": 9,
    "rank_prosperity_social": 11,
    "rank_strength": 13,
    "rank_dynamics": 17,
}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def full_tables(parent: Path) -> Path:
    """A folder with all tables of the plan of the product for 400 districts and 150 institutions.

    An agency works in all districts; each other institution is a job centre with two or three. A district that the
    plan does not have repeats the rows of one that it has, in turn: counts in proportion to its people of working age,
    rates shifted by up to 2.4, ranks a permutation of 1 to 400. A job centre repeats the rows of one of the three, its
    places in proportion to its number. Rows of the area, the country and the Länder stay, and so do the tables of
    other documents. The districts stand in the order of their keys, those in the Land of the plan first.
    """
    folder = Path(shutil.copytree(PLANS_DIR / DEFAULT_PLAN, parent / FULL))
    own = {name: _rows(folder / f"{name}.csv") for name in _BLOWN_UP}
    shapes = json.loads((GEO_DIR / "germany.geojson").read_text("utf-8"))["features"]
    names = {shape["properties"]["ags"]: shape["properties"]["name"] for shape in shapes}
    models = [row["ags"] for row in own["districts"]]
    new = [ags for ags in sorted(names) if ags not in models]
    model = {ags: models[n % len(models)] for n, ags in enumerate(new)}
    centres = [row for row in own["institutions"] if row["legal_scope"] == "SGB II"]
    codes = [row["code"] for row in centres]
    codes += [f"J{n:03}" for n in range(len(own["institutions"]) + 1, INSTITUTIONS + 1)]
    like = {code: centres[n % len(centres)] for n, code in enumerate(codes)}
    home = {row["ags"]: row["institution"] for row in own["districts"]}
    home |= {ags: codes[n % len(codes)] for n, ags in enumerate(new)}
    for make in (_places_and_parties, _figures_of_districts, _figures_of_parties):
        make(folder, own, names, model, home, like)
    _goals_and_forecasts(folder, own)
    return folder


_BLOWN_UP = (
    *(
        "regions",
        "institutions",
        "districts",
        "institution_districts",
        "quotas",
        "quota_totals",
        "indicators",
    ),
    *("employment_changes", "zukunftsatlas", "shortage_occupations", "regional_features"),
    *("training_goals", "goal_links", "forecasts"),
)


def _places_and_parties(folder, own, names, model, home, like):
    """Regions, districts, institutions and where they work."""
    old = {row["region_id"] for row in own["regions"]}
    states = [row for row in _rows(DATA_DIR / "german_regions.csv") if row["kind"] == "state"]
    regions = [*own["regions"]]
    regions += [
        {"region_id": r["region_id"], "name": r["name"], "kind": "state"}
        for r in states
        if r["region_id"] not in old
    ]
    regions += [{"region_id": ags, "name": names[ags], "kind": "district"} for ags in model]
    added = [code for code in like if code not in {row["code"] for row in own["institutions"]}]
    regions += [
        {"region_id": f"JC-{code}", "name": f"Jobcenter {code}", "kind": "job_centre"} for code in added
    ]
    _written(folder, "regions", regions)
    first = len(own["institutions"]) + 1
    _written(
        folder,
        "institutions",
        own["institutions"]
        + [
            {"code": code, "position": n, "name": f"Jobcenter {code}", "short_name": f"JC {code}"}
            | {"legal_scope": "SGB II", "region_id": f"JC-{code}"}
            for n, code in enumerate(added, start=first)
        ],
    )
    known = {row["ags"]: row for row in own["districts"]}
    _written(
        folder,
        "districts",
        [
            known.get(ags, {"ags": ags, "name": names[ags], "short_name": names[ags]})
            | {"institution": home[ags], "position": n}
            for n, ags in enumerate(_ordered(home, known), start=1)
        ],
    )
    agency = next(row["code"] for row in own["institutions"] if row["code"] not in like)
    _written(
        folder,
        "institution_districts",
        [{"institution": agency, "district_ags": ags} for ags in sorted(home)]
        + [{"institution": home[ags], "district_ags": ags} for ags in sorted(home)],
    )


def _ordered(districts, known):
    """Districts by key, those of the Land of the known ones first."""
    states = {ags[:2] for ags in known}
    return sorted(districts, key=lambda ags: (ags[:2] not in states, ags))


def _figures_of_districts(folder, own, names, model, home, like):
    """Indicators, changes of employment, ranks, shortages and features of the districts."""
    people = {
        row["region_id"]: int(row["value"])
        for row in _rows(DATA_DIR / "district_figures.csv")
        if row["indicator_id"] == "working_age_population"
    }

    def of(table, column):
        rows = {}
        for row in own[table]:
            rows.setdefault(row[column], []).append(row)
        return rows

    def shifted(number, text):
        return f"{float(text) + (number * 7 % 49 - 24) / 10:.1f}"

    indicators, changes, atlas, shortages, features = (
        [*own[table]]
        for table in (
            *("indicators", "employment_changes", "zukunftsatlas"),
            *("shortage_occupations", "regional_features"),
        )
    )
    by_region, by_district = of("indicators", "region_id"), of("employment_changes", "district_ags")
    scarce, said = of("shortage_occupations", "district_ags"), of("regional_features", "region_id")
    for n, (ags, like_ags) in enumerate(model.items()):
        for row in by_region[like_ags]:
            value = row["value"]
            if row["indicator_id"] in COUNTS:
                value = round(float(value) * people[ags] / people[like_ags])
            elif "rank" not in row["indicator_id"]:
                value = shifted(n, value)
            indicators.append(row | {"region_id": ags, "value": value})
        changes += (
            row | {"district_ags": ags, "change_pct": shifted(n + i, row["change_pct"])}
            for i, row in enumerate(by_district[like_ags])
        )
        shortages += (
            row | {"district_ags": ags} for i, row in enumerate(scarce[like_ags]) if (i + n) % 3 == 0
        )
        features += (
            row | {"region_id": ags, "zone_id": "", "position": i}
            for i, row in enumerate(said[like_ags][:3], start=1)
        )
    taken = {column: {row[column] for row in own["zukunftsatlas"]} for column in RANKS}
    free = {
        column: [str(r) for n in range(400) if str(r := n * factor % 400 + 1) not in taken[column]]
        for column, factor in RANKS.items()
    }
    first = own["zukunftsatlas"][0]
    for n, ags in enumerate(model):
        ranks = {column: free[column][n] for column in RANKS}
        atlas.append(first | {"district_ags": ags, "class": (int(ranks["rank"]) - 1) // 50 + 1} | ranks)
    _written(folder, "indicators", indicators)
    _written(folder, "employment_changes", changes)
    _written(folder, "zukunftsatlas", atlas)
    _written(folder, "shortage_occupations", shortages)
    _written(folder, "regional_features", features)


def _figures_of_parties(folder, own, names, model, home, like):
    """Quotas and the shares of the job centres."""
    quotas, shares = [*own["quotas"]], []
    of_code = {row["institution"]: row for row in own["quotas"]}
    known = set(of_code)
    for n, (code, centre) in enumerate(like.items()):
        if code in known:
            continue
        row = of_code[centre["code"]]
        part = 20 + n * 13 % 180  # percent
        quota = {"places": int(row["places"]) * part // 100}
        quota |= {"degree_oriented": int(row["degree_oriented"]) * part // 100}
        quotas.append(row | {"institution": code} | quota)
        shares += (
            share | {"region_id": f"JC-{code}", "value": f"{float(share['value']) * part / 100:.4f}"}
            for share in own["indicators"]
            if share["region_id"] == centre["region_id"]
        )
    _written(folder, "quotas", quotas)
    rewrite(
        folder / "quota_totals.csv",
        lambda total: (
            total
            | {
                column: str(sum(int(row[column]) for row in quotas if row["kind"] == total["kind"]))
                for column in ("places", "degree_oriented")
            }
        ),
    )
    _written(folder, "indicators", _rows(folder / "indicators.csv") + shares)


def _goals_and_forecasts(folder, own):
    """Each goal of the plan four times, with its links; the forecasts of Länder for each of them."""
    size = {}
    for row in own["training_goals"]:
        size[row["group_id"]] = size.get(row["group_id"], 0) + 1
    goals, links = [*own["training_goals"]], [*own["goal_links"]]
    for turn in (2, 3, 4):
        goals += (
            row
            | {"goal_id": f"{row['goal_id']}_{turn}", "title": f"{row['title']} (Teil {turn})"}
            | {"position": int(row["position"]) + (turn - 1) * size[row["group_id"]]}
            for row in own["training_goals"]
        )
        links += (row | {"goal_id": f"{row['goal_id']}_{turn}"} for row in own["goal_links"])
    _written(folder, "training_goals", goals)
    _written(folder, "goal_links", links)
    states = [row["region_id"] for row in _rows(DATA_DIR / "german_regions.csv") if row["kind"] == "state"]
    forecasts = [*own["forecasts"]]
    said = [row for row in forecasts if row["region_id"] in states]
    for measure in dict.fromkeys(row["measure"] for row in said):
        rows = [row for row in said if row["measure"] == measure]
        there = {row["region_id"] for row in rows}
        forecasts += (
            rows[0] | {"forecast_id": f"{rows[0]['forecast_id']}_{state}", "region_id": state}
            for state in states
            if state not in there
        )
    _written(folder, "forecasts", forecasts)
