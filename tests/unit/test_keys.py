"""Comparison keys and keys of the reader's own: values worked by hand, exact texts, and rules that always hold."""

import dataclasses
import re
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.api.routes import scenario_document
from kompass.facts import Facts, load
from kompass.figures.exhibit import Kind
from kompass.figures.simulator.inequality import index_exhibit
from kompass.figures.simulator.key_allocation import allocation_exhibit, allocation_picture
from kompass.figures.simulator.keys import distance_exhibit, distance_picture
from kompass.language import MINUS, language
from kompass.places.indices import gallagher, gini, loosemore_hanby
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario, ScenarioError
from kompass.places.moves import apportion
from kompass.places.own_keys import (
    key_quotas,
    key_scenario,
    mix,
    mix_from_text,
    mix_text,
    own_key,
    own_key_from_text,
    own_key_text,
    tied,
    tied_codes,
)
from kompass.places.plan import Plan, Quota, plan_of
from kompass.places.text import scenario_from_text
from tests.colours import LIGHT

FACTS = load()
PLAN = plan_of(FACTS)
START = Scenario(PLAN)
KEYS = comparison_keys(FACTS)
BY_ID = {key.key_id: key for key in KEYS}
DE = language("de")
CENTRES = ("AC", "DN", "HS")


def scenario(text):
    return scenario_from_text(PLAN, text)


def made(**weights):
    """A key of any weights."""
    return Key("k", "Probe", "nur zum Prüfen", {c: Fraction(w) for c, w in weights.items()}, ())


def held(**places):
    return {code: Quota(n, 0) for code, n in places.items()}


# ---------------------------------------------------------------- the comparison keys

# The check values of DESIGN.md, with the decimals that they were worked out to, and two more worked here.
# equal: 1,239 / 3 = 413 each; AC has 173 too many, which DN (113) and HS (60) lack.
# employment_gap: 60.3 less 57.4, 60.0 and 58.3 is 2.9, 0.3 and 2.0, together 5.2; DN's part of 1,239 is
# 1,239 · 0.3 / 5.2 = 71.48, it has 228.52 too many, and neither of the others has too many.
DISTANCES = {
    "population": (62.7, 0.05),
    "employees": (124.648, 0.0005),
    "unemployed": (111.6, 0.05),
    "equal": (173.0, 1e-9),
    "employment_gap": (228.52, 0.005),
    "sgb2_rule": (128.8, 0.05),
    "fbw_participants": (177.0, 0.05),
    # 383,763, 175,988 and 166,095 of 725,846: HS should have 283.52, it has 69.48 too many, the others none.
    "working_age_population": (69.48, 0.005),
    # 225,464, 103,357 and 96,450 of 425,271: HS should have 281.00, it has 72.00 too many, the others none.
    "population_25_54": (72.0, 0.005),
    # 105,304, 37,649 and 35,996 of 178,949: AC should have 729.10, it has 143.10 too few.
    "foreign_population": (143.1, 0.005),
}


def test_the_keys_and_the_distances_of_the_plan():
    assert [key.key_id for key in KEYS] == list(DISTANCES)
    for key in KEYS:
        expected, exact_to = DISTANCES[key.key_id]
        assert key.distance(PLAN.quotas) == pytest.approx(expected, abs=exact_to)
        assert tuple(key.weights) == CENTRES
        assert key.purpose


def test_the_places_by_population():
    target = BY_ID["population"].target(1239)
    assert [round(target[code], 1) for code in CENTRES] == [641.2, 307.5, 290.3]


def test_gaps_are_exact_and_cite_the_state():
    key = BY_ID["employment_gap"]
    assert list(key.weights.values()) == [Fraction("2.9"), Fraction("0.3"), Fraction(2)]
    assert {fact.region_id for fact in key.facts} == {"05", "05334", "05358", "05370"}
    assert BY_ID["equal"].facts == ()


def test_every_key_has_terms_unless_it_counts_all_the_same():
    keys = FACTS["comparison_keys"]
    assert set(FACTS["comparison_key_terms"]["key_id"]) == set(
        keys.loc[keys["weighting"] != "equal", "key_id"]
    )


