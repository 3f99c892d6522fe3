"""The report of the year: a page as PDF and a slide, of what the page of plan and actual shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kompass.actual.course import Path, Year, year_of
from kompass.actual.money import Use, uses_of
from kompass.actual.proposal import Proposal, propose
from kompass.actual.records import Figures, Measure
from kompass.actual.sheets import month_name
from kompass.briefing.decision.decision import scenario_link
from kompass.briefing.export_request import ExportRequest, export_request
from kompass.briefing.paper.paper import Block, Paper, table_of
from kompass.briefing.paper.pdf import paper_pdf
from kompass.briefing.slides.deck import slide_pptx
from kompass.facts import Facts
from kompass.figures.actual.actions import action_exhibit, money_exhibit
from kompass.figures.actual.courses import year_exhibit
from kompass.figures.actual.words import marked
from kompass.figures.exhibit import Exhibit, source_line
from kompass.figures.limits import MOST_PANELS
from kompass.figures.picture import Chart
from kompass.language import Language
from kompass.places.plan import Plan
from kompass.places.text import scenario_text
from kompass.presentation.story import LANGUAGE
from kompass.presentation.view import view_of

_LEFT_OUT = (
    "code",
    "until",
    "path",
    "issued",
    "redeemed",
)  # columns of the table that have no room on the page


@dataclass(frozen=True)
class Report:
    """What a report is made of: the figures, the plan, and how the file is asked for."""

    figures: Figures
    facts: Facts
    plan: Plan
    path: Path
    language: str
    base: str  # address of the server
    made_at: dt.datetime
    template: bytes | None = None
    logos: Mapping[str, bytes] | None = None

    @cached_property
    def year(self) -> Year:
        """The year in entries."""
        return year_of(self.figures, self.plan, self.path)

    @cached_property
    def degree(self) -> Year:
        """The year in degree-oriented entries."""
        return year_of(self.figures, self.plan, self.path, Measure.DEGREE)

    @cached_property
    def proposal(self) -> Proposal:
        """The proposed transfers."""
        return propose(self.plan, self.year, self.degree)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """The money."""
        return uses_of(self.year)

    @cached_property
    def export(self) -> ExportRequest:
        """The provenance of the file, whose scenario is the proposal."""
        pairs = [(LANGUAGE, self.language)]
        if self.proposal.moved:
            pairs.append(("s", scenario_text(self.proposal.scenario)))
        return export_request(pairs, self.facts, self.base, self.made_at, self.template, self.logos)

    @property
    def file_name(self) -> str:
        """The name of the file without its ending."""
        return self.export.file_name(file_word(self.figures, self.export.words))

    def courses(self) -> Exhibit:
        """The exhibit of the courses, of at most as many institutions as a picture has room for."""
        far = sorted(self.year.courses, key=lambda c: -max(c.free[0], c.missing[0]))[:MOST_PANELS]
        chosen = [course.code for course in far]
        export = self.export
        return year_exhibit(export.facts, self.plan, self.year, chosen, self.path, export.style, export.words)


def file_word(figures: Figures, words: Language) -> str:
    """What files of these figures are called; of those for practice so that nobody takes them for others."""
    return words.text("ist-uebung") if figures.exercise else words.text("plan-und-ist")


def report_pdf(report: Report) -> bytes:
    """The bytes of the PDF file."""
    return paper_pdf(report_paper(report), report.export.style)


def report_paper(report: Report) -> Paper:
    """The content of the page: courses, proposal, degree-oriented places, money."""
    export, words = report.export, report.export.words
    t, facts = words.text, export.facts
    shown = report.courses()
    short = shown.table["code"].where(shown.table["code"] != "", shown.table["name"])
    shown = shown.with_table(shown.table.assign(name=short))  # the panels have the names
    action = action_exhibit(facts, report.plan, report.year, report.proposal, words)
    blocks = [
        _block(t("Eintritte"), shown, export, picture=True),
        _block(t("Was tun?"), replace(action, reading=""), export),
    ]
    said: list[str] = []
    if report.figures.has(Measure.DEGREE) and report.plan.total.degree:
        own = year_exhibit(facts, report.plan, report.degree, (), report.path, export.style, words)
        said.append(own.title)
    if report.uses:
        money = money_exhibit(facts, report.plan, report.year, report.uses, words)
        said.append(money.title)  # the table is in the workbook
    blocks[-1] = replace(blocks[-1], texts=said, source="")  # the same as above
    until = words.message(month_name(max(1, report.figures.until), report.figures.year))
    provenance = export.provenance
    title = t("Plan und Ist, Stand {month}", month=until)
    link = scenario_link(provenance, blocks, words)
    return Paper(
        words.code,
        provenance.product,
        marked(title, report.year, words),
        shown.title,
        (),
        (),
        blocks,
        None,
        replace(
            link, lines=[line for line in link.lines if line != provenance.attribution]
        ),  # there is no map
        provenance.footer,
        (t("Seite"), t("von")),
        provenance.made_at,
        report.file_name,
        dense=True,
    )


def _block(heading: str, shown: Exhibit, export: ExportRequest, picture: bool = False) -> Block:
    """The block of an exhibit, without the columns that have no room."""
    words = export.words
    kept = [column for column in shown.columns if column.name not in _LEFT_OUT]
    drawn = picture and shown.figure is not None
    table = table_of(replace(shown, columns=kept), words, shown.title)
    return Block(
        heading,
        "" if drawn else shown.title,
        shown.kind(export.facts),
        picture=Chart(shown.figure, shown.alt, shown.beside) if drawn else None,
        tables=(table,) if len(shown.table) else (),
        reading=tuple(text for text in (shown.page_reading, *shown.notes) if text),
        source=source_line(shown.citations, export.facts, words),
    )


def report_slide(report: Report) -> bytes:
    """The bytes of a PPTX file with one slide: the courses."""
    shown = report.courses()
    return slide_pptx(report.export, view_of(shown, Chart(shown.figure, shown.alt, shown.beside)))
