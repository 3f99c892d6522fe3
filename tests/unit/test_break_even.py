"""Break-even from the user's assumptions: exact, worked by hand, and never an effect that nobody typed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.simulator.break_even import threshold_exhibit, tornado_exhibit
from kompass.figures.simulator.effects import effect_exhibit, outside_exhibit
from kompass.language import NBSP, language
from kompass.places.assumptions import (
    COMMON,
    NO_ASSUMPTIONS,
    Assumptions,
    Entry,
    Field,
    assumptions_from_text,
    assumptions_text,
)
from kompass.places.break_even import (
    alike,
    break_even,
    costs,
    from_outside,
    integrations,
    missing,
    only_mix,
    price,
    redistributed,
    tornado,
)
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.plan import OUTSIDE, Plan, Quota, plan_of
from kompass.places.text import scenario_from_text
from tests.colours import DARK, LIGHT

FACTS = load()
ASSUMED = "Annahmen zum Szenario, Plan 2026: "
DE = language("de")
REAL = plan_of(FACTS)
CODES = ("A", "B", "C")
PLAN = Plan("x", (("A", Quota(100, 20)), ("B", Quota(50, 10)), ("C", Quota(30, 0))))
QA, QS, KA, KS = Field.RATE_DEGREE, Field.RATE_OTHER, Field.COST_DEGREE, Field.COST_OTHER
SAME = {(COMMON, QA): Fraction(60), (COMMON, QS): Fraction(40)} | {
    (COMMON, KA): Fraction(10000),
    (COMMON, KS): Fraction(4000),
}


def moved(*transfers, plan=PLAN):
    scenario = Scenario(plan)
    for transfer in transfers:
        scenario = scenario.transfer(*transfer)
    return scenario


def threshold(scenario, values, part=redistributed, baseline=None):
    baseline = baseline or Scenario(scenario.plan)
    return break_even(part(scenario, baseline), baseline.quotas, values)


# ---------------------------------------------------------------- strategies

numbers = st.fractions(1, 100, max_denominator=50)
euros = st.fractions(1, 20000, max_denominator=20)


@st.composite
def values(draw):
    """Rates and costs for all, and own ones for some; none is zero."""
    found = {(COMMON, f): draw(numbers if f in (QA, QS) else euros) for f in Field}
    for code in CODES:
        for field in Field:
            if draw(st.booleans()):
                found[code, field] = draw(numbers if field in (QA, QS) else euros)
    return found


@st.composite
def scenarios(draw, partners=(*CODES, OUTSIDE)):
    """Some transfers that can be, degree-oriented places as one likes."""
    scenario = Scenario(PLAN)
    for _ in range(draw(st.integers(1, 5))):
        giver, taker = draw(st.permutations(partners))[:2]
        places = draw(st.integers(1, 20))
        try:
            scenario = scenario.transfer(giver, taker, places, draw(st.integers(0, places)))
        except ScenarioError:
            continue
    return scenario


# ---------------------------------------------------------------- worked by hand

# B's other places cost 5,000 and 44 % of them lead to work; all else as for all.
OWN = {**SAME, ("B", QS): Fraction(44), ("B", KS): Fraction(5000)}
NO_C = {("C", QS): Fraction(0), ("C", KS): Fraction(0)}  # leaves A and B to the example


def test_a_plan_comes_to_places_times_rates_and_costs():
    quotas = {"A": Quota(100, 20), "B": Quota(50, 10)}
    # A: 20·60 % + 80·40 % = 12 + 32; B: 10·60 % + 40·44 % = 6 + 17.6
    assert integrations(quotas, OWN) == Fraction("67.6")
    # A: 20·10,000 + 80·4,000 = 520,000; B: 10·10,000 + 40·5,000 = 300,000
    assert costs(quotas, OWN) == 820_000
    assert price(quotas, OWN) == Fraction(820_000) / Fraction("67.6")


def test_ten_places_to_a_dearer_and_better_taker():
    found = threshold(moved(("A", "B", 10, 2)), OWN | NO_C)
    assert found.moved == 10
    # 8 other places gain 4 percentage points each: 0.32 integrations, 3.2 points per place that moved.
    assert found.integrations == Fraction("0.32")
    assert found.assumed == Fraction("3.2")
    # 8 · 1,000 euro more. At 820,000 / 67.6 euro each that is 8,000 · 67.6 / 820,000 = 0.6595… integrations,
    # per place that moved 6.595… points: 5,408 / 820.
    assert found.costs == 8000
    assert found.needed == Fraction(5408, 820)
    assert found.margin == Fraction("3.2") - Fraction(5408, 820)


def test_ten_places_from_outside_each_bring_and_cost_what_was_assumed():
    found = threshold(moved((OUTSIDE, "A", 10, 2)), OWN | NO_C, from_outside)
    # 2·60 % + 8·40 % = 4.4; 2·10,000 + 8·4,000 = 52,000
    assert (found.moved, found.integrations, found.costs) == (10, Fraction("4.4"), 52_000)
    assert found.assumed == 44
    # 52,000 · 67.6 / 820,000 = 4.2868… integrations would do, 42.868… of 100 places.
    assert found.needed == Fraction(52_000 * 676, 8_200_000) * 10
    assert found.margin > 0  # 44 > 42.87: an integration gets cheaper


def test_places_that_go_outside_pay_when_their_rate_is_low():
    found = threshold(moved(("A", OUTSIDE, 10, 2)), OWN | NO_C, from_outside)
    assert (found.moved, found.integrations, found.costs) == (-10, Fraction("-4.4"), -52_000)
    assert found.assumed == 44
    assert found.margin < 0  # just those places were better than the average


def test_where_only_the_mix_changes_the_advantage_of_a_degree_counts():
    scenario = moved(("A", "B", 5, 5), ("B", "A", 5, 0))
    changes = redistributed(scenario, Scenario(PLAN))
    assert only_mix(changes)
    # The advantage is 60 − 40 = 20 at A, 60 − 44 = 16 at B: 5 places lose 4 points each.
    found = break_even(changes, PLAN.quotas, OWN)
    assert (found.moved, found.assumed) == (5, -4)
    # The five degree-oriented places cost 6,000 more than others at A, 5,000 more at B.
    assert found.costs == -5000
    assert found.needed < 0


def test_nothing_moved_has_no_threshold():
    plan = Scenario(PLAN)
    assert threshold(plan, SAME) is None
    assert threshold(plan, SAME, from_outside) is None
    there_and_back = moved(("A", "B", 10, 2), ("B", "A", 10, 2))
    assert threshold(there_and_back, SAME) is None


# ---------------------------------------------------------------- partial assumptions


def test_rates_alone_ask_for_as_many_integrations_only():
    found = threshold(moved(("A", "B", 10, 2)), {k: v for k, v in OWN.items() if k[1] in (QA, QS)})
    assert found.assumed == found.margin == Fraction("3.2")
    assert found.costs is None
    assert found.needed is None


def test_costs_alone_say_nothing_about_integrations():
    found = threshold(moved(("A", "B", 10, 2)), {k: v for k, v in OWN.items() if k[1] in (KA, KS)})
    assert found.costs == 8000
    assert (found.integrations, found.price, found.needed, found.margin) == (None, None, None, None)


def test_a_missing_value_counts_only_where_there_are_places():
    only_other = {(COMMON, QS): Fraction(40)}
    assert integrations({"C": Quota(30, 0)}, only_other) == 12
    assert integrations({"A": Quota(100, 20), "C": Quota(30, 0)}, only_other) is None
    assert missing(PLAN.quotas, (QA, QS), only_other) == {QA: ["A", "B"]}


def test_without_anyone_integrated_an_integration_has_no_price():
    nobody = {(COMMON, QA): Fraction(0), (COMMON, QS): Fraction(0), (COMMON, KA): Fraction(1)} | {
        (COMMON, KS): Fraction(1),
        ("B", KS): Fraction(2),
    }
    assert price(PLAN.quotas, nobody) is None
    found = threshold(moved(("A", "B", 10, 2)), nobody)
    assert (found.integrations, found.needed) == (0, None)


# ---------------------------------------------------------------- what holds always


@pytest.mark.slow
@given(scenarios(CODES), values())
def test_with_the_same_values_for_all_a_redistribution_changes_nothing(scenario, typed):
    same = {key: value for key, value in typed.items() if key[0] == COMMON}
    found = threshold(scenario, same)
    assume(found is not None)
    assert alike(redistributed(scenario, Scenario(PLAN)), same)
    assert (found.integrations, found.costs, found.assumed, found.needed) == (0, 0, 0, 0)


@given(scenarios(), scenarios(), values())
def test_redistribution_and_outside_add_up_to_the_whole_change(scenario, baseline, typed):
    parts = redistributed(scenario, baseline), from_outside(scenario, baseline)
    for measure in (integrations, costs):
        whole = measure(scenario.quotas, typed) - measure(baseline.quotas, typed)
        assert sum(measure(part, typed) for part in parts) == whole
    inside = parts[0].values()
    assert (sum(q.places for q in inside), sum(q.degree for q in inside)) == (0, 0)


@given(scenarios(CODES), values())
def test_a_redistribution_pays_exactly_when_an_integration_costs_no_more(scenario, typed):
    found = threshold(scenario, typed)
    assume(found is not None)
    before, after = price(PLAN.quotas, typed), price(scenario.quotas, typed)
    assert (found.margin > 0) == (after < before)
    assert (found.margin == 0) == (after == before)


@pytest.mark.slow
@given(
    st.sampled_from(CODES), st.sampled_from(("in", "out")), st.integers(1, 20), st.integers(0, 9), values()
)
def test_the_outside_pays_exactly_when_an_integration_costs_no_more(code, way, places, degree, typed):
    partners = (OUTSIDE, code) if way == "in" else (code, OUTSIDE)
    try:
        scenario = Scenario(PLAN).transfer(*partners, places, min(degree, places))
    except ScenarioError:
        assume(False)
    found = threshold(scenario, typed, from_outside)
    before, after = price(PLAN.quotas, typed), price(scenario.quotas, typed)
    assert (found.margin > 0) == (after < before)
    assert (found.margin == 0) == (after == before)


@given(values(), st.integers(1, 40), st.data())
def test_at_the_break_even_difference_both_sides_are_exactly_equal(typed, places, data):
    """Give the taker the giver's rates plus y, and solve for the y at which an integration costs the same.

    ΔI = M·y must equal ΔC / p = ΔC·I/C, where I = I₀ + y·B holds the taker's own B places, too: with
    k = ΔC / (C·M) that is y = k·I₀ / (1 − k·B).
    """
    degree = data.draw(st.integers(0, min(20, places)))
    assume(places - degree <= 80)
    scenario = moved(("A", "B", places, degree))
    typed = {key: value for key, value in typed.items() if key[0] != "B" or key[1] in (KA, KS)}
    typed |= {("B", f): typed.get(("A", f), typed[COMMON, f]) for f in (QA, QS)}
    change = costs(redistributed(scenario, Scenario(PLAN)), typed)
    k = change / (costs(PLAN.quotas, typed) * places)
    assume(k * 50 != 1)
    y = k * integrations(PLAN.quotas, typed) / (1 - k * 50)
    typed |= {("B", f): typed["B", f] + 100 * y for f in (QA, QS)}
    assume(integrations(PLAN.quotas, typed) != 0 and integrations(scenario.quotas, typed) != 0)
    found = threshold(scenario, typed)
    assert found.assumed == found.needed == 100 * y
    assert price(scenario.quotas, typed) == price(PLAN.quotas, typed)


@pytest.mark.slow
@given(scenarios(CODES), values(), numbers)
def test_scaling_all_rates_scales_the_differences_and_scaling_all_costs_does_not(scenario, typed, factor):
    found = threshold(scenario, typed)
    assume(found is not None)
    rates = {k: v * factor if k[1] in (QA, QS) else v for k, v in typed.items()}
    euro = {k: v * factor if k[1] in (KA, KS) else v for k, v in typed.items()}
    assert threshold(scenario, rates).needed == factor * found.needed
    assert threshold(scenario, rates).assumed == factor * found.assumed
    assert threshold(scenario, euro).needed == found.needed


@given(scenarios(), values())
def test_seen_from_the_other_side_all_changes_turn_round(scenario, typed):
    plan = Scenario(PLAN)
    for part in (redistributed, from_outside):
        there, back = part(scenario, plan), part(plan, scenario)
        assert costs(there, typed) == -costs(back, typed)
        assert integrations(there, typed) == -integrations(back, typed)


def test_where_the_outside_only_carried_places_nothing_came_from_it():
    scenario = moved(("A", OUTSIDE, 10, 2), (OUTSIDE, "B", 10, 2))
    plan = Scenario(PLAN)
    assert from_outside(scenario, plan) == {}
    assert redistributed(scenario, plan) == redistributed(moved(("A", "B", 10, 2)), plan)


def test_redistribution_and_outside_stand_apart():
    scenario, plan = moved(("A", OUTSIDE, 10, 2), ("A", "B", 5, 1)), Scenario(PLAN)
    assert from_outside(scenario, plan) == {"A": Quota(-10, -2)}
    assert redistributed(scenario, plan) == {"A": Quota(-5, -1), "B": Quota(5, 1)}


# ---------------------------------------------------------------- the tornado


def typed(text, plan=PLAN):
    return assumptions_from_text(text, plan)


def test_each_assumption_swings_by_its_range_and_the_widest_is_first():
    assumptions = typed("qs-40~qa-60~B.qs-44~sp-10")
    changes = redistributed(moved(("A", "B", 10, 2)), Scenario(PLAN))
    swings = tornado(changes, PLAN.quotas, assumptions)
    # Per place that moved: 8/10 · (44 ± 4.4 − 40) and 8/10 · (44 − (40 ± 4)); the degree-oriented cancel out.
    assert [(s.entry.code, s.entry.field, s.margins) for s in swings] == [
        ("B", QS, (Fraction("-0.32"), Fraction("6.72"))),
        ("", QS, (Fraction("6.4"), Fraction(0))),
    ]
    assert (swings[0].lower, swings[0].upper) == (Fraction("39.6"), Fraction("48.4"))


def test_a_rate_swings_no_higher_than_all():
    (swing,) = tornado({"C": Quota(5, 0)}, PLAN.quotas, typed("qs-95~sp-20"))
    assert (swing.lower, swing.upper) == (76, 100)


def test_what_is_the_same_for_all_moves_no_redistribution():
    changes = redistributed(moved(("A", "B", 10, 2)), Scenario(PLAN))
    assert tornado(changes, PLAN.quotas, typed("qa-60~qs-40~ka-10000~ks-4000~sp-20")) == ()


def test_without_a_range_nothing_swings():
    changes = redistributed(moved(("A", "B", 10, 2)), Scenario(PLAN))
    assert tornado(changes, PLAN.quotas, typed("qs-40~qa-60~B.qs-44")) == ()


def test_the_arithmetic_does_not_depend_on_three_institutions():
    plan = Plan("big", tuple((f"I{i:03}", Quota(100 + i, i)) for i in range(150)))
    scenario = moved(("I000", "I149", 50, 0), ("I001", "I148", 20, 1), plan=plan)
    parts = "~".join(f"I{i:03}.qs-{30 + i % 40}" for i in range(150))
    assumptions = typed(f"qa-60~qs-40~ka-10000~ks-4000~sp-10~{parts}", plan)
    found = threshold(scenario, assumptions.values)
    assert found.moved == 70
    # 149 % 40 = 29 → 59 %, 0 → 30 %; 148 % 40 = 28 → 58 %, 1 → 31 %, and one of the 20 is degree-oriented.
    assert found.integrations == (50 * (59 - 30) + 19 * (58 - 31)) / Fraction(100)
    # With the same costs for all, only the rates of the four that gave and took matter.
    swings = tornado(redistributed(scenario, Scenario(plan)), plan.quotas, assumptions)
    assert {s.entry.code for s in swings} == {"I000", "I001", "I148", "I149"}


# ---------------------------------------------------------------- the text form

decimals = st.decimals(0, 100, places=4)


@st.composite
def typed_by_someone(draw):
    found = NO_ASSUMPTIONS
    for _ in range(draw(st.integers(0, 8))):
        code, field = draw(st.sampled_from((COMMON, *CODES))), draw(st.sampled_from(list(Field)))
        value = draw(decimals if field in (QA, QS) else st.decimals(0, 1_000_000, places=2))
        found = found.assume(code, field, value)
    return Assumptions(found.entries, draw(st.none() | st.decimals(1, 90, places=2)))


@given(typed_by_someone())
def test_the_text_form_round_trips_exactly(assumptions):
    assert typed(assumptions_text(assumptions)) == assumptions


@given(st.text(max_size=40) | st.from_regex(r"([A-C]\.)?(qa|qs|ka|ks|sp)-[0-9.]{1,9}", fullmatch=True))
def test_no_text_breaks_the_reader(text):
    try:
        found = typed(text)
    except ScenarioError:
        return  # refused in words; anything else would fail the test
    assert typed(assumptions_text(found)) == found


def test_decimals_are_exact():
    assert typed("qs-42.1").values == {(COMMON, QS): Fraction(421, 10)}
    assert assumptions_text(typed("qs-42.50~ka-0100")) == "qs-42.5~ka-100"
    assert assumptions_text(NO_ASSUMPTIONS) == ""
    assert typed("") == NO_ASSUMPTIONS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("qs", "„qs“ ist nicht lesbar"),
        ("qs-40~", "„“ ist nicht lesbar"),
        ("xx-40", "„xx-40“ ist nicht lesbar"),
        ("A.sp-20", "„A.sp-20“ ist nicht lesbar"),
        ("qs--4", "nicht lesbar"),
        ("qs-4٣", "nicht lesbar"),
        ("qs-1e3", "nicht lesbar"),
        ("qs-0.12345", "nicht lesbar"),
        ("XX.qs-40", "gilt für XX; diese Institution kennt der Plan x nicht"),
        ("qs-40~qs-41", "„qs-41“ steht zweimal da"),
        ("sp-10~sp-10", "steht zweimal da"),
        ("qs-100.1", "Integrationsquote andere Plätze: 100,1 liegt nicht zwischen 0 und 100"),
        ("ka-1000001", "Kosten je Platz abschlussorientiert: 1000001 liegt nicht zwischen 0 und 1.000.000"),
        ("sp-0", "Spanne: 0 liegt nicht zwischen 1 und 90"),
        ("qs-4~" * 1000, "zu lang"),
        ("<script>", "„<script>“ ist nicht lesbar"),
    ],
)
def test_an_impossible_text_says_what_is_wrong(text, words):
    with pytest.raises(ScenarioError) as caught:
        typed(text)
    assert words in str(caught.value)


@pytest.mark.parametrize("value", ["NaN", "-1", "Infinity", "1.23456"])
def test_an_impossible_value_is_refused(value):
    with pytest.raises(ScenarioError, match="Integrationsquote"):
        Assumptions((Entry(COMMON, QS, Decimal(value)),))


def test_a_value_replaces_the_former_and_none_takes_it_away():
    found = typed("qs-40").assume(COMMON, QS, Decimal(50))
    assert found.typed(COMMON, QS) == 50
    assert found.assume(COMMON, QS, None) == NO_ASSUMPTIONS
    assert not found.assume(COMMON, QS, None)


# ---------------------------------------------------------------- the figures

ALL = "qa-60~qs-40~ka-12000~ks-4000"
OWN_TEXT = f"{ALL}~HS.qs-48~HS.ks-4500"


def blocks(scenario_text, assumptions_text):
    scenario, plan = scenario_from_text(REAL, scenario_text), Scenario(REAL)
    assumed = assumptions_from_text(assumptions_text, REAL)
    name = "Plan 2026"
    return (
        threshold_exhibit(FACTS, scenario, plan, name, assumed, LIGHT, DE),
        outside_exhibit(FACTS, scenario, plan, assumed, DE),
        effect_exhibit(FACTS, scenario, plan, name, assumed, DE),
        tornado_exhibit(FACTS, scenario, plan, assumed, LIGHT, DE),
    )


@pytest.mark.parametrize(
    ("assumed", "title"),
    [
        (
            ALL,
            ASSUMED + "Mit denselben Quoten und Kosten für alle ändert die Umverteilung in der Summe nichts",
        ),
        (
            "qa-60~qs-40",
            ASSUMED + "Mit denselben Quoten für alle ändert die Umverteilung in der Summe nichts",
        ),
        (
            "ka-12000~ks-4000",
            ASSUMED
            + "Mit denselben Kosten für alle ändert die Umverteilung in der Summe nichts an den Kosten",
        ),
        # 30 places DN → HS, 8 of them degree-oriented (80/300): 22 others gain 8 points, 5.87 per place.
        (
            "qa-60~qs-40~HS.qs-48",
            ASSUMED + "Ab ±0,0 Prozentpunkten kommen so viele in Arbeit wie zuvor; angenommen sind +5,9",
        ),
        # I = 954·60 % + 2,330·40 % + 224·48 % = 1,611.92; C = 954·12,000 + 2,330·4,000 + 224·4,500 = 21,776,000;
        # 22 · 500 = 11,000 euro more: 11,000 · 1,611.92 / 21,776,000 / 30 = 2.71 %.
        (
            OWN_TEXT,
            ASSUMED
            + "Ab +2,7 Prozentpunkten kostet eine Integration nicht mehr als zuvor; angenommen sind +5,9",
        ),
        (
            "ka-12000~ks-4000~HS.ks-4500",
            ASSUMED + "Die Kosten ändern sich; ab welchem Unterschied es sich trägt, zeigen erst Quoten",
        ),
    ],
)
def test_the_title_is_the_difference_from_which_on_it_pays(assumed, title):
    shown = blocks("2026~DN-HS.30", assumed)[0]
    assert shown.title == title
    assert shown.kind(FACTS) is Kind.ASSUMPTION
    assert shown.figure.layout.height > 0


def test_the_thresholds_are_in_the_table():
    table = blocks("2026~DN-HS.30", OWN_TEXT)[0].table
    assert table["points"].round(2).tolist() == [0.0, 2.71, 5.87]


def test_what_follows_before_and_after():
    shown = blocks("2026~DN-HS.30", OWN_TEXT)[2]
    # 1,611.92 + 22 · 8 % = 1,613.68 integrations; 21,787,000 / 1,613.68 = 13,501.4; 21,776,000 / 1,611.92 = 13,509.4
    assert (
        shown.title == ASSUMED + "Gegenüber Plan 2026: +1,8 Integrationen; +11 Tsd. Euro; "
        "eine Integration kostet 13.501 statt 13.509 Euro"
    )
    assert shown.kind(FACTS) is Kind.ASSUMPTION
    row = shown.table.set_index("code").loc["HS"]
    # HS: 129·60 % + 224·48 % = 184.92; then 137·60 % + 246·48 % = 200.28
    assert (row["people_before"], row["people"]) == (pytest.approx(184.92), pytest.approx(200.28))
    total = shown.table.iloc[-1]
    cells = [column.cell(total[column.name], DE) for column in shown.columns[2:]]
    assert cells == ["1.612", "1.614", "+1,8", "21.776", "21.787", "+11", "13.509", "13.501"]


def test_only_what_is_assumed_has_columns():
    shown = blocks("2026~DN-HS.30", "qa-60~qs-40")[2]
    assert [c.name for c in shown.columns] == [
        "code",
        "name",
        "people_before",
        "people",
        "people_change",
    ]
    assert blocks("2026~DN-HS.30", "qa-60")[2] is None  # the other places have no rate


def test_a_larger_total_tells_what_a_place_brings_and_costs():
    threshold_block, shown, _, _ = blocks("2026~EXT-AA.100", ALL)
    assert threshold_block is None
    # 27 of 100 are degree-oriented (954/3,508): 27·60 % + 73·40 % = 45.4; 27·12,000 + 73·4,000 = 616,000
    assert shown.title == ASSUMED + "Jeder zusätzliche Platz bringt 0,45 Integrationen und kostet 6.160 Euro"
    rows = shown.table["value"].tolist()
    # 616,000 / 100 = 6,160; 45.4 / 616 = 0.0737; 616,000 / 45.4 = 13,568;
    # before 954·12,000 + 2,554·4,000 = 21,664,000 over 954·60 % + 2,554·40 % = 1,594
    assert rows[:6] == ["100", "0,45", "6.160", "0,074", "13.568", "13.591"]


def test_a_smaller_total_tells_what_the_others_would_have_to_make_up():
    _, shown, _, _ = blocks("2026~AA-EXT.100", ALL)
    # 25 of 100 are degree-oriented (573/2,269): 25·60 % + 75·40 % = 45; 45 / 3,408 = 1.32 points
    assert (
        shown.title
        == ASSUMED + "Mit jedem wegfallenden Platz fehlen 0,45 Integrationen und werden 6.000 Euro frei"
    )
    assert shown.table["value"].iloc[-1] == "+1,3"


def test_the_tornado_names_what_can_turn_the_result():
    shown = blocks("2026~DN-HS.30", f"{OWN_TEXT}~sp-20")[3]
    assert (
        shown.title == ASSUMED + "4 von 6 Annahmen können das Ergebnis umkehren; "
        "am stärksten wirkt: Integrationsquote andere Plätze (HS)"
    )
    first = shown.table.iloc[0]
    assert (first["value"], first["lower"], first["upper"]) == tuple(
        f"{number}{NBSP}%" for number in ("48", "38,4", "57,6")
    )
    widths = (shown.table["at_upper"] - shown.table["at_lower"]).abs()
    assert widths.is_monotonic_decreasing


def test_the_tornado_of_the_outside_stands_in_where_the_redistribution_does_not_move():
    shown = blocks("2026~AA-EXT.100~DN-HS.20", f"{ALL}~sp-20")[3]
    assert "außen" in shown.figure.layout.xaxis.title.text
    assert blocks("2026~DN-HS.20", f"{ALL}~sp-20")[3] is None


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_figures_keep_their_scale_while_a_slider_moves(style):
    assumed = assumptions_from_text(OWN_TEXT, REAL)
    ranges = {
        threshold_exhibit(
            FACTS, scenario_from_text(REAL, f"2026~DN-HS.{n}"), Scenario(REAL), "", assumed, style, DE
        ).figure.layout.xaxis.range
        for n in range(25, 60, 5)
    }
    assert len(ranges) == 1


# ---------------------------------------------------------------- the panel


def panel():
    import streamlit as st

    from kompass.places.ledger import Limits, Scenario
    from kompass.places.text import scenario_from_text
    from ui.session import session
    from ui.simulator import effects
    from ui.simulator.context import PanelContext

    current = session()
    if st.session_state.get("elsewhere"):
        st.write("another page")
    else:
        scenario = scenario_from_text(current.plan, "2026~DN-HS.30")
        effects.show(PanelContext(current, scenario, Scenario(current.plan), "Plan 2026", "AA", Limits()))


def opened(address=""):
    app = AppTest.from_function(panel, default_timeout=30)
    if address:
        app.query_params["annahme"] = address
    return app.run()


def words(app):
    return " ".join(block.value for block in app.html)


def field(app, label):
    return next(f for f in app.number_input if f.label == label)


def test_without_assumption_there_is_the_offer_and_nothing_else():
    app = opened()
    assert not app.exception
    assert "Die Quellen nennen weder Integrationsquoten noch Kosten." in words(app)
    assert "<h2" not in words(app)
    assert [f.value for f in app.number_input] == [None] * 9
    assert "annahme" not in app.query_params


def test_what_is_typed_shows_results_and_stands_in_the_address():
    app = opened()
    field(app, "Integrationsquote abschlussorientiert, %").set_value(60.0).run()
    assert "Für Integrationen fehlt noch: Integrationsquote andere Plätze (AA, AC, DN und HS)" in words(app)
    field(app, "Integrationsquote andere Plätze, %").set_value(42.5).run()
    assert ASSUMED + "Mit denselben Quoten für alle ändert die Umverteilung in der Summe nichts" in words(app)
    assert app.query_params["annahme"] == "qa-60~qs-42.5"
    assert words(app).count("bk-badge-assumption") == 2


def test_a_range_that_cancels_out_is_said_to():
    app = opened(f"{ALL}~sp-20")
    assert "Die Spanne bewegt die Schwelle nicht" in words(app)
    assert "Die Spanne bewegt die Schwelle nicht" not in words(opened(f"{OWN_TEXT}~sp-20"))


def test_an_institution_gets_its_own_value():
    app = opened(ALL)
    app.selectbox[0].set_value("HS").run()
    field(app, "HS: Integrationsquote andere Plätze, %").set_value(48.0).run()
    assert app.query_params["annahme"] == f"{ALL}~HS.qs-48"
    assert f"Integrationsquote andere Plätze (HS): 48{NBSP}%" in words(app)
    assert "angenommen sind +5,9" in words(app)


def test_assumptions_come_from_the_address_and_survive_another_page():
    app = opened(f"{OWN_TEXT}~sp-20")
    assert field(app, "Kosten je Platz andere, Euro").value == 4000
    app.session_state["elsewhere"] = True
    app.run()
    assert not app.number_input
    app.session_state["elsewhere"] = False
    app.run()
    assert field(app, "Kosten je Platz andere, Euro").value == 4000
    assert field(app, "Spanne ±, % des Werts").value == 20
    assert not app.exception


def test_a_bad_address_is_told_and_nothing_is_assumed():
    app = opened("qs-4000")
    assert "Die Annahmen in der Adresse gelten nicht: Integrationsquote andere Plätze: 4000" in words(app)
    assert "<h2" not in words(app)
    assert not app.exception


def test_clearing_takes_everything_away():
    app = opened(f"{OWN_TEXT}~sp-20")
    app.button(key="annahme_loeschen").click().run()
    assert [f.value for f in app.number_input] == [None] * 9
    assert "annahme" not in app.query_params


def test_a_field_emptied_again_is_no_assumption():
    app = opened("qs-40")
    field(app, "Integrationsquote andere Plätze, %").set_value(None).run()
    assert "annahme" not in app.query_params


def test_more_decimals_than_the_address_keeps_are_rounded():
    app = opened()
    field(app, "Integrationsquote andere Plätze, %").set_value(33.333333).run()
    assert app.query_params["annahme"] == "qs-33.3333"
    assert not app.exception
