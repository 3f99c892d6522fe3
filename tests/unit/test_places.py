"""The arithmetic of places: conserved by construction, exact to undo, independent of the path."""

from fractions import Fraction
from typing import ClassVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kompass.places.guards import Guards, guards_from_text, guards_text
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError, Transfer
from kompass.places.moves import PROPORTIONAL, apportion, nearest, set_degree, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.outcome import net_flows, redistributed
from kompass.places.plan import OUTSIDE, Plan, Quota
from kompass.places.text import scenario_from_text, scenario_text
from kompass.places.totals import set_total, total_at

CODES = ("AA", "AC", "DN", "HS")
# Typed from section 8 of the plan.
PLAN = Plan(
    "2026",
    (("AA", Quota(2269, 573)), ("AC", Quota(586, 172)), ("DN", Quota(300, 80)), ("HS", Quota(353, 129))),
)


@st.composite
def plans(draw):
    """Any plan of 2 to 6 institutions, empty quotas included."""
    count = draw(st.integers(2, 6))
    quotas = []
    for index in range(count):
        places = draw(st.integers(0, 3000))
        quotas.append((f"I{index}", Quota(places, draw(st.integers(0, places)))))
    return Plan("2031", tuple(quotas))


moves = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.integers(-50, 4000),
        st.sampled_from((*CODES, PROPORTIONAL)),
        st.frozensets(st.sampled_from(CODES), max_size=2),
    ),
    max_size=12,
)


def negotiated(steps, start=None):
    """All steps that can be, the others left out."""
    table = start or Negotiation(Scenario(PLAN))
    for code, places, counterpart, locked in steps:
        try:
            table = table.move(code, places, counterpart, Limits(locked=locked))
        except ScenarioError:
            continue
    return table


def assert_possible(scenario, total):
    assert scenario.total == total
    for quota in scenario.quotas.values():
        assert 0 <= quota.degree <= quota.places


@given(moves)
def test_any_sequence_of_moves_conserves_both_totals(steps):
    table = negotiated(steps)
    for scenario in (*table.past, table.current):
        assert_possible(scenario, Quota(3508, 954))


@given(moves)
def test_a_scenario_equals_its_recomputation_from_the_ledger(steps):
    scenario = negotiated(steps).current
    places = {code: quota.places for code, quota in PLAN.quotas.items()}
    degree = {code: quota.degree for code, quota in PLAN.quotas.items()}
    for entry in scenario.ledger:
        places[entry.giver] -= entry.places
        places[entry.taker] += entry.places
        degree[entry.giver] -= entry.degree
        degree[entry.taker] += entry.degree
    assert {c: q.places for c, q in scenario.quotas.items()} == places
    assert {c: q.degree for c, q in scenario.quotas.items()} == degree


@given(moves)
def test_undo_walks_back_through_every_step_to_the_plan(steps):
    table = negotiated(steps)
    for scenario in reversed(table.past):
        table = table.undo()
        assert table.current == scenario
    assert table.current == Scenario(PLAN)
    assert not table.can_undo


@given(moves)
def test_a_booked_scenario_can_be_undone_and_done_again(steps):
    table = negotiated(steps)
    booked = table.book(Scenario(PLAN))
    assert booked.current.quotas == PLAN.quotas
    if table.current.ledger:
        assert booked.undo().current == table.current
        assert booked.undo().redo().current == Scenario(PLAN)


@given(moves)
def test_redo_walks_forward_through_everything_taken_back(steps):
    table = negotiated(steps)
    back = table
    while back.past:
        back = back.undo()
    for scenario in (*table.past[1:], table.current)[: len(table.past)]:
        back = back.redo()
        assert back.current == scenario
    assert back.redo() == back  # nothing is left to do again


def test_a_new_step_ends_what_could_be_done_again():
    table = Negotiation(Scenario(PLAN)).move("HS", 400, "AA").undo().move("DN", 310, "AA")
    assert table.future == ()


