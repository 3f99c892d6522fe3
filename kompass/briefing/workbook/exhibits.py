"""The tables of a workbook: those of all pages, each once."""

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
from kompass.figures.limits import MOST_DRAWN
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
class WorkbookTable:
    """A table to export, with all exhibits that share it. ``bars`` names the column to draw as a chart."""

    page: str  # title of the page
    name: str
    exhibits: tuple[Exhibit, ...]
    bars: str = ""
    of_scenario: bool = False  # whether it depends on the scenario

    @property
    def first(self) -> Exhibit:
        """The exhibit whose table is written."""
        return self.exhibits[0]


@dataclass(frozen=True)
class _Figure:
    name: Message
    page: str
    make: Make
    bars: str = ""


def workbook_tables(context: ViewContext) -> tuple[WorkbookTable, ...]:
    """All tables in the order of the pages, in their initial state."""
    return (*static_tables(context.facts, context.words), *_tables_of_pages(context, OF_SCENARIO))


def static_tables(facts: Facts, language: Language) -> tuple[WorkbookTable, ...]:
    """The tables that do not depend on the scenario. Cached: call it early to make a later export faster."""
    with _one_at_a_time:  # concurrent callers wait instead of building the same tables
        return _cached_static_tables(facts, language)


@lru_cache(maxsize=4)
def _cached_static_tables(facts: Facts, language: Language) -> tuple[WorkbookTable, ...]:
    """Cached, as building the exhibits' figures takes most of the time."""
    context = ViewContext(facts, choices(facts, {}), "", LIGHT.for_plan(facts.institution_codes), language)
    return _tables_of_pages(context, tuple(page for page in FIGURE_PAGES if page not in OF_SCENARIO))


def left_out(facts: Facts, language: Language) -> list[str]:
    """What a workbook of many districts or institutions does not hold, as sentences."""
    districts, institutions = len(facts["districts"]), len(facts.institution_codes)
    said = []
    if districts > MOST_DRAWN:
        said.append(
            language.text(
                "Von {count} Kreisen hat keiner ein eigenes Blatt; was von ihnen bekannt ist, steht in den Blättern über "
                "alle.",
                count=districts,
            )
        )
    if institutions > MOST_DRAWN:
        said.append(
            language.text(
                "Von {count} Institutionen nennt das Blatt der Verschiebungen nur Paare, zwischen denen das Szenario "
                "Plätze bewegt.",
                count=institutions,
            )
        )
    return said


def _tables_of_pages(context: ViewContext, wanted: tuple[str, ...]) -> tuple[WorkbookTable, ...]:
    """The tables of the pages with these paths, without empty ones."""
    figures = _figures(context.facts)
    few = (
        len(context.facts["districts"]) <= MOST_DRAWN
    )  # of many, what is known of each is in the tables of all
    tables: list[WorkbookTable] = []
    for page in wanted:
        title = context.words.text(FIGURE_PAGES[page])
        for figure in (f for f in figures if f.page == page and (few or "district" not in f.name.params)):
            exhibit = figure.make(context)
            if exhibit is not None and exhibit.name == f"szenario-{context.plan.version}-fluss":
                exhibit = _all_pairs(exhibit, context)
            if exhibit is not None and not exhibit.table.empty:
                name = context.words.message(figure.name)
                _add(tables, WorkbookTable(title, name, (exhibit,), figure.bars, page in OF_SCENARIO))
    return tuple(tables)


def _all_pairs(exhibit: Exhibit, context: ViewContext) -> Exhibit:
    """The exhibit of transfers with a row for every pair of institutions, so that transfers added in the
    workbook have one. Pairs with transfers come first; of many institutions they are the only ones."""
    if len(context.plan.codes) > MOST_DRAWN:  # there are thousands of pairs
        return exhibit
    moved = {frozenset((row.giver, row.taker)) for row in exhibit.table.itertuples()}
    codes: Sequence[str] = (*context.plan.codes, OUTSIDE)
    names = {code: partner_name(code, context.facts, context.words) for code in codes}
    missing_pairs = [
        {"giver": a, "taker": b, "giver_name": names[a], "taker_name": names[b], "places": 0}
        for a, b in combinations(codes, 2)
        if frozenset((a, b)) not in moved
    ]
    table = (
        pd.concat([exhibit.table, pd.DataFrame(missing_pairs)], ignore_index=True)
        if missing_pairs
        else exhibit.table
    )
    return exhibit.with_table(table)


def _add(tables: list[WorkbookTable], one: WorkbookTable) -> None:
    """Append a table, or add its exhibit to one with the same content."""
    for position, other in enumerate(tables):
        if _same(other.first, one.first):
            tables[position] = replace(other, exhibits=(*other.exhibits, *one.exhibits))
            return
    tables.append(one)


def _same(one: Exhibit, other: Exhibit) -> bool:
    """Whether two exhibits have the same table."""
    if tuple(one.columns) != tuple(other.columns):
        return False
    names = [column.name for column in one.columns]
    return bool(one.table[names].equals(other.table[names]))


def _figures(facts: Facts) -> list[_Figure]:
    """The figures with a view of their own, then all others. Maps are left out: their values are in one
    table."""
    names, specs = large_views(facts), view_specs(facts)
    large = [
        _Figure(specs[names[name]].name, specs[names[name]].page, make)
        for name, make in _large(facts)
        if names[name] in specs
    ]
    others = (_Figure(f.name, f.page, f.make, f.bars) for f in figure_specs(facts).values())
    return [*large, *others]


def _large(facts: Facts) -> Iterator[tuple[str, Make]]:
    """Exhibit name and function of the figures with a view of their own."""
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
