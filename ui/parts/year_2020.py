"""The page on the year 2020: filters, key numbers, figures of 2020 beside today, instruments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Kind, Made
from kompass.figures.labels import word
from kompass.figures.year_2020.charts import chart_exhibits
from kompass.figures.year_2020.pairs import pair_exhibit
from kompass.figures.year_2020.programme import (
    AMOUNTS,
    Choice,
    cite_row,
    fields,
    figure,
    figure_exhibit,
    figure_table,
    figure_text,
    instrument_exhibit,
    topics,
    when,
)
from kompass.language import NBSP
from ui import address, blocks
from ui.session import Session

ALL = "all"
CONTROL = 420  # pixels, width of a select box


def topic(current: Session) -> str:
    """Show a select box of topics; returns the id, "" for all."""
    t, names = current.language.text, topics(current.facts)
    shown = {ALL: t("alle Themen"), **names}
    with st.container(width=CONTROL):
        chosen = address.selectbox(t("Thema"), list(shown), shown.__getitem__, "thema")
    return "" if chosen == ALL else chosen


def opening_numbers(current: Session) -> None:
    """Show four key numbers of 2020, each with the figure that the programme compares it with."""
    t, facts, words = current.language.text, current.facts, current.language
    ids = {
        "unemployed": "unemployed_change_pct",
        "short_time_share": "short_time_persons",
        "places": "places_change_pct",
        "applicants": "applicants_change_pct",
    }
    shown = []
    for own, beside in ((figure(facts, a), figure(facts, b)) for a, b in ids.items()):
        symbol = facts.record("units", unit_id=own["unit_id"])["symbol"]
        shown.append(
            blocks.Number(
                t("{label}, {when}", label=own["label"], when=when(own, words)),
                # Two of these stand beside each other on a phone: the word before a figure may have its own line.
                (figure_text(own, facts, words, unit=False) or "").replace(NBSP, " "),
                symbol if symbol != "%" else word(own["base"], words),
                t("Nordrhein-Westfalen, {figure}", figure=" ".join(_words(beside, current))),
                Made.QUOTED,
                [cite_row(row, words) for row in (own, beside)],
            )
        )
    blocks.numbers(shown, current)


def _words(row: Mapping[str, Any], current: Session) -> Iterator[str]:
    """The text of a figure, and its base if it has one."""
    yield figure_text(row, current.facts, current.language) or ""
    if row["base"]:
        yield word(row["base"], current.language)


def pairs(current: Session, topic_id: str) -> None:
    """Show the figures of 2020 beside those of the region today, a card per figure of 2020."""
    shown = pair_exhibit(current.facts, current.language, topic_id)
    if shown is None:
        text = current.language.text("Zu diesem Thema steht in den Quellen nichts von heute daneben.")
        blocks.html(blocks.tag("p", text))
        return
    cards = (_pair(own, current) for _, own in _plain(shown.table).groupby("figure_id", sort=False))
    blocks.exhibit(shown, current, picture=f'<div class="bk-pairs">{"".join(cards)}</div>')


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table with None for missing values."""
    return table.astype(object).where(table.notna(), None)


def _pair(rows: pd.DataFrame, current: Session) -> str:
    """The HTML of a card: a figure of 2020, and right of it its figures of today."""
    first, t = rows.iloc[0], current.language.text
    then = _side(
        first["label"],
        first["text"],
        first["statement"],
        f"{first['region']}, {first['when']}",
        first["kind"],
        current,
    )
    today = "".join(_today(own, current) for _, own in rows.groupby(["comparable", "reason"], sort=False))
    before, now = blocks.tag("h3", t("2020")), blocks.tag("h3", t("Heute"))
    return f'<section class="bk-pair"><div>{before}{then}</div><div>{now}{today}</div></section>'


def _today(rows: pd.DataFrame, current: Session) -> str:
    """The HTML of figures of today, with one statement on their comparability."""
    mark = {"relative_change": "≈", "not_comparable": "≠"}.get(rows["comparable"].iloc[0], "∅")
    named = rows["today_label"].where(
        rows["today_label"] != rows["today_label"].shift(), ""
    )  # repeated names are left out
    sides = "".join(
        _side(
            name,
            row.today_text,
            "",
            ", ".join(w for w in (row.today_region, row.today_when) if w),
            row.today_kind if name else None,
            current,
        )
        for row, name in zip(rows.itertuples(), named, strict=True)
    )
    verdict, reason = escape(rows["verdict"].iloc[0]), escape(rows["reason"].iloc[0])
    return (
        f'{sides}<p class="bk-verdict"><span aria-hidden="true">{mark}</span> <b>{verdict}</b>: {reason}</p>'
    )


