"""Tables of the scenario as formulas, so that they and their charts change when a transfer is edited in the
workbook. Worksheets without formulas say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kompass.briefing.workbook.references import References, quoted
from kompass.figures.exhibit import Exhibit
from kompass.places.ledger import Scenario
from kompass.places.outcome import net_flows
from kompass.presentation.view import ViewContext

TEXT = "_text"  # suffix of columns with a formatted number, such as "rund 20"


@dataclass(frozen=True)
class FormulaTable:
    """A table to write as formulas: exhibit, header row (0-based), view context, cell references."""

    exhibit: Exhibit
    head: int
    context: ViewContext
    references: References

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the exhibit's table as dicts."""
        rows: list[dict[str, Any]] = self.exhibit.table.to_dict("records")
        return rows

    @property
    def of_plan(self) -> bool:
        """Whether the baseline is the plan, which has cells to refer to; other baselines are constants."""
        return self.context.chosen.baseline == Scenario(self.context.plan)

    @property
    def missing(self) -> str:
        """The text of a missing number, as a string literal of a formula."""
        return quoted(self.context.words.text("nicht ausgewiesen"))

    def cell(self, row: int, name: str) -> str:
        """The reference of a cell, by row of the table (0-based) and column name."""
        names = [column.name.removesuffix(TEXT) for column in self.exhibit.columns]
        return str(xl_rowcol_to_cell(self.head + 1 + row, names.index(name)))

    def ratio(self, above: str, below: str, times: int) -> str:
        """The formula of a ratio; a text if the denominator is zero."""
        return f"=IF({below}=0,{self.missing},{times}*{above}/{below})"

    def sum_over(self, name: str, count: int) -> str:
        """The formula of the sum of a column over the first ``count`` rows."""
        return f"=SUM({self.cell(0, name)}:{self.cell(count - 1, name)})"


Formulas = Iterator[tuple[int, str, str]]  # row (0-based), column name without TEXT, formula


def formulas(
    exhibit: Exhibit, head: int, context: ViewContext, references: References
) -> dict[tuple[int, str], str]:
    """The formulas of a table with header row ``head``, by row (0-based) and column name; empty if it has
    none."""
    formulas_of = _FORMULAS_BY_KIND.get(_kind_of(exhibit.name, context))
    if formulas_of is None:
        return {}
    table = FormulaTable(exhibit, head, context, references)
    names = {column.name.removesuffix(TEXT): column.name for column in exhibit.columns}
    return {(row, names[name]): formula for row, name, formula in formulas_of(table) if name in names}


def has_formulas(name: str, context: ViewContext) -> bool:
    """Whether the table of the exhibit ``name`` can be written as formulas."""
    return _kind_of(name, context) in _FORMULAS_BY_KIND


def _kind_of(name: str, context: ViewContext) -> str:
    start = f"szenario-{context.plan.version}"
    return name.removeprefix(start) if name.startswith(start) else "-"


def _outcome(table: FormulaTable) -> Formulas:
    """Places before and after, by institution and in total."""
    where, last = table.references.where, len(table.rows) - 1
    for n, row in enumerate(table.rows):
        code = row["code"]
        if code:
            if table.of_plan:
                yield n, "before", f"={where.plan(code)}"
                yield n, "degree_before", f"={where.cell(code, 'D')}"
            yield n, "places", f"={where.places(code)}"
            yield n, "degree", f"={where.cell(code, 'L')}"
        else:
            for name in ("before", "places", "degree_before", "degree"):
                yield n, name, table.sum_over(name, last)
        before, places = table.cell(n, "before"), table.cell(n, "places")
        yield n, "change", f"={places}-{before}"
        yield n, "change_pct", f"=IF({before}=0,{table.missing},100*({places}/{before}-1))"
        yield n, "share_pct", table.ratio(places, table.cell(last, "places"), 100)
        yield n, "degree_change", f"={table.cell(n, 'degree')}-{table.cell(n, 'degree_before')}"
        yield n, "degree_rate_pct", table.ratio(table.cell(n, "degree"), places, 100)


def _density(table: FormulaTable) -> Formulas:
    """Places per 1,000 people by district. If a key splits the places of the agency, each district gets its
    share."""
    where, chosen, local = table.references.where, table.context.chosen, {row["code"] for row in table.rows}
    everywhere = [code for code in where.codes if code not in local]

    def places_with_share(code: str, of: Callable[[str], str]) -> str:
        if chosen.split is None:
            return of(code)
        shared = "+".join(map(of, everywhere))
        return f"({of(code)}+({shared})*{table.references.keys.share(chosen.split.key_id, code)})"

    label = table.context.words.text(chosen.base.label)
    for n, row in enumerate(table.rows):
        yield n, "base", f"={table.references.people[row['name'], label]}"
        yield n, "places", f"={places_with_share(row['code'], where.places)}"
        before = (
            places_with_share(row["code"], where.plan) if table.of_plan else repr(float(row["places_before"]))
        )
        yield n, "before", table.ratio(before, table.cell(n, "base"), 1000)
        yield n, "after", table.ratio(table.cell(n, "places"), table.cell(n, "base"), 1000)


