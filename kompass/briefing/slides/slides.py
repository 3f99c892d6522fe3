"""Slides of views: title, native picture, kind and sources in the footer, speaker notes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from kompass.briefing.paper.word import LONGEST_ADDRESS
from kompass.briefing.slides.chart_images import add_page_chart
from kompass.briefing.slides.charts import add_chart
from kompass.briefing.slides.cover import add_cover
from kompass.briefing.slides.design import GAP, SOURCE_HEIGHT, SUBJECT_SIZES, Design
from kompass.briefing.slides.map import add_map
from kompass.briefing.slides.shapes import STRIPE, add_stripe
from kompass.briefing.slides.table import add_table
from kompass.briefing.slides.text import (
    LINE,
    SMALLEST,
    Box,
    Run,
    add_note,
    add_text,
    describe,
    rgb,
    write,
)
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS, Kind, source_line
from kompass.figures.picture import (
    Chart,
    Cover,
    Figure,
    Numbers,
    OnMap,
    Said,
    ScenarioPicture,
    Sheet,
    Tracks,
)
from kompass.presentation.foot import foot
from kompass.presentation.view import View, ViewContext
from kompass.request.qr import code_note, qr_code, qr_png

_POINT = 12700  # EMU
_NAME, _VALUES = 20, (66, 54, 44, 36, 28)  # points of a large number's name and value
FOOT_SIZES, MOST_FOOT = (12, 10), 0.22  # points; largest share of the area below the title
FOOT = "Quelle und Stand"  # shape name
# Points of the note below a number; the smaller ones for narrow templates.
NOTE_SIZES = (SMALLEST, 16, 14, 12)
_SMALL = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True)
class Deck:
    """Input of every slide: design, view context, and the text for the template's footer placeholder."""

    design: Design
    context: ViewContext
    footer: str

    @property
    def code(self) -> str:
        """The language code of all texts."""
        return self.context.words.code


def view_slide(deck: Deck, view: View) -> None:
    """Add the slide of a view."""
    context, design = deck.context, deck.design
    slide = new_slide(deck, view.title, view.subject)
    taken = add_foot(deck, slide, view.kind(context.facts), foot(view, context).lines)
    area = design.area
    box = Box(area.left, area.top, area.width, area.height - taken - GAP)
    note = view.note
    if isinstance(view.picture, Tracks) and any(f.before is not None for f in view.picture.figures):
        note = note.partition(";")[0]  # the unit; dot and ring are bars here, and the legend says which
    if note:
        box = add_note(slide.shapes, box, note, design.metrics, deck.code)
    _picture(deck, slide.shapes, box, view)
    slide.notes_slide.notes_text_frame.text = _notes(view, context)


def new_slide(deck: Deck, title: str, subject: str = "") -> Any:
    """A new slide with slide number, subject and title. The title is cut if it does not fit in the smallest
    font."""
    design = deck.design
    slide = design.presentation.slides.add_slide(design.layout)
    shape = slide.shapes.title
    frame = shape.text_frame
    place = Box(shape.left, shape.top, shape.width, shape.height)
    frame.paragraphs[0].text = ""
    if subject:
        about, text, size = _fitted(subject, title, place, design)
        write(frame.paragraphs[0], [about], deck.code)
        write(frame.add_paragraph(), [Run(text, size, None)], deck.code)
    else:
        text, size = design.metrics.fitted(title, design.title_sizes, place, True)
        write(frame.paragraphs[0], [Run(text, size, None)], deck.code)
    _small_placeholders(deck, slide)
    return slide


def _fitted(subject: str, title: str, place: Box, design: Design) -> tuple[Run, str, float]:
    """Subject, title and its font size: the largest one that leaves space for the subject."""
    metrics, width = design.metrics, Emu(place.width).pt
    for size in design.title_sizes:
        for small in SUBJECT_SIZES:
            above = metrics.height(subject, small, width)
            rest = Box(place.left, place.top, place.width, place.height - round(above * _POINT))
            if metrics.fits(title, size, rest, True):
                return Run(subject, small), title, size
    text, size = metrics.fitted(title, design.title_sizes[-1:], rest, True)
    return Run(subject, small), text, size


