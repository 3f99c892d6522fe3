"""The title: plan, year, four institutions and date on slide and view, and the operator's logos on all that is signed."""

from io import BytesIO

import pytest
from docx import Document
from lxml import html
from PIL import Image
from pptx import Presentation

from kompass.briefing.decision.decision import decision_paper
from kompass.briefing.export_request import export_request
from kompass.briefing.offline import offline_html
from kompass.briefing.paper.markup import paper_html
from kompass.briefing.paper.pdf import paper_pdf
from kompass.briefing.paper.word import paper_docx
from kompass.briefing.slides.deck import story_pptx
from kompass.language import language
from kompass.rendering.logos import HEIGHT, LogoError, read_logos
from tests.colours import LIGHT
from tests.office.exporting import FACTS, MADE
from ui import operator_file

CODES = ("AA", "AC", "DN", "HS")
NAMES = (
    "Agentur für Arbeit Aachen-Düren",
    "Jobcenter StädteRegion Aachen",
    "job-com Kreis Düren",
    "Jobcenter Kreis Heinsberg",
)
PLAN = "Gemeinsame Bildungszielplanung 2026 für die Städteregion Aachen, für den Kreis Düren und für den Kreis Heinsberg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><circle r="50" fill="#c00"/></svg>'


def png(width=600, height=300):
    out = BytesIO()
    Image.new("RGB", (width, height), "#0067A5").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    """A folder with two logos of four."""
    (tmp_path / "logos").mkdir()
    (tmp_path / "logos" / "AA.png").write_bytes(png())
    (tmp_path / "logos" / "hs.svg").write_text(SVG)
    return tmp_path / "logos"


def asked(scenario, code, logos):
    pairs = [("ansichten", "titel,plan"), ("s", scenario), ("lang", code)]
    return export_request(pairs, FACTS, "http://kompass.example/", MADE, None, logos)


@pytest.mark.parametrize(("code", "date"), [("de", "25.11.2025"), ("en", "25 November 2025")])
def test_the_first_slide_names_plan_year_institutions_and_date(code, date):
    export = asked("2026", code, {})
    slide = Presentation(BytesIO(story_pptx(export))).slides[0]
    words = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    view = html.fromstring(offline_html(export).decode()).xpath("//section[@data-view='titel']")[0]
    for text in (PLAN, *NAMES, date, "2026"):
        assert text in words
        assert text in view.text_content()
    assert [shape for shape in slide.shapes if hasattr(shape, "image")] == []
    assert view.xpath(".//img") == []


def test_a_scenario_is_named_on_the_title():
    slide = Presentation(BytesIO(story_pptx(asked("2026~AA-HS.100.25", "de", {})))).slides[0]
    words = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "Mit einem Szenario. Gegenüber Plan 2026: AA −100, HS +100 Plätze" in words


def test_logos_stand_on_title_and_paper_and_say_whose_they_are(folder):
    logos = read_logos(folder, CODES)
    assert list(logos) == ["AA", "HS"]
    assert [Image.open(BytesIO(logo)).size for logo in logos.values()] == [(480, HEIGHT)] * 2
    export = asked("2026", "de", logos)
    alts = [f"Logo: {NAMES[0]}", f"Logo: {NAMES[3]}"]
    slide = Presentation(BytesIO(story_pptx(export))).slides[0]
    pictures = [shape for shape in slide.shapes if hasattr(shape, "image")]
    assert [p._element._nvXxPr.cNvPr.get("descr") for p in pictures] == alts
    assert all(abs(p.width / p.height - 2) < 0.01 for p in pictures)  # as the files are, not stretched
    view = html.fromstring(offline_html(export).decode()).xpath("//section[@data-view='titel']")[0]
    assert len(view.xpath(".//img[starts-with(@src, 'data:image/png')]")) == 2
    paper = decision_paper(FACTS, export.chosen, "http://kompass.example/", MADE, language("de"), logos)
    page = html.fromstring(paper_html(paper, {}, LIGHT))
    assert page.xpath("//p[@class='logos']/img/@alt") == alts
    written = Document(BytesIO(paper_docx(paper, LIGHT)))
    assert [inline._inline.docPr.get("descr") for inline in written.inline_shapes][:2] == alts
    # The two files are the only raster images of the PDF; their names are its alternative texts.
    assert paper_pdf(paper, LIGHT).count(b"/Subtype/Image") >= 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("DN.jpg", png(), "DN.jpg ist weder eine PNG- noch eine SVG-Datei"),
        ("Wappen.png", png(), "Wappen.png muss wie das Kürzel einer Institution heißen: AA, AC, DN, HS"),
        ("aa.svg", SVG.encode(), "Für AA gibt es zwei Dateien"),
        ("DN.png", b"\x89PNG\r\n\x1a\n" + b"0" * 1_000_000, "DN.png ist größer als 1 MB"),
        ("DN.png", png()[:200], "DN.png ist beschädigt"),
        ("DN.png", SVG.encode(), "DN.png ist beschädigt"),
        ("DN.png", png(4001, 2000), "DN.png ist beschädigt, zu groß"),
        ("DN.svg", b"<svg", "DN.svg ist beschädigt"),
        ("DN.svg", b"<html/>", "DN.svg ist beschädigt"),
        ("DN.svg", SVG.replace("200 100", "2000 1").encode(), "zu schmal"),
        (
            "DN.svg",
            SVG.replace("<circle", '<image href="/etc/passwd"/><circle').encode(),
            "verweist auf andere",
        ),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_with_its_file(folder, name, content, told):
    (folder / name).write_bytes(content)
    with pytest.raises(LogoError, match=r"^logos: ") as refused:
        read_logos(folder, CODES)
    assert told in str(refused.value)


def test_the_operators_file_names_the_folder(folder, monkeypatch):
    monkeypatch.setattr(operator_file, "OPERATOR_FILE", folder.parent / "betreiber.toml")
    for named, codes, told in (
        ("logos", ["AA", "HS"], None),
        ("", [], None),
        ("bilder", [], "logos: Den Ordner bilder gibt es nicht."),
    ):
        monkeypatch.setattr(operator_file, "operator", lambda named=named: {"logos": named})
        operator_file.logos.cache_clear()
        found, problem = operator_file.logos(CODES)
        assert list(found) == codes
        assert (problem and language("de").message(problem)) == told
    operator_file.logos.cache_clear()
