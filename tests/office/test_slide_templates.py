"""The operator's template: used where it can be, and a clear message where it cannot."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Inches

from kompass.briefing.slides.deck import story_pptx
from kompass.briefing.slides.design import TemplateError, read_template
from kompass.language import LANGUAGES, language
from tests.office.exporting import export
from tests.office.template import template
from ui import operator_file

STORY = ("ansichten", "plan,kontingente,je1000,tabelle-kreise-im-vergleich")


@pytest.fixture(scope="module")
def made():
    return story_pptx(replace(export("", STORY), template=template()))


def test_its_layouts_and_fonts_are_used_and_its_slides_are_gone(made):
    slides = list(Presentation(BytesIO(made)).slides)
    assert len(slides) == 5
    assert {slide.slide_layout.name for slide in slides} == {"Title Only"}
    with ZipFile(BytesIO(made)) as archive:
        names = archive.namelist()
        text = "".join(archive.read(name).decode() for name in names if name.endswith((".xml", ".rels")))
    assert len([name for name in names if name.startswith("ppt/slides/slide")]) == 5
    assert len(names) == len(set(names))
    assert 'typeface="Georgia"' in text
    for gone in ("Bitte Text eingeben", "intern", "sectionLst", 'latin typeface="Arial"'):
        assert gone not in text


def test_what_is_drawn_stays_between_its_title_and_its_foot(made):
    for slide in Presentation(BytesIO(made)).slides:
        title = slide.shapes.title
        foot = min(p.top for p in slide.placeholders if p.placeholder_format.idx > 0)
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape.top >= title.top + title.height
                assert shape.top + shape.height <= foot


def test_its_slide_number_and_its_foot_are_filled(made):
    for slide in Presentation(BytesIO(made)).slides:
        filled = {p.placeholder_format.idx: p.text_frame.text for p in slide.placeholders}
        assert filled[11].startswith("Plan 2026 · Datenstand")
        assert "slidenum" in slide.shapes._spTree.xpath("string(.//a:fld/@type)")


def in_folder(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.pptx").write_bytes(content)
    return folder


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("put", "named"),
    [
        (lambda folder: folder / "haus.pptx", "haus.pptx"),
        (in_folder, "0"),
        (lambda folder: in_folder(folder, a=template(), b=template()), "2"),
        (lambda folder: in_folder(folder, haus=b"PK\x03\x04 nichts"), "haus.pptx"),
        (lambda folder: in_folder(folder, haus=template()[:20_000]), "haus.pptx"),
        (lambda folder: in_folder(folder, haus=template(without_title_layout=True)), "Layout"),
        (lambda folder: in_folder(folder, haus=template(title_height=Inches(5))), ""),
    ],
    ids=["missing", "empty folder", "two", "no pptx", "cut off", "no layout", "no room"],
)
def test_one_that_cannot_be_used_says_which_and_why(tmp_path, put, named, code):
    with pytest.raises(TemplateError) as caught:
        read_template(put(tmp_path))
    said = language(code).message(caught.value.message)
    assert said.startswith({"de": "Vorlage: ", "en": "Template: "}[code])
    assert named in said or named == "Layout"


def test_the_operator_names_a_file_or_its_folder(tmp_path, monkeypatch):
    body = template()
    in_folder(tmp_path, haus=body)
    (tmp_path / "~$haus.pptx").write_bytes(b"open in PowerPoint")
    monkeypatch.setattr(operator_file, "OPERATOR_FILE", tmp_path / "betreiber.toml")
    for named in (".", "haus.pptx"):
        monkeypatch.setattr(operator_file, "operator", lambda named=named: {"vorlage": named})
        operator_file.slide_template.cache_clear()
        assert operator_file.slide_template() == (body, None)
    monkeypatch.setattr(operator_file, "operator", lambda: {"vorlage": "nichts.pptx"})
    operator_file.slide_template.cache_clear()
    content, problem = operator_file.slide_template()
    assert content is None
    assert "nichts.pptx" in str(problem)
    operator_file.slide_template.cache_clear()