def add_foot(deck: Deck, slide: Any, kind: Kind | None, lines: Sequence[str]) -> int:
    """Add kind badge and footer lines at the bottom of the slide. Returns their height in EMU."""
    area, metrics = deck.design.area, deck.design.metrics
    left, badge = area.left, 0
    label = deck.context.words.text(KIND_LABELS[kind]) if kind else ""
    if label:
        badge = round((metrics.width(label, SMALLEST, True) + 16) * _POINT)
        left += badge + GAP
    number = round(0.07 * area.width) if deck.design.number_in_source_row else 0
    width = area.left + area.width - left - number

    def height_at(size: float) -> int:
        return round(_POINT * sum(metrics.height(line, size, Emu(width).pt) for line in lines))

    size = next((size for size in FOOT_SIZES if height_at(size) <= MOST_FOOT * area.height), FOOT_SIZES[-1])
    taken = max(SOURCE_HEIGHT, height_at(size))
    top = area.bottom - taken
    if label:
        shape = add_text(
            slide.shapes,
            Box(area.left, top, badge, round(1.4 * SMALLEST * _POINT)),
            [[Run(label, bold=True)]],
            deck.code,
            MSO_ANCHOR.MIDDLE,
            PP_ALIGN.CENTER,
        )
        shape.line.color.rgb, shape.line.width = rgb(deck.context.style.muted), Pt(1.25)
    if lines:
        runs = [[Run(line, size)] for line in lines]
        add_text(slide.shapes, Box(left, top, width, taken), runs, deck.code, name=FOOT)
    return taken


def add_code(deck: Deck, shapes: Any, box: Box) -> None:
    """Add the QR code of the scenario at the bottom of ``box``, or a sentence if the link is too long."""
    t, link = deck.context.words.text, deck.context.link
    code = qr_code(link)
    if code is None:
        add_text(shapes, box, [[Run(t("Der Link ist zu lang für einen QR-Code."))]], deck.code)
        return
    side = min(box.width, box.height)
    drawn = shapes.add_picture(
        BytesIO(qr_png(code)), Emu(box.left), Emu(box.bottom - side), Emu(side), Emu(side)
    )
    alt = t("QR-Code des Links zum Szenario")
    describe(drawn, " ".join(filter(None, (f"{alt}.", code_note(link, deck.context.words)))))
    if len(link) <= LONGEST_ADDRESS:
        drawn.click_action.hyperlink.address = link


def _picture(deck: Deck, shapes: Any, box: Box, view: View) -> None:
    """Add the picture of a view as native shapes."""
    style, metrics, words = deck.context.style, deck.design.metrics, deck.context.words
    match view.picture:
        case Numbers(figures):
            numbers_box = box if len(figures) > 2 else box.part(top=0.15, height=0.6)
            _numbers(deck, shapes, numbers_box, figures, 2 if len(figures) > 1 else 1)
        case Tracks():
            add_chart(shapes, box, view.picture, view.heading, style, metrics)
        case OnMap():
            _map_beside(deck, shapes, box, view.picture)
        case Chart(alt=alt):
            add_page_chart(shapes, box, view.picture, alt or view.title, style, metrics)
        case Sheet():
            add_table(shapes, box, view.picture, view.heading, style, metrics, words)
        case ScenarioPicture():
            add_chart(shapes, box.part(width=0.72), view.picture.tracks, view.heading, style, metrics)
            _sums(deck, shapes, box.part(left=0.75, width=0.25), view.picture)
        case Cover():
            add_cover(shapes, box, view.picture, metrics, deck.code)
        case Said(text):
            fitted, size = metrics.fitted(text, (28, 24, 20, SMALLEST), box)
            add_text(shapes, box, [[Run(fitted, size)]], deck.code)


