"""What the rest of the year will bring: a gamma-Poisson prediction with a range of 80 per cent.

Method: entries of a month are counts with a constant rate per unit of exposure, a month or, where the months of last
year are given, what they say a month weighs. With the rate's gamma posterior (Jeffreys prior) the sum of the remaining
months is predicted by a negative binomial distribution (Gelman et al., Bayesian Data Analysis, 3rd edition, chapter 2.6:
posterior predictive distribution of the Poisson model with a gamma prior). Real months vary more or less than a Poisson
distribution allows: the counts are scaled by a dispersion, estimated from the months by Pearson's statistic (McCullagh
and Nelder, Generalized Linear Models, 2nd edition, chapter 6.2: quasi-likelihood). Its own uncertainty is included by a
mixture over the scaled inverse chi-squared distribution with one degree of freedom less than months. Simulated years
(``tests/unit/test_actual_forecast.py``) show that the range covers 76 to 84 per cent of what comes. An institution of
less than some 30 entries a year has a coarse range, as whole numbers are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from kompass.actual.records import MONTHS, Count

LEAST_MONTHS = 3  # with fewer there is no forecast
LEVEL = 0.8  # of the range
STEADIEST = 0.05  # smallest dispersion: months that are all alike are no proof that the next ones are
_NODES = (np.arange(24) + 0.5) / 24  # quantiles at which the mixture over the dispersion is summed
_HALVINGS = 40

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Prediction:
    """The distribution of a sum that is still to come, as arrays of one shape or single numbers.

    ``mean``; ``spread``: variance over mean at dispersion 1, always above 1; ``dispersion``; ``freedom``: degrees of
    freedom of its estimate.
    """

    mean: Floats
    spread: Floats
    dispersion: Floats
    freedom: Floats

    @property
    def variance(self) -> Floats:
        """The variance at the estimated dispersion."""
        return self.mean * self.spread * self.dispersion

    @cached_property
    def _mixture(self) -> tuple[Floats, Floats]:
        """The dispersions of the mixture, and the size parameter of the negative binomial distribution at each."""
        scale = self.dispersion[..., None] * self.freedom[..., None]
        dispersion = np.maximum(scale / stats.chi2.ppf(_NODES, self.freedom[..., None]), 1e-9)
        return dispersion, self.mean[..., None] / dispersion / (self.spread[..., None] - 1)

    def at_most(self, value: Floats) -> Floats:
        """The probability of at most so many, continuous between the whole numbers."""
        dispersion, size = self._mixture
        successes = (value[..., None] + 0.5) / dispersion + 0.5
        found = special.betainc(
            np.maximum(size, 1e-9), np.maximum(successes, 1e-9), 1 / self.spread[..., None]
        )
        whole: Floats = np.where(successes > 0, found, 0.0).mean(axis=-1)
        return whole

    def quantile(self, share: float) -> Floats:
        """The value below which so large a share of the distribution lies."""
        low = np.full(self.mean.shape, -1.0)
        high = 20 * (self.mean + 10 * (1 + self.dispersion) * self.spread)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self.at_most(middle) < share
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return (low + high) / 2

    def range(self, level: float = LEVEL) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The whole numbers between which so large a share lies."""
        low = np.ceil(self.quantile((1 - level) / 2)).astype(np.int64)
        high = np.floor(self.quantile((1 + level) / 2)).astype(np.int64)
        low = np.maximum(low, 0)
        return low, np.maximum(high, low)


def predict(counted: ArrayLike, exposure: ArrayLike, ahead: ArrayLike) -> Prediction:
    """The prediction of the sum for exposure ``ahead``, from what was counted at each ``exposure``.

    ``counted`` may have many years in its first axes. Where the exposures are counts of last year, the estimated
    dispersion holds their variance as well, in the proportion in which it adds to that of the prediction.
    """
    values, known = np.asarray(counted, float), np.asarray(exposure, float)
    months, total, base = values.shape[-1], values.sum(axis=-1), known.sum()
    fitted = total[..., None] * known / base
    distance = (values - fitted) ** 2 / np.where(fitted > 0, fitted, 1)
    freedom = np.full(total.shape, float(months - 1))
    dispersion = np.maximum(distance.sum(axis=-1) / freedom, STEADIEST)
    ratio = np.asarray(ahead, float) / base
    mean = (total + dispersion / 2) * ratio
    return Prediction(mean, np.full(total.shape, 1 + ratio), dispersion, freedom)


