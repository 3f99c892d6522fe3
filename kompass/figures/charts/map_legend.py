"""Legend of a map: its classes with their limits."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from kompass.figures.charts.maps import Classes
from kompass.figures.charts.style import Style
from kompass.language import Language


def legend(limits: Classes, style: Style, language: Language) -> str:
    """The legend as HTML: colour and limits of each class, the outer classes open."""
    items = "".join(
        f'<li><span class="bk-swatch" style="background:{color}"></span>{escape(text)}</li>'
        for color, text in zip(style.ramp, class_texts(limits, language), strict=True)
    )
    return f'<ul class="bk-legend">{items}</ul>'


def class_texts(limits: Classes, language: Language) -> list[str]:
    """The limits of each class in words, the outer classes open."""
    t = language.text
    inner: Sequence[str] = [language.number(x, max(limits.decimals, 0)) for x in limits.limits[1:-1]]
    return [
        t("unter {limit}", limit=inner[0]),
        *(t("{low} bis unter {high}", low=a, high=b) for a, b in pairwise(inner)),
        t("ab {limit}", limit=inner[-1]),
    ]
