"""The scenario as formulas, recalculated by LibreOffice: what a controller types gives what the server answers."""

import re
from io import BytesIO
from numbers import Real
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from kompass.api.routes import scenario_document
from kompass.briefing.workbook.cells import heading
from kompass.briefing.workbook.exhibits import workbook_tables
from kompass.briefing.workbook.live_tables import has_formulas
from kompass.briefing.workbook.workbook import make_workbook, sheet_names
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from tests.office.exporting import FACTS, export
from tests.office.office import convert

MAIN, KEYS, DENSITY = "Szenario rechnen", "Schlüssel rechnen", "Plätze je 1.000 rechnen"
# Typed into the ledger of a workbook of the bare plan.
TYPED = {
    "plan": (),
    "one": (("AA", "HS", 100, 25),),
    "several": (("AA", "HS", 100, 25), ("EXT", "DN", 20, 5), ("HS", "AC", 400, 130), ("AC", "EXT", 7, 0)),
    "all": (("DN", "AC", 300, 80),),
}
# What cannot be, and how the sheet says so: in the row of the step.
WRONG = (
    (("AA", "XX", 10, 1), "Kürzel unbekannt"),
    (("AA", "AA", 10, 1), "dieselbe Institution"),
    (("AA", "HS", 2.5, 1), "keine Platzzahl"),
    (("AA", "HS", "viele", 1), "keine Platzzahl"),
    (("DN", "HS", 301, 80), "mehr als vorhanden"),
    (("DN", "HS", 100, 81), "mehr als vorhanden"),
    (("AC", "HS", 10, 3), "in Ordnung"),
)
# How else the scenario can be looked at when the workbook is made; then the transfers are typed over.
FIRST = "2026~AA-HS.1.0"
LOOKED_AT = {
    "a key as baseline, residents": (("basis", "key.population"), ("masszahl", "population")),
    "a kept baseline, split, own keys": (
        ("v", "A|2026~AC-HS.30.9"),
        ("basis", "v.A"),
        ("aufteilung", "unemployed"),
        ("masszahl", "employees"),
        ("mix", "population.3~unemployed.1"),
        ("eigen", "x~y~AA-3~AC-1~DN-2~HS-2"),
    ),
}
MADE = "2026~AA-HS.100.25~EXT-DN.20.5~HS-AC.400.130"


def find(sheet, text, column=1):
    """The row with this text."""
    return next(row for row in range(1, 80) if sheet.cell(row, column).value == text)


def only_live(content):
    """The sheets of a workbook that compute, without results."""
    workbook, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    for name in workbook.sheetnames:
        if not any(cell.data_type == "f" for row in workbook[name].iter_rows() for cell in row):
            del workbook[name]
    workbook.save(out)
    return out


def typed(live, path, steps):
    """A file of these sheets with steps typed in."""
    workbook = openpyxl.load_workbook(live)
    sheet = workbook[MAIN]
    first = find(sheet, "Nr.") + 1
    for row, step in enumerate(steps, start=first):
        for column, value in enumerate(step, start=2):
            sheet.cell(row, column).value = value
    workbook.save(path)
    return path


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory):
    """Every case by its name, computed in one run of LibreOffice."""
    there, back = tmp_path_factory.mktemp("typed"), tmp_path_factory.mktemp("computed")
    made = make_workbook(export(MADE))
    bare, moved = only_live(make_workbook(export())), only_live(made)
    cases = {name: (bare, steps) for name, steps in TYPED.items()}
    for name, further in LOOKED_AT.items():
        cases[name] = (only_live(make_workbook(export(FIRST, *further))), TYPED["several"])
    cases["wrong"] = (bare, tuple(step for step, _ in WRONG))
    cases["made"] = (moved, ())
    paths = [typed(live, there / f"{name}.xlsx", steps) for name, (live, steps) in cases.items()]
    books = [openpyxl.load_workbook(path, data_only=True) for path in convert(paths, "xlsx", back)]
    return dict(zip(cases, books, strict=True)) | {"kept": made}


def text_of(steps):
    return "~".join(["2026", *(f"{a}-{b}.{n}.{d}" for a, b, n, d in steps)])


def answer(steps):
    return scenario_document(
        FACTS, scenario_from_text(plan_of(FACTS), text_of(steps)), comparison_keys(FACTS)
    )


@pytest.mark.parametrize("name", TYPED)
def test_the_institutions_have_what_the_server_answers(recalculated, name):
    sheet, expected = recalculated[name][MAIN], answer(TYPED[name])
    for code, own in expected["institutions"].items():
        row = [cell.value for cell in sheet[find(sheet, code)]]
        assert (row[6], row[11], row[7]) == (own["places"], own["degree"], own["change"])
        assert row[8] == pytest.approx(100 * own["share"], abs=1e-3)
        rate = own["degree_rate"]
        assert row[13] in (None, "") if rate is None else row[13] == pytest.approx(100 * rate, abs=1e-3)
        assert row[14] == "in Ordnung"
    total = [cell.value for cell in sheet[find(sheet, "alle", 2)]]
    assert (total[6], total[11]) == (expected["total"], expected["degree_total"])


