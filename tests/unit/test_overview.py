"""The answer of the first page: places, unemployed, places per 1,000, and what is short."""

import pytest

from kompass.facts import load
from kompass.figures.exhibit import Kind, kind_of
from kompass.figures.overview.need import need_exhibit, scopes
from kompass.figures.overview.short import MADE, short
from kompass.language import language
from kompass.matching.goals import GoalClass
from kompass.places.plan import plan_of

FACTS = load()
PLAN = plan_of(FACTS)
DE = language("de")
SHOWN = need_exhibit(FACTS, PLAN, DE)


def test_places_and_unemployed_of_each_institution():
    """Places: the plan, section 8, page 18. Unemployed: Presseinfo 1/2026, December 2025."""
    table = SHOWN.table.set_index("code")
    assert list(table["places"]) == [2269, 586, 300, 353]
    assert list(table["degree"]) == [573, 172, 80, 129]
    assert list(table["law"]) == ["SGB III", "SGB II", "SGB II", "SGB II"]
    assert list(table["unemployed"]) == [14739, 28585, 28585, 28585]
    assert table["per_1000"].tolist() == pytest.approx([153.945, 43.344, 43.344, 43.344], abs=0.001)
    assert SHOWN.kind(FACTS) is Kind.DERIVED


def test_the_title_says_who_plans_how_much_for_how_many():
    for number in ("3.508", "2026", "153,9", "43,3", "SGB III", "SGB II"):
        assert number in SHOWN.title
    assert "erschlossen" in SHOWN.reading


def test_the_job_centres_share_a_legal_scope():
    first, second = scopes(FACTS, PLAN, DE)
    assert (first.codes, first.places) == (("AA",), 2269)
    assert (second.codes, second.places) == (("AC", "DN", "HS"), 586 + 300 + 353)
    assert kind_of(SHOWN.made, [first.cited], FACTS) is Kind.DERIVED


def test_what_is_short_is_counted_as_on_its_page():
    found = short(FACTS, DE)
    assert found.counts == {GoalClass.FITS: 16, GoalClass.OTHER_LEVEL: 7, GoalClass.NO_GOAL: 15}
    assert (found.total, found.in_all_districts) == (38, 7)
    assert "Altenpflege" in found.everywhere[GoalClass.FITS]
    assert list(found.everywhere[GoalClass.NO_GOAL]) == ["Einkauf und Vertrieb"]
    assert found.as_of == "Mai 2025"
    assert kind_of(MADE, found.citations, FACTS) is Kind.ASSIGNED
