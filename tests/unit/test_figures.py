"""Tables and figures: values typed from the plan and the press releases, and what every block owes its reader."""

import csv
import io
import re
from functools import cache
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from kompass.facts import load
from kompass.figures.charts.district_drawing import drawing_svg
from kompass.figures.charts.maps import Frame
from kompass.figures.csv_file import exhibit_csv
from kompass.figures.exhibit import KIND_LABELS, Citation, Kind, kind_of, source_line, source_parts
from kompass.figures.quotas.places import (
    employee_exhibit,
    flow_exhibit,
    places_exhibit,
    quota_table,
    rate_exhibit,
)
from kompass.figures.region.districts import comparison_exhibit, findings, map_headline, measure_exhibit
from kompass.figures.region.measures import measures, region_table
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.keys import distance_exhibit
from kompass.figures.simulator.scenario import (
    headline,
    outcome_exhibit,
    outcome_picture,
    outcome_table,
    transfer_line,
)
from kompass.figures.simulator.scenario_map import density_table, fixed_classes, map_areas, scenario_map
from kompass.language import MINUS, NBSP, language, round_half_up
from kompass.places.keys import comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from kompass.server import static
from tests.colours import DARK, LIGHT
from tests.unit.asking import ask
from ui.blocks import table_html
from ui.session import Session

FACTS = load()
PLAN = plan_of(FACTS)
THE_PLAN = Scenario(PLAN)
KEYS = comparison_keys(FACTS)
DE = language("de")
AC, DN, HS = "05334", "05358", "05370"
SESSION = Session(FACTS, PLAN, KEYS, DE, LIGHT)
MOVED = "2026~AA-HS.100.25"
# Moves that stay on the usual axis: everything that a slider can reach for AC, DN and HS, and more.
SCENARIOS = ("2026", MOVED, "2026~DN-HS.300.80", "2026~HS-AA.353.129~AC-AA.586.172", "2026~EXT-DN.200.50")
THEMES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)


def scenario(text):
    return scenario_from_text(PLAN, text)


def drawn_map(text, base=BASES[0], split=None, style=LIGHT):
    limits = fixed_classes(FACTS, PLAN, base, split)
    return scenario_map(FACTS, scenario(text), THE_PLAN, "Plan 2026", base, split, limits, style, DE)


@cache
def exhibits(text=MOVED, theme="light"):
    """Every exhibit of the issue's pages, by name."""
    moved, style = scenario(text), {"light": LIGHT, "dark": DARK}[theme]
    table = region_table(FACTS, PLAN, DE)
    made = [
        places_exhibit(FACTS, PLAN, PLAN.codes, style, DE),
        rate_exhibit(FACTS, PLAN, PLAN.codes, style, DE),
        flow_exhibit(FACTS, PLAN, style, DE),
        employee_exhibit(FACTS, PLAN, style, DE),
        comparison_exhibit(FACTS, PLAN, DE),
        *(measure_exhibit(table, m, FACTS, DE) for m in measures(FACTS).values()),
        outcome_exhibit(FACTS, moved, THE_PLAN, "Plan 2026", DE),
        drawn_map(text, style=style)[0],
        distance_exhibit(moved, THE_PLAN, "Plan 2026", KEYS, DE),
    ]
    return {shown.name: shown for shown in made}


EXHIBITS = pytest.mark.parametrize("name", exhibits())
WITH_FIGURE = [name for name, shown in exhibits().items() if shown.figure is not None]


def column(table, name, **where):
    for key, value in where.items():
        table = table[table[key] == value]
    return list(table[name])


def rounded(values, decimals=1):
    return [round_half_up(v, decimals) for v in values]


# ---------------------------------------------------------------- the plan


def test_the_quota_table_is_the_plans():
    table = quota_table(FACTS, PLAN)
    assert column(table, "code") == ["AA", "AC", "DN", "HS", ""]
    assert column(table, "places") == [2269, 586, 300, 353, 3508]
    assert column(table, "degree") == [573, 172, 80, 129, 954]
    assert column(table, "other") == [1696, 414, 220, 224, 2554]
    assert column(table, "legal_scope") == ["SGB III", "SGB II", "SGB II", "SGB II", ""]


