"""What printed numbers allow, what follows from them, and how it is written: worked by hand, and rules over all
exhibits, keys, texts and files."""

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product
from math import inf
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.api.routes import scenario_document
from kompass.facts import Facts, load
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.figures.simulator.employee_split import split_exhibit
from kompass.figures.simulator.goal_seek import goal_exhibit
from kompass.figures.simulator.inequality import index_exhibit
from kompass.figures.simulator.key_allocation import allocation_exhibit
from kompass.figures.simulator.keys import distance_exhibit
from kompass.figures.simulator.scenario_map import density_table, fixed_classes, scenario_map, with_texts
from kompass.figures.state_measures.measures import amount_bounds
from kompass.language import LANGUAGES, NBSP, language
from kompass.places.goal_search.search import fewest_moves
from kompass.places.goal_search.wishes import distance_at_most
from kompass.places.indices import gallagher, gini, index_bounds, loosemore_hanby
from kompass.places.kept_scenarios import Named
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario
from kompass.places.own_keys import mix
from kompass.places.plan import Quota, plan_of
from kompass.places.text import scenario_from_text
from kompass.precision import ABOUT, ABOVE, AT_LEAST, AT_MOST, BELOW, Bounded, exact, printed, written
from kompass.presentation.drawing import projector_style
from kompass.presentation.view import ViewContext
from kompass.presentation.views.figures import figure_specs
from kompass.request.choices import choices
from tests.colours import LIGHT

FACTS = load()
PLAN = plan_of(FACTS)
START = Scenario(PLAN)
KEYS = {key.key_id: key for key in comparison_keys(FACTS)}
MIXED = mix(tuple(KEYS.values()), {"employees": 2, "employment_gap": 1, "population": 3})
DE, EN = language("de"), language("en")


def plain(text):
    return text.replace(NBSP, " ")


# ---------------------------------------------------------------- printed numbers


@pytest.mark.parametrize(
    ("value", "qualifier", "precision", "decimals", "low", "high"),
    [
        (230_000, "gut", "approximate", 0, 230_000, 235_000),
        (91_000, "knapp", "approximate", 0, 90_500, 91_000),
        (80_000, "knapp", "approximate", 0, 79_500, 80_000),
        (400_000, "knapp", "approximate", 0, 395_000, 400_000),
        (44_000, "ca.", "approximate", 0, 43_500, 44_500),
        (1_125_000, "ca.", "approximate", 0, 1_124_500, 1_125_500),
        (5, "fast", "approximate", 0, 4.5, 5),
        (66, "", "rounded", 0, 65.5, 66.5),
        (50, "", "rounded", 0, 49.5, 50.5),
        (10, "mehr als", "approximate", 0, 10, inf),
        (400, "bis zu", "approximate", 0, 0, 400),
        (57.4, "", "exact", 1, 57.35, 57.45),
        (0.8599, "", "exact", 4, 0.85985, 0.85995),
        (582_410, "", "exact", 0, 582_410, 582_410),
        (91_000, "just under", "approximate", 0, 90_500, 91_000),  # the same word in the other language
    ],
)
def test_what_a_printed_number_allows(value, qualifier, precision, decimals, low, high):
    found = printed(value, qualifier, precision, decimals)
    assert (float(found.value), float(found.low), float(found.high)) == (value, low, high)


