"""Markup of the page on the year 2020: pairs with their verdicts, figures and instruments as cards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd

from kompass.figures.exhibit import Kind
from kompass.figures.year_2020.charts import relation_exhibit, training_exhibit
from kompass.figures.year_2020.programme import figure_exhibit, instrument_exhibit
from ui import blocks, sourcing
from ui.appendix import Part
from ui.session import Session

SIGNS = {"relative_change": "≈", "not_comparable": "≠", "no_counterpart": "∅"}


def parts(current: Session) -> Sequence[Part]:
    """The appendix: the training market, all figures and statements, all instruments."""
    t, facts, style, words = current.language.text, current.facts, current.style, current.language
    return (
        Part(t("Ausbildungsstellen und Bewerbungen"), training_exhibit(facts, style, words)),
        Part(t("Ausbildungsstellen je Bewerbung"), relation_exhibit(facts, style, words)),
        Part(t("Alle Zahlen und Aussagen"), figure_exhibit(facts, words), partial(_figures, current=current)),
        Part(t("Instrumente"), instrument_exhibit(facts, words), partial(_instruments, current=current)),
    )


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """A table for markup: what is missing is None."""
    return table.astype(object).where(table.notna(), None)


def pairs(table: pd.DataFrame, current: Session) -> str:
    """A row per figure of 2020: what stands beside it today, and whether the two compare."""
    t, plain = current.language.text, _plain(table)
    heads = (
        (t("Größe"), ""),
        (t("Nordrhein-Westfalen 2020"), _kinds(plain["kind"][plain["text"].notna()], current)),
        (t("Region heute"), _kinds(plain["today_kind"], current)),
        (t("Vergleichbar"), ""),
    )
    head = "".join(f'<th scope="col">{escape(name)} {badges}</th>' for name, badges in heads)
    rows = "".join(_pair(own, current) for _, own in plain.groupby("figure_id", sort=False))
    caption = t("2020 und heute")
    return (
        f'<table class="bk-pairs"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _kinds(kinds: pd.Series, current: Session) -> str:
    """The badges of the kinds of figures in a column."""
    return " ".join(blocks.badge(Kind(kind), current.language) for kind in kinds.dropna().unique())


def _pair(rows: pd.DataFrame, current: Session) -> str:
    """The rows of one figure of 2020, one for each verdict on what stands beside it."""
    first = rows.iloc[0]
    then = _value(first["text"], first["when"], current) + _aside(first["statement"])
    groups = list(rows.groupby(["comparable", "reason"], sort=False))
    span = f' rowspan="{len(groups)}"' if len(groups) > 1 else ""
    lead = f'<th scope="rowgroup"{span}>{escape(first["label"])}</th><td{span}>{then}</td>'
    return "".join(
        f"<tr>{'' if number else lead}{_today(own, current)}</tr>" for number, (_, own) in enumerate(groups)
    )


def _today(rows: pd.DataFrame, current: Session) -> str:
    """The cells of today's figures under one verdict, its reason folded."""
    values = "".join(
        f"<div>{_value(row.today_text, ', '.join(w for w in (row.today_region, row.today_when) if w), current)}</div>"
        for row in rows.itertuples()
    )
    first = rows.iloc[0]
    verdict = f"{SIGNS[first['comparable']]} {first['verdict']}"
    return f"<td>{_aside(first['today_label'])}{values}</td><td>{sourcing.folded(verdict, escape(first['reason']))}</td>"


def _value(text: str | None, told: str, current: Session) -> str:
    """A figure with place and time, or that the source reports none."""
    missing = blocks.tag("span", current.language.text("nicht ausgewiesen"), "bk-missing")
    return f"{blocks.tag('b', text) if text else missing} <small>{escape(told)}</small>"


def _aside(text: str) -> str:
    return blocks.tag("div", text, "bk-aside") if text else ""


def _figures(table: pd.DataFrame, current: Session) -> str:
    """Figures and statements of 2020 as cards by topic."""
    missing = blocks.tag("span", current.language.text("nicht ausgewiesen"), "bk-missing")
    undated = current.language.text("ohne Stichtag")
    cards = []
    for name, rows in _plain(table).groupby("topic", sort=False):
        items = "".join(_item(row, missing, undated, current) for row in rows.to_dict("records"))
        cards.append(f'<section class="bk-card">{blocks.tag("h3", str(name))}<dl>{items}</dl></section>')
    return f'<div class="bk-cards">{"".join(cards)}</div>'


def _item(row: dict[str, Any], missing: str, undated: str, current: Session) -> str:
    """A figure with what it refers to, its time, how the source words it, and its oddity."""
    value = " ".join(w for w in (row["text"], row["reference"]) if w)
    time = row["when"] if row["as_of"] else undated
    shown = f"<b>{escape(value)}</b>" if value else missing
    note = sourcing.notes([row["note"]] if row["note"] else [], current)
    return f"<dt>{escape(row['label'])}</dt><dd>{shown}, {escape(time)}: {escape(row['said'])}{note}</dd>"


def _instruments(table: pd.DataFrame, current: Session) -> str:
    """Instruments as cards under the names of their fields of action."""
    return "".join(
        blocks.tag("h3", str(name))
        + f'<div class="bk-cards">{"".join(_card(row, current) for row in own.to_dict("records"))}</div>'
        for name, own in _plain(table).groupby("field_word", sort=False)
    )


def _card(row: dict[str, str], current: Session) -> str:
    """An instrument: what it does, for whom, who carries it, what it costs."""
    t = current.language.text
    amount = (
        f"<b>{escape(row['amount'])}</b>"
        if row["amount"]
        else blocks.tag("span", t("nicht ausgewiesen"), "bk-missing")
    )
    terms = (
        (t("Für wen"), escape(row["target_group"])),
        (t("Ebene"), escape(row["carrier_word"])),
        (t("Zeit"), escape(row["timing"])),
        (t("Betrag"), amount),
        (t("Weitere Angaben"), escape(row["further"])),
        (t("Hinweis"), escape(row["note"])),
    )
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in terms if text)
    name = row["name"][:1].upper() + row["name"][1:]
    return f'<section class="bk-card"><h4>{escape(name)}</h4><p>{escape(row["purpose"])}</p><dl>{lines}</dl></section>'