def test_shares_and_degree_rates_worked_by_hand():
    table = quota_table(FACTS, PLAN)
    assert rounded(table["share_pct"]) == [64.7, 16.7, 8.6, 10.1, 100.0]
    assert rounded(table["degree_rate_pct"]) == [25.3, 29.4, 26.7, 36.5, 27.2]


def test_the_places_are_drawn_on_one_scale_in_plan_order():
    figure = places_exhibit(FACTS, PLAN, PLAN.codes, LIGHT, DE).figure
    places, degree = figure.data
    assert list(places.y) == list(degree.y) == ["AA", "AC", "DN", "HS"]
    assert list(places.x) == [2269, 586, 300, 353]
    assert list(degree.x) == [573, 172, 80, 129]
    assert list(degree.marker.color) == list(LIGHT.institutions.values())
    assert figure.layout.xaxis.range == (0, 2269)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first on top


def test_the_values_stand_at_the_bars():
    figure = places_exhibit(FACTS, PLAN, PLAN.codes, LIGHT, DE).figure
    for text, places, degree in zip(
        figure.data[0].text, ("2.269", "586", "300", "353"), ("573", "172", "80", "129"), strict=True
    ):
        assert re.findall(r"[\d.]+", text) == [places, degree]


def test_the_degree_rates_are_dots_on_a_scale_that_holds_them_all():
    figure = rate_exhibit(FACTS, PLAN, PLAN.codes, LIGHT, DE).figure
    dots = figure.data[0]
    assert list(dots.y) == ["AA", "AC", "DN", "HS"]
    assert rounded(dots.x) == [25.3, 29.4, 26.7, 36.5]
    low, high = figure.layout.xaxis.range
    assert low < min(dots.x)
    assert max(dots.x) < high
    assert [round_half_up(s.x0, 1) for s in figure.layout.shapes if s.x0 == s.x1] == [27.2]


def test_the_flow_loses_no_place():
    link = flow_exhibit(FACTS, PLAN, LIGHT, DE).figure.data[0].link
    flows = list(zip(link.source, link.target, link.value, strict=True))
    into = {node: sum(v for _, target, v in flows if target == node) for node in range(7)}
    out = {node: sum(v for source, _, v in flows if source == node) for node in range(7)}
    assert out[0] == 3508
    assert [into[n] for n in range(1, 5)] == [out[n] for n in range(1, 5)] == [2269, 586, 300, 353]
    assert (into[5], into[6]) == (954, 2554)


def test_some_institutions_stand_beside_the_whole_plan():
    shown = rate_exhibit(FACTS, PLAN, ("DN", "HS"), LIGHT, DE)
    assert column(shown.table, "code") == ["DN", "HS", ""]
    assert column(shown.table, "places") == [300, 353, 3508]  # the last row stays the whole plan
    assert rounded(shown.figure.data[0].x) == [26.7, 36.5]
    assert rounded(column(shown.table, "share_pct")) == [8.6, 10.1, 100.0]  # of all places, not of the two


@pytest.mark.parametrize("make", [places_exhibit, rate_exhibit])
@pytest.mark.parametrize("code", ["AA", "AC", "DN", "HS"])
def test_one_institution_alone_can_be_shown(make, code):
    shown = make(FACTS, PLAN, (code,), LIGHT, DE)
    assert column(shown.table, "code") == [code, ""]
    assert list(shown.figure.data[0].y) == [code]


def test_the_block_for_the_employed_stands_apart():
    shown = employee_exhibit(FACTS, PLAN, LIGHT, DE)
    assert shown.table.to_dict("records") == [{"places": 700, "degree": 250, "other": 450}]
    assert [list(trace.x) for trace in shown.figure.data] == [[700], [250]]
    own = places_exhibit(FACTS, PLAN, PLAN.codes, LIGHT, DE).figure.layout.xaxis.range
    assert shown.figure.layout.xaxis.range == own  # the same scale as the chart of the institutions


