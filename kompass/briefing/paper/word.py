"""A paper as DOCX, with paragraph styles, native tables and page number fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kompass.briefing.paper.paper import Block, DistrictMap, Link, Logo, Paper, Vote, chart_svg
from kompass.briefing.paper.word_table import add_table
from kompass.briefing.saved import saved
from kompass.figures.charts.district_drawing import drawing_svg
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import KIND_LABELS, Kind
from kompass.figures.picture import Chart
from kompass.language import language
from kompass.rendering.png import png
from kompass.request.qr import qr_code, qr_png, qr_side

FONT = "Arial"  # on every office PC, and with the same widths as Liberation Sans elsewhere
WIDTH, HEIGHT = Mm(210), Mm(297)
SIDE, TOP, BOTTOM = Mm(20), Mm(20), Mm(18)
DENSE_TOP, DENSE_BOTTOM = Mm(16), Mm(14)
TEXT_WIDTH = Length(WIDTH - 2 * SIDE)
MAP_WIDTH = Mm(70)
LOGO_HEIGHT = Mm(12)
CHART_ZOOM = 2.0  # pixels per pixel of the drawing: 250 dots per inch
MAP_ZOOM = 1.5  # pixels per unit of the drawing: 360 dots per inch
# Font size in points of every paragraph style.
SIZES = {
    "Normal": 10.0,
    "Title": 18.0,
    "Subtitle": 12.0,
    "List": 10.0,
    "Heading 1": 13.0,
    "Heading 2": 10.5,
    "Caption": 9.0,
    "Header": 9.0,
    "Footer": 8.0,
}
SMALL = Pt(8.5)
LONGEST_ADDRESS = 2000  # characters; Word refuses documents with much longer links
BOX = "\u2610"


def paper_docx(paper: Paper, style: Style) -> bytes:
    """The bytes of the DOCX file."""
    document = Document()
    _set_up(document, paper, style)
    _logos(document, paper.logos)
    document.add_paragraph(paper.title, "Title")
    document.add_paragraph(paper.finding, "Subtitle")
    for label, value in paper.facts:
        document.add_paragraph(f"{label}\t{value}", "List")
    for notice in paper.notices:
        document.add_paragraph().add_run(notice).bold = True
    for block in paper.blocks:
        _block(document, block, paper, style)
    if paper.vote:
        _vote(document, paper.vote, style)
    _link(document, paper.link, style)
    return saved(document)


def _set_up(document: Doc, paper: Paper, style: Style) -> None:
    """Set page size, margins, styles, document properties, header and footer."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = (DENSE_TOP, DENSE_BOTTOM) if paper.dense else (TOP, BOTTOM)
    section.header_distance = section.footer_distance = Mm(8 if paper.dense else 10)
    _styles(document, paper, style)
    properties = document.core_properties
    properties.title = paper.title
    properties.subject = paper.finding
    properties.author = properties.last_modified_by = paper.product
    properties.language = language(paper.language).tag
    properties.comments = properties.keywords = properties.category = ""
    # Core properties have no time zone: they hold UTC.
    made = paper.made_at.astimezone(dt.UTC).replace(tzinfo=None)
    properties.created = properties.modified = made
    section.header.paragraphs[0].text = paper.product
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    before, of = paper.page
    footer.add_run(f"{paper.footer}\t{before} ")
    _field(footer, "PAGE")
    footer.add_run(f" {of} ")
    _field(footer, "NUMPAGES")


def _styles(document: Doc, paper: Paper, style: Style) -> None:
    """Set all paragraph styles to one font, black on white; headings differ by size and weight."""
    text, muted = (RGBColor.from_string(color.removeprefix("#")) for color in (style.text, style.muted))
    for name, size in SIZES.items():
        text_style = document.styles[name]
        fonts = text_style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]  # a theme font would take precedence over FONT
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
        text_style.font.size = Pt(size)
        text_style.font.color.rgb = muted if name in ("Caption", "Header", "Footer") else text
        text_style.font.bold = name in ("Title", "Subtitle", "Heading 1", "Heading 2")
        text_style.font.italic = False
        for spacing in text_style.element.rPr.findall(qn("w:spacing")):
            text_style.element.rPr.remove(spacing)  # no changed letter spacing
        text_style.paragraph_format.space_before = Pt(0)
        text_style.paragraph_format.space_after = Pt(4)
        for border in text_style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(11)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(4)
    document.styles["Caption"].paragraph_format.space_before = Pt(6)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    document.styles["Subtitle"].paragraph_format.space_after = Pt(8)
    facts = document.styles["List"].paragraph_format
    facts.left_indent, facts.first_line_indent = Mm(32), Mm(-32)
    facts.tab_stops.add_tab_stop(Mm(32))
    facts.space_after = Pt(2)
    for element, name in ((document.styles.element, "lang"), (document.settings.element, "themeFontLang")):
        for mark in element.iter(qn(f"w:{name}")):
            mark.attrib.clear()
            mark.set(qn("w:val"), language(paper.language).tag)


