"""The axes of a plotly figure on a drawing: where values lie, grid lines, labels and titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kompass.rendering.marks import Patterns, bars, scatter, shape
from kompass.rendering.scale import Scale, Tick, categories, label_space, tick_length, ticks
from kompass.rendering.text import markup_size, text_element


class Axes:
    """The axes of a figure in a plot area, which shrinks until their labels fit beside it."""

    def __init__(self, spec: Mapping[str, Any], plot: tuple[float, float, float, float]) -> None:
        self.layout = spec["layout"]
        self.traces = spec["data"]
        self.margin_plot = plot
        self.names = [n for n in self.layout if n[1:5] == "axis"]
        self.plot = plot
        self.scales = self._scales()
        self._make_room()

    def _scales(self) -> dict[str, Scale]:
        scales = {name: self._scale(name) for name in self.names}
        for name in self.names:
            anchor = self.layout[name].get("scaleanchor")
            if anchor:
                self._equal(scales, name, f"{anchor[0]}axis{anchor[1:]}")
        return scales

    def _scale(self, name: str) -> Scale:
        axis, letter = self.layout[name], name[0]
        left, top, right, bottom = self.plot
        start, end = axis.get("domain", (0, 1))
        if letter == "x":
            pixels = (left + start * (right - left), left + end * (right - left))
        else:
            pixels = (bottom - start * (bottom - top), bottom - end * (bottom - top))
        own = [t for t in self.traces if _axis_of(t, letter) == name]
        named = categories(own, letter)
        bounds = axis.get("range") or self.layout.get(_long(axis.get("matches", "")), {}).get("range")
        if bounds is None and named:
            bounds = (-0.5, len(named) - 0.5)
        if bounds is None:
            raise ValueError(f"{name} has no range: kompass.rendering does not guess one")
        return Scale(float(bounds[0]), float(bounds[1]), *pixels, named)

    def _equal(self, scales: dict[str, Scale], one: str, other: str) -> None:
        """One unit is as long on both axes: the longer one shrinks around its middle."""
        units = {name: scales[name].length(1) for name in (one, other)}
        least = min(units.values())
        for name, unit in units.items():
            scale, share = scales[name], least / unit
            middle, half = (scale.start + scale.end) / 2, share * (scale.end - scale.start) / 2
            scales[name] = Scale(scale.low, scale.high, middle - half, middle + half, scale.categories)

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the first pair of axes, in pixels."""
        x, y = self.scales["xaxis"], self.scales["yaxis"]
        return min(x.start, x.end), min(y.start, y.end), max(x.start, x.end), max(y.start, y.end)

    def _ticks(self, name: str) -> list[Tick]:
        return ticks(self.layout[name], self.scales[name], self.layout.get("separators", ".,"))

    def _make_room(self) -> None:
        """Widen the margins where the labels of an axis do not fit into them, as plotly's automargin does."""
        left, top, right, bottom = self.margin_plot
        width, height = right + self.layout["margin"]["r"], bottom + self.layout["margin"]["b"]
        for name in self.names:
            axis = self.layout[name]
            if not axis.get("automargin"):
                continue
            shown = self._ticks(name)
            space = label_space(axis, shown, name[0])
            if name[0] == "x" and axis.get("visible") is not False and axis.get("showticklabels", True):
                # A label at the end of the axis reaches half its width beyond it.
                for tick in shown:
                    half = markup_size(tick.label, axis["tickfont"]["size"])[0] / 2
                    at = self.scales[name].place(tick.value)
                    left = max(left, self.plot[0] + half - at)
                    right = min(right, self.plot[2] - (at + half - width))
            start = axis.get("domain", (0, 1))[0]
            if name[0] == "y":
                left = max(left, space)
            elif axis.get("side") == "top":
                top = max(top, space)
            elif start == 0:
                bottom = min(bottom, height - space)
        self.plot = (left, top, right, bottom)
        self.scales = self._scales()

    def _pair(self, name: str) -> Scale:
        """The axis across: the one this axis stands at."""
        return self.scales[self._pair_name(name)]

    def _pair_name(self, name: str) -> str:
        other = "y" if name[0] == "x" else "x"
        found = _long(self.layout[name].get("anchor", other + name[5:]))
        return found if found in self.scales else f"{other}axis"

    def grid(self) -> str:
        """Lines at the ticks of each axis, and at zero."""
        parts = []
        for name in self.names:
            axis, scale, across = self.layout[name], self.scales[name], self._pair(name)
            if axis.get("visible") is False:
                continue
            if axis.get("showgrid", True):
                for tick in self._ticks(name):
                    parts.append(_line(name[0], scale.place(tick.value), across, axis["gridcolor"], 1))
            if axis.get("zeroline", True) and scale.holds(0) and not scale.categories:
                color, width = axis["zerolinecolor"], axis["zerolinewidth"]
                parts.append(_line(name[0], scale.place(0), across, color, width))
        return "".join(parts)

    def labels(self) -> str:
        """The labels of the ticks and the titles of the axes."""
        parts = []
        for name in self.names:
            axis, scale, across = self.layout[name], self.scales[name], self._pair(name)
            if axis.get("visible") is False:
                continue
            shown = self._ticks(name)
            font, away = axis["tickfont"], tick_length(axis) + 4 + axis.get("ticklabelstandoff", 0)
            over = axis.get("side") == "top"
            edge = min(across.start, across.end) if over or name[0] == "y" else max(across.start, across.end)
            if axis.get("showticklabels", True):
                for tick in shown:
                    at = scale.place(tick.value)
                    if name[0] == "y":
                        place, turned = (edge - away, at), ("end", "middle")
                    elif over:
                        place, turned = (at, edge - away), ("middle", "bottom")
                    else:
                        place, turned = (at, edge + away), ("middle", "top")
                    parts.append(text_element(tick.label, *place, font["size"], font["color"], *turned))
            parts.append(self._title(name, edge, over, shown))
        return "".join(parts)

    def _title(self, name: str, edge: float, over: bool, shown: list[Tick]) -> str:
        axis, scale = self.layout[name], self.scales[name]
        title = axis.get("title", {})
        if not title.get("text"):
            return ""
        middle = (scale.start + scale.end) / 2
        font = {"color": axis["title"]["font"]["color"], **title.get("font", {})}
        space = label_space(axis, shown, name[0]) - markup_size(title["text"], font["size"])[1] / 2
        if name[0] == "y":
            return text_element(
                title["text"], edge - space, middle, font["size"], font["color"], "middle", angle=-90
            )
        half = markup_size(title["text"], font["size"])[0] / 2
        right = self.margin_plot[2] + self.layout["margin"]["r"]
        middle = max(min(middle, right - half), half)  # never beyond the edge of the drawing
        at = edge - space if over else edge + space
        return text_element(title["text"], middle, at, font["size"], font["color"], "middle")

    def trace(self, trace: Mapping[str, Any], style: Mapping[str, Any], patterns: Patterns) -> list[str]:
        """A trace on its axes."""
        x, y = (self.scales[_axis_of(trace, letter)] for letter in "xy")
        if trace["type"] == "bar":
            self._refuse_grouped(trace)
            return list(bars(trace, x, y, style, patterns))
        if trace["type"] == "scatter":
            return list(scatter(trace, x, y, style, patterns))
        raise ValueError(f"trace {trace['type']!r} is not known to kompass.rendering")

    def _refuse_grouped(self, trace: Mapping[str, Any]) -> None:
        beside = [
            other
            for other in self.traces
            if other["type"] == "bar" and all(_axis_of(other, a) == _axis_of(trace, a) for a in "xy")
        ]
        letter = "y" if trace.get("orientation") == "h" else "x"
        places = [place for bars_beside in beside for place in bars_beside[letter]]
        if self.layout.get("barmode") != "overlay" and len(places) > len(set(places)):
            raise ValueError("bars side by side are not known to kompass.rendering, only barmode 'overlay'")

    def shape(self, drawn: Mapping[str, Any]) -> str:
        """A shape of the layout, on the axes or areas that it refers to."""
        return shape(drawn, *(reference(drawn, letter, self.scales, self.plot) for letter in "xy"))