def with_rates(**rates):
    """The facts with other employment rates, by region."""
    table = FACTS["indicators"]
    for region, rate in rates.items():
        own = (table["indicator_id"] == "employment_rate") & (table["region_id"] == region.removeprefix("r"))
        assert own.sum() == 1
        table.loc[own, "value"] = rate
    tables = {name: FACTS[name] for name in FACTS} | {"indicators": table}
    return Facts(FACTS.package, MappingProxyType(tables))


def test_who_lies_above_the_state_has_no_gap():
    (key,) = (k for k in comparison_keys(with_rates(r05358=64.1)) if k.key_id == "employment_gap")
    assert list(key.weights.values()) == [Fraction("2.9"), 0, Fraction(2)]


def test_without_any_gap_the_key_cannot_be_formed():
    keys = comparison_keys(with_rates(r05=55.0))
    assert [k.key_id for k in keys] == [k for k in DISTANCES if k != "employment_gap"]


amounts = st.fractions(0, 10**6, max_denominator=1000)
places = st.integers(0, 5000)
split = st.lists(st.tuples(amounts, places), min_size=2, max_size=12).filter(
    lambda rows: any(w for w, _ in rows)
)


@given(split)
def test_the_distance_is_the_fewest_places_that_must_move(rows):
    key = made(**{f"I{n}": w for n, (w, _) in enumerate(rows)})
    quotas = held(**{f"I{n}": p for n, (_, p) in enumerate(rows)})
    total, whole = sum(p for _, p in rows), sum(w for w, _ in rows)
    targets = [total * w / whole for w, _ in rows]
    # What those give who have too many; in exact fractions, another way than the code.
    surplus = sum(max(p - t, 0) for (_, p), t in zip(rows, targets, strict=True))
    assert key.distance(quotas) == pytest.approx(float(surplus), rel=1e-12, abs=1e-12)
    assert list(key.target(total).values()) == pytest.approx([float(t) for t in targets], rel=1e-12)


def test_a_key_works_for_150_institutions():
    key = made(**{f"I{n:03}": n + 1 for n in range(150)})
    quotas = held(**{f"I{n:03}": 10 for n in range(150)})
    # Sum of the weights 11,325, of the places 1,500: the target of I(n) is 1,500 (n + 1) / 11,325 = 20 (n + 1) / 151.
    # Below 10 as long as n + 1 < 75.5: 75 institutions with 10 each, less 20 · (75 · 76 / 2) / 151.
    assert key.distance(quotas) == pytest.approx(750 - 20 * 2850 / 151)


# ---------------------------------------------------------------- whole places by a key


def test_the_plan_by_population_in_whole_places():
    # 641.21, 307.48 and 290.30: of 1,238 whole places one is left, and DN has the largest remainder.
    assert key_quotas(PLAN, BY_ID["population"]) == {"AC": 641, "DN": 308, "HS": 290}
    assert tied_codes(PLAN, BY_ID["population"]) == ()


def test_a_scenario_is_allocated_by_its_own_total():
    assert key_quotas(scenario("2026~EXT-AC.3"), BY_ID["equal"]) == {"AC": 414, "DN": 414, "HS": 414}


def test_an_equal_share_that_does_not_divide_is_decided_by_plan_order_and_told():
    more = scenario("2026~EXT-HS.2")  # 1,241 = 3 · 413 + 2
    assert key_quotas(more, BY_ID["equal"]) == {"AC": 414, "DN": 414, "HS": 413}
    assert tied_codes(more, BY_ID["equal"]) == CENTRES
    reading = allocation_exhibit(FACTS, more, BY_ID["equal"], DE).reading
    assert "AC, DN und HS" in reading
    assert "Reihenfolge" in reading
    assert "Reihenfolge" not in allocation_exhibit(FACTS, START, BY_ID["equal"], DE).reading


@pytest.mark.parametrize(
    ("seats", "weights", "expected"),
    [
        (1, [5, 5, 5], (0, 1, 2)),
        (3, [5, 5, 5], ()),
        (3, [1, 1], (0, 1)),
        (2, [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)], (1, 2)),  # 1, 0.5, 0.5
        (10, [61, 24, 15], ()),  # 6.1, 2.4, 1.5: one seat left, to the third alone
        (0, [1, 2], ()),
    ],
)
def test_ties_that_had_to_be_decided(seats, weights, expected):
    assert tied(seats, weights) == expected


