"""Goal seek: as few places as an enumeration of everything finds, every wish exact, conflicts that are ones."""

import ast
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kompass.facts import load
from kompass.figures.simulator.goal_seek import answer_sentence, goal_exhibit, goal_table
from kompass.language import Message, language
from kompass.places.goal_search import programme as goal_programme
from kompass.places.goal_search import search as goal_seek
from kompass.places.goal_search.programme import LINEAR, ROOT, BoundReached, Inexact
from kompass.places.goal_search.search import Infeasible, fewest_moves
from kompass.places.goal_search.text import goal_from_document
from kompass.places.goal_search.wishes import (
    Wish,
    distance_at_most,
    limit_wishes,
    minimum_degree_rate,
    minimum_per_1000,
    most_given,
)
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import NO_LIMITS, Limits, Scenario, ScenarioError, Transfer
from kompass.places.plan import Plan, Quota
from kompass.places.text import scenario_from_text

DE = language("de")
# Typed from section 8 of the plan, and the annual average 2025 of the unemployed from the Jahresbilanz 2025.
PLAN = Plan(
    "2026",
    (("AA", Quota(2269, 573)), ("AC", Quota(586, 172)), ("DN", Quota(300, 80)), ("HS", Quota(353, 129))),
)
START = Scenario(PLAN)
UNEMPLOYED = Key(
    "unemployed", "Arbeitslose", "", {"AC": Fraction(24645), "DN": Fraction(11324), "HS": Fraction(8705)}, ()
)
# Shares of 586 + 300 + 353 = 1,239 places: 500, 400 and 339 exactly.
ROUND = Key("round", "Rund", "", {"AC": Fraction(500), "DN": Fraction(400), "HS": Fraction(339)}, ())

# ---------------------------------------------------------------- everything enumerated


@dataclass(frozen=True)
class Small:
    """A small plan and wishes in plain numbers, so that tests judge them without the code under test."""

    plan: Plan
    weights: tuple[int, ...]
    per_1000: tuple[tuple[int, Decimal], ...]
    rates: tuple[tuple[int, Decimal], ...]
    given: int | None
    distance: Decimal | None
    locked: frozenset[int]
    floors: tuple[tuple[int, int], ...]
    ceilings: tuple[tuple[int, int], ...]

    @property
    def scenario(self):
        return Scenario(self.plan)

    @property
    def key(self):
        return Key(
            "k", "Verteilungsschlüssel", "", {f"I{i}": Fraction(w) for i, w in enumerate(self.weights)}, ()
        )

    @property
    def wishes(self):
        wishes = [minimum_per_1000(f"I{i}", self.key, m) for i, m in self.per_1000]
        wishes += [minimum_degree_rate(f"I{i}", r, self.scenario) for i, r in self.rates]
        wishes += [] if self.given is None else [most_given(self.given, self.scenario)]
        return wishes + ([] if self.distance is None else [distance_at_most(self.key, self.distance)])

    @property
    def limits(self):
        floors, ceilings = ({f"I{i}": n for i, n in pairs} for pairs in (self.floors, self.ceilings))
        return Limits(frozenset(f"I{i}" for i in self.locked), floors, ceilings)

    def tests(self):
        """Each wish as its own plain rule over (places, degree, given, taken) per institution."""
        held = self.plan.total
        found = [
            ("Es bleiben insgesamt {n} Plätze", lambda s: sum(p for p, *_ in s) == held.places),
            ("Es bleiben insgesamt {n} abschluss", lambda s: sum(d for _, d, *_ in s) == held.degree),
        ]
        for i in range(len(self.weights)):
            if i in self.locked:
                found.append(("gesperrt", lambda s, i=i: s[i][2] == s[i][3] == 0))
            found += [("floor", lambda s, i=i, n=n: s[i][0] >= n) for j, n in self.floors if j == i and n]
            found += [("ceiling", lambda s, i=i, n=n: s[i][0] <= n) for j, n in self.ceilings if j == i]
        for i, minimum in self.per_1000:
            found.append(
                ("per 1000", lambda s, i=i, m=minimum: s[i][0] * 1000 >= Fraction(m) * self.weights[i])
            )
        for i, rate in self.rates:
            found.append(("rate", lambda s, i=i, r=rate: s[i][1] >= Fraction(r) * s[i][0]))
        if self.given is not None:
            found.append(("given", lambda s: all(g <= self.given for _, _, g, _ in s)))
        if self.distance is not None:
            found.append(("distance", self._near))
        return found

    def _near(self, state):
        total, whole = sum(p for p, *_ in state), sum(self.weights)
        off = sum(abs(p - Fraction(w * total, whole)) for (p, *_), w in zip(state, self.weights, strict=True))
        return off / 2 <= Fraction(self.distance)


