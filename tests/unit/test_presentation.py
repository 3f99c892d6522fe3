"""The presentation: its story, what its views say, what its routes answer."""

import json
import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.applications import Starlette
from starlette.middleware import Middleware

from kompass.facts import load
from kompass.figures.charts.style import contrast
from kompass.figures.exhibit import Kind
from kompass.figures.outlook.forecasts import forecast_exhibits
from kompass.figures.picture import Figure, Tracks
from kompass.language import LANGUAGES, language
from kompass.presentation.controls import controls
from kompass.presentation.drawing import projector_style
from kompass.presentation.foot import foot, sections_of
from kompass.presentation.page import markup
from kompass.presentation.routes import PAGES, PRESENTATION, SETUP_PAGE, routes
from kompass.presentation.story import (
    MOST_BYTES,
    PRESENTATION_PARAMETERS,
    THEMES,
    Show,
    StoryError,
    checked,
    show_from_pairs,
    story_file,
    story_from_file,
    swapped,
    usable,
)
from kompass.presentation.view import view_context
from kompass.presentation.views.registry import default_story, view_specs
from kompass.request.short_link import short_link
from kompass.server.headers import KnownPages, SecurityHeaders
from tests.unit import asking

DEFAULT_STORY = default_story(load())

FACTS = load()
VIEWS = view_specs(FACTS)
MOVING = f"{PRESENTATION}/ansicht/simulator"
FETCHED = [MOVING, f"{PRESENTATION}/praesentation.json"]  # not opened as pages
GERMAN = language("de")
ROUTES = routes(FACTS)
APP = Starlette(
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(KnownPages, paths={"/", *PAGES}, answer="Gibt es nicht", routes=ROUTES),
    ],
)


def ask(path=PRESENTATION, query=(), method="GET", body=b"", content_type="", host="kompass.example:8501"):
    """One request as a browser sends it: status, headers, body as text."""
    headers = {
        "host": host,
        "accept": "*/*" if path in FETCHED else "text/html",
        "content-type": content_type,
        "content-length": str(len(body)),
    }
    words = urlencode(list(query)).encode()
    status, found, answer = asking.ask(
        APP, path, method=method, query=words, headers=headers.items(), body=body
    )
    return status, found, answer.decode()


def page(query=(), path=PRESENTATION):
    status, _, body = ask(path, query)
    assert status == 200
    return html.fromstring(body)


def upload(body, query=(("ansichten", "plan,region"),)):
    form = (
        b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a.json"\r\n'
        b"Content-Type: application/json\r\n\r\n" + body + b"\r\n--x--\r\n"
    )
    return ask(SETUP_PAGE, query, "POST", form, "multipart/form-data; boundary=x")


def where(code="de", theme="hell", **asked):
    show = Show((), theme=theme, language=code, parameters=tuple(asked.items()))
    return view_context(show, FACTS, "http://kompass.example/")


def made(name, *how, **asked):
    return VIEWS[name].make(where(*how, **asked))


def drawn(name, *how, **asked):
    return markup(made(name, *how, **asked), where(*how, **asked))


def figures(name, **asked):
    """What a view shows: the name of each number and the number."""
    tree = html.fromstring(f"<div>{drawn(name, **asked)}</div>")
    rows = tree.xpath("//div[dt]") or tree.xpath("//dl/div")
    return [(row.xpath("string(dt/text()[1])"), row.xpath("string(.//b[@class='number'])")) for row in rows]


# ---------------------------------------------------------------- the story


names = st.sampled_from(sorted(VIEWS))
stories = st.lists(names, min_size=1, max_size=8, unique=True).map(tuple)
parameters = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=5).filter(lambda n: n not in PRESENTATION_PARAMETERS),
        st.text(max_size=9),
    ),
    max_size=4,
).map(tuple)
shows = st.builds(
    Show,
    views=stories,
    number=st.integers(1, 40),
    theme=st.sampled_from(THEMES),
    back=st.sampled_from(["", "karte", "leichte-sprache"]),
    language=st.sampled_from(sorted(LANGUAGES)),
    parameters=parameters,
)


