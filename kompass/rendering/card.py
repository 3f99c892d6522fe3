"""A picture to take away: finding, kind, picture, sources and address on one card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from kompass.figures.charts.style import Style
from kompass.rendering.drawing import Drawing
from kompass.rendering.text import LINE, text_element, text_width, wrapped

PAD = 28
PREVIEW = (1200, 630)  # width and height that chat programs ask for
TITLE, BADGE, FOOT = 24, 14, 14  # sizes of letters in pixels


@dataclass(frozen=True)
class Card:
    """What stands around a picture: its subject and finding, its kind in words, and the lines at the foot."""

    subject: str
    title: str
    kind: str
    foot: Sequence[str]
    address: str  # where the same is found, with all that was chosen


def card(around: Card, picture: Drawing, style: Style) -> Drawing:
    """The card around a picture, as wide as the picture and its margins."""
    width, inner = picture.width + 2 * PAD, picture.width
    body: list[str] = []
    top = float(PAD)
    badge = text_width(around.kind, BADGE) + 16
    if around.subject:
        for line in wrapped(around.subject, inner - badge - PAD, BADGE + 2):
            body.append(_line(line, PAD, top, BADGE + 2, style.muted))
            top += LINE * (BADGE + 2)
    body.append(
        f'<rect x="{width - PAD - badge:.1f}" y="{PAD - 4}" width="{badge:.1f}" height="26" rx="4" '
        f'fill="none" stroke="{style.muted}"/>'
        + text_element(escape(around.kind), width - PAD - badge / 2, PAD + 9, BADGE, style.muted, "middle")
    )
    room = inner if around.subject else inner - badge - PAD
    for line in wrapped(around.title, room, TITLE, bold=True):
        body.append(_line(line, PAD, top, TITLE, style.text, bold=True))
        top += LINE * TITLE
    top += 16
    body.append(picture.placed(PAD, top))
    top += picture.height + 20
    body.append(f'<path d="M{PAD} {top:.1f}H{width - PAD:.1f}" stroke="{style.line}"/>')
    top += 10
    for text in (*around.foot, around.address):
        for line in wrapped(text, inner, FOOT):
            body.append(_line(line, PAD, top, FOOT, style.muted))
            top += LINE * FOOT
    return _on_ground(width, top + PAD, "".join(body), style)


def preview(around: Card, picture_in: Callable[[tuple[float, float]], Drawing], style: Style) -> Drawing:
    """The card for a link in a chat: finding and picture in a fixed frame, in large letters.

    ``picture_in`` makes the picture for a box (width, height) in pixels.
    """
    (width, height), edge = PREVIEW, 48
    inner, size = width - 2 * edge, 44
    while size > 28 and len(wrapped(around.title, inner, size, bold=True)) > 2:
        size -= 2
    body, top = [], 36.0
    if around.subject:
        body.append(_line(_cut(around.subject, inner, 24), edge, top, 24, style.muted))
        top += 34
    for line in wrapped(around.title, inner, size, bold=True):
        body.append(_line(line, edge, top, size, style.text, bold=True))
        top += LINE * size
    top += 18
    room = height - top - 62

    picture = picture_in((inner, room))
    scale = min(inner / picture.width, room / picture.height)
    body.append(picture.placed(edge, top, picture.width * scale))
    body.append(f'<rect y="{height - 46}" width="{width}" height="46" fill="{style.panel}"/>')
    foot = _cut(f"{around.kind} · {' · '.join(around.foot)}", inner, 20)
    body.append(text_element(escape(foot), edge, height - 23, 20, style.muted))
    return _on_ground(width, height, "".join(body), style)


def _cut(text: str, width: float, size: float) -> str:
    """The first line of a text, with "…" where there is more; the page has it whole."""
    first, *more = wrapped(text, width - size, size)
    return f"{first} …" if more else first


def _on_ground(width: float, height: float, body: str, style: Style) -> Drawing:
    ground = f'<rect width="{width:.0f}" height="{height:.0f}" fill="{style.background}"/>'
    return Drawing(round(width), round(height), ground + body)


def _line(line: str, x: float, y: float, size: float, color: str, bold: bool = False) -> str:
    text = escape(line)
    return text_element(f"<b>{text}</b>" if bold else text, x, y, size, color, valign="top")
