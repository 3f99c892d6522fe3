"""Native XLSX charts in the colours of the institutions, on the cells of the table above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats, Number, heading, number_of
from kompass.briefing.workbook.exhibits import WorkbookTable
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import Column, Exhibit

MOST_ROWS = 24  # more bars are not legible
WIDTH, BAR_HEIGHT, FRAME_HEIGHT, LEAST_HEIGHT = 900, 20, 110, 200  # pixels
ROW_HEIGHT = 20  # pixels of a row of a sheet
LETTERS = {"name": "Arial", "size": 10, "color": LIGHT.text}
OF_INSTITUTIONS = (
    "places",
    "places_text",
    "degree_rate_pct",
    "change",
)  # columns drawn for tables of institutions


@dataclass(frozen=True)
class ChartSeries:
    """A column as a data series: its index, its colour, and colours of single rows by index."""

    column: int
    color: str
    points: Mapping[int, str] = field(default_factory=dict)


def add_charts(
    sheet: Worksheet, table: WorkbookTable, head: int, place: int, export: ExportRequest, formats: Formats
) -> int:
    """Insert the charts of a table, if its numbers are comparable. ``head`` is the header row, ``place`` the
    row of the first chart. Returns the row below the last one."""
    exhibit = table.first
    if len(exhibit.table) > MOST_ROWS:
        return place
    for series in _charts(exhibit, table.bars, export):
        rows = len(exhibit.table) - _totals_left_out(exhibit, series, export)
        chart = formats.book.add_chart({"type": "column" if _of_months(exhibit) else "bar"})
        for drawn in series:
            _add_series(chart, sheet, exhibit, drawn, head, rows, export)
        _format_chart(chart, exhibit, series, export)
        bars = rows * (1 + len(series)) // 2
        height = (
            2 * LEAST_HEIGHT if _of_months(exhibit) else max(LEAST_HEIGHT, FRAME_HEIGHT + BAR_HEIGHT * bars)
        )
        chart.set_size({"width": WIDTH, "height": height})
        description = exhibit.alt or exhibit.title
        if table.of_scenario:  # the finding may no longer hold after edits in the workbook
            description = ": ".join(
                [table.name, *(heading(exhibit.columns[drawn.column]) for drawn in series)]
            )
        options = {"description": description, "object_position": 2}
        sheet.insert_chart(place, 0, chart, options)
        place += height // ROW_HEIGHT + 2
    return place


def _charts(exhibit: Exhibit, bars: str, export: ExportRequest) -> Iterator[list[ChartSeries]]:
    """The series of each chart: one per district, the amounts by month, or one chart per measure."""
    style = export.style
    districts = export.facts["districts"].sort_values("position")
    owner = dict(zip(districts["ags"], districts["institution"], strict=True))
    columns = {column.name: (number, column) for number, column in enumerate(exhibit.columns)}
    district_columns = [columns[ags] for ags in owner if ags in columns]
    if district_columns and _comparable(exhibit, [column for _, column in district_columns], export):
        yield [ChartSeries(number, style.of(owner[column.name])) for number, column in district_columns]
    elif _of_months(exhibit):
        amounts = [number for number, column in enumerate(exhibit.columns) if column.decimals is not None]
        colors = (style.text, style.comparison)
        yield [ChartSeries(number, color) for number, color in zip(amounts, colors, strict=False)]
    elif "code" in exhibit.table:
        points = {n: style.of(code) for n, code in enumerate(exhibit.table["code"])}
        numeric = [c for c in exhibit.columns if c.numeric]
        density = [c for c in numeric if c.name == "after_text"]
        for column in density or [c for c in numeric if c.name in OF_INSTITUTIONS] or numeric[:1]:
            if _comparable(exhibit, [column], export):
                yield [ChartSeries(columns[column.name][0], style.comparison, points)]
    elif bars:
        yield [ChartSeries(columns[bars][0], style.comparison)]


def _add_series(
    chart: Chart,
    sheet: Worksheet,
    exhibit: Exhibit,
    drawn: ChartSeries,
    head: int,
    rows: int,
    export: ExportRequest,
) -> None:
    """Add a series on the rows below the header row ``head``."""
    column, name = exhibit.columns[drawn.column], sheet.get_name()
    missing = export.words.text("nicht ausgewiesen")
    cells = [column.cell(cell, export.words) for cell in exhibit.table[column.name]][:rows]
    # A text is drawn as zero: its label says that it is missing.
    labels = [{"value": missing} if text is None else None for text in cells]
    first, last = _labels(exhibit)
    chart.add_series(
        {
            "name": [name, head, drawn.column],
            "categories": [name, head + 1, first, head + rows, last],
            "values": [name, head + 1, drawn.column, head + rows, drawn.column],
            "fill": {"color": drawn.color},
            "points": [{"fill": {"color": drawn.points[n]}} for n in range(rows)] if drawn.points else None,
            "data_labels": {} if _of_months(exhibit) else {"value": True, "font": LETTERS, "custom": labels},
            "gap": 40,
            "overlap": 0,
        }
    )


def _format_chart(
    chart: Chart, exhibit: Exhibit, series: Sequence[ChartSeries], export: ExportRequest
) -> None:
    """Set fonts, axes, title and legend. The first row is on top; amounts start at zero."""
    names: dict[str, object] = {"num_font": LETTERS, "line": {"color": LIGHT.muted}, "label_position": "low"}
    amounts: dict[str, object] = {
        "num_font": LETTERS,
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.line}},
    }
    columns = [exhibit.columns[drawn.column] for drawn in series]
    numbers = [number_of(c, cell, export.words) for c in columns for cell in exhibit.table[c.name]]
    # A change may become negative when transfers are edited in the workbook.
    if all(number.value >= 0 for number in numbers if number) and not any(c.sign for c in columns):
        amounts["min"] = 0
    if _of_months(exhibit):
        chart.set_x_axis(names)
        chart.set_y_axis(amounts)
    else:
        chart.set_y_axis(names | {"reverse": True, "crossing": "max"})
        chart.set_x_axis(amounts)
    title = heading(columns[0])
    chart.set_title(
        {"none": True} if len(series) > 1 else {"name": title, "name_font": LETTERS | {"bold": True}}
    )
    chart.set_legend({"none": True} if len(series) == 1 else {"position": "top", "font": LETTERS})


def _of_months(exhibit: Exhibit) -> bool:
    return exhibit.columns[0].name == "month"


def _totals_left_out(exhibit: Exhibit, series: Sequence[ChartSeries], export: ExportRequest) -> int:
    """The number of last rows to leave out: 1 for a total, which would dwarf the others; 0 for rates."""
    column = exhibit.columns[series[0].column]
    rate = "%" in column.heading or "%" in (
        column.cell(exhibit.table[column.name].iloc[0], export.words) or ""
    )
    return int("code" in exhibit.table and exhibit.table["code"].iloc[-1] == "" and not rate)


def _comparable(exhibit: Exhibit, columns: Sequence[Column], export: ExportRequest) -> bool:
    """Whether all reported cells are numbers in one unit. False for the Zukunftsatlas, as less is more in
    ranks."""
    if exhibit.name.startswith("zukunftsatlas"):
        return False
    cells = [(column, cell) for column in columns for cell in exhibit.table[column.name]]
    numbers = [number_of(column, cell, export.words) for column, cell in cells]
    texts = [column.cell(cell, export.words) for column, cell in cells]
    if any(text is not None and number is None for number, text in zip(numbers, texts, strict=True)):
        return False
    return len({_unit(number) for number in numbers if number}) == 1


def _unit(number: Number) -> str:
    """The literal text after the digits in a number format."""
    return number.num_format.partition(";")[0].rpartition("0")[2]


def _labels(exhibit: Exhibit) -> tuple[int, int]:
    """The first and last column with the category labels: texts from the left, at most two."""
    texts = [number for number, column in enumerate(exhibit.columns) if not column.numeric]
    last = 1 if texts[:2] == [0, 1] else 0
    return 0, last
