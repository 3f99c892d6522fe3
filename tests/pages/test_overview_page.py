"""The first page, run by Streamlit without a browser: the answer, in each of its states."""

import re

import pytest

from kompass.pages import FOOT_PAGES, PAGES
from tests.colours import DARK, LIGHT


def answer(view):
    return next(block.value for block in view.app.html if "bk-answer" in block.value)


def cells(view):
    table = re.search(r"<table>(.*?)</table>", answer(view), re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", row)).strip() for row in rows]


def test_who_plans_how_much_for_how_many_people(visit):
    agency, *centres = cells(visit("overview.py"))
    for said in ("AA Agentur für Arbeit", "2.269", "573", "25,3", "14.739", "SGB III", "153,9"):
        assert said in agency
    for row, said in zip(
        centres, (("AC", "586", "172"), ("DN", "300", "80"), ("HS", "353", "129")), strict=True
    ):
        assert all(part in row for part in said)
    # What the three job centres share is said once.
    assert [("28.585" in row, "43,3" in row) for row in centres] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def test_the_map_what_stands_out_and_what_is_short(visit):
    view = visit("overview.py")
    shown = answer(view)
    for rate in ("23,8", "26,5", "40,6"):  # the job centre's places per 1,000 unemployed of the district
        assert f"<b>{rate}</b>" in shown
    for said in ("36,5", "−2,9", "+12,1", "38 Berufsgruppen", "Altenpflege", "kein Ziel:"):
        assert said in shown
    assert "Nicht in den Quellen: Kontingente des Vorjahres, tatsächliche Eintritte" in view.words


def test_every_part_says_its_kind_and_the_sources_are_named(visit):
    shown = answer(visit("overview.py"))
    assert {"plan", "official", "derived", "assigned"} == set(re.findall(r'bk-badge-(\w+)"', shown))
    summary = re.search(r'class="bk-sources"><summary>(.*?)</summary>', shown)[1]
    for source in ("Gemeinsame Bildungszielplanung 2026", "Dezember 2025", "Jahresbilanz 2025"):
        assert source in summary


@pytest.mark.parametrize(("theme", "style"), [("light", LIGHT), ("dark", DARK)])
def test_the_bars_have_the_colours_of_the_institutions(visit, theme, style):
    shown = answer(visit("overview.py", theme))
    for color in style.institutions.values():
        assert color in shown


def test_in_english(visit):
    view = visit("overview.py", lang="en")
    assert "3,508" in view.headline
    for said in ("2,269", "What stands out", "Not in the sources", "Short in all districts"):
        assert said in view.words
    assert "Nicht in den Quellen" not in view.words


def test_it_shows_the_plan_whatever_the_scenario_is(visit):
    assert cells(visit("overview.py", s="2026~AA-HS.100.25")) == cells(visit("overview.py"))


def test_what_the_plan_is_and_the_ways_on(visit):
    view = visit("overview.py")
    for number in ("3.508", "954", "700", "250", "44.674"):
        assert number in view.words
    assert 1 <= view.markup.count('class="bk-number"') <= 4
    ways = [link.proto.label for link in view.app.get("page_link")]
    assert len(ways) == len(PAGES) - 1 + len(FOOT_PAGES)
    # Each by the page's own name.
    assert [label.partition(":")[0] for label in ways[: len(PAGES) - 1]] == [page.title for page in PAGES[1:]]
