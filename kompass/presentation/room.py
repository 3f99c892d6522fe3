"""How much room a view leaves for its picture, in pixels of a screen of 1920 by 1080.

The sizes are those of ``assets/slides.css``, which measures everything in hundredths of the screen's width.
"""

from __future__ import annotations

from collections.abc import Sequence

from kompass.rendering.text import text_width, wrapped

UNIT = 19.2  # pixels: --u on a screen of 1920 by 1080
LONG_TITLE = 110  # characters; a longer title gets a smaller font, so that the picture keeps its height
_WIDTH = 1920 - 9 * UNIT  # between the margins of a view
_HEIGHT = 1080 - 4.2 * UNIT
_SMALL, _FOOT, NOTE = 1.55 * UNIT, 1.1 * UNIT, 1.6 * UNIT  # sizes of letters: subject, footer, note
_SPARE = 6.0  # for what a browser rounds

Size = tuple[float, float]


def room(subject: str, title: str, kind: str, foot: Sequence[str], note: str = "") -> Size:
    """Width and height that are left for the picture of a view between its title and its footer."""
    badge = text_width(kind, _SMALL, True) + 1.5 * UNIT
    size = (2.35 if len(title) > LONG_TITLE else 2.9) * UNIT
    wide = min((37 if len(title) > LONG_TITLE else 30) * size, _WIDTH - badge - 2 * UNIT)
    head = 1.16 * size * len(wrapped(title, wide, size, bold=True))
    if subject:
        head += 1.2 * _SMALL * len(wrapped(subject, wide, _SMALL))
    lines = sum(len(wrapped(line, _WIDTH - 24 * UNIT, _FOOT)) for line in foot)
    below = max(3.6 * UNIT, 0.5 * UNIT + 1.25 * _FOOT * lines)
    if note:
        below += 0.6 * UNIT + 1.25 * NOTE * len(wrapped(note, _WIDTH, NOTE))
    return _WIDTH, _HEIGHT - max(7.4 * UNIT, head) - below - 2.4 * UNIT - _SPARE
