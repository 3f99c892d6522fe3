"""Boundaries of districts and municipalities, read from ``geo/`` for the districts of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyogrio.errors import DataSourceError
from shapely import MultiLineString, box

from kompass.language import N_
from kompass.read_file import FileError, read_file

GEO_DIR = Path(__file__).parents[1] / "geo"
ATTRIBUTION = "© GeoBasis-DE / BKG 2017 (Daten verändert)"
METRIC = "EPSG:25832"
FRAME_WIDTH = 25  # units between the districts and the frame of the Agentur für Arbeit
UNIT = 100  # metres per unit of a drawing of districts that measure at most LARGEST together
LARGEST = 150_000  # metres; larger areas have larger units, so that letters and discs keep their size
COARSE = 3000  # metres, of the small map of Germany
AROUND = 0.4  # of the size of an area, drawn around it where the neighbours are those of all Germany

# The files by name, with the columns that are read of each.
LAYERS: Mapping[str, Sequence[str]] = {
    "districts": ("ags",),
    "municipalities": ("ags", "district"),
    "neighbours": ("kind",),
    "germany": ("ags",),
    "planning_regions": (),
}
BROKEN = N_(
    "{file} ist beschädigt: Die Grenzen darin sind nicht lesbar. Bitte die Datei des Programms wiederherstellen."
)

Keys = tuple[str, ...]  # AGS of districts, sorted


@dataclass(frozen=True)
class Boundaries:
    """Boundaries in WGS84, by ``ags``: some districts, their municipalities where at hand, what lies around; the frame
    around the districts, one row; ``unit`` is what a drawing takes as its unit, in metres."""

    districts: gpd.GeoDataFrame
    municipalities: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame
    frame: gpd.GeoSeries
    unit: float


@lru_cache
def _layer(name: str) -> gpd.GeoDataFrame:
    path = GEO_DIR / f"{name}.geojson"
    shown = f"{GEO_DIR.name}/{path.name}"
    content = read_file(path, shown=shown)
    try:
        layer = gpd.read_file(BytesIO(content))
        complete = set(LAYERS[name]) <= set(layer.columns) and len(layer) > 0
    except (DataSourceError, ValueError) as error:
        raise FileError(BROKEN, file=shown) from error
    if not complete or not layer.geometry.is_valid.all():
        raise FileError(BROKEN, file=shown)
    return layer


def check_layers() -> None:
    """Read all files of boundaries. Raises :class:`~kompass.read_file.FileError` for the first that cannot be used."""
    for name in LAYERS:
        _layer(name)


def known_districts() -> frozenset[str]:
    """AGS of all districts whose boundaries are in ``geo/``: those of Germany."""
    return frozenset(_layer("germany")["ags"])


def keys_of(areas: Iterable[str]) -> Keys:
    """The districts of areas, given by AGS of districts or municipalities."""
    return tuple(sorted({ags[:5] for ags in areas}))


@lru_cache(maxsize=32)
def boundaries(keys: Keys) -> Boundaries:
    """The boundaries of these districts from ``geo/``; cached. Districts drawn there in detail, with their
    municipalities, are taken from there; any other from the small map of Germany.

    Raises KeyError for a district that is not in ``geo/``.
    """
    detailed = _layer("districts")
    if set(keys) <= set(detailed["ags"]):
        chosen = detailed["ags"].isin(keys)
        towns = _layer("municipalities")
        own, towns = detailed[chosen], towns[towns["district"].isin(keys)]
        around = pd.concat([_layer("neighbours"), detailed[~chosen].assign(kind="neighbour")])
    else:
        germany = _layer("germany")
        missing = set(keys) - set(germany["ags"])
        if missing:
            raise KeyError(", ".join(sorted(missing)))
        chosen = germany["ags"].isin(keys)
        own, towns = germany[chosen], _layer("municipalities")[:0]
        around = _near(germany[~chosen], own).assign(kind="neighbour")
    metric = own.to_crs(METRIC)
    west, south, east, north = metric.total_bounds
    unit = UNIT * max(1.0, max(east - west, north - south) / LARGEST)
    frame = metric.union_all().buffer(FRAME_WIDTH * unit).simplify(3 * unit)
    # Only the outlines count: exclaves behind the Vennbahn lie within.
    outline = MultiLineString([part.exterior for part in shapely.get_parts(frame)])
    line = gpd.GeoSeries([outline], crs=METRIC).to_crs("EPSG:4326")
    return Boundaries(own, towns, around, line, unit)


@lru_cache(maxsize=256)
def touching(ags: str) -> Keys:
    """The districts of Germany that touch one of them; none for one that is not in ``geo/``."""
    germany = _layer("germany")
    own = germany[germany["ags"] == ags]
    if own.empty:
        return ()
    found = germany.iloc[germany.sindex.query(own.geometry.iloc[0], predicate="intersects")]["ags"]
    return tuple(sorted(set(found) - {ags}))


@lru_cache(maxsize=1)
def small_germany() -> gpd.GeoSeries:
    """All districts of Germany by AGS for a small map, in kilometres east and north (ETRS89 / UTM 32N), simplified to
    some three kilometres; shared borders stay shared."""
    germany = _layer("germany").set_index("ags").to_crs(METRIC)
    kilometres = germany.geometry.simplify_coverage(COARSE).affine_transform([0.001, 0, 0, 0.001, 0, 0])
    return kilometres.set_crs(None, allow_override=True)


def _near(others: gpd.GeoDataFrame, own: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The parts of other districts that lie around an area."""
    west, south, east, north = own.total_bounds
    across, up = AROUND * (east - west), AROUND * (north - south)
    return others.clip(box(west - across, south - up, east + across, north + up), keep_geom_type=True)
