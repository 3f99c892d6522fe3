"""One slide per view: the finding as title, its picture in native shapes, its kind and source, notes to speak by."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from kompass.briefing.paper.word import LONGEST_ADDRESS
from kompass.briefing.slides.charts import add_chart
from kompass.briefing.slides.design import GAP, SOURCE_HEIGHT, SUBJECT_SIZES, Design
from kompass.briefing.slides.map import add_map
from kompass.briefing.slides.table import add_table
from kompass.briefing.slides.text import (
    LINE,
    SMALLEST,
    Box,
    Run,
    add_text,
    describe,
    rgb,
    without_style,
    write,
)
from kompass.figures.exhibit import KIND_LABELS, KIND_MEANINGS, Kind, source_line
from kompass.figures.picture import Figure, Numbers, OnMap, Said, ScenarioPicture, Sheet, Tracks
from kompass.presentation.foot import foot
from kompass.presentation.view import View, ViewContext
from kompass.request.qr import qr_code, qr_png

_POINT = 12700  # EMU
_NAME, _VALUES = 20, (66, 54, 44, 36, 28)  # points of a large number's name, and of itself
FOOT_SIZES, MOST_FOOT = (12, 10), 0.22  # points; share of the room below the title that it may have at most
FOOT = "Quelle und Stand"  # the name of its shape
NOTE_SIZES = (
    SMALLEST,
    16,
    14,
    12,
)  # points of what stands below a number: the smaller ones in narrow templates
_STRIPE = Pt(6)
_SMALL = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_DECORATIVE = (
    '<a:extLst {ns}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><d:decorative '
    'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class Deck:
    """What every slide is made with: the design, what the views are made from, and what a template's own foot says."""

    design: Design
    context: ViewContext
    footer: str

    @property
    def code(self) -> str:
        """The language of all texts."""
        return self.context.words.code


def view_slide(deck: Deck, view: View) -> None:
    """A slide of a view."""
    context, design = deck.context, deck.design
    slide = new_slide(deck, view.title, view.subject)
    taken = add_foot(deck, slide, view.kind(context.facts), foot(view, context).lines)
    area = design.area
    box = Box(area.left, area.top, area.width, area.height - taken - GAP)
    _picture(deck, slide.shapes, box, view)
    slide.notes_slide.notes_text_frame.text = _notes(view, context)


def new_slide(deck: Deck, title: str, subject: str = "") -> Any:
    """A slide with its number and its title, the subject above it; cut only where not even the smallest sizes hold
    both."""
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
        text, size = design.letters.fitted(title, design.title_sizes, place, True)
        write(frame.paragraphs[0], [Run(text, size, None)], deck.code)
    _small_placeholders(deck, slide)
    return slide


def _fitted(subject: str, title: str, place: Box, design: Design) -> tuple[Run, str, float]:
    """Subject, and title with its size: the largest title that leaves the subject its room."""
    letters, width = design.letters, Emu(place.width).pt
    for size in design.title_sizes:
        for small in SUBJECT_SIZES:
            above = letters.height(subject, small, width)
            rest = Box(place.left, place.top, place.width, place.height - round(above * _POINT))
            if letters.fits(title, size, rest, True):
                return Run(subject, small), title, size
    text, size = letters.fitted(title, design.title_sizes[-1:], rest, True)
    return Run(subject, small), text, size


def add_foot(deck: Deck, slide: Any, kind: Kind | None, lines: Sequence[str]) -> int:
    """Kind badge, and beside it the lines of the foot, whole; returns the height that they take, in EMU."""
    area, letters = deck.design.area, deck.design.letters
    left, badge = area.left, 0
    label = deck.context.words.text(KIND_LABELS[kind]) if kind else ""
    if label:
        badge = round((letters.width(label, SMALLEST, True) + 16) * _POINT)
        left += badge + GAP
    number = round(0.07 * area.width) if deck.design.own_row else 0
    width = area.left + area.width - left - number

    def high(size: float) -> int:
        return round(_POINT * sum(letters.height(line, size, Emu(width).pt) for line in lines))

    size = next((size for size in FOOT_SIZES if high(size) <= MOST_FOOT * area.height), FOOT_SIZES[-1])
    taken = max(SOURCE_HEIGHT, high(size))
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
    """The QR code to the scenario in a square at the foot of the box; where there can be none, why."""
    t, link = deck.context.words.text, deck.context.link
    code = qr_code(link)
    if code is None:
        add_text(shapes, box, [[Run(t("Der Link ist zu lang für einen QR-Code."))]], deck.code)
        return
    side = min(box.width, box.height)
    drawn = shapes.add_picture(
        BytesIO(qr_png(code)), Emu(box.left), Emu(box.bottom - side), Emu(side), Emu(side)
    )
    describe(drawn, t("QR-Code des Links zum Szenario"))
    if len(link) <= LONGEST_ADDRESS:
        drawn.click_action.hyperlink.address = link


