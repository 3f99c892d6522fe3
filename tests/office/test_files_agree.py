"""One scenario in every file: the same quantity has the same number, and a plan's number is named as the plan's."""

from io import BytesIO

import openpyxl
import pytest
from docx import Document
from lxml import html
from pptx import Presentation

from kompass.api.routes import scenario_document
from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.offline import offline_html
from kompass.briefing.paper.markup import paper_html
from kompass.briefing.paper.word import paper_docx
from kompass.briefing.slides.deck import story_pptx
from kompass.briefing.summary.summary import summary_docx, summary_paper
from kompass.briefing.workbook.workbook import make_workbook
from kompass.figures.exhibit import Kind
from kompass.language import LANGUAGES
from kompass.places.keys import comparison_keys
from tests.colours import LIGHT
from tests.office.exporting import FACTS, MADE, export

SCENARIO = "2026~AA-HS.100.25~AC-DN.150.30~DN-HS.20.5~EXT-AC.60.10"
REASONS = (
    "1:Mehr Plätze für Übach-Palenberg, „wie besprochen“",
    "2:=1+1",
    '3:<b>&amp;</b> "fett" ]]>',
    "4:" + "ä" * 198,
)
ASKED = (
    *(("weil", reason) for reason in REASONS),
    ("v", f"Variante Ä|{SCENARIO}"),
    ("v", "=2+2|2026~AA-HS.60.15"),
)
# Worked by hand from the plan (section 8): AA 2,269/573, AC 586/172, DN 300/80, HS 353/129.
PLACES = {"AA": 2169, "AC": 496, "DN": 430, "HS": 473}
DEGREE = {"AA": 548, "AC": 152, "DN": 105, "HS": 159}
CHANGE = {"AA": -100, "AC": -90, "DN": 130, "HS": 120}
PLAN = {"AA": 2269, "AC": 586, "DN": 300, "HS": 353}
# Places of the job centre per 1,000 of 24,645, 11,324 and 8,705 unemployed: in the scenario and in the plan.
RATES = {"AC": ("20,1", "23,8"), "DN": ("38,0", "26,5"), "HS": ("54,3", "40,6")}
DISTRICTS = {"AC": "05334", "DN": "05358", "HS": "05370"}
GROSS, NET = 100 + 150 + 20 + 60, (100 + 90 + 130 + 120 - 60) // 2


class Files:
    """All files of the scenario in one language, and how it writes numbers."""

    def __init__(self, code):
        self.export = export(SCENARIO, *ASKED, code=code)
        self.words = self.export.words
        said = self.export.provenance
        self.paper = decision_paper(self.export.facts, self.export.chosen, said.link, MADE, self.words)

    def number(self, value, sign=False):
        return self.words.number(value, sign=sign)

    def rate(self, text):
        return text if self.words.code == "de" else text.replace(",", ".")

    def word_rows(self, content):
        """The rows of all tables of a Word file."""
        return [
            [cell.text.removeprefix("■\u00a0") for cell in row.cells]
            for table in Document(BytesIO(content)).tables
            for row in table.rows
        ]


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request):
    return Files(request.param)


def test_the_service_answers_the_numbers_worked_by_hand(files):
    answer = scenario_document(FACTS, files.export.chosen.scenario, comparison_keys(FACTS))
    found = answer["institutions"]
    assert {code: own["places"] for code, own in found.items()} == PLACES
    assert {code: own["degree"] for code, own in found.items()} == DEGREE
    assert {code: own["change"] for code, own in found.items()} == CHANGE
    assert (answer["total"], answer["degree_total"]) == (3568, 964)
    assert answer["redistributed"] == NET == 190
    assert sum(step["places"] for step in answer["ledger"]) == GROSS == 330
    for code, ags in DISTRICTS.items():
        rate = answer["districts"][ags]["per_1000"]["unemployed"]
        assert files.words.number(rate, 1) == files.rate(RATES[code][0])


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_decision_paper_says_the_same(files, form):
    number, rate = files.number, files.rate
    if form == "docx":
        content = paper_docx(files.paper, LIGHT)
        rows = files.word_rows(content)
        text = "\n".join(p.text for p in Document(BytesIO(content)).paragraphs)
    else:
        tree = html.fromstring(paper_html(files.paper, {"Word": "x.docx"}, LIGHT))
        rows = [[cell.text_content() for cell in row] for row in tree.xpath("//tr")]
        text = "\n".join(p.text_content() for p in tree.xpath("//p"))
    for code, places in PLACES.items():
        ((_, _, before, after, change, *_),) = [row for row in rows if row[0] == code and len(row) == 7][:1]
        assert (before, after) == (number(PLAN[code]), number(places))
        assert change == number(CHANGE[code], sign=True)
        ((_, _, _, degree, *_),) = [row for row in rows if row[0] == code and len(row) == 6][:1]
        assert degree == number(DEGREE[code])
    for code, (after, before) in RATES.items():
        ((*_, was, now),) = [row for row in rows if row[0] == code and row[-1] == rate(after)]
        assert (was, now) == (rate(before), rate(after))
    t = files.words.text
    one, many = "Umbuchungen zusammen (brutto): {n} Platz.", "Umbuchungen zusammen (brutto): {n} Plätze."
    assert files.words.plural(one, many, GROSS) in text
    assert t("Plätze, die gegen den Plan die Institution wechseln (netto): {n}.", n=NET) in text


