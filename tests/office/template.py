"""A corporate template for tests, as an office would hand it out: with slides, sections, fonts and colours of its own."""

from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SECTIONS = """<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">
<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">
<p14:section name="Muster" id="{7C5E1C0E-59A1-4A4B-B2B4-0F4A6D0A1B2C}"><p14:sldIdLst><p14:sldId id="256"/>
</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"""


def template(without_title_layout=False, title_height=None, wide=True):
    """Bytes of a template in Georgia: 16:9, or not ``wide`` 4:3."""
    made = Presentation()
    wide = Inches(13.333) / made.slide_width if wide else 1.0
    if wide > 1:
        made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    for holder in (made.slide_master, *made.slide_layouts):
        for shape in holder.placeholders:
            places = [shape.left, shape.top, shape.width, shape.height]
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = Emu(round(places[0] * wide)), Emu(round(places[2] * wide))
                shape.top, shape.height = places[1], places[3]
                if title_height and shape.placeholder_format.type == PP_PLACEHOLDER.TITLE:
                    shape.height = title_height
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for latin in theme.iter(f"{A}latin"):
        latin.set("typeface", "Georgia")
    part._blob = etree.tostring(theme)
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Bitte Text eingeben"
    slide.notes_slide.notes_text_frame.text = "intern"
    made.element.append(parse_xml(SECTIONS))
    if without_title_layout:
        for layout in list(made.slide_layouts):
            if layout.name == "Title Only":
                made.slide_layouts.remove(layout)
    out = BytesIO()
    made.save(out)
    return out.getvalue()
