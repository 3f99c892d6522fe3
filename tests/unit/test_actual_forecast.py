"""The forecast of entries: it declines with few months, its range holds in simulated years, order does not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompass.actual.forecast import outlook, predict, sum_of, together
from kompass.actual.records import Count, Measure

YEARS = 2_000
LEAST, MOST = 0.76, 0.84


def months(*values, start=1):
    return tuple(Count("AA", Measure.ENTRIES, n, v, n) for n, v in enumerate(values, start))


def drawn(kind, monthly, random):
    """Twelve months of many years whose variance over mean is the number in ``kind``."""
    dispersion = float(kind)
    if dispersion == 1:
        return random.poisson(monthly, (YEARS, 12))
    if dispersion > 1:
        return random.negative_binomial(monthly / (dispersion - 1), 1 / dispersion, (YEARS, 12))
    trials = round(monthly / (1 - dispersion))
    return random.binomial(trials, monthly / trials, (YEARS, 12))


def within(prediction, came):
    """Whether what came lies within the range of four in five: neither in the lowest nor in the highest tenth."""
    below = prediction.at_most(came.astype(float))
    return (below >= 0.1) & (below <= 0.9)


@pytest.mark.parametrize("known", [5, 7, 9])
@pytest.mark.parametrize("dispersion", ["0.4", "1", "3"])
@pytest.mark.parametrize("monthly", [5, 25, 190], ids=["small", "middle", "large"])
def test_the_range_covers_four_of_five_simulated_years(monthly, dispersion, known):
    years = drawn(
        dispersion, monthly, np.random.default_rng([17, monthly, known, int(10 * float(dispersion))])
    )
    found = predict(years[:, :known], np.ones(known), 12 - known)
    assert LEAST <= within(found, years[:, known:].sum(axis=1)).mean() <= MOST


def test_the_range_of_all_together_covers_four_of_five_simulated_years():
    random = np.random.default_rng(4)
    parties = [
        drawn("1", 190, random),
        drawn("3", 49, random),
        drawn("0.5", 25, random),
        drawn("2", 29, random),
    ]
    found = together([predict(y[:, :7], np.ones(7), 5) for y in parties])
    assert LEAST <= within(found, sum(y[:, 7:].sum(axis=1) for y in parties)).mean() <= MOST


@pytest.mark.parametrize("known", [4, 11])
def test_the_range_is_that_of_the_distribution(known):
    years = np.random.default_rng(6).poisson(9, (200, 12))
    found, rest = predict(years[:, :known], np.ones(known), 12 - known), years[:, known:].sum(axis=1)
    low, high = found.range()
    assert (((low <= rest) & (rest <= high)) == within(found, rest)).all()


def test_the_range_covers_four_of_five_years_with_seasons_from_last_year():
    random = np.random.default_rng(5)
    season = np.array([1.3, 1.2, 1.1, 0.9, 0.9, 0.8, 0.6, 1.1, 1.5, 1.2, 0.9, 0.5])
    held = []
    last, this = (random.poisson(60 * season, (600, 12)) for _ in range(2))
    for before, year in zip(last, this, strict=True):
        ahead = outlook(months(*year[:7]), [int(n) for n in before])
        held.append(within(ahead.last, year[7:].sum()))
    assert LEAST <= np.mean(held) <= MOST


def test_below_three_months_there_is_no_forecast():
    assert outlook(()) is None
    assert outlook(months(190, 200)) is None
    assert outlook(months(190, 200, 180)) is not None


def test_a_year_that_is_over_needs_no_forecast():
    assert outlook(months(*[20] * 12)) is None


def test_equal_months_go_on_as_they_are():
    ahead = outlook(months(100, 100, 100, 100, 100, 100))
    assert ahead.expected == pytest.approx(1200, abs=1)
    assert 1150 < ahead.low <= 1200 <= ahead.high < 1250


def test_the_mean_is_that_of_the_gamma_posterior():
    """(70 + 1/2) entries in 7 months, 5 to come, at dispersion 1 (by hand: 70.5 · 5 / 7)."""
    values = [7, 13, 10, 14, 6, 10, 10]  # variance 50/6 over mean 10
    found = predict(values, np.ones(7), 5)
    dispersion = 50 / 10 / 6
    assert float(found.dispersion) == pytest.approx(dispersion)
    assert float(found.mean) == pytest.approx((70 + dispersion / 2) * 5 / 7)
    assert float(found.variance) == pytest.approx(float(found.mean) * (1 + 5 / 7) * dispersion)


def test_last_year_gives_the_rest_of_the_year_its_weight():
    even = outlook(months(100, 100, 100, 100, 100, 100))
    late = outlook(months(100, 100, 100, 100, 100, 100), [100] * 6 + [200] * 6)
    assert late.expected == pytest.approx(600 + 2 * (even.expected - 600), rel=0.01)


def test_a_month_that_nobody_stated_is_still_to_come():
    whole = outlook(months(100, 110, 90, 100, 105, 95))
    gap = outlook((*months(100, 110), *months(90, 100, 105, 95, start=4)))
    assert gap.expected == pytest.approx(whole.expected, rel=0.02)
    assert gap.entered == 600


def test_two_months_counted_together_weigh_as_two():
    apart = outlook(months(100, 110, 90, 100, 105, 95))
    since = outlook((*months(100, 110), Count("AA", Measure.ENTRIES, 4, 190, 3), *months(105, 95, start=5)))
    assert since.expected == pytest.approx(apart.expected, rel=0.01)


counts = st.lists(st.integers(0, 400), min_size=3, max_size=11)


@settings(max_examples=25)
@given(counts)
def test_the_range_holds_what_is_expected_and_only_grows(values):
    ahead = outlook(months(*values))
    assert sum(values) <= ahead.low <= ahead.high
    assert ahead.low - 1 <= ahead.expected <= ahead.high + 1
    for column in (1, 2, 3):
        line = [step[column] for step in ahead.fan]
        assert line == sorted(line)


@settings(max_examples=25)
@given(counts, st.randoms())
def test_the_order_of_the_months_does_not_matter(values, random):
    mixed = list(values)
    random.shuffle(mixed)
    one, other = outlook(months(*values)), outlook(months(*mixed))
    assert (one.low, one.high) == (other.low, other.high)
    assert one.expected == pytest.approx(other.expected)


sevens = st.lists(st.integers(0, 400), min_size=7, max_size=7)


@settings(max_examples=25)
@given(st.lists(sevens, min_size=1, max_size=4))
def test_what_is_expected_of_all_is_the_sum(parties):
    every = [outlook(months(*values)) for values in parties]
    whole = sum_of(every)
    assert whole.entered == sum(map(sum, parties))
    assert whole.expected == pytest.approx(sum(one.expected for one in every))
    assert whole.low <= whole.expected + 1
    assert whole.high >= whole.expected - 1
