"""Native charts of a workbook, in the colours of the institutions, drawn from the cells of the table above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from kompass.briefing.export_request import ExportRequest
from kompass.briefing.workbook.cells import Formats, Number, heading, number_of
from kompass.briefing.workbook.exhibits import Taken
from kompass.figures.charts.style import LIGHT
from kompass.figures.exhibit import Column, Exhibit

MOST_ROWS = 24  # more bars than that are no picture
WIDTH, BAR_HEIGHT, FRAME_HEIGHT, LEAST_HEIGHT = 900, 20, 110, 200  # pixels
ROW_HEIGHT = 20  # pixels of a row of a sheet
LETTERS = {"name": "Arial", "size": 10, "color": LIGHT.text}
OF_INSTITUTIONS = (
    "places",
    "places_text",
    "degree_rate_pct",
    "change",
)  # the columns that are drawn of institutions


@dataclass(frozen=True)
class Drawn:
    """A column as a series: its number, its colour, and the colours of single rows."""

    column: int
    color: str
    points: Mapping[int, str] = field(default_factory=dict)


def add_charts(
    sheet: Worksheet, one: Taken, head: int, place: int, export: ExportRequest, formats: Formats
) -> int:
    """The charts of a table where its numbers can be compared, none otherwise. ``head`` is the row of the
    headings, ``place`` the row where the first chart goes. Gives the row below them."""
    shown = one.first
    if len(shown.table) > MOST_ROWS:
        return place
    for series in _charts(shown, one.bars, export):
        rows = len(shown.table) - _totals_left_out(shown, series, export)
        chart = formats.book.add_chart({"type": "column" if _of_months(shown) else "bar"})
        for drawn in series:
            _add_series(chart, sheet, shown, drawn, head, rows, export)
        _dress(chart, shown, series, export)
        bars = rows * (1 + len(series)) // 2
        height = (
            2 * LEAST_HEIGHT if _of_months(shown) else max(LEAST_HEIGHT, FRAME_HEIGHT + BAR_HEIGHT * bars)
        )
        chart.set_size({"width": WIDTH, "height": height})
        said = shown.alt or shown.title
        if one.of_scenario:  # what it says may have been changed since
            said = ": ".join([one.name, *(heading(shown.columns[drawn.column]) for drawn in series)])
        told = {"description": said, "object_position": 2}
        sheet.insert_chart(place, 0, chart, told)
        place += height // ROW_HEIGHT + 2
    return place


def _charts(shown: Exhibit, bars: str, export: ExportRequest) -> Iterator[list[Drawn]]:
    """What is drawn: a series per district; of months every amount; else each measure by itself."""
    style = export.style
    districts = export.facts["districts"].sort_values("position")
    owner = dict(zip(districts["ags"], districts["institution"], strict=True))
    columns = {column.name: (number, column) for number, column in enumerate(shown.columns)}
    own = [columns[ags] for ags in owner if ags in columns]
    if own and _comparable(shown, [column for _, column in own], export):
        yield [Drawn(number, style.of(owner[column.name])) for number, column in own]
    elif _of_months(shown):
        amounts = [number for number, column in enumerate(shown.columns) if column.decimals is not None]
        colors = (style.text, style.comparison)
        yield [Drawn(number, color) for number, color in zip(amounts, colors, strict=False)]
    elif "code" in shown.table:
        points = {n: style.of(code) for n, code in enumerate(shown.table["code"])}
        numeric = [c for c in shown.columns if c.numeric]
        density = [c for c in numeric if c.name == "after_text"]
        for column in density or [c for c in numeric if c.name in OF_INSTITUTIONS] or numeric[:1]:
            if _comparable(shown, [column], export):
                yield [Drawn(columns[column.name][0], style.comparison, points)]
    elif bars:
        yield [Drawn(columns[bars][0], style.comparison)]


def _add_series(
    chart: Chart, sheet: Worksheet, shown: Exhibit, drawn: Drawn, head: int, rows: int, export: ExportRequest
) -> None:
    column, name = shown.columns[drawn.column], sheet.get_name()
    missing = export.words.text("nicht ausgewiesen")
    cells = [column.cell(cell, export.words) for cell in shown.table[column.name]][:rows]
    # A text would be drawn as zero: no bar, and the label says what it is.
    labels = [{"value": missing} if text is None else None for text in cells]
    first, last = _labels(shown)
    chart.add_series(
        {
            "name": [name, head, drawn.column],
            "categories": [name, head + 1, first, head + rows, last],
            "values": [name, head + 1, drawn.column, head + rows, drawn.column],
            "fill": {"color": drawn.color},
            "points": [{"fill": {"color": drawn.points[n]}} for n in range(rows)] if drawn.points else None,
            "data_labels": {} if _of_months(shown) else {"value": True, "font": LETTERS, "custom": labels},
            "gap": 40,
            "overlap": 0,
        }
    )


def _dress(chart: Chart, shown: Exhibit, series: Sequence[Drawn], export: ExportRequest) -> None:
    """Letters and lines as on the pages; the first row on top, as in the table; amounts begin at nought."""
    names: dict[str, object] = {"num_font": LETTERS, "line": {"color": LIGHT.muted}, "label_position": "low"}
    amounts: dict[str, object] = {
        "num_font": LETTERS,
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.line}},
    }
    columns = [shown.columns[drawn.column] for drawn in series]
    numbers = [number_of(c, cell, export.words) for c in columns for cell in shown.table[c.name]]
    # A change may turn into its opposite where the table follows a change of transfers.
    if all(number.value >= 0 for number in numbers if number) and not any(c.sign for c in columns):
        amounts["min"] = 0
    if _of_months(shown):
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


def _of_months(shown: Exhibit) -> bool:
    return shown.columns[0].name == "month"


def _totals_left_out(shown: Exhibit, series: Sequence[Drawn], export: ExportRequest) -> int:
    """How many rows at the end are not drawn: the sum of all, which would dwarf its parts; a rate is none."""
    column = shown.columns[series[0].column]
    rate = "%" in column.heading or "%" in (column.cell(shown.table[column.name].iloc[0], export.words) or "")
    return int("code" in shown.table and shown.table["code"].iloc[-1] == "" and not rate)


def _comparable(shown: Exhibit, columns: Sequence[Column], export: ExportRequest) -> bool:
    """Whether every reported cell is a number, all in one unit, and none a rank, of which less is more."""
    if shown.name.startswith("zukunftsatlas"):
        return False
    cells = [(column, cell) for column in columns for cell in shown.table[column.name]]
    numbers = [number_of(column, cell, export.words) for column, cell in cells]
    texts = [column.cell(cell, export.words) for column, cell in cells]
    if any(text is not None and number is None for number, text in zip(numbers, texts, strict=True)):
        return False
    return len({_unit(number) for number in numbers if number}) == 1


def _unit(number: Number) -> str:
    """What follows the digits of a number."""
    return number.shown.partition(";")[0].rpartition("0")[2]


def _labels(shown: Exhibit) -> tuple[int, int]:
    """The first and the last column that name a row: texts from the left, two at most."""
    texts = [number for number, column in enumerate(shown.columns) if not column.numeric]
    last = 1 if texts[:2] == [0, 1] else 0
    return 0, last
