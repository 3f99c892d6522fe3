"""Maps of the districts: discs for counts, shades for rates, labels within their district."""

import math
import re
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kompass.boundaries import keys_of, known_districts
from kompass.facts import Facts, load
from kompass.figures.charts.district_drawing import HALF_NAME, LETTERS, LINE, drawing, drawing_svg
from kompass.figures.charts.folium_map import area_layer, base_map
from kompass.figures.charts.map_classes import Classes, classes
from kompass.figures.charts.map_legend import legend_items
from kompass.figures.charts.maps import SMALLEST_LABELLED, Area, Frame, counted_area
from kompass.figures.charts.style import contrast
from kompass.figures.exhibit import KIND_LABELS, Kind
from kompass.figures.region.measures import measures, region_table
from kompass.figures.region.municipalities import (
    TOWN_MEASURES,
    has_towns,
    town_areas,
    town_exhibit,
    town_table,
)
from kompass.figures.simulator.measure_map import map_reading, measure_areas, measure_classes, measure_ramp
from kompass.language import language
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.rendering.text import text_width
from tests.colours import DARK, LIGHT
from ui.parts.map import district_areas
from ui.session import Session

FACTS = load()
PLAN = plan_of(FACTS)
DE = language("de")
TABLE = region_table(FACTS, PLAN, DE)
MEASURES = measures(FACTS)
COUNTS = ["population", "area_km2", "employees", "unemployed", "shortage_groups", "places"]
RATES = ["employment_rate", "unemployed_change_pct", "density", "zukunftsatlas_rank", "places_per_1000"]
AC, DN, HS = "05334", "05358", "05370"
ALL = (AC, DN, HS)
AGENCY = Frame("Agentur für Arbeit", ("AA",))
THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)


def with_tables(facts, **tables):
    return Facts(facts.package, {name: facts[name] for name in facts} | tables)


def made(measure_id, style=LIGHT):
    return measure_areas(TABLE, MEASURES[measure_id], FACTS, PLAN, style)


def rows(measure_id):
    return TABLE[TABLE["measure_id"] == measure_id].set_index("ags")


def shape(ags):
    return max((shapely.Polygon(ring) for ring in drawing(ALL).districts[ags]), key=lambda part: part.area)


# ---------------------------------------------------------------- counts


def test_counts_are_discs_and_everything_else_is_shaded():
    assert {m for m in MEASURES if MEASURES[m].count} == set(COUNTS)
    assert {m for m in MEASURES if not MEASURES[m].count} == set(RATES)
    assert all(area.symbol for m in COUNTS for area in made(m).values())
    assert not any(area.symbol for m in RATES for area in made(m).values())


def test_the_area_of_a_disc_is_proportional_to_its_number():
    areas = {ags: math.pi * area.symbol.radius**2 for ags, area in made("unemployed").items()}
    assert areas[AC] / areas[HS] == pytest.approx(24_645 / 8_705)
    assert areas[AC] / areas[DN] == pytest.approx(24_645 / 11_324)


def test_the_drawn_discs_have_these_areas():
    picture = ElementTree.fromstring(drawing_svg(made("places"), AGENCY, "Karte", LIGHT))
    radii = [float(e.get("r")) for e in picture.iter("{http://www.w3.org/2000/svg}circle")]
    assert len(radii) == 3
    assert (radii[0] / radii[1]) ** 2 == pytest.approx(586 / 300, rel=0.01)
    assert (radii[0] / radii[2]) ** 2 == pytest.approx(586 / 353, rel=0.01)


@given(st.floats(0, 1e7), st.floats(0, 1e7))
def test_any_count_keeps_its_number(count, other):
    area = counted_area(AC, "Aachen", count, max(count, other), "123", LIGHT.of("AC"), LIGHT)
    assert "123" in area.spoken
    assert bool(area.symbol.number) == (area.symbol.share >= SMALLEST_LABELLED)
    assert 0 <= area.symbol.share <= 1


@THEMES
def test_the_number_reads_well_on_its_disc(style):
    for area in made("population", style).values():
        assert contrast(style.on(area.symbol.fill), area.symbol.fill) >= 7


