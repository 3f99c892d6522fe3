"""What the page of planned against actual shows: the courses, what to do, the money, the files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from kompass.actual.course import PATHS, Path, Year, possible_paths, year_of
from kompass.actual.money import uses_of
from kompass.actual.proposal import Proposal, propose
from kompass.actual.reading import Reading, plan_year
from kompass.actual.records import Measure
from kompass.briefing.actual.report import Report, file_word, report_pdf, report_slide
from kompass.briefing.actual.workbook import report_workbook
from kompass.briefing.paper.pdf import PDF
from kompass.briefing.slides.deck import PPTX
from kompass.figures.actual.actions import action_exhibit, money_exhibit
from kompass.figures.actual.courses import year_exhibit
from kompass.figures.limits import MOST_PANELS
from kompass.language import MessageError
from kompass.request.file_name import now
from ui import address, blocks, downloads, operator_file, selection
from ui.actual import inputs, state
from ui.navigation import PAGE_DIR
from ui.session import Session
from ui.simulator import state as simulator

PANEL = 270  # pixels: the least width of a panel, so that four stand in a row


def show(current: Session) -> None:
    """The whole page."""
    t = current.language.text
    top = st.container()
    try:
        own = state.held(current)
    except MessageError as error:
        blocks.heading(
            t("Plan und Ist"),
            t("Die Zahlen des Betreibers sind nicht lesbar"),
            current.language.message(error.message),
        )
        return
    empty = not state.reading(current).figures.counts
    if empty and not own.file:
        with top:
            _introduce(current)
        inputs.inputs(current, empty=True)
    else:
        with st.expander(t("Zahlen bringen, berichtigen, sichern"), key="actual_inputs", expanded=empty):
            inputs.inputs(current, empty=empty)
    own = state.held(current)  # a file may have come
    read = state.reading(current)
    if not own.file and not read.figures.counts and not read.problems:
        return
    with top:
        _results(current, read)


def _introduce(current: Session) -> None:
    t = current.language.text
    year = plan_year(current.facts, current.plan)
    blocks.heading(
        t("Plan und Ist"),
        t("Wird der Plan {year} ausgeschöpft?", year=str(year)),
        t(
            "Bringen Sie die Eintritte je Institution und Monat: Die Seite zeigt sie neben dem Plan, schätzt das Jahr mit "
            "seiner Spanne und schlägt vor, wer wem Plätze gibt. Die Zahlen bleiben in diesem Fenster und in Ihrer Datei."
        ),
    )


def _results(current: Session, read: Reading) -> None:
    t, own = current.language.text, state.held(current)
    of_file = own.told.problems if own.told else ()
    figures = read.figures
    if not figures.counts:
        blocks.heading(t("Plan und Ist"), t("In diesen Zahlen ist noch nichts zu zeigen"), "")
        _problems(current, read)
        return
    if own.told and own.told.counting is None:
        inputs.question(current)
        blocks.heading(
            t("Plan und Ist"),
            t("Zählen die Eintritte je Monat oder seit Januar?"),
            t("Die Zahlen der Datei lassen beides zu. Wählen Sie oben; dann erscheint das Bild."),
        )
        _problems(current, read)
        return
    paths = possible_paths(figures)
    chosen = Path(
        address.segmented(t("Weg des Plans"), list(paths), lambda one: t(PATHS[Path(one)]), "weg")
        if len(paths) > 1
        else Path.STRAIGHT
    )
    year = year_of(figures, current.plan, chosen)
    shown = year_exhibit(
        current.facts, current.plan, year, _drawn(year, current), chosen, current.style, current.language
    )
    blocks.answer(shown, t("Plan und Ist"), current)
    if own.common:
        blocks.html(blocks.tag("p", t("Zahlen, die der Betreiber dieser Seite für alle bereitstellt.")))
    if of_file or read.problems:
        _problems(current, read)
    blocks.exhibit(shown, current, level=0, panel=PANEL)
    degree = year_of(figures, current.plan, chosen, Measure.DEGREE)
    _act(current, year, degree)
    if current.plan.total.degree and figures.has(Measure.DEGREE):
        codes = [c.code for c in degree.courses if c.quota]
        blocks.folded(
            year_exhibit(current.facts, current.plan, degree, codes, chosen, current.style, current.language),
            current,
        )
    uses = uses_of(year)
    if uses:
        blocks.exhibit(money_exhibit(current.facts, current.plan, year, uses, current.language), current)
    _take_along(chosen, year, current)


def _drawn(year: Year, current: Session) -> list[str]:
    """The institutions that are drawn: of many the chosen ones, or those furthest from their plan."""
    codes = [course.code for course in year.courses]
    if len(codes) <= MOST_PANELS:
        return codes
    chosen = selection.institutions(current)
    if len(chosen) < len(codes):
        return list(chosen)
    far = sorted(year.courses, key=lambda c: -max(c.free[0], c.missing[0]))[:MOST_PANELS]
    return [course.code for course in far]


def _problems(current: Session, read: Reading) -> None:
    t, own = current.language.text, state.held(current)
    told = own.told.problems if own.told else ()
    typed = tuple(p for p in read.problems if p.message not in [q.message for q in told])
    inputs.tell(told, t("In der Datei; gelesen ist, was richtig ist"), current)
    inputs.tell(typed, t("Im Raster"), current)


def _act(current: Session, year: Year, degree: Year) -> None:
    """What to do: the proposal, and the way into the simulator."""
    t = current.language.text
    proposal = propose(current.plan, year, degree)
    blocks.exhibit(action_exhibit(current.facts, current.plan, year, proposal, current.language), current)
    if not proposal.moved:
        return
    pressed = st.button(
        t("Vorschlag im Simulator öffnen"),
        key="actual_adopt",
        type="primary",
        icon=":material/arrow_forward:",
    )
    now = simulator.open_table(current).current
    said = t("In der Adresse stehen dann nur die Umbuchungen, keine Ist-Zahlen.")
    if now.ledger:
        said = " ".join((t("Ersetzt das jetzige Szenario; Rückgängig holt es wieder."), said))
    blocks.html(f'<p class="bk-small">{escape(said)}</p>')
    if pressed:
        _adopt(proposal, current)


def _adopt(proposal: Proposal, current: Session) -> None:
    scenario = proposal.scenario
    for index, reason in enumerate(proposal.reasons):
        scenario = scenario.with_reason(index, current.language.message(reason))
    simulator.adopt(scenario)
    st.switch_page(PAGE_DIR / "simulator.py")


def _made(make: Callable[[Report], bytes], report: Callable[[], Report]) -> bytes:
    return make(report())


def _take_along(chosen: Path, year: Year, current: Session) -> None:
    """The files of the report; each is made when it is asked for."""
    t, facts = current.language.text, current.facts

    base = downloads.base_address()  # files are made outside of a run, which knows no address

    def report() -> Report:
        return Report(
            year.figures,
            facts,
            current.plan,
            chosen,
            current.language.code,
            base,
            now(),
            operator_file.slide_template()[0],
        )

    file = downloads.file_name(file_word(year.figures, current.language), current, False)
    blocks.html(blocks.tag("h2", t("Für die Sitzung")))
    with st.container(horizontal=True, gap="small"):
        for label, ending, kind, make in (
            (t("Eine Seite (PDF)"), "pdf", PDF, report_pdf),
            (t("Folie (PPTX)"), "pptx", PPTX, report_slide),
            (t("Tabelle mit Formeln (XLSX)"), "xlsx", inputs.XLSX, report_workbook),
        ):
            st.download_button(
                label,
                partial(_made, make, report),
                file_name=f"{file}.{ending}",
                mime=kind,
                key=f"actual_{ending}",
                on_click="ignore",
            )