def _numbers(deck: Deck, shapes: Any, box: Box, figures: Sequence[Figure], columns: int) -> None:
    """Add large numbers in ``columns`` columns, all in the same font size."""
    metrics = deck.design.metrics
    rows = -(-len(figures) // columns)
    cells = [
        box.part((n % columns) / columns, (n // columns) / rows, 1 / columns, 1 / rows)
        for n in range(len(figures))
    ]
    inside = [
        Box(c.left + 3 * STRIPE, c.top, c.width - 4 * STRIPE, c.height - round(0.03 * box.height))
        for c in cells
    ]
    size = min(_size(f, place, deck) for f, place in zip(figures, inside, strict=True))
    for f, cell, place in zip(figures, cells, inside, strict=True):
        stripe = Box(cell.left, cell.top, cell.width, place.height)
        add_stripe(shapes, stripe, f.color or deck.context.style.line)
        width = Emu(place.width).pt
        name, _ = metrics.fitted(f.name, (_NAME,), _lines_box(place, 2 * _NAME), True)
        left = Emu(place.height).pt - metrics.height(name, _NAME, width, True) - size * LINE
        below = _lines_box(place, max(left / LINE, SMALLEST))
        note, small = metrics.fitted(f.note, NOTE_SIZES, below)
        runs = [[Run(name, _NAME, True)], [Run(f.value, size, True)], *([[Run(note, small)]] if note else [])]
        add_text(shapes, place, runs, deck.code, MSO_ANCHOR.MIDDLE)


def _size(f: Figure, place: Box, deck: Deck) -> float:
    """The largest font size at which a value fits in one line, with name and note above and below."""
    metrics, width = deck.design.metrics, Emu(place.width).pt
    beside = min(metrics.height(f.name, _NAME, width, True), 2 * _NAME * LINE)
    beside += metrics.height(f.note, SMALLEST, width) if f.note else 0
    fits = (
        size
        for size in _VALUES
        if metrics.width(f.value, size, True) <= width and beside + size * LINE <= Emu(place.height).pt
    )
    return next(fits, _VALUES[-1])


def _lines_box(place: Box, points: float) -> Box:
    """The top of ``place``, one line of ``points`` high."""
    return Box(place.left, place.top, place.width, round(points * LINE * _POINT))


def _map_beside(deck: Deck, shapes: Any, box: Box, picture: OnMap) -> None:
    """Add the map with its legend text on the left and the numbers on the right."""
    metrics = deck.design.metrics
    left = box.part(width=0.46)
    height = 0
    if picture.shading:
        height = round(metrics.height(picture.shading, SMALLEST, Emu(left.width).pt) * _POINT)
        below = Box(left.left, left.bottom - height, left.width, height)
        add_text(shapes, below, [[Run(picture.shading)]], deck.code, align=PP_ALIGN.CENTER)
    drawn = Box(left.left, left.top, left.width, left.height - height)
    add_map(shapes, drawn, picture, deck.context.style, metrics, deck.code)
    _numbers(deck, shapes, box.part(left=0.52, width=0.48), picture.figures, 1)


def _sums(deck: Deck, shapes: Any, box: Box, picture: ScenarioPicture) -> None:
    """Add both totals, and the QR code below them."""
    sums = [Figure(lines[0], number, "; ".join(lines[1:])) for number, *lines in picture.sums]
    _numbers(deck, shapes, box.part(height=0.7), sums, 1)
    add_code(deck, shapes, box.part(top=0.72, height=0.28))


def _small_placeholders(deck: Deck, slide: Any) -> None:
    """Copy slide number and footer placeholders from the layout; python-pptx omits them."""
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{deck.context.words.tag}"/><a:t>{len(deck.design.presentation.slides)}</a:t></a:fld>'
    )
    for holder in deck.design.layout.placeholders:
        kind = holder.placeholder_format.type
        if kind not in _SMALL:
            continue
        copied = deepcopy(holder._element)
        copied.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
        for old in list(copied.spPr):
            copied.spPr.remove(old)
        paragraph = copied.txBody.findall(qn("a:p"))[0]
        for old in list(paragraph):
            if old.tag != qn("a:pPr"):
                paragraph.remove(old)
        slide.shapes._spTree.append(copied)
        if kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            paragraph.append(parse_xml(field))
        else:
            shape = next(s for s in slide.placeholders if s._element is copied)
            shape.text_frame.paragraphs[0].text = deck.footer


def _notes(view: View, context: ViewContext) -> str:
    """Speaker notes: kind, reading, definitions, notes, sources."""
    t, kind = context.words.text, view.kind(context.facts)
    parts = [
        view.heading,
        t("{kind} – {meaning}", kind=t(KIND_LABELS[kind]), meaning=t(KIND_MEANINGS[kind])),
        view.reading,
        *(f"{term}: {meaning}" for term, meaning in view.definitions),
        *view.notes,
        source_line(view.citations, context.facts, context.words) if view.citations else "",
    ]
    return "\n".join(part for part in parts if part)
