"""Decorative shapes of slides."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from kompass.briefing.slides.text import Box, rgb, without_style

STRIPE = Pt(6)
_DECORATIVE = (
    '<a:extLst {ns}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><d:decorative '
    'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def add_stripe(shapes: Any, box: Box, color: str) -> None:
    """Add a coloured stripe along the left edge of ``box``, which screen readers leave out."""
    stripe = shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top), STRIPE, Emu(box.height))
    stripe.fill.solid()
    stripe.fill.fore_color.rgb = rgb(color)
    stripe.line.fill.background()
    without_style(stripe)
    stripe._element._nvXxPr.cNvPr.append(parse_xml(_DECORATIVE.format(ns=nsdecls("a"))))
