"""Each page in each state that it can be opened in: it shows itself and never breaks."""

import re
from html import unescape
from itertools import pairwise

import pytest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.region.measures import measures
from kompass.figures.region.municipalities import TOWN_MEASURES, town_name
from kompass.pages import FOOT_PAGES, PAGES
from tests.colours import DARK, LIGHT
from tests.wording import WRONG_NUMBER

FACTS = load()
SCRIPTS = [page.script for page in (*PAGES, *FOOT_PAGES)]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "../../etc/passwd",
    "{0.__class__}",
    "%00",
    "\x00",
    "💥",
    "",
    "A" * 5000,
]
PARAMETERS = {
    "map.py": ["groesse", "ebene", "gebiet", "kreise"],
    "profile.py": ["von"],
    "quotas.py": ["institutionen"],
    "ruhr.py": ["anhang"],
    "state_measures.py": ["massnahme", "cluster", "laufzeit", "stand", "ressort", "tag", "suche"],
    "simulator.py": ["s", "ausgleich", "gesperrt"],
}


@pytest.fixture(scope="module", params=SCRIPTS)
def view(request, visit):
    """Each page as it opens; opened once for all tests that only read."""
    return visit(request.param)


def assert_shows_itself(view):
    assert view.faults == []
    assert view.notice == ""
    assert len(view.headline) > 10
    assert "bk-overline" in view.markup
    assert "GeoBasis-DE / BKG" in view.words  # the footer stands below every page
    assert FACTS.version in view.words


def test_a_page_shows_itself(view):
    assert_shows_itself(view)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_shows_itself_in_the_dark(visit, script):
    assert_shows_itself(visit(script, "dark"))


@pytest.mark.parametrize(("theme", "style"), [("light", LIGHT), ("dark", DARK)])
def test_a_page_is_painted_in_the_theme_of_the_browser(visit, theme, style):
    view = visit("quotas.py", theme)
    assert view.trace("kontingente-2026-plaetze", 1)["marker"]["color"] == list(style.institutions.values())


def test_every_page_is_headed_by_its_name(visit):
    for page in (*PAGES, *FOOT_PAGES):
        assert f'class="bk-overline">{page.title}<' in visit(page.script).markup


def test_no_number_stands_before_a_wrong_noun(view):
    assert WRONG_NUMBER.findall(view.words) == []


@pytest.mark.parametrize(
    ("script", "query"),
    [
        ("simulator.py", {"s": "2026~AA-HS.1.0"}),
        ("simulator.py", {"s": "2026~AA-HS.1.0~EXT-DN.1.1", "lang": "en"}),
        ("outlook.py", {"liste": "Mittelstand"}),
        ("sources.py", {"suche": "Staplerschein"}),
        ("sources.py", {"suche": "Staplerschein", "lang": "en"}),
        ("support.py", {"engpass": "821"}),
        ("shortages.py", {"suche": "821"}),
        ("state_measures.py", {"massnahme": "IV.1", "lang": "en"}),
        ("state_measures.py", {"suche": "KAUSA"}),
    ],
)
def test_no_number_stands_before_a_wrong_noun_where_little_is_chosen(visit, script, query):
    assert WRONG_NUMBER.findall(visit(script, **query).words) == []


def test_every_figure_says_its_kind_and_its_source(view):
    findings = [
        unescape(re.sub(r"<span.*", "", found)).strip()
        for found in re.findall(r"<h[123][^>]*>(.*?)</h", view.markup)
    ]
    findings += [fold.label for fold in view.app.expander]  # what is folded has its finding on the fold
    for chart in view.app.get("plotly_chart"):
        assert any(finding and chart.proto.alt.startswith(finding) for finding in findings), chart.proto.alt
        assert '"showSendToCloud": false' in chart.proto.config
    kinds = re.findall(r'bk-badge-(\w+)"', view.markup)
    assert set(kinds) <= set(Kind)
    if view.app.get("plotly_chart"):
        assert kinds
        assert "Quelle:" in view.words