# ---------------------------------------------------------------- the districts

# Typed from the plan (section 5 and 7.1), and the annual report 2025; the last one worked by hand.
MEASURES = {
    "population": (582_410, 279_285, 263_681),
    "area_km2": (707, 940, 628),
    "employees": (230_000, 91_000, 80_000),
    "employment_rate": (57.4, 60.0, 58.3),
    "unemployed": (24_645, 11_324, 8_705),
    "unemployed_change_pct": (5.4, 4.6, 4.7),
    "density": (824, 297, 420),
    "zukunftsatlas_rank": (118, 233, 241),
    "shortage_groups": (30, 16, 18),
    "places": (586, 300, 353),
    "places_per_1000": (23.8, 26.5, 40.6),
}


@pytest.mark.parametrize("measure_id", MEASURES)
def test_the_districts_compare_by(measure_id):
    table = region_table(FACTS, PLAN, DE)
    own = table[table["measure_id"] == measure_id]
    assert list(own["ags"]) == [AC, DN, HS]
    decimals = measures(FACTS)[measure_id].decimals
    assert rounded(own["value"], decimals) == list(MEASURES[measure_id])


def test_there_is_no_other_measure():
    table = region_table(FACTS, PLAN, DE)
    assert list(dict.fromkeys(table["measure_id"])) == list(measures(FACTS))
    assert set(measures(FACTS)) == set(MEASURES)


@pytest.mark.parametrize("measure_id", MEASURES)
def test_the_districts_compare_at_one_date(measure_id):
    """Düren has a later figure of its own unemployed; beside the others stands the common one."""
    table = region_table(FACTS, PLAN, DE)
    own = table[table["measure_id"] == measure_id]
    assert own["as_of"].nunique() == 1
    assert own["kind"].nunique() == 1
    if measure_id == "unemployed":
        assert set(own["as_of"]) == {"Jahresdurchschnitt 2025"}
        assert FACTS.fact(DN, "unemployed", as_of="2025-04").value == 11_384


def test_vague_figures_are_shown_as_their_source_prints_them():
    table = region_table(FACTS, PLAN, DE)
    shown = column(table, "text", measure_id="employees")
    assert shown == [f"gut{NBSP}230.000", f"knapp{NBSP}91.000", f"knapp{NBSP}80.000"]
    assert column(table, "text", measure_id="area_km2") == [f"ca.{NBSP}{n}" for n in (707, 940, 628)]


@pytest.mark.parametrize(
    ("measure_id", "low", "high"),
    [
        ("places_per_1000", "Städteregion Aachen", "Kreis Heinsberg"),
        ("employment_rate", "Städteregion Aachen", "Kreis Düren"),
    ],
)
def test_the_finding_of_a_map_names_both_ends(measure_id, low, high):
    text = map_headline(region_table(FACTS, PLAN, DE), measures(FACTS)[measure_id], FACTS, DE)
    assert text.index(high) < text.index(low)


def test_the_first_rank_is_the_best():
    text = map_headline(region_table(FACTS, PLAN, DE), measures(FACTS)["zukunftsatlas_rank"], FACTS, DE)
    assert re.findall(r"Städteregion Aachen|Kreis Heinsberg|am besten|am schlechtesten|\d+", text) == [
        "Städteregion Aachen",
        "am besten",
        "118",
        "Kreis Heinsberg",
        "am schlechtesten",
        "241",
    ]


def test_what_stands_out_is_computed():
    found = findings(FACTS, PLAN, DE)
    assert [f.figure for f in found] == [
        f"36,5{NBSP}%",  # degree rate of HS
        f"{MINUS}2,9",  # 57.4 against 60.3 in NRW
        f"+12,1{NBSP}%",  # 65 and older in Düren
    ]
    assert f"25,3{NBSP}%" in found[0].sentence  # degree rate of AA
    assert [kind_of(f.made, f.citations, FACTS) for f in found] == [
        Kind.DERIVED,
        Kind.DERIVED,
        Kind.OFFICIAL,
    ]


