"""Precision of numbers: the limits of a printed figure, of results derived from it, and how they are written.

The rule, in words for readers, is the method ``precision`` of the table ``methods``:

- The *step* of a printed number is the place of its last non-zero digit, at most that of its second
  digit: 10,000 for 230,000 and 1,000 for 91,000 and for 80,000.
- "ca.", "rund", "etwa", "im Schnitt", and a number that is visibly rounded: plus or minus half a step. "knapp",
  "fast": up to half a step less. "gut": up to half a step more. "mehr als", "über", "mindestens" have no
  upper limit, "bis zu", "max.", "höchstens" have zero as lower limit.
- Counts are exact. A share or rate is rounded to its last printed decimal: plus or minus half a step of that.
- A derived number lies between the smallest and the largest result that its inputs allow. A decimal is written
  only where the true value is at most one step of it away; where not even whole numbers (for thousands, the
  thousands) are that close, the limits are written beside the number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from math import inf

from kompass.facts import Fact, Facts
from kompass.language import LANGUAGES, NBSP, Language, language

EXACT, ROUNDED, APPROXIMATE = LEVELS = ("exact", "rounded", "approximate")
ABOUT = ("ca.", "rund", "etwa", "im Schnitt")
BELOW = ("knapp", "fast")
ABOVE = ("gut",)
AT_LEAST = ("mehr als", "über", "mindestens")
AT_MOST = ("bis zu", "max.", "höchstens")

Number = Fraction | int | float


@dataclass(frozen=True)
class Bounded:
    """A number, the limits of the true value, and the least precise level among its inputs."""

    value: Number
    low: Number
    high: Number
    precision: str = EXACT

    @property
    def reach(self) -> Number:
        """Largest possible distance of the true value from ``value``."""
        return max(self.value - self.low, self.high - self.value)

    def times(self, factor: Fraction | int) -> Bounded:
        """The number and its limits multiplied by a positive ``factor``."""
        return Bounded(self.value * factor, self.low * factor, self.high * factor, self.precision)


def exact(value: Number) -> Bounded:
    """A number without uncertainty, such as a place of the plan."""
    return Bounded(value, value, value)


def printed(
    value: float, qualifier: str, precision: str, decimals: int = 0, step: Number | None = None
) -> Bounded:
    """The limits of a printed number.

    ``qualifier`` and ``precision`` as in the tables, ``decimals`` those of its indicator; ``step`` where the
    source prints in a larger unit, such as a million for "6 Mio.".
    """
    number = Fraction(str(value))
    if precision == EXACT:
        half = Fraction(1, 2 * 10**decimals) if decimals else Fraction(0)
        return Bounded(number, number - half, number + half, ROUNDED if half else EXACT)
    half = Fraction(_step(value) if step is None else step) / 2
    means = _meanings().get(qualifier, ABOUT)
    low: Number = number if means in (ABOVE, AT_LEAST) else number - half
    high: Number = number if means in (BELOW, AT_MOST) else number + half
    if means is AT_LEAST:
        high = inf
    if means is AT_MOST:
        low = Fraction(0)
    return Bounded(number, low, high, precision)


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """The group of qualifiers (ABOUT, BELOW …) by qualifier, in every language: translated tables hold
    translated ones."""
    return {
        language(code).text(word): words
        for code in LANGUAGES
        for words in (ABOUT, BELOW, ABOVE, AT_LEAST, AT_MOST)
        for word in words
    }


def of_fact(fact: Fact, facts: Facts) -> Bounded:
    """The limits of a figure of the table ``indicators``."""
    definition = facts.record("indicator_definitions", indicator_id=fact.indicator_id)
    return printed(fact.value, fact.qualifier, fact.precision, int(definition["decimals"]))


def _step(value: float) -> Fraction:
    """The step of a printed number: the place value of its last non-zero digit, at most that of its second
    digit."""
    second = max(Decimal(str(value)).adjusted() - 1, 0)
    return min(_last_place(value), Fraction(10) ** second)


def _last_place(value: float) -> Fraction:
    """The place value of the last non-zero digit, such as 1000 for 91000."""
    return Fraction(10) ** int(Decimal(str(value)).normalize().as_tuple().exponent)


def worst(parts: Iterable[Bounded]) -> str:
    """The least precise level among ``parts``; ``exact`` when there are none."""
    return max((part.precision for part in parts), key=LEVELS.index, default=EXACT)


def derived(rule: Callable[..., Number], *inputs: Bounded) -> Bounded:
    """The result of a monotonic ``rule`` on bounded inputs, with its limits.

    The rule may only rise or only fall with each input, as sums, differences and ratios of positive numbers
    do: the limits are then among the results at the corners of the inputs.
    """
    corners = [rule(*corner) for corner in product(*((i.low, i.high) for i in inputs))]
    value = rule(*(i.value for i in inputs))
    return Bounded(value, min(corners), max(corners), worst(inputs))


def added(parts: Sequence[Bounded]) -> Bounded:
    """The sum of ``parts``, with its limits."""
    value, low, high = (sum(getattr(part, name) for part in parts) for name in ("value", "low", "high"))
    return Bounded(value, low, high, worst(parts))


def carried(number: Bounded, decimals: int) -> int:
    """How many of the ``decimals`` are meaningful: the true value is at most one step of the last one away."""
    return next((d for d in range(decimals, 0, -1) if number.reach <= Fraction(1, 10**d)), 0)


def written(
    number: Bounded, language: Language, decimals: int = 0, sign: bool = False, limits: bool = True
) -> str:
    """The number as text with at most ``decimals``: "62,7", "rund 4,4", "rund 125 (125 bis 133)".

    ``limits=False`` leaves out the limits.
    """
    shown = carried(number, decimals)
    text = language.number(float(number.value), shown, sign)
    if (
        number.precision == EXACT
        or not number.reach
        or (number.precision == ROUNDED and number.reach <= Fraction(1, 10**decimals))
    ):
        return text
    about = language.text("rund {number}", number=text).replace(" ", NBSP)
    if not limits or number.reach <= max(Fraction(1), _last_place(round(float(number.value), 9))):
        return about
    return language.text("{number} ({limits})", number=about, limits=span(number, language, shown, sign))


def span(number: Bounded, language: Language, decimals: int = 0, sign: bool = False) -> str:
    """The limits as text: "125 bis 133"."""
    low, high = (language.number(float(limit), decimals, sign) for limit in (number.low, number.high))
    return language.text("{low} bis {high}", low=low, high=high)