@given(st.integers(0, 400), st.lists(st.integers(0, 30), min_size=2, max_size=8).filter(any))
def test_a_tie_is_told_exactly_when_the_order_decides(seats, weights):
    backwards = apportion(seats, weights[::-1])[::-1]
    assert bool(tied(seats, weights)) == (apportion(seats, weights) != backwards)


@st.composite
def planned_with_key(draw):
    count = draw(st.integers(2, 6))
    entries = []
    for index in range(count):
        total = draw(st.integers(0, 3000))
        entries.append((f"I{index}", Quota(total, draw(st.integers(0, total)))))
    plan = Plan("2031", tuple(entries))
    codes = draw(st.lists(st.sampled_from(plan.codes), min_size=1, unique=True))
    weights = {code: draw(st.integers(0, 50)) for code in codes}
    weights[codes[0]] += 1
    return plan, made(**weights)


@given(planned_with_key())
def test_the_scenario_of_a_key_has_its_whole_places_and_loses_nothing(drawn):
    plan, key = drawn
    reached = key_scenario(plan, key)
    wanted = key_quotas(plan, key)
    assert {code: reached.quotas[code].places for code in wanted} == wanted
    assert reached.total == plan.total
    assert all(reached.quotas[c] == plan.quotas[c] for c in plan.codes if c not in key.weights)
    order = [(plan.codes.index(t.giver), plan.codes.index(t.taker)) for t in reached.ledger]
    assert order == sorted(order)
    givers, takers = {t.giver for t in reached.ledger}, {t.taker for t in reached.ledger}
    assert not givers & takers
    exact = key.target(sum(wanted.values()))
    assert all(abs(wanted[code] - exact[code]) < 1 for code in wanted)  # the quota rule


def test_the_scenario_of_a_key_travels_by_rule():
    ledger = key_scenario(PLAN, BY_ID["population"]).ledger
    # HS gives 63: 55 to AC and 8 to DN, 129 / 353 of them degree-oriented: 20.1 and 2.9.
    assert [(t.giver, t.taker, t.places, t.degree) for t in ledger] == [
        ("HS", "AC", 55, 20),
        ("HS", "DN", 8, 3),
    ]


# ---------------------------------------------------------------- a key that the reader types

numbers = st.decimals(0, 999_999_999, places=6).map(abs) | st.integers(0, 999_999_999).map(Decimal)


@given(
    st.text(max_size=60),
    st.text(max_size=120),
    st.dictionaries(st.sampled_from(PLAN.codes), numbers, min_size=2),
)
def test_the_text_of_an_own_key_gives_it_back_exactly(name, source, typed):
    try:
        key = own_key(PLAN, name, source, typed)
    except ScenarioError:  # no name or source is left, or all numbers are 0
        assert not (key_words(name) and key_words(source) and any(typed.values()))
        return
    text = own_key_text(key)
    assert own_key_from_text(PLAN, text) == key
    assert own_key_text(own_key_from_text(PLAN, text)) == text
    assert re.fullmatch(r"[A-Za-z0-9._~%-]*", text)  # nothing that an address would have to escape but %
    assert key.weights == {code: Fraction(number) for code, number in typed.items()}


