"""The reader of ``data/``: what it hands out, and how it refuses a broken package."""

import csv
import json
import re
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest

from kompass.facts import load
from kompass.facts_checks import FactsError
from kompass.facts_files import DATA_DIR, DEFAULT_PLAN

ROOT = DATA_DIR.parent
FACTS = load()


@pytest.fixture
def data(tmp_path):
    """A copy of the data package to break."""
    return Path(shutil.copytree(DATA_DIR, tmp_path / "data"))


def file_of(table, data=DATA_DIR):
    """The CSV file of a table, of the plan or shared."""
    (path,) = (r["path"] for r in FACTS.package["resources"] if r["name"] == table)
    return data / path


def rewrite(path, change):
    """Change the rows of a CSV file, header included, in place."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def cell(row, column, value):
    """A change of one cell; ``row`` is the line in the file, the header being 1."""

    def change(rows):
        rows[row - 1][rows[0].index(column)] = value

    return change


def repeat(row):
    return lambda rows: rows.append(list(rows[row - 1]))


def refusal(data):
    with pytest.raises(FactsError) as caught:
        load(data)
    text = str(caught.value)
    assert "\n" not in text
    assert not re.search(r"\{[a-z_]+\}", text)  # every field of the message is filled
    return text


# ---------------------------------------------------------------- a good package


@pytest.mark.slow
def test_a_good_copy_loads_with_the_same_tables(data):
    copy = load(data)
    assert list(copy) == list(FACTS)
    for name in FACTS:
        pd.testing.assert_frame_equal(copy[name], FACTS[name])


def test_every_csv_file_is_a_table_and_every_table_a_file():
    files = [
        path.stem for folder in (DATA_DIR, DATA_DIR / "plans" / DEFAULT_PLAN) for path in folder.glob("*.csv")
    ]
    assert sorted(files) == sorted(FACTS)


def test_it_reads_once(data):
    first = load(data)
    shutil.rmtree(data)
    assert load(data) is first


@pytest.mark.parametrize(
    ("table", "column", "dtype"),
    [
        ("quotas", "places", "Int64"),
        ("indicators", "value", "float64"),
        ("municipalities", "listed_in_plan", "bool"),
        ("districts", "ags", "str"),
    ],
)
def test_columns_have_the_types_of_the_schema(table, column, dtype):
    assert str(FACTS[table][column].dtype) == dtype


def test_a_missing_text_is_empty_and_a_missing_number_is_missing():
    assert (FACTS["quotas"]["institution"] == "").sum() == 1
    forecasts = FACTS["forecasts"]
    assert forecasts["value"].isna().any()
    assert not forecasts["statement"].isna().any()


def test_leading_zeros_of_keys_are_kept():
    assert list(FACTS["districts"]["ags"]) == ["05334", "05358", "05370"]
    assert FACTS["municipalities"]["ags"].str.fullmatch(r"05\d{6}").all()


def test_changing_a_table_changes_nothing():
    table = FACTS["quotas"]
    table.loc[0, "places"] = 1
    table["new"] = 0
    assert FACTS["quotas"].loc[0, "places"] == 2269
    assert "new" not in FACTS["quotas"]


def test_changing_a_record_changes_nothing():
    dict(FACTS.record("districts", ags="05334"))["name"] = "anders"
    assert FACTS.record("districts", ags="05334")["name"] == "Städteregion Aachen"


def test_the_facts_are_frozen():
    with pytest.raises(FrozenInstanceError):
        FACTS._tables = {}
    with pytest.raises(TypeError):
        FACTS._tables["quotas"] = pd.DataFrame()
    with pytest.raises(TypeError):
        FACTS.package["version"] = "9"
    with pytest.raises(FrozenInstanceError):
        FACTS.fact("05334", "population").value = 1


def test_an_unknown_table_is_a_key_error():
    with pytest.raises(KeyError):
        FACTS["nirgends"]


# ---------------------------------------------------------------- record, fact, notes


def test_record_gives_the_one_row():
    row = FACTS.record("quotas", plan_year=2026, institution="HS", kind="fbw")
    assert (row["places"], row["degree_oriented"]) == (353, 129)


@pytest.mark.parametrize("key", [{"ags": "00000"}, {}], ids=["none", "several"])
def test_record_refuses_none_and_several(key):
    with pytest.raises(KeyError):
        FACTS.record("districts", **key)


def test_fact_carries_all_it_owes_its_reader():
    fact = FACTS.fact("05358", "employees")
    assert (fact.value, fact.qualifier, fact.precision, fact.kind) == (
        91_000,
        "knapp",
        "approximate",
        "official",
    )
    assert (fact.as_of, fact.period, fact.source_id) == ("2024-12-31", "day", "plan2026")
    assert "Abschnitt 5" in fact.locator


def test_fact_takes_the_latest_unless_told():
    dated = FACTS["indicators"].query("region_id == '05358' and indicator_id == 'unemployed'")
    assert len(dated) > 1
    assert FACTS.fact("05358", "unemployed").as_of == dated["as_of"].max()
    assert FACTS.fact("05358", "unemployed", as_of="2025-04").value == 11_384


def test_fact_by_category_and_by_source():
    assert FACTS.fact("00", "ai_not_used_share", "men").value == 30.7
    assert FACTS.fact("05358", "unemployed", as_of="2025", source_id="ja2025").value == 11_324


@pytest.mark.parametrize(
    ("key", "more"),
    [
        (("05334", "unheard_of"), {}),
        (("99999", "population"), {}),
        (("05334", "population", "women"), {}),
        (("05334", "population"), {"as_of": "1999"}),
        (("05334", "population"), {"source_id": "ja2025"}),
    ],
)
def test_what_is_not_reported_is_a_key_error_and_no_zero(key, more):
    with pytest.raises(KeyError):
        FACTS.fact(*key, **more)


def test_notes_stand_at_the_rows_they_touch():
    niederzier = FACTS.record("municipalities", ags="05358048")
    assert any("Niederzier fehlt" in note for note in FACTS.notes("municipalities", niederzier))
    aachen = FACTS.record("municipalities", ags="05334002")
    assert FACTS.notes("municipalities", aachen) == []
    assert FACTS.notes("quotas", niederzier) == []


def test_a_note_can_touch_a_boolean():
    rows = FACTS["employment_changes"].query("trait == 'nationality'")
    bold, plain = rows[rows["highlighted"]].iloc[0], rows[~rows["highlighted"]]
    about_bold = [n for n in FACTS.notes("employment_changes", bold) if "Fett" in n]
    assert about_bold
    for _, row in plain.iterrows():
        assert not set(about_bold) & set(FACTS.notes("employment_changes", row))


# ---------------------------------------------------------------- broken packages

BROKEN = {
    # change of one table -> what the message must name
    "wrong type, integer": (
        "quotas",
        cell(3, "places", "viele"),
        ("quotas", "Zeile 3", "places", "„viele“", "eine ganze Zahl"),
    ),
    "wrong type, number": (
        "indicators",
        cell(2, "value", "1.125.000"),
        ("indicators", "Zeile 2", "value", "„1.125.000“", "eine Zahl"),
    ),
    "wrong type, boolean": (
        "municipalities",
        cell(4, "listed_in_plan", "vielleicht"),
        ("municipalities", "Zeile 4", "listed_in_plan", "ja oder nein"),
    ),
    "wrong type, date": (
        "plans",
        cell(2, "as_of", "25.11.2025"),
        ("plans", "Zeile 2", "as_of", "„25.11.2025“", "ein Tag"),
    ),
    "not a number": ("indicators", cell(2, "value", "nan"), ("indicators", "Zeile 2", "value")),
    "a digit for yes": (
        "municipalities",
        cell(4, "listed_in_plan", "1"),
        ("municipalities", "Zeile 4", "listed_in_plan"),
    ),
    "missing value": ("indicators", cell(5, "value", ""), ("indicators", "Zeile 5", "value", "leer")),
    "outside the enum": (
        "institutions",
        cell(2, "legal_scope", "SGB IV"),
        ("institutions", "Zeile 2", "legal_scope", "SGB III"),
    ),
    "below the minimum": (
        "quotas",
        cell(3, "places", "-1"),
        ("quotas", "Zeile 3", "places", "„-1“", "mindestens 0"),
    ),
    "pattern": ("districts", cell(2, "ags", "5334"), ("districts", "Zeile 2", "ags", "„5334“", "die Form")),
    "unknown institution": (
        "quotas",
        cell(3, "institution", "XX"),
        ("quotas", "Zeile 3", "institution", "XX"),
    ),
    "unknown source": (
        "quotas",
        cell(4, "source_id", "nirgends"),
        ("quotas", "Zeile 4", "source_id", "nirgends"),
    ),
    "unknown pair of keys": (
        "employment_changes",
        cell(2, "category", "ghost"),
        ("employment_changes", "Zeile 2", "category", "ghost"),
    ),
    "more than any number": (
        "quotas",
        cell(3, "places", "9" * 19),
        ("quotas", "Zeile 3", "places", "„9999999999999999999“", "eine ganze Zahl"),
    ),
    "duplicate key": ("districts", repeat(2), ("districts", "Zeile 5", "ags")),
    "duplicate key of several columns": ("indicators", repeat(2), ("indicators", "Zeile", "schon einmal")),
    "semicolons": (
        "quotas",
        lambda rows: rows.__setitem__(slice(None), [[";".join(row)] for row in rows]),
        ("quotas", "institution", "Spalte fehlt"),
    ),
    "blank row": ("quotas", lambda rows: rows.append([]), ("quotas", "Zeile 7", "Zeile ist leer")),
    "a cell too many": ("quotas", lambda rows: rows[2].append("x"), ("quotas", "Zeile 3", "mehr Zellen")),
    "renamed column": ("quotas", cell(1, "places", "plaetze"), ("quotas", "places", "plaetze")),
    "places do not add up": (
        "quotas",
        cell(2, "places", "2268"),
        ("quotas", "places", "3507", "3508", "fbw"),
    ),
    "degrees do not add up": (
        "quotas",
        cell(3, "degree_oriented", "171"),
        ("quotas", "degree_oriented", "953", "954", "fbw"),
    ),
    "a quota is missing": ("quotas", lambda rows: rows.pop(2), ("quotas", "places", "2922", "3508")),
    "no quota at all": ("quotas", lambda rows: rows.__delitem__(slice(1, None)), ("quotas", "0", "3508")),
    "the total is another": (
        "quota_totals",
        cell(2, "places", "3509"),
        ("quotas", "Zeile 2", "3508", "3509"),
    ),
    "more degrees than places": (
        "quotas",
        cell(4, "degree_oriented", "301"),
        ("quotas", "Zeile 4", "degree_oriented", "301", "300"),
    ),
    "note on a missing row": (
        "source_notes",
        cell(2, "key", "ags=99999999"),
        ("source_notes", "Zeile 2", "key", "ags=99999999"),
    ),
    "note on a missing column": (
        "source_notes",
        cell(3, "key", "farbe=rot"),
        ("source_notes", "Zeile 3", "key", "farbe=rot"),
    ),
    "note on a missing table": (
        "source_notes",
        cell(4, "table", "gespenster"),
        ("source_notes", "Zeile 4", "gespenster"),
    ),
}


@pytest.fixture(scope="module")
def few_tables(tmp_path_factory):
    """A data package of the tables broken here, of what their keys point to, and of the notes on them: a fault is
    found no otherwise than in all of it, only sooner."""
    resources = {r["name"]: r for r in FACTS.package["resources"]}
    wanted, todo = set(), {table for table, *_ in BROKEN.values()}
    while todo:
        wanted |= todo
        keys = (key for name in todo for key in resources[name]["schema"].get("foreignKeys", ()))
        todo = {key["reference"]["resource"] for key in keys} - wanted - {""}
    folder = tmp_path_factory.mktemp("few")
    package = {**FACTS.package, "resources": [resources[name] for name in sorted(wanted)]}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    for name in wanted:
        file_of(name, folder).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file_of(name), file_of(name, folder))

    def drop_other_notes(rows):
        rows[1:] = [row for row in rows[1:] if row[rows[0].index("table")] in wanted]

    rewrite(file_of("source_notes", folder), drop_other_notes)
    assert set(load(folder)) == wanted
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("table", "change", "named"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_refused_by_name(few_tables, tmp_path, table, change, named):
    data = Path(shutil.copytree(few_tables, tmp_path / "data"))
    rewrite(file_of(table, data), change)
    text = refusal(data)
    for word in named:
        assert word in text


def test_a_missing_file_is_refused_by_name(data):
    file_of("quotas", data).unlink()
    assert re.search(r"quotas.*data/plans/aachen-dueren-2026/quotas\.csv fehlt", refusal(data))


def test_an_empty_file_is_refused_by_name(data):
    file_of("districts", data).write_bytes(b"")
    assert "districts" in refusal(data)


def test_a_file_in_another_encoding_is_refused_by_name(data):
    path = file_of("districts", data)
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))
    assert "districts" in refusal(data)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "{",
        "{}",
        "[]",
        json.dumps({**FACTS.package, "resources": [{"name": "quotas"}]}),
    ],
    ids=["missing", "no JSON", "no resources", "a list", "a table without a path"],
)
def test_a_broken_description_is_refused_by_name(data, broken):
    path = data / "datapackage.json"
    path.unlink()
    if broken is not None:
        path.write_text(broken, "utf-8")
    assert "datapackage.json" in refusal(data)


@pytest.mark.slow
def test_the_server_does_not_start_on_broken_data_and_says_why(data):
    root = data.parent
    shutil.copy(ROOT / "app.py", root)
    for name in (".streamlit", "kompass", "ui", "pages"):
        shutil.copytree(ROOT / name, root / name)
    rewrite(file_of("quotas", data), cell(2, "places", "2268"))
    command = ["-m", "streamlit", "run", "app.py", "--browser.serverAddress=localhost"]
    ended = subprocess.run(
        [sys.executable, *command], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    said = ended.stderr.splitlines()
    assert len(said) == 1
    assert said[0].startswith("Bildungszielkompass startet nicht.")
    assert "quotas" in said[0]
    assert "3507" in said[0]
    assert "Traceback" not in ended.stdout
