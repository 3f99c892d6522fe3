"""From every page into the presentation: each figure can join, and the way keeps what the address holds."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from kompass.facts import load
from kompass.pages import FOOT_PAGES, PAGES
from kompass.presentation.views.figures import view_ids
from kompass.presentation.views.registry import default_story, view_specs
from ui.simulator.panels import PANELS

DEFAULT_STORY = default_story(load())

FACTS = load()
JOINING = view_ids(FACTS)
VIEWS = view_specs(FACTS)
# Figures that cannot join: what they show is not in the address of the presentation.
EXCEPTIONS = {"szenario-2026-ziel": "the wishes of the goal panel are no part of a scenario"}


def shown(view):
    return {e.key.removeprefix("table-") for e in view.app.expander if (e.key or "").startswith("table-")}


def added(view):
    """What the links below the figures add to the story, and the query of each."""
    links = re.findall(r'href="(praesentation/einrichten\?[^"]*)"', view.markup)
    queries = [parse_qs(urlsplit(unescape(link)).query) for link in links]
    return [(query["ansichten"][0].split(",")[len(DEFAULT_STORY) :], query) for query in queries]


@pytest.mark.parametrize("script", [page.script for page in (*PAGES, *FOOT_PAGES)])
def test_every_figure_of_a_page_can_join(visit, script):
    assert shown(visit(script)) <= JOINING.keys() | EXCEPTIONS.keys()


@pytest.mark.parametrize("panel", PANELS)
def test_every_figure_of_a_panel_can_join(visit, panel):
    view = visit("simulator.py", s="2026~AA-HS.100.25", frage=panel, beschaeftigte="plan")
    assert view.faults == []
    assert shown(view) <= JOINING.keys() | EXCEPTIONS.keys()


def test_the_figures_of_kept_scenarios_can_join(visit):
    view = visit("comparison.py", v="A|2026~AA-HS.100.25")
    assert "szenarien-2026" in shown(view)
    assert shown(view) <= JOINING.keys()


def test_a_figure_is_added_to_the_suggested_story(visit):
    found = added(visit("unemployment.py", "dark", kreise=["05358"], lang="en"))
    assert [new for new, _ in found[:2]] == [["rechtskreis"], ["tabelle-arbeitslose-monate"]]
    _, query = found[0]
    assert tuple(query["ansichten"][0].split(",")[: len(DEFAULT_STORY)]) == DEFAULT_STORY
    assert (query["zurueck"], query["thema"], query["kreise"]) == (
        ["arbeitslosigkeit"],
        ["dunkel"],
        ["05358"],
    )
    assert query["lang"] == ["en"]


def test_a_figure_of_the_suggested_story_is_not_added_twice(visit):
    for new, query in added(visit("quotas.py")):
        views = query["ansichten"][0].split(",")
        assert len(views) == len(set(views)) == len(DEFAULT_STORY) + len(new)
        assert set(views) <= VIEWS.keys()


@pytest.mark.parametrize("page", [*PAGES, *FOOT_PAGES], ids=lambda page: page.script)
def test_header_and_foot_of_every_page_lead_into_the_presentation_and_back(visit, page):
    header, foot = re.findall(r'class="bk-show" href="([^"]*)"', visit(page.script).markup)
    assert header == foot
    query = parse_qs(urlsplit(unescape(header)).query)
    assert query.get("zurueck", [""]) == [page.url_path]


def test_the_simulator_hands_its_scenario_to_the_presentation(visit):
    view = visit("simulator.py", s="2026~AA-HS.100.25")
    (link,) = re.findall(r'href="(praesentation\?[^"]*)" target="_self"', view.markup)
    query = parse_qs(urlsplit(unescape(link)).query)
    assert (query["s"], query["zurueck"]) == (["2026~AA-HS.100.25"], ["simulator"])