def test_a_sum_printed_in_millions_is_as_exact_as_the_digit_that_is_printed():
    funds = FACTS["measure_funds"].to_dict("records")
    found = {(f["measure_id"], f["position"]): amount_bounds(f) for f in funds}
    # 16,7 Mio.; 6 Mio.; rund 1 Mrd.; 850.000 to the euro; ca. 107.000; max. 1.500
    for key, low, high in (
        (("II.9", 1), 16_650_000, 16_750_000),
        (("IV.6", 1), 5_500_000, 6_500_000),
        (("I.11", 1), 500_000_000, 1_500_000_000),
        (("I.8", 1), 850_000, 850_000),
        (("IV.3", 1), 106_500, 107_500),
        (("IV.5", 2), 0, 1_500),
    ):
        assert (found[key].low, found[key].high) == (low, high)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_rule_knows_every_qualifier_of_the_tables(code):
    facts = FACTS.in_language(language(code))
    known = {language(code).text(word) for word in (*ABOUT, *BELOW, *ABOVE, *AT_LEAST, *AT_MOST)}
    for name in FACTS:
        table = facts[name]
        if {"qualifier", "precision"} <= set(table):
            vague = table[table["precision"] == "approximate"]
            assert set(vague["qualifier"]) - {""} <= known, name


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_limits_are_the_same_in_every_language(code):
    for key in comparison_keys(FACTS.in_language(language(code))):
        assert key.bounds(PLAN.quotas) == KEYS[key.key_id].bounds(PLAN.quotas)


# ---------------------------------------------------------------- how it is written


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (Bounded(62.696, 62.696, 62.696), 1, "62,7"),
        (Bounded(124.648, 124.648, 132.926, "approximate"), 1, "rund 125 (125 bis 133)"),
        (Bounded(128.834, 128.786, 128.882, "rounded"), 1, "128,8"),
        (Bounded(Fraction("-2.9"), -3, Fraction("-2.8"), "rounded"), 1, "−2,9"),
        (Bounded(228.52, 206.49, 251.41, "rounded"), 1, "rund 229 (206 bis 251)"),
        (Bounded(4.4125, 4.4125, 4.4403, "approximate"), 2, "rund 4,4"),
        (Bounded(823.8, 823.2, 824.4, "approximate"), 0, "rund 824"),
        (Bounded(9000, 8000, 10_000, "rounded"), 0, "rund 9.000"),
        (Bounded(0, 0, 0, "approximate"), 2, "0,00"),
    ],
)
def test_no_digit_that_the_inputs_do_not_carry(number, decimals, text):
    assert plain(written(number, DE, decimals)) == text


def test_limits_can_stand_elsewhere_and_words_are_the_readers():
    number = Bounded(124.648, 124.648, 132.926, "approximate")
    assert plain(written(number, DE, 1, limits=False)) == "rund 125"
    assert plain(written(number, EN, 1)) == "about 125 (125 to 133)"


def test_where_no_decimals_are_asked_for_a_number_is_whole():
    assert written(exact(353), DE) == "353"  # the places of HS in the plan
    assert written(exact(Fraction(353, 10)), DE) == "35"
    assert plain(written(Bounded(353, 352, 354, "approximate"), DE)) == "rund 353"


def test_a_table_of_places_per_1000_has_as_many_decimals_in_each_row():
    """Ten per thousand and more have one decimal, less have two; the largest number decides for all."""
    fewer = scenario_from_text(PLAN, "2026~DN-AA.200.53")
    table = with_texts(density_table(FACTS, START, fewer, BASES[0]), DE)
    # 586 of 24,645, 100 of 11,324 and 353 of 8,705 unemployed; in the plan DN has 300.
    assert list(table["before_text"]) == ["23,8", "8,8", "40,6"]
    assert list(table["after_text"]) == ["23,8", "26,5", "40,6"]
    table = with_texts(density_table(FACTS, START, START, BASES[1]), DE)
    # 586 of 582,410, 300 of 279,285, 353 of 263,681 inhabitants.
    assert list(table["after_text"]) == ["1,01", "1,07", "1,34"]


# ---------------------------------------------------------------- keys