# ---------------------------------------------------------------- rates


@given(st.lists(st.floats(-1e6, 1e7, allow_nan=False), min_size=1, max_size=40), st.integers(1, 5))
def test_every_class_has_a_member(values, most):
    found = classes(values, most)
    assert {found.index(value) for value in values} == set(range(len(found.limits) + 1))
    assert len(found.limits) + 1 == min(most, len(set(values)))


@given(st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=10))
def test_a_higher_value_is_never_in_a_lower_class(values):
    found = classes(values)
    shades = [found.shade(value) for value in sorted(values)]
    assert shades == sorted(shades)
    assert all(0 <= shade <= 4 for shade in shades)


def test_a_value_on_a_limit_belongs_to_the_class_it_begins():
    found = Classes((10.0, 20.0, 30.0, 40.0))
    assert [found.index(v) for v in (0, 9.9, 10, 20, 40, 49)] == [0, 0, 1, 2, 4, 4]


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([23.8, 26.5, 40.6], (25, 35)),
        ([4.6, 5.4, 5.1], (4.8, 5.2)),
        ([118, 233, 241], (200, 235)),
        ([7, 7], ()),
    ],
)
def test_limits_are_round(values, limits):
    assert classes(values).limits == limits


@pytest.mark.parametrize("measure_id", RATES)
def test_three_values_have_three_shades_and_no_legend_entry_is_empty(measure_id):
    values = list(rows(measure_id)["value"])
    shades = [area.fill for area in made(measure_id).values()]
    assert len(set(shades)) == len(set(values)) == 3
    found = measure_classes(FACTS, PLAN, measure_id, values)
    items = legend_items(found, values, measure_ramp(MEASURES[measure_id], LIGHT), DE)
    assert {color for color, _ in items} == set(shades)
    # Values as close as +4.6 and +5.4 per cent do not get the ends of the ramp.
    assert not {LIGHT.ramp[0], LIGHT.ramp[4]} & set(shades)


def test_the_best_rank_is_dark_like_the_highest_value():
    for measure_id, first in (("zukunftsatlas_rank", AC), ("places_per_1000", HS)):
        shades = {ags: LIGHT.ramp.index(area.fill) for ags, area in made(measure_id).items()}
        assert max(shades, key=shades.get) == first
    assert "weiter vorn" in map_reading(MEASURES["zukunftsatlas_rank"], DE)
    assert "desto mehr" in map_reading(MEASURES["places_per_1000"], DE)
    assert "Scheibe" in map_reading(MEASURES["places"], DE)


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize("measure_id", MEASURES)
def test_names_numbers_and_discs_stay_within_their_district(measure_id):
    for ags, area in made(measure_id).items():
        x, y = drawing(ALL).label(area)
        widths = [text_width(line, LETTERS, bold=number > 0) for number, line in enumerate(area.lines)]
        width = max(widths)
        height = LINE * len(area.lines)
        top = y - height if area.symbol else y - height / 2
        # Of a line only the letters count: from their top to their base.
        text = shapely.box(x - width / 2, top + 0.2 * LINE, x + width / 2, top + height - 0.2 * LINE)
        assert shape(ags).contains(text), (ags, area.lines)
        if area.symbol:
            x, y, radius = drawing(ALL).symbol(area)
            assert shape(ags).contains(shapely.Point(x, y).buffer(radius))
            written = [text_width(line, LETTERS, bold=True) for line in area.symbol.lines]
            # The letters are about 0.72 of their size high.
            corner = math.hypot(max(written) / 2, LINE * (len(written) - 1) / 2 + 0.36 * LETTERS)
            assert corner < radius + 2, (ags, area.symbol.lines)
            assert width <= 2.4 * HALF_NAME


def test_a_position_in_degrees_is_the_same_place():
    # The label of Aachen lies within its district in the drawing, so it does on the map.
    lat, lon = drawing(ALL).label_degrees(Area(AC, "#FFFFFF", "Aachen"))
    assert 50.4 < lat < 51
    assert 5.97 < lon < 6.42


