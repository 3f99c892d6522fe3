"""The kind of every figure against what it shows: a quoted figure holds no number that its sources do not print,
and a computed one holds at least one. Figures of the pages, views of the presentation, tables of the workbook."""

import re
from functools import cache

import pandas as pd
import pytest

from kompass.briefing.workbook.exhibits import workbook_tables
from kompass.facts import load
from kompass.facts_checks import FactsError, check_kinds
from kompass.figures.exhibit import Citation, Kind, Made, kind_of
from kompass.figures.region.districts import findings
from kompass.language import language
from kompass.places.plan import plan_of
from kompass.presentation.drawing import projector_style
from kompass.presentation.view import ViewContext
from kompass.presentation.views.figures import figure_specs
from kompass.presentation.views.registry import view_specs
from kompass.request.choices import choices

pytestmark = pytest.mark.slow

FACTS = load()
DE = language("de")
PLAN = plan_of(FACTS)
QUOTED = {Kind.OFFICIAL, Kind.PLAN, Kind.DOCUMENT}
SCENARIO = {
    "s": ["2026~AA-HS.100.25~EXT-DN.20.5"],
    "v": ["Mehr für Heinsberg|2026~AA-HS.100.25"],
}
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\w)|(?<![\w.,])\d+(?:,\d+)?(?![\w])")


@cache
def context():
    return ViewContext(
        FACTS, choices(FACTS, SCENARIO), "http://kompass.example/", projector_style("hell"), DE
    )


@cache
def exhibits():
    """Every figure of the pages by name, as the pages, the presentation and the workbook take it."""
    made = [figure.make(context()) for figure in figure_specs(FACTS).values()]
    made += [exhibit for one in workbook_tables(context()) for exhibit in one.exhibits]
    return {shown.name: shown for shown in made if shown is not None}


@cache
def views():
    return {name: spec.make(context()) for name, spec in view_specs(FACTS).items()}