def states(plan, most):
    """Every outcome in which nobody has more than ``most`` places, as (places, degree, given, taken)."""
    for after in product(
        [(d, o) for d in range(most + 1) for o in range(most + 1 - d)], repeat=len(plan.entries)
    ):
        state = []
        for (degree, other), (_, held) in zip(after, plan.entries, strict=True):
            gives = max(held.degree - degree, 0), max(held.other - other, 0)
            takes = max(degree - held.degree, 0), max(other - held.other, 0)
            state.append((degree + other, degree, sum(gives), sum(takes), gives[0]))
        yield state


@cache
def conserved(plan):
    """Every outcome that keeps both totals of the plan."""
    total = plan.total
    return [
        state
        for state in states(plan, total.places)
        if sum(p for p, *_ in state) == total.places and sum(d for _, d, *_ in state) == total.degree
    ]


def rank(plan, state):
    """The order of answers: places moved, who takes part, stray degree-oriented places, place in the plan."""
    by_rule = [
        int(Fraction(2 * g * q.degree + q.places, 2 * q.places)) if q.places else 0
        for (_, _, g, *_), (_, q) in zip(state, plan.entries, strict=True)
    ]
    return (
        sum(g for _, _, g, *_ in state),
        sum((g > 0 or t > 0) + (g > 0) + (t > 0) for _, _, g, t, _ in state),
        sum(abs(gd - r) for (*_, gd), r in zip(state, by_rule, strict=True)),
        sum(i * (g + t) for i, (_, _, g, t, _) in enumerate(state)),
    )


def unevenness(plan, state):
    """How far the takers are from equal shares of the degree-oriented places, times all places that move."""
    taken = [
        (t, d - held.degree + gd) for (_, d, _, t, gd), (_, held) in zip(state, plan.entries, strict=True)
    ]
    moved, degree = sum(t for t, _ in taken), sum(d for _, d in taken)
    return sum(abs(moved * d - degree * t) for t, d in taken)


def best(small):
    rules = [rule for _, rule in small.tests()]
    fitting = (
        rank(small.plan, state)
        for state in conserved(small.plan)
        if all(rule([s[:4] for s in state]) for rule in rules)
    )
    return min(fitting, default=None)


def state_of(small, answer):
    state = []
    for code, held in small.plan.entries:
        quota = answer.scenario.quotas[code]
        gives = [t for t in answer.transfers if t.giver == code]
        takes = [t for t in answer.transfers if t.taker == code]
        given_degree = sum(t.degree for t in gives)
        taken_degree = sum(t.degree for t in takes)
        assert quota.degree == held.degree - given_degree + taken_degree
        given, taken = sum(t.places for t in gives), sum(t.places for t in takes)
        state.append((quota.places, quota.degree, given, taken, given_degree))
    return state


@st.composite
def smalls(draw, sizes=(2, 3), heaviest=2, highest_rate=1):
    count = draw(st.sampled_from(sizes))
    quotas = []
    for index in range(count):
        held = draw(st.integers(0, 4 if count == 2 else 3))
        quotas.append((f"I{index}", Quota(held, draw(st.integers(0, held)))))
    who = st.integers(0, count - 1)
    numbers = st.integers(0, 4)
    tenths = st.integers(0, 40).map(lambda n: Decimal(n) / 10)
    return Small(
        Plan("x", tuple(quotas)),
        tuple(draw(st.lists(st.integers(1, heaviest), min_size=count, max_size=count))),
        tuple(draw(st.lists(st.tuples(who, tenths.map(lambda n: n * 500)), max_size=1))),
        tuple(draw(st.lists(st.tuples(who, tenths.map(lambda n: highest_rate * n / 4)), max_size=2))),
        draw(st.none() | numbers),
        draw(st.none() | tenths),
        draw(st.frozensets(who, max_size=1)),
        tuple(draw(st.dictionaries(who, numbers, max_size=1)).items()),
        tuple(draw(st.dictionaries(who, numbers, max_size=2)).items()),
    )


slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.slow
@slow
@given(smalls())
def test_the_answer_equals_that_of_enumerating_everything(small):
    expected = best(small)
    if expected is None:
        with pytest.raises(Infeasible):
            fewest_moves(small.scenario, small.wishes, small.limits)
        return
    answer = fewest_moves(small.scenario, small.wishes, small.limits)
    state = state_of(small, answer)
    assert rank(small.plan, state) == expected
    assert answer.moved == expected[0]
    assert answer.scenario.total == small.plan.total
    for name, rule in small.tests():
        assert rule([s[:4] for s in state]), name
    assert answer.proven
    assert answer.choice_complete
    alike = min(
        unevenness(small.plan, other)
        for other in conserved(small.plan)
        if [s[2:] for s in other] == [s[2:] for s in state]
        and all(rule([s[:4] for s in other]) for _, rule in small.tests())
    )
    assert unevenness(small.plan, state) == alike
    assert fewest_moves(small.scenario, small.wishes, small.limits) == answer


def least_moved(outcomes, rules):
    """The fewest moved places of the outcomes that keep these rules."""
    return min(
        sum(g for _, _, g, *_ in state)
        for state in outcomes
        if all(rule([s[:4] for s in state]) for rule in rules)
    )


@pytest.mark.slow
@slow
@given(smalls())
def test_the_reason_alone_forces_the_number_and_nothing_in_it_is_idle(small):
    expected = best(small)
    assume(expected and expected[0])
    answer = fewest_moves(small.scenario, small.wishes, small.limits)
    demands = (*limit_wishes(small.limits, small.scenario), *small.wishes)
    rules = {str(wish.message): rule for wish, (_, rule) in zip(demands, small.tests()[2:], strict=True)}
    assert answer.forced_by
    chosen = [rules[str(message)] for message in answer.forced_by]
    outcomes = conserved(small.plan)
    assert least_moved(outcomes, chosen) == answer.moved
    for left_out in range(len(chosen)):
        assert least_moved(outcomes, chosen[:left_out] + chosen[left_out + 1 :]) < answer.moved


def possible(small, rules):
    """Whether any outcome fits. Eight places each are room enough when the total is free: who keeps four
    others takes four degree-oriented ones to reach a half, and by equal weights the other one follows."""
    return any(all(rule([s[:4] for s in state]) for rule in rules) for state in states(small.plan, 8))


@pytest.mark.slow
@slow
@given(smalls(sizes=(2,), heaviest=1, highest_rate=Decimal("0.5")))
def test_a_conflict_is_one_and_nothing_in_it_is_idle(small):
    assume(best(small) is None)
    with pytest.raises(Infeasible) as caught:
        fewest_moves(small.scenario, small.wishes, small.limits)
    named = [str(message) for message in caught.value.conflicts]
    rules = dict(
        zip(
            [
                str(w.message)
                for w in (
                    *goal_seek.total_wishes(small.scenario),
                    *limit_wishes(small.limits, small.scenario),
                    *small.wishes,
                )
            ],
            [rule for _, rule in small.tests()],
            strict=True,
        )
    )
    assert set(named) <= set(rules)
    chosen = [rules[name] for name in named]
    assert not possible(small, chosen)
    for left_out in range(len(chosen)):
        assert possible(small, chosen[:left_out] + chosen[left_out + 1 :]), named[left_out]


# ---------------------------------------------------------------- the plan, worked by hand


def test_a_minimum_per_1000_takes_from_the_first_of_the_plan_at_its_rate():
    # 45 · 8,705 / 1,000 = 391.7, so 392 places, 39 more than 353; 39 · 573 / 2,269 = 9.85, so 10.
    answer = fewest_moves(START, [minimum_per_1000("HS", UNEMPLOYED, Decimal(45))])
    assert answer.transfers == (Transfer("AA", "HS", 39, 10),)
    assert answer.scenario.ledger == answer.transfers
    assert answer_sentence(answer, DE) == "Es genügen 39 Plätze: AA → HS 39"