@pytest.mark.parametrize("name", TYPED)
def test_nothing_is_open(recalculated, name):
    sheet = recalculated[name][MAIN]
    row = find(sheet, "Plan + von außen − nach außen − Szenario", 2)
    assert (sheet.cell(row, 7).value, sheet.cell(row, 12).value, sheet.cell(row + 1, 7).value) == (0, 0, 0)
    assert sheet.cell(row, 7).number_format.startswith('#,##0" offen"')


@pytest.mark.parametrize("name", TYPED)
def test_the_distance_to_each_key_is_what_the_server_answers(recalculated, name):
    expected = answer(TYPED[name])
    distances = expected["distance_to_key"] | expected["distance_to_further_key"]
    sheet = recalculated[name][KEYS]
    for key in comparison_keys(FACTS):
        row = [cell.value for cell in sheet[find(sheet, key.label)]]
        assert row[12] == pytest.approx(distances[key.key_id], abs=1e-6)


def test_the_distances_of_the_plan_are_those_worked_by_hand(recalculated):
    sheet = recalculated["one"][KEYS]
    labels = {key.key_id: key.label for key in comparison_keys(FACTS)}
    by_hand = {"population": 62.7, "unemployed": 111.6, "sgb2_rule": 128.8, "fbw_participants": 177.0}
    for key_id, places in by_hand.items():
        assert round(sheet.cell(find(sheet, labels[key_id]), 12).value, 1) == places


def test_a_key_of_rounded_figures_says_so_and_tells_its_limits(recalculated):
    sheet = recalculated["one"][KEYS]
    labels = {key.key_id: key.label for key in comparison_keys(FACTS)}
    for key_id, shown, limits in (
        ("population", "#,##0.0", None),
        ("employees", '"rund\xa0"#,##0', "125 bis 133"),
        ("employment_gap", '"rund\xa0"#,##0', "206 bis 251"),
    ):
        row = find(sheet, labels[key_id])
        assert sheet.cell(row, 12).number_format.startswith(shown)
        assert sheet.cell(row, 15).value == limits


@pytest.mark.parametrize("name", TYPED)
def test_places_per_1000_are_what_the_server_answers(recalculated, name):
    expected, sheet = answer(TYPED[name]), recalculated[name][DENSITY]
    names = FACTS["districts"].set_index("ags")["name"]
    for ags, own in expected["districts"].items():
        row = find(sheet, names[ags])  # the first of the district: its unemployed
        assert sheet.cell(row, 8).value == pytest.approx(own["per_1000"]["unemployed"], abs=1e-6)
    for law, own in expected["legal_scopes"].items():
        assert sheet.cell(find(sheet, law), 8).value == pytest.approx(own["per_1000"], abs=1e-6)


def test_what_cannot_be_is_told_in_its_row(recalculated):
    sheet = recalculated["wrong"][MAIN]
    first = find(sheet, "Nr.") + 1
    told = [sheet.cell(first + n, 9).value for n in range(len(WRONG))]
    assert told == [text for _, text in WRONG]
    row = find(sheet, "Umbuchungen, die nicht möglich sind", 2)
    assert sheet.cell(row, 7).value == len(WRONG) - 1


def test_degree_oriented_places_by_rule_are_those_of_the_simulator(recalculated):
    # Worked by hand: 100 × 573 / 2,269 = 25.25; 20 × 954 / 3,508 = 5.44; of HS 400 × 129 / 353 = 146.2, it holds 154.
    sheet = recalculated["several"][MAIN]
    first = find(sheet, "Nr.") + 1
    assert [sheet.cell(first + n, 6).value for n in range(3)] == [25, 5, 146]


def following(context):
    """Every table of the scenario that is formulas, by the name of its sheet."""
    tables = [
        one for one in workbook_tables(context) if one.of_scenario and has_formulas(one.first.name, context)
    ]
    return dict(zip(sheet_names([one.name for one in tables], []), tables, strict=True))


def rows_of(sheet, shown):
    """The rows of a table on its sheet."""
    texts = [heading(column) for column in shown.columns]
    head = next(n for n in range(1, 30) if [sheet.cell(n, c + 1).value for c in range(len(texts))] == texts)
    names = [column.name.removesuffix("_text") for column in shown.columns]
    return [
        dict(zip(names, [sheet.cell(head + n, c + 1).value for c in range(len(names))], strict=True))
        for n in range(1, len(shown.table) + 1)
    ]