def together(predictions: Sequence[Prediction]) -> Prediction:
    """The prediction of the sum of independent ones: its mean and variance are theirs added up, the degrees of freedom
    those of Satterthwaite."""
    means, variances = (np.array([getattr(p, name) for p in predictions]) for name in ("mean", "variance"))
    weights = np.array([p.mean * p.dispersion for p in predictions])
    spreads, freedoms = (np.array([getattr(p, name) for p in predictions]) for name in ("spread", "freedom"))
    mean, weight = means.sum(axis=0), weights.sum(axis=0)
    return Prediction(
        mean,
        (weights * spreads).sum(axis=0) / weight,
        weight / mean,
        variances.sum(axis=0) ** 2 / (variances**2 / freedoms).sum(axis=0),
    )


@dataclass(frozen=True)
class Outlook:
    """The forecast of one institution for a year: the prediction of what is still to come by each month."""

    entered: int
    until: int  # the last month that is counted
    ahead: tuple[tuple[int, Prediction], ...]  # by month after ``until``: what comes until then

    @property
    def last(self) -> Prediction:
        """The prediction for the whole rest of the year."""
        return self.ahead[-1][1]

    @property
    def expected(self) -> float:
        """Entries that are expected in the whole year."""
        return self.entered + float(self.last.mean)

    @cached_property
    def low(self) -> int:
        """The lower end of the range for the whole year."""
        return self.fan[-1][1]

    @cached_property
    def high(self) -> int:
        """The upper end of the range for the whole year."""
        return self.fan[-1][3]

    @cached_property
    def fan(self) -> tuple[tuple[int, int, float, int], ...]:
        """For each month to come: the month, lower end, expected and upper end of what will have entered by then."""
        lows, highs = _stacked([p for _, p in self.ahead]).range()
        return tuple(
            (month, self.entered + int(low), self.entered + float(p.mean), self.entered + int(high))
            for (month, p), low, high in zip(self.ahead, lows, highs, strict=True)
        )


def outlook(counts: Sequence[Count], last_year: Sequence[int] = ()) -> Outlook | None:
    """The forecast from the months of one institution, with the seasons of last year where all its months are given.

    None with fewer than :data:`LEAST_MONTHS` months, and when the year is over.
    """
    covered = {month for count in counts for month in range(count.since, count.month + 1)}
    ahead = [month for month in MONTHS if month not in covered]
    if len(counts) < LEAST_MONTHS or not ahead:
        return None
    weights = dict(zip(MONTHS, [n + 0.5 for n in last_year] or [1.0] * len(MONTHS), strict=True))
    exposure = [sum(weights[m] for m in range(c.since, c.month + 1)) for c in counts]
    values = [count.value for count in counts]
    until = max(covered)
    predictions = []
    for month in (month for month in MONTHS if month > until):
        coming = sum(weights[m] for m in ahead if m <= month)
        predictions.append((month, predict(values, exposure, coming)))
    if not predictions:  # only months before the last one are missing
        coming = sum(weights[m] for m in ahead)
        predictions.append((until, predict(values, exposure, coming)))
    return Outlook(sum(values), until, tuple(predictions))


def sum_of(outlooks: Iterable[Outlook]) -> Outlook:
    """The forecast of several institutions together; those that have counted further know more months."""
    every = list(outlooks)
    until = min(one.until for one in every)
    ahead = []
    entered = sum(one.entered for one in every)
    for month in (month for month in MONTHS if month > until):
        parts = [found for one in every if (found := dict(one.ahead).get(month))]
        if parts:
            ahead.append((month, together(parts)))
    return Outlook(entered, until, tuple(ahead) or ((until, together([one.last for one in every])),))


def _stacked(predictions: Sequence[Prediction]) -> Prediction:
    return Prediction(
        *(
            np.array([float(getattr(p, name)) for p in predictions])
            for name in ("mean", "spread", "dispersion", "freedom")
        )
    )