def _picture(deck: Deck, shapes: Any, box: Box, view: View) -> None:
    style, letters, words = deck.context.style, deck.design.letters, deck.context.words
    match view.picture:
        case Numbers(figures):
            high = box if len(figures) > 2 else box.part(top=0.15, height=0.6)
            _numbers(deck, shapes, high, figures, 2 if len(figures) > 1 else 1)
        case Tracks():
            add_chart(shapes, box, view.picture, view.heading, style, letters, words)
        case OnMap():
            _map_beside(deck, shapes, box, view.picture)
        case Sheet():
            add_table(shapes, box, view.picture, view.heading, style, letters, words)
        case ScenarioPicture():
            add_chart(shapes, box.part(width=0.72), view.picture.tracks, view.heading, style, letters, words)
            _sums(deck, shapes, box.part(left=0.75, width=0.25), view.picture)
        case Said(text):
            said, size = letters.fitted(text, (28, 24, 20, SMALLEST), box)
            add_text(shapes, box, [[Run(said, size)]], deck.code)


def _numbers(deck: Deck, shapes: Any, box: Box, figures: Sequence[Figure], columns: int) -> None:
    """Large numbers in rows, all of one size."""
    letters = deck.design.letters
    rows = -(-len(figures) // columns)
    cells = [
        box.part((n % columns) / columns, (n // columns) / rows, 1 / columns, 1 / rows)
        for n in range(len(figures))
    ]
    inside = [
        Box(c.left + 3 * _STRIPE, c.top, c.width - 4 * _STRIPE, c.height - round(0.03 * box.height))
        for c in cells
    ]
    size = min(_size(f, place, deck) for f, place in zip(figures, inside, strict=True))
    for f, cell, place in zip(figures, cells, inside, strict=True):
        stripe = shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(cell.left), Emu(cell.top), _STRIPE, Emu(place.height)
        )
        stripe.fill.solid()
        stripe.fill.fore_color.rgb = rgb(f.color or deck.context.style.line)
        stripe.line.fill.background()
        without_style(stripe)
        stripe._element._nvXxPr.cNvPr.append(parse_xml(_DECORATIVE.format(ns=nsdecls("a"))))
        width = Emu(place.width).pt
        name, _ = letters.fitted(f.name, (_NAME,), _high(place, 2 * _NAME), True)
        left = Emu(place.height).pt - letters.height(name, _NAME, width, True) - size * LINE
        below = _high(place, max(left / LINE, SMALLEST))
        note, small = letters.fitted(f.note, NOTE_SIZES, below)
        runs = [[Run(name, _NAME, True)], [Run(f.value, size, True)], *([[Run(note, small)]] if note else [])]
        add_text(shapes, place, runs, deck.code, MSO_ANCHOR.MIDDLE)


def _size(f: Figure, place: Box, deck: Deck) -> float:
    """The largest size at which a number stands in one line, and its name and note beside it in theirs."""
    letters, width = deck.design.letters, Emu(place.width).pt
    beside = min(letters.height(f.name, _NAME, width, True), 2 * _NAME * LINE)
    beside += letters.height(f.note, SMALLEST, width) if f.note else 0
    fits = (
        size
        for size in _VALUES
        if letters.width(f.value, size, True) <= width and beside + size * LINE <= Emu(place.height).pt
    )
    return next(fits, _VALUES[-1])


def _high(place: Box, points: float) -> Box:
    return Box(place.left, place.top, place.width, round(points * LINE * _POINT))


def _map_beside(deck: Deck, shapes: Any, box: Box, shown: OnMap) -> None:
    letters = deck.design.letters
    left = box.part(width=0.46)
    height = 0
    if shown.shading:
        height = round(letters.height(shown.shading, SMALLEST, Emu(left.width).pt) * _POINT)
        below = Box(left.left, left.bottom - height, left.width, height)
        add_text(shapes, below, [[Run(shown.shading)]], deck.code, align=PP_ALIGN.CENTER)
    drawn = Box(left.left, left.top, left.width, left.height - height)
    add_map(shapes, drawn, shown, deck.context.style, letters, deck.code)
    _numbers(deck, shapes, box.part(left=0.52, width=0.48), shown.figures, 1)


def _sums(deck: Deck, shapes: Any, box: Box, shown: ScenarioPicture) -> None:
    """Both sums, below them the way to the scenario."""
    sums = [Figure(lines[0], number, "; ".join(lines[1:])) for number, *lines in shown.sums]
    _numbers(deck, shapes, box.part(height=0.7), sums, 1)
    add_code(deck, shapes, box.part(top=0.72, height=0.28))


def _small_placeholders(deck: Deck, slide: Any) -> None:
    """Slide number and foot as the layout has them; python-pptx leaves them out."""
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
    """What a speaker needs: how to read it, its terms, what is odd about it, and where to find it."""
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