@given(
    st.sampled_from(CODES),
    st.lists(st.integers(0, 3508), min_size=1, max_size=8),
    st.sampled_from((*CODES, PROPORTIONAL)),
)
def test_a_drag_ends_where_one_move_would_have_gone(code, stops, counterpart):
    assume(code != counterpart)
    try:
        direct = Negotiation(Scenario(PLAN)).move(code, stops[-1], counterpart).current
    except ScenarioError:
        assume(False)
    dragged = negotiated([(code, stop, counterpart, frozenset()) for stop in stops]).current
    assert dragged == direct


@given(
    st.lists(
        st.tuples(st.permutations(CODES).map(lambda c: (c[0], c[1])), st.integers(1, 20)),
        min_size=2,
        max_size=6,
    ),
    st.randoms(),
)
def test_the_order_of_moves_between_named_partners_does_not_matter(flows, random):
    def outcome(order):
        scenario = Scenario(PLAN)
        for (giver, taker), amount in order:
            scenario = set_places(scenario, giver, scenario.quotas[giver].places - amount, taker)
        return scenario.quotas

    shuffled = list(flows)
    random.shuffle(shuffled)
    assert outcome(flows) == outcome(shuffled)


@given(plans(), st.data())
def test_conserved_in_any_plan_with_the_outside_as_partner(plan, data):
    scenario = Scenario(plan)
    outside = 0
    for _ in range(6):
        giver, taker = data.draw(st.permutations((*plan.codes, OUTSIDE)))[:2]
        places = data.draw(st.integers(1, 500))
        try:
            scenario = scenario.transfer(giver, taker, places)
        except ScenarioError:
            continue
        outside += places * ((giver == OUTSIDE) - (taker == OUTSIDE))
        assert scenario.total.places == plan.total.places + outside
        for quota in scenario.quotas.values():
            assert 0 <= quota.degree <= quota.places


@given(moves)
def test_the_text_form_round_trips_exactly(steps):
    scenario = negotiated(steps).current
    assert scenario_from_text(PLAN, scenario_text(scenario)) == scenario


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    try:
        scenario = scenario_from_text(PLAN, text)
    except ScenarioError:
        return  # refused in words; anything else would fail the test
    assert scenario_from_text(PLAN, scenario_text(scenario)) == scenario


@given(moves, st.dictionaries(st.sampled_from(CODES), st.integers(0, 400)))
def test_floors_and_locks_hold_at_every_step(steps, floors):
    table = Negotiation(Scenario(PLAN))
    for code, places, counterpart, locked in steps:
        before = table.current.quotas
        try:
            table = table.move(code, places, counterpart, Limits(locked, floors))
        except ScenarioError:
            assert table.current.quotas == before
            continue
        after = table.current.quotas
        for locked_code in locked:
            assert after[locked_code] == before[locked_code]
        for held, floor in floors.items():
            # Who stands below its floor from the start may stay there, but gives nothing.
            assert after[held].places >= min(floor, PLAN.quotas[held].places)


# Worked by hand from the plan's rates: AA 573/2269, HS 129/353, DN 80/300; the plan 954/3508.
@pytest.mark.parametrize(
    ("giver", "places", "expected"),
    [
        ("AA", 100, 25),
        ("AA", 2269, 573),
        ("AA", 1, 0),
        ("AA", 2, 1),
        ("HS", 100, 37),
        ("DN", 20, 5),
        (OUTSIDE, 20, 5),
    ],
)
def test_degree_oriented_places_travel_at_the_givers_plan_rate(giver, places, expected):
    assert PLAN.travelling_degree(giver, places) == expected


def test_half_a_place_is_rounded_up():
    half = Plan("x", (("A", Quota(2, 1)), ("B", Quota(4, 0))))
    assert half.travelling_degree("A", 1) == 1


def test_the_rule_never_takes_more_than_is_there():
    scenario = Scenario(PLAN).transfer("AA", "HS", 100, 0).transfer("HS", "AC", 453)
    assert scenario.ledger[-1].degree == 129  # by rate it would be 166
    assert scenario.quotas["HS"] == Quota(0, 0)