def key_words(text):
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def test_the_text_of_an_own_key():
    typed = {"HS": Decimal("26.50"), "AC": Decimal(58), "DN": Decimal("28.0")}
    key = own_key(PLAN, "  Unsere\nZahlen ", "A~B, 3 %", typed)
    assert own_key_text(key) == "Unsere%20Zahlen~A%7EB%2C%203%20%25~AC-58~DN-28~HS-26.5"
    assert (key.label, key.source) == ("Unsere Zahlen", "A~B, 3 %")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "Namen"),
        ("~Quelle~AC-1~DN-2", "Namen"),
        ("Name", "Quelle"),
        ("Name~~AC-1~DN-2", "Quelle"),
        ("Name~%00~AC-1~DN-2", "Quelle"),
        (f"{61 * 'x'}~Quelle~AC-1~DN-2", "60"),
        (f"Name~{121 * 'x'}~AC-1~DN-2", "120"),
        ("Name~Quelle", "zwei"),
        ("Name~Quelle~AC-1", "zwei"),
        ("Name~Quelle~AC-1~XX-2", "XX"),
        ("Name~Quelle~AC-1~DN--2", "DN--2"),
        ("Name~Quelle~AC-1~DN-1e9", "DN-1e9"),
        ("Name~Quelle~AC-1~AC-2", "AC-2"),
        ("Name~Quelle~AC-1~DN-1234567890", "DN-1234567890"),
        ("Name~Quelle~AC-1~DN-0.1234567", "DN-0.1234567"),
        ("Name~Quelle~AC-0~DN-0", "0"),
        ("Name~Quelle~" + "~".join(f"I{n}-1" for n in range(5000)), "I0"),
    ],
)
def test_a_bad_own_key_is_told(text, named):
    with pytest.raises(ScenarioError, match=re.escape(named)):
        own_key_from_text(PLAN, text)


@pytest.mark.parametrize(
    "number", ["-1", "1e999999999", "NaN", "Infinity", "1000000000", "0.0000001", "1e-999999999"]
)
def test_a_number_beyond_all_bounds_is_told(number):
    with pytest.raises(ScenarioError, match="AC"):
        own_key(PLAN, "Name", "Quelle", {"AC": Decimal(number), "DN": 1})


@given(st.text(max_size=200) | st.text("ACDNHSA~-.%0123456789", max_size=80))
def test_any_text_is_an_own_key_or_a_message(text):
    try:
        own_key_from_text(PLAN, text).distance(PLAN.quotas)
    except ScenarioError as error:
        said = str(error)
    else:
        said = "distance"
    assert said


def test_with_the_agency_a_key_runs_over_all_four():
    key = own_key(PLAN, "Viertel", "gedacht", dict.fromkeys(PLAN.codes, 1))
    # 3,508 / 4 = 877 each: only AA has more, by 2,269 − 877.
    assert key.distance(PLAN.quotas) == 1392
    assert key_quotas(PLAN, key) == dict.fromkeys(PLAN.codes, 877)


# ---------------------------------------------------------------- a mix of the keys


def test_a_mix_is_the_weighted_mean_of_shares():
    mixed = mix(KEYS, {"population": 3, "equal": 1})
    # Three parts 582,410 / 1,125,376 and one part a third: (3 · 0.517525 + 0.333333) / 4.
    assert mixed.target(1)["AC"] == pytest.approx((3 * 582410 / 1125376 + 1 / 3) / 4)
    assert sum(mixed.target(1).values()) == pytest.approx(1)
    assert mixed.facts == BY_ID["population"].facts


def test_a_mix_of_one_key_is_that_key():
    for key in KEYS:
        assert mix(KEYS, {key.key_id: 7}).distance(PLAN.quotas) == pytest.approx(key.distance(PLAN.quotas))


@given(st.dictionaries(st.sampled_from(list(BY_ID)), st.integers(0, 10)).filter(lambda w: any(w.values())))
def test_the_text_of_a_mix_gives_it_back_exactly(weights):
    mixed = mix(KEYS, weights)
    assert mix_from_text(KEYS, mix_text(mixed)) == mixed
    assert {key.key_id: n for key, n in mixed.parts} == {k: n for k, n in weights.items() if n}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "nicht lesbar"),
        ("population", "population"),
        ("population.11", "11"),
        ("population.-1", "population.-1"),
        ("population.1~population.2", "population.2"),
        ("quatsch.1", "quatsch"),
        ("population.0~equal.0", "0"),
        ("~" * 5000, "nicht lesbar"),
    ],
)
def test_a_bad_mix_is_told(text, named):
    with pytest.raises(ScenarioError, match=re.escape(named)):
        mix_from_text(KEYS, text)


# ---------------------------------------------------------------- indices

# Queensland 2012, Electoral Commission of Queensland, November 2012: first preference votes of every party
# (2,445,594 in all) and their seats, from the Liberal National Party to the Democratic Labor Party.
VOTES = (1214311, 652042, 282064, 184140, 72731, 33263, 2525, 1835, 1122, 933, 628)
SEATS = (78, 7, 2, 0, 2, 0, 0, 0, 0, 0, 0)