# By the box of the weights, worked at its corners: the distance of employees is 653 (what DN and HS have) less
# 1,239 times their share, which is largest at 171 / (230 + 171) and smallest at 170 / (235 + 170).
# The gap of DN is the only one below its places: 300 − 1,239 · 0.4 / (3 + 0.4 + 2.1) of gaps that the rates allow.
LIMITS = {
    "population": ("exact", 62.6964, 62.6964),
    "employees": ("approximate", 653 - 1239 * 171 / 401, 653 - 1239 * 170 / 405),
    "unemployed": ("exact", 111.5733, 111.5733),
    "equal": ("exact", 173, 173),
    "employment_gap": ("rounded", 206.4906, 251.4118),
    "sgb2_rule": ("rounded", 128.7861, 128.8819),
    "fbw_participants": ("rounded", 176.9754, 177.1032),
}


@pytest.mark.parametrize("key_id", LIMITS)
def test_the_limits_of_the_plans_distances(key_id):
    precision, low, high = LIMITS[key_id]
    found = KEYS[key_id].bounds(PLAN.quotas)
    assert found.precision == KEYS[key_id].precision == precision
    assert (float(found.low), float(found.high)) == pytest.approx((low, high), abs=0.0001)
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize("key_id", [key_id for key_id, limits in LIMITS.items() if limits[0] != "exact"])
def test_the_limits_are_reached(key_id):
    """By some weights that the printed numbers allow: the limits are not wider than they must be."""
    key = KEYS[key_id]
    found = key.bounds(PLAN.quotas)
    reached = [
        Key("k", "", "", dict(zip(box, corner, strict=True)), ()).distance(PLAN.quotas)
        for box in key.boxes
        for corner in product(*((weight.low, weight.high) for weight in box.values()))
    ]
    assert (min(reached), max(reached)) == pytest.approx((float(found.low), float(found.high)))


held_places = st.fixed_dictionaries(dict.fromkeys(("AC", "DN", "HS"), st.integers(0, 1500))).filter(
    lambda held: any(held.values())
)
within = st.lists(st.fractions(0, 1, max_denominator=50), min_size=4, max_size=4)


@given(st.sampled_from([k for k in KEYS.values() if k.boxes]), held_places, within)
def test_no_weights_that_the_printed_numbers_allow_leave_the_limits(key, held, at):
    quotas = {code: Quota(places, 0) for code, places in held.items()}
    box = key.boxes[int(at[3] * (len(key.boxes) - 1))]
    weights = {
        code: weight.low + part * (weight.high - weight.low)
        for (code, weight), part in zip(box.items(), at, strict=False)
    }
    found = key.bounds(quotas)
    true = Key("k", "", "", weights, ())
    assert float(found.low) - 1e-9 <= true.distance(quotas) <= float(found.high) + 1e-9
    total = sum(held.values())
    for code, target in true.target(total).items():
        limits = key.target_bounds(total)[code]
        assert float(limits.low) - 1e-9 <= target <= float(limits.high) + 1e-9
    for index in (loosemore_hanby, gallagher, gini):
        limits = index_bounds(index, list(held.values()), key)
        value = index(list(held.values()), list(weights.values()))
        assert float(limits.low) - 1e-9 <= value <= float(limits.high) + 1e-9
    more = quotas | {"HS": Quota(held["HS"] + 1, 0)}
    change = key.change_bounds(quotas, more)
    assert (
        float(change.low) - 1e-9 <= true.distance(more) - true.distance(quotas) <= float(change.high) + 1e-9
    )


@given(held_places, within, within)
def test_no_weights_leave_the_limits_of_a_mix(held, first, second):
    quotas = {code: Quota(places, 0) for code, places in held.items()}
    total, shares = sum(held.values()), dict.fromkeys(held, Fraction(0))
    for (key, weight), at in zip(MIXED.parts, (first, second, first), strict=True):
        box = key.boxes[int(at[3] * (len(key.boxes) - 1))] if key.boxes else None
        own = (
            key.weights
            if box is None
            else {c: b.low + p * (b.high - b.low) for (c, b), p in zip(box.items(), at, strict=False)}
        )
        for code in shares:
            shares[code] += Fraction(weight, 6) * own[code] / sum(own.values())
    distance = sum(abs(held[code] - total * share) for code, share in shares.items()) / 2
    found = MIXED.bounds(quotas)
    assert float(found.low) - 1e-9 <= distance <= float(found.high) + 1e-9
    assert found.precision == "approximate"


