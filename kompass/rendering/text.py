"""Text in SVG: widths in the bundled font, lines, and the few tags that plotly knows in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

from font_source_sans_pro import font_files_ttf
from PIL import ImageFont

# "Source Sans" is what the pages load; the others are what a viewer of a file may have.
FAMILY = "'Source Sans Pro','Source Sans','Source Sans 3','Segoe UI',Arial,sans-serif"
FONT_FILES = {"Regular": font_files_ttf["SourceSansPro"], "Bold": font_files_ttf["SourceSansProBold"]}
LINE = 1.25  # height of a line, in font sizes
_UNITS = 100  # widths are measured at this size
# Signs that the font has not, drawn with ones that it has.
_SIGNS = {"●": '<tspan font-size="1.5em" dy="0.09em">•</tspan><tspan dy="-0.135em">\u200b</tspan>', "○": "o"}
_TAGS = {"<b>": '<tspan font-weight="700">', "</b>": "</tspan>", "</span>": "</tspan>"}
_COLORED = re.compile(r'<span style="color:\s*(#[0-9A-Fa-f]{3,8}|[a-z]+);?">')
_TAG = re.compile(r"<[^>]*>")


@lru_cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FILES["Bold" if bold else "Regular"], _UNITS)


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of plain text in pixels."""
    return float(_font(bold).getlength(text)) * size / _UNITS


def plain(markup: str) -> str:
    """A plotly text without its tags; ``<br>`` becomes a space."""
    return unescape(_TAG.sub("", markup.replace("<br>", " ")))


def lines_of(markup: str) -> list[str]:
    """The lines of a plotly text."""
    return markup.split("<br>")


def markup_size(markup: str, size: float) -> tuple[float, float]:
    """Width and height in pixels of a plotly text."""
    lines = lines_of(markup)
    widths = [text_width(plain(line), size, "<b>" in line) for line in lines]
    return max(widths), len(lines) * LINE * size


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Plain text in lines of at most ``width`` pixels; a longer word is broken at the width."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(joined, size, bold) <= width:
            lines[-1] = joined
            continue
        rest = word
        while text_width(rest, size, bold) > width and len(rest) > 1:
            end = max(
                (n for n in range(1, len(rest)) if text_width(rest[:n], size, bold) <= width), default=1
            )
            lines.append(rest[:end])
            rest = rest[end:]
        lines.append(rest)
    return [line for line in lines if line] or [""]


def spans(line: str) -> str:
    """A line of a plotly text as SVG: ``<b>`` and coloured spans become ``tspan``, all else is escaped."""

    def piece(tag: str) -> str:
        colored = _COLORED.fullmatch(tag)
        if colored:
            return f'<tspan fill="{colored[1]}">'
        return _TAGS.get(tag, "")

    parts = re.split(r"(<[^>]*>)", line)
    drawn = "".join(
        piece(part) if part.startswith("<") and part.endswith(">") else escape(unescape(part))
        for part in parts
    )
    for sign, element in _SIGNS.items():
        drawn = drawn.replace(sign, element)
    return drawn


def text_element(
    markup: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    anchor: str = "start",
    valign: str = "middle",
    weight: int = 400,
    angle: float = 0,
    halo: str = "",
) -> str:
    """A text of one or more lines as an SVG element.

    ``anchor`` is start, middle or end; ``valign`` says what ``y`` is of the whole text: its top, middle or
    bottom; ``angle`` turns it clockwise around (x, y), in degrees; ``halo`` is a colour around the letters.
    """
    lines = lines_of(markup)
    height = len(lines) * LINE * size
    top = {"top": y, "middle": y - height / 2, "bottom": y - height}[valign]
    turned = f' transform="rotate({angle:g} {x:.1f} {y:.1f})"' if angle else ""
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    if halo:
        heavy += f' stroke="{halo}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'
    body = "".join(
        # The baseline of a line stands at about a third of the font size below its middle.
        f'<tspan x="{x:.1f}" y="{top + (number + 0.5) * LINE * size + 0.34 * size:.1f}">{spans(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"{heavy}{turned}>{body}</text>'