def test_what_is_found_is_appended_to_the_ledger_on_the_table():
    start = scenario_from_text(PLAN, "2026~AA-HS.30.8~EXT-DN.5.1")
    answer = fewest_moves(start, [minimum_per_1000("HS", UNEMPLOYED, Decimal(45))])
    assert answer.moved == 9  # 392 − 383
    assert answer.scenario.ledger[:2] == start.ledger
    assert answer.scenario.ledger[2:] == answer.transfers
    assert answer.scenario.total == Quota(3513, 955)


def test_a_degree_rate_is_met_by_taking_degree_oriented_places_only():
    # (129 + n) / (353 + n) >= 0.4 from n = 20.33, so 21; giving others away would take 31, exchanging 2 · 13.
    answer = fewest_moves(START, [minimum_degree_rate("HS", Decimal("0.4"), START)])
    assert answer.moved == 21
    assert answer.scenario.quotas["HS"] == Quota(374, 150)
    assert [t.taker for t in answer.transfers] == ["HS"]


def test_an_exchange_counts_both_ways():
    # With its places fixed HS needs 141.2 of 353, so 142: 13 degree-oriented in, 13 others out.
    limits = Limits(floors={"HS": 353}, ceilings={"HS": 353})
    answer = fewest_moves(START, [minimum_degree_rate("HS", Decimal("0.4"), START)], limits)
    assert answer.moved == 26
    assert answer.scenario.quotas["HS"] == Quota(353, 142)
    assert answer.scenario.exchanges == {0}


def test_nobody_gives_more_than_allowed():
    wishes = [minimum_per_1000("HS", UNEMPLOYED, Decimal(45)), most_given(20, START)]
    answer = fewest_moves(START, wishes)
    assert [(t.giver, t.taker, t.places) for t in answer.transfers] == [("AA", "HS", 20), ("AC", "HS", 19)]


def test_a_distance_to_a_key_is_closed_exactly():
    # From 586, 300, 353 to 500, 400, 339 it is 100 places; up to 30 are allowed to be missing.
    limits = Limits(locked=frozenset({"AA"}))
    answer = fewest_moves(START, [distance_at_most(ROUND, Decimal(30))], limits)
    assert answer.moved == 70
    assert ROUND.distance(answer.scenario.quotas) == 30
    assert (
        fewest_moves(START, [distance_at_most(ROUND, Decimal(0))], limits).scenario.quotas["DN"].places == 400
    )
    assert fewest_moves(START, [distance_at_most(ROUND, Decimal(100))], limits).moved == 0


def test_a_goal_that_is_met_moves_nothing_and_says_so():
    answer = fewest_moves(START, [minimum_per_1000("HS", UNEMPLOYED, Decimal("40.5"))])
    assert answer.transfers == ()
    assert answer.scenario == START
    assert (
        answer_sentence(answer, DE) == "Alle Wünsche sind schon erfüllt: Es muss kein Platz umgebucht werden"
    )


def test_one_place_reads_as_one_place():
    answer = fewest_moves(START, [], Limits(floors={"HS": 354}))
    assert answer_sentence(answer, DE) == "Es genügt 1 Platz: AA → HS 1"


def test_a_lock_is_kept():
    answer = fewest_moves(
        START, [minimum_per_1000("HS", UNEMPLOYED, Decimal(45))], Limits(locked=frozenset({"AA", "DN"}))
    )
    # 39 · 172 / 586 = 11.4
    assert answer.transfers == (Transfer("AC", "HS", 39, 11),)


