"""The title slide: the institutions of the plan with their logos, and the lines on plan and scenario."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu

from kompass.briefing.slides.shapes import add_stripe
from kompass.briefing.slides.text import SMALLEST, Box, FontMetrics, Run, add_text, describe
from kompass.figures.picture import Cover, Party

_SIZES = (28, 24, 20, SMALLEST)  # points of the names
_COLUMNS = 2
_LOGO = 0.36  # of the width of a cell, at most


def add_cover(shapes: Any, box: Box, picture: Cover, metrics: FontMetrics, code: str) -> None:
    """Add the institutions in two columns, each with a stripe of its colour, and the lines below them."""
    rows = -(-len(picture.parties) // _COLUMNS)
    top = box.part(height=0.7)
    cells = [
        top.part((n % _COLUMNS) / _COLUMNS, (n // _COLUMNS) / rows, 0.94 / _COLUMNS, 0.8 / rows)
        for n in range(len(picture.parties))
    ]
    places = [
        cell.part(left=_LOGO + 0.09, width=0.91 - _LOGO) if party.logo else cell.part(left=0.05, width=0.95)
        for party, cell in zip(picture.parties, cells, strict=True)
    ]
    size = _size(picture.parties, places, metrics)
    for party, cell, place in zip(picture.parties, cells, places, strict=True):
        add_stripe(shapes, cell, party.color)
        if party.logo:
            _add_logo(shapes, cell.part(left=0.05, width=_LOGO), party)
        add_text(shapes, place, [[Run(party.name, size, True)]], code, MSO_ANCHOR.MIDDLE)
    below = box.part(top=0.76, height=0.24)
    text = "\n".join(picture.lines)
    _, line_size = metrics.fitted(text, (20, 18, SMALLEST), below)
    add_text(shapes, below, [[Run(line, line_size)] for line in picture.lines], code)


def _size(parties: Sequence[Party], places: Sequence[Box], metrics: FontMetrics) -> float:
    """The largest size at which each name fits beside its stripe."""
    fits = (
        size
        for size in _SIZES
        if all(metrics.fits(p.name, size, place, True) for p, place in zip(parties, places, strict=True))
    )
    return next(fits, _SIZES[-1])


def _add_logo(shapes: Any, place: Box, party: Party) -> None:
    """Add a logo, as large as its place allows, in the middle of its height."""
    with Image.open(BytesIO(party.logo)) as opened:
        width, height = opened.size
    scale = min(place.width / width, place.height / height)
    wide, high = round(scale * width), round(scale * height)
    top = place.top + (place.height - high) // 2
    drawn = shapes.add_picture(BytesIO(party.logo), Emu(place.left), Emu(top), Emu(wide), Emu(high))
    describe(drawn, f"Logo: {party.name}")
