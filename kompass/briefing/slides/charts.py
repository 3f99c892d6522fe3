"""Native charts: the tracks of a view as bars or as points on a scale, editable with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from kompass.briefing.slides.text import SMALLEST, Box, Letters, describe, rgb
from kompass.figures.charts.style import Style
from kompass.figures.picture import Figure, Tracks
from kompass.language import Language

VALUE = 24  # points of the number at a mark
MOST_NAMES = 0.4  # share of the width that the names of bars may have
_GAP, _DOT = 45, 22  # between bars in per cent of a bar; size of a point


@dataclass(frozen=True)
class _Series:
    """What a series is called, its numbers, and how they are printed; not at all without texts."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]


def add_chart(
    shapes: Any, box: Box, shown: Tracks, title: str, style: Style, letters: Letters, words: Language
) -> None:
    """The tracks in their box; ``title`` is what the picture says first to who cannot see it."""
    points = shown.scale is not None and all(f.before is None for f in shown.figures)
    data = CategoryChartData(number_format="General")
    width = Emu(box.width).pt
    names = 1.0 if points else _names(shown.figures, width, letters)
    data.categories = [_name(f, points, width * names, letters) for f in shown.figures]
    series = _series(shown, words)
    for one in series:
        data.add_series(one.name, one.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if points else XL_CHART_TYPE.BAR_CLUSTERED
    frame = shapes.add_chart(kind, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height), data)
    describe(frame, f"{title}. {in_words(shown.figures)}")
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(SMALLEST)
    for axis in (chart.category_axis, chart.value_axis):
        axis.has_major_gridlines = False
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(style.muted)
    if points:
        _points(chart, shown, series[0], style)
    else:
        # The longest number must fit beside the longest bar.
        longest = max(letters.width(text, VALUE, True) for one in series for text in one.texts) + VALUE
        _bars(chart, shown, series, longest / (width * (1 - names)), style)
        legend = sum(letters.width(one.name, SMALLEST) + 2 * SMALLEST for one in series)
        below = (0.14 if legend < width else 0.22) if chart.has_legend else 0.02
        _inner(chart, names, 1 - names, 1 - below)


def in_words(figures: Sequence[Figure]) -> str:
    """Names and numbers, for who cannot see them."""
    return "; ".join(f"{f.name}: {f.value}" + (f" ({f.note})" if f.note else "") for f in figures) + "."


def _names(figures: Sequence[Figure], width: float, letters: Letters) -> float:
    """The share of the width that the names need: what they take in one line, but never most of it."""
    longest = max(letters.width(text, SMALLEST) for f in figures for text in (f.name, f.note))
    return min((longest + SMALLEST) / width, MOST_NAMES)


def _name(f: Figure, points: bool, width: float, letters: Letters) -> str:
    """The name on the axis, its note below it, broken where the axis has no more room."""
    text = f"{f.name}\n{f.note}" if f.note and not points else f.name
    return "\n".join(letters.lines(text, SMALLEST, width - SMALLEST / 2))


def _series(shown: Tracks, words: Language) -> list[_Series]:
    """The series in the order of drawing: what lies behind comes first."""
    figures = shown.figures
    amounts, values = [f.amount for f in figures], [f.value for f in figures]
    if any(f.whole is not None for f in figures):  # the number is that of the whole
        wholes = [f.whole for f in figures]
        return [_Series(shown.series[1], wholes, values), _Series(shown.series[0], amounts, ())]
    if any(f.before is not None for f in figures):  # each with its number
        both = {shown.series[1]: [f.before for f in figures], shown.series[0]: amounts}
        return [
            _Series(name, numbers, [words.number(n or 0) for n in numbers])
            for name, numbers in both.items()
            if name == shown.series[0] or numbers != amounts
        ]
    return [_Series(shown.series[0], amounts, values)]


def _bars(chart: Any, shown: Tracks, series: Sequence[_Series], numbers: float, style: Style) -> None:
    """Bars from zero; ``numbers`` is the share of the width that the numbers at their ends need."""
    plot, axis = chart.plots[0], chart.value_axis
    whole = any(f.whole is not None for f in shown.figures)
    known = [value for one in series for value in one.values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    margin = numbers * (high - low) / (1 - numbers * (2 if low < 0 else 1))
    axis.minimum_scale, axis.maximum_scale = (low - margin if low < 0 else 0), high + margin
    axis.visible = False
    chart.category_axis.reverse_order = True  # the first on top
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot.gap_width, plot.overlap = _GAP, 100 if whole else 0
    for number, (one, told) in enumerate(zip(plot.series, series, strict=True)):
        _labels(one, told, XL_LABEL_POSITION.OUTSIDE_END)
        behind = number == 0 and len(series) > 1
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = rgb(style.comparison if behind else style.text)
        for index, f in enumerate(shown.figures):
            fill = one.points[index].format.fill
            fill.solid()
            beside = style.tint(f.color, 0.4) if whole else style.comparison
            fill.fore_color.rgb = rgb(beside if behind else f.color)
    if len(series) > 1:
        chart.has_legend = True
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(SMALLEST)


def _points(chart: Any, shown: Tracks, told: _Series, style: Style) -> None:
    """Points on a scale whose better end is on top."""
    axis, (first, last) = chart.value_axis, shown.reach
    axis.minimum_scale, axis.maximum_scale = min(first, last), max(first, last)
    axis.major_unit = abs(last - first)
    axis.reverse_order = last < first
    axis.crosses = XL_AXIS_CROSSES.MAXIMUM if last < first else XL_AXIS_CROSSES.MINIMUM
    axis.format.line.color.rgb = rgb(style.muted)
    if shown.ends:
        below, above = (text.replace('"', "") for text in shown.ends)
        labels = axis.tick_labels
        labels.number_format = f'[={first:g}]"{below}";[={last:g}]"{above}";General'
        labels.number_format_is_linked = False
    (series,) = chart.plots[0].series
    series.smooth = False
    series.format.line.fill.background()
    _labels(series, told, XL_LABEL_POSITION.RIGHT)
    for index, f in enumerate(shown.figures):
        marker = series.points[index].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, _DOT
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(f.color)
        marker.format.line.color.rgb = rgb(f.color)
    chart.has_legend = False


def _labels(series: Any, told: _Series, place: Any) -> None:
    """The numbers as printed. One that reads the same in every language follows its value when it is edited."""
    if not told.texts:
        return
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = "0", False
    labels.position = place
    labels.font.size, labels.font.bold = Pt(VALUE), True
    for index, (amount, text) in enumerate(zip(told.values, told.texts, strict=True)):
        if amount is None or text == f"{amount:.0f}":
            continue
        label = series.points[index].data_label
        label.position = place
        run = label.text_frame.paragraphs[0].add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(VALUE), True


def _inner(chart: Any, left: float, width: float, height: float) -> None:
    """Where the bars lie, so that the names beside them have their room whatever program draws them."""
    area = chart._chartSpace.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    sides = {"x": left, "y": 0.01, "w": width, "h": height}
    places = "".join(f'<c:{side} val="{value:.4f}"/>' for side, value in sides.items())
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
        ),
    )
