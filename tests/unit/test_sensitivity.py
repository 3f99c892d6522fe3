"""What one more place does: against recomputation, and values worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.facts import load
from kompass.figures.simulator.sensitivity import counted, sensitivity_exhibit
from kompass.language import MINUS, language
from kompass.places.keys import Key, comparison_keys
from kompass.places.ledger import Scenario, Transfer
from kompass.places.own_keys import own_key
from kompass.places.plan import OUTSIDE, Plan, Quota, plan_of
from kompass.places.sensitivity import effects
from kompass.places.text import scenario_from_text
from kompass.precision import exact

FACTS = load()
PLAN = plan_of(FACTS)
KEYS = comparison_keys(FACTS)
DE = language("de")


def values(limited):
    """The numbers without their limits."""
    return {name: float(number.value) for name, number in limited.items()}


def of(code, text="2026", keys=KEYS):
    found = effects(scenario_from_text(PLAN, text), keys, counted(FACTS))
    return next(effect for effect in found if effect.code == code)


def rows(text="2026", keys=KEYS):
    table = sensitivity_exhibit(FACTS, scenario_from_text(PLAN, text), keys, DE).table
    return table.set_index("figure")


@st.composite
def scenarios(draw):
    """Any plan of 2 to 5 institutions, empty quotas included, with a key over some of them."""
    entries = []
    for index in range(draw(st.integers(2, 5))):
        total = draw(st.integers(0, 2000))
        entries.append((f"I{index}", Quota(total, draw(st.integers(0, total)))))
    plan = Plan("2031", tuple(entries))
    codes = draw(st.lists(st.sampled_from(plan.codes), min_size=1, unique=True))
    weights = {code: Fraction(draw(st.integers(1, 1000))) for code in codes}
    return Scenario(plan), Key("k", "Probe", "nur zum Prüfen", weights, ())


@given(scenarios())
def test_each_effect_is_the_difference_to_a_scenario_with_one_more_place(drawn):
    before, key = drawn
    total = before.total.places
    for effect in effects(before, [key], {"people": {"I0": exact(500)}}):
        code = effect.code
        plain = Scenario(before.plan, (Transfer(OUTSIDE, code, 1, 0),))
        degree = Scenario(before.plan, (Transfer(OUTSIDE, code, 1, 1),))
        old, new = before.quotas[code], plain.quotas[code]
        assert values(effect.distance) == {"k": key.distance(plain.quotas) - key.distance(before.quotas)}
        # A place more moves every target by its part of 1, so no distance by more than one place.
        assert abs(effect.distance["k"].value) <= 1 + 1e-9
        assert key.distance(degree.quotas) == key.distance(plain.quotas)
        if total:
            share = Fraction(new.places, total + 1) - Fraction(old.places, total)
            assert effect.share == pytest.approx(float(share), abs=1e-12)
        else:
            assert effect.share is None
        if old.places:
            for rate, quota in (
                (effect.rate_with_degree, degree.quotas[code]),
                (effect.rate_without_degree, new),
            ):
                change = Fraction(quota.degree, quota.places) - Fraction(old.degree, old.places)
                assert rate == pytest.approx(float(change), abs=1e-12)
            assert effect.rate_with_degree >= 0 >= effect.rate_without_degree
        else:
            assert effect.rate_with_degree is effect.rate_without_degree is None
        assert values(effect.per_1000) == ({"people": 2.0} if code == "I0" else {})


def test_one_more_place_for_the_agency():
    effect = of("AA")
    # 2,270 / 3,509 − 2,269 / 3,508 = (3,508 − 2,269) / (3,508 · 3,509)
    assert effect.share == pytest.approx(1239 / (3508 * 3509))
    assert effect.rate_with_degree == pytest.approx(574 / 2270 - 573 / 2269)
    assert effect.per_1000 == {}  # it works in three districts at once
    assert set(values(effect.distance).values()) == {0.0}  # the keys run over the job centres


def test_one_more_place_for_heinsberg():
    effect = of("HS")
    assert values(effect.per_1000) == pytest.approx(
        {
            "unemployed": 1000 / 8705,
            "population": 1000 / 263681,
            "employees": 1000 / 80000,
            "working_age_population": 1000 / 166095,
            "population_25_54": 1000 / 96450,
            "foreign_population": 1000 / 35996,
        }
    )
    # By population HS alone has too many: one more place, of which 263,681 / 1,125,376 are due to it.
    assert effect.distance["population"].value == pytest.approx(1 - 263681 / 1125376)
    # Of equal shares HS has too few: one more place brings it nearer by that place less its third.
    assert effect.distance["equal"].value == pytest.approx(-1 / 3)


def test_the_table_reads_with_sign_and_enough_digits():
    table = rows()
    assert list(table.columns) == ["AA", "AC", "DN", "HS"]
    assert table.at["Anteil an allen Plätzen, Prozentpunkte", "AA"] == "+0,010"
    assert (
        table.at["Anteil abschlussorientiert, Prozentpunkte, wenn er es nicht ist", "HS"] == f"{MINUS}0,103"
    )  # 129 / 354 − 129 / 353
    assert table.at["Plätze des Jobcenters je 1.000 Einwohner im Kreis", "AC"] == "+0,0017"
    assert table.at["Plätze des Jobcenters je 1.000 Einwohner im Kreis", "AA"] == "entfällt"
    assert table.at["Abstand zu „Einwohner“, Plätze", "HS"] == "+0,77"
    assert table.at["Abstand zu „Einwohner“, Plätze", "AA"] == "±0,00"


def test_every_key_has_its_row_and_a_readers_own_too():
    own = own_key(PLAN, "Viertel", "gedacht", dict.fromkeys(PLAN.codes, 1))
    table = rows(keys=(*KEYS, own))
    assert [name for name in table.index if name.startswith("Abstand")] == [
        *(f"Abstand zu „{key.label}“, Plätze" for key in KEYS),
        "Abstand zu „Viertel (Annahme)“, Plätze",
    ]
    # Of the four AA alone has too many: a place for another brings the quarters nearer by a quarter.
    assert list(table.loc["Abstand zu „Viertel (Annahme)“, Plätze"]) == [
        "+0,75",
        *[f"{MINUS}0,25"] * 3,
    ]


def test_the_title_counts_the_keys_that_come_nearer():
    shown = sensitivity_exhibit(FACTS, scenario_from_text(PLAN, "2026"), KEYS, DE)
    nearer = {code: sum(d.high < -1e-9 for d in of(code).distance.values()) for code in PLAN.codes}
    most = max(nearer.values())
    assert [code for code, n in nearer.items() if n == most] == ["AC"]
    assert shown.title.startswith(
        f"Szenario zum Plan 2026: Ein Platz mehr für AC verkleinert den Abstand zu {most} von 10 Schlüsseln"
    )


def test_at_a_key_no_single_place_comes_nearer_to_it():
    equal = tuple(key for key in KEYS if key.key_id == "equal")
    reached = scenario_from_text(PLAN, "2026~AC-DN.113~AC-HS.60")
    shown = sensitivity_exhibit(FACTS, reached, equal, DE)
    assert "keinem" in shown.title


def test_an_institution_without_places_has_no_degree_rate_to_change():
    table = rows("2026~DN-HS.300.80")
    assert (
        table.at["Anteil abschlussorientiert, Prozentpunkte, wenn der Platz abschlussorientiert ist", "DN"]
        == "entfällt"
    )
    assert table.at["Anteil an allen Plätzen, Prozentpunkte", "DN"] == "+0,028"  # 1 / 3,509
