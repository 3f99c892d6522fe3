"""The content of a paper, independent of its format: headed blocks of texts and tables.

Numbers are formatted texts; the DOCX and HTML writers only do the layout.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.figures.charts.maps import Area, Frame
from kompass.figures.exhibit import Column, Exhibit, Kind
from kompass.figures.picture import Chart
from kompass.language import Language
from kompass.rendering.drawing import Drawing
from kompass.rendering.figure import figure_drawing

AXIS_TITLE = 10  # pixels below a chart, for the title of an axis that reaches over the edge
MOST_BESIDE = 4  # panels in a row
CHART_PIXELS = 860  # width of a chart, which is printed as wide as the text: its letters become 9 points


@dataclass(frozen=True)
class Table:
    """A table of formatted texts. ``right``: whether each column is right-aligned. ``codes``: institution of
    each row or "", shown as a coloured mark. ``total``: whether the last row is a sum."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]
    codes: Sequence[str] = ()
    total: bool = False
    caption_shown: bool = False  # when it adds to the heading above; otherwise for screen readers only


@dataclass(frozen=True)
class DistrictMap:
    """The district map: areas by ags, and the legend as pairs of colour and text in ``classes``."""

    areas: Mapping[str, Area]
    frame: Frame
    alt: str
    classes: Sequence[tuple[str, str]]
    attribution: str


@dataclass(frozen=True)
class Block:
    """A section of a paper. Without a heading it continues the block before it."""

    heading: str
    finding: str = ""
    kind: Kind | None = None
    texts: Sequence[str] = ()
    picture: DistrictMap | Chart | None = None
    tables: Sequence[Table] = ()
    reading: Sequence[str] = ()  # small print below it: how to read it, notes
    source: str = ""


@dataclass(frozen=True)
class Vote:
    """The form at the end of a decision paper: options to tick and a table for signatures."""

    heading: str
    options: Sequence[str]
    place_and_date: str
    signatures: Table


@dataclass(frozen=True)
class Link:
    """The section with link and QR code of the scenario; ``lines`` are small print below it."""

    heading: str
    address: str
    label: str
    alt: str
    too_long: str  # text in place of the QR code
    lines: Sequence[str]


@dataclass(frozen=True)
class Logo:
    """The logo of an institution as PNG."""

    name: str  # of the institution
    image: bytes

    @property
    def alt(self) -> str:
        """The text alternative."""
        return f"Logo: {self.name}"


@dataclass(frozen=True)
class Paper:
    """A paper. ``facts`` are pairs of label and value below the title; ``footer`` is on every page."""

    language: str
    product: str
    title: str
    finding: str
    facts: Sequence[tuple[str, str]]
    notices: Sequence[str]
    blocks: Sequence[Block]
    vote: Vote | None  # None for papers that are not voted on
    link: Link
    footer: str
    page: tuple[str, str]  # "Seite" and "von" of "Seite 1 von 3"
    made_at: dt.datetime
    file_name: str  # without extension
    logos: Sequence[Logo] = ()  # above the title
    dense: bool = False  # smaller margins and no breaks in the small print


def chart_svg(chart: Chart, pixels: float = CHART_PIXELS) -> str:
    """A chart as SVG, ``pixels`` wide, with its text alternative; its panels in rows of at most :data:`MOST_BESIDE`."""
    panels = chart.upright
    columns = min(MOST_BESIDE, len(panels))
    drawn = [figure_drawing(panel, pixels / columns) for panel in panels]
    row = max(one.height for one in drawn) + AXIS_TITLE
    body = drawn[0].body if len(drawn) == 1 else ""
    if not body:
        places = ((n % columns * pixels / columns, n // columns * row) for n in range(len(drawn)))
        body = "".join(
            f'<g transform="translate({x:g} {y:g})">{one.body}</g>'
            for (x, y), one in zip(places, drawn, strict=True)
        )
    return Drawing(pixels, row * -(-len(drawn) // columns), body).svg(chart.alt)


def table_of(exhibit: Exhibit, language: Language, caption: str) -> Table:
    """The table of an exhibit, formatted as on its page."""
    return _table(exhibit, exhibit.columns, language, caption, False)


def tables_of(exhibit: Exhibit, language: Language, parts: Mapping[str, str]) -> tuple[Table, ...]:
    """The table of an exhibit, split into several because it is too wide for a page. ``parts`` maps the first
    column of each to its caption; the first two columns are repeated in all."""
    lead, rest = exhibit.columns[:2], exhibit.columns[2:]
    split: list[tuple[str, list[Column]]] = []
    for column in rest:
        if column.name in parts:
            split.append((parts[column.name], []))
        split[-1][1].append(column)
    return tuple(_table(exhibit, (*lead, *columns), language, caption, True) for caption, columns in split)


def _table(
    exhibit: Exhibit, columns: Sequence[Column], language: Language, caption: str, caption_shown: bool
) -> Table:
    missing = language.text("nicht ausgewiesen")
    records = exhibit.table.to_dict("records")
    coded = "code" in exhibit.table
    return Table(
        caption,
        [column.heading for column in columns],
        [
            [
                column.cell(row[column.name], language) or (missing if column.numeric else "")
                for column in columns
            ]
            for row in records
        ],
        [column.numeric for column in columns],
        [row["code"] for row in records] if coded else (),
        coded and records[-1]["code"] == "",
        caption_shown,
    )
