"""The worksheets on comparison keys and on places per 1,000, as formulas on the result worksheet."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from kompass.briefing.workbook.cells import bounded_format, number_format
from kompass.briefing.workbook.formula_sheet import COUNT, ONE, FormulaSheet
from kompass.briefing.workbook.references import KeyCells, ResultCells
from kompass.briefing.workbook.sheet import set_height
from kompass.figures.simulator.bases import bases
from kompass.figures.simulator.scenario_map import density_table
from kompass.figures.unemployment.unemployed import place_table
from kompass.language import N_, Language
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.precision import APPROXIMATE, span

WEIGHT = "General"  # Excel's default number format
KEY_WIDTH, PURPOSE_WIDTH = 36.0, 60.0  # characters


def write_distances(live: FormulaSheet, where: ResultCells) -> KeyCells:
    """Write a row per key: weights, places according to the key, distance in places. Returns the cell
    references."""
    t, codes, scenario = live.export.words.text, where.codes, live.export.chosen.scenario
    count = len(codes)
    live.begin(
        (KEY_WIDTH, *[12.0] * (2 * count + 2), 13.0, 13.0, PURPOSE_WIDTH, 16.0, 16.0),
        t(
            "Nach dem Schlüssel = Summe der Plätze × eigenes Gewicht ÷ alle Gewichte. Abstand = die Hälfte "
            "der Summe aller Unterschiede, ohne Vorzeichen. Wer kein Gewicht hat, zählt nicht mit. "
            "Jeder Schlüssel ist ein Vergleich, keiner ein Maßstab. „rund“: Die Zahlen hinter dem Schlüssel sind "
            "gerundet; die Spanne gilt für Plan und Szenario, wie sie beim Laden der Mappe waren."
        ),
    )
    head = live.row
    live.headings(
        head,
        (
            t("Verteilungsschlüssel"),
            *(t("Gewicht {code}", code=code) for code in codes),
            t("alle Gewichte"),
            t("Plätze der Gewichteten"),
            *(t("{code} nach dem Schlüssel", code=code) for code in codes),
            t("Abstand im Plan, Plätze"),
            t("Abstand im Szenario, Plätze"),
            t("Wofür die Größe gemacht ist"),
            t("Spanne im Plan, Plätze"),
            t("Spanne im Szenario, Plätze"),
        ),
        left=(0, 2 * count + 5),
    )
    live.sheet.set_row(head, 46)
    for offset, (label, cell, quotas) in enumerate(
        (
            (t("Plan, Plätze"), where.plan, scenario.plan.quotas),
            (t("Szenario, Plätze"), where.places, scenario.quotas),
        ),
        start=1,
    ):
        live.write(head + offset, 0, label, bold=True)
        for column, code in enumerate(codes, start=1):
            live.formula(head + offset, column, f"={cell(code)}", quotas[code].places, bold=True)
    rows: dict[str, int] = {}
    for row, key in enumerate((*live.export.chosen.keys, *live.export.chosen.own_keys), start=head + 3):
        _write_key(live, row, head, key, codes)
        rows[key.key_id] = row
    live.sheet.freeze_panes(head + 3, 1)
    live.end(head)
    return KeyCells(live.sheet.get_name(), rows, codes)


def _write_key(live: FormulaSheet, row: int, head: int, key: Key, codes: tuple[str, ...]) -> None:
    """Write the row of a key; ``head`` is the header row."""
    t, scenario, count, n = live.export.words.text, live.export.chosen.scenario, len(codes), row + 1
    first, last = "B", xl_col_to_name(count)
    plan, places = (f"${first}${line}:${last}${line}" for line in (head + 2, head + 3))
    weights = f"${first}{n}:${last}{n}"
    all_weights, counted = f"${xl_col_to_name(count + 1)}{n}", f"${xl_col_to_name(count + 2)}{n}"
    counted_places = sum(scenario.quotas[code].places for code in key.weights)
    targets, words = key.target_bounds(counted_places), live.export.words
    weight_format = _weight_format(key, words)
    live.write(row, 0, t(key.label))
    for column, code in enumerate(codes, start=1):
        weight = key.weights.get(code)
        live.typed(row, column, None if weight is None else float(weight), weight_format)
        cell = f"{xl_col_to_name(column)}{n}"
        formula = f'=IF(ISNUMBER({cell}),{counted}*{cell}/{all_weights},"")'
        if code in targets:
            num_format = bounded_format(targets[code], 1, words)
            live.formula(row, count + 2 + column, formula, float(targets[code].value), num_format)
        else:
            live.formula(row, count + 2 + column, formula, "", ONE)
    live.formula(row, count + 1, f"=SUM({weights})", float(sum(key.weights.values())), weight_format)
    live.formula(row, count + 2, f"=SUMPRODUCT(ISNUMBER({weights})*{places})", counted_places)
    for column, quotas, result in (
        (2 * count + 3, plan, key.bounds(scenario.plan.quotas)),
        (2 * count + 4, places, key.bounds(scenario.quotas)),
    ):
        total = f"SUMPRODUCT(ISNUMBER({weights})*{quotas})"
        formula = f"=SUMPRODUCT(ISNUMBER({weights})*ABS({quotas}-{total}*{weights}/{all_weights}))/2"
        live.formula(row, column, formula, float(result.value), bounded_format(result, 1, words), bold=True)
        if result.reach > 1:
            live.write(row, column + 3, span(result, words), align="right")
    live.write(row, 2 * count + 5, t(key.purpose))
    set_height(live.sheet, row, ((t(key.label), KEY_WIDTH), (t(key.purpose), PURPOSE_WIDTH)))


def _weight_format(key: Key, words: Language) -> str:
    """The number format of a key's weights: "rund" for rounded ones, three decimals for a mix."""
    if key.precision != APPROXIMATE:
        return WEIGHT
    if not key.boxes:
        return number_format(3, before=words.text("rund {number}", number=""))
    return bounded_format(next(iter(key.counted().values())), 0, words)