def test_headings_step_down_one_at_a_time(view):
    levels = [int(n) for n in re.findall(r"<h([1-6])[ >]", view.markup)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_control_has_a_name(view):
    for kind in ("selectbox", "slider", "number_input", "button", "button_group", "text_input", "expander"):
        for widget in view.app.get(kind):
            assert widget.label.strip()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("script", PARAMETERS)
def test_no_address_breaks_a_page(visit, script, text):
    view = visit(script, **dict.fromkeys(PARAMETERS[script], text))
    assert view.faults == []
    assert view.headline
    assert "<script>alert" not in view.markup
    assert "<img" not in view.markup


@pytest.mark.parametrize("script", PARAMETERS)
def test_a_repeated_parameter_breaks_no_page(visit, script):
    view = visit(script, **{key: ["AC", "2026~AA-HS.100.25", "05358"] for key in PARAMETERS[script]})
    assert view.faults == []


LEVELS = {
    "kreise": ("groesse", {name: f"karte-{name}" for name in measures(FACTS)}, 3),
    "gemeinden": ("gemeindegroesse", {name: town_name(name) for name in TOWN_MEASURES}, 5),
}


@pytest.mark.parametrize("level", LEVELS)
def test_the_map_shows_every_measure(visit, level):
    view = visit("map.py", ebene=level)
    control, exhibits, most = LEVELS[level]
    for measure_id, exhibit in exhibits.items():
        view.set("selectbox", control, measure_id)
        assert view.faults == []
        swatches = re.findall(r'bk-swatch" style="background:(#\w+)', view.markup)
        assert set(swatches) <= set(LIGHT.ramp)  # counts are discs, rates and ranks have shades
        assert len(swatches) == len(set(swatches)) <= most  # no class without members
        assert f"csv-{exhibit}" in [button.key for button in view.app.download_button]


def test_a_measure_can_be_chosen_and_stands_in_the_address(visit):
    view = visit("map.py")
    assert view.address == {}
    assert "40,6" in view.headline  # places of the job centre per 1,000 unemployed: Heinsberg
    assert "23,8" in view.headline  # and Aachen
    view.set("selectbox", "groesse", "population")
    assert view.address == {"groesse": "population"}
    assert "582.410" in view.headline


def test_a_municipality_can_be_chosen(visit):
    view = visit("map.py")
    view.set("selectbox", "gebiet", "05358044")
    assert view.faults == []
    assert view.address == {"gebiet": "05358044"}
    assert "Niedeggen" in view.words  # as the plan writes it
    assert "Kreis Düren im Ganzen" in view.words
    assert "11.324" in view.words  # the district's unemployed


@pytest.mark.parametrize("ags", [row.ags for row in FACTS["municipalities"].itertuples()][::7])
def test_a_municipality_can_be_linked_to(visit, ags):
    view = visit("map.py", gebiet=ags, ebene="gemeinden")
    assert view.faults == []
    assert FACTS.record("municipalities", ags=ags)["name"] in view.words


@pytest.mark.parametrize("district", ["05334", "05358", "05370"])
def test_a_district_has_its_sheet(visit, district):
    view = visit("map.py", gebiet=district)
    row = FACTS.record("districts", ags=district)
    sheet = next(b.value for b in view.app.html if "bk-sheet" in b.value)
    assert row["name"] in sheet
    assert f"({row['institution']})" in sheet


def test_the_quotas_are_the_plans(visit):
    view = visit("quotas.py")
    assert view.trace("kontingente-2026-plaetze")["x"] == [2269, 586, 300, 353]
    (places, *_) = view.rows("Kürzel")
    assert [row[3] for row in places] == ["2.269", "586", "300", "353", "3.508"]
    assert [row[4] for row in places] == ["573", "172", "80", "129", "954"]
    assert [row[6] for row in places] == ["64,7", "16,7", "8,6", "10,1", "100,0"]
    assert [row[7] for row in places] == ["25,3", "29,4", "26,7", "36,5", "27,2"]
    assert "700" in view.words
    assert "250" in view.words


def test_the_quotas_of_some_institutions(visit):
    view = visit("quotas.py", institutionen=["HS", "DN"])
    assert view.trace("kontingente-2026-plaetze")["x"] == [300, 353]
    assert view.rows("Kürzel")[0][-1][3] == "3.508"
    view.set("button_group", "institutionen", [])
    assert view.trace("kontingente-2026-plaetze")["x"] == [2269, 586, 300, 353]
    assert view.address == {}