def numbers(text):
    """The numbers of a German text as values: "2.269" is 2269, "57,4" is 57.4. Codes such as II.7 are none."""
    text = re.sub(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b", " ", str(text))  # a day is no number to compare
    text = re.sub(r"\d\. Quartal", " ", text)
    return {float(found.replace(".", "").replace(",", ".")) for found in NUMBER.findall(text)}


def shown_numbers(exhibit):
    """The numbers of the title and of every column that does not say that it is computed."""
    found = numbers(exhibit.title)
    for column in exhibit.columns:
        if DE.text("eigene Rechnung") in column.heading:
            continue
        for value in exhibit.table[column.name]:
            found |= numbers(column.cell(value, DE) or "")
    return found


@cache
def printed(source_id, locator):
    """Every number in the rows of all tables that stand at a place of a source; at a place that no row names, in
    all rows of the source. A row of the source holds what it tells in words, too."""
    here, anywhere = set(), set()
    for table in FACTS:
        rows = FACTS[table]
        if "source_id" not in rows:
            continue
        for row in rows[rows["source_id"] == source_id].to_dict("records"):
            cells = set()
            for value in row.values():
                if isinstance(value, str):
                    cells |= numbers(value)
                elif not isinstance(value, bool) and pd.notna(value):
                    cells |= {abs(float(value)), float(value) / 1_000_000}
            anywhere |= cells
            if row.get("locator") == locator:
                here |= cells
    return here or anywhere


@cache
def labels():
    """Numbers within names: of groups ("25 bis unter 55 Jahre"), of sources, and when a figure holds."""
    found = set()
    for table in FACTS:
        rows = FACTS[table]
        if "source_id" not in rows or table == "sources":
            for column in rows.select_dtypes(exclude="number"):
                found |= {number for cell in rows[column] for number in numbers(cell)}
    return found


def of_the_sources(exhibit):
    known = [printed(c.source_id, c.locator) | numbers(c.as_of) for c in exhibit.citations]
    return labels().union(*known)


def test_a_quoted_figure_shows_only_what_its_sources_print():
    quoted = {name: shown for name, shown in exhibits().items() if shown.made is Made.QUOTED}
    assert len(quoted) > 10
    not_printed = {name: sorted(shown_numbers(q) - of_the_sources(q)) for name, q in quoted.items()}
    assert {name: numbers for name, numbers in not_printed.items() if numbers} == {}


PRINTED_COUNTS = {"2.269 von 3.508"}  # both numbers are the plan's
# Typed from the fact check: shares and counts of ours are no numbers of the plan, its quotas are.
EXPECTED = {
    "kontingente-2026-plaetze": Kind.PLAN,
    "kontingente-2026-abschlussanteil": Kind.DERIVED,
    "kontingente-2026-fluss": Kind.DERIVED,
    "kontingente-2026-beschaeftigte": Kind.PLAN,
    "beschaeftigung-veraenderung": Kind.OFFICIAL,
    "beschaeftigungsquote": Kind.OFFICIAL,
    "betriebe-nach-groesse": Kind.DERIVED,
    "ausbildungsbetriebsquote": Kind.OFFICIAL,
    "zukunftsatlas-klassen": Kind.DOCUMENT,
    "zukunftsatlas-position": Kind.DERIVED,
    "arbeitslose-kreise": Kind.OFFICIAL,
    "plaetze-je-1000-arbeitslose": Kind.DERIVED,
    "engpaesse-matrix": Kind.DERIVED,
    "engpaesse-und-ziele": Kind.ASSIGNED,
    "engpaesse-ohne-ziel": Kind.ASSIGNED,
    "bildungsziele": Kind.ASSIGNED,
    "stuetzen-ueberblick": Kind.ASSIGNED,
    "stuetzen-ohne-zuordnung": Kind.ASSIGNED,
    "zielgruppen": Kind.DERIVED,
    "listen-des-plans": Kind.DERIVED,
    "ki-nutzung": Kind.DOCUMENT,
    "prognosen-people": Kind.DOCUMENT,
    "landesprogramme-stand": Kind.DERIVED,
    "landesprogramme-betraege": Kind.DERIVED,
    "planungsraeume-vergleich": Kind.ASSIGNED,
    "planungsraeume-fbw": Kind.DERIVED,
    "planungsraum-kundenstruktur": Kind.DOCUMENT,
    "planungsraum-eintritte": Kind.DERIVED,
    "ruhr-angaben": Kind.DERIVED,
    "ruhr-bezuege": Kind.ASSIGNED,
    "jahr-2020-paare": Kind.ASSIGNED,
    "jahr-2020-instrumente": Kind.DERIVED,
    "szenario-2026": Kind.SCENARIO,
    "szenario-2026-schluessel": Kind.SCENARIO,
}


def test_the_kinds_that_were_disputed():
    assert {name: exhibits()[name].kind(FACTS) for name in EXPECTED} == EXPECTED


def test_the_same_finding_has_the_same_kind_everywhere():
    said = [(shown.title, shown.kind(FACTS)) for shown in [*exhibits().values(), *views().values()]]
    said += [(f.sentence, kind_of(f.made, f.citations, FACTS)) for f in findings(FACTS, PLAN, DE)]
    kinds = {}
    for title, kind in said:
        kinds.setdefault(title, set()).add(kind)
        for counted in re.findall(r"[\d.]+ von [\d.]+\d", title):  # a count is ours wherever it is told
            assert kind not in QUOTED or counted in PRINTED_COUNTS, title
    assert {title: found for title, found in kinds.items() if len(found) > 1} == {}


def test_what_is_quoted_of_several_has_the_kind_furthest_from_a_statistic():
    official = Citation("plan2026", "Abschnitt 5", kind=Kind.OFFICIAL)
    plan, document = Citation("plan2026", "Abschnitt 8"), Citation("fko2024", "S. 1")
    assert kind_of(Made.QUOTED, [official], FACTS) is Kind.OFFICIAL
    assert kind_of(Made.QUOTED, [official, plan], FACTS) is Kind.PLAN
    assert kind_of(Made.QUOTED, [document, plan], FACTS) is Kind.DOCUMENT
    assert kind_of(Made.COMPUTED, [official], FACTS) is Kind.DERIVED


@pytest.mark.parametrize(
    ("table", "row", "kind"),
    [("measure_figures", 0, "plan"), ("indicators", 0, "document"), ("employment_changes", 0, "plan")],
)
def test_a_kind_that_its_source_cannot_have_stops_the_start(table, row, kind):
    tables = {name: FACTS[name] for name in FACTS}
    tables["indicators"] = tables["indicators"].query("kind != 'derived'")  # those of the plan alone
    if table != "measure_figures":
        tables[table].loc[row, "source_id"] = "ja2025"
    tables[table].loc[row, "kind"] = kind
    with pytest.raises(FactsError, match=f"{table}.*kind"):
        check_kinds(FACTS.package, tables)
