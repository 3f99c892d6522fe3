"""Short links: the query parameters of an address packed into a few characters, so that a phone can read its QR code."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from kompass.language import N_, MessageError
from kompass.places.parameters import REASONS

SHORT = "/k"  # the route that unpacks a short link
SIMULATOR = "simulator"  # path of the page that it leads to
VERSION = "1"  # of the dictionary below; links with it are printed on paper, so it never changes
MOST_BYTES = 20_000  # of a query string that is unpacked
MOST_CODED = 120  # characters that a phone reads as a QR code of level M from the back row
# What most queries share; deflate refers to it instead of writing it.
_DICTIONARY = (
    b"&lang=en&weil=1:2:3:4:&basis=plan&grenzen=&v=&stand="
    b"2026~EXT-AA.EXT-AC.EXT-DN.EXT-HS.~HS-AA.~DN-AA.~AC-AA.~HS-AC.~DN-HS.~AC-DN.~AC-HS.~AA-DN.~AA-AC.100.25"
    b"s=2026~AA-HS."
)


class ShortLinkError(MessageError):
    """A short link that cannot be read."""


@dataclass(frozen=True)
class ShortLink:
    """A link short enough for a QR code; ``complete`` is False if the reasons were left out."""

    address: str
    complete: bool


def packed(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and values of a query string as text of letters, digits, "-" and "_"."""
    text = "&".join(f"{name}={value.replace('%', '%25').replace('&', '%26')}" for name, value in pairs)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_DICTIONARY)
    raw = deflate.compress(text.encode()) + deflate.flush()
    return VERSION + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpacked(packed_text: str) -> list[tuple[str, str]]:
    """Names and values of a packed text. Raises :class:`ShortLinkError` for one that :func:`packed` did not write."""
    wrong = ShortLinkError(N_("Der Kurzlink ist nicht lesbar. Bitte prüfen, ob er vollständig ist."))
    if not packed_text.startswith(VERSION):
        raise wrong
    try:
        body = packed_text[1:]
        raw = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        inflate = zlib.decompressobj(-15, zdict=_DICTIONARY)
        query = inflate.decompress(raw, MOST_BYTES).decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise wrong from error
    if not inflate.eof or inflate.unused_data:
        raise wrong
    named = (part.partition("=") for part in query.split("&"))
    return [(name, value.replace("%26", "&").replace("%25", "%")) for name, _, value in named]


def short_link(link: str) -> ShortLink | None:
    """The short link to what a link to the simulator shows; None if even without reasons it is too long for a code."""
    parts = urlsplit(link)
    base = f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix(SIMULATOR).rstrip('/')}{SHORT}/"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    bare = [(name, value) for name, value in pairs if name != REASONS]
    for kept in (pairs, bare):
        address = base + packed(kept) if kept else link
        if len(address) <= MOST_CODED:
            return ShortLink(address, kept == pairs)
    return None
