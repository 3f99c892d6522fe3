"""Which figures a workbook takes along: those of the pages, each table once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from threading import Lock

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.style import LIGHT
from kompass.figures.employment import changes as employment
from kompass.figures.exhibit import Exhibit
from kompass.figures.quotas import places as quotas
from kompass.figures.shortages.listed import Choice, matrix_exhibit
from kompass.figures.simulator.scenario import outcome_exhibit, partner_name
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.language import Language, Message
from kompass.matching.goals import shortages
from kompass.pages import FIGURE_PAGES, OF_SCENARIO
from kompass.places.parameters import plain
from kompass.places.plan import OUTSIDE, plan_of
from kompass.presentation.view import ViewContext
from kompass.presentation.views import first_state as pages
from kompass.presentation.views.figures import figure_specs, large_views
from kompass.presentation.views.first_state import Make
from kompass.presentation.views.registry import view_specs
from kompass.request.choices import choices

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Taken:
    """A table that is taken along: the page that shows it, what it is called, and the figures made of it;
    more than one where they share the table. ``bars`` is the column of plain amounts, if there is one."""

    page: str  # its title
    name: str
    exhibits: tuple[Exhibit, ...]
    bars: str = ""
    of_scenario: bool = False  # whether it changes with what the simulator holds

    @property
    def first(self) -> Exhibit:
        """The figure whose table is written."""
        return self.exhibits[0]


@dataclass(frozen=True)
class _Figure:
    name: Message
    page: str
    make: Make
    bars: str = ""


def taken(context: ViewContext) -> tuple[Taken, ...]:
    """Every table in the order of the pages, as the page shows it at first."""
    return (*prepared(context.facts, context.words), *_made(context, OF_SCENARIO))


def prepared(facts: Facts, language: Language) -> tuple[Taken, ...]:
    """The tables that no scenario changes. Whoever asks for them ahead of a click spares its reader the wait."""
    with _one_at_a_time:  # who comes meanwhile waits for the same tables, and does not make them again
        return _still(facts, language)


@lru_cache(maxsize=4)
def _still(facts: Facts, language: Language) -> tuple[Taken, ...]:
    """Made once, because their pictures take most of the time."""
    context = ViewContext(facts, choices(facts, {}), "", LIGHT, language)
    return _made(context, tuple(page for page in FIGURE_PAGES if page not in OF_SCENARIO))


def _made(context: ViewContext, wanted: tuple[str, ...]) -> tuple[Taken, ...]:
    figures = _figures(context.facts)
    found: list[Taken] = []
    for page in wanted:
        title = context.words.text(FIGURE_PAGES[page])
        for figure in (f for f in figures if f.page == page):
            shown = figure.make(context)
            if shown is not None and shown.name == f"szenario-{context.plan.version}-fluss":
                shown = _all_pairs(shown, context)
            if shown is not None and not shown.table.empty:
                name = context.words.message(figure.name)
                _add(found, Taken(title, name, (shown,), figure.bars, page in OF_SCENARIO))
    return tuple(found)


def _all_pairs(shown: Exhibit, context: ViewContext) -> Exhibit:
    """The table of who gave to whom with a row for every pair, so that further transfers have one; those that moved
    come first, as on the page."""
    moved = {frozenset((row.giver, row.taker)) for row in shown.table.itertuples()}
    codes: Sequence[str] = (*context.plan.codes, OUTSIDE)
    names = {code: partner_name(code, context.facts, context.words) for code in codes}
    still = [
        {"giver": a, "taker": b, "giver_name": names[a], "taker_name": names[b], "places": 0}
        for a, b in combinations(codes, 2)
        if frozenset((a, b)) not in moved
    ]
    table = pd.concat([shown.table, pd.DataFrame(still)], ignore_index=True) if still else shown.table
    return shown.with_table(table)


def _add(found: list[Taken], one: Taken) -> None:
    """Put a table to the others; one that is there already only gets the further figure."""
    for position, other in enumerate(found):
        if _same(other.first, one.first):
            found[position] = replace(other, exhibits=(*other.exhibits, *one.exhibits))
            return
    found.append(one)


def _same(one: Exhibit, other: Exhibit) -> bool:
    if tuple(one.columns) != tuple(other.columns):
        return False
    names = [column.name for column in one.columns]
    return bool(one.table[names].equals(other.table[names]))


def _figures(facts: Facts) -> list[_Figure]:
    """The figures with a large view of their own, then all others. The maps are left out: what they show
    stands in one table, that of the districts side by side."""
    names, known = large_views(facts), view_specs(facts)
    large = [_Figure(known[names[name]].name, known[names[name]].page, make) for name, make in _large(facts)]
    others = (_Figure(f.name, f.page, f.make, f.bars) for f in figure_specs(facts).values())
    return [*large, *others]


def _large(facts: Facts) -> Iterator[tuple[str, Make]]:
    """The figures with a large view, by the names of their exhibits."""
    version = plan_of(facts).version

    def of_plan(make: Callable[..., Exhibit]) -> Make:
        return lambda r: make(r.facts, r.plan, r.plan.codes, r.style, r.words)

    def matrix(context: ViewContext) -> Exhibit:
        districts = Choice(tuple(context.facts["districts"].sort_values("position")["ags"]))
        return matrix_exhibit(context.facts, shortages(context.facts), districts, context.words)

    def outcome(context: ViewContext) -> Exhibit:
        against = plain(context.words.message(context.chosen.baseline_name))
        return outcome_exhibit(
            context.facts, context.chosen.scenario, context.chosen.baseline, against, context.words
        )

    yield f"kontingente-{version}-plaetze", of_plan(quotas.places_exhibit)
    yield f"kontingente-{version}-abschlussanteil", of_plan(quotas.rate_exhibit)
    yield "plaetze-je-1000-arbeitslose", lambda r: place_exhibit(r.facts, r.plan, r.style, r.words)
    yield "beschaeftigung-veraenderung", pages.of_districts(employment.change_exhibit)
    yield "engpaesse-matrix", matrix
    yield "prognosen-people", pages.forecast("people")
    yield f"szenario-{version}", outcome
