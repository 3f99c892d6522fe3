"""The slides, reopened: what they say, their numbers and colours, notes, alternative texts, room for every text."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu
from shapely import Polygon, box

from kompass.boundaries import keys_of
from kompass.briefing.slides.chart_images import bars_of
from kompass.briefing.slides.deck import story_pptx
from kompass.briefing.slides.map import LABEL_SIZES
from kompass.briefing.slides.slides import FOOT, FOOT_SIZES
from kompass.briefing.slides.table import SIZES as TABLE_SIZES
from kompass.briefing.slides.text import LINE, NOTE, NOTE_SIZE, SMALLEST, FontMetrics
from kompass.facts import load
from kompass.figures.charts.district_drawing import drawing
from kompass.figures.exhibit import KIND_LABELS, source_line
from kompass.figures.picture import Chart, OnMap, ScenarioPicture, Sheet, Tracks
from kompass.language import LANGUAGES
from kompass.presentation.room import LONG_TITLE
from kompass.presentation.views.registry import default_story, view_specs
from tests.colours import LIGHT
from tests.office.exporting import FACTS, export
from tests.office.fonts import liberation

DEFAULT_STORY = default_story(load())

ASKED = "2026~AA-HS.100.25~EXT-DN.20.5"
TRICK = '=HYPERLINK("http://evil.example","k") <b>&amp;</b> ]]> ../../x'
NAME = "=SUM(1;2) <b>&amp;</b> ]]> ../../x"
TRICKS = (
    ("weil", f"1:{TRICK}"),
    ("v", f"{NAME}|2026~AA-AC.60.15"),
    ("basis", f"v.{NAME}"),
    ("annahme", "qa-60~qs-40~ka-10000~ks-9000"),
)
# Long rows, many columns, bars, one row of numbers, nothing to show yet, a long source line.
FURTHER = (
    "abschluss",
    "rechtskreis",
    "karte-places-per-1000",
    "karte-unemployed-change-pct",
    "tabelle-kreise-im-vergleich",
    "tabelle-arbeitslose-monate",
    "tabelle-zielgruppen",
    "tabelle-betriebe-nach-groesse",
    "tabelle-gemeldete-stellen",
    "tabelle-kontingente-2026-fluss",
    "tabelle-kontingente-2026-beschaeftigte",
    "tabelle-szenario-2026-ein-platz-mehr",
    "tabelle-annahmen-spanne",
    "tabelle-engpaesse-passung",
    "tabelle-beschaeftigung-gruppen-05334",
    "tabelle-zukunftsatlas-position",
    "tabelle-erwerbsalter",
    "tabelle-jahr-2020-instrumente",
)
NAMES = set(FACTS["districts"]["short_name"])
STORY = ("ansichten", ",".join((*DEFAULT_STORY, *FURTHER)))


class Deck:
    """A deck, and the views that its slides were made from."""

    def __init__(self, *further, code="de"):
        self.export = export(ASKED, *further, code=code)
        self.body = story_pptx(self.export)
        self.slides = list(Presentation(BytesIO(self.body)).slides)
        known = view_specs(self.export.facts)
        self.views = [known[view].make(self.export.context) for view in self.export.show.views]

    @property
    def pairs(self):
        return list(zip(self.slides, self.views, strict=False))

    def slide(self, view):
        return self.slides[self.export.show.views.index(view)]


@pytest.fixture(scope="module", params=LANGUAGES)
def deck(request):
    return Deck(STORY, code=request.param)


@pytest.fixture(scope="module")
def tricked():
    return Deck(*TRICKS)


def every(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def words(slide):
    return "\n".join(shape.text_frame.text for shape in every(slide.shapes) if shape.has_text_frame)


def description(shape):
    return shape._element._nvXxPr.cNvPr.get("descr", "")


def test_a_slide_for_each_view_and_the_sources_at_the_end(deck):
    assert len(deck.slides) > len(deck.views) == len(DEFAULT_STORY) + len(FURTHER)
    assert [slide.shapes.title.text_frame.text for slide, _ in deck.pairs] == [
        f"{v.subject}\n{v.title}" for v in deck.views
    ]
    numbers = [s for slide in deck.slides for s in slide.placeholders if s.placeholder_format.idx == 12]
    assert [s.text_frame._txBody.xpath("string(.//a:fld[@type='slidenum'])") for s in numbers] == [
        str(n) for n in range(1, len(deck.slides) + 1)
    ]
    last = "\n".join(words(slide) for slide in deck.slides[len(deck.views) :])
    cited = {c.source_id for view in deck.views for c in view.citations}
    for source in FACTS["sources"].itertuples():
        assert (f"{source.short_title}: " in last) == (source.source_id in cited)
    said = deck.export.provenance
    for text in (said.licences, said.attribution, said.footer):
        assert text in last
    pictures = [s for s in deck.slides[-1].shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert [p.click_action.hyperlink.address for p in pictures] == [said.link]


def test_the_suggested_story_has_its_sources_on_one_slide():
    assert len(Deck().slides) == len(DEFAULT_STORY) + 1


def test_kind_and_source_stand_on_every_slide(deck):
    for slide, view in deck.pairs:
        texts = words(slide).splitlines()
        assert deck.export.words.text(KIND_LABELS[view.kind(deck.export.facts)]) in texts
        assert bool(view.citations) == any(text.startswith(("Quelle: ", "Source: ")) for text in texts)
        assert isinstance(view.picture, OnMap) == ("© GeoBasis-DE" in words(slide))


def test_a_speaker_has_reading_terms_oddities_and_places_in_the_sources(deck):
    for slide, view in deck.pairs:
        notes = slide.notes_slide.notes_text_frame.text
        told = [view.heading, view.reading, *view.notes, *(meaning for _, meaning in view.definitions)]
        if view.citations:
            told.append(source_line(view.citations, deck.export.facts, deck.export.words))
        for text in told:
            assert text in notes


def test_every_chart_has_the_numbers_of_its_view(deck):
    found = 0
    for slide, view in deck.pairs:
        tracks = view.picture.tracks if isinstance(view.picture, ScenarioPicture) else view.picture
        tracks = bars_of(tracks) if isinstance(tracks, Chart) else tracks
        if not isinstance(tracks, Tracks):
            assert charts(slide) == []
            continue
        (chart,) = charts(slide)
        shown = {series.name: list(series.values) for series in chart.plots[0].series}
        assert shown[tracks.series[0]] == [f.amount for f in tracks.figures]
        if any(f.whole is not None for f in tracks.figures):
            assert shown[tracks.series[1]] == [f.whole for f in tracks.figures]
        found += 1
    assert found >= 10


def test_the_numbers_of_the_plan_in_the_colours_of_the_institutions():
    deck = Deck()
    (chart,) = charts(deck.slide("kontingente"))
    whole, degree = chart.plots[0].series
    assert list(whole.values) == [2269, 586, 300, 353]  # the plan's table of quotas
    assert list(degree.values) == [573, 172, 80, 129]
    fills = [f"#{degree.points[n].format.fill.fore_color.rgb}" for n in range(4)]
    assert fills == list(LIGHT.institutions.values())
    assert "2.269" in chart._chartSpace.xpath("string(.//c:ser[1]//c:dLbl)")
    (ranks,) = charts(deck.slide("zukunftsatlas"))
    assert list(ranks.plots[0].series[0].values) == [118, 233, 241]
    assert ranks.value_axis.reverse_order  # the best on top
    (moved,) = charts(deck.slide("simulator"))
    before, after = moved.plots[0].series
    assert list(before.values) == [2269, 586, 300, 353]
    assert list(after.values) == [2169, 586, 320, 453]


def test_the_map_is_drawn_in_the_colours_of_its_classes(deck):
    for slide, view in deck.pairs:
        groups = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
        assert len(groups) == isinstance(view.picture, OnMap)
        if groups:
            drawn = [shape for shape in groups[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
            filled = [shape for shape in drawn if shape.fill.type == MSO_FILL.SOLID]
            fills = {(shape.name, f"#{shape.fill.fore_color.rgb}") for shape in filled}
            assert fills == {(area.spoken, area.fill) for area in view.picture.areas.values()}
            assert description(groups[0]) == view.picture.alt


def test_a_table_is_native_and_says_what_it_leaves_out(deck):
    for slide, view in deck.pairs:
        if not isinstance(view.picture, Sheet):
            continue
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert head == [column.heading.replace("\u00ad", "") for column in view.picture.columns]
        left = len(view.picture.rows) - len(rows)
        wanted = view.picture.title_first if left else view.picture.rows
        assert rows == [list(row) for row in wanted[: len(rows)]]
        more = [text for text in words(slide).split("\n") if text.startswith("… ")]
        assert [f" {left} " in text and view.picture.page in text for text in more] == [True] * (left > 0)


def test_the_chart_of_a_page_is_a_chart_or_a_picture_of_it(deck):
    found = {}
    for slide, view in deck.pairs:
        if isinstance(view.picture, Chart):
            (shape,) = [s for s in slide.shapes if s.has_chart or s.shape_type == MSO_SHAPE_TYPE.PICTURE]
            assert view.picture.alt in description(shape)
            found[view.exhibit.name] = shape.has_chart
    assert found == {
        "arbeitslose-monate": False,
        "kontingente-2026-fluss": False,
        "engpaesse-passung": False,  # one bar alone
        "beschaeftigung-gruppen-05334": False,
        "zukunftsatlas-position": False,
        "erwerbsalter": True,
    }
    # 383,763 of 582,410 people in Aachen are 15 to 64, 175,988 of 279,285 in Düren, 166,095 of 263,681 in Heinsberg.
    working = charts(deck.slide("tabelle-erwerbsalter"))[0]
    assert [round(value, 1) for value in working.plots[0].series[0].values][:3] == [65.9, 63.0, 63.0]


def test_whatever_is_no_text_is_described_or_decoration(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                continue
            decorative = "decorative" in "".join(
                shape._element._nvXxPr.cNvPr.xpath(".//*/@val/..//@uri | .//@val")
            ) or bool(shape._element.xpath(".//*[local-name()='decorative']"))
            assert decorative or len(description(shape)) > 15, shape.name
        for shape in slide.shapes:
            if shape.has_chart:
                for value in shape.chart.plots[0].categories:
                    assert value.split("\n")[0] in description(shape)


def test_texts_are_large_and_none_leaves_its_box(deck):
    """Measured with a font as wide as Arial, not with the one that the slides were measured with."""
    for number, slide in enumerate(deck.slides, start=1):
        for shape in every(slide.shapes):
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= Emu(12_192_000)
            assert shape.top + shape.height <= Emu(6_858_000)
            if not shape.has_text_frame or (shape.is_placeholder and shape.placeholder_format.idx == 12):
                continue
            height = 0.0
            paragraphs = shape.text_frame.paragraphs
            for number_of, paragraph in enumerate(paragraphs, start=1):
                sizes = [run.font.size.pt for run in paragraph.runs]
                if not sizes:
                    continue
                assert min(sizes) >= least(slide, shape, number_of == len(paragraphs))
                bold = any(run.font.bold for run in paragraph.runs) and len(paragraph.runs) == 1
                lines = wrapped(paragraph.text, max(sizes), Emu(shape.width).pt, bold)
                height += lines * max(sizes) * 1.15 + (
                    paragraph.space_after.pt if paragraph.space_after else 0
                )
            assert height <= Emu(shape.height).pt + 2, (number, shape.text_frame.text)
        for shape in slide.shapes:
            if shape.has_table:
                assert_cells_fit(shape.table, shape.height)


def least(slide, shape, last):
    """How small a text may be: findings are large, what a slide is about stands above them; a district's name must
    not cross its border; sources are read at a desk."""
    if shape == slide.shapes.title and last:
        return 28 if len(shape.text_frame.paragraphs[-1].text) <= LONG_TITLE else 24
    if shape.name == FOOT:
        return FOOT_SIZES[-1]
    if shape.name == NOTE:
        return NOTE_SIZE
    return LABEL_SIZES[2] if shape.text_frame.text in NAMES else SMALLEST


def assert_cells_fit(table, height):
    widths = [Emu(column.width).pt - 12 for column in table.columns]
    used = 0.0
    for number, row in enumerate(table.rows):
        needs = []
        for index, cell in enumerate(row.cells):
            (run,) = cell.text_frame.paragraphs[0].runs or [None]
            if run is not None:
                assert run.font.size.pt >= TABLE_SIZES[-1]
                bold = number == 0 or index == 0
                needs.append(
                    wrapped(cell.text, run.font.size.pt, widths[index], bold) * run.font.size.pt * 1.15 + 6
                )
        assert max(needs) <= Emu(row.height).pt + 1
        used += Emu(row.height).pt
    assert used <= Emu(height).pt + 1


@cache
def font_of(bold):
    return ImageFont.truetype(liberation(bold), 100)


def wrapped(text, size, width, bold):
    """The number of lines that Liberation Sans needs, which is as wide as Arial."""
    font = font_of(bold)
    lines = 0
    for paragraph in text.split("\n"):
        line = ""
        lines += 1
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and font.getlength(longer) * size / 100 > width:
                lines += 1
                longer = word
            line = longer
    return lines


def test_a_text_too_long_even_for_the_smallest_size_is_cut_and_says_so():
    metrics = FontMetrics()
    text = " ".join(["Berufsanerkennungsverfahren"] * 40)
    box = type("Box", (), {"width": 12700 * 400, "height": 12700 * 70})
    cut, size = metrics.fitted(text, (32, 28), box)
    assert size == 28
    assert cut.endswith(" …")
    assert text.startswith(cut.removesuffix(" …"))
    assert metrics.height(cut, 28, 400) <= 70
    assert metrics.fitted("kurz", (32, 28), box) == ("kurz", 32)
    assert len(metrics.lines("x" * 200, 28, 100)) * 28 * LINE == metrics.height("x" * 200, 28, 100) > 28


def test_what_was_typed_stays_text(tricked):
    slide = tricked.slide("simulator")
    assert TRICK in slide.notes_slide.notes_text_frame.text
    assert NAME in slide.shapes.title.text_frame.text
    links = {
        relation.target_ref
        for slide in tricked.slides
        for relation in slide.part.rels.values()
        if relation.is_external
    }
    assert links == {tricked.export.provenance.link}
    with ZipFile(BytesIO(tricked.body)) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            for row in openpyxl.load_workbook(BytesIO(archive.read(name))).active.iter_rows():
                assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_the_file_says_what_it_is(deck):
    properties = Presentation(BytesIO(deck.body)).core_properties
    assert properties.author == "Bildungszielkompass"
    assert properties.language == deck.export.words.code
    assert "26" in properties.comments
    assert len(deck.body) < 5_000_000


def test_the_name_of_a_district_stays_within_its_borders(deck):
    """Its text, as wide as Arial sets it, lies within the outline of the district that it names."""
    found = 0
    for slide, view in deck.pairs:
        if not isinstance(view.picture, OnMap):
            continue
        drawn, (group,) = (
            drawing(keys_of(view.picture.areas)),
            [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP],
        )
        outline = next(s for s in group.shapes if s.name == view.picture.frame.label)
        scale = outline.width / (max(x for x, _ in drawn.frame[0]) - min(x for x, _ in drawn.frame[0]))
        for ags, area in view.picture.areas.items():
            (name,) = [s for s in group.shapes if s.has_text_frame and s.text_frame.text == area.lines[0]]
            (run,) = name.text_frame.paragraphs[0].runs
            width = font_of(False).getlength(run.text) * run.font.size.pt / 100 * 12_700 / scale
            height = 0.72 * run.font.size.pt * 12_700 / scale  # of a capital
            x = (name.left + name.width / 2 - outline.left) / scale + min(x for x, _ in drawn.frame[0])
            y = (name.top + name.height / 2 - outline.top) / scale + min(y for _, y in drawn.frame[0])
            shape = max((Polygon(ring) for ring in drawn.districts[ags]), key=lambda part: part.area)
            assert shape.contains(box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)), (
                area.spoken
            )
            found += 1
    assert found >= 9
