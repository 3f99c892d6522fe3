"""QR codes of links, as PNG and SVG."""

from __future__ import annotations

from io import BytesIO

import segno

from kompass.language import Language
from kompass.request.short_link import short_link

QUIET = 4  # modules of the quiet zone, as the standard requires
MODULE_MM = 0.45  # legible for a phone's camera on paper
SMALLEST_MM = 32.0
PIXELS = 10  # per module


def qr_code(link: str) -> segno.QRCode | None:
    """The QR code (level M or better) of the short link to what a link to the simulator shows.

    Where the reasons do not fit, they are left out, see :func:`code_note`; None where nothing fits that a phone can
    read from the back row.
    """
    short = short_link(link)
    return segno.make_qr(short.address, error="m", boost_error=True) if short else None


def code_note(link: str, words: Language) -> str:
    """What the QR code of a link leaves out; "" if it has everything or there is no code."""
    short = short_link(link)
    return (
        ""
        if short is None or short.complete
        else words.text("Der QR-Code führt zum Szenario ohne Begründungen.")
    )


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
