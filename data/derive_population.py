"""Derive the tables of population and municipalities that all plans share from two files of the official statistics.

    python data/derive_population.py FOLDER

``FOLDER`` holds the two files of :data:`FILES`, which are not part of this repository; another version of them is
refused. Writes ``german_regions.csv``, ``population_by_age.csv``, ``district_figures.csv`` and
``municipality_facts.csv`` beside this script, and their SHA-256 into ``datapackage.json``, where the start of the
program compares them. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "datapackage.json"
POPULATION, MUNICIPALITIES = "population_by_age_2024-12-31.csv", "municipalities_gv100ad.csv"
FILES = {
    POPULATION: "45d2f41c13e9dab98ded2b161ced5a1282b32139944d4d68f110c4239bc21235",
    MUNICIPALITIES: "0fab514de0dfb3a6a08f719644c5cab34ab8850e3971af48766d7b44fa101fe8",
}
# Ids and places in ``shared_sources.csv``
PEOPLE_SOURCE, PEOPLE_PLACE, AS_OF = "bev2024", "12411-03-03-4", "2024-12-31"
TOWNS_SOURCE, TOWNS_PLACE, TOWNS_AS_OF = "gv100ad2023", "GV100AD", "2022-12-31"
COUNTRY = "00"
# Both are a Land and a district: the table of the population has them as a Land, with two digits.
CITY_STATES = {"02": "02000", "11": "11000"}
# As the table prints the groups, with their first and last year of age.
AGES = {
    "unter 3 Jahre": (0, 2),
    "3 bis unter 6 Jahre": (3, 5),
    "6 bis unter 10 Jahre": (6, 9),
    "10 bis unter 15 Jahre": (10, 14),
    "15 bis unter 18 Jahre": (15, 17),
    "18 bis unter 20 Jahre": (18, 19),
    **{f"{first} bis unter {first + 5} Jahre": (first, first + 4) for first in range(20, 90, 5)},
    "90 Jahre und mehr": (90, ""),
}
PEOPLE = {
    "german_male": ("men", "german"),
    "german_female": ("women", "german"),
    "foreign_male": ("men", "foreign"),
    "foreign_female": ("women", "foreign"),
}
FOREIGN = "foreign_population"
COUNTED = {"working_age_population": (15, 64), "population_25_54": (25, 54)}  # whole groups of the table
Row = Mapping[str, str]


def number(cell: str) -> int:
    """A count of people; the table prints "-" for nobody."""
    return 0 if cell == "-" else int(cell)


def read(folder: Path, name: str) -> list[Row]:
    """The rows of one of the files. Raises ValueError for another version of it."""
    content = (folder / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        raise ValueError(f"{name} is not the version that this script was written for")
    return list(csv.DictReader(content.decode("utf-8").splitlines()))


def regions(rows: Iterable[Row]) -> dict[str, tuple[str, str, str, str]]:
    """Id, name as printed, kind and the district's own short name, by the key that the table prints."""
    printed = {row["region"]: row["name"] for row in rows if row["age_group"] == "Total"}
    districts = {key: name for key, name in printed.items() if len(key) == 5}
    towns = Counter(name.split(",")[0] for name in districts.values())
    found = {"DG": (COUNTRY, printed["DG"], "country", printed["DG"])}
    for key, name in printed.items():
        first = name.split(",")[0].split(" (einschl.")[0]
        if len(key) == 2 and key != "DG":
            found[key] = (key, name, "state", first)
        elif len(key) == 5:
            rural = name.endswith(("Landkreis", ", Kreis")) and towns[first] > 1
            found[key] = (key, name, "district", f"Landkreis {first}" if rural else first)
    return found


def population(rows: Iterable[Row], known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[object, ...]]:
    """One row per region, age group, sex and nationality."""
    for row in rows:
        if row["region"] not in known or row["age_group"] == "Total":
            continue
        ids = [known[row["region"]][0]]
        ids += [CITY_STATES[ids[0]]] if ids[0] in CITY_STATES else []
        for region in ids:
            for column, (sex, nationality) in PEOPLE.items():
                ages, persons = AGES[row["age_group"]], number(row[column])
                yield (region, *ages, sex, nationality, persons, PEOPLE_SOURCE, PEOPLE_PLACE)


def district_figures(people: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """The counts that join the allocation formulas, per district, in the columns of the table ``indicators``."""
    counted: dict[tuple[str, str], int] = {}
    for region, first, last, _, nationality, persons, *_ in people:
        if len(str(region)) != 5:
            continue
        of = [name for name, (low, high) in COUNTED.items() if int(first) >= low and (last or 999) <= high]  # type: ignore[call-overload,operator]
        of += [FOREIGN] if nationality == "foreign" else []
        for name in of:
            counted[str(region), name] = counted.get((str(region), name), 0) + int(persons)  # type: ignore[call-overload]
    for (region, name), persons in sorted(counted.items()):
        kind = "official" if name == FOREIGN else "derived"  # the table prints that sum itself
        yield (region, name, "", AS_OF, "day", persons, "", "exact", kind, PEOPLE_SOURCE, PEOPLE_PLACE)


def towns(rows: Iterable[Row], districts: set[str]) -> Iterator[tuple[object, ...]]:
    """One row per municipality, with its area in square kilometres; those outside any district are left out."""
    for row in rows:
        if (district := row["ags"][:5]) in districts:
            area = (Decimal(row["area_ha"]) / 100).normalize()
            counts = (row["population"], TOWNS_AS_OF, row["male"])
            place = (row["agency_office"], TOWNS_SOURCE, TOWNS_PLACE)
            yield (row["ags"], row["name"], district, f"{area:f}", *counts, *place)


def write(name: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table with the columns of its schema, and its hash into the description."""
    package = json.loads(PACKAGE.read_text("utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == name)
    path = HERE / resource["path"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(f["name"] for f in resource["schema"]["fields"])
        writer.writerows(rows)
    resource["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    PACKAGE.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


def main(folder: Path) -> None:
    """Write all tables."""
    rows = read(folder, POPULATION)
    known = regions(rows)
    all_regions = list(known.values())
    all_regions += [(own, known[key][1], "district", known[key][3]) for key, own in CITY_STATES.items()]
    order = {"country": 0, "state": 1, "district": 2}
    all_regions.sort(key=lambda region: (order[region[2]], region[0]))
    people = list(population(rows, known))
    write("german_regions", ((*region, PEOPLE_SOURCE, PEOPLE_PLACE) for region in all_regions))
    write("population_by_age", people)
    write("district_figures", district_figures(people))
    districts = {region[0] for region in all_regions if region[2] == "district"}
    write("municipality_facts", towns(read(folder, MUNICIPALITIES), districts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