def test_a_hundred_places_from_aa_to_hs():
    scenario = scenario_from_text(PLAN, "2026~AA-HS.100.25")
    assert scenario.quotas["AA"] == Quota(2169, 548)
    assert scenario.quotas["HS"] == Quota(453, 154)
    assert scenario == scenario_from_text(PLAN, "2026~AA-HS.100")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025~AA-HS.100", "Plan „2025“"),
        ("2026~AA-HS", "nicht lesbar"),
        ("2026~AA-HS.100.25.3", "nicht lesbar"),
        ("2026~aa-HS.10", "nicht lesbar"),
        ("2026~AA-HS.٣", "nicht lesbar"),
        ("2026~AA-XX.10", "XX ist keine Institution"),
        ("2026~AA-AA.10", "an sich selbst"),
        ("2026~EXT-EXT.10", "an sich selbst"),
        ("2026~AA-HS.0", "mindestens ein Platz"),
        ("2026~AA-HS.10.11", "nicht 11 abschlussorientiert"),
        ("2026~DN-HS.301", "höchstens 300 Plätze"),
        ("2026~HS-AC.400~AA-HS.100", "höchstens 353 Plätze"),
        ("2026~DN-HS.100.81", "nur 80 abschlussorientierte"),
        ("2026~DN-HS.250.20", "behielte 50 Plätze, davon 60"),
        ("2026~" + "AA-HS.1.0~" * 500, "zu lang"),
        ("<script>", "Plan „<script>“"),
    ],
)
def test_an_impossible_text_says_what_is_wrong(text, words):
    with pytest.raises(ScenarioError) as caught:
        scenario_from_text(PLAN, text)
    assert words in str(caught.value)


def test_a_lock_and_a_floor_are_named_and_nothing_moves():
    start = Negotiation(Scenario(PLAN))
    with pytest.raises(ScenarioError) as locked:
        start.move("HS", 400, "DN", Limits(locked=frozenset({"DN"})))
    assert "DN ist gesperrt" in str(locked.value)
    with pytest.raises(ScenarioError) as floor:
        start.move("HS", 400, "DN", Limits(floors={"DN": 280}))
    assert "DN soll mindestens 280 Plätze behalten und kann nur 20 abgeben, nicht 47" in str(floor.value)
    with pytest.raises(ScenarioError) as ceiling:
        start.move("HS", 400, "DN", Limits(ceilings={"HS": 390}))
    assert "HS soll höchstens 390 Plätze haben und kann nur 37 nehmen, nicht 47" in str(ceiling.value)
    with pytest.raises(ScenarioError) as all_locked:
        start.move("HS", 400, PROPORTIONAL, Limits(locked=frozenset({"AA", "AC", "DN"})))
    assert "Es gibt keinen Ausgleich für HS" in str(all_locked.value)


def test_a_proportional_move_that_is_blocked_names_what_blocks_and_the_nearest_possible_one():
    limits = Limits(floors={"DN": 290})
    scenario = Scenario(PLAN)
    with pytest.raises(ScenarioError) as caught:
        set_places(scenario, "HS", 800, PROPORTIONAL, limits)
    assert "DN soll mindestens 290 Plätze behalten und kann nur 10 abgeben" in str(caught.value)
    possible = nearest(set_places, scenario, "HS", 800, PROPORTIONAL, limits)
    # DN's part is 300 of 3155: its tenth place goes with the 110th (10.46 by quota, rounded by remainder).
    assert 353 + 100 <= possible <= 353 + 115
    assert set_places(scenario, "HS", possible, PROPORTIONAL, limits).quotas["DN"].places == 290
    with pytest.raises(ScenarioError):
        set_places(scenario, "HS", possible + 1, PROPORTIONAL, limits)


