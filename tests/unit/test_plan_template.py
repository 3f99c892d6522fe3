"""The template is the plan that it was made from; a plan is one ZIP archive; the command line says what is wrong."""

import csv
import datetime as dt
import io
import json
import zipfile

import frictionless
import pytest
from openpyxl import load_workbook

from kompass import check
from kompass.facts import load
from kompass.facts_files import DEFAULT_PLAN, PLANS_DIR
from kompass.language import language
from kompass.plans.archive import archive_of
from kompass.plans.checking import checked
from kompass.plans.reading import read
from kompass.plans.template import template

FACTS = load()
GERMAN, ENGLISH = language("de"), language("en")
MADE = {words.code: template(FACTS, words) for words in (GERMAN, ENGLISH)}


def records(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def numbers(rows):
    """Rows with their values as numbers: a workbook does not tell 3 from 3.0."""
    return [row | {"value": float(row["value"])} if row.get("value") else row for row in rows]


def edited(change, content=None):
    book = load_workbook(io.BytesIO(content or MADE["de"]))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def said(reading, level="error"):
    return [p.sentence(GERMAN) for p in reading.problems if p.level == level]


@pytest.mark.parametrize("code", ["de", "en"])
def test_read_back_unchanged_it_is_the_same_plan(code):
    reading = read("Vorlage.xlsx", MADE[code], FACTS)
    assert reading.problems == []
    assert (reading.plan_id, reading.start) == (DEFAULT_PLAN, DEFAULT_PLAN)
    assert list(reading.files) == list(FACTS)
    for table in FACTS:
        assert numbers(records(reading.files[table])) == numbers(records(FACTS.files[table])), table
    assert not {"quotas", "institution_districts", "indicators", "regions"} & set(reading.from_base)
    assert {"measures", "zones", "forecasts"} <= set(reading.from_base)
    assert reading.kept(GERMAN).startswith(
        "Aus der Vorlage unverändert übernommen: Teilräume; Städte und Gemeinden; "
    )


def test_it_explains_itself_and_guards_its_headings():
    book = load_workbook(io.BytesIO(MADE["de"]))
    assert book.sheetnames[:6] == [
        "Anleitung", "Plan", "Institutionen", "Kreise", "Kontingente", "Summen der Kontingente",
    ]  # fmt: skip
    assert book["_Listen"].sheet_state == "veryHidden"
    quotas = book["Kontingente"]
    assert [cell.value for cell in quotas[1]] == [
        "Institution", "Art der Plätze", "Plätze", "davon abschlussorientiert", "Quelle", "Fundstelle",
    ]  # fmt: skip
    assert quotas.protection.sheet
    assert quotas["C1"].protection.locked
    assert not quotas["C2"].protection.locked
    assert "Geplante Förderungen" in quotas["C1"].comment.text
    rules = {str(rule.sqref): rule for rule in quotas.data_validations.dataValidation}
    assert rules["A2:A5000"].formula1 == "'Institutionen'!$A$2:$A$5000"
    assert rules["B2:B5000"].formula1 == '"fbw,employee_training"'
    assert rules["C2:C5000"].promptTitle == "Plätze"
    assert book["Kreise"]["A2"].value == "05334"
    assert book["Kreise"]["A2"].number_format == "@"
    assert book["Institutionen"]["G2"].value == "05334, 05358, 05370"
    assert book["Plan"]["F2"].value == dt.datetime(2025, 11, 25)
    totals = book["Summen der Kontingente"]
    assert totals["B2"].value == "=SUMIFS('Kontingente'!$C$2:$C$5000,'Kontingente'!$B$2:$B$5000,A2)"
    assert load_workbook(io.BytesIO(MADE["de"]), data_only=True)["Summen der Kontingente"]["B2"].value == 3508
    assert load_workbook(io.BytesIO(MADE["en"])).sheetnames[:3] == ["Guide", "Plan", "Institutions"]


def test_an_empty_template_has_the_same_sheets_and_says_what_is_needed():
    book = load_workbook(io.BytesIO(template(None, GERMAN)))
    assert book.sheetnames == load_workbook(io.BytesIO(MADE["de"])).sheetnames
    assert book["Kontingente"].max_row == 1
    reading = checked(read("leer.xlsx", template(None, GERMAN)))
    assert said(reading) == [
        f"Blatt „{sheet}“: Die Tabelle ist leer; mindestens eine Zeile ist nötig."
        for sheet in ("Plan", "Institutionen", "Kreise", "Quellen")
    ]


def next_year(book):
    """Three numbers, a party with a district of its own, and the year."""
    plan = book["Plan"]
    plan["A2"], plan["C2"], plan["D2"], plan["F2"] = "aachen-dueren-2027", 2027, "2027", "24.11.2026"
    quotas = book["Kontingente"]
    quotas["C2"], quotas["C3"], quotas["D3"] = "2.200", 600, "170"
    for n, value in enumerate(("EU", "fbw", 50, "-", "plan2026", "S. 18")):
        quotas.cell(7, n + 1, value)
    quotas["D7"] = 12
    for n, value in enumerate(("EU", None, "Jobcenter EU-aktiv", None, "SGB II", None, "5366")):
        book["Institutionen"].cell(6, n + 1, value)
    for n, value in enumerate((5366, "Kreis Euskirchen", None, "EU", None)):
        book["Kreise"].cell(5, n + 1, value)
    goals = book["Bildungsziele"]
    for n, value in enumerate((None, "school", None, "Abitur", "plan2026", "Abschnitt 7.5")):
        goals.cell(goals.max_row + (n == 0), n + 1, value)


@pytest.mark.slow
def test_next_years_plan_is_a_few_cells_away():
    reading = checked(read("Plan 2027.xlsx", edited(next_year), FACTS))
    assert said(reading) == []
    assert reading.plan_id == "aachen-dueren-2027"
    zero = "Dem Schlüssel 5366 fehlte die führende Null; gelesen ist 05366."
    assert said(reading, "warning")[:2] == [
        f"Blatt „Institutionen“, Zelle G6 („Kreise der Institution“): {zero}",
        f"Blatt „Kreise“, Zelle A5 („Kreisschlüssel“): {zero}",
    ]
    tables = {name: records(content) for name, content in reading.files.items()}
    assert [
        (q["plan_year"], q["institution"], q["places"], q["degree_oriented"]) for q in tables["quotas"]
    ] == [
        ("2027", "AA", "2200", "573"),
        ("2027", "AC", "600", "170"),
        ("2027", "DN", "300", "80"),
        ("2027", "HS", "353", "129"),
        ("2027", "", "700", "250"),
        ("2027", "EU", "50", "12"),
    ]
    # 2200 + 600 + 300 + 353 + 50 and 573 + 170 + 80 + 129 + 12
    assert [(t["places"], t["degree_oriented"]) for t in tables["quota_totals"]] == [
        ("3503", "964"),
        ("700", "250"),
    ]
    assert tables["institution_districts"][-1] == {"institution": "EU", "district_ags": "05366"}
    assert tables["regions"][-2:] == [
        {"region_id": "05366", "name": "Kreis Euskirchen", "kind": "district"},
        {"region_id": "JC-EU", "name": "Jobcenter EU-aktiv", "kind": "job_centre"},
    ]
    made = {"position": "5", "short_name": "Jobcenter EU-aktiv", "region_id": "JC-EU"}
    assert {name: tables["institutions"][-1][name] for name in made} == made
    assert (tables["districts"][-1]["position"], tables["districts"][-1]["short_name"]) == (
        "4",
        "Kreis Euskirchen",
    )
    goal = tables["training_goals"][-1]
    assert (goal["goal_id"], goal["position"], goal["title"]) == ("school_02", "2", "Abitur")


def test_mistakes_in_the_template_are_told_by_sheet_and_cell():
    def mistakes(book):
        next_year(book)
        book["Plan"]["A2"] = "Aachen Düren 2027"
        book["Kontingente"]["C2"] = "2.2o0"
        book["Kontingente"]["A5"] = "HZ"
        book["Institutionen"]["G6"] = "5336"
        book["Kennzahlen"]["F2"] = "1.234"
        book.create_sheet("Meine Notizen")["A1"] = "x"

    reading = checked(read("Plan 2027.xlsx", edited(mistakes), FACTS))
    assert said(reading) == [
        "Blatt „Plan“, Zelle A2 („Kennung des Plans“): Dort steht „Aachen Düren 2027“; erwartet sind nur kleine Buchstaben, "
        "Ziffern und Bindestriche. Gemeint: aachen-dueren-2027?",
        "Blatt „Institutionen“, Zelle G6 („Kreise der Institution“): „05336“ steht nicht in „Kreise“. Ergänzen Sie es dort, "
        "oder nehmen Sie eines von: 05334, 05358, 05370, 05366. Gemeint: 05366?",
        "Blatt „Kontingente“, Zelle C2 („Plätze“): Dort steht „2.2o0“; erwartet ist eine Zahl, nur mit Ziffern, etwa 2200. "
        "Worte wie „rund“ und Einheiten gehören nicht in diese Spalte.",
        "Blatt „Kontingente“, Zelle A5 („Institution“): „HZ“ steht nicht in „Institutionen“. Ergänzen Sie es dort, "
        "oder nehmen Sie eines von: AA, AC, DN, HS, EU. Gemeint: HS?",
        "Blatt „Kennzahlen“, Zelle F2 („Wert“): „1.234“ kann 1234 oder 1,234 bedeuten. Schreiben Sie die Zahl ohne "
        "Tausenderzeichen, oder mit einer Null mehr am Ende: 1,2340.",
    ]


@pytest.mark.slow
def test_a_plan_as_an_archive_is_a_data_package_and_comes_back(tmp_path, capsys):
    content = archive_of(FACTS.plan_id, FACTS.files)
    assert content == archive_of(FACTS.plan_id, FACTS.files)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    folder = tmp_path / DEFAULT_PLAN
    description = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (description["name"], description["version"]) == (DEFAULT_PLAN, "2026")
    assert (folder / "quotas.csv").read_bytes() == FACTS.files["quotas"]
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])[:3]
    file = tmp_path / "plan.zip"
    file.write_bytes(content)
    assert check.main([str(file)]) == 0
    assert capsys.readouterr().out == f"Keine Fehler. Der Plan „{DEFAULT_PLAN}“ ist verwendbar.\n"
    reading = read("anders.zip", content)
    assert reading.plan_id == DEFAULT_PLAN
    assert reading.files == FACTS.files


