"""A paper as PDF: tagged for screen readers (PDF/UA-1) and fit for archives (PDF/A-2a), set by typst without a browser.

The template ``paper.typ`` reads the content as JSON, so that a text of a user is never read as typst markup.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import name as unicode_name

import typst
from docx.shared import Length, Mm
from PIL import Image

from kompass.briefing.paper.paper import CHART_PIXELS, Block, DistrictMap, Link, Paper, Table, Vote, chart_svg
from kompass.briefing.paper.word import LONGEST_ADDRESS
from kompass.briefing.paper.word_table import column_widths
from kompass.figures.charts.district_drawing import drawing_svg
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import KIND_LABELS, Kind
from kompass.figures.picture import Chart
from kompass.language import Language, language
from kompass.rendering.text import FONT_FILES
from kompass.request.qr import QUIET, qr_code, qr_side

PDF = "application/pdf"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
TEXT_WIDTH = 170.0  # millimetres
MAP_WIDTH = 70.0
# In a dense paper a picture stands on the left, and beside it small print and the tables that fit there.
DENSE_MAP_WIDTH, DENSE_CHART_WIDTH, BETWEEN = 54.0, 84.0, 6.0
DENSE_CHART_PIXELS = 430
COLUMN_ROOM = 18.0  # millimetres that a column of a table beside a picture needs
LONGEST_WORD = 24  # characters; a longer one may be broken after as many
NO_GLYPH = "\ufffd"
_TEMPLATE = Path(__file__).with_name("paper.typ").read_bytes()
_WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_LONG_WORD = re.compile(rf"[^\s\u200b\u00ad]{{{LONGEST_WORD + 1},}}")

Files = dict[str, bytes]


def paper_pdf(paper: Paper, style: Style) -> bytes:
    """The bytes of the PDF file.

    A character that none of the fonts has is shown as U+FFFD, and a notice says so: readers would see an empty box.
    Raises :class:`typst.TypstError` if the file cannot be made.
    """
    files: Files = {"main.typ": _TEMPLATE}
    words = language(paper.language)
    content = _content(paper, style, words, files)
    while True:  # each turn replaces one more group of characters, or ends
        files["paper.json"] = json.dumps(content).encode()
        try:
            return _compiled(files, paper)
        except typst.TypstError as error:
            missing = _WITHOUT_GLYPH.search(error.message)
            if not missing:
                raise
            replaced = _without(content, frozenset(map(_group, missing[1])))
            if replaced == content:
                raise
            content = replaced
            notice = words.text(
                "Zeichen, für die diese Datei keine Schrift hat, stehen hier als {sign}.", sign=NO_GLYPH
            )
            content["notices"] = [*(text for text in content["notices"] if text != notice), notice]


def _compiled(files: Files, paper: Paper) -> bytes:
    # typst's annotations leave out that the input may be files by name.
    made: bytes = typst.compile(  # type: ignore[call-overload]
        dict(files), font_paths=_fonts(), pdf_standards=STANDARDS, timestamp=int(paper.made_at.timestamp())
    )
    return made


@lru_cache
def _fonts() -> typst.Fonts:
    """The bundled font, and those that typst carries for other scripts; none of the system."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(FONT_FILES["Regular"]).parent)],
    )


def _group(character: str) -> str:
    """Characters that a font has or has not together: a script, or all symbols beyond the basic plane."""
    return "symbols" if ord(character) > 0xFFFF else unicode_name(character, "none").split()[0]


def _without(content: Any, groups: frozenset[str]) -> Any:
    """The content with the characters of these groups replaced in every text."""
    if isinstance(content, str):
        return "".join(NO_GLYPH if c > "\u02ff" and _group(c) in groups else c for c in content)
    if isinstance(content, dict):
        return {key: _without(value, groups) for key, value in content.items()}
    if isinstance(content, list):
        return [_without(value, groups) for value in content]
    return content


def _content(paper: Paper, style: Style, words: Language, files: Files) -> dict[str, Any]:
    """The content as ``paper.typ`` reads it; pictures are added to ``files``."""
    primary, _, region = words.tag.partition("-")
    return {
        "language": primary,
        "region": region,
        "product": paper.product,
        "title": paper.title,
        "finding": _breakable(paper.finding),
        "facts": [[label, _breakable(value)] for label, value in paper.facts],
        "notices": [_breakable(notice) for notice in paper.notices],
        "blocks": [_block(block, paper, style, words, files) for block in paper.blocks],
        "vote": _vote(paper.vote, style) if paper.vote else None,
        "link": _link(paper.link, files),
        "footer": paper.footer,
        "page": list(paper.page),
        "dense": paper.dense,
        "between": BETWEEN,
        "logos": [
            {"file": _added(_as_svg(logo.image), "svg", files), "alt": logo.alt} for logo in paper.logos
        ],
        "colors": {
            "text": style.text,
            "muted": style.muted,
            "line": style.line,
            "link": style.link,
        },
    }


