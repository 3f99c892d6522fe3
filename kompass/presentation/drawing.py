"""Pictures for the back row: large numbers, bars and tracks with their figures, the map. Markup as light as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

from kompass.figures.charts.district_drawing import drawing_svg
from kompass.figures.charts.maps import ATTRIBUTION
from kompass.figures.charts.style import DARK, LIGHT, Style
from kompass.figures.picture import Figure, OnMap, ScenarioPicture, Tracks
from kompass.language import Language
from kompass.presentation.story import DARK_THEME
from kompass.request.qr import qr_code, qr_svg

_ONLY_HERE = ("localhost", "127.0.0.1", "::1")  # addresses that lead a phone to itself
# The middle of the usual ramps carries no text that reads at 7:1: here the classes stay clear of it.
_STYLES = {
    LIGHT.name: replace(LIGHT, ramp=("#F1EEF6", "#CFC7E3", "#B1A6D3", "#52378C", "#2F1B5C")),
    DARK.name: replace(DARK, ramp=("#2A2340", "#463A70", "#B3A5DC", "#D3C8EC", "#F1EBFA")),
}


def projector_style(theme: str) -> Style:
    """The style of a theme of the presentation: every text on every fill has a contrast of 7:1."""
    return _STYLES[DARK.name if theme == DARK_THEME else LIGHT.name]


def numbers(figures: Sequence[Figure]) -> str:
    """One to four large numbers side by side."""
    cells = "".join(
        f"<div{_line(f.color)}><dt>{escape(f.name)}</dt>"
        f'<dd><b class="number">{escape(f.value)}</b>{_note(f.note)}</dd></div>'
        for f in figures
    )
    return f'<dl class="numbers">{cells}</dl>'


def tracks(shown: Tracks, style: Style) -> str:
    """A row per figure: name, track with its mark, number."""
    rows = "".join(
        f'<div class="row"><dt>{escape(f.name)}{_note(f.note)}</dt>'
        f'<dd class="track" aria-hidden="true">{_marks(f, shown, style)}</dd>'
        f'<dd class="value"><b class="number">{escape(f.value)}</b></dd></div>'
        for f in shown.figures
    )
    axis = (
        '<p class="axis" aria-hidden="true">'
        f"<span>{escape(shown.ends[0])}</span><span>{escape(shown.ends[1])}</span></p>"
        if shown.ends
        else ""
    )
    return f'<div class="tracks" aria-label="{escape(shown.alt)}" role="group"><dl>{rows}</dl>{axis}</div>'


def map_beside(shown: OnMap, style: Style) -> str:
    """The drawn districts, their numbers beside them."""
    svg = drawing_svg(shown.areas, shown.frame, shown.alt, style)
    caption = _note(shown.shading) + escape(ATTRIBUTION)
    return (
        f'<div class="beside"><figure class="map">{svg}<figcaption>{caption}</figcaption></figure>'
        f"{numbers(shown.figures)}</div>"
    )


def scenario_picture(shown: ScenarioPicture, style: Style, words: Language) -> str:
    """Before and after, the sums, and the way to the scenario for a phone."""
    sums = "".join(
        f'<p class="sum"><b class="number">{escape(number)}</b>'
        f"{''.join(f'<small>{escape(line)}</small>' for line in lines)}</p>"
        for number, *lines in shown.sums
    )
    return (
        f'<div class="table" data-s="{escape(shown.scenario)}">'
        f"{tracks(shown.tracks, style)}<aside>{sums}{_code(shown.link, words)}</aside></div>"
    )


def _code(link: str, words: Language) -> str:
    """The QR code to the scenario; where it cannot work, why."""
    t = words.text
    code = qr_code(link)
    if code is None:
        too_long = t("Der Link ist zu lang für einen QR-Code.")
        return f"<p><small>{escape(too_long)}</small></p>"
    here = urlsplit(link).hostname in _ONLY_HERE
    note = t("nur auf diesem Rechner") if here else t("zum Szenario")
    drawn = qr_svg(code, t("QR-Code des Links zum Szenario"))
    return (
        f'<figure class="code"><a href="{escape(link)}">{drawn}</a>'
        f"<figcaption>{escape(note)}</figcaption></figure>"
    )


def _line(color: str) -> str:
    return f' style="border-color:{color}"' if color else ""


def _note(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def _marks(f: Figure, shown: Tracks, style: Style) -> str:
    """The mark of a figure on its track, and where zero stands unless that is the left end."""
    if f.amount is None:
        return _zero(shown)
    at = shown.place(f.amount)
    if shown.scale is None:
        zero = shown.place(0)
        bar = _span("bar", min(zero, at), max(zero, at), f.color)
        if f.whole is None:
            return bar + _zero(shown)
        return _span("rest", zero, shown.place(f.whole), style.tint(f.color, 0.4), f.color) + bar
    dot = f'<i class="dot" style="left:{_percent(at)};background:{f.color}"></i>'
    if f.before is None:
        return dot
    was = shown.place(f.before)
    ring = f'<i class="ring" style="left:{_percent(was)};border-color:{style.comparison}"></i>'
    return _span("move", min(was, at), max(was, at), f.color) + ring + dot


def _zero(shown: Tracks) -> str:
    zero = shown.place(0) if shown.scale is None else 0
    return f'<i class="zero" style="left:{_percent(zero)}"></i>' if zero else ""


def _span(css: str, start: float, end: float, color: str, edge: str = "") -> str:
    width, line = _percent(max(end - start, 0)), f";border-color:{edge}" if edge else ""
    return f'<i class="{css}" style="left:{_percent(start)};width:{width};background:{color}{line}"></i>'


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
