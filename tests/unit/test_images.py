"""Pictures of all views: files with finding, sources and address; links that show their own result."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree, html
from starlette.applications import Starlette

from kompass.facts import load
from kompass.figures.picture import Chart
from kompass.images.image import ImageError, image, image_request
from kompass.images.opened import NoScenarioError, scenario_of_picture
from kompass.images.page_head import page_head
from kompass.images.routes import routes
from kompass.pages import ALL_PAGES
from kompass.places.text import scenario_text
from kompass.presentation.views.registry import view_specs
from kompass.rendering.png import texts_of
from tests.unit import asking

FACTS = load()
VIEWS = list(view_specs(FACTS))
BASE = "http://kompass.example/"
MOVED = "2026~AA-HS.100.25"
APP = Starlette(routes=routes(FACTS))


def ask(path, query=""):
    return asking.ask(APP, path, query=query.encode(), headers=[("host", "kompass.example")])


def made(name, *pairs):
    return image(image_request(name, pairs), FACTS, BASE)


def words(svg):
    root = etree.fromstring(svg)
    return " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))


def test_every_view_is_a_picture():
    charts = 0
    for name in VIEWS:
        one = made(name, ("s", MOVED))
        svg = one.svg()
        shown = words(svg)
        for word in one.view.title.split():
            assert word in shown, name
        for citation in one.view.citations:
            title = str(FACTS.record("sources", source_id=citation.source_id)["short_title"])
            assert title.split(maxsplit=1)[0] in shown, name
        assert "2026.1.0" in shown, name  # the version of the data
        assert not re.search(rb"\b(nan|None|inf)\b", svg), name
        assert etree.fromstring(svg).get("aria-label").startswith(one.view.heading), name
        charts += isinstance(one.picture, Chart)
    assert charts >= 20


def test_the_split_of_the_plan_stands_in_its_picture():
    shown = words(made("kontingente-2026-plaetze").svg())
    for number in ("2.269", "586", "300", "353", "573", "172", "80", "129"):
        assert re.search(rf"(?<!\d){re.escape(number)}(?!\d)", shown)


def test_a_picture_says_where_it_is_from_and_opens_its_scenario():
    one = made("simulator", ("s", MOVED), ("weil", "1:weil Pflege & Bau fehlen"))
    for content in (one.png(), one.svg()):
        scenario = scenario_of_picture(content, FACTS)
        assert scenario_text(scenario) == MOVED
        assert [t.reason for t in scenario.ledger] == ["weil Pflege & Bau fehlen"]
    source = texts_of(one.png())["Source"]
    assert source.startswith(f"{BASE}simulator?")
    assert parse_qs(urlsplit(source).query)["s"] == [MOVED]


@pytest.mark.parametrize("content", [b"", b"%PDF", b"<svg/>", b"<dc:source>http://[</dc:source>"])
def test_other_files_open_no_scenario(content):
    with pytest.raises(NoScenarioError):
        scenario_of_picture(content, FACTS)
    with pytest.raises(NoScenarioError):
        scenario_of_picture(made("region").png(), FACTS)


def test_a_preview_has_the_size_that_chats_ask_for():
    one = made("simulator", ("s", MOVED), ("vorschau", "1")).png()
    assert (int.from_bytes(one[16:20]), int.from_bytes(one[20:24])) == (1200, 630)


def test_a_choice_of_districts_is_followed():
    every, one = made("beschaeftigte"), made("beschaeftigte", ("kreise", "05370"))
    assert "Kreis Düren" in words(every.svg())
    assert "Kreis Heinsberg" in words(one.svg())
    assert "Kreis Düren" not in words(one.svg())


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("w=9", 400, "Parameter w: „9“"),
        ("w=99999999999999999999", 400, "ganze Zahl von 320 bis 2000"),
        ("w=²", 400, "Parameter w"),
        ("thema=rot", 400, "hell, dunkel"),
        ("kreise=05315", 400, "05334, 05358, 05370"),
        ("s=2026~AA-XX.9", 400, "XX ist keine Institution"),
        ("s=2026~DN-HS.301", 400, "Szenario in der Adresse gilt nicht"),
        ("s=2026~DN-HS.301&lang=en", 400, "The scenario in the address"),
        ("w=&thema=", 200, "<svg"),
    ],
)
def test_a_parameter_that_cannot_be_is_told(query, status, said):
    found, headers, body = ask("/bild/simulator.svg", query)
    assert found == status
    assert said in body.decode()
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "said"), [("/bild/nix.png", "„nix“ gibt es nicht"), ("/bild/region.gif", "svg, png")]
)
def test_what_does_not_exist_is_not_found(path, said):
    status, _, body = ask(path)
    assert status == 404
    assert said in body.decode()


def test_the_list_of_figures_names_what_is_there():
    listed = json.loads(ask("/bild/")[2])
    assert len(listed["figures"]) == len(VIEWS)
    names = [f["figure"] for f in listed["figures"]]
    assert len(set(names)) == len(names)
    assert "kontingente-2026-plaetze" in names
    assert ask(f"/bild/{names[-1]}.json")[0] == 200


def test_the_json_has_the_numbers_of_the_plan():
    document = json.loads(ask("/bild/kontingente-2026-plaetze.json")[2])
    assert document["rows"][0][0] == "AA"
    assert any("2.269" in row for row in document["rows"])
    assert (document["kind"], document["data_version"], document["scenario"]) == ("plan", "2026.1.0", "2026")
    assert document["address"] == f"{BASE}kontingente"


def test_citations_are_files():
    _, headers, bib = ask("/bild/kontingente-2026-plaetze.bib")
    assert headers["content-type"].startswith("application/x-bibtex")
    assert bib.decode().startswith("@misc{bildungszielkompass-kontingente-2026-plaetze,\n")
    assert "url = {http://kompass.example/kontingente}" in bib.decode()
    assert bib.decode().count("{") == bib.decode().count("}")
    ris = ask("/bild/kontingente-2026-plaetze.ris")[2].decode().split("\r\n")
    assert (ris[0], ris[-2]) == ("TY  - DATA", "ER  - ")
    assert "UR  - http://kompass.example/kontingente" in ris


def test_a_frame_shows_the_picture_and_the_way_to_its_page():
    status, _, body = ask("/einbetten/simulator", f"s={MOVED}&lang=en")
    page = html.fromstring(body.decode())
    assert status == 200
    assert page.get("lang") == "en"
    assert page.xpath("//svg | //*[local-name()='svg']")
    (link,) = page.xpath("//a")
    assert link.get("href") == f"http://kompass.example/simulator?s={MOVED}&lang=en"
    assert not page.xpath("//script")


def head_of(path, *pairs):
    first = page_head(path, pairs, FACTS, BASE)
    return first, html.fromstring(
        f"<html><head><title>{first.title}</title>{first.head}</head><body>{first.noscript}</body></html>"
    )


def meta(page, name):
    return page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.url_path or "start")
def test_every_page_can_be_read_without_javascript(page):
    _, found = head_of(page.url_path)
    assert found.xpath("//h1/text()") == [page.title]
    links = {link.lstrip("./").partition("?")[0] for link in found.xpath("//nav//a/@href")}
    assert links == {p.url_path for p in ALL_PAGES}
    assert found.xpath("//link[@rel='canonical']/@href") == [f"{BASE}{page.url_path}"]


def test_a_link_shows_its_own_result():
    first, found = head_of("simulator", ("s", MOVED))
    assert first.title == "Simulator · Bildungszielkompass"
    assert "AA −100, HS +100" in meta(found, "og:title")[0]
    (picture,) = meta(found, "og:image")
    assert picture == f"{BASE}bild/simulator.png?s={MOVED}&vorschau=1"
    status, _, body = ask("/bild/simulator.png", urlsplit(picture).query)
    assert (status, body[:4]) == (200, b"\x89PNG")
    assert "2.169" in found.xpath("string(//table)")


def test_the_first_page_shows_the_split():
    _, found = head_of("")
    table = found.xpath("string(//table)")
    for number in ("2.269", "586", "300", "353"):
        assert number in table


def test_a_link_that_cannot_be_has_no_picture_and_breaks_nothing():
    first, found = head_of("simulator", ("s", "2026~AA-XX.9"), ("x", '"><script>'))
    assert first.title
    assert meta(found, "og:image") == []
    assert not found.xpath("//script")


def test_of_an_unknown_path_only_the_language_is_known():
    first = page_head("nirgends", (("lang", "en"),), FACTS, BASE)
    assert (first.language, first.title) == ("en", "")


def test_a_width_is_a_number():
    with pytest.raises(ImageError):
        image_request("region", [("w", "1e3")])
    assert image_request("region", [("w", "720")]).width == 720
