"""The story as one file: everything in it, nothing asked, and what it says of itself."""

import json
import re

import pytest
from lxml import html

from kompass.briefing.offline import ABOUT, offline_html
from kompass.facts import load
from kompass.language import LANGUAGES
from kompass.presentation.views.registry import default_story, view_specs
from tests.office.exporting import export

DEFAULT_STORY = default_story(load())

ASKED = "2026~AA-HS.100.25~EXT-DN.20.5"


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request):
    one = export(ASKED, code=request.param)
    return one, offline_html(one).decode()


def test_all_views_of_the_story_are_in_it_and_one_is_shown(made):
    asked, text = made
    sections = html.fromstring(text).xpath("//main/section")
    assert [s.get("data-view") for s in sections] == [*DEFAULT_STORY, ABOUT]
    assert [s.get("hidden") is None for s in sections] == [True] + [False] * len(DEFAULT_STORY)
    titles = [view_specs(asked.facts)[view].make(asked.context).heading for view in DEFAULT_STORY]
    assert [s.xpath(".//h1")[0].text_content() for s in sections[:-1]] == titles


def test_it_holds_its_files_and_leads_only_to_the_scenario(made):
    asked, text = made
    tree = html.fromstring(text)
    assert not tree.xpath("//*[@src]")
    assert {e.get("href") for e in tree.xpath("//link")} == {"data:,"}
    links = {e.get("href") for e in tree.xpath("//a[@href]")}
    assert links == {"#", asked.provenance.link}
    assert not re.search(
        r"url\((?!\"data:|#)|@import", text
    )  # fonts are inlined, charts refer to their own hatches
    assert not tree.xpath("//form[@action]")


def test_places_can_be_moved_in_the_simulator_of_the_file(made):
    asked, text = made
    (view,) = html.fromstring(text).xpath("//main/section[@data-view='simulator']")
    words = view.text_content()
    assert "453" in words  # Heinsberg's 353 and the 100 that moved
    (form,) = view.xpath(".//form")
    given = json.loads(form.get("data-table"))
    assert given["scenario"] == ASKED
    assert [code for code, _ in given["plan"]["quotas"]] == list(asked.context.plan.codes)
    assert form.xpath(".//button/@data-step") == ["-10", "-1", "1", "10"]


def test_the_last_view_is_the_stamp(made):
    asked, text = made
    words = html.fromstring(text).xpath(f"//main/section[@data-view='{ABOUT}']")[0].text_content()
    said = asked.provenance
    for part in (said.basis, said.data, said.made, said.scenario, said.attribution, said.licences):
        assert part in words


def test_both_themes_are_in_it(made):
    asked, text = made
    others = html.fromstring(text).xpath("//template//div[@data-of]")
    assert [div.get("data-of") for div in others] == list(asked.show.views)


def test_names_and_reasons_are_text():
    evil = '</script><img src=x onerror="alert(1)">'
    text = offline_html(
        export(ASKED, ("weil", f"1:{evil}"), ("v", f"{evil}|{ASKED}"), ("basis", f"v.{evil}"))
    ).decode()
    assert "<img" not in text
    assert "&lt;img" in text


def test_it_is_small_and_the_same_for_the_same_order(made):
    asked, text = made
    assert offline_html(asked).decode() == text
    assert len(text.encode()) < 5_000_000