@given(
    st.sampled_from((set_places, set_degree)),
    st.sampled_from(CODES),
    st.integers(0, 4000),
    st.sampled_from((*CODES, PROPORTIONAL)),
    st.dictionaries(st.sampled_from(CODES), st.integers(0, 3000)),
    st.dictionaries(st.sampled_from(CODES), st.integers(0, 3000)),
)
def test_what_is_offered_in_place_of_a_blocked_move_can_be_made(
    setter, code, wanted, counterpart, floors, ceilings
):
    assume(code != counterpart)
    scenario, limits = Scenario(PLAN), Limits(floors=floors, ceilings=ceilings)
    possible = nearest(setter, scenario, code, wanted, counterpart, limits)
    reached = setter(scenario, code, possible, counterpart, limits).quotas[code]
    assert (reached.places if setter is set_places else reached.degree) == possible


def test_a_move_nets_with_an_earlier_one_between_the_same_two():
    table = Negotiation(Scenario(PLAN)).move("HS", 453, "AA").move("DN", 320, "AC").move("HS", 403, "AA")
    assert table.current.ledger == (Transfer("AA", "HS", 50, 13), Transfer("AC", "DN", 20, 6))
    assert table.move("HS", 353, "AA").current.ledger == (Transfer("AC", "DN", 20, 6),)


def test_a_stated_degree_part_is_kept_as_stated():
    scenario = scenario_from_text(PLAN, "2026~AA-HS.100.40")
    moved = set_places(scenario, "HS", 463, "AA")
    assert moved.ledger == (Transfer("AA", "HS", 100, 40), Transfer("AA", "HS", 10, 3))


@given(st.integers(0, 5000), st.lists(st.integers(0, 1000), min_size=1, max_size=150))
def test_apportionment_obeys_quota_and_sums_exactly(seats, weights):
    assume(sum(weights) > 0)
    result = apportion(seats, weights)
    assert sum(result) == seats
    for got, weight in zip(result, weights, strict=True):
        exact = Fraction(seats * weight, sum(weights))
        assert abs(got - exact) < 1


def test_largest_remainder_worked_by_hand():
    # Quotas 9.061, 7.179, 5.259, 3.319, 1.182: the whole parts make 25, the largest remainder is the fourth.
    assert apportion(26, [9061, 7179, 5259, 3319, 1182]) == [9, 7, 5, 4, 1]


def test_ties_go_to_the_earlier_in_plan_order():
    assert apportion(1, [5, 5, 5]) == [1, 0, 0]
    assert apportion(2, [5, 5, 5]) == [1, 1, 0]


@pytest.mark.parametrize("weights", [[0, 0], [-1, 2]])
def test_weights_that_share_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        apportion(10, weights)


def test_the_arithmetic_does_not_depend_on_four_institutions():
    plan = Plan("big", tuple((f"I{i:03}", Quota(100 + i, i)) for i in range(150)))
    moved = set_places(Scenario(plan), "I000", 700, PROPORTIONAL)
    assert moved.total == plan.total
    assert moved.quotas["I000"].places == 700


# ---------------------------------------------------------------- degree-oriented places


def test_an_exchange_moves_no_place_only_what_they_are_for():
    scenario = set_degree(Scenario(PLAN), "HS", 149, "AA")
    assert scenario.ledger == (Transfer("AA", "HS", 20, 20), Transfer("HS", "AA", 20, 0))
    assert scenario.quotas["HS"] == Quota(353, 149)
    assert scenario.quotas["AA"] == Quota(2269, 553)
    assert scenario.exchanges == {0}


@given(
    st.lists(
        st.tuples(
            st.sampled_from((set_places, set_degree)),
            st.sampled_from(CODES),
            st.integers(0, 2500),
            st.sampled_from((*CODES, PROPORTIONAL)),
            st.sampled_from(("move", "undo", "redo")),
        ),
        max_size=14,
    ),
    st.dictionaries(st.sampled_from(CODES), st.integers(0, 300)),
    st.dictionaries(st.sampled_from(CODES), st.integers(400, 3000)),
)
def test_any_sequence_of_both_sliders_undo_and_redo_conserves_both_totals(steps, floors, ceilings):
    limits = Limits(floors=floors, ceilings=ceilings)
    table = Negotiation(Scenario(PLAN))
    for setter, code, wanted, counterpart, action in steps:
        before = table
        try:
            if action == "move":
                table = table.move(code, wanted, counterpart, limits, setter)
            else:
                table = table.undo() if action == "undo" else table.redo()
        except ScenarioError:
            assert table is before
        assert_possible(table.current, Quota(3508, 954))
        assert Scenario(PLAN, table.current.ledger).quotas == table.current.quotas
        assert scenario_from_text(PLAN, scenario_text(table.current)) == table.current