@pytest.mark.parametrize(
    ("name", "steps", "further"),
    [
        *((name, steps, ()) for name, steps in TYPED.items()),
        *((name, TYPED["several"], further) for name, further in LOOKED_AT.items()),
    ],
    ids=[*TYPED, *LOOKED_AT],
)
def test_every_table_of_the_scenario_follows_a_change_of_transfers(recalculated, name, steps, further):
    """Typed into the workbook, transfers give on each sheet what the pages show for them: no second truth."""
    context = export(text_of(steps), *further).context
    tables, compared = following(context), 0
    assert len(tables) == 7
    for title, one in tables.items():
        found, shown = rows_of(recalculated[name][title], one.first), one.first
        expected = shown.table.to_dict("records")
        if {"giver", "taker"} <= set(shown.table):  # a row per pair, in the order of the first scenario
            moved = {(r["giver_name"], r["taker_name"]): r["places"] for r in found if r["places"]}
            assert moved == {(r["giver_name"], r["taker_name"]): r["places"] for r in expected if r["places"]}
            compared += len(moved)
            continue
        for row, wanted in zip(found, expected, strict=True):
            for column, value in row.items():
                right = wanted[column] if column in wanted else wanted[f"{column}_text"]
                if isinstance(value, int | float) and isinstance(right, Real):
                    compared += 1
                    assert value == pytest.approx(float(right), abs=1e-6), f"{title}: {column}"
                elif right is None or pd.isna(right):
                    assert value == "nicht ausgewiesen", f"{title}: {column}"
    assert compared > 100


def test_the_places_of_each_sheet_are_those_worked_by_hand(recalculated):
    # AA gives HS 100. By residents the 1,339 places of AC, DN, HS would be 693.0, 332.3, 313.7: HS has 139.3 too many.
    book = recalculated["one"]
    outcome = {
        row["code"]: row for row in rows_of(book["Simulator"], following(export().context)["Simulator"].first)
    }
    assert [outcome[c]["places"] for c in ("AA", "AC", "DN", "HS")] == [2169, 586, 300, 453]
    assert [outcome[c]["change"] for c in ("AA", "AC", "DN", "HS")] == [-100, 0, 0, 100]
    assert outcome["HS"]["change_pct"] == pytest.approx(100 * (453 / 353 - 1))
    keys = rows_of(book["Nähe zu Schlüsseln"], following(export().context)["Nähe zu Schlüsseln"].first)
    assert round(keys[0]["after"], 1) == 139.3
    flows = rows_of(book["Wer gab wem"], following(export().context)["Wer gab wem"].first)
    assert [(r["giver_name"][:2], r["taker_name"][:2], r["places"]) for r in flows if r["places"]] == [
        ("AA", "HS", 100)
    ]


def test_charts_are_drawn_from_cells_that_follow():
    asked = export()
    content = make_workbook(asked)
    book = openpyxl.load_workbook(BytesIO(content))
    titles = set(following(asked.context))
    with ZipFile(BytesIO(content)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    drawn = 0
    for chart in charts:
        for sheet, cells in re.findall(r"<c:val><c:numRef><c:f>'?([^'!]+)'?!([^<]+)</c:f>", chart):
            if sheet in titles:
                drawn += 1
                assert all(c.data_type == "f" for row in book[sheet][cells.replace("$", "")] for c in row)
    assert drawn >= 3


def test_what_does_not_follow_says_so_with_its_date():
    asked = export(
        "2026~AA-HS.100.25", ("annahme", "qa-60~qs-40~ka-9000~ks-4000~sp-20"), ("v", "A|2026~AC-HS.30.9")
    )
    book = openpyxl.load_workbook(BytesIO(make_workbook(asked)))
    tables = workbook_tables(asked.context)
    for one, sheet in zip(tables, book.worksheets[-len(tables) :], strict=True):
        texts = [str(c.value) for row in sheet.iter_rows(max_row=12) for c in row if c.value]
        formulas = [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        marked = [text for text in texts if text.startswith("Stand beim Erstellen, 26.11.2026, 18:30 Uhr")]
        if one.of_scenario:
            assert bool(formulas) != bool(marked), sheet.title
            assert f"Stand beim Erstellen: {one.first.title}" in texts
        else:
            assert not formulas
            assert not marked


def test_no_other_table_depends_on_transfers():
    """What changes with a transfer is on the sheets of the scenario, which follow or are marked."""
    one, other = (
        workbook_tables(export(text).context) for text in ("2026~AA-HS.100.25", "2026~AC-DN.50.3~EXT-HS.9.1")
    )
    still = {o.name: o.first for o in one if not o.of_scenario}
    assert len(still) > 40
    for again in (o for o in other if not o.of_scenario):
        names = [column.name for column in again.first.columns]
        assert again.first.table[names].equals(still[again.name].table[names])


def test_results_that_programs_show_without_computing_are_those_computed(recalculated, tmp_path):
    path = tmp_path / "made.xlsx"
    path.write_bytes(recalculated["kept"])
    kept = openpyxl.load_workbook(path, data_only=True)
    compared = 0
    for name in recalculated["made"].sheetnames:
        for row in recalculated["made"][name].iter_rows():
            for cell in row:
                value = kept[name][cell.coordinate].value
                assert not str(cell.value).startswith("#")
                if isinstance(cell.value, int | float):
                    compared += 1
                    assert value == pytest.approx(cell.value, abs=1e-9), f"{name}!{cell.coordinate}"
                else:
                    assert (value or "") == (cell.value or ""), f"{name}!{cell.coordinate}"
    assert compared > 200
