"""Indices of inequality between places and a key, as used for votes and seats.

All compare shares: an institution's share of the places (s) with its share by the key (v). Arguments are
non-negative amounts in the same order; each is divided by its own sum. Raises ZeroDivisionError when a sum is
0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import sqrt

from kompass.places.keys import Key
from kompass.precision import Bounded

Index = Callable[[Sequence[float | Fraction], Sequence[float | Fraction]], float]


def _shares(amounts: Sequence[float | Fraction]) -> list[float]:
    whole = sum(amounts)
    return [float(amount / whole) for amount in amounts]


def loosemore_hanby(places: Sequence[float | Fraction], key: Sequence[float | Fraction]) -> float:
    """½ · Σ |sᵢ − vᵢ| of the shares, 0 to 1: the part of the places that lies elsewhere than by the key.

    J. Loosemore, V. J. Hanby: The Theoretical Limits of Maximum Distortion. British Journal of Political
    Science 1 (1971), pp. 467–477.
    """
    return sum(abs(s - v) for s, v in zip(_shares(places), _shares(key), strict=True)) / 2


def gallagher(places: Sequence[float | Fraction], key: Sequence[float | Fraction]) -> float:
    """√(½ · Σ (sᵢ − vᵢ)²) of the shares, 0 to 1: one large deviation counts more than many small ones.

    M. Gallagher: Proportionality, Disproportionality and Electoral Systems. Electoral Studies 10 (1991),
    pp. 33–51 (least squares index).
    """
    return sqrt(sum((s - v) ** 2 for s, v in zip(_shares(places), _shares(key), strict=True)) / 2)


def gini(places: Sequence[float | Fraction], key: Sequence[float | Fraction]) -> float:
    """½ · ΣᵢΣⱼ |sᵢ·vⱼ − sⱼ·vᵢ| of the shares, 0 to 1: the Gini coefficient of places per unit of the key.

    It is twice the area between the Lorenz curve of the places over the key's units and the diagonal.
    R. Taagepera, B. Grofman: Mapping the Indices of Seats–Votes Disproportionality and Inter-Election
    Volatility. Party Politics 9 (2003), pp. 659–677.
    """
    pairs = list(zip(_shares(places), _shares(key), strict=True))
    return sum(abs(s * other_v - other_s * v) for s, v in pairs for other_s, other_v in pairs) / 2


# The largest change of each index for given changes of the key's shares by institution. Each index is a norm
# of differences, so the triangle inequality gives the limit.
_REACH: Mapping[Index, Callable[[Sequence[float]], float]] = {
    loosemore_hanby: lambda changes: sum(changes) / 2,
    gallagher: lambda changes: sqrt(sum(change**2 for change in changes) / 2),
    gini: sum,
}


def index_bounds(index: Index, places: Sequence[int], key: Key) -> Bounded:
    """One of the three indices against a key, with its limits given the limits of the key's shares."""
    value = index(places, list(key.weights.values()))
    if key.is_exact:
        return Bounded(value, value, value)
    shares = key.target_bounds(1).values()
    reach = _REACH[index]([float(share.reach) for share in shares])
    return Bounded(value, max(0.0, value - reach), min(1.0, value + reach), key.precision)