@given(shows)
def test_the_address_holds_the_whole_show(show):
    assert show_from_pairs(parse_qsl(show.query(), keep_blank_values=True), DEFAULT_STORY) == show


@given(shows, stories)
def test_a_file_brings_the_story_back(show, other):
    now = Show(other, back="karte", language="de")
    opened = story_from_file(story_file(show), VIEWS, now)
    assert (opened.views, opened.theme, opened.parameters) == (show.views, show.theme, show.parameters)
    assert (opened.back, opened.language) == ("karte", "de")  # whose they are: the reader's


def test_an_address_without_a_story_has_the_default_one():
    assert show_from_pairs([], DEFAULT_STORY) == Show(DEFAULT_STORY)
    assert len(DEFAULT_STORY) == 11
    assert DEFAULT_STORY[0] == "titel"


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "99999", "²"])
def test_a_number_that_cannot_be_is_the_first_view_or_the_last(number):
    shown = page([("ansichten", "plan,region"), ("n", number)]).xpath("//section[not(@hidden)]/@data-view")
    assert shown == ["plan"]
    assert page([("ansichten", "plan,region"), ("n", "9")]).xpath("//section[not(@hidden)]/@data-view") == [
        "region"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "javascript:alert(1)", "../x", "a/b", "a\\b"]
)
def test_the_way_back_leads_to_no_foreign_place(back):
    assert page([("zurueck", back), ("s", "2026")]).xpath("//a[@id='leave']/@href") == ["./?s=2026"]


def test_the_way_back_is_the_page_with_its_parameters_in_order():
    query = [
        ("zurueck", "karte"),
        ("v", "A|2026"),
        ("v", "B|2026"),
        ("thema", "dunkel"),
        ("groesse", "places"),
    ]
    (href,) = page(query).xpath("//a[@id='leave']/@href")
    assert urlsplit(href).path == "karte"
    assert parse_qsl(urlsplit(href).query) == [("v", "A|2026"), ("v", "B|2026"), ("groesse", "places")]


@given(st.lists(names, min_size=2, max_size=6, unique=True), st.data())
def test_two_neighbours_change_places_and_nothing_else(views, data):
    position = data.draw(st.integers(0, len(views) - 2))
    changed = swapped(views, position)
    assert swapped(changed, position) == tuple(views)
    assert (changed[position], changed[position + 1]) == (views[position + 1], views[position])
    assert sorted(changed) == sorted(views)


@pytest.mark.parametrize(
    ("views", "said"),
    [
        ([], "noch keine Ansicht"),
        (["plan", "nix"], "„nix“ gibt es nicht. Alle stehen unter „Präsentation einrichten“"),
        (["plan", "plan"], "„plan“ kommt zweimal vor"),
    ],
)
def test_a_story_that_cannot_be_shown_says_why(views, said):
    with pytest.raises(StoryError, match=re.escape(said)):
        checked(views, VIEWS)


def test_what_can_be_shown_of_a_bad_story_is_kept():
    assert usable(["plan", "nix", "region", "plan"], VIEWS) == ("plan", "region")


GOOD = {
    "produkt": "bildungszielkompass-praesentation",
    "ansichten": ["plan"],
    "thema": "hell",
    "parameter": [],
}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "keine Datei gewählt"),
        (b"{", "kein lesbares JSON"),
        (b"\xff\xfe", "kein lesbares JSON"),
        (b"[" * 50_000, "kein lesbares JSON"),
        (b" " * (MOST_BYTES + 1), "zu groß"),
        (b"[]", "keine Präsentation"),
        (b'{"produkt": "anderes"}', "keine Präsentation"),
        (json.dumps(GOOD | {"ansichten": "plan"}).encode(), "„ansichten“"),
        (json.dumps(GOOD | {"ansichten": [["plan"]]}).encode(), "„ansichten“"),
        (json.dumps(GOOD | {"ansichten": ["nix"]}).encode(), "„nix“ gibt es nicht"),
        (json.dumps(GOOD | {"parameter": {"s": "x"}}).encode(), "„parameter“"),
        (json.dumps(GOOD | {"parameter": [["s", 5]]}).encode(), "„parameter“"),
        (json.dumps(GOOD | {"parameter": [["s", "2025~AA-HS.1"]]}).encode(), "gehört zum Plan „2025“"),
    ],
    ids=range(13),
)
def test_a_bad_file_is_explained_and_the_story_stays(body, said):
    status, _, answer = upload(body)
    assert status == 400
    tree = html.fromstring(answer)
    assert said in tree.xpath("string(//*[@role='alert'])")
    assert len(tree.xpath("//ol/li")) == 2
    assert "Traceback" not in answer


