"""The key numbers at the top of a page, and what stands out, each with its badge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kompass.figures.exhibit import Citation, Made, kind_of
from kompass.figures.region.districts import Finding
from ui import sourcing
from ui.blocks import badge, html
from ui.session import Session


@dataclass(frozen=True)
class Number:
    """One of the up to four key numbers at the top of a page."""

    label: str
    value: str
    unit: str
    comparison: str
    made: Made
    citations: Sequence[Citation]
    compared: Made | None = None  # how the comparison is made, if not like the value


def numbers(items: Sequence[Number], current: Session) -> None:
    """Put up to four key numbers with unit, comparison and badge, and one source line for all of them."""
    words, facts = current.language, current.facts

    def compared(number: Number) -> str:
        made = number.compared
        return f" {badge(kind_of(made, number.citations, facts), words)}" if made else ""

    cells = "".join(
        f'<div class="bk-number"><dt>{escape(n.label)} {badge(kind_of(n.made, n.citations, facts), words)}</dt>'
        f'<dd><div class="bk-value">{escape(n.value)} <small>{escape(words.inline(n.unit))}</small></div>'
        f"<div>{escape(n.comparison)}{compared(n)}</div></dd></div>"
        for n in items
    )
    used = tuple(dict.fromkeys(c for n in items for c in n.citations))
    html(f'<dl class="bk-numbers">{cells}</dl>{sourcing.sources(used, current)}')


def findings_list(items: Sequence[Finding], current: Session) -> str:
    """The markup of what stands out: each with its figure, its sentence and its badge."""
    rows = "".join(
        f"<li><b>{escape(f.figure)}</b> {escape(f.sentence)} "
        f"{badge(kind_of(f.made, f.citations, current.facts), current.language)}</li>"
        for f in items
    )
    return f'<ul class="bk-list">{rows}</ul>'
