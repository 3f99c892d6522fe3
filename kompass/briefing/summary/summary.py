"""The summary: the plan for one district on two pages, as DOCX."""

from __future__ import annotations

from kompass.briefing.decision.decision import scenario_link
from kompass.briefing.export_request import ExportRequest
from kompass.briefing.paper.paper import Block, Paper
from kompass.briefing.paper.word import paper_docx
from kompass.briefing.summary.blocks import (
    IN_OTHER_BLOCKS,
    employment_block,
    figures_block,
    places_block,
    rank_block,
    shortage_block,
)
from kompass.figures.region.measures import measures
from kompass.figures.region.profile import institution_finding, plan_name
from kompass.figures.simulator.scenario import headline
from kompass.needs import EMPLOYMENT, GOALS, RANKS, SHORTAGES, carries
from kompass.places.ledger import Scenario
from kompass.places.parameters import plain


def summary_docx(export: ExportRequest) -> bytes:
    """The bytes of the DOCX file for the requested district."""
    return paper_docx(summary_paper(export), export.style)


def summary_paper(export: ExportRequest) -> Paper:
    """The content of the summary."""
    t, words, provenance, chosen = export.words.text, export.words, export.provenance, export.chosen
    ags = export.one_district
    district = export.facts.record("districts", ags=ags)
    year = export.facts.record("plans", plan_version=provenance.plan)["plan_year"]
    plan = Scenario(export.context.plan)
    facts = export.facts
    blocks: tuple[Block, ...] = (
        *((figures_block(export, ags),) if set(measures(facts)) - set(IN_OTHER_BLOCKS) else ()),
        places_block(export, district["institution"]),
        *((employment_block(export, ags),) if carries(facts, EMPLOYMENT) else ()),
        *((rank_block(export, ags),) if carries(facts, RANKS) else ()),
        *((shortage_block(export, ags),) if carries(facts, SHORTAGES, GOALS) else ()),
    )
    return Paper(
        words.code,
        provenance.product,
        t("Bildungszielplanung {year}: {district}", year=str(year), district=district["name"]),
        institution_finding(export.facts, chosen.scenario, district["institution"], words),
        (
            (t("Grundlage"), provenance.basis),
            (t("Szenario"), headline(chosen.scenario, plan, plan_name(chosen.scenario, words), words)),
        ),
        tuple(plain(words.message(message)) for message in chosen.changed),
        blocks,
        None,
        scenario_link(provenance, blocks, words),
        provenance.footer,
        (t("Seite"), t("von")),
        provenance.made_at,
        export.file_name("kurzfassung", ags),
        dense=True,
    )