@pytest.mark.parametrize(
    ("index", "off", "reach"), [(loosemore_hanby, 0.1, 0.005), (gallagher, 0.1, 0.005), (gini, 0.1, 0.01)]
)
def test_the_limits_of_an_index_worked_by_hand(index, off, reach):
    """Two weights of 50, each true to a half: a share lies between 49.5 and 50.5 per cent."""
    box = dict.fromkeys("AB", Bounded(50, Fraction("49.5"), Fraction("50.5"), "rounded"))
    key = Key("k", "", "", dict.fromkeys("AB", Fraction(50)), (), boxes=(box,))
    for held, low, value, high in (
        ([60, 40], off - reach, off, off + reach),
        ([50, 50], 0, 0, reach),  # an index is never below zero
    ):
        found = index_bounds(index, held, key)
        assert (found.low, found.value, found.high) == pytest.approx((low, value, high))
        assert found.precision == "rounded"
    # Nor above one: all places are with B, and as good as the whole key with A.
    box = {"A": box["A"], "B": Bounded(0, 0, Fraction("0.5"), "rounded")}
    key = Key("k", "", "", {"A": Fraction(50), "B": Fraction(0)}, (), boxes=(box,))
    found = index_bounds(index, [0, 100], key)
    assert found.value == found.high == 1
    assert found.low < 1


def test_of_many_institutions_the_limits_stay_wide_enough():
    codes = [f"I{n:02}" for n in range(20)]
    weights = {code: Fraction(n + 1) for n, code in enumerate(codes)}
    box = {code: Bounded(w, w - Fraction(1, 2), w + Fraction(1, 2), "rounded") for code, w in weights.items()}
    key = Key("k", "", "", weights, (), boxes=(box,))
    quotas = {code: Quota(10, 0) for code in codes}
    found = key.bounds(quotas)
    for move in range(2):
        other = {code: w + Fraction((-1) ** (n + move), 2) for n, (code, w) in enumerate(weights.items())}
        assert found.low <= Key("k", "", "", other, ()).distance(quotas) <= found.high
    # Three places come, three leave, or three move: the distance changes by three at most.
    for more in ({"I00": 13}, {"I00": 7}, {"I00": 7, "I19": 13}):
        change = key.change_bounds(quotas, quotas | {code: Quota(n, 0) for code, n in more.items()})
        assert (change.low, change.high) == (-3, 3)
        assert change.low <= change.value <= change.high


def test_the_contract_tells_precision_and_limits_beside_the_distance():
    document = scenario_document(FACTS, START, tuple(KEYS.values()))
    assert document["distance_to_key"]["employees"] == pytest.approx(124.648, abs=0.0005)
    assert document["distance_precision"]["employees"] == {
        "precision": "approximate",
        "low": 124.648379,
        "high": 132.925926,
    }
    assert document["distance_precision"]["population"]["precision"] == "exact"
    assert set(document["distance_precision"]) == {
        *document["distance_to_key"],
        *document["distance_to_further_key"],
    }
    # 353 places, and 79,500 to 80,000 employees
    heinsberg = document["districts"]["05370"]["per_1000_precision"]["employees"]
    assert heinsberg == {"precision": "approximate", "low": 4.4125, "high": 4.440252}
    assert document["districts"]["05370"]["per_1000_precision"]["unemployed"]["precision"] == "exact"


def test_rounding_may_leave_open_which_key_is_nearest():
    # By employees the plan is 124.6 to 132.9 places away, by the rule of SGB II 128.8: either may be nearer.
    keys = (KEYS["employees"], KEYS["sgb2_rule"])
    title = plain(distance_exhibit(START, START, "Plan 2026", keys, DE).title)
    assert "Beschäftigte und SGB-II-Regel des Bundes 2026, rund 125 (125 bis 129) Plätze" in title


