"""Functions that build the exhibits of the pages in their initial state, with all districts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.employment.groups import group_exhibit
from kompass.figures.employment.sheet import sheet_exhibit
from kompass.figures.exhibit import Exhibit
from kompass.figures.outlook import forecasts as outlook
from kompass.figures.region import districts as region
from kompass.figures.region.municipalities import town_exhibit
from kompass.figures.region.profile import beside_exhibit
from kompass.figures.shortages import coverage, goals
from kompass.figures.shortages.listed import Choice
from kompass.figures.support.chain import chain_exhibit
from kompass.figures.support.overview import overview_exhibit, unlinked_exhibit
from kompass.figures.support.walk import FIRST, Walk
from kompass.figures.zukunftsatlas.exhibits import future_exhibits, profile_exhibit
from kompass.language import Language
from kompass.matching.goals import shortages
from kompass.matching.support import Start, Way
from kompass.presentation.view import ViewContext

Make = Callable[[ViewContext], Exhibit | None]


@lru_cache(maxsize=4)
def _futures(
    facts: Facts, districts: tuple[str, ...], style: Style, words: Language
) -> Mapping[str, Exhibit]:
    return future_exhibits(facts, districts, style, words)


@lru_cache(maxsize=4)
def _forecasts(facts: Facts, style: Style, words: Language) -> Mapping[str, Exhibit]:
    return outlook.forecast_exhibits(facts, style, words)


def of_facts(make: Callable[..., Exhibit]) -> Make:
    """Adapt an exhibit function that takes facts, style and language."""
    return lambda context: make(context.facts, context.style, context.words)


def of_districts(make: Callable[..., Exhibit]) -> Make:
    """Adapt an exhibit function that takes facts, districts (ags), style and language; it gets all districts."""
    return lambda context: make(context.facts, context.districts, context.style, context.words)


def comparison(context: ViewContext) -> Exhibit:
    """Exhibit: the districts side by side."""
    return region.comparison_exhibit(context.facts, context.plan, context.words)


def sheet(ags: str) -> Make:
    """Exhibit function: employment figures of the district ``ags``."""
    return lambda context: sheet_exhibit(context.facts, ags, context.words)


def groups(ags: str) -> Make:
    """Exhibit function: changes of employment by group in the district ``ags``."""
    return lambda context: group_exhibit(context.facts, ags, context.style, context.words)


def profile(ags: str) -> Make:
    """Exhibit function: the Zukunftsatlas ranks of the district ``ags``."""
    return lambda context: profile_exhibit(context.facts, ags, context.style, context.words)


def own_places(code: str) -> Make:
    """Exhibit function: the places of the institution ``code`` beside those of the others, in the scenario."""
    return lambda context: beside_exhibit(
        context.facts, context.chosen.scenario, code, context.style, context.words
    )


def towns(measure_id: str) -> Make:
    """Exhibit function: the municipalities with a measure."""
    return lambda context: town_exhibit(context.facts, measure_id, context.words)


def future(key: str) -> Make:
    """Exhibit function: the Zukunftsatlas exhibit with key ``key``, all districts."""
    return lambda context: _futures(context.facts, context.districts, context.style, context.words)[key]


def forecast(key: str) -> Make:
    """Exhibit function: the forecast with key ``key``."""
    return lambda context: _forecasts(context.facts, context.style, context.words)[key]


def goal_list(context: ViewContext) -> Exhibit:
    """Exhibit: the training goals of the plan."""
    return goals.goal_exhibit(
        context.facts, shortages(context.facts), Choice(context.districts), context.words
    )


def covered(context: ViewContext) -> Exhibit:
    """Exhibit: shortages with and without a training goal."""
    listed = shortages(context.facts)
    return coverage.coverage_exhibit(context.facts, listed, context.districts, context.style, context.words)


def gaps(context: ViewContext) -> Exhibit:
    """Exhibit: shortages without a training goal."""
    return coverage.gap_exhibit(context.facts, shortages(context.facts), context.districts, context.words)


def support(context: ViewContext) -> Exhibit:
    """Exhibit: shortages with their training goals and state measures."""
    return overview_exhibit(context.facts, shortages(context.facts), context.districts, "", context.words)


def support_chain(context: ViewContext) -> Exhibit:
    """Exhibit: goals and measures for the shortage that its page opens with."""
    start = Start(Way.SHORTAGE, FIRST[Way.SHORTAGE])
    return chain_exhibit(
        Walk(context.facts, start, context.districts, int(context.plan.version), context.words)
    )


def unlinked(context: ViewContext) -> Exhibit:
    """Exhibit: state measures that match no shortage and no training goal."""
    return unlinked_exhibit(context.facts, context.words)