def test_a_good_file_leads_to_its_story():
    parts = [["s", "2026~AA-HS.100.25"], ["thema", "dunkel"]]  # only what is the simulator's is taken
    status, headers, _ = upload(
        json.dumps(GOOD | {"parameter": parts}).encode(), [("ansichten", "ziele"), ("lang", "de")]
    )
    assert status == 303
    assert parse_qs(urlsplit(headers["location"]).query) == {
        "ansichten": ["plan"],
        "s": ["2026~AA-HS.100.25"],
    }


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_file_breaks_the_server(body):
    assert upload(body)[0] in (400, 303)


# ---------------------------------------------------------------- what the views say


def test_the_plan_in_four_numbers():
    assert figures("plan") == [
        ("Plätze 2026", "3.508"),
        ("davon abschlussorientiert", "954"),
        ("Institutionen", "4"),
        ("daneben für Beschäftigte", "700"),
    ]
    assert made("plan").kind(FACTS) == Kind.PLAN


def test_the_region_by_people():
    assert figures("region") == [
        ("Städteregion Aachen", "582.410"),
        ("Kreis Düren", "279.285"),
        ("Kreis Heinsberg", "263.681"),
    ]
    assert made("region").title == (
        "In Aachen, Düren und Heinsberg leben ca.\u00a01.125.000 Menschen (31.12.2024); "
        "44.674 sind arbeitslos (Jahresdurchschnitt 2025)"
    )


def test_the_quotas_of_the_plan():
    assert figures("kontingente") == [
        ("AA Agentur für Arbeit", "2.269"),
        ("AC Jobcenter Aachen", "586"),
        ("DN job-com Düren", "300"),
        ("HS Jobcenter Heinsberg", "353"),
    ]


def test_places_per_thousand_unemployed():
    # 586 / 24,645 = 23.78 ‰, 300 / 11,324 = 26.49 ‰, 353 / 8,705 = 40.55 ‰
    assert [value for _, value in figures("je1000")] == ["23,8", "26,5", "40,6"]


def test_places_per_thousand_are_those_of_the_scenario():
    # 473 / 8,705 = 54.34 ‰, 430 / 11,324 = 37.97 ‰, 496 / 24,645 = 20.13 ‰
    asked = {"s": "2026~AA-HS.100.25~AC-DN.150.30~DN-HS.20.5~EXT-AC.60.10"}
    assert [value for _, value in figures("je1000", **asked)] == ["20,1", "38,0", "54,3"]
    view = made("je1000", **asked)
    assert view.kind(FACTS) == Kind.SCENARIO
    assert view.subject.startswith("Szenario zum Plan 2026")
    assert "Plan 2026: 26,5" in drawn("je1000", **asked)


def test_a_view_of_the_plan_says_so_when_there_is_a_scenario():
    view = made("kontingente", s="2026~AA-HS.100.25")
    assert view.subject.startswith("Plan 2026, Agenturbezirk Aachen-Düren")
    versions = foot(view, where(s="2026~AA-HS.100.25")).versions
    assert "Plätze laut Plan 2026, nicht die des Szenarios" in versions
    assert "Szenario" not in foot(made("beschaeftigung"), where(s="2026~AA-HS.100.25")).versions


def test_a_long_scenario_stands_at_the_foot_by_what_it_comes_to():
    text = "2026" + "~AA-HS.10.2~DN-AC.5.1" * 5
    assert "Szenario AA −50, DN −25, AC +25, HS +50" in foot(made("je1000", s=text), where(s=text)).versions