def _side(
    label: str, text: str | None, statement: str, where: str, kind: str | None, current: Session
) -> str:
    """One figure with its name, place and time; without a figure what is said instead, or that it is missing."""
    missing = current.language.text("nicht ausgewiesen")
    value = f"<b>{escape(text)}</b>" if text else f'<span class="bk-missing">{escape(missing)}</span>'
    said = f"<span>{escape(statement)}</span>" if statement else ""
    mark = f" {blocks.badge(Kind(kind), current.language)}" if kind and text else ""
    name = f"<span>{escape(label)}{mark}</span>" if label else ""
    return f"<p>{name}{value}{said}<small>{escape(where)}</small></p>"


def charts(current: Session, topic_id: str) -> None:
    """Show the charts of a topic, in two columns on a wide screen."""
    shown = chart_exhibits(current.facts, current.style, current.language, topic_id)
    if not shown:
        return
    grid = st.grid(2, min_column_width=480, gap="large")
    for exhibit in shown:
        with grid.cell():
            blocks.exhibit(exhibit, current)


def figures(current: Session, topic_id: str) -> None:
    """Show all figures as cards by topic, or a message that there are none."""
    if figure_table(current.facts, current.language, topic_id).empty:
        name = topics(current.facts)[topic_id]
        text = current.language.text("{topic}: Das Programm nennt dazu keine Zahl.", topic=name)
        blocks.html(blocks.tag("p", text))
        return
    shown = figure_exhibit(current.facts, current.language, topic_id)
    missing = blocks.tag("span", current.language.text("nicht ausgewiesen"), "bk-missing")
    undated = current.language.text("ohne Stichtag")
    cards = []
    for name, rows in _plain(shown.table).groupby("topic", sort=False):
        items = "".join(_item(row, missing, undated) for row in rows.to_dict("records"))
        cards.append(f'<section class="bk-card">{blocks.tag("h3", str(name))}<dl>{items}</dl></section>')
    blocks.exhibit(shown, current, picture=f'<div class="bk-cards">{"".join(cards)}</div>')


def _item(row: dict[str, Any], missing: str, undated: str) -> str:
    """The HTML of a figure with its base, date, wording in the source and source note."""
    value = " ".join(w for w in (row["text"], row["reference"]) if w)
    time = row["when"] if row["as_of"] else undated
    shown = f"<b>{escape(value)}</b>" if value else missing
    note = blocks.tag("p", row["note"], "bk-source") if row["note"] else ""
    return f"<dt>{escape(row['label'])}</dt><dd>{shown}, {escape(time)}: {escape(row['said'])}{note}</dd>"


def instruments(current: Session, topic_id: str) -> None:
    """Show filters and the instruments as cards, collapsed by field of action; a filter expands them."""
    t, words = current.language.text, current.language
    named = {ALL: t("alle Handlungsfelder"), **{code: word(code, words) for code in fields(current.facts)}}
    by_amount = dict(zip(AMOUNTS, (t("alle"), t("mit Betrag"), t("ohne Betrag")), strict=True))
    with st.container(horizontal=True, gap="large"):
        with st.container(width=CONTROL):
            chosen = address.selectbox(t("Handlungsfeld"), list(named), named.__getitem__, "bereich")
        amount = address.segmented(t("Betrag"), AMOUNTS, by_amount.__getitem__, "betrag")
    choice = Choice(topic_id, "" if chosen == ALL else chosen, amount)
    shown = instrument_exhibit(current.facts, words, choice)
    if shown.table.empty:
        blocks.html(blocks.tag("p", t("Kein Instrument passt zu dieser Wahl."), "bk-notice"))
        return
    opened = " open" if choice != Choice() else ""
    folds = "".join(
        f'<details class="bk-fold"{opened}><summary>{escape(str(name))} <small>'
        f"{words.number(len(own))}</small></summary>"
        f'<div class="bk-cards">{"".join(_card(row, current) for row in own.to_dict("records"))}</div></details>'
        for name, own in _plain(shown.table).groupby("field_word", sort=False)
    )
    blocks.exhibit(shown, current, picture=folds)


def _card(row: dict[str, str], current: Session) -> str:
    """The HTML of an instrument's card: purpose, target group, carrier, time, amount."""
    t = current.language.text
    amount = (
        f"<b>{escape(row['amount'])}</b>"
        if row["amount"]
        else blocks.tag("span", t("nicht ausgewiesen"), "bk-missing")
    )
    parts = (
        (t("Für wen"), escape(row["target_group"])),
        (t("Ebene"), escape(row["carrier_word"])),
        (t("Zeit"), escape(row["timing"])),
        (t("Betrag"), amount),
        (t("Weitere Angaben"), escape(row["further"])),
        (t("Hinweis"), escape(row["note"])),
    )
    terms = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in parts if text)
    name = row["name"][:1].upper() + row["name"][1:]
    return f'<section class="bk-card"><h3>{escape(name)}</h3><p>{escape(row["purpose"])}</p><dl>{terms}</dl></section>'
