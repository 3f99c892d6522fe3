"""Texts on slides: measured before they are set, so that none leaves its box.

Arial is on every office PC. Here its letters are measured by a font that the product brings along, and taken
as wider by what a test compares with the real one.
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
SMALLEST = 18  # points; what is smaller cannot be read from the back row
LINE = 1.2  # height of a line in font sizes
ARIAL = 1.14  # its letters against those that are measured
UNKNOWN = 1.25  # those of a font that a template brings
_MEASURED = 100  # pixels


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height

    def part(self, left: float = 0, top: float = 0, width: float = 1, height: float = 1) -> Box:
        """A part of it, in shares of its sides."""
        return Box(
            round(self.left + left * self.width),
            round(self.top + top * self.height),
            round(width * self.width),
            round(height * self.height),
        )


@dataclass(frozen=True)
class Letters:
    """How wide the letters of a deck are, against those that are measured."""

    factor: float = ARIAL

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Points that a text takes in one line."""
        return _width(text, bold) * size / _MEASURED * self.factor

    def lines(self, text: str, size: float, width: float, bold: bool = False) -> list[str]:
        """A text broken into lines of at most ``width`` points; a word that is longer is broken, too."""
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
        """A word in pieces of at most ``width`` points."""
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.width(pieces[-1] + letter, size, bold) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def height(self, text: str, size: float, width: float, bold: bool = False) -> float:
        """Points that a text takes in height when it is broken into lines of ``width`` points."""
        return len(self.lines(text, size, width, bold)) * size * LINE

    def fitted(self, text: str, sizes: Sequence[float], box: Box, bold: bool = False) -> tuple[str, float]:
        """The text and the first of the sizes at which it fits its box; at the last one cut, where it must be."""
        for size in sizes:
            if self.fits(text, size, box, bold):
                return text, size
        width, height = Emu(box.width).pt, Emu(box.height).pt
        return self._cut(text, sizes[-1], width, height, bold), sizes[-1]

    def fits(self, text: str, size: float, box: Box, bold: bool = False) -> bool:
        """Whether a text fits its box at a size, no word of it broken."""
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
    """A text of one look, and where it leads to."""

    text: str
    size: float = SMALLEST
    bold: bool | None = False  # None: as the design has it
    color: str = ""  # empty: that of the design
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
    """A text box that is exactly as large as ``box``; ``code`` is the language of its texts."""
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


def write(paragraph: Any, runs: Sequence[Run], code: str) -> None:
    """The runs of a paragraph."""
    for said in runs:
        run = paragraph.add_run()
        run.text = said.text
        run.font.size = Pt(said.size)
        run.font.bold = said.bold
        # Not font.language_id: python-pptx knows only a list of languages.
        run._r.get_or_add_rPr().set("lang", language(code).tag)
        if said.color:
            run.font.color.rgb = rgb(said.color)
        if said.link:
            run.hyperlink.address = said.link


def rgb(color: str) -> RGBColor:
    """A colour of a style as slides know it."""
    return RGBColor(*bytes.fromhex(color.removeprefix("#")))


def without_style(shape: Any) -> None:
    """A drawn shape as it is told to be: no shadow of the theme, which programs draw as they like."""
    style = shape._element.find(qn("p:style"))
    shape._element.remove(style)


def describe(shape: Any, text: str) -> None:
    """What a picture, chart or table says, for who cannot see it."""
    shape._element._nvXxPr.cNvPr.set("descr", text)


def _place(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    return Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height)
