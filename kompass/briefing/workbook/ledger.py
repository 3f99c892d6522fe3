"""The transfers of the scenario as input rows of a worksheet, with a check for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kompass.briefing.workbook.formula_sheet import COUNT, FormulaSheet
from kompass.briefing.workbook.references import quoted
from kompass.language import Language
from kompass.places.ledger import LONGEST_REASON, Scenario
from kompass.places.plan import OUTSIDE, Quota

SPARE = 20  # smallest number of rows
ALWAYS_SPARE = 5
CHECK, REASON, REASON_END = 8, 9, 14  # columns


@dataclass(frozen=True)
class Ledger:
    """Position of the transfers below the header row ``head``. ``codes`` are the first and last row of the
    result table that have a code; the last is the outside."""

    head: int
    codes: tuple[int, int]
    scenario: Scenario

    @property
    def rows(self) -> int:
        """The number of input rows."""
        return max(SPARE, len(self.scenario.ledger) + ALWAYS_SPARE)

    def column(self, letter: str, above: int | None = None) -> str:
        """The range of a column of the transfers, whole or only above row ``above``."""
        last = self.head + self.rows if above is None else above
        return f"${letter}${self.head + 2 if above is None else self.head + 1}:${letter}${last + 1}"

    def sums(self, row: int, code: str) -> Iterator[tuple[str, int]]:
        """Formulas and results for the institution in ``row``: places given and received, then the
        qualification-oriented ones."""
        for amount, of_degree in (("D", False), ("E", True)):
            for side in ("B", "C"):
                moved = (
                    t.degree if of_degree else t.places
                    for t in self.scenario.ledger
                    if code == (t.giver if side == "B" else t.taker)
                )
                yield f"=SUMIFS({self.column(amount)},{self.column(side)},$A{row + 1})", sum(moved)


def problem_texts(words: Language) -> tuple[str, str, str, str]:
    """The results of a failed check: unknown code, same institution, not a number of places, more than
    available."""
    t = words.text
    return t("Kürzel unbekannt"), t("dieselbe Institution"), t("keine Platzzahl"), t("mehr als vorhanden")


def write_ledger(live: FormulaSheet, ledger: Ledger) -> None:
    """Write the transfers and empty input rows."""
    t = live.export.words.text
    head, sheet = ledger.head, live.sheet
    live.write(head - 1, 0, t("Umbuchungen"), bold=True, text_wrap=False)
    headings = (
        t("Nr."),
        t("gibt"),
        t("nimmt"),
        t("Plätze"),
        t("davon abschlussorientiert"),
        t("nach der Planquote wären es"),
        t("Bestand davor, Plätze"),
        t("Bestand davor, abschlussorientiert"),
        t("Prüfung"),
        t("Begründung"),
        *[""] * (REASON_END - REASON),
    )
    live.headings(head, headings, left=(0, 1, 2, CHECK, REASON))
    sheet.set_row(head, 46)
    first, last = head + 1, head + ledger.rows
    known = f"=$A${ledger.codes[0] + 1}:$A${ledger.codes[1] + 1}"
    sheet.data_validation(first, 1, last, 2, {"validate": "list", "source": known})
    whole = {"validate": "integer", "criteria": ">=", "value": 0}
    sheet.data_validation(first, 3, last, 4, whole)
    sheet.data_validation(
        first, REASON, last, REASON, {"validate": "length", "criteria": "<=", "value": LONGEST_REASON}
    )
    live.check((first, last), CHECK)
    for number in range(1, ledger.rows + 1):
        _write_step(live, ledger, number)


def _write_step(live: FormulaSheet, ledger: Ledger, number: int) -> None:
    """Write the transfer with this number (from 1), or an empty row."""
    row, scenario = ledger.head + number, ledger.scenario
    entry = scenario.ledger[number - 1] if number <= len(scenario.ledger) else None
    live.sheet.write_number(row, 0, number, live.formats.of(align="left", indent=1))
    reason = None
    if entry is None:
        for column in (1, 2, 3, 4):
            live.typed(row, column, None)
    else:
        cells: tuple[str | int, ...] = (entry.giver, entry.taker, entry.places, entry.degree)
        for column, value in enumerate(cells, start=1):
            live.typed(row, column, value)
        reason = entry.reason or None
    results: tuple[float | str, ...] = ("", "", "", "")
    if entry is not None:
        before = replace(scenario, ledger=scenario.ledger[: number - 1])
        by_rule = before.transfer(entry.giver, entry.taker, entry.places).ledger[-1].degree
        quota = None if entry.giver == OUTSIDE else before.quotas[entry.giver]
        results = (by_rule, *_places_and_degree(quota), live.export.words.text("in Ordnung"))
    for column, (formula, result) in enumerate(
        zip(_formulas(live, ledger, row), results, strict=True), start=5
    ):
        look = {"text_wrap": True, "align": "left"} if column == CHECK else {}
        live.formula(row, column, formula, result, COUNT, **look)
    live.sheet.merge_range(row, REASON, row, REASON_END, "")
    live.typed(row, REASON, reason)
    for column in range(REASON + 1, REASON_END + 1):
        live.typed(row, column, None)


def _places_and_degree(quota: Quota | None) -> tuple[float | str, float | str]:
    return ("", "") if quota is None else (quota.places, quota.degree)


def _formulas(live: FormulaSheet, ledger: Ledger, row: int) -> Iterator[str]:
    """The formulas of a transfer: qualification-oriented places by rule, places and qualification-oriented
    ones that the giver has before it, and the check."""
    n, above = row + 1, row - 1
    first, outside = ledger.codes[0] + 1, ledger.codes[1] + 1
    codes, last = f"$A${first}:$A${outside - 1}", outside - 1
    total = outside + 1
    plan, degree = (f"SUMIFS(${c}${first}:${c}${last},{codes},$B{n})" for c in "CD")
    gone = f'OR($B{n}="",$B{n}={quoted(OUTSIDE)})'
    rule = f"IF({plan}=0,0,INT((2*$D{n}*{degree}+{plan})/(2*{plan})))"
    from_all = f"INT((2*$D{n}*$D${total}+$C${total})/(2*$C${total}))"
    yield (
        f'=IF($B{n}="","",IF($B{n}={quoted(OUTSIDE)},{from_all},MIN(MAX({rule},$D{n}-($G{n}-$H{n})),$H{n})))'
    )
    for start, amount in ((plan, "D"), (degree, "E")):
        given, got = (
            f"SUMIFS({ledger.column(amount, above)},{ledger.column(side, above)},$B{n})" for side in "BC"
        )
        yield f'=IF({gone},"",{start}-{given}+{got})'
    unknown, same, no_number, too_many = map(quoted, problem_texts(live.export.words))
    good = quoted(live.export.words.text("in Ordnung"))
    everyone = f"$A${first}:$A${outside}"
    numbers = f"OR($D{n}<1,$D{n}<>INT($D{n}),$E{n}<0,$E{n}>$D{n},$E{n}<>INT($E{n}))"
    yield (
        f'=IF(COUNTA($B{n}:$E{n})=0,"",'
        f"IF(OR(COUNTIF({everyone},$B{n})=0,COUNTIF({everyone},$C{n})=0),{unknown},"
        f"IF($B{n}=$C{n},{same},"
        f"IF(COUNT($D{n}:$E{n})<2,{no_number},"
        f"IF({numbers},{no_number},"
        f"IF($B{n}={quoted(OUTSIDE)},{good},"
        f"IF(OR($D{n}>$G{n},$E{n}>$H{n},$H{n}-$E{n}>$G{n}-$D{n}),{too_many},{good})))))))"
    )
