"""The scenario as formulas: plan and transfers are input cells, everything else is computed from them."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats, number_format
from kompass.briefing.workbook.formula_sheet import COUNT, ONE, SIGNED, FormulaSheet
from kompass.briefing.workbook.keys import write_density, write_distances
from kompass.briefing.workbook.ledger import Ledger, write_ledger
from kompass.briefing.workbook.references import References, ResultCells, quoted
from kompass.briefing.workbook.sheet import LINE_HEIGHT
from kompass.language import N_
from kompass.places.outcome import Outcome, outcomes
from kompass.places.plan import OUTSIDE

SCENARIO_SHEETS = (
    (
        N_("Szenario rechnen"),
        N_("Umbuchungen zum Ändern; Plätze, Anteile und Prüfungen rechnen sich daraus und aus dem Plan"),
    ),
    (
        N_("Schlüssel rechnen"),
        N_(
            "Wie viele Plätze umgebucht werden müssten, damit die Aufteilung einem "
            "Verteilungsschlüssel entspricht"
        ),
    ),
    (N_("Plätze je 1.000 rechnen"), N_("Plätze je 1.000 Menschen in jedem Kreis und Rechtskreis")),
)
WIDTHS = (8.0, 34.0, 11.0, 12.0, 12.0, 12.0, 12.0, 13.0, 20.0, 12.0, 12.0, 12.0, 13.0, 17.0, 15.0, 13.0)
HEAD_HEIGHT = 46  # points: three lines
MOST_FROZEN = 8  # institutions; with more, frozen rows would fill the window


def write_scenario(
    sheets: Sequence[Worksheet], export: ExportRequest, formats: Formats, contents: str
) -> References:
    """Write the three worksheets, in the order of :data:`SCENARIO_SHEETS`. Returns the cells that other
    formulas refer to."""
    t = export.words.text
    main, keys, density = (
        FormulaSheet(sheet, formats, export, contents, t(name), t(says))
        for sheet, (name, says) in zip(sheets, SCENARIO_SHEETS, strict=True)
    )
    where, ledger = _write_main(main)
    giver, taker, places = (f"'{where.sheet}'!{ledger.column(column)}" for column in "BCD")
    distances, people = write_distances(keys, where), write_density(density, where)
    return References(where, (giver, taker, places), distances, people)


def _write_main(live: FormulaSheet) -> tuple[ResultCells, Ledger]:
    """Write plan, result and checks, then the transfers."""
    t, scenario = live.export.words.text, live.export.chosen.scenario
    live.begin(
        WIDTHS,
        t(
            "Gelb und umrandet: Eingaben, also die Umbuchungen. Der Plan steht fest, alles andere ist Formel; auch "
            "die Blätter der Seite „Simulator“ folgen, soweit es auf ihnen steht. "
            "Plätze = Plan − abgegeben + erhalten, ebenso die abschlussorientierten. "
            "Eine Umbuchung von oder nach {outside} (außen) ändert die Summe.",
            outside=OUTSIDE,
        ),
    )
    head = live.row
    first, outside = head + 1, head + 1 + len(scenario.plan.codes)
    # Rows below the outside: total, two checks, an empty one, title and header of the transfers.
    ledger = Ledger(outside + 6, (first, outside), scenario)
    _write_result(live, head, ledger)
    write_ledger(live, ledger)
    if len(scenario.plan.codes) <= MOST_FROZEN:
        live.sheet.freeze_panes(outside + 4, 0)
    live.end(head)
    return ResultCells(live.sheet.get_name(), first, scenario.plan.codes), ledger


def _write_result(live: FormulaSheet, head: int, ledger: Ledger) -> None:
    """Write a row per institution, one for the outside, one for the total, and the checks."""
    t, scenario = live.export.words.text, ledger.scenario
    live.headings(
        head,
        (
            t("Kürzel"),
            t("Institution"),
            t("Plan, Plätze"),
            t("Plan, abschlussorientiert"),
            t("abgegeben, Plätze"),
            t("erhalten, Plätze"),
            t("Plätze"),
            t("Unterschied, Plätze"),
            t("Anteil an allen, %"),
            t("abgegeben, abschlussorientiert"),
            t("erhalten, abschlussorientiert"),
            t("Abschlussorientierte Plätze"),
            t("Unterschied, abschlussorientiert"),
            t("abschluss­orientiert, %"),
            t("Prüfung"),
            t("Rechtskreis"),
        ),
        left=(0, 1, 14, 15),
    )
    live.sheet.set_row(head, HEAD_HEIGHT)
    live.check((ledger.codes[0], ledger.codes[1] - 1), 14)
    outside = ledger.codes[1]
    for row, result in enumerate(outcomes(scenario), start=head + 1):
        _write_institution(live, row, outside + 1, result, ledger)
    live.write(outside, 0, OUTSIDE, bold=True)
    live.write(outside, 1, t("außen"))
    _write_sums(live, outside, OUTSIDE, ledger)
    _write_total(live, outside + 1, ledger)
    _write_checks(live, outside + 1, ledger)


def _write_institution(live: FormulaSheet, row: int, total: int, result: Outcome, ledger: Ledger) -> None:
    """Write the row of an institution; ``total`` is the row of the total."""
    t, code = live.export.words.text, result.code
    institution = live.export.facts.record("institutions", code=code)
    plan = ledger.scenario.plan.quotas[code]
    n = row + 1
    live.write(row, 0, code, bold=True)
    live.write(row, 1, institution["name"])
    live.number(row, 2, plan.places)
    live.number(row, 3, plan.degree)
    _write_sums(live, row, code, ledger)
    live.formula(row, 6, f"=C{n}-E{n}+F{n}", result.places, bold=True)
    live.formula(row, 7, f"=G{n}-C{n}", result.change, SIGNED)
    share = "" if result.share is None else 100 * result.share
    live.formula(row, 8, f'=IF(G${total + 1}=0,"",100*G{n}/G${total + 1})', share, ONE)
    live.formula(row, 11, f"=D{n}-J{n}+K{n}", result.degree, bold=True)
    live.formula(row, 12, f"=L{n}-D{n}", result.degree - plan.degree, SIGNED)
    live.formula(row, 13, _rate(n), _percent(result.degree_rate), ONE)
    good, bad = t("in Ordnung"), t("nicht möglich")
    check = f"=IF(AND(L{n}>=0,G{n}>=L{n}),{quoted(good)},{quoted(bad)})"
    live.formula(row, 14, check, good, align="left")
    live.write(row, 15, institution["legal_scope"])


def _write_sums(live: FormulaSheet, row: int, code: str, ledger: Ledger) -> None:
    """Write places given and received (columns E, F) and the qualification-oriented ones (J, K)."""
    for column, (formula, value) in zip((4, 5, 9, 10), ledger.sums(row, code), strict=True):
        live.formula(row, column, formula, value)


def _write_total(live: FormulaSheet, row: int, ledger: Ledger) -> None:
    """Write the row of the total, without the outside."""
    plan, total = ledger.scenario.plan.total, ledger.scenario.total
    live.write(row, 0, "", top=1)
    live.write(row, 1, live.export.words.text("alle"), bold=True, top=1)
    sums = {
        "C": (plan.places, COUNT),
        "D": (plan.degree, COUNT),
        "G": (total.places, COUNT),
        "H": (total.places - plan.places, SIGNED),
        "L": (total.degree, COUNT),
        "M": (total.degree - plan.degree, SIGNED),
    }
    first, last = ledger.codes[0] + 1, ledger.codes[1]
    for letter, (value, num_format) in sums.items():
        formula = f"=SUM({letter}{first}:{letter}{last})"
        live.formula(row, ord(letter) - ord("A"), formula, value, num_format, bold=True, top=1)
    live.formula(row, 13, _rate(row + 1), _percent(total.degree_rate), ONE, bold=True, top=1)


def _write_checks(live: FormulaSheet, total: int, ledger: Ledger) -> None:
    """Write two checks that must be zero: plan plus net places from outside minus scenario, and the number of
    invalid transfers."""
    t = live.export.words.text
    open_ = number_format(0, after=" " + t("offen"))
    live.write(total + 1, 1, t("Plan + von außen − nach außen − Szenario"))
    for column, plan, given, got, now in ((6, "C", "E", "F", "G"), (11, "D", "J", "K", "L")):
        formula = f"={plan}{total + 1}+{given}{total}-{got}{total}-{now}{total + 1}"
        live.formula(total + 1, column, formula, 0, open_, bold=True)
    live.write(total + 2, 1, t("Umbuchungen, die nicht möglich sind"))
    for row in (total + 1, total + 2):
        live.sheet.set_row(row, 2 * LINE_HEIGHT + 2)
    checks = ledger.column("I")
    bad = f'=SUMPRODUCT(({checks}<>"")*({checks}<>{quoted(t("in Ordnung"))}))'
    live.formula(total + 2, 6, bad, 0, open_, bold=True)


def _rate(n: int) -> str:
    """The formula of the qualification-oriented share of row ``n`` (1-based), in percent; empty without
    places."""
    return f'=IF(G{n}=0,"",100*L{n}/G{n})'


def _percent(rate: float | None) -> float | str:
    """The rate in percent; empty for None."""
    return "" if rate is None else 100 * rate
