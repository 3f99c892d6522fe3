"""A flow between two columns (plotly's Sankey with fixed arrangement) as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kompass.rendering.marks import each
from kompass.rendering.text import text_element


def sankey(
    trace: Mapping[str, Any], box: tuple[float, float, float, float], font: Mapping[str, Any]
) -> Iterator[str]:
    """Nodes as upright bars, links as bands as thick as their values.

    ``box`` is left, top, right and bottom of the plot in pixels. Nodes keep their order from top to bottom;
    a node stands as many columns to the right as its longest way from a node that nothing flows into.
    """
    node, link = trace["node"], trace["link"]
    names, count = node["label"], len(node["label"])
    links = [
        (int(a), int(b), float(v), color)
        for a, b, v, color in zip(
            link["source"],
            link["target"],
            link["value"],
            each(link.get("color"), len(link["value"])),
            strict=True,
        )
        if v
    ]
    column = _columns(count, links)
    flow_in, flow_out = [0.0] * count, [0.0] * count
    for a, b, value, _ in links:
        flow_out[a] += value
        flow_in[b] += value
    size = [max(pair) for pair in zip(flow_in, flow_out, strict=True)]
    left, top, right, bottom = box
    pad, thick, last = float(node["pad"]), float(node["thickness"]), max(column)
    members = {c: [n for n in range(count) if column[n] == c and size[n]] for c in range(last + 1)}
    scale = min(
        (bottom - top - pad * (len(own) - 1)) / sum(size[n] for n in own) for own in members.values() if own
    )
    x = [left + (right - left - thick) * c / last for c in column]
    y = [0.0] * count
    for own in members.values():
        high = sum(size[n] for n in own) * scale + pad * (len(own) - 1)
        at = top + (bottom - top - high) / 2
        for n in own:
            y[n] = at
            at += size[n] * scale + pad
    yield from _bands(links, x, y, thick, scale)
    colors = each(node.get("color"), count)
    for n in range(count):
        if not size[n]:
            continue
        yield (
            f'<rect x="{x[n]:.1f}" y="{y[n]:.1f}" width="{thick:g}" height="{size[n] * scale:.1f}" fill="{colors[n]}"/>'
        )
    for n in range(count):
        if size[n] and names[n]:
            ending = column[n] == last
            at = x[n] - 6 if ending else x[n] + thick + 6
            anchor = "end" if ending else "start"
            middle = y[n] + size[n] * scale / 2
            # A halo, as bands run behind the label.
            halo = font["background"]
            yield text_element(names[n], at, middle, font["size"], font["color"], anchor, halo=halo)


def _columns(count: int, links: list[tuple[int, int, float, Any]]) -> list[int]:
    column = [0] * count
    for _ in range(count):
        for a, b, _, _ in links:
            column[b] = max(column[b], column[a] + 1)
    return column


def _bands(
    links: list[tuple[int, int, float, Any]], x: list[float], y: list[float], thick: float, scale: float
) -> Iterator[str]:
    """The bands: at both ends they stand in the order of the nodes at their other end."""
    starts = dict.fromkeys(range(len(links)), 0.0)
    ends = dict.fromkeys(range(len(links)), 0.0)
    givers, takers = [link[0] for link in links], [link[1] for link in links]
    for here_of, other_of, offsets in ((givers, takers, starts), (takers, givers, ends)):
        used: dict[int, float] = {}
        for n in sorted(range(len(links)), key=lambda n: y[other_of[n]]):
            here = here_of[n]
            offsets[n] = used.get(here, 0.0)
            used[here] = offsets[n] + links[n][2] * scale
    for n, (a, b, value, color) in enumerate(links):
        x0, x1, high = x[a] + thick, x[b], value * scale
        y0, y1, middle = y[a] + starts[n], y[b] + ends[n], (x0 + x1) / 2
        yield (
            f'<path d="M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}'
            f'V{y1 + high:.1f}C{middle:.1f} {y1 + high:.1f} {middle:.1f} {y0 + high:.1f} {x0:.1f} {y0 + high:.1f}Z" '
            f'fill="{color}"/>'
        )
