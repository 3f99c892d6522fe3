"""What a paper consists of, before anyone has decided how it is set: headed blocks of texts and tables.

Every number is a text already, written as the page writes it; the writers only set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompass.figures.charts.maps import Area, Frame
from kompass.figures.exhibit import Column, Exhibit, Kind
from kompass.language import Language


@dataclass(frozen=True)
class Table:
    """A table as printed. ``right`` says which columns hold numbers; ``codes`` are the institutions of the
    rows, empty where a row has none; in the last row of ``total`` stands the sum."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]
    codes: Sequence[str] = ()
    total: bool = False
    told: bool = False  # the caption says more than the heading above


@dataclass(frozen=True)
class DistrictMap:
    """The drawing of the districts: how each is filled and labelled, by ags; ``classes`` are colour and text."""

    areas: Mapping[str, Area]
    frame: Frame
    alt: str
    classes: Sequence[tuple[str, str]]
    attribution: str


@dataclass(frozen=True)
class Block:
    """One headed part of a paper. A block without a heading belongs to the one before it."""

    heading: str
    finding: str = ""
    kind: Kind | None = None
    texts: Sequence[str] = ()
    picture: DistrictMap | None = None
    tables: Sequence[Table] = ()
    reading: Sequence[str] = ()  # how to read it, smaller
    source: str = ""


@dataclass(frozen=True)
class Vote:
    """Where the paper is decided and signed."""

    heading: str
    options: Sequence[str]
    place_and_date: str
    signatures: Table


@dataclass(frozen=True)
class Link:
    """The way back to the scenario: address, what it is called, and what stands beside its QR code."""

    heading: str
    address: str
    label: str
    alt: str
    too_long: str  # said in place of a code
    lines: Sequence[str]
    largest_mm: float = 200.0  # that the code may be; else there is none


@dataclass(frozen=True)
class Paper:
    """A whole paper; ``facts`` are label and value at its head, ``footer`` stands on every page."""

    language: str
    product: str
    title: str
    finding: str
    facts: Sequence[tuple[str, str]]
    notices: Sequence[str]
    blocks: Sequence[Block]
    vote: Vote | None  # None: nothing is decided on it
    link: Link
    footer: str
    page: tuple[str, str]  # the words before the number of the page, and before the number of pages
    made_at: dt.datetime
    file_name: str  # without its ending
    dense: bool = False  # as much on a page as can still be read


def table_of(shown: Exhibit, language: Language, caption: str) -> Table:
    """The table of an exhibit, written as the page writes it."""
    return _table(shown, shown.columns, language, caption, False)


def tables_of(shown: Exhibit, language: Language, parts: Mapping[str, str]) -> tuple[Table, ...]:
    """The table of an exhibit that is too wide for a page, in several: each begins with the column that names
    it in ``parts`` (column to caption), after the first two columns, which all of them carry."""
    lead, rest = shown.columns[:2], shown.columns[2:]
    cut: list[tuple[str, list[Column]]] = []
    for column in rest:
        if column.name in parts:
            cut.append((parts[column.name], []))
        cut[-1][1].append(column)
    return tuple(_table(shown, (*lead, *own), language, caption, True) for caption, own in cut)


def _table(shown: Exhibit, columns: Sequence[Column], language: Language, caption: str, told: bool) -> Table:
    missing = language.text("nicht ausgewiesen")
    records = shown.table.to_dict("records")
    coded = "code" in shown.table
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
        told,
    )
