"""HTML and inline SVG of the pictures in a view: large numbers, bars, dots on a scale, the district map, the
scenario."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

from kompass.boundaries import ATTRIBUTION
from kompass.figures.charts.district_drawing import drawing_svg
from kompass.figures.charts.style import DARK, LIGHT, Style
from kompass.figures.picture import Cover, Figure, OnMap, Party, ScenarioPicture, Tracks
from kompass.language import Language
from kompass.presentation.story import DARK_THEME
from kompass.request.qr import code_note, qr_code, qr_svg

_LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")  # a phone cannot reach the server under these
FEW, SHORT = 5, 9  # rows, and letters of a number, that stand in the largest font
# The middle colours of the usual ramps allow no text with a contrast of 7:1, so these ramps leave them out.
_STYLES = {
    LIGHT.name: replace(LIGHT, ramp=("#F1EEF6", "#CFC7E3", "#B1A6D3", "#52378C", "#2F1B5C")),
    DARK.name: replace(DARK, ramp=("#2A2340", "#463A70", "#B3A5DC", "#D3C8EC", "#F1EBFA")),
}


def projector_style(theme: str) -> Style:
    """The chart style of a presentation theme (``hell`` or ``dunkel``). Text has a contrast of at least 7:1
    on every fill."""
    return _STYLES[DARK.name if theme == DARK_THEME else LIGHT.name]


def numbers(figures: Sequence[Figure]) -> str:
    """HTML definition list of one to four large numbers side by side."""
    cells = "".join(
        f"<div{_line(f.color)}><dt>{escape(f.name)}</dt>"
        f'<dd><b class="number">{escape(f.value)}</b>{_note(f.note)}</dd></div>'
        for f in figures
    )
    return f'<dl class="numbers">{cells}</dl>'


def cover(picture: Cover) -> str:
    """HTML list of the institutions on the title, each with its logo if there is one, and the lines below."""
    items = "".join(f"<li{_line(p.color)}>{_logo(p)}{escape(p.name)}</li>" for p in picture.parties)
    lines = "".join(f"<p>{escape(line)}</p>" for line in picture.lines)
    return f'<div class="cover"><ul>{items}</ul>{lines}</div>'


def _logo(party: Party) -> str:
    """The logo in the document itself, so that a file without a server has it; the name beside it says whose."""
    if not party.logo:
        return ""
    return f'<img alt="" src="data:image/png;base64,{b64encode(party.logo).decode()}">'


def tracks(picture: Tracks, style: Style) -> str:
    """HTML of horizontal bars or dots, one row per figure: name, track with its mark, number."""
    rows = "".join(
        f'<div class="row"><dt>{escape(f.name)}{_note(f.note, _live(f, "note"))}</dt>'
        f'<dd class="track" aria-hidden="true"{_live(f, "places", "track")}{_before(f)}>{_marks(f, picture, style)}</dd>'
        f'<dd class="value"><b class="number"{_live(f, "moved")}>{escape(f.value)}</b></dd></div>'
        for f in picture.figures
    )
    axis = (
        '<p class="axis" aria-hidden="true">'
        f"<span>{escape(picture.ends[0])}</span><span>{escape(picture.ends[1])}</span></p>"
        if picture.ends
        else ""
    )
    many = " many" if len(picture.figures) > FEW else ""
    look = f"tracks{many}{' wordy' if any(len(f.value) > SHORT for f in picture.figures) else ''}"
    scale = (
        f' data-reach="{picture.scale[1]:g}" data-most="{picture.most:g}"'
        if picture.scale and picture.most
        else ""
    )
    return f'<div class="{look}"{scale} aria-label="{escape(picture.alt)}" role="group"><dl>{rows}</dl>{axis}</div>'


def map_beside(picture: OnMap, style: Style) -> str:
    """HTML of the district map (SVG) with the districts' numbers beside it."""
    svg = drawing_svg(picture.areas, picture.frame, picture.alt, style)
    caption = _note(picture.shading) + escape(ATTRIBUTION)
    return (
        f'<div class="beside"><figure class="map">{svg}<figcaption>{caption}</figcaption></figure>'
        f"{numbers(picture.figures)}</div>"
    )


def scenario_picture(picture: ScenarioPicture, style: Style, words: Language) -> str:
    """HTML of the simulator view: places before and after, the totals, and the QR code of the link to it."""
    sums = "".join(
        f'<p class="sum"><b class="number" data-value="{name}">{escape(number)}</b>'
        f"{''.join(f'<small>{escape(line)}</small>' for line in lines)}</p>"
        for name, (number, *lines) in zip(("total", "degree_total"), picture.sums, strict=True)
    )
    return (
        '<div class="table">'
        f"{tracks(picture.tracks, style)}<aside>{sums}{_code(picture.link, words)}</aside></div>"
    )


def _code(link: str, words: Language) -> str:
    """The QR code of the link, or a sentence where the link is too long. The caption says if the host is only
    this machine."""
    t = words.text
    code = qr_code(link)
    if code is None:
        too_long = t("Der Link ist zu lang für einen QR-Code.")
        return f"<p><small>{escape(too_long)}</small></p>"
    here = urlsplit(link).hostname in _LOOPBACK_HOSTS
    note = t("nur auf diesem Rechner") if here else code_note(link, words) or t("zum Szenario")
    drawn = qr_svg(code, t("QR-Code des Links zum Szenario"))
    return (
        f'<figure class="code"><a href="{escape(link)}">{drawn}</a>'
        f"<figcaption>{escape(note)}</figcaption></figure>"
    )


def _line(color: str) -> str:
    return f' style="border-color:{color}"' if color else ""


def _note(text: str, attribute: str = "") -> str:
    return f"<small{attribute}>{escape(text)}</small>" if text else ""


def _live(figure: Figure, name: str, attribute: str = "live") -> str:
    """The attribute by which the negotiating table finds what it moves (kompass/table/view.js)."""
    return f' data-{attribute}="{escape(figure.code)}.{name}"' if figure.code else ""


def _before(figure: Figure) -> str:
    return f' data-before="{figure.before:g}"' if figure.code else ""


def _marks(figure: Figure, picture: Tracks, style: Style) -> str:
    """The bar or dot of a figure on its track, and a zero line unless zero is the left edge."""
    if figure.amount is None:
        return _zero(picture)
    at = picture.place(figure.amount)
    if picture.scale is None:
        zero = picture.place(0)
        bar = _span("bar", min(zero, at), max(zero, at), figure.color)
        if figure.whole is None:
            return bar + _zero(picture)
        return (
            _span("rest", zero, picture.place(figure.whole), style.tint(figure.color, 0.4), figure.color)
            + bar
        )
    dot = f'<i class="dot" style="left:{_percent(at)};background:{figure.color}"></i>'
    if figure.before is None:
        return dot
    was = picture.place(figure.before)
    ring = f'<i class="ring" style="left:{_percent(was)};border-color:{style.comparison}"></i>'
    return _span("move", min(was, at), max(was, at), figure.color) + ring + dot


def _zero(picture: Tracks) -> str:
    zero = picture.place(0) if picture.scale is None else 0
    return f'<i class="zero" style="left:{_percent(zero)}"></i>' if zero else ""


def _span(css: str, start: float, end: float, color: str, edge: str = "") -> str:
    width, line = _percent(max(end - start, 0)), f";border-color:{edge}" if edge else ""
    return f'<i class="{css}" style="left:{_percent(start)};width:{width};background:{color}{line}"></i>'


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