# ---------------------------------------------------------------- the scenario

MOVED_ROWS = {
    # worked by hand: 100 places, 25 of them degree-oriented, from AA to HS
    "places": [2169, 586, 300, 453, 3508],
    "change": [-100, 0, 0, 100, 0],
    "degree": [548, 172, 80, 154, 954],
    "before": [2269, 586, 300, 353, 3508],
    "degree_before": [573, 172, 80, 129, 954],
    "degree_change": [-25, 0, 0, 25, 0],
}


@pytest.mark.parametrize("name", MOVED_ROWS)
def test_the_outcome_table(name):
    table = outcome_table(FACTS, scenario(MOVED), THE_PLAN)
    assert column(table, "code") == ["AA", "AC", "DN", "HS", ""]
    assert column(table, name) == MOVED_ROWS[name]


def test_the_outcome_rates():
    table = outcome_table(FACTS, scenario(MOVED), THE_PLAN)
    assert rounded(table["share_pct"]) == [61.8, 16.7, 8.6, 12.9, 100.0]
    assert rounded(table["degree_rate_pct"]) == [25.3, 29.4, 26.7, 34.0, 27.2]
    assert rounded(table["change_pct"]) == [-4.4, 0.0, 0.0, 28.3, 0.0]


def test_the_outcome_of_nothing_moved_is_the_plan():
    table = outcome_table(FACTS, scenario("2026"), THE_PLAN)
    assert column(table, "places") == column(table, "before") == [2269, 586, 300, 353, 3508]
    assert set(table["change"]) == {0}


def test_who_has_no_places_has_no_rate():
    table = outcome_table(FACTS, scenario("2026~DN-HS.300.80"), THE_PLAN)
    row = table[table["code"] == "DN"].iloc[0]
    assert row["places"] == 0
    assert row.isna()["degree_rate_pct"]
    shown = outcome_exhibit(FACTS, scenario("2026~DN-HS.300.80"), THE_PLAN, "Plan 2026", DE)
    assert "nicht ausgewiesen" not in table_html(shown.table, shown.columns[:-1], "", SESSION)


def test_where_nobody_has_places_left_the_title_says_so():
    nobody = scenario("2026~AA-EXT.2269.573~AC-EXT.586.172~DN-EXT.300.80~HS-EXT.353.129")
    shown = outcome_exhibit(FACTS, nobody, THE_PLAN, "Plan 2026", DE)
    assert shown.title == "Es sind keine Plätze mehr zu verteilen"
    assert shown.table["share_pct"].isna().all()
    assert rounded(shown.table["change_pct"]) == [-100.0] * 5


def drawn(text):
    """The dumbbells of a scenario as markup."""
    shown = outcome_exhibit(FACTS, scenario(text), THE_PLAN, "Plan 2026", DE)
    return outcome_picture(shown.table, "Plan 2026", shown.alt, LIGHT, DE)


def marks(markup, kind):
    """Where rings or dots stand on the scale, in per cent."""
    return [float(x) for x in re.findall(rf'class="bk-{kind}" style="left:([\d.]+)%', markup)]


def test_changes_are_drawn_on_a_scale_of_changes():
    markup = drawn(MOVED)
    # From −200 to +200: −100 stands at a quarter, 0 in the middle, +100 at three quarters.
    assert marks(markup, "dot") == [25, 50, 50, 75]
    assert marks(markup, "ring") == [50, 50, 50, 50]
    assert f"2.269 → <b>2.169</b>  ({MINUS}100)" in re.sub("</?span[^>]*>", "", markup)
    assert '<span data-live="AA.places">2.169</span>' in markup
    axis = re.search(r'<div class="bk-axis">(.*?)</div>', markup)[1]
    assert re.findall(r">([^<]+)<", axis) == [f"{MINUS}200", f"{MINUS}100", "±0", "+100", "+200"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026", "+200"),
        ("2026~AA-HS.200.50", "+200"),
        ("2026~AA-HS.201.50", "+500"),
        ("2026~EXT-HS.5000.0", "+5.000"),
    ],
)
def test_the_scale_stays_until_a_change_leaves_it(text, end):
    axis = re.search(r'<div class="bk-axis">(.*?)</div>', drawn(text))[1]
    assert re.findall(r">([^<]+)<", axis)[-1] == end


