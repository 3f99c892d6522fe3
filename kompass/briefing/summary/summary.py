"""The summary: the plan for one district on two pages, as DOCX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kompass.briefing.decision.decision import scenario_link
from kompass.briefing.export_request import ExportRequest
from kompass.briefing.paper.paper import Block, Paper
from kompass.briefing.paper.word import paper_docx
from kompass.briefing.summary.blocks import (
    employment_block,
    figures_block,
    places_block,
    plan_name,
    rank_block,
    shortage_block,
)
from kompass.figures.simulator.scenario import headline
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
    institution = export.facts.record("institutions", code=district["institution"])
    plan = Scenario(export.context.plan)
    blocks: tuple[Block, ...] = (
        figures_block(export, ags),
        places_block(export, district["institution"]),
        employment_block(export, ags),
        rank_block(export, ags),
        shortage_block(export, ags),
    )
    return Paper(
        words.code,
        provenance.product,
        t("Bildungszielplanung {year}: {district}", year=str(year), district=district["name"]),
        _finding(export, institution),
        (
            (t("Grundlage"), provenance.basis),
            (t("Szenario"), headline(chosen.scenario, plan, plan_name(export), words)),
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


def _finding(export: ExportRequest, institution: Mapping[str, Any]) -> str:
    """The finding below the title: places of the district's institution, in the scenario against the plan."""
    t, code = export.words.text, institution["code"]
    plan, scenario = export.context.plan.quotas[code], export.chosen.scenario
    if not scenario.ledger:
        return t(
            "{institution} plant {places} Plätze, davon {degree} abschlussorientiert",
            institution=institution["name"],
            places=plan.places,
            degree=plan.degree,
        )
    now = scenario.quotas[code]
    return export.words.plural(
        "Szenario: {institution} hat {n} Platz ({change} gegenüber {plan}), davon {degree} "
        "abschlussorientiert ({degree_change})",
        "Szenario: {institution} hat {n} Plätze ({change} gegenüber {plan}), davon {degree} "
        "abschlussorientiert ({degree_change})",
        now.places,
        institution=institution["name"],
        change=export.words.number(now.places - plan.places, sign=True),
        plan=plan_name(export),
        degree=now.degree,
        degree_change=export.words.number(now.degree - plan.degree, sign=True),
    )
