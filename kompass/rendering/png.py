"""SVG to PNG without a browser, in the bundled font."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import resvg_py

from kompass.rendering.text import FONT_FILES

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(svg: str, zoom: float = 1, texts: Mapping[str, str] | None = None) -> bytes:
    """The PNG of an SVG, ``zoom`` pixels for each of its own; ``texts`` are its textual data by keyword.

    No font of the system is used, so every machine draws the same picture.
    """
    drawn = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=list(FONT_FILES.values()),
            sans_serif_family="Source Sans Pro",
            font_family="Source Sans Pro",
        )
    )
    return with_texts(drawn, texts or {})


def with_texts(image: bytes, texts: Mapping[str, str]) -> bytes:
    """A PNG with textual data (iTXt chunks in UTF-8) after its header."""
    chunks = b"".join(
        _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + value.encode())
        for keyword, value in texts.items()
    )
    header_end = len(_SIGNATURE) + 25  # length, type, 13 bytes of content and checksum of the first chunk
    return image[:header_end] + chunks + image[header_end:]


def texts_of(image: bytes) -> dict[str, str]:
    """The textual data of a PNG that :func:`with_texts` wrote; empty for anything else."""
    found: dict[str, str] = {}
    at = len(_SIGNATURE)
    if not image.startswith(_SIGNATURE):
        return found
    while at + 8 <= len(image):
        length, kind = struct.unpack(">I4s", image[at : at + 8])
        content = image[at + 8 : at + 8 + length]
        if kind == b"iTXt" and content.count(b"\0") >= 5:
            keyword, _, rest = content.partition(b"\0")
            if rest.startswith(b"\0\0\0\0"):
                found[keyword.decode("latin-1")] = rest[4:].decode("utf-8", "replace")
        at += length + 12
    return found


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