@pytest.mark.parametrize(
    ("locators", "told"),
    [
        (["Abschnitt 5, Kreis Düren", "Abschnitt 5, Kreis Heinsberg"], "Abschnitt 5"),
        (["Abschnitt 7.1, Kreis Düren", "Abschnitt 7.2"], "Abschnitt 7.1, 7.2"),
        (["Titelblatt", "Abschnitt 2; Abschnitt 6.6"], "Titelblatt; Abschnitt 2, 6.6"),
        (
            ["Anlage 1 (zu § 1 Abs. 5), Jobcenter 31108", "Anlage 2 (zu § 1 Abs. 6)"],
            "Anlage 1 (zu § 1 Abs. 5), 2 (zu § 1 Abs. 6)",
        ),
        ([""], ""),
    ],
)
def test_the_sections_of_a_source_each_once(locators, told):
    assert sections_of(locators) == told


def test_places_per_thousand_follow_the_base_that_was_chosen():
    # 586 / 582,410 = 1.006 ‰, 300 / 279,285 = 1.074 ‰, 353 / 263,681 = 1.339 ‰
    assert [value for _, value in figures("je1000", masszahl="population")] == ["1,01", "1,07", "1,34"]


def test_ranks_run_to_the_best_on_the_right():
    assert figures("zukunftsatlas") == [("Aachen", "118"), ("Düren", "233"), ("Heinsberg", "241")]
    dots = re.findall(r'class="dot" style="left:([\d.]+)%', drawn("zukunftsatlas"))
    # (400 − 118) / 399 = 70.68 %, (400 − 233) / 399 = 41.85 %, (400 − 241) / 399 = 39.85 %
    assert dots == ["70.68", "41.85", "39.85"]


def test_the_goals_sum_to_what_the_title_says():
    count, served = (int(n) for n in re.findall(r"\d+", made("ziele").title.replace("2025", ""))[:2])
    values = [int(value) for _, value in figures("ziele")]
    assert sum(values) == count
    assert sum(values[:2]) == served


def test_the_outlook_shows_the_numbers_of_its_title():
    title = forecast_exhibits(FACTS, projector_style("hell"), GERMAN)["people"].title
    assert made("ausblick").title == title
    assert all(value in title for _, value in figures("ausblick"))


def test_the_scenario_before_and_after():
    view = made("simulator", s="2026~AA-HS.100.25")
    assert view.title == "Gegenüber Plan 2026: AA −100, HS +100 Plätze"
    assert view.kind(FACTS) == Kind.SCENARIO
    assert [value for _, value in figures("simulator", s="2026~AA-HS.100.25")] == [
        "2.269 → 2.169",
        "586",
        "300",
        "353 → 453",
    ]
    assert made("simulator").kind(FACTS) == Kind.PLAN


def test_places_from_outside_are_named_beside_the_sum():
    said = html.fromstring(drawn("simulator", s="2026~EXT-DN.20.5")).xpath("//p[@class='sum']")
    assert said[0].text_content() == "3.528Plätze in Summe+20 von außen"
    assert "Summe wie im Plan" in drawn("simulator", s="2026~AA-HS.100.25")


def test_a_link_made_on_other_data_says_so():
    moved = {"s": "2026~AA-HS.100.25", "stand": "2026~AA.2000.500"}
    said = html.fromstring(controls(where(**moved))).xpath("string(//*[@role='status'])")
    assert "anderen Datenstand" in said
    assert "AA hatte 2000/500 Plätze" in said


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in VIEWS if not name.startswith("tabelle-")])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_view_has_a_finding_a_source_and_at_least_two_numbers_or_names(name, code):
    view = made(name, code)
    assert len(view.title) > 15
    assert any(row.short_title in foot(view, where(code)).sources for row in FACTS["sources"].itertuples())
    of_title = "//div[@class='cover']//li"  # the title has the names of the four institutions
    shown = html.fromstring(drawn(name, code)).xpath(f"//b[@class='number'] | {of_title}")
    assert len(shown) >= (4 if name == "titel" else 2)
    assert all(cell.text_content() for cell in shown)
    assert "{" not in view.title + drawn(name, code)


