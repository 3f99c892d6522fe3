"""A scenario by Rechtskreis: values worked by hand from the plan and the press release of December 2025."""

import pytest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.simulator.legal_scope import legal_scope_exhibit, legal_scope_picture
from kompass.language import language
from kompass.places.ledger import Scenario
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from tests.colours import DARK, LIGHT

FACTS = load()
PLAN = plan_of(FACTS)
START = Scenario(PLAN)
DE = language("de")


def shown(text, baseline=START, name="Plan 2026"):
    return legal_scope_exhibit(FACTS, scenario_from_text(PLAN, text), baseline, name, DE)


def test_places_per_1000_before_and_after():
    # December 2025: 14,739 unemployed in SGB III and 28,585 in SGB II. The plan: 2,269 and 1,239 places.
    table = shown("2026~AA-HS.100.25").table
    assert list(table["law"]) == ["SGB III", "SGB II"]
    assert list(table["codes"]) == ["AA", "AC + DN + HS"]
    assert list(table["unemployed"]) == [14739, 28585]
    assert list(table["before"]) == pytest.approx([1000 * 2269 / 14739, 1000 * 1239 / 28585])
    assert list(table["after"]) == pytest.approx([1000 * 2169 / 14739, 1000 * 1339 / 28585])
    assert [DE.number(x, 1) for x in (*table["before"], *table["after"])] == [
        "153,9",
        "43,3",
        "147,2",
        "46,8",
    ]


def test_a_move_within_one_legal_scope_changes_nothing():
    moved = shown("2026~HS-AC.50.18")
    assert list(moved.table["before"]) == list(moved.table["after"])
    assert "SGB III 153,9 und SGB II 43,3" in moved.title
    assert "statt" not in moved.title


def test_the_title_names_the_baseline_and_what_changed():
    moved = shown("2026~AA-HS.100.25")
    assert moved.title.endswith("(gegenüber Plan 2026)")
    assert "SGB III 147,2 statt 153,9" in moved.title
    assert "SGB II 46,8 statt 43,3" in moved.title
    other = shown("2026~AA-HS.100.25", scenario_from_text(PLAN, "2026~AA-HS.100.25"), "Szenario „B“")
    assert other.title.endswith("(wie Szenario „B“)")


def test_the_date_of_the_unemployed_is_told():
    moved = shown("2026")
    assert "Dezember 2025" in moved.reading
    assert {c.as_of for c in moved.citations} == {"", "Dezember 2025"}
    assert moved.kind(FACTS) == Kind.DERIVED
    assert shown("2026~AA-HS.100.25").kind(FACTS) == Kind.SCENARIO


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda s: s.name)
def test_the_picture_has_the_agencys_colour_and_none_of_a_single_job_centre(style):
    picture = legal_scope_picture(shown("2026~AA-HS.100.25"), "Plan 2026", style, DE)
    assert style.institutions["AA"] in picture
    assert not any(style.institutions[code] in picture for code in ("AC", "DN", "HS"))
    assert "153,9 → <b>147,2</b>" in picture