@pytest.mark.parametrize(
    "text", [*SCENARIOS, "2026~HS-AA.353.129~AC-AA.586.172~DN-AA.300.80", "2026~EXT-HS.5000.0"]
)
def test_no_mark_leaves_the_scale(text):
    assert min(marks(drawn(text), "dot")) >= 0
    assert max(marks(drawn(text), "dot")) <= 100


def fills(markup):
    """The colour of each district by ags."""
    return {
        ags: color
        for color, ags in re.findall(r"background:(#\w+);mask-image:url\(zeichnung/[\d-]+/(\d+)", markup)
    }


def test_the_drawn_map_follows_and_keeps_its_places():
    (_, plan), (_, moved) = drawn_map("2026"), drawn_map("2026~AA-HS.247.62")
    assert fills(plan)[AC] == fills(moved)[AC]
    assert fills(plan)[HS] != fills(moved)[HS]
    place = r"<span style=\"(left:[^;]*;top:[^;]*)"
    assert re.findall(place, plan) == re.findall(place, moved)
    assert "40,6 → <b>68,9</b>" in moved  # 1000 · 600 / 8705


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.indicator_id)
def test_a_split_key_lays_all_places_over_the_districts(base):
    key = next(key for key in KEYS if key.key_id == "population")
    whole = density_table(FACTS, scenario(MOVED), THE_PLAN, base, key)
    assert sum(whole["places"]) == pytest.approx(3508)
    # The agency's 2,169 places by 582,410 : 279,285 : 263,681 inhabitants, and the job centre's own 586.
    assert whole["places"][0] == pytest.approx(586 + 2169 * 582410 / 1125376)
    assert drawn_map(MOVED, base, key)[0].kind(FACTS) == Kind.DERIVED


def test_the_drawing_refers_only_to_files_that_are_served():
    named = set(re.findall(r"zeichnung/([\w/.-]+)\)", drawn_map(MOVED)[1]))
    assert len(named) == 5  # three districts, their borders, the frame of the agency
    server = Starlette(routes=static.routes())
    for name in named:
        status, _, body = ask(server, f"/zeichnung/{name}")
        assert status == 200
        assert ElementTree.fromstring(body).attrib["viewBox"]
    for wrong in ("99999/borders.svg", f"{AC}/{DN}.svg", f"{AC}/roads.svg", "-/borders.svg"):
        assert ask(server, f"/zeichnung/{wrong}")[0] == 404


def test_the_picture_for_print_stands_alone():
    limits = fixed_classes(FACTS, PLAN, BASES[0], None)
    table = density_table(FACTS, scenario(MOVED), THE_PLAN, BASES[0])
    areas = map_areas(table, limits, LIGHT, DE)
    picture = ElementTree.fromstring(drawing_svg(areas, Frame("AA", ("AA",)), "Karte", LIGHT))
    words = "".join(picture.itertext())
    assert "52,0" in words
    assert "Heinsberg" in words


def test_places_per_thousand_unemployed():
    table = density_table(FACTS, scenario(MOVED), THE_PLAN, BASES[0])
    assert column(table, "ags") == [AC, DN, HS]
    assert column(table, "code") == ["AC", "DN", "HS"]
    assert column(table, "base") == [24_645, 11_324, 8_705]
    assert rounded(table["before"]) == [23.8, 26.5, 40.6]
    assert rounded(table["after"]) == [23.8, 26.5, 52.0]  # 1000 · 453 / 8705