@given(st.lists(st.one_of(st.none(), st.floats(-1000, 1000, allow_subnormal=False)), min_size=1, max_size=5))
def test_bars_begin_at_zero_and_stay_on_the_track(values):
    shown = Tracks([Figure("", "", amount=value) for value in values], "", ("",))
    zero = shown.place(0)
    assert 0 <= zero <= 1
    for value in (value for value in values if value is not None):
        assert -1e-9 <= shown.place(value) <= 1 + 1e-9
        assert shown.place(value) >= zero if value >= 0 else shown.place(value) <= zero


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_has_seven_to_one(theme):
    style = projector_style(theme)
    assert contrast(style.text, style.background) >= 7
    assert all(contrast(style.on(fill), fill) >= 7 for fill in style.ramp)
    lightness = [contrast(fill, style.background) for fill in style.ramp]
    assert lightness == sorted(lightness)  # further from the ground means more
    assert all(contrast(color, style.background) >= 3 for color in style.institutions.values())


# ---------------------------------------------------------------- the routes


def test_one_document_holds_every_view_and_shows_one():
    tree = page([("n", "4")])
    assert tree.xpath("//section/@data-view") == list(DEFAULT_STORY)
    assert tree.xpath("//section[not(@hidden)]/@data-view") == ["beschaeftigung"]
    assert tree.xpath("//*[@id='number']/text()") == ["4 von 11"]


def test_nothing_is_fetched_but_our_two_files():
    tree = page()
    wanted = tree.xpath("//script/@src | //link/@href | //img/@src | //*[local-name()='image']/@href")
    assert wanted == ["data:,", "praesentation/dateien/slides.css", "praesentation/dateien/slides.js"]
    assert tree.xpath("//script[not(@src)]") == []
    for name, kind in (("slides.css", "text/css"), ("slides.js", "javascript")):
        status, headers, body = ask(f"{PRESENTATION}/dateien/{name}")
        assert (status, kind in headers["content-type"]) == (200, True)
        assert "http" not in body


def test_a_bad_scenario_is_refused_with_the_ways_on():
    status, _, body = ask(query=[("ansichten", "plan"), ("s", "2026~DN-HS.301")])
    assert status == 400
    tree = html.fromstring(body)
    assert "DN kann höchstens 300 Plätze abgeben, nicht 301." in tree.text_content()
    assert tree.xpath("//a/@href") == [
        "praesentation/einrichten?ansichten=plan&s=2026~DN-HS.301",
        f"praesentation?ansichten={','.join(DEFAULT_STORY)}",
    ]


def test_the_setup_page_offers_its_story_as_slides():
    links = page([("ansichten", "plan,region"), ("s", "2026~AA-HS.100.25")], SETUP_PAGE).xpath("//a/@href")
    query = "?ansichten=plan,region&s=2026~AA-HS.100.25"
    assert f"../mitnehmen/praesentation.pptx{query}" in links
    assert f"../mitnehmen{query}" in links


def test_an_unknown_view_is_named_and_left_out_on_the_setup_page():
    status, _, body = ask(query=[("ansichten", "plan,<b>nix")])
    assert status == 400
    assert "<b>nix" not in body
    tree = page([("ansichten", "plan,nix")], SETUP_PAGE)
    assert "„nix“ gibt es nicht" in tree.xpath("string(//*[@role='alert'])")
    assert [b.text_content() for b in tree.xpath("//ol//b")] == ["Was der Plan ist"]


def test_an_empty_story_can_be_filled_again():
    tree = page([("ansichten", "")], SETUP_PAGE)
    assert tree.xpath("//ol/li") == []
    assert len(tree.xpath("//ul/li")) == len(VIEWS)
    assert not tree.xpath("//a[@class='main']")
    assert ask(query=[("ansichten", "")])[0] == 400


