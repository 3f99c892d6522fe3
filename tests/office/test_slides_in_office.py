"""The slides as LibreOffice shows them: one conversion of all decks."""

import subprocess
from dataclasses import replace

import pytest

from kompass.briefing.slides.deck import story_pptx
from kompass.facts import load
from kompass.presentation.views.registry import default_story, view_specs
from tests.office.exporting import export
from tests.office.office import convert
from tests.office.template import template

DEFAULT_STORY = default_story(load())

ASKED = "2026~AA-HS.100.25~EXT-DN.20.5"
FURTHER = "tabelle-kreise-im-vergleich,tabelle-betriebe-nach-groesse,karte-places-per-1000"
ORDERS = {
    "de": export(ASKED),
    "en": export(ASKED, ("ansichten", f"{','.join(DEFAULT_STORY)},{FURTHER}"), code="en"),
    "template": replace(export(ASKED), template=template()),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The texts of the pages of each deck."""
    folder = tmp_path_factory.mktemp("slides")
    paths = []
    for name, made_from in ORDERS.items():
        paths.append(folder / f"{name}.pptx")
        paths[-1].write_bytes(story_pptx(made_from))
    found = {}
    for name, pdf in zip(ORDERS, convert(paths, "pdf", folder), strict=True):
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
        found[name] = text.stdout.removesuffix("\f").split("\f")
    return found


@pytest.mark.parametrize("name", ORDERS)
def test_every_slide_is_a_page_with_its_finding_and_number(pages, name):
    made_from = ORDERS[name]
    known = view_specs(made_from.facts)
    titles = [known[view].make(made_from.context).title for view in made_from.show.views]
    assert len(pages[name]) > len(titles)
    for number, (title, page) in enumerate(zip(titles, pages[name], strict=False), start=1):
        words = page.split()
        assert all(word in words for word in title.split()), (number, title)
        assert str(number) in words


def test_the_numbers_are_written_as_the_reader_writes_them(pages):
    view = DEFAULT_STORY.index("kontingente")
    assert "2.269" in pages["de"][view]
    assert "2,269" in pages["en"][view]
    assert "Rang 1, der beste" in pages["de"][DEFAULT_STORY.index("zukunftsatlas")]
