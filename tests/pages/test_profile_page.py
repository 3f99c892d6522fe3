"""The page of one institution or district: the plan's section 8, and the unemployed of the sources, typed here."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from kompass.facts import load
from kompass.images.page_head import page_head
from kompass.language import language
from kompass.search.index import index

FACTS = load()
# Plan 2026, section 8, page 18: places, qualification-oriented ones.
PLACES = {"AA": ("2.269", "573"), "AC": ("586", "172"), "DN": ("300", "80"), "HS": ("353", "129")}
# Jahresbilanz 2025: annual average by district; of them 1,000 × places ÷ unemployed.
DISTRICTS = {
    "05334": ("AC", "Städteregion Aachen", "24.645", "23,8"),
    "05358": ("DN", "Kreis Düren", "11.324", "26,5"),
    "05370": ("HS", "Kreis Heinsberg", "8.705", "40,6"),
}
# Arbeitsmarktreport December 2025, SGB III: 14,739; 1,000 × 2,269 ÷ 14,739.
NEEDS = {own[0]: own[2:] for own in DISTRICTS.values()} | {"AA": ("14.739", "153,9")}
MOVED = "2026~AA-HS.100.25"


def values(view):
    """The four key numbers."""
    return re.findall(r'class="bk-value">([^ <]+)', view.markup)


def queries(view, start):
    """The query of each link that begins with ``start``."""
    links = re.findall(rf'(?:href|data-src)="({start}[^"]*)"', view.markup)
    return [parse_qs(urlsplit(unescape(link)).query) for link in links]


@pytest.mark.parametrize("code", PLACES)
def test_an_institution_says_places_and_need(visit, code):
    view = visit("profile.py", von=code)
    places, degree = PLACES[code]
    assert view.faults == []
    assert view.notice == ""
    assert f"plant {places} Plätze, davon {degree} abschlussorientiert" in view.headline
    assert values(view) == [places, degree, *NEEDS[code]]
    assert f"SGB {'III' if code == 'AA' else 'II'}, aus der Institution erschlossen" in view.words
    assert view.address == ({} if code == "AA" else {"von": code})


@pytest.mark.parametrize("ags", DISTRICTS)
def test_a_district_says_its_unemployed_and_the_places_of_its_job_centre(visit, ags):
    view = visit("profile.py", von=ags)
    code, name, unemployed, rate = DISTRICTS[ags]
    places, degree = PLACES[code]
    assert view.faults == []
    assert (
        view.headline
        == f"{name}: {places} Plätze des Jobcenters für {unemployed} Arbeitslose, {rate} je 1.000"
    )
    assert values(view) == [places, degree, unemployed, rate]
    assert "SGB II je Kreis nicht ausgewiesen, in allen Kreisen 28.585 (Dezember 2025)" in view.words


def test_the_agency_belongs_to_no_district(visit):
    view = visit("profile.py")
    assert "Arbeitet in allen Kreisen zugleich: Die Plätze gehören zu keinem." in view.words
    assert "SGB II, AC + DN + HS: 43,3" in view.words  # 1,000 × 1,239 ÷ 28,585
    names = re.findall(r"kurzfassung\.docx\?kreis=(\d+)", view.markup)
    assert names == list(DISTRICTS)


def test_its_bar_comes_first_and_is_the_strongest(visit):
    view = visit("profile.py", von="HS")
    bars = view.trace("steckbrief-hs")
    assert bars["y"] == ["HS", "AA", "AC", "DN"]
    assert bars["x"] == [353, 2269, 586, 300]
    degree = view.trace("steckbrief-hs", 1)
    assert degree["x"] == [129, 573, 172, 80]
    assert degree["marker"]["color"][0] == "#00795B"  # the institution's own, as on every page
    assert degree["marker"]["color"][2] != "#0067A5"


def test_a_district_shows_its_own_figures(visit):
    view = visit("profile.py", von="05370")
    for finding in (
        "am stärksten wächst „65 Jahre und älter“, +12,0 %",  # plan, section 5, table of the traits
        "Wettbewerb & Innovation (Rang 215)",
        "Demografie (Rang 275)",
        "Heinsberg 10 von 18",  # occupation groups with a fitting goal
    ):
        assert finding in view.words.replace("\u00a0", " "), finding
    # The files of a figure, and the picture on paper, are those of this district.
    for figure in ("beschaeftigung-gruppen-05370", "engpaesse-und-ziele"):
        for query in queries(view, f"bild/{figure}.svg"):
            assert query["kreise"] == ["05370"]
            assert "von" not in query
    assert {tuple(query.get("von", [])) for query in queries(view, "bild/steckbrief-hs.svg")} == {("HS",)}


def test_in_a_scenario_the_places_are_its_own_against_the_plans(visit):
    view = visit("profile.py", von="05370", s=MOVED)
    assert view.faults == []
    assert view.headline.startswith("Szenario zum Plan 2026: Kreis Heinsberg: 453 Plätze")
    assert values(view) == ["453", "154", "8.705", "52,0"]
    for against in ("+100 gegenüber Plan 2026", "+25 gegenüber Plan 2026", "Plan 2026: 40,6"):
        assert against in view.words
    assert 'bk-badge-scenario"' in view.markup
    assert view.trace("steckbrief-hs")["x"] == [453, 2169, 586, 300]
    assert view.trace("steckbrief-hs", 2)["base"] == [353, 2269, 586, 300]  # the plan's marks
    (file,) = queries(view, "mitnehmen/kurzfassung.docx")
    assert (file["kreis"], file["s"]) == (["05370"], [MOVED])


def test_the_agency_in_a_scenario(visit):
    view = visit("profile.py", s=MOVED)
    assert "hat 2.169 Plätze (−100 gegenüber Plan 2026), davon 548 abschlussorientiert (−25)" in view.headline
    assert values(view) == ["2.169", "548", "14.739", "147,2"]  # 1,000 × 2,169 ÷ 14,739
    assert "SGB III 147,2 statt 153,9" in view.words


def test_a_scenario_without_places(visit):
    view = visit("profile.py", von="HS", s="2026~HS-EXT.353.129")
    assert view.faults == []
    assert values(view) == ["0", "0", "8.705", "0,0"]


def test_a_broken_scenario_is_told_and_offers_no_file(visit):
    view = visit("profile.py", von="HS", s="2025~AA-HS.100")
    assert "Das Szenario in der Adresse gilt nicht" in view.notice
    assert not queries(view, "mitnehmen/kurzfassung.docx")


def test_an_unknown_value_is_told_until_another_is_chosen(visit):
    view = visit("profile.py", von="Katzen")
    assert "„Katzen“" in view.notice
    assert "AA, AC, DN, HS, 05334, 05358, 05370" in view.notice
    assert view.headline.startswith("Agentur für Arbeit Aachen-Düren")
    view.set("button_group", "von", "DN")
    assert view.notice == ""
    assert view.headline.startswith("job-com Kreis Düren plant 300")
    assert view.address == {"von": "DN"}


def test_in_english(visit):
    view = visit("profile.py", von="05358", lang="en")
    assert view.headline == "Kreis Düren: 300 places of the job centre for 11,324 unemployed, 26.5 per 1,000"
    assert "Legal scope" in visit("profile.py", von="HS", lang="en").words
    assert "There is no profile “XX”" in visit("profile.py", von="XX", lang="en").notice


@pytest.mark.parametrize(("script", "keys"), [("quotas.py", list(PLACES)), ("map.py", ["05334", "AC"])])
def test_other_pages_lead_to_it(visit, script, keys):
    assert [query["von"][0] for query in queries(visit(script), r"steckbrief\?")] == keys


@pytest.mark.parametrize(
    ("lang", "query"), [("de", "Steckbrief Heinsberg"), ("de", "steckbrief hs"), ("en", "profile Heinsberg")]
)
def test_the_search_finds_it(lang, query):
    found = index(FACTS, "2026", language(lang)).search(query)
    leads = {hit.parameters for hit in found if hit.path == "steckbrief"}
    assert (("von", "HS"),) in leads


def test_a_link_shows_its_own_result_before_javascript():
    head = page_head("steckbrief", (("von", "05358"),), FACTS, "http://kompass.example/").head
    assert "job-com Kreis Düren plant 300 von 3.508 Plätzen" in unescape(head)
    assert "bild/tabelle-steckbrief-dn.png" in head