def test_exchanges_between_the_same_two_net():
    table = Negotiation(Scenario(PLAN)).move("HS", 149, "AA", setter=set_degree)
    table = table.move("DN", 310, "AC").move("HS", 139, "AA", setter=set_degree)
    assert table.current.ledger == (
        Transfer("AA", "HS", 10, 10),
        Transfer("HS", "AA", 10, 0),
        Transfer("AC", "DN", 10, 3),
    )
    assert table.move("HS", 129, "AA", setter=set_degree).current.ledger == (Transfer("AC", "DN", 10, 3),)


@pytest.mark.parametrize(("setter", "held"), [(set_places, 353), (set_degree, 129)])  # of HS in the plan
@pytest.mark.parametrize("counterpart", ["AA", "HS", PROPORTIONAL])
def test_what_holds_already_moves_nothing_and_meets_no_lock(setter, held, counterpart):
    for limits in (NO_LIMITS, Limits(frozenset({"HS"})), Limits(frozenset(PLAN.codes))):
        assert setter(Scenario(PLAN), "HS", held, counterpart, limits) == Scenario(PLAN)


def test_a_slider_of_places_leaves_an_exchange_alone():
    scenario = set_places(set_degree(Scenario(PLAN), "HS", 130, "AA"), "HS", 363, "AA")
    assert scenario.ledger[:2] == (Transfer("AA", "HS", 1, 1), Transfer("HS", "AA", 1, 0))
    assert scenario.ledger[2] == Transfer("AA", "HS", 10, 3)


@pytest.mark.parametrize(
    ("code", "degree", "counterpart", "words"),
    [
        ("HS", 250, "DN", "DN hat nur 80 abschlussorientierte Plätze und kann nicht 121 abgeben"),
        ("DN", 301, "AA", "DN hat nur 220 andere Plätze und kann nicht 221 dafür geben"),
    ],
)
def test_an_exchange_that_cannot_be_names_who_lacks_what(code, degree, counterpart, words):
    with pytest.raises(ScenarioError) as caught:
        set_degree(Scenario(PLAN), code, degree, counterpart)
    assert words in str(caught.value)


# ---------------------------------------------------------------- the ledger by hand


def test_a_step_can_be_taken_out_and_an_exchange_goes_whole():
    scenario = set_places(set_degree(Scenario(PLAN), "HS", 149, "AA"), "DN", 310, "AC")
    assert scenario.without(0).ledger == (Transfer("AC", "DN", 10, 3),)
    assert scenario.without(2).ledger == scenario.ledger[:2]
    assert scenario.undo().ledger == scenario.ledger[:2]
    assert scenario.undo().undo().ledger == ()


def test_a_step_that_a_later_one_lives_on_stays():
    scenario = scenario_from_text(PLAN, "2026~AA-HS.100.25~HS-AC.400.120")
    with pytest.raises(ScenarioError) as caught:
        scenario.without(0)
    assert "Umbuchung 1 wird noch gebraucht" in str(caught.value)


def test_a_reason_is_one_line_of_at_most_two_hundred_characters():
    scenario = scenario_from_text(PLAN, "2026~AA-HS.100.25").with_reason(0, "weil\n es " + "x" * 300)
    assert scenario.ledger[0].reason.startswith("weil es x")
    assert len(scenario.ledger[0].reason) == 200
    assert scenario.quotas == scenario_from_text(PLAN, "2026~AA-HS.100.25").quotas


# ---------------------------------------------------------------- more or fewer in all


@pytest.mark.parametrize(("percent", "places"), [(5, 3683), (10, 3859), (-5, 3333), (-10, 3157), (0, 3508)])
def test_a_percentage_of_the_plan_is_rounded_half_up(percent, places):
    # 5 % of 3508 are 175.4, 10 % are 350.8
    assert total_at(Scenario(PLAN), percent) == places


