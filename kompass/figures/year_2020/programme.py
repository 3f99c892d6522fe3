"""The joint labour market programme of North Rhine-Westphalia for 2020: figures and instruments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import KIND_LABELS, Citation, Column, Exhibit, Kind, Made, unit_symbol
from kompass.figures.kept import kept
from kompass.figures.labels import word
from kompass.language import Language, decimals

CHANGES = ("previous_year", "same_month", "same_period")  # bases that make a value a change
MONEY = "euro"


def figure_text(row: Mapping[str, Any], facts: Facts, language: Language, unit: bool = True) -> str | None:
    """A figure of 2020 with its unit and its printed qualifier; None for a statement without a figure."""
    if pd.isna(row["value"]):
        return None
    symbol = unit_symbol(facts, row["unit_id"], row["value"])
    return language.quantity(
        row["value"],
        symbol if unit or symbol == "%" else "",
        decimals(row["value"]),
        row["qualifier"],
        sign=row["base"] in CHANGES,
    )


def when(row: Mapping[str, Any], language: Language) -> str:
    """The period of a figure in words."""
    return language.as_of(row["as_of"], row["period"])


def cite_row(row: Mapping[str, Any], language: Language) -> Citation:
    """The citation of a figure of 2020."""
    return Citation(row["source_id"], row["locator"], when(row, language), Kind(row["kind"]))


def topics(facts: Facts) -> dict[str, str]:
    """The topics in the order of the programme: id to label."""
    rows = facts["programme_topics"].sort_values("position")
    return dict(zip(rows["topic_id"], rows["label"], strict=True))


def figure_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per figure or statement of 2020, topics in their order.

    Columns: those of ``programme_indicators`` and topic, region, text (as printed, missing where there is no
    figure), when, reference (what a change or share refers to), said (the words of the source, or our
    paraphrase of the statement), kind_word, note.
    """
    rows = facts["programme_indicators"]
    order, names = list(topics(facts)), facts["regions"].set_index("region_id")["name"]
    rows = rows.sort_values(
        ["topic_id", "position"], key=lambda c: c if c.name == "position" else c.map(order.index)
    )
    records = rows.to_dict("records")
    return rows.assign(
        topic=rows["topic_id"].map(topics(facts)),
        region=rows["region_id"].map(names),
        text=[figure_text(row, facts, language) for row in records],
        when=[when(row, language) for row in records],
        reference=[word(row["base"], language) if row["base"] else "" for row in records],
        said=[f"„{row['printed']}“" if row["printed"] else row["statement"] for row in records],
        kind_word=[language.text(KIND_LABELS[Kind(row["kind"])]) for row in records],
        note=[" ".join(facts.notes("programme_indicators", row)) for row in records],
    ).reset_index(drop=True)


def notes_of(table: pd.DataFrame) -> tuple[str, ...]:
    """Source notes on the rows of a table, each once."""
    return tuple(dict.fromkeys(note for note in table["note"] if note))


@kept
def figure_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The block of the figures of 2020."""
    t = language.text
    table = figure_table(facts, language)
    title = t(
        "Was das Programm für NRW 2020 beziffert: {figures} Zahlen, {words} Aussagen ohne Zahl",
        figures=int(table["value"].notna().sum()),
        words=int(table["value"].isna().sum()),
    )
    return Exhibit(
        "jahr-2020-zahlen",
        title,
        Made.COMPUTED,
        table,
        (
            Column("label", t("Größe")),
            Column("text", t("Wert"), right=True),
            Column("reference", t("Bezug")),
            Column("when", t("Stand")),
            Column("topic", t("Thema")),
            Column("said", t("Im Programm")),
            Column("kind_word", t("Art")),
            Column("note", t("Hinweis")),
        ),
        tuple(dict.fromkeys(cite_row(row, language) for row in table.to_dict("records"))),
        t("Alle Zahlen gelten für Nordrhein-Westfalen. Was nur in Worten dasteht, bleibt ohne Zahl."),
        title,
    )


def instrument_table(facts: Facts, language: Language) -> pd.DataFrame:
    """One row per instrument in the order of the programme.

    Columns: those of ``programme_instruments`` and topic, field_word, carrier_word, amount (money as printed,
    missing where none is stated), further (its other figures and statements, in one text), note.
    """
    rows = facts["programme_instruments"].sort_values("position")
    about = figure_table(facts, language)
    figures = list(about.itertuples())
    money = [figure for figure in figures if figure.unit_id == MONEY]
    others = [figure for figure in figures if figure.unit_id != MONEY]
    return rows.assign(
        topic=rows["topic_id"].map(topics(facts)),
        field_word=[word(code, language) for code in rows["field"]],
        carrier_word=[word(code, language) for code in rows["carrier"]],
        amount=[_said(money, i, named=False) or None for i in rows["instrument_id"]],
        further=[_said(others, i) for i in rows["instrument_id"]],
        note=[" ".join(facts.notes("programme_instruments", row)) for row in rows.to_dict("records")],
    ).reset_index(drop=True)


def _said(figures: Iterable[Any], instrument_id: str, named: bool = True) -> str:
    """The figures of one instrument in one text, with their reference and, if ``named``, their names."""
    parts = []
    for row in (figure for figure in figures if figure.instrument_id == instrument_id):
        value = row.statement if pd.isna(row.text) else " ".join(w for w in (row.text, row.reference) if w)
        parts.append(f"{row.label}: {value}" if named else f"{value} ({row.when})" if row.as_of else value)
    return "; ".join(parts)


@kept
def instrument_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The block of the instruments. Its table is that of :func:`instrument_table`; the page draws it as cards."""
    t = language.text
    table = instrument_table(facts, language)
    amounts = [
        f"{r.name}, {r.amount}"
        for r in table[table["amount"].notna()][["name", "amount"]].itertuples(index=False)
    ]
    title = t(
        "Programm für NRW 2020: {count} Instrumente, davon mit Betrag: {with_amount}",
        count=len(table),
        with_amount=len(amounts),
    )
    reading = t("Zuordnung zu Thema und Ebene und alle Beschreibungen in eigenen Worten.")
    if amounts:
        reading = t(
            "Einen Betrag nennt das Programm für: {amounts}. {rest}", amounts="; ".join(amounts), rest=reading
        )
    return Exhibit(
        "jahr-2020-instrumente",
        title,
        Made.COMPUTED,
        table,
        (
            Column("name", t("Instrument")),
            Column("purpose", t("Wirkung")),
            Column("target_group", t("Für wen")),
            Column("amount", t("Betrag"), right=True),
            Column("further", t("Weitere Angaben")),
            Column("carrier_word", t("Ebene")),
            Column("field_word", t("Handlungsfeld")),
            Column("topic", t("Thema")),
            Column("timing", t("Zeit")),
            Column("note", t("Hinweis")),
        ),
        _places(table),
        reading,
        title,
        notes=notes_of(table),
    )


def _places(table: pd.DataFrame) -> tuple[Citation, ...]:
    """Citations of the chapters that name the instruments, each once; some instruments are named in several."""
    places = table["locator"].str.split("; ").explode()
    source_ids = table.loc[places.index, "source_id"]
    return tuple(dict.fromkeys(Citation(s, place) for s, place in zip(source_ids, places, strict=True)))