def test_gallaghers_index_of_queensland_2012():
    # M. Gallagher, Election indices: 31.16 per cent.
    assert 100 * gallagher(SEATS, VOTES) == pytest.approx(31.16, abs=0.005)


def test_loosemore_and_hanbys_index_of_queensland_2012():
    # Only the Liberal National Party has more seats than votes: 78 / 89 = 87.6404 % less 1,214,311 of
    # 2,445,594 votes = 49.6530 %, so all others together lack 37.987 points.
    assert 100 * loosemore_hanby(SEATS, VOTES) == pytest.approx(37.987, abs=0.001)


def test_ginis_coefficient_of_one_to_five():
    # Brown's formula for 1, 2, 3, 4, 5 with equal weights: cumulated shares 1, 3, 6, 10, 15 of 15;
    # 1 − (1 + (1 + 3) + (3 + 6) + (6 + 10) + (10 + 15)) / (5 · 15) = 1 − 55 / 75 = 4 / 15.
    assert gini([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]) == pytest.approx(4 / 15)


def test_gini_weighs_by_the_units_of_the_key():
    # Two institutions of one unit with 1 place each are as one of two units with 2 places.
    assert gini([1, 1, 4], [1, 1, 2]) == pytest.approx(gini([2, 4], [2, 2]))


@pytest.mark.parametrize("index", [loosemore_hanby, gallagher, gini])
def test_an_index_is_0_at_the_key_and_1_at_the_utmost(index):
    assert index([2, 4, 6], [1, 2, 3]) == pytest.approx(0, abs=1e-12)
    assert index([1, 0], [0, 1]) == pytest.approx(1)


def test_the_distance_is_loosemore_and_hanbys_index_times_the_places():
    for key in KEYS:
        held_now = [PLAN.quotas[code].places for code in key.weights]
        index = loosemore_hanby(held_now, list(key.weights.values()))
        assert 1239 * index == pytest.approx(key.distance(PLAN.quotas))


# ---------------------------------------------------------------- figures and contract


def shown_distances(text, keys=KEYS):
    return distance_exhibit(scenario(text), START, "Plan 2026", keys, DE)


def test_the_title_of_the_plan_names_the_nearest_key():
    shown = shown_distances("2026")
    assert shown.kind(FACTS) == Kind.DERIVED
    assert shown.title.startswith("Plätze der Jobcenter (Plan 2026)")
    assert "Einwohner, 62,7 Plätze" in shown.title


def test_the_title_of_a_scenario_names_its_baseline():
    shown = shown_distances("2026~HS-AC.50.18")
    # HS 303, AC 636, DN 300 against 641.2 / 307.5 / 290.3: only HS has too many, 12.7.
    assert shown.kind(FACTS) == Kind.SCENARIO
    assert "Einwohner, 12,7 Plätze" in shown.title
    assert "Plan 2026: 62,7" in shown.title
    assert shown.table["before"][0] == pytest.approx(62.7, abs=0.05)
    assert shown.table["after"][0] == pytest.approx(12.7, abs=0.05)


def test_keys_that_are_equally_near_are_all_named():
    twice = (
        BY_ID["population"],
        dataclasses.replace(BY_ID["population"], key_id="again", label="Noch einmal"),
    )
    assert "Einwohner und Noch einmal" in shown_distances("2026", twice).title


def test_every_key_says_what_it_was_made_for():
    own = own_key(PLAN, "Meine", "Zählung 2026", {"AA": 1, "AC": 2})
    keys = (*KEYS, mix(KEYS, {"population": 3, "equal": 1}), own)
    shown = shown_distances("2026", keys)
    assert list(shown.table["purpose"])[:10] == list(
        FACTS["comparison_keys"].sort_values("position")["purpose"]
    )
    assert list(shown.table["purpose"])[10:] == [
        "Gewichtet: 3 × Einwohner, 1 × Gleich viele",
        "Eingegeben, Quelle: Zählung 2026",
    ]
    assert all("Annahme" in label for label in list(shown.table["label"])[10:])
    assert "„Meine (Annahme)“ läuft über AA und AC" in shown.reading


