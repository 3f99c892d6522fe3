"""Text boxes whose texts are measured beforehand, so that they fit.

Slides use Arial, which is not free to ship. Texts are measured in Source Sans, and widths multiplied by a
factor that a test checks against Arial's metrics.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from font_source_sans_pro import font_files_ttf
from PIL import ImageFont
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from kompass.language import language

FONT = "Arial"
SMALLEST = 18  # points; the smallest size legible from the back of a room
NOTE, NOTE_SIZE = "Lesehilfe", 14  # shape name of the note below a picture, and its size in points
_POINT = 12700  # EMU
LINE = 1.2  # line height relative to font size
ARIAL = 1.14  # width of Arial relative to Source Sans
UNKNOWN = 1.25  # the same for a template's font, which is unknown
_MEASURED = 100  # font size in pixels at which texts are measured


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The y coordinate of the bottom edge."""
        return self.top + self.height

    def part(self, left: float = 0, top: float = 0, width: float = 1, height: float = 1) -> Box:
        """A part of the rectangle; arguments are shares of its width and height."""
        return Box(
            round(self.left + left * self.width),
            round(self.top + top * self.height),
            round(width * self.width),
            round(height * self.height),
        )


@dataclass(frozen=True)
class FontMetrics:
    """Text measurement for the font of a deck; ``factor`` is its width relative to Source Sans."""

    factor: float = ARIAL

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a text in one line, in points."""
        return _width(text, bold) * size / _MEASURED * self.factor

    def lines(self, text: str, size: float, width: float, bold: bool = False) -> list[str]:
        """The text wrapped into lines of at most ``width`` points; longer words are broken."""
        lines = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if self.width(longer, size, bold) <= width:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                *whole, line = self._pieces(word, size, width, bold)
                lines += whole
            lines.append(line)
        return lines

    def _pieces(self, word: str, size: float, width: float, bold: bool) -> list[str]:
        """A word broken into pieces of at most ``width`` points."""
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.width(pieces[-1] + letter, size, bold) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def height(self, text: str, size: float, width: float, bold: bool = False) -> float:
        """The height of a text wrapped to ``width`` points, in points."""
        return len(self.lines(text, size, width, bold)) * size * LINE

    def fitted(self, text: str, sizes: Sequence[float], box: Box, bold: bool = False) -> tuple[str, float]:
        """The text and the first of ``sizes`` at which it fits into ``box``; at the last size it is cut if
        needed."""
        for size in sizes:
            if self.fits(text, size, box, bold):
                return text, size
        width, height = Emu(box.width).pt, Emu(box.height).pt
        return self._cut(text, sizes[-1], width, height, bold), sizes[-1]

    def fits(self, text: str, size: float, box: Box, bold: bool = False) -> bool:
        """Whether a text fits into ``box`` at a font size without breaking a word."""
        width, height = Emu(box.width).pt, Emu(box.height).pt
        longest = max((self.width(word, size, bold) for word in text.split()), default=0)
        return longest <= width and self.height(text, size, width, bold) <= height + 0.5

    def _cut(self, text: str, size: float, width: float, height: float, bold: bool) -> str:
        most = max(int((height + 0.5) / (size * LINE)), 1)
        kept = text
        while kept and len(self.lines(f"{kept} …" if kept != text else text, size, width, bold)) > most:
            kept = kept.rpartition(" ")[0] or kept[: len(kept) // 2]
        return kept if kept == text else f"{kept} …"


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    return _font(bold).getlength(text)


@lru_cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "SourceSansProBold" if bold else "SourceSansPro"
    return ImageFont.truetype(font_files_ttf[name], _MEASURED)


@dataclass(frozen=True)
class Run:
    """A text run: text, format, and hyperlink."""

    text: str
    size: float = SMALLEST
    bold: bool | None = False  # None: as in the layout
    color: str = ""  # empty: as in the layout
    link: str = ""


def add_text(
    shapes: Any,
    box: Box,
    paragraphs: Sequence[Sequence[Run]],
    code: str,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    name: str = "",
) -> Any:
    """Add a text box of exactly the size of ``box``. ``paragraphs`` are lists of runs, ``code`` is their
    language code."""
    shape = shapes.add_textbox(*_place(box))
    shape.name = name or shape.name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        write(paragraph, runs, code)
    return shape


def add_note(shapes: Any, box: Box, note: str, metrics: FontMetrics, code: str) -> Box:
    """Add a note at the bottom of ``box``; returns the room that is left above it."""
    height = round((metrics.height(note, NOTE_SIZE, Emu(box.width).pt) + 4) * _POINT)
    below = Box(box.left, box.bottom - height, box.width, height)
    add_text(shapes, below, [[Run(note, NOTE_SIZE)]], code, name=NOTE)
    return Box(box.left, box.top, box.width, box.height - height)


def write(paragraph: Any, runs: Sequence[Run], code: str) -> None:
    """Add the runs to a paragraph."""
    for spec in runs:
        run = paragraph.add_run()
        run.text = spec.text
        run.font.size = Pt(spec.size)
        run.font.bold = spec.bold
        # Not font.language_id: it accepts only a fixed list of languages.
        run._r.get_or_add_rPr().set("lang", language(code).tag)
        if spec.color:
            run.font.color.rgb = rgb(spec.color)
        if spec.link:
            run.hyperlink.address = spec.link


def rgb(color: str) -> RGBColor:
    """A colour such as "#52378C" as python-pptx's RGBColor."""
    return RGBColor(*bytes.fromhex(color.removeprefix("#")))


def without_style(shape: Any) -> None:
    """Remove the style of a shape, so that it has no shadow from the theme."""
    style = shape._element.find(qn("p:style"))
    shape._element.remove(style)


def describe(shape: Any, text: str) -> None:
    """Set the alternative text of a shape."""
    shape._element._nvXxPr.cNvPr.set("descr", text)


def _place(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    return Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height)
