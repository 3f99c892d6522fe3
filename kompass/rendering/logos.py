"""The operator's logos: a PNG or SVG file for each institution, read once and made into PNG of one height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image, UnidentifiedImageError

from kompass.language import N_, MessageError
from kompass.read_file import MEGA, FileError, is_folder, paths_in, read_file
from kompass.rendering.png import png

HEIGHT = 240  # pixels: 12 mm at 500 dots per inch
MOST_BYTES = MEGA
MOST_PIXELS = 4000  # of a side
WIDEST = 8  # times as wide as high, or as high as wide
_ENDINGS = (".png", ".svg")

Logos = Mapping[str, bytes]  # PNG by code of the institution
NO_LOGOS: Logos = {}


class LogoError(MessageError):
    """A logo that cannot be used; the message names the entry of the operator's file, the file, and says why."""


def read_logos(folder: Path, codes: Sequence[str]) -> Logos:
    """The logos in a folder; each file is called by the code of its institution, such as ``AA.svg``.

    Raises :class:`LogoError` for a folder that is not there, and for the first file that cannot be used.
    """
    if not is_folder(folder):
        raise LogoError(N_("logos: Den Ordner {folder} gibt es nicht."), folder=folder.name[:200])
    try:
        paths = paths_in(folder)
    except FileError as error:
        raise LogoError(N_("logos: {reason}"), reason=error.message) from error
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name.startswith("."):
            continue
        code = path.stem.upper()
        if path.suffix.lower() not in _ENDINGS:
            raise LogoError(N_("logos: {file} ist weder eine PNG- noch eine SVG-Datei."), file=path.name)
        if code not in codes:
            known = ", ".join(codes)
            raise LogoError(
                N_("logos: {file} muss wie das Kürzel einer Institution heißen: {known}."),
                file=path.name,
                known=known,
            )
        if code in found:
            raise LogoError(N_("logos: Für {code} gibt es zwei Dateien."), code=code)
        found[code] = _read(path)
    return {code: found[code] for code in codes if code in found}


def _read(path: Path) -> bytes:
    try:
        content = read_file(path, MOST_BYTES)
    except FileError as error:
        raise LogoError(N_("logos: {reason}"), reason=error.message) from error
    try:
        return _from_svg(content) if path.suffix.lower() == ".svg" else _from_png(content)
    except (ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoError(
            N_(
                "logos: {file} ist beschädigt, zu groß (höchstens 4000 Pixel je Seite), zu schmal oder verweist auf "
                "andere Dateien."
            ),
            file=path.name,
        ) from error


def _from_png(content: bytes) -> bytes:
    """The picture no higher than :data:`HEIGHT`, written anew. Raises ValueError for one that cannot be used."""
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as opened:
            _check_size(*opened.size)
            image = opened.convert("RGBA")
    except UnidentifiedImageError as error:
        raise ValueError("not a PNG file") from error
    except OSError as error:  # a file that is cut off
        raise ValueError("damaged") from error
    image.thumbnail((WIDEST * HEIGHT, HEIGHT))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _from_svg(content: bytes) -> bytes:
    """The drawing as PNG of :data:`HEIGHT`. Raises ValueError for one that cannot be used."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("not XML") from error
    if etree.QName(root).localname != "svg":
        raise ValueError("not an SVG file")
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if etree.QName(name).localname == "href" and not value.startswith(("#", "data:image/")):
                raise ValueError("refers to another file")
    if not root.get("viewBox"):
        sides = (root.get(name, "").rstrip("abcdefghijklmnopqrstuvwxyz ") for name in ("width", "height"))
        root.set("viewBox", " ".join(("0", "0", *sides)))
    _, _, width, height = map(float, root.get("viewBox").replace(",", " ").split())
    _check_size(*((WIDEST, WIDEST * height / width) if min(width, height) > 0 else (0, 0)))
    root.set("width", f"{HEIGHT * width / height:g}")
    root.set("height", f"{HEIGHT}")
    return png(etree.tostring(root, encoding="unicode"))


def _check_size(width: float, height: float) -> None:
    if min(width, height) <= 0 or max(width, height) > MOST_PIXELS:
        raise ValueError("no size, or too large")
    if max(width / height, height / width) > WIDEST:
        raise ValueError("too narrow")