def test_no_key_is_called_fair():
    assert "keiner ist damit richtig oder gerecht" in shown_distances("2026").reading


def test_what_a_reader_types_is_no_markup():
    own = own_key(PLAN, "<b>x</b>", "<i>y", {"AC": 1, "DN": 1})
    shown = shown_distances("2026", (own,))
    picture = distance_picture(shown, "<u>Plan", LIGHT, DE)
    assert "&lt;b&gt;x&lt;/b&gt; (Annahme)" in picture
    assert "<b>x" not in picture
    assert "<u>" not in picture


def test_the_picture_shows_every_key_before_and_after():
    picture = distance_picture(shown_distances("2026~HS-AC.50.18"), "Plan 2026", LIGHT, DE)
    assert picture.count("bk-ring") == picture.count("bk-dot") == len(KEYS)
    assert '.was">62,7 → </span><b data-value="distance.population">12,7</b>' in picture


def test_the_scale_stays_while_places_move():
    def axis(text):
        return re.findall(
            r'<div class="bk-axis">.*?</div>', distance_picture(shown_distances(text), "", LIGHT, DE)
        )

    assert axis("2026") == axis("2026~HS-AC.50.18") == axis("2026~AA-HS.30.8")


def test_what_a_key_would_give_to_whom():
    shown = allocation_exhibit(FACTS, START, BY_ID["population"], DE)
    assert shown.title.endswith(f"AC +55, DN +8, HS {MINUS}63")
    assert list(shown.table["code"]) == [*CENTRES, ""]
    assert list(shown.table["by_key"]) == [641, 308, 290, 1239]
    assert list(shown.table["needed"]) == [55, 8, -63, 0]
    assert shown.kind(FACTS) == Kind.DERIVED
    picture = allocation_picture(shown, LIGHT, DE)
    assert all(LIGHT.institutions[code] in picture for code in CENTRES)


def test_a_scenario_of_a_key_lacks_nothing():
    for key in KEYS:
        reached = key_scenario(PLAN, key)
        shown = allocation_exhibit(FACTS, reached, key, DE)
        assert list(shown.table["needed"]) == [0, 0, 0, 0]
        assert "genau wie" in shown.title


def test_a_key_of_the_readers_own_is_an_assumption():
    own = own_key(PLAN, "Meine", "gedacht", {"AC": 1, "DN": 1})
    for key in (own, mix(KEYS, {"equal": 1})):
        assert allocation_exhibit(FACTS, START, key, DE).kind(FACTS) == Kind.ASSUMPTION
        assert index_exhibit(FACTS, START, START, "Plan 2026", key, DE).kind(FACTS) == Kind.ASSUMPTION


def test_the_indices_stand_with_their_formula():
    shown = index_exhibit(FACTS, scenario("2026~HS-AC.50.18"), START, "Plan 2026", BY_ID["population"], DE)
    before, after = list(shown.table["before"]), list(shown.table["after"])
    assert before[0] == pytest.approx(62.7 / 1239, abs=0.0001)
    assert after[0] == pytest.approx(12.7 / 1239, abs=0.0001)
    assert all("Σ" in formula for formula in shown.table["formula"])


def test_without_any_place_there_is_no_index():
    empty = scenario("2026~AC-AA.586.172~DN-AA.300.80~HS-AA.353.129")
    shown = index_exhibit(FACTS, empty, START, "Plan 2026", BY_ID["equal"], DE)
    assert shown.table["after"].isna().all()
    assert shown.table["before"].notna().all()


def test_the_contract_keeps_its_five_keys_and_tells_the_others_apart():
    document = scenario_document(FACTS, START, KEYS)
    assert list(document["distance_to_key"]) == [
        "population",
        "employees",
        "unemployed",
        "sgb2_rule",
        "fbw_participants",
    ]
    assert document["distance_to_further_key"] == {
        "equal": 173.0,
        "employment_gap": 228.519231,
        "working_age_population": 69.480211,
        "population_25_54": 71.999062,
        "foreign_population": 143.099665,
    }
