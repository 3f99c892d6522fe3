"""The arithmetic of a round against what can be counted out by trying every split."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.facts import load
from kompass.places.plan import Plan, Quota, plan_of
from kompass.places.text import scenario_from_text, scenario_text
from kompass.rounds.split import (
    agreement,
    moved,
    nearest,
    quartiles,
    room_split,
    scenario_of,
    split_of,
)


def compositions(total, most):
    """Every way to write a total as whole numbers, none above its entry of ``most``."""
    return [own for own in product(*(range(n + 1) for n in most)) if sum(own) == total]


def cost(own, answers):
    return sum(abs(a - b) for answer in answers for a, b in zip(own, answer, strict=True))


@st.composite
def rounds(draw):
    """A few answers that divide the same small totals."""
    size = draw(st.integers(2, 4))
    total = draw(st.integers(0, 9 if size < 4 else 6))
    degree = draw(st.integers(0, total))
    of_places = st.sampled_from(compositions(total, [total] * size))

    def answer():
        places = draw(of_places)
        own = draw(st.sampled_from(compositions(degree, places)))
        return tuple(Quota(p, d) for p, d in zip(places, own, strict=True))

    return [answer() for _ in range(draw(st.integers(1, 7)))]


@given(rounds())
def test_no_other_split_is_nearer_to_all_answers(answers):
    found = room_split(answers)
    total, degree = (sum(getattr(q, kind) for q in answers[0]) for kind in ("places", "degree"))
    places, own = [q.places for q in found], [q.degree for q in found]
    assert (sum(places), sum(own)) == (total, degree)
    assert all(0 <= q.degree <= q.places for q in found)
    wanted = [[q.places for q in answer] for answer in answers]
    assert cost(places, wanted) == min(cost(p, wanted) for p in compositions(total, [total] * len(places)))
    wanted = [[q.degree for q in answer] for answer in answers]
    assert cost(own, wanted) == min(cost(d, wanted) for d in compositions(degree, places))


@given(rounds())
def test_the_split_keeps_what_all_answers_keep(answers):
    for own, column in zip(room_split(answers), zip(*answers, strict=True), strict=True):
        assert min(q.places for q in column) <= own.places <= max(q.places for q in column)


@given(rounds(), st.randoms())
def test_the_order_of_the_answers_does_not_matter(answers, random):
    shuffled = random.sample(answers, len(answers))
    assert room_split(shuffled) == room_split(answers)


@given(rounds())
def test_the_scenario_of_a_split_leads_to_it_from_any_plan_of_the_same_totals(answers):
    plan = Plan("x", tuple((f"P{i}", quota) for i, quota in enumerate(answers[0])))
    for answer in answers:
        scenario = scenario_of(plan, answer, "Runde")
        assert split_of(scenario) == answer
        assert scenario_from_text(plan, scenario_text(scenario)).quotas == scenario.quotas
        assert {t.reason for t in scenario.ledger} <= {"Runde"}


def test_one_answer_is_the_rooms_split():
    plan = plan_of(load())
    answer = split_of(scenario_from_text(plan, "2026~AA-HS.100.25"))
    assert answer == (Quota(2169, 548), Quota(586, 172), Quota(300, 80), Quota(453, 154))
    assert room_split([answer]) == answer
    assert scenario_text(scenario_of(plan, answer)) == "2026~AA-HS.100.25"


def test_medians_that_add_up_are_the_split():
    # Medians 10, 20, 30 of 60: nobody said exactly this.
    answers = [(10, 25, 25), (5, 20, 35), (20, 10, 30)]
    assert nearest(list(zip(*answers, strict=True)), 60) == [10, 20, 30]


def test_open_places_go_by_largest_remainder_and_ties_by_plan_order():
    # Any split between two answers is as near. 0 to 3, 0 to 3, 4 to 10: 12 of room, 6 to give, so half of each room
    # (1.5, 1.5, 3): the first of the two remainders.
    assert nearest([(0, 3), (3, 0), (4, 10)], 10) == [2, 1, 7]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7], (7, 7, 7, 7, 7)),
        ([1, 2, 3, 4], (1, Fraction(7, 4), Fraction(5, 2), Fraction(13, 4), 4)),
        # The example of QUARTIL.INKL in the help of LibreOffice Calc's kind: 2 4 6 8 10 12.
        ([12, 2, 10, 4, 8, 6], (2, Fraction(9, 2), 7, Fraction(19, 2), 12)),
    ],
)
def test_quartiles_are_those_of_spreadsheets(values, expected):
    found = quartiles(values)
    assert (found.min, found.q1, found.median, found.q3, found.max) == expected


def test_agreement_counts_answers_within_so_many_places():
    split = (Quota(10, 0), Quota(10, 0))
    answers = [(Quota(10 + n, 0), Quota(10 - n, 0)) for n in (0, 2, -3, 9)]
    assert [moved(answer, split) for answer in answers] == [0, 2, 3, 9]
    assert agreement(answers, split, 3) == Fraction(3, 4)


def test_a_total_that_fits_nowhere_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        nearest([(1, 2)], 3, [2])
