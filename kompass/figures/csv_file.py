"""Write tables as CSV files for spreadsheets; all CSV downloads are written here.

No cell becomes a formula (OWASP, CSV injection): a text that a spreadsheet would compute gets an apostrophe
before it. Numbers are written as numbers, with the decimal and thousands separators of the language; the
words around them are in separate columns; a value that the source does not report is an empty cell with a
word beside it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from kompass.facts import Facts
from kompass.figures.cells import number_parts
from kompass.figures.exhibit import KIND_LABELS, Column, Exhibit, source_parts
from kompass.language import NBSP, Language, round_half_up
from kompass.places.plan import plan_of

BOM = "\ufeff"  # lets a spreadsheet recognise UTF-8
SOFT_HYPHEN = "\u00ad"
# Characters that begin a formula, including their full-width forms.
_BEGINS = r"=+\-@＝＋－＠"
_FORMULA = re.compile(rf"\s*[{_BEGINS}]")
# Tab and line ends, those of Unicode too, which begin a cell or a row for some programs.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# A program that expects another separator would start a new cell within the text.
_WITHIN = re.compile(rf"([;,|])(?=[{_BEGINS}])")


_AGS = re.compile(r"\d{2,8}", re.ASCII)
_LEADING_ZERO = re.compile(r"0\d+", re.ASCII)
_AREAS = ("ags", "region_id")  # suffix of the names of columns with such keys


@dataclass(frozen=True)
class Amount:
    """A number in a cell and its decimals."""

    value: float
    decimals: int


Cell = str | Amount | None


def safe_text(text: str) -> str:
    """A text on one line that no spreadsheet interprets as a formula."""
    text = _CONTROL.sub(" ", text).strip()
    text = _WITHIN.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def csv_bytes(rows: Iterable[Sequence[Cell]], language: Language) -> bytes:
    """Rows as a CSV file in the format of the language; UTF-8 with a byte order mark.

    In German with semicolon and decimal comma, in English with comma and decimal point.
    """
    point = language.separators[0]

    def written(cell: Cell) -> str:
        if isinstance(cell, Amount):
            digits = f"{round_half_up(cell.value, cell.decimals):.{cell.decimals}f}"
            # A value rounded to zero has no sign.
            return digits.replace(".", point) if float(digits) else digits.lstrip("-").replace(".", point)
        return "" if cell is None else safe_text(cell)

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if point == "," else ",", lineterminator="\r\n")
    writer.writerows([written(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def exhibit_csv(
    shown: Exhibit, facts: Facts, language: Language, scenario: str = "", address: str = ""
) -> bytes:
    """The table of an exhibit as CSV, with its metadata in the last columns of every row.

    Metadata: figure, kind, dates, source, version of the data, plan, ``scenario`` (its text form) and
    ``address`` (URL), so that a row can be cited alone.
    """
    t = language.text
    rows = shown.table.to_dict("records")
    columns: list[tuple[str, Sequence[Cell]]] = []
    names = set(facts["districts"]["ags"])
    headings = [column.heading.replace(SOFT_HYPHEN, "").replace(NBSP, " ") for column in shown.columns]
    for number, column in enumerate(shown.columns):
        named = headings[number]
        if headings.count(named) > 1 and number:  # e.g. the kind of the number before it
            named = f"{headings[number - 1]}: {named}"
        if column.name in names:
            named = t("{heading} (AGS {ags})", heading=named, ags=column.name)
        columns += _columns(column, named, [row[column.name] for row in rows], language)
    if "ags" in shown.table and all(column.name != "ags" for column in shown.columns):
        columns.insert(0, (t("AGS"), [ags_text(str(row["ags"])) for row in rows]))
    metadata = _about(shown, facts, language, scenario, address)
    table = [[heading for heading, _ in (*columns, *metadata)]]
    values = [text for _, text in metadata]
    return csv_bytes(
        [*table, *([*(cells[n] for _, cells in columns), *values] for n in range(len(rows)))], language
    )


def spreadsheet_csv(file: bytes, numbers: Collection[str], language: Language) -> bytes:
    """A table of the data package as CSV for spreadsheets; ``numbers`` are its numeric columns.

    Texts are not translated; the leading zero of a key is kept, of districts, municipalities and offices.
    """
    head, *rows = csv.reader(io.StringIO(file.decode("utf-8"), newline=""))

    def cell(name: str, text: str) -> Cell:
        if name in numbers and text:
            return Amount(float(text), len(text.partition(".")[2]))
        if _AGS.fullmatch(text) and name.endswith(_AREAS):
            return ags_text(text)
        return f"Nr. {text}" if _LEADING_ZERO.fullmatch(text) else text

    return csv_bytes(
        [head, *([cell(n, text) for n, text in zip(head, row, strict=True)] for row in rows)], language
    )


def ags_text(ags: str) -> str:
    """The key of a district or municipality as a text whose leading zero a spreadsheet keeps."""
    return f"AGS {ags}" if ags else ""


def _columns(
    column: Column, heading: str, values: Sequence[object], language: Language
) -> list[tuple[str, Sequence[Cell]]]:
    """A column as headings and cells: numbers, with further columns for the words before and after them, or
    texts."""
    t, texts = language.text, [column.cell(value, language) for value in values]
    parts = [number_parts(text, language) if text else None for text in texts]
    if column.decimals is None and not (column.right and any(parts)):
        return [(heading, [text or "" for text in texts])]
    amounts: list[Cell] = []
    words, units = [], []
    for value, text, part in zip(values, texts, parts, strict=True):
        before, after, amount = "", "", None
        if text is None:
            before = t("nicht ausgewiesen")
        elif column.decimals is not None and not isinstance(value, str):
            amount = Amount(float(pd.to_numeric(value)), column.decimals)
        elif part is None:
            before = text
        else:
            before, after, amount = part.before, part.after, Amount(part.value, part.decimals)
        amounts.append(amount)
        words.append(_plain(before))
        units.append(_plain(after))
    found: list[tuple[str, Sequence[Cell]]] = [(heading, amounts)]
    if any(words):
        found.append((t("{heading}: Zusatz", heading=heading), words))
    if any(units):
        found.append((t("{heading}: Einheit", heading=heading), units))
    return found


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").strip()


def _about(
    shown: Exhibit, facts: Facts, language: Language, scenario: str, address: str
) -> list[tuple[str, str]]:
    """The metadata columns of a figure: pairs of heading and text."""
    t = language.text
    dates = dict.fromkeys(c.as_of for c in shown.citations if c.as_of)
    sources = (f"{title}, {place}" for _, title, place in source_parts(shown.citations, facts, language))
    return [
        (t("Abbildung"), shown.title),
        (t("Art der Zahlen"), t(KIND_LABELS[shown.kind(facts)])),
        (t("Stand der Quellen"), "; ".join(dates)),
        (t("Quellen"), " · ".join(sources)),
        (t("Datenstand"), facts.version),
        (t("Plan"), plan_of(facts).version),
        (t("Szenario als Text"), scenario),
        (t("Adresse"), address),
    ]
