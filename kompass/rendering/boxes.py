"""Where the texts of a drawing stand: to see that none leaves its edges or crosses another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from lxml import etree

from kompass.rendering.drawing import Drawing
from kompass.rendering.text import text_width

SLACK = 1.0  # pixels that a text may reach beyond an edge or into another
CAPITALS = 0.7  # height of capital letters, in font sizes: what is seen of a line
_SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)(?: scale\(([\d.]+)\))?")
_TURN = re.compile(r"rotate\(([-\d.]+) ")


@dataclass(frozen=True)
class TextBox:
    """One line of text as drawn, in pixels of the drawing: its letters' size and the box around them."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def crosses(self, other: TextBox) -> bool:
        """Whether two lines cover each other by more than the slack."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return min(across, down) > SLACK


def text_boxes(drawing: Drawing) -> list[TextBox]:
    """The lines of text of a drawing."""
    return list(_boxes(etree.fromstring(drawing.svg("")), 0.0, 0.0, 1.0))


def leaves_edges(drawing: Drawing, boxes: list[TextBox]) -> list[TextBox]:
    """The lines that reach beyond the edges of the drawing."""
    return [
        box
        for box in boxes
        if min(box.left, box.top) < -SLACK
        or box.right > drawing.width + SLACK
        or box.bottom > drawing.height + SLACK
    ]


def crossings(boxes: list[TextBox]) -> int:
    """How many pairs of lines cover each other."""
    return sum(box.crosses(other) for n, box in enumerate(boxes) for other in boxes[n + 1 :])


def _boxes(element: etree._Element, x: float, y: float, scale: float) -> Iterator[TextBox]:
    moved = _MOVE.search(element.get("transform", ""))
    if moved:
        x, y = x + scale * float(moved[1]), y + scale * float(moved[2])
        scale *= float(moved[3] or 1)
    if element.tag != f"{_SVG}text":
        for child in element:
            yield from _boxes(child, x, y, scale)
        return
    size, anchor = float(element.get("font-size")), element.get("text-anchor", "start")
    heavy = int(element.get("font-weight", "400")) > 500
    turned = _TURN.search(element.get("transform", ""))
    for line in element:
        written = "".join(line.itertext())
        bold = heavy or any(part.get("font-weight") == "700" for part in line)
        width = text_width(written.strip(" "), size, bold)
        at, base = float(line.get("x")), float(line.get("y"))
        left = at - {"start": 0, "middle": width / 2, "end": width}[anchor]
        box = (left, base - CAPITALS * size, left + width, base)
        if turned:
            box = _turned(box, float(turned[1]), (at, base - CAPITALS * size / 2))
        edges = (x + scale * box[0], y + scale * box[1], x + scale * box[2], y + scale * box[3])
        yield TextBox(written, scale * size, *edges)


def _turned(
    box: tuple[float, float, float, float], angle: float, around: tuple[float, float]
) -> tuple[float, float, float, float]:
    """The upright box around a turned one; ``angle`` in degrees, clockwise."""
    turn = radians(angle)
    xs, ys = [], []
    for corner_x in (box[0], box[2]):
        for corner_y in (box[1], box[3]):
            dx, dy = corner_x - around[0], corner_y - around[1]
            xs.append(around[0] + dx * cos(turn) - dy * sin(turn))
            ys.append(around[1] + dx * sin(turn) + dy * cos(turn))
    return min(xs), min(ys), max(xs), max(ys)
