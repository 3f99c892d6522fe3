"""The next plan is brought in as docs/plan-einspielen.md says: template, two mistakes, draft, both years, ZIP."""

import io
import zipfile

import openpyxl

from kompass.places.plan import plan_of
from kompass.plans.registry import Registry


def changed(template, path, mistakes=False):
    """The template with the plan of 2027: three numbers, a new institution, and two mistakes if asked for."""
    book = openpyxl.load_workbook(io.BytesIO(template.read_bytes()))
    plan, quotas, institutions = book["Plan"], book["Kontingente"], book["Institutionen"]
    totals = book["Summen der Kontingente"]
    plan["A2"], plan["C2"], plan["D2"], plan["E2"] = (
        "aachen-dueren-2027",
        2027,
        "2027",
        "Bildungszielplanung 2027",
    )
    quotas["C2"], quotas["C5"], quotas["D5"] = 2100, 453, 150
    institutions.append(["RR", 5, "Jobcenter Rur", "Jobcenter Rur", "SGB II", None, "05358, 05370"])
    quotas.append(["RR", "fbw", 69, 10, "plan2026", "Abschnitt 8"])
    # What Excel computes and openpyxl does not: 2100 + 586 + 300 + 453 + 69, and 573 + 172 + 80 + 150 + 10.
    totals["B2"], totals["C2"], totals["B3"], totals["C3"] = 3508, 985, 700, 250
    if mistakes:
        quotas["C3"], quotas["E4"] = "ca. 586", "plan2062"
    book.save(path)
    return path


def test_the_next_plan_is_brought_in_without_an_engineer(desk, tmp_path):
    shown = desk(1366, 768).open("/plaene")
    page = shown.page
    with page.expect_download() as loaded:
        page.get_by_role("button", name="Kopie von").click()
    assert loaded.value.suggested_filename == "aachen-dueren-2026.xlsx"
    template = loaded.value.path()
    field = page.locator("input[type=file]")
    field.set_input_files(changed(template, tmp_path / "fehler.xlsx", mistakes=True))
    page.get_by_role("heading", name="Fehler: 2").wait_for()
    told = page.locator(".bk-problems li").all_inner_texts()
    assert told[0].startswith("Blatt „Kontingente“, Zelle C3 („Plätze“): Dort steht „ca. 586“")
    assert told[1].startswith("Blatt „Kontingente“, Zelle E4 („Quelle“): „plan2062“")
    assert told[1].endswith("Gemeint: plan2026?")
    field.set_input_files(changed(template, tmp_path / "plan.xlsx"))
    page.get_by_role("heading", name="Keine Fehler").wait_for()
    page.get_by_role("link", name="Was sich ändert").click()
    page.wait_for_url("**plan=entwurf-**")
    shown.settle()
    assert (
        shown.headline
        == "Plan 2027 gegenüber Plan 2026: AA −169, RR +69, HS +100 Plätze, zusammen gleich viele"
    )
    assert "Entwurf" in shown.words
    with page.expect_download() as loaded:
        page.get_by_role("button", name="als ZIP").click()
    # IT unpacks it into the folder that its configuration names.
    zipfile.ZipFile(loaded.value.path()).extractall(tmp_path / "plaene")
    registry = Registry()
    assert registry.add_folders(tmp_path / "plaene") == []
    assert plan_of(registry.facts("aachen-dueren-2027")).quotas["RR"].places == 69
    shown.follow("simulator")  # the draft goes along
    assert "plan=entwurf-" in page.url
    assert page.locator("[data-field='RR.places']").input_value() == "69"
    page.get_by_role("link", name="Agenturbezirk Aachen-Düren 2026").click()
    page.wait_for_url(lambda address: "plan=" not in address)
    shown.settle()
    assert shown.foreign == []