def test_the_moving_view_answers_in_words_when_blocked():
    status, headers, body = ask(MOVING, [("s", "2026~DN-HS.301")])
    assert status == 400
    assert headers["content-type"].startswith("text/plain")
    assert body == "Umbuchung 1 (DN-HS.301): DN kann höchstens 300 Plätze abgeben, nicht 301."


def test_the_moving_view_is_the_one_of_the_page():
    query = [("s", "2026~AA-HS.100"), ("ansichten", "simulator"), ("thema", "dunkel")]
    _, _, body = ask(MOVING, query)
    made = html.fromstring(f"<main>{body}</main>")
    for part in ("//div[@class='live']", "//footer"):
        (now,), (anew,) = page(query).xpath(part), made.xpath(part)
        assert html.tostring(now) == html.tostring(anew)


def test_a_view_that_follows_the_scenario_is_marked_and_can_be_asked_for_again():
    query = [("s", "2026~AA-HS.100"), ("ansichten", "kontingente,je1000,simulator")]
    sections = page(query).xpath("//section")
    assert [s.get("data-view") for s in sections if "data-follows" in s.attrib] == ["je1000", "simulator"]
    _, _, body = ask(f"{PRESENTATION}/ansicht/je1000", query)
    assert "52,0" in body  # 453 of 8,705 unemployed in Heinsberg
    status, _, body = ask(f"{PRESENTATION}/ansicht/nix", query)
    assert (status, "„nix“ gibt es nicht" in body) == (400, True)


def test_the_code_leads_phones_to_the_scenario_in_full():
    tree = page([("s", "2026~AA-HS.100"), ("ansichten", "simulator"), ("weil", "1:Pflege")])
    (link,) = tree.xpath("//figure[@class='code']/a/@href")
    assert link == "http://kompass.example:8501/simulator?s=2026~AA-HS.100.25&weil=1%3APflege"
    (drawn,) = tree.xpath("//figure[@class='code']//*[local-name()='path'][@class='qrline']/@d")
    code = segno.make_qr(short_link(link).address, error="m", boost_error=True)
    assert drawn in code.svg_inline(border=4, omitsize=True, light="#fff")
    assert "zum Szenario" in tree.xpath("string(//figure[@class='code'])")


def test_a_code_that_would_lead_a_phone_to_itself_says_so():
    _, _, body = ask(query=[("ansichten", "simulator")], host="localhost:8501")
    assert "nur auf diesem Rechner" in body


def test_an_unknown_page_below_the_presentation_is_answered_in_words():
    status, _, body = ask(f"{PRESENTATION}/nirgends")
    assert (status, body) == (404, "Gibt es nicht")


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*PRESENTATION_PARAMETERS, "s", "weil", "v", "basis", "masszahl", "stand"]),
            st.text(max_size=20),
        ),
        max_size=4,
    )
)
def test_no_address_breaks_a_page(query):
    for path in (*PAGES, *FETCHED):
        status, _, body = ask(path, [("ansichten", "plan"), *query])
        assert status in (200, 400)
        assert "Traceback" not in body


def test_the_wall_of_a_round_is_the_last_view_in_the_theme_of_the_others():
    tree = page((("ansichten", "plan,region"), ("n", "3"), ("thema", "dunkel"), ("runde", "abcde")))
    *_, wall = tree.xpath("//section")
    assert len(tree.xpath("//section")) == 3
    assert wall.get("hidden") is None
    assert wall.xpath("iframe/@src") == ["r/ABCDE/wand?thema=dark&lang=de"]
    assert tree.get_element_by_id("number").text == "3 von 3"
    assert tree.xpath("//title")[0].text == "Präsentation: Runde ABCDE"
    (leave,) = tree.xpath("//a[@id='leave']/@href")
    assert "runde=abcde" in leave


@pytest.mark.parametrize("code", ["", "ABCD", "AB/../", '"><b>x', "ABCDEF"])
def test_what_is_no_code_of_a_round_adds_no_view(code):
    tree = page((("ansichten", "plan,region"), ("runde", code)))
    assert len(tree.xpath("//section")) == 2
    assert tree.xpath("//iframe") == []
