"""Words on a picture stay with that picture: no table, sheet, slide or paper repeats what its own chart contradicts."""

import re

import pytest

from kompass.briefing.workbook.exhibits import workbook_tables
from kompass.presentation.views.registry import view_specs
from tests.office.exporting import FACTS, export

pytestmark = pytest.mark.slow

ASSUMED = (("annahme", "qa-60~qs-40~ka-9000~ks-4000~sp-20"), ("v", "A|2026~AA-HS.10.2"))
# What only a picture has: scale, axis, mark, line, colour, place.
OF_PICTURE = re.compile(
    r"\bSkala\b|Maßstab|Achse|Punkte:|Linie|[Ff]arb|[Ss]chraffiert|umrandet|Balken|Rechts von|rechts\b|nach links"
    r"|von oben nach unten|Breite =|In Klammern|in Klammern|Grau:|Gefüllt"
)


@pytest.fixture(scope="module")
def asked():
    return export("2026~AA-HS.100.25~EXT-DN.20.5", *ASSUMED)


@pytest.fixture(scope="module")
def exhibits(asked):
    return [e for one in workbook_tables(asked.context) for e in one.exhibits]


def test_what_is_said_of_the_numbers_says_nothing_of_a_picture(exhibits):
    assert not {e.name: e.reading for e in exhibits if OF_PICTURE.search(e.reading)}


def test_words_on_a_picture_exist_and_are_told_where_it_is_shown(exhibits):
    told = {e.name: e for e in exhibits if e.picture_reading}
    assert {"beschaeftigungsquote", "arbeitslose-monate", "zukunftsatlas-profil-05334"} <= set(told)
    for shown in told.values():
        assert OF_PICTURE.search(shown.picture_reading), shown.name
        assert shown.page_reading.endswith(shown.picture_reading)
        assert shown.picture_reading not in shown.alt


def test_no_view_has_words_on_the_picture_of_the_page(asked, exhibits):
    words = {e.picture_reading for e in exhibits if e.picture_reading}
    views = [spec.make(asked.context) for spec in view_specs(FACTS).values()]
    assert len(views) > 90
    assert not {view.title for view in views if any(text in view.reading for text in words)}