def _block(document: Doc, block: Block, paper: Paper, style: Style) -> None:
    titles = [
        document.add_paragraph(text, style_name)
        for text, style_name in ((block.heading, "Heading 1"), (block.finding, "Heading 2"))
        if text
    ]
    if block.kind:
        _kind(titles[-1], block.kind, paper)
    for text in block.texts:
        document.add_paragraph(text)
    if block.picture:
        _drawn(document, block.picture, style)
    for table in block.tables:
        if table.caption_shown:
            document.add_paragraph(table.caption, "Caption")
        add_table(document, table, TEXT_WIDTH, style)
    below = [text for text in (*block.reading, block.source) if text]
    for text in [" ".join(below)] if paper.dense and below else below:
        _small(document, text, style)


def _kind(paragraph: Paragraph, kind: Kind, paper: Paper) -> None:
    """Append the kind of figure to a heading, in italics for an assumption."""
    run = paragraph.add_run(f"  [{language(paper.language).text(KIND_LABELS[kind])}]")
    run.bold = False
    run.italic = kind is Kind.ASSUMPTION
    run.font.size = Pt(9)


def _drawn(document: Doc, drawn: DistrictMap | Chart, style: Style) -> None:
    """A chart, or the map with its legend and the attribution of the boundaries."""
    if isinstance(drawn, Chart):
        image = png(chart_svg(drawn), CHART_ZOOM)
        _picture(document.add_paragraph().add_run(), image, TEXT_WIDTH, drawn.alt)
        return
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    svg = drawing_svg(drawn.areas, drawn.frame, drawn.alt, style)
    _picture(line.add_run(), png(svg, MAP_ZOOM), MAP_WIDTH, drawn.alt)
    legend = _small(document, "", style)
    for color, text in drawn.classes:
        _swatch(legend.add_run("\u00a0" * 5), color, style)
        legend.add_run(f"\u00a0{text.replace(' ', chr(0xA0))}    ")
    _small(document, drawn.attribution, style)


def _logos(document: Doc, logos: Sequence[Logo]) -> None:
    """The logos side by side, all of one height, in as many lines as they need."""
    if not logos:
        return
    line = document.add_paragraph()
    for logo in logos:
        inline = line.add_run().add_picture(BytesIO(logo.image), height=LOGO_HEIGHT)._inline
        inline.docPr.set("descr", logo.alt)
        line.add_run("     ")


def _swatch(run: Run, color: str, style: Style) -> None:
    """Format a run as a filled and framed box."""
    properties = run._r.get_or_add_rPr()
    attributes = {
        "w:bdr": {"val": "single", "sz": "4", "space": "0", "color": style.text.removeprefix("#")},
        "w:shd": {"val": "clear", "color": "auto", "fill": color.removeprefix("#")},
    }
    for name, values in attributes.items():
        element = OxmlElement(name)
        for key, value in values.items():
            element.set(qn(f"w:{key}"), value)
        properties.append(element)


def _vote(document: Doc, vote: Vote, style: Style) -> None:
    """Heading, checkboxes and signature table, kept on one page."""
    document.add_paragraph(vote.heading, "Heading 1")
    boxes = document.add_paragraph()
    boxes.add_run("        ".join(f"{BOX} {option}" for option in vote.options)).font.size = Pt(12)
    place = document.add_paragraph(f"{vote.place_and_date}:\t")
    place.paragraph_format.tab_stops.add_tab_stop(Mm(110), leader=WD_TAB_LEADER.LINES)
    for line in (boxes, place):
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(8)
        line.paragraph_format.keep_with_next = True
    add_table(document, vote.signatures, TEXT_WIDTH, style, row_height=Mm(13))


def _link(document: Doc, link: Link, style: Style) -> None:
    """Heading, hyperlink, QR code, and the lines below."""
    document.add_paragraph(link.heading, "Heading 1")
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    if len(link.address) <= LONGEST_ADDRESS:
        _hyperlink(line, link.address, link.label, style)
    else:
        line.add_run(link.label)
    code = qr_code(link.address)
    line = document.add_paragraph()
    if code:
        _picture(line.add_run(), qr_png(code), Mm(qr_side(code)), link.alt)
    else:
        line.add_run(link.too_long)
    for text in link.lines:
        _small(document, text, style)


def _small(document: Doc, text: str, style: Style) -> Paragraph:
    """Add a paragraph of small print."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.keep_with_next = False
    paragraph.add_run(text).font.size = SMALL
    return paragraph


def _picture(run: Run, png: bytes, width: Length, alt: str) -> None:
    """Add an image with alternative text."""
    inline = run.add_picture(BytesIO(png), width)._inline
    inline.docPr.set("descr", alt)


def _hyperlink(paragraph: Paragraph, address: str, label: str, style: Style) -> None:
    """Add a hyperlink; python-docx can read hyperlinks but not create them."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    run = paragraph.add_run(label)
    run.underline = True
    run.font.color.rgb = RGBColor.from_string(style.link.removeprefix("#"))
    element.append(run._r)
    paragraph._p.append(element)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word computes, such as PAGE or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
