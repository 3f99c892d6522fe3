"""An SVG drawing of a known size, to stand alone or within another one."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kompass.rendering.text import FAMILY


@dataclass(frozen=True)
class Drawing:
    """An SVG drawing: its size in pixels, and its elements without the outer ``<svg>``."""

    width: float
    height: float
    body: str

    def svg(self, alt: str) -> str:
        """The drawing as an ``<svg>`` element with a text alternative, for a page or another drawing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'width="{self.width:g}" height="{self.height:g}" role="img" aria-label="{escape(alt, quote=True)}" '
            f'font-family="{FAMILY}">{self.body}</svg>'
        )

    def placed(self, x: float, y: float, width: float | None = None) -> str:
        """The drawing within another one, its top left corner at (x, y), scaled to a ``width``."""
        scale = (width or self.width) / self.width
        zoom = f" scale({scale:.4f})" if scale != 1 else ""
        return f'<g transform="translate({x:.1f} {y:.1f}){zoom}">{self.body}</g>'
