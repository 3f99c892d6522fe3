"""What is drawn, shown and named of many: the chosen, the highest and the lowest, and a sentence that says so."""

import math

import pandas as pd
import pytest

from kompass.briefing.workbook.exhibits import left_out
from kompass.facts import load
from kompass.figures.charts.dumbbells import Dumbbell, dumbbell_rows, rows_alt
from kompass.figures.limits import drawn, drawn_rows, shown_rows
from kompass.language import language
from tests.colours import LIGHT
from tests.made_plans import germany

DE = language("de")
FEW = {f"{n:05}": float(n) for n in range(24)}
MANY = {f"{n:05}": float(n * 7 % 400) for n in range(400)}  # each of 0 to 399 once


def test_of_few_all_are_drawn_and_nothing_is_said():
    found = drawn(FEW)
    assert found.keys == tuple(FEW)
    assert found.said(DE) == ""
    assert found.and_said("So zu lesen.", DE) == "So zu lesen."


def test_of_many_the_chosen_and_both_ends_are_drawn_in_their_order():
    found = drawn(MANY, chosen=["00100"])  # 100 × 7 mod 400 is 300: in neither end
    values = sorted(MANY[key] for key in found.keys)
    assert values == [*range(10), 300, *range(390, 400)]
    assert list(found.keys) == sorted(found.keys)
    assert "von 400 die gewählten, die 10 mit den höchsten und die 10 mit den" in found.said(DE, chosen=True)
    assert "CSV-Datei" in found.said(DE, chosen=True)


def test_what_has_no_value_is_drawn_only_if_chosen():
    without = MANY | {"00000": math.nan, "00001": math.nan}
    assert not {"00000", "00001"} & {*drawn(without).keys}
    assert "00001" in drawn(without, chosen=["00001"]).keys


def test_equal_values_are_drawn_in_the_order_given():
    same = dict.fromkeys(MANY, 1.0)
    assert drawn(same).keys == (*list(MANY)[:10], *list(MANY)[-10:])


def test_the_total_of_a_table_is_always_drawn():
    table = pd.DataFrame({"code": [*MANY, ""], "places": [*MANY.values(), 79800.0]})
    rows = drawn_rows(table, "code", "places").of(table, "code")
    assert len(rows) == 21
    assert rows["places"].iloc[-1] == 79800


@pytest.mark.parametrize(
    ("rows", "columns", "shown"), [(400, 5, 400), (401, 5, 50), (31, 90, 31), (151, 8, 151)]
)
def test_rows_of_a_table_on_a_page(rows, columns, shown):
    assert shown_rows(pd.DataFrame({"a": range(rows)}), columns) == shown


def test_names_of_many():
    assert DE.listed(["A", "B", "C"]) == "A, B und C"
    assert DE.listed([f"K{n}" for n in range(400)]) == "K0, K1, K2 u. a., zusammen 400"
    assert DE.listed([f"K{n}" for n in range(24)], commas=True).endswith("K22, K23")


def test_dumbbells_of_many_have_the_largest_changes():
    rows = [Dumbbell(f"R{n:03}", 0, n - 75, "#000000") for n in range(150)]
    picture = dumbbell_rows(rows, 200, "Plätze", "alt", LIGHT, DE, changes=True)
    assert picture.count('class="bk-dot"') == 20
    assert all(f"R{n:03}" in picture for n in (*range(10), *range(140, 150)))
    assert "R075" not in picture
    assert "von 150 die 10" in picture
    assert "R075" not in rows_alt("Titel", rows)


def test_a_workbook_of_many_districts_says_what_it_leaves_out(tmp_path):
    assert left_out(load(), DE) == []
    (said,) = left_out(load(plan=germany(tmp_path)), DE)  # sixteen institutions, 400 districts
    assert said.startswith("Von 400 Kreisen hat keiner ein eigenes Blatt")
