"""The profile of one institution or one district on paper: the figures of its page, as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kompass.briefing.decision.blocks import district_map
from kompass.briefing.decision.decision import paper_logos, scenario_link
from kompass.briefing.export_request import ExportRequest
from kompass.briefing.paper.paper import Block, Paper, table_of
from kompass.briefing.paper.pdf import paper_pdf
from kompass.figures.exhibit import Exhibit, source_line
from kompass.figures.picture import Chart
from kompass.figures.profile import figures
from kompass.figures.region.profile import Profile, beside_exhibit, plan_name, profile_finding, who
from kompass.figures.simulator.scenario import headline
from kompass.places.ledger import Scenario
from kompass.places.parameters import plain

MOST_ROWS = 12  # of a table below a chart that shows all of it


def profile_pdf(export: ExportRequest) -> bytes:
    """The bytes of the PDF file for the requested institution or district."""
    return paper_pdf(profile_paper(export), export.style)


def profile_paper(export: ExportRequest) -> Paper:
    """The content of the profile: places, places per 1,000 unemployed, employment, ranks, shortages, region."""
    t, words, facts, chosen = export.words.text, export.words, export.facts, export.chosen
    profile, scenario, provenance = export.one_profile, export.chosen.scenario, export.provenance
    year = facts.record("plans", plan_version=provenance.plan)["plan_year"]
    plan = plan_name(scenario, words)
    blocks = [
        _block(
            t("Plätze"), beside_exhibit(facts, scenario, profile.institution, export.style, words), export
        ),
        *_density(profile, export),
    ]
    for heading, shown in (
        (t("Beschäftigung"), figures.employment(facts, profile, export.style, words)),
        (t("Zukunftsatlas"), figures.ranks(facts, profile, export.style, words)),
        (t("Engpässe"), figures.shortage_coverage(facts, profile, export.style, words)),
        (t("Die Region"), figures.region(facts, export.context.plan, words)),
    ):
        if shown:
            blocks.append(_block(heading, shown, export))
    return Paper(
        words.code,
        provenance.product,
        t("Steckbrief: {name}, Bildungszielplanung {year}", name=profile.name, year=str(year)),
        profile_finding(facts, scenario, profile, words),
        (
            (t("Grundlage"), provenance.basis),
            (t("Zuständigkeit"), who(profile, facts, words)),
            (t("Szenario"), headline(scenario, Scenario(scenario.plan), plan, words)),
            (t("Erstellt"), provenance.made),
        ),
        tuple(plain(words.message(message)) for message in chosen.changed),
        blocks,
        None,
        scenario_link(provenance, blocks, words),
        provenance.footer,
        (t("Seite"), t("von")),
        provenance.made_at,
        export.file_name(f"steckbrief-{profile.key}"),
        [logo for logo in paper_logos(facts, chosen, export.context.logos) if profile.name == logo.name],
        dense=True,
    )


def _density(profile: Profile, export: ExportRequest) -> Iterator[Block]:
    """Block: places per 1,000 unemployed, with the map where the institution works in one district; none without
    these facts."""
    words, scenario, style = export.words, export.chosen.scenario, export.style
    found = figures.density(export.facts, scenario, profile, style, words)
    if found is None:
        return
    shown, _ = found
    block = _block(words.text("Plätze je 1.000 Arbeitslose"), shown, export)
    if profile.of_several:
        yield block
        return
    limits = figures.map_limits(export.facts, scenario)
    yield replace(block, picture=district_map(shown.title, shown, scenario, limits, style, words))


def _block(heading: str, shown: Exhibit, export: ExportRequest) -> Block:
    """The block of an exhibit: its chart, and its table unless that is long and the chart shows all of it."""
    drawn = shown.figure is not None and not shown.beside
    table = table_of(shown, export.words, shown.title)
    return Block(
        heading,
        shown.title,
        shown.kind(export.facts),
        picture=Chart(shown.figure, shown.alt) if drawn else None,
        tables=() if drawn and len(shown.table) > MOST_ROWS else (table,),
        reading=tuple(text for text in (shown.page_reading, *shown.notes) if text),
        source=source_line(shown.citations, export.facts, export.words),
    )