def _axis_of(trace: Mapping[str, Any], letter: str) -> str:
    return _long(trace.get(f"{letter}axis", letter))


def _long(short: str) -> str:
    """The name of an axis in the layout: of "x2" it is "xaxis2"."""
    return f"{short[0]}axis{short[1:]}" if short else ""


def reference(
    drawn: Mapping[str, Any],
    letter: str,
    scales: Mapping[str, Scale],
    plot: tuple[float, float, float, float],
) -> Scale:
    """The scale that a shape or annotation refers to: an axis, its domain, or the whole plot area."""
    named = drawn.get(f"{letter}ref", letter)
    left, top, right, bottom = plot
    if named == "paper" or not scales:
        return Scale(0, 1, left, right, {}) if letter == "x" else Scale(0, 1, bottom, top, {})
    if named.endswith(" domain"):
        scale = scales[_long(named.removesuffix(" domain"))]
        return Scale(0, 1, scale.start, scale.end, {})
    return scales[_long(named)]


def _line(letter: str, at: float, across: Scale, color: str, width: float) -> str:
    ends = f"{across.start:.1f}", f"{across.end:.1f}"
    path = f"M{at:.1f} {ends[0]}V{ends[1]}" if letter == "x" else f"M{ends[0]} {at:.1f}H{ends[1]}"
    return f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{width:g}"/>'
