"""The negotiating table's arithmetic in Chromium: the same integers as Python's, which is the truth."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from kompass.facts import load
from kompass.language import LANGUAGES, Message, language
from kompass.places.keys import Key, comparison_keys
from kompass.places.moves import apportion
from kompass.places.own_keys import mix, own_key
from kompass.places.plan import Quota, plan_of
from kompass.precision import Bounded, written
from kompass.table.blocked import REASONS
from kompass.table.document import formula
from kompass.table.module import module
from kompass.table.texts import texts
from tests.table_cases import a_case

GESTURES, IN_ONE = 100_000, 20  # gestures in all, and in one negotiation
LOADED = """async source => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  window.table = await import(url);
}"""
# The answers to all gestures of a batch; an error as its reason and parameters, those of an inner one with it.
ANSWERS = """cases => cases.map(({ plan, gestures }) => {
  const { Plan, Scenario, Negotiation, Blocked, scenarioFromText, nearest } = window.table;
  const limits = ([locked, floors, ceilings]) => ({ locked, floors, ceilings });
  const told = error => [error.reason, { ...error.params, reason: error.params.reason && told(error.params.reason) }];
  let now = new Negotiation(new Scenario(new Plan(plan)));
  return gestures.map(([what, ...rest]) => {
    try {
      if (what === "undo") now = now.undo();
      else if (what === "redo") now = now.redo();
      else if (what === "text") now = now.book(scenarioFromText(now.current.plan, rest[0]));
      else if (what === "transfer") now = now.book(now.current.transfer(...rest.slice(0, 4), limits(rest[4])));
      else if (what === "nearest") return String(nearest(rest[0], now.current, ...rest.slice(1, 4), limits(rest[4])));
      else now = now.move(what, ...rest.slice(0, 3), limits(rest[3]));
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      return told(error);
    }
    return `${now.current.text} ${now.past.length} ${now.future.length}`;
  });
})"""


@pytest.fixture(scope="module")
def arithmetic(window):
    """A page without a server that has the module."""
    page = window.new_page()
    page.evaluate(LOADED, module())
    yield page
    page.close()


def message(told):
    """What a refusal of the browser says in German."""
    reason, params = told
    inner = {"reason": message(params["reason"])} if params.get("reason") else {}
    found = REASONS[reason]
    found = Message(found) if isinstance(found, str) else found
    return language("de").message(replace(found, params=params | inner))


def said(found):
    return found if isinstance(found, str) else f"!{message(found)}"


def test_a_hundred_thousand_gestures_give_the_same_integers(arithmetic):
    random = Random(20261130)
    kinds, sizes = {}, set()
    for _ in range(10):
        cases = [a_case(random, IN_ONE) for _ in range(GESTURES // IN_ONE // 10)]
        found = arithmetic.evaluate(ANSWERS, [case.for_browser for case in cases])
        for case, answers in zip(cases, found, strict=True):
            assert [said(own) for own in answers] == case.answers, case
            sizes.add(len(case.plan.codes))
            for gesture, own in zip(case.gestures, case.answers, strict=True):
                key = (gesture[0], own.startswith("!"))
                kinds[key] = kinds.get(key, 0) + 1
    assert sizes == set(range(2, 21))
    assert sum(kinds.values()) == GESTURES
    for what in ("places", "degree", "transfer", "text"):  # what can be and what cannot, each often
        assert min(kinds[what, True], kinds[what, False]) > 1000


# Results of published elections and of the EinglMV's kind: largest remainder, as printed.
APPORTIONED = {
    (100, (5117, 4400, 162, 161, 160)): [51, 44, 2, 2, 1],
    (26, (9061, 7179, 5259, 3319, 1182)): [9, 7, 5, 4, 1],
}


@pytest.mark.parametrize(("asked", "seats"), APPORTIONED.items(), ids=["100", "26"])
def test_published_apportionments_in_both_languages(arithmetic, asked, seats):
    assert apportion(asked[0], [Fraction(n) for n in asked[1]]) == seats
    assert (
        arithmetic.evaluate("([n, weights]) => table.apportion(n, weights)", [asked[0], list(asked[1])])
        == seats
    )


def formulas():
    """Those of the plan, a mix and a typed one, and one of 14 institutions whose groups are too many to be tried."""
    facts = load()
    keys = comparison_keys(facts)
    ids = [key.key_id for key in keys]
    typed = own_key(plan_of(facts), "A", "B", {"AC": Decimal("58.2"), "DN": 28, "HS": Decimal("26.05")})
    many = {f"P{n}": Bounded(n + 3, n + Fraction(5, 2), n + Fraction(7, 2), "rounded") for n in range(14)}
    wide = Key("wide", "x", "", {c: Fraction(b.value) for c, b in many.items()}, (), boxes=(many,))
    return [*keys, mix(keys, {ids[0]: 3, ids[1]: 1}), typed, wide]


def test_distances_and_their_limits_are_those_of_python(arithmetic):
    random = Random(7)
    for key in formulas():
        asked = [{code: random.randint(0, 900) for code in key.weights} for _ in range(60)]
        expected = []
        for places in asked:
            bounds = key.bounds({code: Quota(count, 0) for code, count in places.items()})
            expected.append([float(bounds.value), float(bounds.low), float(bounds.high), bounds.precision])
        found = arithmetic.evaluate(
            """([given, asked]) => asked.map(places => {
              const quotas = new Map(Object.entries(places).map(([code, count]) => [code, { places: count, degree: 0 }]));
              const { value, low, high, precision } = new table.Formula(given).distance(quotas);
              return [value, low, high, precision];
            })""",
            [formula(key), asked],
        )
        for ours, theirs in zip(found, expected, strict=True):
            assert ours[:3] == pytest.approx(theirs[:3], rel=1e-9, abs=1e-9), key.key_id
            assert ours[3] == theirs[3]


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_are_written_as_python_writes_them(arithmetic, code):
    """With one and with two decimals; exact, rounded and approximate numbers, close and far limits."""
    random, words, numbers = Random(11), language(code), []
    for _ in range(400):
        value = round(random.choice((3, 90, 4000)) * random.random(), random.randint(0, 4))
        reach = random.choice((0, 0.004, 0.04, 0.4, 3, 40))
        level = random.choice(("exact", "rounded", "approximate")) if reach else "exact"
        numbers.append(Bounded(value, value - reach, value + reach * random.random(), level))
    expected = [[written(number, words, decimals) for decimals in (1, 2)] for number in numbers]
    found = arithmetic.evaluate(
        """([given, numbers]) => numbers.map(([value, low, high, precision]) =>
          [1, 2].map(decimals => new table.Words(given).written({ value, low, high, precision }, decimals)))""",
        [
            {"words": texts(words), "separators": words.separators},
            [[float(n.value), float(n.low), float(n.high), n.precision] for n in numbers],
        ],
    )
    assert found == expected


@pytest.mark.parametrize(
    ("code", "typed", "number"),
    [
        *(
            (code, typed, 2200)
            for code in LANGUAGES
            for typed in ("2200", "2 200", " 2200 ", "2\u00a0200", "2\u202f200")
        ),
        ("de", "2.200", 2200),
        ("en", "2,200", 2200),
        ("de", "1.002.200", 1002200),
        ("de", "0", 0),
        *(
            ("de", typed, None)
            for typed in ("2,200", "2.20", "2.2000", "22.00", "-5", "+5", "4,5", "zwei", "", "1e3", "2. 200")
        ),
        *(("en", typed, None) for typed in ("2.200", "2,20", "4.5")),
    ],
)
def test_a_number_is_read_in_the_format_of_the_page(arithmetic, code, typed, number):
    words = language(code)
    given = {"words": texts(words), "separators": words.separators}
    assert (
        arithmetic.evaluate("([given, typed]) => new table.Words(given).read(typed)", [given, typed])
        == number
    )


def test_the_module_is_small_and_imports_nothing():
    assert len(module().encode()) <= 40_000
    assert "import " not in module().replace("// ", "").split("/** ")[0]