def test_more_money_by_the_plan_worked_by_hand():
    scenario = set_total(Scenario(PLAN), 3683)
    # 175 places by 2269 : 586 : 300 : 353 of 3508: quotas 113.19, 29.23, 14.97, 17.61
    assert [q.places for q in scenario.quotas.values()] == [2382, 615, 315, 371]
    assert scenario.from_outside.places == 175


class _Key:
    """A key of two to one to one."""

    weights: ClassVar = {"AC": Fraction(2), "DN": Fraction(1), "HS": Fraction(1)}


def test_less_money_by_a_key_keeps_the_part_of_those_the_key_says_nothing_of():
    scenario = set_total(Scenario(PLAN), 3333, key=_Key())
    # AA gives 113.19 of 175 as by the plan; the other 61.81 go 2 : 1 : 1, so 30.90, 15.45, 15.45
    assert [q.places for q in scenario.quotas.values()] == [2269 - 113, 586 - 31, 300 - 16, 353 - 15]


@given(st.integers(0, 8000), st.frozensets(st.sampled_from(CODES), max_size=3))
def test_a_total_is_met_exactly_and_locks_hold(places, locked):
    try:
        scenario = set_total(Scenario(PLAN), places, Limits(locked=locked))
    except ScenarioError:
        return
    assert scenario.total.places == places
    for code in locked:
        assert scenario.quotas[code] == PLAN.quotas[code]


def test_a_total_that_all_are_locked_against_is_refused():
    with pytest.raises(ScenarioError, match="Alle Institutionen sind gesperrt"):
        set_total(Scenario(PLAN), 3600, Limits(locked=frozenset(CODES)))


# ---------------------------------------------------------------- guards


def test_the_tighter_of_floor_and_tolerance_holds():
    guards = Guards({"DN": 280, "AC": 400}, {"HS": 360}, 10)
    limits = guards.limits(PLAN, frozenset())
    assert limits.floors == {"AA": 2043, "AC": 528, "DN": 280, "HS": 318}  # AA 2269 - 226
    assert limits.ceilings == {"AA": 2495, "AC": 644, "DN": 330, "HS": 360}


@given(
    st.dictionaries(st.sampled_from(CODES), st.integers(0, 400)),
    st.dictionaries(st.sampled_from(CODES), st.integers(400, 9999)),
    st.none() | st.integers(0, 999),
)
def test_guards_survive_the_address(floors, ceilings, tolerance):
    guards = Guards(floors, ceilings, tolerance)
    assert guards_from_text(PLAN, guards_text(guards)) == guards


@pytest.mark.parametrize("text", ["XX.1.2", "DN.a.2", "t", "DN", "<script>", "DN.-1.2", "DN.٣.4"])
def test_guards_that_cannot_be_read_are_named(text):
    with pytest.raises(ScenarioError, match="nicht lesbar"):
        guards_from_text(PLAN, text)


def test_guards_that_contradict_each_other_are_refused():
    with pytest.raises(ScenarioError, match="mindestens 300 und höchstens 200"):
        guards_from_text(PLAN, "DN.300.200")


# ---------------------------------------------------------------- who gave to whom


@given(moves, moves)
def test_the_flows_explain_every_change(steps, start):
    baseline, scenario = negotiated(start).current, negotiated(steps).current
    change = dict.fromkeys(CODES, 0)
    for (giver, taker), places in net_flows(scenario, baseline).items():
        assert places > 0
        change[giver] -= places
        change[taker] += places
    assert change == {c: scenario.quotas[c].places - baseline.quotas[c].places for c in CODES}


def test_redistribution_and_the_outside_are_counted_apart():
    scenario = scenario_from_text(PLAN, "2026~AA-HS.100.25~EXT-DN.20.5~HS-AA.30.11")
    baseline = Scenario(PLAN)
    assert redistributed(scenario, baseline) == 70
    assert net_flows(scenario, baseline) == {("AA", "HS"): 70, ("EXT", "DN"): 20}