def test_the_reading_of_the_sgb_ii_rule_is_told_as_ours():
    purpose = KEYS["sgb2_rule"].purpose
    methods = FACTS["methods"].set_index("method_id")["explanation"]
    for text in (purpose, methods["sgb2_rule_mean"], methods["fbw_to_rule"]):
        assert "unsere Lesart" in text
        assert "our reading" in EN.text(text)


# ---------------------------------------------------------------- every exhibit

MOVED = "2026~AA-HS.100.25~EXT-DN.20.5"
ASKED = {"s": [MOVED], "v": [f"Mehr|{MOVED}"]}
QUALIFIED = ("knapp", "gut", "ca.", "fast", *AT_LEAST, *AT_MOST)  # before what a source prints
RANGE = re.compile(r"\(([^()]*) bis ([^()]*)\)")
NUMBER = re.compile(r"[+−±]?\d[\d.]*(?:,\d+)?")


def moved(pattern):
    """The facts with every rounded figure somewhere else within what it allows; ``pattern`` says where by row."""
    tables = {name: FACTS[name] for name in FACTS}
    decimals = FACTS["indicator_definitions"].set_index("indicator_id")["decimals"]
    for name, value in (("indicators", "value"), ("forecasts", "value"), ("measure_funds", "amount")):
        table = tables[name]
        for row, record in enumerate(table.to_dict("records")):
            if not record["precision"]:
                continue
            if name == "measure_funds":
                limits = amount_bounds(record)
            else:
                digits = decimals.get(
                    record.get("indicator_id"),
                    int(record["unit_id"] == "percent") if "unit_id" in record else 0,
                )
                limits = printed(record[value], record["qualifier"], record["precision"], int(digits))
            if limits.high != inf and limits.reach:
                end = limits.high if pattern(row) else limits.low
                table.loc[row, value] = int(end) if name == "measure_funds" else float(end)
    return Facts(FACTS.package, MappingProxyType(tables))


def count_up(labels):
    """How often each label has come before."""
    seen = Counter()
    for label in labels:
        seen[label] += 1
        yield seen[label]


@cache
def texts(facts):
    """Every title, reading and cell of every exhibit, by where it stands."""
    plan = plan_of(facts)
    keys = comparison_keys(facts)
    own = mix(keys, {"employees": 2, "employment_gap": 1, "population": 3})
    scenario = scenario_from_text(plan, MOVED)
    context = ViewContext(
        facts, choices(facts, ASKED), "http://kompass.example/simulator", projector_style("hell"), DE
    )
    shown = {name: figure.make(context) for name, figure in figure_specs(facts).items()}
    shown["distances"] = distance_exhibit(scenario, Scenario(plan), "Plan 2026", (*keys, own), DE)
    kept = [Named("Mehr", scenario), Named("Plan", Scenario(plan))]
    shown["comparison"] = comparison_exhibit(facts, kept, Scenario(plan), "Plan 2026", keys, DE)
    for key in (*keys, own):
        shown[f"allocation {key.key_id}"] = allocation_exhibit(facts, scenario, key, DE)
        shown[f"indices {key.key_id}"] = index_exhibit(facts, scenario, Scenario(plan), "Plan", key, DE)
        shown[f"split {key.key_id}"] = split_exhibit(facts, plan, key, DE)
    for base, split in product(BASES, (None, *keys)):
        limits = fixed_classes(facts, plan, base, split)
        shown[f"map {base.indicator_id} {split and split.key_id}"] = scenario_map(
            facts, scenario, Scenario(plan), "Plan", base, split, limits, LIGHT, DE
        )[0]
    found = {}
    for name, exhibit in shown.items():
        if exhibit is None:
            continue
        found[name, "title", 0] = exhibit.title
        found[name, "reading", 0] = exhibit.reading
        found |= {(name, "note", n): note for n, note in enumerate(exhibit.notes)}
        first, *others = exhibit.columns
        # By what its row is called, for the order may be that of the numbers.
        rows = [
            f"{label} {n}"
            for n, label in zip(count_up(exhibit.table[first.name]), exhibit.table[first.name], strict=True)
        ]
        for column in others:
            for row, value in zip(rows, exhibit.table[column.name], strict=True):
                found[name, column.name, row] = column.cell(value, DE) or ""
    return {place: plain(text) for place, text in found.items()}


