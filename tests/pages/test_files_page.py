"""The page of files to take along: what it offers for what is on the table."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from kompass.briefing.files import FILES
from kompass.language import LANGUAGES, N_, Message
from ui import operator_file

MOVED = {"s": "2026~AA-HS.100.25", "weil": "1:weil Pflege fehlt"}


def links(view):
    """Path and query of each file on the page."""
    found = html.fromstring(f"<div>{view.markup}</div>").xpath("//a[contains(@class, 'bk-file')]/@href")
    return [(urlsplit(unescape(href)).path, parse_qs(urlsplit(unescape(href)).query)) for href in found]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_file_is_offered_for_the_scenario_on_the_table(visit, code):
    view = visit("files.py", lang=code, **MOVED)
    assert view.faults == []
    assert "AA −100, HS +100" in view.headline
    paths = [path for path, _ in links(view)]
    assert {file.address for file in FILES} <= set(paths)
    assert paths.count("mitnehmen/kurzfassung.docx") == 3  # one per district
    assert {"beschlussvorlage", "beschlussvorlage.docx", "beschlussvorlage.pdf"} <= set(paths)
    for _, query in links(view):
        assert query["s"] == ["2026~AA-HS.100.25"]
        assert query["weil"] == ["1:weil Pflege fehlt"]
        assert query.get("lang", ["de"]) == [code]


def test_each_says_what_it_is_good_for_its_format_and_size(visit):
    sections = html.fromstring(f"<div>{visit('files.py').markup}</div>").xpath("//section")
    assert len(sections) == len(FILES) + 3  # and the three forms of the decision paper
    for section in sections:
        about, form, _, status = section.xpath("./p")
        assert about.text_content().startswith(("Für ", "Zum ", "Dieselbe "))
        assert "(" in form.text_content() or form.text_content().startswith("HTML")
        assert status.get("role") == "status"
        names = section.xpath(".//a/@aria-label")
        assert all(name.startswith(section.xpath("string(h2)")) for name in names)


def test_the_plan_alone_is_said_to_be_the_plan(visit):
    assert "Plan 2026" in visit("files.py").headline


def test_a_story_in_the_address_is_named_and_taken_along(visit):
    view = visit("files.py", ansichten="ziele,kontingente,nix")
    assert "Bildungsziele · Kontingente" in view.words
    assert dict(links(view))["mitnehmen/praesentation.pptx"]["ansichten"] == ["ziele,kontingente,nix"]


def test_all_views_of_a_page_can_be_taken_in_place_of_the_story(visit):
    view = visit("files.py", seite="arbeitslosigkeit", ansichten="ziele", s="2026~AA-HS.100.25")
    query = dict(links(view))["mitnehmen/praesentation.pptx"]
    chosen = query["ansichten"][0].split(",")
    assert {"rechtskreis", "tabelle-arbeitslose-monate", "tabelle-arbeitslose-kreise"} <= set(chosen)
    assert "ziele" not in chosen
    assert (query["s"], "seite" in query) == (["2026~AA-HS.100.25"], False)
    assert "Arbeitslose nach Monat" in view.words
    view.set("selectbox", "seite", "start")
    assert dict(links(view))["mitnehmen/vortrag-ohne-server.html"]["ansichten"] == [
        "titel,plan,region,tabelle-kreise-im-vergleich"
    ]
    view.set("selectbox", "seite", "folge")
    assert dict(links(view))["mitnehmen/praesentation.pptx"]["ansichten"] == ["ziele"]


def test_an_unknown_page_leaves_the_story(visit):
    view = visit("files.py", seite="nirgends")
    assert view.faults == []
    assert "ansichten" not in dict(links(view))["mitnehmen/praesentation.pptx"]


def test_a_template_that_cannot_be_used_is_told(visit, monkeypatch):
    assert "eigene Gestaltung" in visit("files.py").words
    problem = Message(N_("Vorlage: {file} ist nicht da oder nicht lesbar."), {"file": "haus.pptx"})
    monkeypatch.setattr(operator_file, "slide_template", lambda: (None, problem))
    view = visit("files.py")
    assert "Vorlage: haus.pptx ist nicht da oder nicht lesbar." in view.words
    monkeypatch.setattr(operator_file, "slide_template", lambda: (b"x", None))
    assert "Vorlage des Betreibers" in visit("files.py").words


def test_what_cannot_be_is_told_and_the_page_stands(visit):
    view = visit("files.py", masszahl="Katzen")
    assert view.faults == []
    assert "Katzen" in view.words


def test_the_foot_of_every_page_leads_here_with_the_scenario(visit):
    view = visit("overview.py", **MOVED)
    (href,) = html.fromstring(f"<div>{view.markup}</div>").xpath("//a[@class='bk-along']/@href")
    assert urlsplit(href).path == "mitnehmen"
    assert parse_qs(urlsplit(href).query)["s"] == ["2026~AA-HS.100.25"]
