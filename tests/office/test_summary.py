"""The summary of a district: two pages, with what the documents say of it."""

import re
import subprocess
from io import BytesIO

from docx import Document

from kompass.briefing.summary.summary import summary_docx
from kompass.language import LANGUAGES
from tests.office.exporting import FACTS, export
from tests.office.office import convert

DISTRICTS = tuple(FACTS["districts"]["ags"])
MOVED = "2026~AA-HS.100.25~EXT-DN.20.5"


def text_of(ags, code="de", scenario=""):
    document = Document(BytesIO(summary_docx(export(scenario, ("kreis", ags), code=code))))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(parts).replace("\u00a0", " ")


def test_every_district_fits_on_two_pages_in_each_language(tmp_path):
    files = []
    for ags in DISTRICTS:
        for code in LANGUAGES:
            path = tmp_path / f"{ags}-{code}.docx"
            path.write_bytes(summary_docx(export(MOVED, ("kreis", ags), code=code)))
            files.append(path)
    # A link with so much in it that its code would be as wide as a hand.
    long = [("weil", f"{n}:{'Begründung ' * 15}") for n in (1, 2)]
    files.append(tmp_path / "long.docx")
    files[-1].write_bytes(summary_docx(export(MOVED, ("kreis", DISTRICTS[0]), *long)))
    for pdf in convert(files, "pdf", tmp_path):
        told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        assert re.search(r"Pages:\s+2\b", told), pdf.name


def test_heinsberg_has_the_numbers_of_the_documents():
    text = text_of("05370")
    # The plan, sections 5 and 8; the annual report of 2025.
    assert "Jobcenter Kreis Heinsberg plant 353 Plätze, davon 129 abschlussorientiert" in text
    for part in (
        "263.681",
        "knapp 80.000",
        "58,3 %",
        "8.705",
        "Spezialist +8,4 %",
        "Fachkraft nicht ausgewiesen",
    ):
        assert part in text
    assert "Plan gesamt | 3.508 | 954" in text
    # The Zukunftsatlas as the plan quotes it: total, demography, labour market, competition, prosperity.
    assert "241 | 275 | 255 | 215 | 237" in text


def test_no_other_district_is_told():
    text = text_of("05358")
    assert "279.285" in text
    assert "263.681" not in text
    assert "582.410" not in text


def test_every_shortage_of_the_district_stands_in_one_row():
    listed = FACTS["shortage_occupations"].query("district_ags == '05334'")
    pairs = len(listed[["kldb", "level"]].drop_duplicates())
    rows = re.findall(
        r"^(?:Ziel passt|passt auf anderem Niveau|kein Ziel): (\d+) \| (.*)$",
        text_of("05334"),
        re.M,
    )
    assert sum(int(count) for count, _ in rows) == pairs == 35
    assert sum(len(re.findall(r"\([FSE]\)", names)) for _, names in rows) == pairs


def test_the_scenario_and_its_link_are_named():
    text = text_of("05370", scenario=MOVED)
    assert "AA −100, DN +20, HS +100" in text
    assert f"Szenario als Text: {MOVED}" in text


def test_without_a_district_it_is_about_the_first():
    assert "Städteregion Aachen" in Document(BytesIO(summary_docx(export()))).paragraphs[0].text