@pytest.mark.parametrize(
    ("wishes", "limits", "named"),
    [
        (
            [minimum_per_1000("HS", UNEMPLOYED, Decimal(45))],
            Limits(frozenset({"AC"}), {"DN": 280}, {"HS": 380}),
            ["HS hat höchstens 380 Plätze", "HS hat mindestens 45 Plätze je 1.000 Arbeitslose, also 392"],
        ),
        (
            [minimum_degree_rate("HS", Decimal("0.375"), START)],
            Limits(locked=frozenset({"HS"})),
            ["HS ist gesperrt", "HS hat mindestens 37,5 % abschlussorientierte Plätze"],
        ),
        (
            [minimum_per_1000("DN", UNEMPLOYED, Decimal("26.5"))],
            Limits(floors={"DN": 3600}),
            ["Es bleiben insgesamt 3.508 Plätze", "DN behält mindestens 3.600 Plätze"],
        ),
        (
            [minimum_degree_rate(code, Decimal("0.272"), START) for code in PLAN.codes],
            NO_LIMITS,
            # 954 of 3,508 are 27.19 %.
            [
                "Es bleiben insgesamt 3.508 Plätze",
                "Es bleiben insgesamt 954 abschlussorientierte Plätze",
                *(f"{code} hat mindestens 27,2 % abschlussorientierte Plätze" for code in PLAN.codes),
            ],
        ),
        (
            [distance_at_most(ROUND, Decimal(10)), most_given(20, START)],
            Limits(locked=frozenset({"AA"})),
            # AC keeps 566 at least, and its share of the job centres' 1,259 at most is 508.1.
            [
                "Es bleiben insgesamt 3.508 Plätze",
                "Der Abstand vom Schlüssel „Rund“ ist höchstens 10 Plätze",
                "Niemand gibt mehr als 20 Plätze ab",
            ],
        ),
    ],
)
def test_what_excludes_each_other_is_named_and_nothing_else(wishes, limits, named):
    with pytest.raises(Infeasible) as caught:
        fewest_moves(START, wishes, limits)
    assert [str(message) for message in caught.value.conflicts] == named
    assert all(name in str(caught.value) for name in named)


@given(st.fractions(0, 1, max_denominator=10**9), st.integers(1, 100_000), st.integers(-1, 1))
def test_a_rate_of_many_digits_demands_no_more_and_no_less(rate, places, step):
    exact = Decimal(rate.numerator) / Decimal(rate.denominator)
    wish = minimum_degree_rate("HS", exact, START)
    degree = ceil(Fraction(exact) * places) + step
    met = wish.met({("places", "HS"): places, ("degree", "HS"): degree})
    assert met == (degree >= Fraction(exact) * places)
    assert max(abs(n) for n in wish.excesses[0].terms.values()) <= 100_000  # the solver's floats suffice


# ---------------------------------------------------------------- why not fewer, worked by hand


def test_the_wishes_that_force_the_number_are_named_and_no_others():
    # HS needs 392, which is 39 more, and DN one more; that nobody gives more than 30 makes it no more places.
    wishes = [minimum_per_1000("HS", UNEMPLOYED, Decimal(45)), most_given(30, START)]
    answer = fewest_moves(START, wishes, Limits(floors={"DN": 301}, ceilings={"AA": 2269}))
    assert answer.moved == 40
    assert [str(message) for message in answer.forced_by] == [
        "DN behält mindestens 301 Plätze",
        "HS hat mindestens 45 Plätze je 1.000 Arbeitslose, also 392",
    ]


def test_limits_that_make_a_way_longer_are_named_with_the_wish():
    # HS takes d degree-oriented places and gives o others: 129 + d of 353 + d - o are 40 % from 0.6 d + 0.4 o = 12.2
    # on. With its places fixed d = o = 13, so 26; without the floor d = 12 and o = 13 do, without the ceiling d = 21.
    limits = Limits(floors={"HS": 353}, ceilings={"HS": 353})
    answer = fewest_moves(START, [minimum_degree_rate("HS", Decimal("0.4"), START)], limits)
    assert answer.moved == 26
    assert [str(message) for message in answer.forced_by] == [
        "HS behält mindestens 353 Plätze",
        "HS hat höchstens 353 Plätze",
        "HS hat mindestens 40 % abschlussorientierte Plätze",
    ]


def test_what_is_met_already_has_no_reason():
    answer = fewest_moves(START, [minimum_per_1000("HS", UNEMPLOYED, Decimal(40))])
    assert (answer.moved, answer.proven, answer.choice_complete, answer.forced_by) == (0, True, True, ())


# ---------------------------------------------------------------- size, bounds, exactness


