"""Native PPTX charts: bars, or dots on a scale, that can be edited in PowerPoint with their data."""

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

from kompass.briefing.slides.text import LINE, SMALLEST, Box, FontMetrics, describe, rgb
from kompass.figures.charts.style import Style
from kompass.figures.picture import Figure, Tracks

VALUE = 24  # font size of data labels, points
NAMES = (SMALLEST, 16, 14)  # font sizes of category labels, points
ARROW = " → "  # between the two values of a figure that has one before
MOST_NAMES = 0.4  # of the width, for category labels
_GAP, _DOT = 45, 22  # gap in per cent of a bar; marker size in points


@dataclass(frozen=True)
class _Series:
    """A data series: name, values, and data labels; without ``texts`` it has none."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]


def add_chart(shapes: Any, box: Box, tracks: Tracks, title: str, style: Style, metrics: FontMetrics) -> None:
    """Add the chart of ``tracks`` to the slide; its alternative text begins with ``title``."""
    points = tracks.scale is not None and all(f.before is None for f in tracks.figures)
    data = CategoryChartData(number_format="General")
    width = Emu(box.width).pt
    series = _series(tracks)
    row = 0.85 * Emu(box.height).pt / len(tracks.figures)
    size, value = SMALLEST, min(VALUE, row / len(series) / LINE)
    names, categories = 1.0, [f.name for f in tracks.figures]
    if not points:
        names = _names(tracks.figures, width, metrics)
        size, categories = _fitted_names(tracks.figures, row, width * names, metrics)
    data.categories = categories
    for each in series:
        data.add_series(each.name, each.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if points else XL_CHART_TYPE.BAR_CLUSTERED
    frame = shapes.add_chart(kind, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height), data)
    describe(frame, f"{title}. {in_words(tracks.figures)}")
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(SMALLEST)
    for axis in (chart.category_axis, chart.value_axis):
        axis.has_major_gridlines = False
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(style.muted)
    chart.category_axis.tick_labels.font.size = Pt(size)
    if points:
        _points(chart, tracks, series[0], style)
    else:
        _every_name(chart)
        # The longest label must fit beside the longest bar.
        longest = max(metrics.width(text, value, True) for each in series for text in each.texts) + value
        _bars(chart, tracks, series, longest / (width * (1 - names)), value, style)
        legend = sum(metrics.width(each.name, SMALLEST) + 2 * SMALLEST for each in series)
        below = (0.14 if legend < width else 0.22) if chart.has_legend else 0.02
        _inner(chart, names, 1 - names, 1 - below)


def in_words(figures: Sequence[Figure]) -> str:
    """Names and values as a sentence, for the alternative text."""
    return "; ".join(f"{f.name}: {f.value}" + (f" ({f.note})" if f.note else "") for f in figures) + "."


def _names(figures: Sequence[Figure], width: float, metrics: FontMetrics) -> float:
    """The share of the width for the category labels: as much as they need in one line, at most
    ``MOST_NAMES``."""
    longest = max(metrics.width(text, SMALLEST) for f in figures for text in (f.name, f.note))
    return min((longest + SMALLEST) / width, MOST_NAMES)


def _fitted_names(
    figures: Sequence[Figure], row: float, width: float, metrics: FontMetrics
) -> tuple[int, list[str]]:
    """The font size of the category labels and the labels with their notes, wrapped to ``width`` points.

    The size is the largest at which all of them fit into rows ``row`` points high. What does not fit in the
    smallest is cut: the alternative text has it.
    """
    for size in NAMES:
        texts = (f"{f.name}\n{f.note}" if f.note else f.name for f in figures)
        named = [metrics.lines(text, size, width - size / 2) for text in texts]
        most = max(int(row / (size * LINE)), 1)
        if all(len(lines) <= most for lines in named):
            break
    cut = (lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"] for lines in named)
    return size, ["\n".join(lines) for lines in cut]


def _every_name(chart: Any) -> None:
    """Show the label of every category: programs leave some out where they expect them to touch."""
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    chart.category_axis._element.find(qn("c:lblOffset")).addnext(skip)


def _series(tracks: Tracks) -> list[_Series]:
    """The data series in drawing order: the one behind comes first."""
    figures = tracks.figures
    amounts, values = [f.amount for f in figures], [f.value for f in figures]
    if any(f.whole is not None for f in figures):  # the label shows the whole
        wholes = [f.whole for f in figures]
        return [_Series(tracks.series[1], wholes, values), _Series(tracks.series[0], amounts, ())]
    if any(f.before is not None for f in figures):  # two bars, each with its label
        texts = [value.split(ARROW) for value in values]
        both = {
            tracks.series[1]: ([f.before for f in figures], [written[0] for written in texts]),
            tracks.series[0]: (amounts, [written[-1] for written in texts]),
        }
        return [
            _Series(name, numbers, written)
            for name, (numbers, written) in both.items()
            if name == tracks.series[0] or numbers != amounts
        ]
    return [_Series(tracks.series[0], amounts, values)]


def _bars(
    chart: Any, tracks: Tracks, series: Sequence[_Series], numbers: float, value: float, style: Style
) -> None:
    """Format a bar chart; ``numbers`` is the share of the width that the data labels need, ``value`` their size."""
    plot, axis = chart.plots[0], chart.value_axis
    whole = any(f.whole is not None for f in tracks.figures)
    known = [value for chart_series in series for value in chart_series.values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    margin = numbers * (high - low) / (1 - numbers * (2 if low < 0 else 1))
    axis.minimum_scale, axis.maximum_scale = (low - margin if low < 0 else 0), high + margin
    axis.visible = False
    chart.category_axis.reverse_order = True  # first category on top
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot.gap_width, plot.overlap = _GAP, 100 if whole else 0
    for number, (chart_series, spec) in enumerate(zip(plot.series, series, strict=True)):
        _labels(chart_series, spec, XL_LABEL_POSITION.OUTSIDE_END, value)
        behind = number == 0 and len(series) > 1
        chart_series.format.fill.solid()
        chart_series.format.fill.fore_color.rgb = rgb(style.comparison if behind else style.text)
        for index, f in enumerate(tracks.figures):
            fill = chart_series.points[index].format.fill
            fill.solid()
            beside = style.tint(f.color, 0.4) if whole else style.comparison
            fill.fore_color.rgb = rgb(beside if behind else f.color)
    if len(series) > 1:
        chart.has_legend = True
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(SMALLEST)


def _points(chart: Any, tracks: Tracks, spec: _Series, style: Style) -> None:
    """Format a chart of dots on a scale; the better end is at the top."""
    axis, (first, last) = chart.value_axis, tracks.reach
    axis.minimum_scale, axis.maximum_scale = min(first, last), max(first, last)
    axis.major_unit = abs(last - first)
    axis.reverse_order = last < first
    axis.crosses = XL_AXIS_CROSSES.MAXIMUM if last < first else XL_AXIS_CROSSES.MINIMUM
    axis.format.line.color.rgb = rgb(style.muted)
    if tracks.ends:
        below, above = (text.replace('"', "") for text in tracks.ends)
        labels = axis.tick_labels
        labels.number_format = f'[={first:g}]"{below}";[={last:g}]"{above}";General'
        labels.number_format_is_linked = False
    (series,) = chart.plots[0].series
    series.smooth = False
    series.format.line.fill.background()
    _labels(series, spec, XL_LABEL_POSITION.RIGHT, VALUE)
    for index, f in enumerate(tracks.figures):
        marker = series.points[index].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, _DOT
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(f.color)
        marker.format.line.color.rgb = rgb(f.color)
    chart.has_legend = False


def _labels(series: Any, spec: _Series, place: Any, size: float) -> None:
    """Set the data labels. A label that is just the value stays linked to it; others become fixed texts."""
    if not spec.texts:
        return
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = "0", False
    labels.position = place
    labels.font.size, labels.font.bold = Pt(size), True
    for index, (amount, text) in enumerate(zip(spec.values, spec.texts, strict=True)):
        if amount is None or text == f"{amount:.0f}":
            continue
        label = series.points[index].data_label
        label.position = place
        run = label.text_frame.paragraphs[0].add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), True


def _inner(chart: Any, left: float, width: float, height: float) -> None:
    """Set the inner plot area in shares of the chart, so that every program leaves the same space for
    category labels."""
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
