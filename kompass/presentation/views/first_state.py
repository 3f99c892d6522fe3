"""How the figures of the pages are made as they stand there at first: of all districts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.employment.sheet import sheet_exhibit
from kompass.figures.exhibit import Exhibit
from kompass.figures.outlook import forecasts as outlook
from kompass.figures.region import districts as region
from kompass.figures.shortages import coverage, goals
from kompass.figures.shortages.listed import Choice
from kompass.figures.support.chain import chain_exhibit
from kompass.figures.support.overview import overview_exhibit, unlinked_exhibit
from kompass.figures.support.walk import FIRST, Walk
from kompass.figures.zukunftsatlas.exhibits import future_exhibits, profile_exhibit
from kompass.language import Language
from kompass.matching.goals import shortages
from kompass.matching.support import Start, Way
from kompass.presentation.view import Room

Make = Callable[[Room], Exhibit | None]


def _districts(room: Room) -> tuple[str, ...]:
    return tuple(room.facts["districts"].sort_values("position")["ags"])


# Several figures are made at once: a file that takes all of them makes them once.
@lru_cache(maxsize=4)
def _futures(facts: Facts, style: Style, words: Language) -> Mapping[str, Exhibit]:
    districts = tuple(facts["districts"].sort_values("position")["ags"])
    return future_exhibits(facts, districts, style, words)


@lru_cache(maxsize=4)
def _forecasts(facts: Facts, style: Style, words: Language) -> Mapping[str, Exhibit]:
    return outlook.forecast_exhibits(facts, style, words)


def of_facts(make: Callable[..., Exhibit]) -> Make:
    """A figure that needs no more than the facts."""
    return lambda room: make(room.facts, room.style, room.words)


def of_districts(make: Callable[..., Exhibit]) -> Make:
    """A figure of all districts."""
    return lambda room: make(room.facts, _districts(room), room.style, room.words)


def comparison(room: Room) -> Exhibit:
    """The districts side by side."""
    return region.comparison_exhibit(room.facts, room.plan, room.words)


def sheet(ags: str) -> Make:
    """The sheet of a district on employment."""
    return lambda room: sheet_exhibit(room.facts, ags, room.words)


def profile(ags: str) -> Make:
    """The profile of a district in the Zukunftsatlas."""
    return lambda room: profile_exhibit(room.facts, ags, room.style, room.words)


def future(key: str) -> Make:
    """One of the figures of the Zukunftsatlas of all districts."""
    return lambda room: _futures(room.facts, room.style, room.words)[key]


def forecast(key: str) -> Make:
    """One of the forecasts."""
    return lambda room: _forecasts(room.facts, room.style, room.words)[key]


def goal_list(room: Room) -> Exhibit:
    """The training goals of the plan."""
    return goals.goal_exhibit(room.facts, shortages(room.facts), Choice(_districts(room)), room.words)


def covered(room: Room) -> Exhibit:
    """The shortages with and without a goal."""
    listed = shortages(room.facts)
    return coverage.coverage_exhibit(room.facts, listed, _districts(room), room.style, room.words)


def gaps(room: Room) -> Exhibit:
    """The shortages without a goal."""
    return coverage.gap_exhibit(room.facts, shortages(room.facts), _districts(room), room.words)


def support(room: Room) -> Exhibit:
    """The shortages against goals and the state's measures."""
    return overview_exhibit(room.facts, shortages(room.facts), _districts(room), "", room.words)


def walk(room: Room) -> Exhibit:
    """What supports the shortage that its page begins with."""
    start = Start(Way.SHORTAGE, FIRST[Way.SHORTAGE])
    return chain_exhibit(Walk(room.facts, start, _districts(room), int(room.plan.version), room.words))


def unlinked(room: Room) -> Exhibit:
    """The state's measures that answer nothing in the plan."""
    return unlinked_exhibit(room.facts, room.words)