def test_a_plan_of_its_own_takes_nothing_from_another_one():
    files = {name: content.splitlines(keepends=True)[0] for name, content in FACTS.files.items()}
    files |= {
        name: FACTS.files[name]
        for name in ("plans", "institutions", "districts", "regions", "quotas", "quota_totals")
    }
    files["institution_districts"] = FACTS.files["institution_districts"]
    files["sources"] += b"plan2026,Plan,Plan,plan,Agentur,2025,2025,,nicht angegeben,,,,\n"
    reading = read("klein.zip", archive_of("klein", files), FACTS)
    assert (reading.plan_id, reading.from_base, reading.errors) == ("klein", (), [])
    assert records(reading.files["measures"]) == []
    assert records(read("leer.xlsx", template(None, GERMAN), FACTS).files["measures"]) == []


@pytest.mark.slow
def test_the_command_line_names_every_error(tmp_path, capsys):
    folder = tmp_path / "muster-2027"
    folder.mkdir()
    for path in (PLANS_DIR / DEFAULT_PLAN).glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    text = (folder / "quotas.csv").read_text("utf-8").replace("586", "58o").replace("2026,DN", "2026,DM")
    (folder / "quotas.csv").write_text(text, "utf-8")
    assert check.main([str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Fehler: Datei quotas.csv, Zelle D3 („Plätze“): Dort steht „58o“; erwartet ist eine Zahl, nur mit Ziffern, "
        "etwa 2200. Worte wie „rund“ und Einheiten gehören nicht in diese Spalte.",
        "Fehler: Datei quotas.csv, Zelle B4 („Institution“): „DM“ steht nicht in „Institutionen“. Ergänzen Sie es dort, "
        "oder nehmen Sie eines von: AA, AC, DN, HS. Gemeint: DN?",
        "Hinweis: Datei institutions.csv, Zelle A4 („Kürzel“): Für „DN“ steht kein Kontingent da. Ist das so gemeint?",
        "Fehler: 2. Der Plan ist so nicht verwendbar.",
    ]
    assert check.main([str(folder), "--json", "--lang", "en"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["plan"], answer["usable"]) == ("muster-2027", False)
    assert {key: answer["problems"][1][key] for key in ("level", "table", "cell", "value", "suggestion")} == {
        "level": "error",
        "table": "quotas",
        "cell": "B4",
        "value": "DM",
        "suggestion": "DN",
    }
    assert answer["problems"][1]["message"].startswith(
        "File quotas.csv, cell B4 (“Institution”): “DM” is not in "
    )
    text = (
        text.replace("58o", "586")
        .replace("2026,DM", "2026,DN")
        .replace(",", ";")
        .replace('"Abschnitt 8; S. 18"', "S. 18")
    )
    (folder / "quotas.csv").write_text(text, "cp1252")  # read without doubt, but not by the server
    assert check.main([str(folder)]) == 1
    assert capsys.readouterr().out.startswith("Fehler: So lädt der Server den Ordner nicht: Tabelle quotas, ")
    assert check.main([str(folder), "--zip", str(tmp_path / "clean.zip")]) == 0
    clean = zipfile.ZipFile(tmp_path / "clean.zip").read("muster-2027/quotas.csv").decode()
    assert clean.splitlines()[1] == "2026,AA,fbw,2269,573,plan2026,S. 18"
    assert check.main([str(tmp_path / "nirgends")]) == 2
    assert "gibt es nicht" in capsys.readouterr().err
