"""The blocks of the summary of a district, made from exhibits and shortened to fit on two pages."""

from __future__ import annotations

import pandas as pd

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.paper.paper import Block, Table
from kompass.figures.employment.changes import (
    change_citations,
    change_notes,
    change_table,
    largest_rise,
    printed,
)
from kompass.figures.exhibit import KIND_LABELS, Exhibit, Kind, Made, kind_of, source_line
from kompass.figures.quotas.places import places_exhibit
from kompass.figures.region.measures import measure_heading, measures, region_table
from kompass.figures.region.profile import plan_name
from kompass.figures.shortages.coverage import coverage_exhibit
from kompass.figures.shortages.goals import CLASS_LABELS, rule
from kompass.figures.simulator.bases import BASES
from kompass.figures.simulator.scenario import outcome_exhibit
from kompass.figures.simulator.scenario_map import density_table
from kompass.figures.zukunftsatlas.exhibits import profile_exhibit
from kompass.language import Language
from kompass.matching.goals import CLASS_OF, shortages
from kompass.needs import AGENCY, carries
from kompass.places.ledger import Scenario

IN_OTHER_BLOCKS = ("zukunftsatlas_rank", "places")  # measures that have a block of their own
RATE = "places_per_1000"  # the measure that a scenario changes
PLACE_COLUMNS = ("code", "name", "places", "degree", "degree_rate_pct")
SCENARIO_COLUMNS = ("code", "name", "before", "places", "change", "degree")


def figures_block(export: ExportRequest, ags: str) -> Block:
    """Block: values of the district with kind and date."""
    t, words, known = export.words.text, export.words, measures(export.facts)
    table = region_table(export.facts, export.context.plan, words)
    district_rows = table[(table["ags"] == ags) & ~table["measure_id"].isin(IN_OTHER_BLOCKS)]
    rows = []
    for row in district_rows.itertuples():
        value, kind = row.text, row.kind
        if row.measure_id == RATE and export.chosen.scenario.ledger:
            value, kind = _rate_in_scenario(export, ags), kind_of(Made.MOVED, row.citations, export.facts)
        kind_and_date = ", ".join(part for part in (t(KIND_LABELS[kind]), row.as_of) if part)
        rows.append((measure_heading(known[row.measure_id], words), value, kind_and_date))
    heading = t("Kennzahlen")
    block_table = Table(heading, (t("Größe"), t("Wert"), t("Art, Stand")), rows, (False, True, False))
    citations = tuple(dict.fromkeys(c for cell in district_rows["citations"] for c in cell))
    return Block(heading, tables=(block_table,), source=source_line(citations, export.facts, words))


def _rate_in_scenario(export: ExportRequest, ags: str) -> str:
    """Places of the job centre per 1,000 unemployed, in the scenario and in the plan."""
    scenario, number = export.chosen.scenario, export.words.number
    table = density_table(export.facts, scenario, Scenario(export.context.plan), BASES[0])
    district_row = table[table["ags"] == ags].iloc[0]
    return export.words.text(
        "{after} ({plan}: {before})",
        after=number(district_row["after"], 1),
        plan=plan_name(export.chosen.scenario, export.words),
        before=number(district_row["before"], 1),
    )


def places_block(export: ExportRequest, code: str) -> Block:
    """Block: places by institution in the plan, or in scenario and plan. The finding is on the institution
    ``code``."""
    if export.chosen.scenario.ledger:
        return _scenario_block(export, code)
    t, words = export.words.text, export.words
    plan = export.context.plan
    exhibit = places_exhibit(export.facts, plan, plan.codes, export.style, words)
    institution_row = next(row for row in exhibit.table.to_dict("records") if row["code"] == code)
    heading = t("Plätze im Plan")
    table = _institution_table(exhibit, PLACE_COLUMNS, heading, words)
    finding = t(
        "{code}: {share} aller Plätze; {rate} der eigenen sind abschlussorientiert",
        code=code,
        share=words.percent(institution_row["share_pct"]),
        rate=words.percent(institution_row["degree_rate_pct"]),
    )
    reading = _agency_reading(export)
    return Block(
        heading, finding, Kind.DERIVED, tables=(table,), reading=reading, source=_sources(exhibit, export)
    )


def _institution_table(exhibit: Exhibit, names: tuple[str, ...], heading: str, words: Language) -> Table:
    """A table of the exhibit's columns in ``names``, with a row per institution and a sum."""
    columns = [column for column in exhibit.columns if column.name in names]
    records = exhibit.table.to_dict("records")
    return Table(
        heading,
        [column.heading for column in columns],
        [[column.cell(row[column.name], words) or "" for column in columns] for row in records],
        [column.numeric for column in columns],
        [row["code"] for row in records],
        total=True,
    )


