"""The slide design: the built-in one, or layouts, fonts and colours of the operator's PPTX template."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from kompass.briefing.slides.text import FONT, SMALLEST, UNKNOWN, Box, FontMetrics
from kompass.figures.charts.style import Style
from kompass.language import N_, MessageError
from kompass.read_file import FileError, is_folder, paths_in, read_file

TITLE_SIZES = (32, 28, 24, 20, 18)  # points, tried in this order
SUBJECT_SIZES = (18, 16, 14, 12)  # points, of the subject above the title
SOURCE_HEIGHT = round(2 * SMALLEST * 1.2 * 12700)  # two lines
GAP = Inches(0.15)
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_SIDE = Inches(0.6)
_TITLE = Box(_SIDE, Inches(0.3), _WIDTH - 2 * _SIDE, Inches(1.75))
_NUMBER = Box(_WIDTH - _SIDE - Inches(0.8), Inches(7.15) - SOURCE_HEIGHT, Inches(0.8), Inches(0.35))
_AREA = Box(_SIDE, Inches(2.12), _WIDTH - 2 * _SIDE, Inches(5.03))
_KEPT = ("obj", "titleOnly", "blank")  # layout types of python-pptx's default template that are kept
_SMALL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class TemplateError(MessageError):
    """A template that cannot be used; the message says why."""


@dataclass(frozen=True)
class Design:
    """An empty presentation, the slide layout to use, and the area below the title placeholder."""

    presentation: Any
    layout: Any
    area: Box  # includes the source line at the bottom
    title_sizes: tuple[float, ...]
    metrics: FontMetrics
    number_in_source_row: bool  # whether the slide number is beside the source line


def read_template(path: Path) -> bytes:
    """The bytes of the operator's template; ``path`` is a PPTX file or a folder with exactly one.

    Raises :class:`TemplateError` for one that is missing or cannot be used.
    """
    paths = [path]
    if is_folder(path):
        try:
            inside = paths_in(path)
        except FileError as error:
            raise TemplateError(N_("Vorlage: {reason}"), reason=error.message) from error
        paths = [p for p in inside if p.suffix == ".pptx" and not p.name.startswith("~$")]
        if len(paths) != 1:
            raise TemplateError(
                N_("Vorlage: Im Ordner {folder} muss genau eine PPTX-Datei liegen, dort liegen {count}."),
                folder=path.name,
                count=len(paths),
            )
    try:
        content = read_file(paths[0])
    except FileError as error:
        raise TemplateError(N_("Vorlage: {reason}"), reason=error.message) from error
    try:
        from_template(content)
    except TemplateError:
        raise
    except Exception as error:  # python-pptx raises many kinds for a damaged file
        raise TemplateError(
            N_("Vorlage: {file} ist beschädigt oder keine PPTX-Datei."), file=paths[0].name
        ) from error
    return content


def from_template(content: bytes) -> Design:
    """The design of a PPTX template: its slides are removed, its layouts kept. Raises :class:`TemplateError`
    if no layout is suitable."""
    presentation: Any = Presentation(BytesIO(content))
    if presentation.part.content_type != CONTENT_TYPE.PML_PRESENTATION_MAIN:
        raise TemplateError(N_("Vorlage: Die Datei muss eine PPTX-Datei ohne Makros sein."))
    _remove_slides(presentation)
    width, height = presentation.slide_width, presentation.slide_height
    layout = _title_layout(presentation)
    title = next(p for p in layout.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.TITLE)
    low = [p.top for p in layout.placeholders if p.placeholder_format.type in _SMALL and p.top > height / 2]
    top, bottom = title.top + title.height + GAP, min([*low, round(0.95 * height)]) - GAP // 2
    if title.width < width / 2 or bottom - top < height / 2:
        raise TemplateError(N_("Vorlage: Neben dem Titel ist zu wenig Platz für ein Diagramm."))
    size = _title_size(layout, title)
    return Design(
        presentation,
        layout,
        Box(title.left, top, title.width, bottom - top),
        tuple(dict.fromkeys(s for s in (size, *TITLE_SIZES) if s <= size)) or (size,),
        FontMetrics(UNKNOWN),
        number_in_source_row=False,
    )


def default_design(style: Style) -> Design:
    """The built-in design: white background, title on top."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = _WIDTH, _HEIGHT
    master = presentation.slide_master
    for layout in list(presentation.slide_layouts):
        if layout._element.get("type") not in _KEPT:
            presentation.slide_layouts.remove(layout)
    for holder in (master, *presentation.slide_layouts):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
                shape._element.getparent().remove(shape._element)
    places = {
        PP_PLACEHOLDER.TITLE: _TITLE,
        PP_PLACEHOLDER.BODY: _AREA,
        PP_PLACEHOLDER.SLIDE_NUMBER: _NUMBER,
    }
    for shape in master.placeholders:
        box = places[shape.placeholder_format.type]
        shape.left, shape.top, shape.width, shape.height = map(
            Emu, (box.left, box.top, box.width, box.height)
        )
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP
    _master_texts(master)
    _theme(master, style)
    layout = next(x for x in presentation.slide_layouts if x._element.get("type") == "titleOnly")
    return Design(presentation, layout, _AREA, TITLE_SIZES, FontMetrics(), number_in_source_row=True)


