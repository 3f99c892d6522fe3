"""A QR code for a link: as a picture for documents and as markup for print."""

from __future__ import annotations

from io import BytesIO

import segno

QUIET = 4  # modules of white around the code, as the standard asks
MODULE_MM = 0.45  # a phone's camera reads this from paper
SMALLEST_MM = 32.0
PIXELS = 10  # per module


def qr_code(link: str) -> segno.QRCode | None:
    """The smallest code that holds the link, with the most repair that still fits it; None for a link too long."""
    try:
        return segno.make_qr(link, error="l", boost_error=True)
    except segno.DataOverflowError:
        return None


def qr_side(code: segno.QRCode) -> float:
    """Millimetres that the code needs on paper, its white border included."""
    return max(SMALLEST_MM, MODULE_MM * code.symbol_size(border=QUIET)[0])


def qr_png(code: segno.QRCode) -> bytes:
    """The code as PNG."""
    out = BytesIO()
    code.save(out, kind="png", scale=PIXELS, border=QUIET)
    return out.getvalue()


def qr_svg(code: segno.QRCode, alt: str) -> str:
    """The code as markup that fills its box."""
    drawn: str = code.svg_inline(border=QUIET, omitsize=True, title=alt, light="#fff")
    return drawn.replace("<svg ", '<svg role="img" ', 1)