def value_of(number):
    return float(number.replace(".", "").replace(",", ".").replace("−", "-").replace("±", ""))


def steps_off(old, new):
    """By how many steps of its last digit a number has moved, at worst; whole thousands count as thousands."""
    _, _, digits = old.partition(",")
    zeros = len(old) - len(old.rstrip("0.")) if not digits else 0
    step = 10.0 ** (-len(digits) if digits else old[len(old) - zeros :].count("0"))
    return abs(value_of(new) - value_of(old)) / step


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern", [lambda row: True, lambda row: False, lambda row: row % 2, lambda row: row % 3]
)
def test_no_exhibit_shows_a_digit_that_other_numbers_within_the_rounding_would_change(pattern):
    """Wherever a true figure lies within what its source prints, no number shown moves by more than one step of
    its last digit, unless it is the printed figure itself or its limits stand beside it and hold."""
    before, after = texts(FACTS), texts(moved(pattern))
    assert set(before) == set(after)
    changed = 0
    for place, old in before.items():
        new = after[place]
        if old == new or NUMBER.sub("", RANGE.sub("", old)) != NUMBER.sub("", RANGE.sub("", new)):
            continue
        changed += 1
        limits = [tuple(map(value_of, found)) for found in RANGE.findall(old)]
        numbers = zip(NUMBER.finditer(RANGE.sub("", old)), NUMBER.findall(RANGE.sub("", new)), strict=True)
        for match, other in numbers:
            printed_as_such = RANGE.sub("", old)[: match.start()].rstrip().endswith(QUALIFIED)
            if printed_as_such or steps_off(match[0], other) <= 1.001:
                continue
            assert any(low - 1 <= value_of(other) <= high + 1 for low, high in limits), (place, old, new)
    assert changed > 10


@pytest.mark.parametrize("key_id", ["employees", "employment_gap"])
def test_keys_of_rounded_figures_show_no_decimals(key_id):
    key = KEYS[key_id]
    shown = (
        distance_exhibit(START, START, "Plan 2026", (key,), DE),
        allocation_exhibit(FACTS, scenario_from_text(PLAN, MOVED), key, DE),
    )
    for exhibit in shown:
        derived = [c for c in exhibit.columns if c.right]
        own = exhibit.table[exhibit.table["code"] != ""] if "code" in exhibit.table else exhibit.table
        cells = [c.cell(v, DE) for c in derived for v in own[c.name]]
        assert not any(re.search(r"\d,\d", text) for text in [exhibit.title, exhibit.alt, *cells] if text)
    assert "rund" in shown[0].title


def test_a_goal_by_a_rounded_key_says_so():
    key = KEYS["employees"]
    answer = fewest_moves(START, [distance_at_most(key, 100)])
    wishes = [distance_at_most(key, 100)]
    shown = goal_exhibit(FACTS, START, answer, wishes, key, [key], DE)
    assert "Die Zahlen hinter Beschäftigte sind gerundet" in shown.reading
    assert plain(shown.table.set_index("code").at["HS", "per_1000_before"]) == "rund 4,4"


def test_a_goal_by_a_key_of_counts_is_not_called_rounded():
    key = KEYS["population"]
    wishes = [distance_at_most(key, 62)]
    shown = goal_exhibit(FACTS, START, fewest_moves(START, wishes), wishes, key, [key], DE)
    assert shown.reading.startswith(
        "Gewünscht: Der Abstand vom Schlüssel „Einwohner“ ist höchstens 62 Plätze."
    )
    assert "gerundet" not in shown.reading