@pytest.mark.slow
def test_it_works_unchanged_for_150_institutions():
    plan = Plan("big", tuple((f"I{i:03}", Quota(100 + i, 20 + i // 2)) for i in range(150)))
    start = Scenario(plan)
    key = Key("k", "K", "", {code: Fraction(1000 + i) for i, code in enumerate(plan.codes)}, ())
    # 500 · 1,149 / 1,000 = 574.5, so 575 for the last one, which has 249; no more than 100 from anyone.
    wishes = [minimum_per_1000("I149", key, Decimal(500)), most_given(100, start)]
    answer = fewest_moves(start, wishes, Limits(locked=frozenset({"I000"})))
    assert answer.moved == 326
    assert answer.scenario.total == plan.total
    assert [t.places for t in answer.transfers] == [100, 100, 100, 26]
    assert answer.choice_complete
    assert [str(message) for message in answer.forced_by] == [
        "I149 hat mindestens 500 Plätze je 1.000 K, also 575"
    ]


def test_no_clock_is_read():
    """What no module of the arithmetic imports cannot change its answer."""
    for file in Path(goal_seek.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert not {"time", "timeit"} & set(names), file.name
        assert "time_limit" not in file.read_text("utf-8")


def test_a_search_that_meets_its_bound_without_an_answer_is_told():
    # No vertex of the linear programme has whole numbers here: HS needs 20.33 places more.
    with pytest.raises(BoundReached, match="zu umfangreich"):
        fewest_moves(START, [minimum_degree_rate("HS", Decimal("0.4"), START)], work=0)


def test_when_the_bound_is_met_in_the_choice_the_fewest_places_stand_and_it_is_told():
    wishes = [minimum_per_1000("HS", UNEMPLOYED, Decimal(45)), most_given(20, START)]
    answer = fewest_moves(START, wishes, work=0)
    assert (answer.moved, answer.proven, answer.choice_complete) == (39, True, False)
    shown = goal_exhibit(FACTS, START, answer, wishes, UNEMPLOYED, (), DE)
    assert "wurde nicht zu Ende gesucht" in shown.reading
    assert "zählt der mit" not in shown.reading


def hard():
    """Twelve institutions whose rates together leave next to nothing, and a key to come near to."""
    entries = [(f"I{i:02}", 100 + i * 173 % 397, i * 17 % 29) for i in range(12)]
    plan = Plan("x", tuple((code, Quota(places, places // 4 + more)) for code, places, more in entries))
    start = Scenario(plan)
    key = Key(
        "k", "K", "", {code: Fraction(300 + i * 257 % 701) for i, code in enumerate(plan.codes[1:])}, ()
    )
    rate = Decimal(plan.total.degree * 1000 // plan.total.places - 1) / 1000
    wishes = [minimum_degree_rate(code, rate, start) for code in plan.codes]
    return start, [*wishes, distance_at_most(key, Decimal(int(key.distance(plan.quotas) * 0.6)))]


# The programme of hard() has 108 columns; its least number is proven after some 120 nodes.
FEW_NODES = (LINEAR + ROOT + 5) * 108


@pytest.mark.slow
def test_an_answer_at_the_bound_is_told_not_to_be_proven_and_is_always_the_same():
    start, wishes = hard()
    answer = fewest_moves(start, wishes, work=FEW_NODES)
    assert not answer.proven
    assert not answer.choice_complete
    assert answer.forced_by == ()
    assert all(wish.met(answer.values) for wish in wishes)
    assert answer.scenario.total == start.total
    assert fewest_moves(start, wishes, work=FEW_NODES) == answer
    proven = fewest_moves(start, wishes)
    assert proven.proven
    assert proven.moved <= answer.moved


@pytest.mark.slow
def test_an_answer_that_is_not_proven_is_not_compared_with_others_as_short(monkeypatch):
    """Fewer places might do, so there is nothing to choose among: the work of choosing is left out."""
    monkeypatch.setattr(goal_seek, "_choose", lambda *_: True)
    start, wishes = hard()
    assert not fewest_moves(start, wishes, work=FEW_NODES).choice_complete
    assert fewest_moves(start, wishes).choice_complete


def test_a_conflict_at_the_bound_may_be_too_large_and_says_so():
    # 954 of 3,508 are 27.19 %, so all four rates and both totals are needed. Without AA's rate the linear
    # programme alone does not tell that the rest can hold, and a bound of nothing lets no more be tried.
    wishes = [minimum_degree_rate(code, Decimal("0.272"), START) for code in PLAN.codes]
    wishes.append(minimum_per_1000("HS", UNEMPLOYED, Decimal(41)))
    with pytest.raises(Infeasible) as caught:
        fewest_moves(START, wishes, work=0)
    assert not caught.value.smallest
    assert "nicht zu Ende gesucht" in str(caught.value)
    assert {str(wish.message) for wish in wishes[:4]} <= {str(message) for message in caught.value.conflicts}
    with pytest.raises(Infeasible) as complete:
        fewest_moves(START, wishes)
    assert complete.value.smallest
    assert len(complete.value.conflicts) == 6


def test_an_answer_that_is_not_exact_is_never_given(monkeypatch):
    solve = goal_programme.milp

    def sloppy(*args, **kwargs):
        found = solve(*args, **kwargs)
        if found.x is not None:
            found.x = [value if value < 39 else value - 1 for value in found.x]
        return found

    monkeypatch.setattr(goal_programme, "milp", sloppy)
    with pytest.raises(Inexact):
        fewest_moves(START, [minimum_per_1000("HS", UNEMPLOYED, Decimal(45))])


def test_a_wish_holds_up_to_its_allowance():
    wish = Wish(Message("x"), distance_at_most(ROUND, Decimal(100)).excesses, Fraction(100))
    places = {("places", "AC"): 586, ("places", "DN"): 300, ("places", "HS"): 353}
    assert wish.met(places)
    assert not Wish(Message("x"), wish.excesses, Fraction(100) - Fraction(1, 10**9)).met(places)


# ---------------------------------------------------------------- a goal as a document, and the block

FACTS = load()
KEYS = comparison_keys(FACTS)


def test_a_document_states_every_kind_of_wish():
    goal = goal_from_document(
        {
            "s": "2026~AA-HS.100.25",
            "minimum_per_1000": [{"institution": "HS", "of": "unemployed", "value": Decimal("45.5")}],
            "minimum_degree_rate": {"HS": Decimal("0.4")},
            "most_given": 50,
            "distance": [{"key": "population", "places": 30}],
            "locked": ["AC"],
            "floors": {"DN": 280},
            "ceilings": {"HS": 500},
        },
        PLAN,
        KEYS,
    )
    assert goal.scenario == scenario_from_text(PLAN, "2026~AA-HS.100.25")
    assert [str(wish.message) for wish in goal.wishes] == [
        f"HS hat mindestens 45,5 Plätze je 1.000 Arbeitslose, also {ceil(45.5 * 8.705)}",
        "HS hat mindestens 40 % abschlussorientierte Plätze",
        "Niemand gibt mehr als 50 Plätze ab",
        "Der Abstand vom Schlüssel „Einwohner“ ist höchstens 30 Plätze",
    ]
    assert goal.limits == Limits(frozenset({"AC"}), {"DN": 280}, {"HS": 500})


def test_one_rate_is_meant_for_each_and_null_for_nothing():
    goal = goal_from_document({"minimum_degree_rate": Decimal("0.25"), "most_given": None}, PLAN, KEYS)
    assert [wish.message.params["code"] for wish in goal.wishes] == list(PLAN.codes)
    assert goal_from_document({}, PLAN, KEYS).wishes == ()


def test_the_block_shows_before_and_after_and_names_wishes_and_sources():
    people = next(key for key in KEYS if key.key_id == "unemployed")
    wishes = [minimum_per_1000("HS", people, Decimal(45))]
    answer = fewest_moves(START, wishes)
    shown = goal_exhibit(FACTS, START, answer, wishes, people, (), DE)
    assert shown.title == "Es genügen 39 Plätze: AA → HS 39"
    assert "HS hat mindestens 45 Plätze je 1.000 Arbeitslose, also 392" in shown.reading
    assert (
        "Weniger geht nicht, denn schon allein dafür sind 39 Plätze nötig: HS hat mindestens 45 Plätze je 1.000 "
        "Arbeitslose, also 392. Führen mehrere Wege" in shown.reading
    )
    assert {c.source_id for c in shown.citations} == {"plan2026", "ja2025"}
    rows = goal_table(FACTS, START, answer, people, DE).set_index("code")
    # 353 · 1,000 / 8,705 = 40.55 and 392 · 1,000 / 8,705 = 45.03; 139 of 392 are 35.5 %.
    assert tuple(rows.loc["HS", ["per_1000_before", "per_1000"]]) == ("40,6", "45,0")
    assert round(rows.loc["HS", "degree_rate_pct"], 1) == 35.5
    assert round(rows.loc["HS", "degree_rate_before_pct"], 1) == 36.5
    assert rows.loc["AA", "per_1000"] == rows.loc["", "per_1000"] == "entfällt"
    assert tuple(rows.loc["", ["before", "places", "degree"]]) == (3508, 3508, 954)


def test_infeasible_is_a_scenario_error():
    assert issubclass(Infeasible, ScenarioError)