# ---------------------------------------------------------------- the page


@THEMES
@pytest.mark.parametrize("measure_id", MEASURES)
def test_the_map_paints_and_names_every_district(measure_id, style):
    session = Session(FACTS, PLAN, comparison_keys(FACTS), DE, style)
    areas = district_areas(TABLE, MEASURES[measure_id], session)
    assert list(areas) == [AC, DN, HS]
    for ags, area in areas.items():
        text = rows(measure_id).at[ags, "text"]
        assert text in area.spoken
        assert text in area.tooltip
        assert any(label in area.tooltip for label in KIND_LABELS.values())


def test_a_municipality_has_its_own_number_and_never_that_of_its_district():
    towns = town_areas(FACTS, TOWN_MEASURES["town_population"], LIGHT, DE)
    assert len(towns) == 35
    assert {"Roetgen", "Simmerath", "Nideggen"} < {area.label for area in towns.values()}
    assert "252.136" in towns["05334002"].tooltip
    assert "93.207" in towns["05358008"].tooltip
    for area in towns.values():
        assert not re.search(r"582\.410|279\.285|263\.681", area.tooltip)
    # Areas of the discs as the people, Düren to Aachen
    assert towns["05358008"].symbol.share == pytest.approx(93_207 / 252_136)


def test_density_and_share_of_women_are_worked_out_from_the_register():
    table = town_table(FACTS).set_index("ags")
    assert table.at["05334002", "town_density"] == pytest.approx(252_136 / 160.85)
    assert table.at["05370040", "town_women"] == pytest.approx(100 * (28_074 - 13_748) / 28_074)
    assert table["office"].nunique() == 10
    for measure_id, measure in TOWN_MEASURES.items():
        shown = town_exhibit(FACTS, measure_id, DE)
        assert len(shown.table) == 35
        assert "31.12.2022" in shown.title
        assert shown.kind(FACTS) == (Kind.OFFICIAL if measure.count else Kind.DERIVED)
        assert any("Zensus 2011" in note for note in shown.notes)


def test_the_level_of_municipalities_is_offered_only_with_numbers_and_boundaries():
    assert has_towns(FACTS)
    assert not has_towns(with_tables(FACTS, municipalities=FACTS["municipalities"][:0]))
    other = FACTS["municipalities"].assign(ags="99999999")
    assert not has_towns(with_tables(FACTS, municipalities=other))


def test_the_offices_of_the_agency_are_outlined():
    table = town_table(FACTS)
    areas = town_areas(FACTS, TOWN_MEASURES["town_density"], LIGHT, DE)
    offices = dict(zip(table["ags"], table["office"], strict=True))
    chart = base_map(ALL, LIGHT, AGENCY)
    area_layer(areas, True, DN, LIGHT, offices).add_to(chart)
    assert '"dashArray": "7 5"' in chart.get_root().render()


@THEMES
@pytest.mark.parametrize("municipal", [False, True])
def test_the_folium_map_asks_for_nothing_from_elsewhere(style, municipal):
    session = Session(FACTS, PLAN, comparison_keys(FACTS), DE, style)
    towns = town_areas(FACTS, TOWN_MEASURES["town_population"], style, DE)
    areas = towns if municipal else district_areas(TABLE, MEASURES["places"], session)
    chart = base_map(ALL, style, AGENCY)
    area_layer(areas, municipal, DN, style).add_to(chart)
    page = chart.get_root().render()
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
    assert loaded
    assert [address for address in loaded if re.match(r"(https?:)?//", address)] == []
    assert "GeoBasis-DE / BKG" in page
    assert "tile" not in " ".join(loaded)


def test_every_district_of_germany_has_a_place_for_its_label():
    """In whole units of a drawing of all of them some outlines touch themselves."""
    every = keys_of(known_districts())
    shown = drawing(every)
    assert len(shown.labels) == 400
    assert all(0 <= x <= shown.width and 0 <= y <= shown.height for x, y in shown.labels.values())
