"""From which difference on a move pays, and what follows for a scenario: all from the user's assumptions.

No effect is invented. With quotas of degree-oriented places d_i and other places o_i, with assumed rates
q (per cent of participants in work afterwards) and costs k (euro per place), a scenario comes to

    integrations  I = Σ_i (d_i · q_degree,i + o_i · q_other,i) / 100
    costs         C = Σ_i (d_i · k_degree,i + o_i · k_other,i)

Both are linear in the places, so what moved can be looked at apart: the redistribution between the
institutions (which conserves both totals) and the transfers with the outside (which change them). Such a
part moves M places and changes the baseline's I and C by ΔI and ΔC. Two thresholds are asked of it:

    (a) as many integrations as in the baseline:       ΔI ≥ 0
    (b) an integration costs no more than there:       ΔI ≥ ΔC / p, with the baseline's price p = C / I

Divided by M and times 100 these are percentage points of the integration rate. For a redistribution
100·ΔI/M is the assumed difference: by how much the rate of the places that arrive lies above the rate
of the same places where they left. Thus (a) asks for a difference of 0, (b) for 100·ΔC/(p·M). For
transfers with the outside 100·ΔI/M is the rate of the places that come or go, and (b) its break-even.
With the same rates and costs for all, a redistribution has ΔI = ΔC = 0: it changes nothing.

All numbers are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kompass.places.assumptions import COSTS, RATES, Assumptions, Entry, Field, Values, value_of
from kompass.places.ledger import Scenario
from kompass.places.plan import OUTSIDE, Quota

# Places by institution; in a change they are signed, and institutions without change are left out.
Quotas = Mapping[str, Quota]


def integrations(quotas: Quotas, values: Values) -> Fraction | None:
    """Expected participants in work afterwards for these places; None when a rate is missing where there are
    places."""
    weighed = _weighed(quotas, RATES, values)
    return None if weighed is None else weighed / 100


def costs(quotas: Quotas, values: Values) -> Fraction | None:
    """Euro for these places; None when a cost is missing where there are places."""
    return _weighed(quotas, COSTS, values)


def price(quotas: Quotas, values: Values) -> Fraction | None:
    """Euro per integration; None when rates or costs are missing, or nobody is integrated."""
    people, euro = integrations(quotas, values), costs(quotas, values)
    return None if euro is None or not people else euro / people


def _weighed(quotas: Quotas, fields: tuple[Field, Field], values: Values) -> Fraction | None:
    total = Fraction(0)
    for code, quota in quotas.items():
        for places, field in zip((quota.degree, quota.other), fields, strict=True):
            if places:
                value = value_of(values, code, field)
                if value is None:
                    return None
                total += places * value
    return total


def missing(quotas: Quotas, fields: tuple[Field, Field], values: Values) -> dict[Field, list[str]]:
    """The institutions without a value, by field: those that hold such places but have no rate or cost."""
    codes_by_field: dict[Field, list[str]] = {}
    for code, quota in quotas.items():
        for places, field in zip((quota.degree, quota.other), fields, strict=True):
            if places and value_of(values, code, field) is None:
                codes_by_field.setdefault(field, []).append(code)
    return codes_by_field


def redistributed(scenario: Scenario, baseline: Scenario) -> Quotas:
    """Places that moved between the institutions: signed quotas by code, zero in sum.

    All changes against the baseline, less :func:`from_outside`.
    """
    outside = from_outside(scenario, baseline)
    nothing = Quota(0, 0)
    changes = {
        code: _minus(_minus(quota, baseline.quotas[code]), outside.get(code, nothing))
        for code, quota in scenario.quotas.items()
    }
    return _without_zeros(changes)


def from_outside(scenario: Scenario, baseline: Scenario) -> Quotas:
    """Places from the outside less those that went there, against the baseline: signed quotas by code.

    Empty where both have the same totals: then the outside was only an intermediate step between
    institutions.
    """
    if scenario.total == baseline.total:
        return {}
    there, before = _outside_of(scenario), _outside_of(baseline)
    return _without_zeros({code: _minus(there[code], before[code]) for code in there})


def _outside_of(scenario: Scenario) -> Quotas:
    came = dict.fromkeys(scenario.quotas, Quota(0, 0))
    for entry in scenario.ledger:
        amount = Quota(entry.places, entry.degree)
        if entry.giver == OUTSIDE:
            came[entry.taker] = _minus(came[entry.taker], Quota(-amount.places, -amount.degree))
        elif entry.taker == OUTSIDE:
            came[entry.giver] = _minus(came[entry.giver], amount)
    return came


def _minus(first: Quota, second: Quota) -> Quota:
    return Quota(first.places - second.places, first.degree - second.degree)


def _without_zeros(changes: Quotas) -> Quotas:
    return {code: change for code, change in changes.items() if change.places or change.degree}


def only_mix(changes: Quotas) -> bool:
    """Whether no institution has more or fewer places: only degree-oriented ones were exchanged for others."""
    return not any(change.places for change in changes.values())


def alike(changes: Quotas, values: Values) -> bool:
    """Whether the same rates and costs hold for all institutions in ``changes``."""
    return all(len({value_of(values, code, field) for code in changes}) <= 1 for field in Field)


@dataclass(frozen=True)
class BreakEven:
    """The result of a change of ``moved`` places, with the baseline's ``price`` in euro per integration.

    ``moved`` are the places that arrive; with the outside, the net number from it (negative: fewer places);
    where only the mix changed, the degree-oriented places. ``integrations`` and ``costs`` (euro) are what the
    change adds; each of them, and ``price``, is None where its assumptions are missing.
    """

    moved: int
    integrations: Fraction | None
    costs: Fraction | None
    price: Fraction | None

    @property
    def assumed(self) -> Fraction | None:
        """Assumed difference of rates, with the outside the assumed rate: 100·ΔI/M in percentage points."""
        return None if self.integrations is None else 100 * self.integrations / self.moved

    @property
    def needed(self) -> Fraction | None:
        """Break-even of the rate: percentage points from which an integration costs no more than in the
        baseline.

        100·ΔC/(p·M); None without costs, or where the baseline has no price; 0 where no cost changes.
        """
        if self.costs == 0:
            return Fraction(0)
        if self.costs is None or not self.price:
            return None
        return 100 * self.costs / (self.price * self.moved)

    @property
    def margin(self) -> Fraction | None:
        """Percentage points by which the assumption exceeds the threshold (negative: falls short of it).

        The threshold is (b) where it is known, else (a), which is 0. For places that went to the outside the
        sign is reversed: they pay when their rate is lower.
        """
        if self.assumed is None:
            return None
        above = self.assumed - (self.needed or 0)
        return above if self.moved > 0 else -above


def break_even(changes: Quotas, baseline: Quotas, values: Values) -> BreakEven | None:
    """The thresholds of a redistribution or of transfers with the outside; None when nothing moved."""
    moved = _moved(changes)
    if not moved:
        return None
    return BreakEven(moved, integrations(changes, values), costs(changes, values), price(baseline, values))


def _moved(changes: Quotas) -> int:
    """M: the net number of places from the outside; between institutions, where it is 0, the places that
    arrive."""
    counts = ([c.places for c in changes.values()], [c.degree for c in changes.values()])
    nets = [sum(own) for own in counts]
    arriving = [sum(n for n in own if n > 0) for own in counts]
    return next((number for number in (*nets, *arriving) if number), 0)


@dataclass(frozen=True)
class Swing:
    """The break-even with one assumption at its lower and at its upper end.

    ``margins`` are those of the two, see :attr:`BreakEven.margin`.
    """

    entry: Entry
    lower: Fraction
    upper: Fraction
    at_lower: BreakEven
    at_upper: BreakEven
    margins: tuple[Fraction, Fraction]

    @property
    def width(self) -> Fraction:
        """Difference of the margins at the two ends, percentage points."""
        return abs(self.margins[1] - self.margins[0])


def tornado(changes: Quotas, baseline: Quotas, assumptions: Assumptions) -> tuple[Swing, ...]:
    """One :class:`Swing` per assumption, the others as typed; the widest first.

    The ends are the value less and plus ``range_pct`` per cent of it, a rate at most 100. Assumptions without
    effect are left out; empty without a range, or where no margin can be computed.
    """
    values = assumptions.values
    base = break_even(changes, baseline, values)
    if base is None or base.margin is None or assumptions.range_pct is None:
        return ()
    span = Fraction(assumptions.range_pct) / 100
    swings = []
    for entry in assumptions.entries:
        value = Fraction(entry.value)
        upper = value * (1 + span)
        ends = value * (1 - span), min(upper, Fraction(100)) if entry.field in RATES else upper
        low, high = (break_even(changes, baseline, {**values, (entry.code, entry.field): v}) for v in ends)
        if low is None or high is None or low.margin is None or high.margin is None:
            continue
        if low.margin != high.margin:
            swings.append(Swing(entry, *ends, low, high, (low.margin, high.margin)))
    return tuple(sorted(swings, key=lambda swing: -swing.width))
