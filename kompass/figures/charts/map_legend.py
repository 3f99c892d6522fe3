"""Legend of a map: its classes with their limits."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kompass.figures.charts.map_classes import Classes, spans
from kompass.language import Language


def legend(found: Classes, values: Iterable[float], ramp: tuple[str, ...], language: Language) -> str:
    """The legend as HTML: colour and limits of each class that has a value."""
    return f'<ul class="bk-legend">{legend_list(found, values, ramp, language)}</ul>'


def legend_list(found: Classes, values: Iterable[float], ramp: tuple[str, ...], language: Language) -> str:
    """The items of the legend as HTML."""
    return "".join(
        f'<li><span class="bk-swatch" style="background:{color}"></span>{escape(text)}</li>'
        for color, text in legend_items(found, values, ramp, language)
    )


def legend_items(
    found: Classes, values: Iterable[float], ramp: tuple[str, ...], language: Language
) -> list[tuple[str, str]]:
    """Colour and limits, in words, of each class that has one of the values; empty for a single class."""
    if not found.limits:
        return []  # one class says nothing
    members = {found.index(value) for value in values}
    texts = [_span(low, high, found.decimals, language) for low, high in spans(found.limits)]
    return [(ramp[found.shades[n]], text) for n, text in enumerate(texts) if n in members]


def _span(low: float | None, high: float | None, decimals: int, language: Language) -> str:
    t, number = language.text, language.number
    if low is None:
        return t("unter {limit}", limit=number(high or 0, decimals))
    if high is None:
        return t("ab {limit}", limit=number(low, decimals))
    return t("{low} bis unter {high}", low=number(low, decimals), high=number(high, decimals))
