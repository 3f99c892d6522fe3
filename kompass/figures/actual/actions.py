"""What to do and what it costs: proposed transfers with their reasons, and the money, as exhibits."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.actual.course import Course, Year
from kompass.actual.forecast import LEAST_MONTHS
from kompass.actual.money import Use
from kompass.actual.proposal import Proposal
from kompass.facts import Facts
from kompass.figures.actual.words import made_of, marked, result, when
from kompass.figures.exhibit import Column, Exhibit
from kompass.figures.quotas.places import quota_citations
from kompass.language import Language
from kompass.places.plan import Plan


def action_exhibit(facts: Facts, plan: Plan, year: Year, proposal: Proposal, language: Language) -> Exhibit:
    """The proposed transfers, each with its reason."""
    t = language.text
    rows = [
        {
            "number": str(number),
            "giver": transfer.giver,
            "taker": transfer.taker,
            "places": transfer.places,
            "degree": transfer.degree,
            "reason": _why(year, transfer.giver, transfer.taker, language),
        }
        for number, transfer in enumerate(proposal.scenario.ledger, start=1)
    ]
    title = marked(_action_title(year, proposal, language), year, language)
    reading = t(
        "Handelt niemand, bleiben mindestens {free} Plätze frei, während anderswo mindestens {missing} fehlen. "
        "Wer mehr braucht, bekommt so viel, wie ihm mindestens fehlt; wer gibt, behält, was er höchstens braucht, auch "
        "abschlussorientiert. Gesucht sind die wenigsten Plätze, die dafür umgebucht werden.",
        free=sum(course.free[0] for course in year.courses),
        missing=sum(course.missing[0] for course in year.courses),
    )
    columns = (
        Column("number", t("Nr.")),
        Column("giver", t("gibt")),
        Column("taker", t("bekommt")),
        Column("places", t("Plätze"), 0),
        Column("degree", t("davon abschlussorientiert"), 0),
        Column("reason", t("Warum")),
    )
    table = pd.DataFrame(rows, columns=[column.name for column in columns])
    return Exhibit(
        "plan-und-ist-vorschlag",
        title,
        made_of(year),
        table,
        columns,
        quota_citations(facts, plan),
        reading if rows else "",
        title,
    )


def _why(year: Year, giver: str, taker: str, language: Language) -> str:
    t = language.text
    one, other = year.of(giver), year.of(taker)
    return t(
        "{giver}: {free}; {taker}: {missing}, {out}",
        giver=giver,
        free=result(one, language),
        taker=taker,
        missing=result(other, language),
        out=t("Plan ausgeschöpft: {when}", when=when(other.exhausted, language)),
    )


def _action_title(year: Year, proposal: Proposal, language: Language) -> str:
    t = language.text
    free = [course for course in year.courses if course.free[0]]
    missing = [course for course in year.courses if course.missing[0]]
    if proposal.moved:
        moves = [
            t("{giver} gibt {taker} {places}", giver=e.giver, taker=e.taker, places=e.places)
            for e in proposal.scenario.ledger
        ]
        left = sum(c.free[0] for c in free) - proposal.moved
        return language.plural(
            "Was tun? {moves}; danach blieben noch mindestens {n} Platz frei",
            "Was tun? {moves}; danach blieben noch mindestens {n} Plätze frei",
            left,
            moves=language.listed(moves),
        )
    if proposal.refused:
        return language.message(proposal.refused)
    if missing:
        return t(
            "{codes} brauchen mehr Plätze, und niemand hat sicher welche frei",
            codes=_codes(missing, language),
        )
    if free:
        return language.plural(
            "Mindestens {n} Platz bliebe frei, und niemandem fehlen welche: {codes}",
            "Mindestens {n} Plätze blieben frei, und niemandem fehlen welche: {codes}",
            sum(c.free[0] for c in free),
            codes=_codes(free, language),
        )
    if any(course.outlook for course in year.courses):
        return t("Nichts umzubuchen: Keine Spanne liegt ganz über oder ganz unter dem Plan")
    return t("Ein Vorschlag zum Umbuchen braucht Zahlen aus mindestens {least} Monaten", least=LEAST_MONTHS)


def _codes(courses: Sequence[Course], language: Language) -> str:
    return language.listed([course.code for course in courses])


def money_exhibit(facts: Facts, plan: Plan, year: Year, uses: Sequence[Use], language: Language) -> Exhibit:
    """Budget, committed and spent euros with rates of use, and euros per entry."""
    t = language.text
    names = facts["institutions"].set_index("code")["name"]
    table = pd.DataFrame(
        {
            "code": use.code,
            "name": names[use.code] if use.code else t("Zusammen"),
            "allotted": use.allotted,
            "committed": use.committed,
            "committed_pct": use.committed_pct,
            "spent": use.spent,
            "spent_pct": use.spent_pct,
            "per_entry": use.per_entry,
        }
        for use in uses
    )
    rates = [
        t("{code} {rate}", code=use.code or t("zusammen"), rate=language.percent(use.spent_pct))
        for use in uses
        if use.spent_pct is not None
    ]
    finding = (
        t(
            "Ausgegeben vom Zugeteilten: {rates}",
            rates=language.listed(rates[-1:] if not uses[-1].code else rates),
        )
        if rates
        else t("Geld: zugeteilt, gebunden, ausgegeben")
    )
    title = marked(finding, year, language)
    return Exhibit(
        "plan-und-ist-geld",
        title,
        made_of(year),
        table,
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("allotted", t("zugeteilt, Euro"), 0),
            Column("committed", t("gebunden, Euro"), 0),
            Column("committed_pct", t("gebunden, %"), 1),
            Column("spent", t("ausgegeben, Euro"), 0),
            Column("spent_pct", t("ausgegeben, %"), 1),
            Column("per_entry", t("Euro je Eintritt"), 0),
        ),
        quota_citations(facts, plan),
        t(
            "Ausgegebene Euro geteilt durch Eintritte: Was ein Eintritt am Ende kostet, steht erst nach dem Kurs fest."
        ),
        title,
    )
