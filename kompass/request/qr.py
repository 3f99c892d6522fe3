"""QR codes of links, as PNG and SVG."""

from __future__ import annotations

from io import BytesIO

import segno

QUIET = 4  # modules of the quiet zone, as the standard requires
MODULE_MM = 0.45  # legible for a phone's camera on paper
SMALLEST_MM = 32.0
PIXELS = 10  # per module


def qr_code(link: str) -> segno.QRCode | None:
    """The smallest QR code for the link, with the highest error correction at that size; None if the link is
    too long."""
    try:
        return segno.make_qr(link, error="l", boost_error=True)
    except segno.DataOverflowError:
        return None


def qr_side(code: segno.QRCode) -> float:
    """The side of the printed code in millimetres, with its quiet zone."""
    return max(SMALLEST_MM, MODULE_MM * code.symbol_size(border=QUIET)[0])


def qr_png(code: segno.QRCode) -> bytes:
    """The bytes of the code as PNG."""
    out = BytesIO()
    code.save(out, kind="png", scale=PIXELS, border=QUIET)
    return out.getvalue()


def qr_svg(code: segno.QRCode, alt: str) -> str:
    """The code as SVG element that scales to its container; ``alt`` is its title."""
    drawn: str = code.svg_inline(border=QUIET, omitsize=True, title=alt, light="#fff")
    return drawn.replace("<svg ", '<svg role="img" ', 1)