def _block(block: Block, paper: Paper, style: Style, words: Language, files: Files) -> dict[str, Any]:
    below = [_breakable(text) for text in (*block.reading, block.source) if text]
    kind = block.kind
    picture = _picture(block.picture, paper, style, files) if block.picture else None
    narrow = picture is not None and paper.dense and not picture["wide"]
    room = TEXT_WIDTH - BETWEEN - picture["width"] if picture and narrow else 0
    beside = [table for table in block.tables if len(table.headings) * COLUMN_ROOM <= room]
    return {
        "heading": _breakable(block.heading),
        "finding": _breakable(block.finding),
        "kind": kind and {"label": words.text(KIND_LABELS[kind]), "assumption": kind is Kind.ASSUMPTION},
        "texts": [_breakable(text) for text in block.texts],
        "picture": picture,
        "beside": [_table(table, style, room) for table in beside],
        "tables": [_table(table, style) for table in block.tables if table not in beside],
        "small": [" ".join(below)] if paper.dense and below else below,
    }


def _picture(drawn: DistrictMap | Chart, paper: Paper, style: Style, files: Files) -> dict[str, Any]:
    if isinstance(drawn, Chart):
        small = paper.dense and not drawn.beside  # panels take the whole width
        width, pixels = (DENSE_CHART_WIDTH, DENSE_CHART_PIXELS) if small else (TEXT_WIDTH, CHART_PIXELS)
        svg = chart_svg(drawn, pixels)
        return {
            "file": _added(svg.encode(), "svg", files),
            "alt": drawn.alt,
            "width": width,
            "wide": width == TEXT_WIDTH,
            "legend": [],
            "attribution": "",
        }
    return {
        "file": _added(drawing_svg(drawn.areas, drawn.frame, drawn.alt, style).encode(), "svg", files),
        "alt": drawn.alt,
        "width": DENSE_MAP_WIDTH if paper.dense else MAP_WIDTH,
        "wide": False,
        "legend": [list(item) for item in drawn.classes],
        "attribution": drawn.attribution,
    }


def _as_svg(image: bytes) -> bytes:
    """A PNG within an SVG: typst takes files as text only."""
    with Image.open(BytesIO(image)) as opened:
        width, height = opened.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(image).decode()}"/></svg>'
    ).encode()


def _added(picture: bytes, ending: str, files: Files) -> str:
    """The name under which a picture has been added to the files."""
    name = f"{len(files)}.{ending}"
    files[name] = picture
    return name


def _table(table: Table, style: Style, width: float = TEXT_WIDTH) -> dict[str, Any]:
    return {
        "caption": table.caption if table.caption_shown else "",
        "headings": list(table.headings),
        "rows": [[_breakable(cell) for cell in row] for row in table.rows],
        "right": list(table.right),
        "widths": [Length(width).mm for width in column_widths(table, Mm(width))],
        "marks": [style.of(code) if code else "" for code in table.codes],
        "total": table.total,
    }


def _vote(vote: Vote, style: Style) -> dict[str, Any]:
    return {
        "heading": vote.heading,
        "options": list(vote.options),
        "place_and_date": vote.place_and_date,
        "signatures": _table(vote.signatures, style),
    }


def _link(link: Link, files: Files) -> dict[str, Any]:
    code = qr_code(link.address)
    drawn = None
    if code:
        out = BytesIO()
        code.save(out, kind="svg", border=QUIET, light="#fff")
        drawn = {"file": _added(out.getvalue(), "svg", files), "alt": link.alt, "side": qr_side(code)}
    return {
        "heading": link.heading,
        "address": link.address if len(link.address) <= LONGEST_ADDRESS else "",
        "label": link.label,
        "code": drawn,
        "too_long": link.too_long,
        "lines": [_breakable(line) for line in link.lines],
    }


def _breakable(text: str) -> str:
    """The text with places inside very long words where a line may end (zero-width spaces)."""

    def broken(word: re.Match[str]) -> str:
        parts: Sequence[str] = [
            word[0][at : at + LONGEST_WORD] for at in range(0, len(word[0]), LONGEST_WORD)
        ]
        return "\u200b".join(parts)

    return _LONG_WORD.sub(broken, text)
