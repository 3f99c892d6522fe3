"""Measures to compare the three districts: reported by the sources, or derived here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Kind, Made, cite, fact_text, kind_of
from kompass.figures.kept import kept
from kompass.figures.unemployment.unemployed import average_year
from kompass.language import N_, Language, Message
from kompass.needs import (
    DISTRICTS_AREA,
    DISTRICTS_POPULATION,
    DISTRICTS_SHORT,
    DISTRICTS_UNEMPLOYED,
    DIVIDED,
    OWN_JOB_CENTRES,
    RANKS,
    UNEMPLOYED,
    Need,
    carries,
    reported_by_districts,
)
from kompass.places.plan import Plan, plan_of
from kompass.precision import Bounded, derived, exact, of_fact, written

Value = tuple[Bounded, tuple[Citation, ...]]


@dataclass(frozen=True)
class Measure:
    """A measure of the districts. ``better`` is the better direction: higher, lower or none; ``count`` is whether it
    counts something, so that a map shows it as a symbol, and ``rank`` whether it is a place in an order.

    Of computed measures, label and definition may name the ``{plan}`` and the ``{year}`` of the annual average;
    :func:`measures` fills them in.
    """

    measure_id: str
    label: Message
    unit: str
    definition: Message
    decimals: int
    made: Made
    better: str = "none"
    count: bool = False
    rank: bool = False


@dataclass(frozen=True)
class Derived:
    """A measure computed here: its definition, the value of a district, and the facts it is computed from."""

    measure: Measure
    value: Callable[[Facts, Plan, str, Language], Value]
    needs: tuple[Need, ...]


def _citation(row: Mapping[str, str], as_of: str = "") -> Citation:
    return Citation(row["source_id"], row["locator"], as_of)


def _density(facts: Facts, plan: Plan, ags: str, words: Language) -> Value:
    people, area = facts.fact(ags, "population"), facts.fact(ags, "area_km2")
    density = derived(lambda n, km2: n / km2, of_fact(people, facts), of_fact(area, facts))
    return density, (cite(people, words), replace(cite(area, words), as_of=""))


def _rank(facts: Facts, plan: Plan, ags: str, words: Language) -> Value:
    row = facts.record("zukunftsatlas", district_ags=ags)
    edition = words.text("Ausgabe {year}, erschlossen", year=str(row["edition"]))
    return exact(int(row["rank"])), (replace(_citation(row, edition), kind=Kind(row["kind"])),)


def _shortages(facts: Facts, plan: Plan, ags: str, words: Language) -> Value:
    count, first = _listed_groups(facts)[ags]
    return exact(count), (_citation(first, words.as_of(first["as_of"], "month")),)


@kept
def _listed_groups(facts: Facts) -> Mapping[str, tuple[int, Mapping[str, str]]]:
    """By district the number of occupation groups that the plan lists, and the first row."""
    rows = facts["shortage_occupations"]
    counts = rows.groupby("district_ags")["kldb"].nunique()
    firsts = rows.drop_duplicates("district_ags").to_dict("records")
    return {row["district_ags"]: (int(counts[row["district_ags"]]), row) for row in firsts}


def _places(facts: Facts, plan: Plan, ags: str, words: Language) -> Value:
    code = facts.record("districts", ags=ags)["institution"]
    own = facts.record("plans", plan_version=plan.version)
    row = facts.record("quotas", plan_year=own["plan_year"], institution=code, kind="fbw")
    return exact(plan.quotas[code].places), (_citation(row, words.as_of(own["as_of"], "day")),)


def _places_per_1000(facts: Facts, plan: Plan, ags: str, words: Language) -> Value:
    places, sources = _places(facts, plan, ags, words)
    unemployed = facts.fact(ags, "unemployed", period="year_average")
    # The as-of date is that of the unemployed; the plan's date is shown with its places.
    sources = tuple(replace(s, as_of="") for s in sources)
    rate = derived(lambda held, people: 1000 * held / people, places, of_fact(unemployed, facts))
    return rate, (*sources, cite(unemployed, words))


DERIVED = (
    Derived(
        Measure(
            "density",
            Message(N_("Einwohner je km²")),
            "",
            Message(N_("Einwohner geteilt durch die Fläche, beides wie vom Plan genannt")),
            0,
            Made.COMPUTED,
        ),
        _density,
        (DISTRICTS_POPULATION, DISTRICTS_AREA),
    ),
    Derived(
        Measure(
            "zukunftsatlas_rank",
            Message(N_("Zukunftsatlas: Rang von 400")),
            "",
            Message(
                N_(
                    "Gesamtrang im Prognos Zukunftsatlas unter 400 Kreisen; 1 ist der beste. Der Plan nennt keine Ausgabe, "
                    "die von 2025 ist erschlossen"
                )
            ),
            0,
            Made.QUOTED,
            "lower",
            rank=True,
        ),
        _rank,
        (RANKS,),
    ),
    Derived(
        Measure(
            "shortage_groups",
            Message(N_("Berufsgruppen mit Engpass")),
            "",
            Message(
                N_(
                    "Zahl der Berufsgruppen (Dreisteller), die der Plan für den Kreis mit Fachkräfteengpass aufführt"
                )
            ),
            0,
            Made.COMPUTED,
            count=True,
        ),
        _shortages,
        (DISTRICTS_SHORT,),
    ),
    Derived(
        Measure(
            "places",
            Message(N_("Plätze des Jobcenters {plan}"), {"plan": ""}),  # filled by measures()
            "",
            Message(N_("Geplante Plätze des Jobcenters im Kreis, ohne die Plätze der Agentur für Arbeit")),
            0,
            Made.QUOTED,
            count=True,
        ),
        _places,
        (OWN_JOB_CENTRES, DIVIDED),
    ),
    Derived(
        Measure(
            "places_per_1000",
            Message(N_("Plätze des Jobcenters je 1.000 Arbeitslose")),
            "",
            Message(
                N_(
                    "Plätze des Jobcenters {plan}, geteilt durch die Arbeitslosen beider Rechtskreise im "
                    "Jahresdurchschnitt {year}, mal 1.000; die Plätze der Agentur für Arbeit sind nicht enthalten"
                ),
                {"plan": "", "year": ""},  # filled by measures()
            ),
            1,
            Made.COMPUTED,
        ),
        _places_per_1000,
        (OWN_JOB_CENTRES, DIVIDED, DISTRICTS_UNEMPLOYED, UNEMPLOYED),
    ),
)


_RATES = ("percent", "percentage_points", "rank", "times")  # units of what is no count


def _heading_unit(unit_id: str, symbol: str) -> str:
    """The unit in a heading; empty for people (named by the label) and per cent (written at each value)."""
    return "" if unit_id in ("persons", "percent") else symbol


def measures(facts: Facts) -> dict[str, Measure]:
    """The measures by id whose facts a plan holds for all its districts: indicators, then those derived here."""
    reported = reported_by_districts(facts)
    definitions = facts["indicator_definitions"].merge(
        facts["units"].drop(columns="label"), on="unit_id", how="left"
    )
    found = {
        d.indicator_id: Measure(
            d.indicator_id,
            Message(d.label),
            _heading_unit(d.unit_id, d.symbol),
            Message(d.definition),
            int(d.decimals),
            Made.QUOTED,
            d.better,
            count=d.unit_id not in _RATES and not d.signed,
            rank=d.unit_id == "rank",
        )
        for d in definitions.itertuples()
        if d.on_map and d.indicator_id in reported
    }
    years = {
        "plan": plan_of(facts).version,
        "year": average_year(facts) if carries(facts, UNEMPLOYED) else "",
    }
    for own in (d.measure for d in DERIVED if carries(facts, *d.needs)):
        label, definition = (Message(m.msgid, years) for m in (own.label, own.definition))
        found[own.measure_id] = replace(own, label=label, definition=definition)
    return found


@kept
def region_table(facts: Facts, plan: Plan, language: Language) -> pd.DataFrame:
    """One row per measure and district, in the order of :func:`measures` and of the districts.

    Columns: measure_id, ags, value, text (as the source prints it), kind, as_of (shown), citations.
    """
    districts = facts["districts"].sort_values("position")["ags"]
    own = {d.measure.measure_id: d for d in DERIVED}
    common = reported_by_districts(facts)
    rows = []
    for measure in measures(facts).values():
        for ags in districts:
            if measure.measure_id in own:
                found, citations = own[measure.measure_id].value(facts, plan, ags, language)
                value, text = float(found.value), written(found, language, measure.decimals)
                as_of = ", ".join(dict.fromkeys(c.as_of for c in citations if c.as_of))
            else:
                fact = facts.fact(ags, measure.measure_id, as_of=common[measure.measure_id])
                value, citations = fact.value, (cite(fact, language),)
                text, as_of = fact_text(fact, facts, language), citations[0].as_of
            kind = kind_of(measure.made, citations, facts)
            rows.append((measure.measure_id, ags, value, text, kind, as_of, citations))
    columns = ["measure_id", "ags", "value", "text", "kind", "as_of", "citations"]
    return pd.DataFrame(rows, columns=columns)


def measure_heading(measure: Measure, language: Language) -> str:
    """Label and unit of a measure: "Fläche, km²"."""
    label = language.message(measure.label)
    return f"{label}, {language.text(measure.unit)}" if measure.unit else label