def _distances(table: FormulaTable) -> Formulas:
    """Distance to each key."""
    for n, row in enumerate(table.rows):
        if table.of_plan:
            yield n, "before", f"={table.references.keys.distance(row['key_id'], of_plan=True)}"
        yield n, "after", f"={table.references.keys.distance(row['key_id'], of_plan=False)}"


def _allocation(table: FormulaTable) -> Formulas:
    """Places according to the first key, exact and rounded by largest remainder, ties in plan order."""
    key, last = table.context.chosen.keys[0].key_id, len(table.rows) - 1
    exact = [f"ROUND({table.cell(n, 'exact')},9)" for n in range(last)]
    rest = [f"ROUND({x}-INT({x}),9)" for x in exact]
    left = f"({table.cell(last, 'places')}-({'+'.join(f'INT({x})' for x in exact)}))"
    for n, row in enumerate(table.rows[:last]):
        yield n, "places", f"={table.references.where.places(row['code'])}"
        yield n, "exact", f"={table.cell(last, 'places')}*{table.references.keys.share(key, row['code'])}"
        ahead = "+".join(
            [f"({other}>{rest[n]})" for other in rest] + [f"({other}={rest[n]})" for other in rest[:n]]
        )
        yield n, "by_key", f"=INT({exact[n]})+IF({ahead}<{left},1,0)"
        yield n, "needed", f"={table.cell(n, 'by_key')}-{table.cell(n, 'places')}"
    for name in ("places", "by_key", "exact", "needed"):
        yield last, name, table.sum_over(name, last)


def _indices(table: FormulaTable) -> Formulas:
    """Three inequality indices against the first key; see :mod:`kompass.places.indices`."""
    key, where, keys = table.context.chosen.keys[0], table.references.where, table.references.keys
    codes = [code for code in where.codes if code in key.weights]
    sides = (("before", where.plan), ("after", where.places)) if table.of_plan else (("after", where.places),)
    for name, of in sides:
        whole = f"({'+'.join(map(of, codes))})"
        actual = [f"{of(code)}/{whole}" for code in codes]
        due = [keys.share(key.key_id, code) for code in codes]
        pairs = list(zip(actual, due, strict=True))
        apart = [f"{s}-{v}" for s, v in pairs]
        crossed = [f"ABS({s}*{w}-{r}*{v})" for (s, v), (r, w) in combinations(pairs, 2)]
        for n, value in enumerate(
            (
                f"({'+'.join(f'ABS({x})' for x in apart)})/2",
                f"SQRT(({'+'.join(f'({x})^2' for x in apart)})/2)",
                "+".join(crossed),
            )
        ):
            yield n, name, f"=IF({whole}=0,{table.missing},{value})"


def _by_law(table: FormulaTable) -> Formulas:
    """Places per 1,000 unemployed, by legal scope."""
    where = table.references.where
    label = table.context.words.text("Arbeitslose des Rechtskreises")
    for n, row in enumerate(table.rows):
        codes = row["codes"].split(" + ")
        yield n, "unemployed", f"={table.references.people[row['law'], label]}"
        if table.of_plan:
            yield n, "places_before", "=" + "+".join(map(where.plan, codes))
        yield n, "places", "=" + "+".join(map(where.places, codes))
        for rate, amount in (("before", "places_before"), ("after", "places")):
            yield n, rate, table.ratio(table.cell(n, amount), table.cell(n, "unemployed"), 1000)


def _flows(table: FormulaTable) -> Formulas:
    """Net transfers of each pair of institutions."""
    base = net_flows(table.context.chosen.baseline, Scenario(table.context.plan))
    giver, taker, places = table.references.steps
    for n, row in enumerate(table.rows):
        one, other = row["giver"], row["taker"]
        there, back = (
            f"SUMIFS({places},{giver},{quoted(a)},{taker},{quoted(b)})"
            for a, b in ((one, other), (other, one))
        )
        before = base.get((one, other), 0) - base.get((other, one), 0)
        net = f"({there}-{back}-({before}))"
        yield n, "giver_name", f"=IF({net}>=0,{quoted(row['giver_name'])},{quoted(row['taker_name'])})"
        yield n, "taker_name", f"=IF({net}>=0,{quoted(row['taker_name'])},{quoted(row['giver_name'])})"
        yield n, "places", f"=ABS({net})"


_FORMULAS_BY_KIND: Mapping[str, Callable[[FormulaTable], Formulas]] = {
    "": _outcome,
    "-karte": _density,
    "-schluessel": _distances,
    "-nach-schluessel": _allocation,
    "-ungleichheit": _indices,
    "-rechtskreis": _by_law,
    "-fluss": _flows,
}
