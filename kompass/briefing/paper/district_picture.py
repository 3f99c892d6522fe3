"""The district map as a PNG image, for DOCX files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from io import BytesIO

from font_source_sans_pro import font_files_ttf
from PIL import Image, ImageDraw, ImageFont

from kompass.figures.charts.district_drawing import drawing
from kompass.figures.charts.maps import Area, Frame
from kompass.figures.charts.style import Style

# As in kompass.figures.district_drawing.drawing_svg, in units of the drawing.
HEAD = 36  # space above for the frame's label
LINE = 28
LETTERS = 25
BORDER, FRAME, HALO = 4, 7, 3
PIXELS = 2  # per unit: 1,324 pixels across, 300 dpi at 11 cm
_BOLD = re.compile(r"(<b>.*?</b>)")


def district_png(areas: Mapping[str, Area], frame: Frame, style: Style) -> bytes:
    """The bytes of a PNG image: districts filled and labelled as in ``areas`` (by ags), ``frame`` drawn
    around them."""
    shapes = drawing()
    picture = Image.new("RGB", (shapes.width * PIXELS, (shapes.height + HEAD) * PIXELS), style.background)
    pen = ImageDraw.Draw(picture)

    def place(x: float, y: float) -> tuple[float, float]:
        return x * PIXELS, (y + HEAD) * PIXELS

    for ags, area in areas.items():
        for ring in shapes.districts[ags]:
            points = [place(*point) for point in ring]
            pen.polygon(points, fill=area.fill)
            pen.line(points, style.text, BORDER * PIXELS, joint="curve")
    pen.line([place(*p) for p in shapes.frame], style.together(frame.codes), FRAME * PIXELS, joint="curve")
    head = f"<b>{escape(frame.label)}</b>"
    _write(pen, place(shapes.width / 2, -8), head, style.text, style.background)
    for ags, area in areas.items():
        x, y = shapes.labels[ags]
        for number, line in enumerate(area.label.split("<br>")):
            _write(pen, place(x, y + LINE * number), line, style.on(area.fill), area.fill)
    out = BytesIO()
    # A palette of 64 colours makes the file small and keeps the edges smooth.
    picture.quantize(64).save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, middle: tuple[float, float], line: str, color: str, halo: str) -> None:
    """Draw a line of a label above its baseline, centred on ``middle``. Text in <b> is bold; a halo keeps it
    legible on borders."""
    parts = [
        (unescape(part.removeprefix("<b>").removesuffix("</b>")), _font(part.startswith("<b>")))
        for part in _BOLD.split(line)
        if part
    ]
    for width, fill in ((HALO * PIXELS, halo), (0, color)):
        x = middle[0] - sum(font.getlength(text) for text, font in parts) / 2
        for text, font in parts:
            pen.text((x, middle[1]), text, fill, font, anchor="ls", stroke_width=width)
            x += font.getlength(text)


@lru_cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "SourceSansProSemibold" if bold else "SourceSansPro"
    return ImageFont.truetype(font_files_ttf[name], LETTERS * PIXELS)