def write_density(live: FormulaSheet, where: ResultCells) -> dict[tuple[str, str], str]:
    """Write places per 1,000 people by district and base, and per 1,000 unemployed by legal scope. Returns
    the cells with the number of people, by area and label."""
    counts: dict[tuple[str, str], str] = {}
    t, scenario = live.export.words.text, live.export.chosen.scenario
    plan = Scenario(scenario.plan)
    live.begin(
        (30.0, 40.0, 16.0, 16.0, 14.0, 14.0, 14.0, 14.0),
        t(
            "Je 1.000 = 1.000 × Plätze ÷ Menschen. In einem Kreis zählen die Plätze seines Jobcenters, "
            "ohne die der Agentur für Arbeit, die in allen Kreisen arbeitet."
        ),
    )
    head = live.row
    live.headings(
        head,
        (
            t("Gebiet"),
            t("Menschen"),
            t("Institutionen"),
            t("Zahl der Menschen"),
            t("Plan, Plätze"),
            t("Szenario, Plätze"),
            t("Plan, je 1.000"),
            t("Szenario, je 1.000"),
        ),
        left=(0, 1, 2),
    )
    live.sheet.set_row(head, 32)
    row = head + 1
    for base in bases(live.export.facts):
        for density in density_table(live.export.facts, scenario, plan, base).itertuples():
            place = (density.name, t(base.label), density.base, (density.code,))
            num_formats = [
                bounded_format(b, 2, live.export.words) for b in (density.before_bounds, density.after_bounds)
            ]
            people_format = bounded_format(density.base_bounds, 0, live.export.words)
            counts[density.name, t(base.label)] = _count_cell(live, row)
            _write_density(
                live, row, where, place, (density.before, density.after), (people_format, *num_formats)
            )
            row += 1
    before = place_table(live.export.facts, plan).set_index("law")
    laws = live.export.facts["institutions"].groupby("legal_scope")["code"].agg(tuple)
    for density in place_table(live.export.facts, scenario).itertuples():
        codes = tuple(code for code in where.codes if code in laws[density.law])
        people = (density.law, t(N_("Arbeitslose des Rechtskreises")), density.unemployed, codes)
        counts[density.law, people[1]] = _count_cell(live, row)
        _write_density(
            live,
            row,
            where,
            people,
            (before.at[density.law, "per_1000"], density.per_1000),
            (COUNT, number_format(2), number_format(2)),
        )
        row += 1
    live.sheet.freeze_panes(head + 1, 0)
    live.end(head)
    return counts


def _count_cell(live: FormulaSheet, row: int) -> str:
    """The reference of the cell with the number of people."""
    return f"'{live.sheet.get_name()}'!$D${row + 1}"


def _write_density(
    live: FormulaSheet,
    row: int,
    where: ResultCells,
    people: tuple[str, str, float, tuple[str, ...]],
    results: tuple[float, float],
    num_formats: tuple[str, ...],
) -> None:
    """Write one row. ``people``: area, label, number, institutions; ``results``: places per 1,000 in plan and
    scenario; ``num_formats``: number formats of the people and both results."""
    area, who, count, codes = people
    scenario = live.export.chosen.scenario
    for column, text in enumerate((area, who, " + ".join(codes))):
        live.write(row, column, text)
    live.typed(row, 3, float(count), num_formats[0])
    sides = ((where.plan, scenario.plan.quotas), (where.places, scenario.quotas))
    for column, (cell, quotas) in enumerate(sides, start=4):
        formula = "=" + "+".join(cell(code) for code in codes)
        live.formula(row, column, formula, sum(quotas[code].places for code in codes), COUNT)
    for column, amount, result, num_format in zip((6, 7), "EF", results, num_formats[1:], strict=True):
        formula = f'=IF($D{row + 1}=0,"",1000*{amount}{row + 1}/$D{row + 1})'
        live.formula(row, column, formula, result, num_format, bold=True)