@pytest.mark.parametrize("code", DISTRICTS)
def test_the_summary_holds_the_scenario_that_it_announces(files, code):
    asked = export(SCENARIO, ("kreis", DISTRICTS[code]), *ASKED, code=files.words.code)
    content, number = summary_docx(asked), files.number
    rows = files.word_rows(content)
    text = "\n".join(p.text for p in Document(BytesIO(content)).paragraphs)
    for other, places in PLACES.items():
        (row,) = [row for row in rows if row[0] == other]
        assert row[2:] == [
            number(PLAN[other]),
            number(places),
            number(CHANGE[other], sign=True),
            number(DEGREE[other]),
        ]
    after, before = map(files.rate, RATES[code])
    assert any(f"{after} (Plan 2026: {before})" in row for row in rows)
    subtitle = summary_paper(asked).finding
    assert subtitle.startswith(("Szenario: ", "Scenario: "))
    for part in (number(PLACES[code]), number(CHANGE[code], sign=True), number(DEGREE[code])):
        assert part in subtitle
    assert subtitle in text


@pytest.mark.parametrize("code", DISTRICTS)
def test_a_number_of_the_plan_in_the_summary_is_named_as_such(files, code):
    asked = export(SCENARIO, ("kreis", DISTRICTS[code]), *ASKED, code=files.words.code)
    plans = {files.number(value) for value in PLAN.values()} | {files.rate(b) for _, b in RATES.values()}
    for block in summary_paper(asked).blocks:
        for table in block.tables:
            for row in table.rows:
                for heading, cell in zip(table.headings, row, strict=True):
                    if set(cell.replace("(", " ").replace(")", " ").split()) & plans:
                        assert "Plan 2026" in heading or "Plan 2026" in cell, (heading, cell)
        if any("Plan 2026" in heading for table in block.tables for heading in table.headings):
            assert block.kind == Kind.SCENARIO


def test_without_a_scenario_the_summary_is_about_the_plan():
    paper = summary_paper(export("", ("kreis", "05358")))
    assert paper.finding == "job-com Kreis Düren plant 300 Plätze, davon 80 abschlussorientiert"
    assert all(block.kind != Kind.SCENARIO for block in paper.blocks)


def test_slides_and_talk_show_the_scenario(files):
    number, rate = files.number, files.rate
    views = files.export.show.views
    slides = dict(zip(views, Presentation(BytesIO(story_pptx(files.export))).slides, strict=False))
    tree = html.fromstring(offline_html(files.export).decode())
    talk = {s.get("data-view"): s for s in tree.xpath("//main/section")}
    (chart,) = [shape.chart for shape in slides["simulator"].shapes if shape.has_chart]
    before, after = chart.plots[0].series
    assert list(before.values) == list(PLAN.values())
    assert list(after.values) == list(PLACES.values())
    told = talk["simulator"].xpath(".//*[@class='value']")
    assert [cell.text_content() for cell in told] == [
        f"{number(PLAN[code])} → {number(PLACES[code])}" for code in PLACES
    ]
    rates = [rate(after) for after, _ in RATES.values()]
    assert [b.text for b in talk["je1000"].xpath(".//b[@class='number']")] == rates
    words = "\n".join(s.text_frame.text for s in slides["je1000"].shapes if s.has_text_frame)
    for after, before in RATES.values():
        assert rate(after) in words.splitlines()
        assert f"Plan 2026: {rate(before)}" in words
    kind = files.words.text("Szenario")
    for name in ("je1000", "simulator"):
        assert talk[name].xpath("string(.//*[@class='kind'])") == kind
        texts = [s.text_frame.text for s in slides[name].shapes if s.has_text_frame]
        assert kind in texts


def test_the_workbook_has_the_same_numbers(files):
    workbook = openpyxl.load_workbook(BytesIO(make_workbook(files.export)), data_only=True)
    sheet = workbook[files.words.text("Szenario rechnen")]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0] in PLACES and row[2]}
    assert {code: row[2] for code, row in rows.items()} == PLAN
    assert {code: row[6] for code, row in rows.items()} == PLACES
    assert {code: row[7] for code, row in rows.items()} == CHANGE
    assert {code: row[11] for code, row in rows.items()} == DEGREE


def test_reasons_and_names_stand_in_every_file_as_they_were_typed(files):
    reasons = [reason.partition(":")[2] for reason in REASONS]
    docx = "\n".join("\n".join(row) for row in files.word_rows(paper_docx(files.paper, LIGHT)))
    slides = dict(
        zip(files.export.show.views, Presentation(BytesIO(story_pptx(files.export))).slides, strict=False)
    )
    notes = slides["simulator"].notes_slide.notes_text_frame.text
    for reason in reasons:
        assert reason in docx
        assert reason in notes
    for name in ("Variante Ä", "=2+2"):
        assert name in docx
