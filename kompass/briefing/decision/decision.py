"""The decision paper: a scenario with its reasons and effects, and a form to vote and sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kompass.briefing.decision.blocks import (
    alternatives_block,
    assumption_blocks,
    key_block,
    ledger_block,
    map_block,
    meaning_block,
    outcome_block,
    own_key_blocks,
    proposal_block,
)
from kompass.briefing.paper.paper import Block, Link, Logo, Paper, Table, Vote
from kompass.briefing.provenance import Provenance, provenance_of
from kompass.facts import Facts
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS
from kompass.figures.simulator.scenario import headline
from kompass.language import N_, Language
from kompass.places.parameters import plain
from kompass.request.choices import Choices
from kompass.request.file_name import file_name, scenario_mark
from kompass.request.qr import code_note

OPTIONS = (N_("zugestimmt"), N_("abgelehnt"), N_("vertagt"))


def decision_paper(
    facts: Facts,
    chosen: Choices,
    link: str,
    made_at: dt.datetime,
    language: Language,
    logos: Mapping[str, bytes] | None = None,
) -> Paper:
    """The decision paper on the scenario in ``chosen``. ``link`` opens the scenario, ``made_at`` is the local
    time, ``logos`` are the operator's as PNG by code of the institution.

    All numbers come from the exhibits of the simulator.
    """
    t = language.text
    provenance = provenance_of(facts, chosen, link, made_at, language)
    year = facts.record("plans", plan_version=provenance.plan)["plan_year"]
    against = plain(language.message(chosen.baseline_name))
    style = LIGHT.for_plan(chosen.scenario.plan.codes)
    blocks = [
        proposal_block(facts, chosen, language),
        ledger_block(chosen, language),
        *meaning_block(facts, language),
        outcome_block(facts, chosen, against, language),
        *map_block(facts, chosen, against, style, language),
        key_block(facts, chosen, against, language),
        *own_key_blocks(facts, chosen, language),
        *assumption_blocks(facts, chosen, against, style, language),
        *alternatives_block(facts, chosen, against, language),
    ]
    return Paper(
        language.code,
        provenance.product,
        t(
            "Beschlussvorlage: Aufteilung der Plätze zur Förderung der beruflichen Weiterbildung (FbW) {year}",
            year=str(year),
        ),
        headline(chosen.scenario, chosen.baseline, against, language),
        (
            (t("Grundlage"), provenance.basis),
            (t("Verglichen mit"), against),
            (t("Datenstand"), provenance.data),
            (t("Erstellt"), provenance.made),
        ),
        _notices(chosen, language),
        tuple(_numbered(blocks)),
        _vote(facts, chosen, language),
        scenario_link(provenance, blocks, language),
        provenance.footer,
        (t("Seite"), t("von")),
        made_at,
        file_name("beschlussvorlage", facts, provenance.plan, language.code, made_at, scenario_mark(chosen)),
        paper_logos(facts, chosen, logos or {}),
    )


def paper_logos(facts: Facts, chosen: Choices, logos: Mapping[str, bytes]) -> tuple[Logo, ...]:
    """The operator's logos of the institutions of the plan, in its order."""
    names = facts["institutions"].set_index("code")["name"]
    return tuple(Logo(names[code], logos[code]) for code in chosen.scenario.plan.codes if code in logos)


def _notices(chosen: Choices, language: Language) -> tuple[str, ...]:
    """Notices above the paper: renamed scenarios, and what differs from the data state of the link."""
    notices = tuple(plain(language.message(message)) for message in chosen.renamed)
    if not chosen.changed:
        return notices
    t = language.text
    return (
        *notices,
        t("Der Link stammt von einem anderen Datenstand; gerechnet ist mit dem jetzigen."),
        *(plain(language.message(message)) for message in chosen.changed),
    )


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """The blocks with numbered headings, so that people in a meeting can refer to them."""
    number = 0
    for block in blocks:
        number += bool(block.heading)
        heading = f"{number}. {block.heading}" if block.heading else ""
        yield replace(block, heading=heading)


def _vote(facts: Facts, chosen: Choices, language: Language) -> Vote:
    t = language.text
    names = facts["institutions"].set_index("code")["name"]
    codes = chosen.scenario.plan.codes
    headings = (t("Institution"), t("Name und Funktion"), t("Datum"), t("Unterschrift"))
    return Vote(
        t("Beschluss"),
        [t(option) for option in OPTIONS],
        t("Ort, Datum"),
        Table(
            t("Unterschriften"),
            headings,
            [(f"{code} {names[code]}", "", "", "") for code in codes],
            (False,) * len(headings),
            codes,
        ),
    )


def scenario_link(provenance: Provenance, blocks: Sequence[Block], language: Language) -> Link:
    """The last section: link to the scenario, meaning of the kinds of figures, licences."""
    t = language.text
    used = dict.fromkeys(block.kind for block in blocks if block.kind)
    kinds = (
        t("{kind} – {meaning}", kind=t(KIND_LABELS[kind]), meaning=t(KIND_MEANINGS[kind])) for kind in used
    )
    return Link(
        t("Szenario, Daten und Lizenz"),
        provenance.link,
        t("Dieses Szenario im Simulator öffnen"),
        t("QR-Code des Links zum Szenario"),
        t("Der Link ist zu lang für einen QR-Code."),
        (
            *filter(None, (code_note(provenance.link, language),)),
            provenance.scenario_line,
            t("Kennzeichen der Zahlen: {kinds}.", kinds="; ".join(kinds)),
            provenance.attribution,
            provenance.licences,
        ),
    )