def _master_texts(master: Any) -> None:
    """Set font size and alignment of title and slide number on the slide master."""
    (title,) = master._element.findall(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).attrib.update({"sz": str(100 * TITLE_SIZES[0]), "b": "1"})
    number = next(p for p in master.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER)
    for style in number._element.iter(qn("a:defRPr")):
        style.set("sz", str(100 * SMALLEST))
        for fill in style.findall(qn("a:solidFill")):
            style.remove(fill)
    for paragraph in number.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph.font.size = Pt(SMALLEST)


def _theme(master: Any, style: Style) -> None:
    """Set fonts and colours of the theme, so that content added in PowerPoint matches."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Bildungszielkompass")
    for latin in theme.iter(f"{_A}latin"):
        latin.set("typeface", FONT)
    colors = dict(zip(("accent1", "accent2", "accent3", "accent4"), style.palette, strict=False))
    colors |= {"dk1": style.text, "lt1": style.background, "dk2": style.muted, "lt2": style.panel}
    colors |= {"accent5": style.comparison, "accent6": style.ramp[-1]}
    colors |= {"hlink": style.link, "folHlink": style.ramp[-1]}
    for name, color in colors.items():
        (entry,) = theme.iter(f"{_A}{name}")
        entry[:] = [etree.Element(f"{_A}srgbClr", val=color.removeprefix("#"))]
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _remove_slides(presentation: Any) -> None:
    """Remove all slides, custom shows and sections; layouts stay."""
    slides = presentation.slides._sldIdLst
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    for name in ("p:custShowLst", "p:extLst"):
        for element in presentation.element.findall(qn(name)):
            presentation.element.remove(element)


def _title_layout(presentation: Any) -> Any:
    """The slide layout with a title placeholder and no other content placeholder. Raises
    :class:`TemplateError` if there is none."""

    def others(layout: Any) -> int:
        kinds = [p.placeholder_format.type for p in layout.placeholders]
        if PP_PLACEHOLDER.TITLE not in kinds:
            return 99
        return sum(kind not in (*_SMALL, PP_PLACEHOLDER.TITLE) for kind in kinds)

    best = min(presentation.slide_layouts, key=others, default=None)
    if best is None or others(best):
        raise TemplateError(N_("Vorlage: Ein Layout, das nur einen Titel hat, fehlt."))
    return best


def _title_size(layout: Any, title: Any) -> float:
    """The font size of titles in points, from layout or master; the default size if neither states it."""
    stated = [
        *title._element.iter(qn("a:defRPr")),
        *layout.slide_master._element.findall(
            f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
        ),
    ]
    sizes = [int(style.get("sz")) / 100 for style in stated if style.get("sz")]
    return sizes[0] if sizes else TITLE_SIZES[0]
