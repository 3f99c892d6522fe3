"""The pictures of views (``kompass.figures.picture``) as SVG drawings."""

from __future__ import annotations

from collections.abc import Sequence

from kompass.boundaries import ATTRIBUTION
from kompass.figures.charts.district_drawing import districts_body
from kompass.figures.charts.style import Style
from kompass.figures.picture import (
    Chart,
    Cover,
    Figure,
    Numbers,
    OnMap,
    Party,
    Picture,
    Said,
    ScenarioPicture,
    Sheet,
    Tracks,
)
from kompass.language import Language
from kompass.rendering.drawing import Drawing
from kompass.rendering.figure import figure_drawing
from kompass.rendering.text import LINE, text_element, text_width, wrapped
from kompass.rendering.wall import wall_drawing

BODY, SMALL, LARGE = 17, 15, 40  # sizes of letters in pixels
GAP = 16
PANEL = 340  # pixels, the least width of one panel of a chart beside others
PREVIEW_WIDTHS = (400, 500, 640, 800, 1000)  # pixels
WALL = 1747  # pixels: the width of a picture on a screen of 1920 by 1080
MOST_ROWS = 30  # of a table in a picture; its CSV has all


def picture_drawing(picture: Picture, width: float, style: Style, words: Language) -> Drawing:
    """The picture of a view, ``width`` pixels wide and as high as it needs to be."""
    match picture:
        case Chart():
            columns = max(1, min(len(picture.upright), int(width // PANEL)))
            cell = (width - GAP * (columns - 1)) / columns
            return _in_columns(
                [figure_drawing(panel, cell) for panel in picture.upright], columns, cell, width
            )
        case Numbers(figures):
            return _numbers(figures, width, style)
        case Tracks():
            return _tracks(picture, width, style)
        case OnMap():
            return _map(picture, width, style)
        case Sheet():
            return _table(picture, width, style, words)
        case ScenarioPicture():
            return _tracks(picture.tracks, width, style)
        case Cover(parties, lines):
            names = [_named(party, width, style) for party in parties]
            return stacked(
                [*names, *(_paragraph(line, width, BODY, style.muted) for line in lines)], GAP, width
            )
        case Said(said):
            return _paragraph(said, width, BODY, style.text)


def preview_drawing(picture: Picture, box: tuple[float, float], style: Style, words: Language) -> Drawing:
    """The picture of a view in that width in which it comes out largest in a ``box`` (width, height)."""
    if isinstance(picture, Chart):
        return wall_drawing(picture.panels, (WALL, WALL * box[1] / box[0]))
    sized = [picture_drawing(picture, width, style, words) for width in PREVIEW_WIDTHS]
    return max(sized, key=lambda d: (round(min(box[0] / d.width, box[1] / d.height), 2), d.width))


def _paragraph(said: str, width: float, size: float, color: str) -> Drawing:
    lines = wrapped(said, width, size)
    body = "".join(
        text_element(_escaped(line), 0, LINE * size * n, size, color, valign="top")
        for n, line in enumerate(lines)
    )
    return Drawing(width, LINE * size * len(lines), body)


def _escaped(plain_text: str) -> str:
    """A plain text as plotly would have it: no tags in it."""
    return plain_text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def stacked(parts: Sequence[Drawing], gap: float, width: float) -> Drawing:
    """Drawings one below the other."""
    body, top = [], 0.0
    for part in parts:
        body.append(part.placed(0, top))
        top += part.height + gap
    return Drawing(width, max(top - gap, 0), "".join(body))


def _numbers(figures: Sequence[Figure], width: float, style: Style) -> Drawing:
    """Large numbers side by side, in two rows where one would be too narrow."""
    columns = len(figures) if width >= 190 * len(figures) else min(2, len(figures))
    cell = (width - GAP * (columns - 1)) / columns
    return _in_columns([_number(figure, cell, style) for figure in figures], columns, cell, width)


def _in_columns(made: Sequence[Drawing], columns: int, cell: float, width: float) -> Drawing:
    """Drawings, each ``cell`` wide, in rows of so many columns."""
    rows = [made[n : n + columns] for n in range(0, len(made), columns)]
    body, top = [], 0.0
    for row in rows:
        body += [part.placed(n * (cell + GAP), top) for n, part in enumerate(row)]
        top += max(part.height for part in row) + GAP
    return Drawing(width, top - GAP, "".join(body))


def _number(figure: Figure, width: float, style: Style) -> Drawing:
    name = _paragraph(figure.name, width - 12, BODY, style.muted)
    size = min(LARGE, LARGE * (width - 12) / max(text_width(figure.value, LARGE, bold=True), 1))
    value = Drawing(
        width,
        LINE * size,
        text_element(f"<b>{_escaped(figure.value)}</b>", 0, 0, size, style.text, valign="top"),
    )
    parts = [name, value]
    if figure.note:
        parts.append(_paragraph(figure.note, width - 12, SMALL, style.muted))
    inner = stacked(parts, 2, width)
    bar = f'<rect width="4" height="{inner.height:.1f}" fill="{figure.color or style.line}"/>'
    return Drawing(width, inner.height, bar + inner.placed(12, 0))


def _named(party: Party, width: float, style: Style) -> Drawing:
    """The name of an institution beside a stripe in its colour."""
    name = _paragraph(party.name, width - 12, LARGE / 2, style.text)
    stripe = f'<rect width="4" height="{name.height:.1f}" fill="{party.color}"/>'
    return Drawing(width, name.height, stripe + name.placed(12, 0))


def _tracks(shown: Tracks, width: float, style: Style) -> Drawing:
    """A row per figure: its name with a note above the track, its number at the end."""
    room = max((text_width(f.value, BODY + 5, bold=True) for f in shown.figures), default=0) + GAP
    track = width - room
    body, top = [], 0.0
    for figure in shown.figures:
        named = f"<b>{_escaped(figure.name)}</b>" + (f"  {_escaped(figure.note)}" if figure.note else "")
        plain_name = f"{figure.name}  {figure.note}"
        if text_width(plain_name, BODY) > width:
            parts = [
                _paragraph(figure.name, width, BODY, style.text),
                _paragraph(figure.note, width, SMALL, style.muted),
            ]
            label = stacked(parts, 0, width)
        else:
            label = Drawing(width, LINE * BODY, text_element(named, 0, 0, BODY, style.text, valign="top"))
        body.append(label.placed(0, top))
        top += label.height + 4
        body.append(_mark(figure, shown, track, top, style))
        body.append(
            text_element(
                f"<b>{_escaped(figure.value)}</b>", width, top + 13, BODY + 5, style.text, "end", "middle"
            )
        )
        top += 26 + GAP
    if shown.ends:
        for end, x, anchor in zip(shown.ends, (0.0, track), ("start", "end"), strict=True):
            body.append(text_element(_escaped(end), x, top - 8, SMALL, style.muted, anchor, "top"))
        top += LINE * SMALL
    legend = _series(shown, width, top, style)
    return Drawing(width, top + legend.height, "".join(body) + legend.placed(0, top))


def _series(shown: Tracks, width: float, top: float, style: Style) -> Drawing:
    """What the dark and the light part of a bar are, where there are two."""
    two = len(shown.series) > 1 and any(f.whole is not None or f.before is not None for f in shown.figures)
    if not two:
        return Drawing(width, 0, "")
    return _paragraph(" · ".join(shown.series), width, SMALL, style.muted)


def _mark(figure: Figure, shown: Tracks, width: float, top: float, style: Style) -> str:
    """The mark of a figure on its track: a bar from zero, or a dot with a ring where it stood before."""
    color = figure.color or style.comparison
    ground = f'<rect y="{top:.1f}" width="{width:.1f}" height="26" fill="{style.panel}"/>'
    if figure.amount is None:
        return ground
    at = width * shown.place(figure.amount)
    if shown.scale is None:
        zero = width * shown.place(0)
        parts = [ground]
        if figure.whole is not None:
            whole = width * shown.place(figure.whole)
            parts.append(_rect(zero, whole, top, style.tint(color, 0.4)))
        parts.append(_rect(zero, at, top, color))
        if zero:
            parts.append(
                f'<rect x="{zero - 1:.1f}" y="{top - 3:.1f}" width="2" height="32" fill="{style.text}"/>'
            )
        return "".join(parts)
    middle = top + 13
    line = f'<path d="M0 {middle:.1f}H{width:.1f}" stroke="{style.line}" stroke-width="2"/>'
    dot = f'<circle cx="{at:.1f}" cy="{middle:.1f}" r="9" fill="{color}"/>'
    if figure.before is None:
        return line + dot
    was = width * shown.place(figure.before)
    way = f'<path d="M{was:.1f} {middle:.1f}H{at:.1f}" stroke="{color}" stroke-width="5"/>'
    ring = (
        f'<circle cx="{was:.1f}" cy="{middle:.1f}" r="7" fill="{style.background}" '
        f'stroke="{style.comparison}" stroke-width="2"/>'
    )
    return line + way + ring + dot


def _rect(start: float, end: float, top: float, color: str) -> str:
    left, long = min(start, end), abs(end - start)
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{long:.1f}" height="26" fill="{color}"/>'


def _map(shown: OnMap, width: float, style: Style) -> Drawing:
    """The districts and their numbers, side by side where there is room."""
    beside = width >= 640
    side = width * 0.58 if beside else width
    across, high, body = districts_body(shown.areas, shown.frame, style)
    drawn = Drawing(side, high * side / across, Drawing(across, high, body).placed(0, 0, side))
    notes = [_paragraph(text, side, SMALL, style.muted) for text in (shown.shading, ATTRIBUTION) if text]
    picture = stacked([drawn, *notes], 4, side)
    rest = width - side - 2 * GAP if beside else width
    values = stacked([_number(figure, rest, style) for figure in shown.figures], GAP, rest)
    if not beside:
        return stacked([picture, values], GAP, width)
    height = max(picture.height, values.height)
    return Drawing(width, height, picture.placed(0, 0) + values.placed(side + 2 * GAP, 0))


def _table(shown: Sheet, width: float, style: Style, words: Language) -> Drawing:
    """A table: its first rows, and how many more its CSV has."""
    rows = shown.rows[:MOST_ROWS]
    widths = _column_widths(shown, rows, width)
    parts = [_row([c.heading for c in shown.columns], shown, widths, style.muted, style)]
    parts += [_row(row, shown, widths, style.text, style) for row in rows]
    left = len(shown.rows) - len(rows)
    if left:
        more = words.plural(
            "… und {n} weitere Zeile; die CSV-Datei hat alle.",
            "… und {n} weitere Zeilen; die CSV-Datei hat alle.",
            left,
        )
        parts.append(_paragraph(more, width, SMALL, style.muted))
    return stacked(parts, 0, width)


def _column_widths(shown: Sheet, rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Each column as wide as its longest cell up to a third of the picture, scaled to the whole width."""
    wanted = []
    for n, column in enumerate(shown.columns):
        longest_word = max(text_width(word, SMALL, bold=True) for word in column.heading.split() or [""])
        cells = [text_width(row[n], SMALL) for row in rows]
        wanted.append(min(max([longest_word, *cells, 40]), width / 3) + GAP)
    return [width * want / sum(wanted) for want in wanted]


def _row(cells: Sequence[str], shown: Sheet, widths: Sequence[float], color: str, style: Style) -> Drawing:
    width = sum(widths)
    lines = [wrapped(cell, own - GAP, SMALL) for cell, own in zip(cells, widths, strict=True)]
    height = LINE * SMALL * max(map(len, lines)) + 10
    body, left = [f'<path d="M0 {height:.1f}H{width:.1f}" stroke="{style.line}"/>'], 0.0
    for column, own, cell in zip(shown.columns, widths, lines, strict=True):
        at, anchor = (left + own - GAP, "end") if column.numeric else (left, "start")
        body.append(text_element("<br>".join(map(_escaped, cell)), at, 5, SMALL, color, anchor, "top"))
        left += own
    return Drawing(width, height, "".join(body))
