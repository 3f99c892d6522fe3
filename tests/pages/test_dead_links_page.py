"""A link of which a part cannot be used: told on every page that would use it, kept in the address, and no file is
offered until its reader goes on without it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from tests.unit.dead_links import DEAD, GOOD, SIX

PAGES = ("simulator.py", "comparison.py", "files.py")


def offered(view):
    return html.fromstring(f"<div>{view.markup}</div>").xpath("//a[contains(@class, 'bk-file')]")


@pytest.mark.parametrize("script", PAGES)
@pytest.mark.parametrize(("query", "told"), DEAD.values(), ids=DEAD)
def test_it_is_told_on_every_page_that_would_use_it(visit, script, query, told):
    view = visit(script, **query)
    assert view.faults == []
    assert re.search(told, view.notice), view.notice
    assert "Bitte den Link prüfen" in view.words
    assert not offered(view)


@pytest.mark.parametrize(("query", "told"), DEAD.values(), ids=DEAD)
def test_the_way_on_is_chosen_by_the_reader_and_then_there_are_files(visit, query, told):
    view = visit("files.py", **query)
    view.press("link_settle")
    assert view.notice == ""
    assert len(offered(view)) > 6
    asked = [parse_qs(urlsplit(a.get("href")).query) for a in offered(view)]
    scenario = GOOD if query.get("s") == GOOD else ""
    assert {"".join(q.get("s", [])) for q in asked} == {scenario}
    view.go("simulator.py")
    assert view.notice == ""


def test_in_english_it_is_told_in_english(visit):
    view = visit("files.py", lang="en", s="2025~AA-HS.100")
    assert "The scenario in the address is not valid" in view.notice
    assert "“2025”" in view.notice
    view.press("link_settle")
    assert len(offered(view)) > 6


def test_it_stays_in_the_address_of_every_page_until_then(visit):
    view = visit("overview.py", s="2025~AA-HS.100")
    assert view.address["s"] == "2025~AA-HS.100"
    tree = html.fromstring(f"<div>{view.markup}</div>")
    for way in ("bk-show", "bk-along"):
        hrefs = tree.xpath(f"//a[@class='{way}']/@href")
        assert hrefs
        for href in hrefs:
            assert parse_qs(urlsplit(href).query)["s"] == ["2025~AA-HS.100"]
    view.go("files.py")
    assert "2025" in view.notice


def test_a_move_takes_the_place_of_a_dead_scenario(visit):
    view = visit("simulator.py", s="2025~AA-HS.100").gesture("places", "HS", 363)
    assert view.notice == ""
    assert view.address["s"].startswith("2026~")
    view.go("files.py")
    assert offered(view)


def test_a_good_link_is_told_nothing(visit):
    for script in PAGES:
        view = visit(script, s=GOOD, v=SIX, basis="v.S1", weil="1:" + "x" * 200)
        assert view.notice == ""


def test_kept_scenarios_of_one_name_are_told_apart_and_handled_one_by_one(visit):
    view = visit("comparison.py", v=["A|2026~AA-HS.1.0", "A|2026~AA-HS.2.0", "|2026~AA-HS.3.0"], basis="v.A")
    assert "Der Name „A“ ist schon vergeben; das 2. Szenario heißt hier „A (2)“." in view.notice
    assert "Das 3. Szenario hat keinen Namen; es heißt hier „3“." in view.notice
    view.press("forget_1")
    assert view.address["v"] == ["A|2026~AA-HS.1.0", "3|2026~AA-HS.3.0"]
    view.widget("text_input", "rename_0_A").set_value("B").run()
    assert view.address["v"] == ["B|2026~AA-HS.1.0", "3|2026~AA-HS.3.0"]
    assert view.address["basis"] == "v.B"