def _scenario_block(export: ExportRequest, code: str) -> Block:
    """Block: places by institution in scenario and plan."""
    t, words = export.words.text, export.words
    plan = Scenario(export.context.plan)
    exhibit = outcome_exhibit(
        export.facts, export.chosen.scenario, plan, plan_name(export.chosen.scenario, export.words), words
    )
    institution_row = next(row for row in exhibit.table.to_dict("records") if row["code"] == code)
    heading = t("Plätze im Szenario und im Plan")
    table = _institution_table(exhibit, SCENARIO_COLUMNS, heading, words)
    finding = words.plural(
        "{code}: {n} Platz, {change} gegenüber {plan}",
        "{code}: {n} Plätze, {change} gegenüber {plan}",
        int(institution_row["places"]),
        code=code,
        change=words.number(institution_row["change"], sign=True),
        plan=plan_name(export.chosen.scenario, export.words),
    )
    reading = _agency_reading(export)
    return Block(
        heading,
        finding,
        exhibit.kind(export.facts),
        tables=(table,),
        reading=reading,
        source=_sources(exhibit, export),
    )


def _agency_reading(export: ExportRequest) -> tuple[str, ...]:
    if not carries(export.facts, AGENCY):
        return ()
    return (export.words.text("Die Agentur für Arbeit plant für alle Kreise zusammen."),)


def employment_block(export: ExportRequest, ags: str) -> Block:
    """Block: change in employment in the district, a row per trait."""
    t, words = export.words.text, export.words
    table = change_table(export.facts, [ags])
    rise = largest_rise(table)
    missing = t("nicht ausgewiesen")
    rows = [
        (
            trait,
            "; ".join(
                f"{row['category_label']} {_change(row, export) or missing}"
                for row in trait_rows.to_dict("records")
            ),
        )
        for trait, trait_rows in table.groupby("trait_label", sort=False)
    ]
    heading = t("Beschäftigung, Veränderung zum Vorjahr")
    finding = t(
        "Am stärksten: {category} {change}", category=rise["category_label"], change=printed(rise, words)
    )
    block_table = Table(heading, (t("Merkmal"), t("Gruppen")), rows, (False, False))
    cited = change_citations(table, words)
    source = source_line(cited, export.facts, words)
    kind = kind_of(Made.QUOTED, cited, export.facts)
    # Values printed without a sign need their note.
    notes = " ".join(change_notes(table[~table["sign_given"]], export.facts))
    return Block(
        heading, finding, kind, tables=(block_table,), reading=(notes,) if notes else (), source=source
    )


def _change(row: dict[str, object], export: ExportRequest) -> str:
    return "" if pd.isna(row["change_pct"]) else printed(row, export.words)


def rank_block(export: ExportRequest, ags: str) -> Block:
    """Block: the Zukunftsatlas ranks of the district in one row."""
    t, words = export.words.text, export.words
    exhibit = profile_exhibit(export.facts, ags, export.style, words)
    column = exhibit.columns[-1]
    ranks = [
        (row["label"], column.cell(row["rank"], words) or "") for row in exhibit.table.to_dict("records")
    ]
    heading = t("Ränge im Zukunftsatlas")
    labels, numbers = zip(*ranks, strict=True)
    table = Table(heading, labels, [numbers], (True,) * len(ranks))
    reading = t(
        "Rang unter {count} Regionen, 1 ist der beste.", count=int(exhibit.table["of_regions"].iloc[0])
    )
    return Block(
        heading,
        exhibit.title,
        exhibit.kind(export.facts),
        tables=(table,),
        reading=(reading,),
        source=_sources(exhibit, export),
    )


def shortage_block(export: ExportRequest, ags: str) -> Block:
    """Block: the shortages of the district, grouped by how well a training goal matches."""
    t, words = export.words.text, export.words
    exhibit = coverage_exhibit(export.facts, shortages(export.facts), [ags], export.style, words)
    rows = []
    classes = exhibit.table["match"].map(CLASS_OF)
    for goal_class, label in CLASS_LABELS.items():
        class_rows = exhibit.table[classes == goal_class]
        names = ", ".join(f"{row.title} ({row.level})" for row in class_rows.itertuples())
        rows.append((f"{t(label)}: {words.number(len(class_rows))}", names or "–"))
    heading = t("Engpässe und Bildungsziele")
    headings = (t("Passendes Ziel"), t("Engpässe: Berufsgruppe und Niveau"))
    levels = ", ".join(f"{row.level} {t(row.label)}" for row in export.facts["shortage_levels"].itertuples())
    level_note = t("Niveaus: {levels}.", levels=levels)
    return Block(
        heading,
        exhibit.title,
        exhibit.kind(export.facts),
        tables=(Table(heading, headings, rows, (False, False)),),
        reading=(f"{rule(words)} {level_note}",),
        source=_sources(exhibit, export),
    )


def _sources(exhibit: Exhibit, export: ExportRequest) -> str:
    return source_line(exhibit.citations, export.facts, export.words)