@THEMES
def test_the_drawn_map_is_shaded_by_class_and_frames_the_agency(style):
    limits = fixed_classes(FACTS, PLAN, BASES[0], None)
    assert limits.limits == (18, 25, 35, 50)  # between and around 23.8, 26.5 and 40.6
    _, markup = drawn_map(MOVED, style=style)
    assert fills(markup) == {AC: style.ramp[1], DN: style.ramp[2], HS: style.ramp[4]}
    assert (
        f"background:{style.institutions['AA']};mask-image:url(zeichnung/{AC}-{DN}-{HS}/frame.svg)" in markup
    )
    for text in ("52,0", "40,6", "2.169", "GeoBasis-DE / BKG", "18 bis unter 25", "25 bis unter 35", "ab 50"):
        assert text in markup
    for empty in ("unter 18", "35 bis unter 50"):  # no district is in these classes
        assert empty not in markup


def test_the_headline_tells_who_gives_and_who_takes():
    assert re.findall(r"(AA|AC|DN|HS) ([+−]\d+)", headline(scenario(MOVED), THE_PLAN, "Plan 2026", DE)) == [
        ("AA", f"{MINUS}100"),
        ("HS", "+100"),
    ]
    assert "+" not in headline(scenario("2026"), THE_PLAN, "Plan 2026", DE)


def test_the_headline_of_places_that_only_changed_their_mix():
    mixed = headline(scenario("2026~AA-HS.100.0~HS-AA.100.50"), THE_PLAN, "Plan 2026", DE)
    assert mixed != headline(scenario("2026"), THE_PLAN, "Plan 2026", DE)
    assert not re.search(r"[+−]\d", mixed)


def test_a_transfer_reads_in_its_direction():
    lines = [transfer_line(e, DE) for e in scenario("2026~AA-HS.1100.25~EXT-DN.20.5~DN-EXT.5.1").ledger]
    assert [re.findall(r"AA|HS|DN|außen|[\d.]+", line) for line in lines] == [
        ["AA", "HS", "1.100", "25"],
        ["außen", "DN", "20", "5"],
        ["DN", "außen", "5", "1"],
    ]


# ---------------------------------------------------------------- what every block owes its reader


