"""The scenario as formulas, recalculated by LibreOffice: what a controller types gives what the server answers."""

from io import BytesIO

import openpyxl
import pytest

from kompass.api import scenario_document
from kompass.briefing.xlsx import make_workbook
from kompass.places.keys import comparison_keys
from kompass.places.plan import plan_of
from kompass.places.text import scenario_from_text
from tests.office.office import convert
from tests.office.ordering import FACTS, order

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
MADE = "2026~AA-HS.100.25~EXT-DN.20.5~HS-AC.400.130"


def find(sheet, text, column=1):
    """The row with this text."""
    return next(row for row in range(1, 80) if sheet.cell(row, column).value == text)


def only_live(content):
    """The computing sheets of a workbook, without results."""
    workbook, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    for name in workbook.sheetnames:
        if name not in (MAIN, KEYS, DENSITY):
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
    made = make_workbook(order(MADE))
    bare, moved = only_live(make_workbook(order())), only_live(made)
    cases = {name: (bare, steps) for name, steps in TYPED.items()}
    cases["wrong"] = (bare, tuple(step for step, _ in WRONG))
    cases["made"] = (moved, ())
    paths = [typed(live, there / f"{name}.xlsx", steps) for name, (live, steps) in cases.items()]
    books = [openpyxl.load_workbook(path, data_only=True) for path in convert(paths, "xlsx", back)]
    return dict(zip(cases, books, strict=True)) | {"kept": made}


def answer(steps):
    text = "~".join(["2026", *(f"{a}-{b}.{n}.{d}" for a, b, n, d in steps)])
    return scenario_document(FACTS, scenario_from_text(plan_of(FACTS), text), comparison_keys(FACTS))


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


def test_results_that_programs_show_without_computing_are_those_computed(recalculated, tmp_path):
    path = tmp_path / "made.xlsx"
    path.write_bytes(recalculated["kept"])
    kept = openpyxl.load_workbook(path, data_only=True)
    compared = 0
    for name in (MAIN, KEYS, DENSITY):
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