def font_sizes(node):
    """Every text size set anywhere in a figure."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key.lower().endswith("font") and isinstance(value, dict) and "size" in value:
                yield value["size"]
            yield from font_sizes(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from font_sizes(value)


@THEMES
@pytest.mark.parametrize("name", WITH_FIGURE)
def test_figure_text_is_large_enough(name, style):
    drawn = exhibits(theme=style.name)[name].figure
    sizes = list(font_sizes(drawn.to_plotly_json()))
    assert sizes
    assert min(sizes) >= 14
    assert drawn.layout.template.layout.font.size >= 16  # for text without a size of its own


@THEMES
@pytest.mark.parametrize("name", WITH_FIGURE)
def test_figures_are_painted_in_their_theme_and_have_a_height(name, style):
    drawn = exhibits(theme=style.name)[name].figure
    assert drawn.layout.template.layout.paper_bgcolor == style.background
    assert drawn.layout.height
    assert exhibits(theme=style.name)[name].alt


@pytest.mark.parametrize("name", WITH_FIGURE)
def test_figures_fetch_no_map_from_elsewhere(name):
    kinds = {trace.type for trace in exhibits()[name].figure.data}
    assert kinds <= {"bar", "scatter", "sankey"}


@EXHIBITS
def test_a_block_has_finding_kind_and_sources(name):
    shown = exhibits()[name]
    assert re.fullmatch(r"[a-z0-9._-]+", name.replace("_", "-"))
    assert shown.title
    assert not shown.title.endswith(".")
    assert shown.kind(FACTS) in KIND_LABELS
    assert shown.citations
    known = set(FACTS["sources"]["source_id"])
    assert {c.source_id for c in shown.citations} <= known
    assert all(c.locator for c in shown.citations)


@EXHIBITS
def test_the_source_line_names_each_source_once(name):
    shown = exhibits()[name]
    line = source_line(shown.citations, FACTS, DE)
    for source_id in {c.source_id for c in shown.citations}:
        title = FACTS.record("sources", source_id=source_id)["short_title"]
        assert line.count(title) == 1


def test_a_source_without_a_place_is_told_with_its_date_alone():
    cited = (Citation("plan2026", "", "31.12.2024"), Citation("ja2025", "Tabelle 1"), Citation("fko2024", ""))
    places = {source_id: place for source_id, _, place in source_parts(cited, FACTS, DE)}
    assert places == {"plan2026": "Stand 31.12.2024", "ja2025": "Tabelle 1", "fko2024": ""}


@EXHIBITS
def test_every_column_shown_is_in_the_table(name):
    shown = exhibits()[name]
    assert {c.name for c in shown.columns} <= set(shown.table.columns)
    headings = [c.heading for c in shown.columns]
    assert len(set(headings)) == len(headings)


@EXHIBITS
@pytest.mark.parametrize("text", ["2026", MOVED])
def test_the_file_to_take_along_holds_what_is_shown(name, text):
    shown = exhibits(text)[name]
    raw = exhibit_csv(shown, FACTS, DE, text, "https://kompass.example/simulator?s=2026")
    assert raw.startswith(b"\xef\xbb\xbf")  # a spreadsheet reads it as UTF-8
    head, *lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(shown.table)
    places = [
        next(
            n for n, h in enumerate(head) if h.startswith(c.heading.replace("\u00ad", "").replace(NBSP, " "))
        )
        for c in shown.columns
    ]
    for cells, row in zip(lines, shown.table.to_dict("records"), strict=True):
        assert len(cells) == len(head)
        for place, col in zip(places, shown.columns, strict=True):
            on_page = col.cell(row[col.name], DE)
            if col.decimals is not None:
                on_page = re.sub(r"[.+±]", "", on_page or "").replace(MINUS, "-")
                assert cells[place] == on_page
            elif not col.right:
                assert cells[place] == (on_page or "")
        told = dict(zip(head[-8:], cells[-8:], strict=True))
        assert told["Abbildung"] == shown.title
        assert told["Art der Zahlen"] == DE.text(KIND_LABELS[shown.kind(FACTS)])
        assert source_line(shown.citations, FACTS, DE) == f"Quelle: {told['Quellen']}"
        assert (told["Plan"], told["Szenario als Text"]) == ("2026", text)
        assert told["Datenstand"] == FACTS.version
        assert told["Adresse"] == "https://kompass.example/simulator?s=2026"


@EXHIBITS
def test_the_table_twin_is_a_table_with_headings(name):
    shown = exhibits()[name]
    markup = table_html(shown.table, shown.columns, shown.title, SESSION)
    assert markup.count('<th scope="col"') == len(shown.columns)
    assert markup.count('<th scope="row"') == len(shown.table)
    assert "<caption>" in markup


def test_what_is_not_reported_is_hatched_and_said():
    shown = comparison_exhibit(FACTS, PLAN, DE)
    table = shown.table.copy()
    table.loc[0, AC] = ""
    markup = table_html(table, shown.columns, "", SESSION)
    assert markup.count("nicht ausgewiesen") == 1 + table_html(shown.table, shown.columns, "", SESSION).count(
        "nicht ausgewiesen"
    )
    assert "bk-missing" in markup


def test_a_table_lets_no_markup_through():
    shown = comparison_exhibit(FACTS, PLAN, DE)
    table = shown.table.copy()
    table.loc[0, "measure"] = "<script>alert(1)</script>"
    assert "<script" not in table_html(table, shown.columns, '"><script>', SESSION)


def test_a_scenario_is_marked_as_one():
    before = {n: s.kind(FACTS) for n, s in exhibits("2026").items() if n.startswith("szenario")}
    after = {n: s.kind(FACTS) for n, s in exhibits(MOVED).items() if n.startswith("szenario")}
    assert len(after) == 3
    assert Kind.SCENARIO not in before.values()
    assert set(after.values()) == {Kind.SCENARIO}


def test_nothing_moved_is_no_scenario():
    assert Scenario(PLAN) == scenario("2026")
    assert (
        outcome_exhibit(FACTS, THE_PLAN, THE_PLAN, "Plan 2026", DE).kind(FACTS) == Kind.DERIVED
    )  # shares of the plan
