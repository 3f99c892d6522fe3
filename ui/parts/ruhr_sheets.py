"""HTML of the page on the Westfälisches Ruhrgebiet: sheets, cards, grouped tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Citation, Kind, Made, kind_of
from kompass.figures.ruhr.links import link_table
from ui import address, blocks
from ui.session import Session


def opened(key: str, label: str, names: Mapping[str, str], current: Session) -> str:
    """Show a select box of what to open on a sheet; returns its id or "". Reports an unknown id in the URL."""
    t = current.language.text
    wanted = st.query_params.get(key, "")
    chosen = address.selectbox(label, ["", *names], lambda i: names.get(i, t("keines")), key)
    if wanted and wanted not in names:
        notice = t("„{wanted}“ gibt es im Konzept nicht. Gezeigt wird die ganze Liste.", wanted=wanted)
        blocks.html(f'<p class="bk-notice">{escape(notice)}</p>')
    return chosen


def met(own_id: str, current: Session) -> pd.DataFrame:
    """The rows of ``link_table`` on a theme, field or programme."""
    table = link_table(current.facts, current.language)
    return table[table["own_id"] == own_id]


def places(link: Any, current: Session) -> str:
    """The HTML of the places in both documents, from a row of ``link_table``."""
    return aside(
        current.language.text("Konzept: {own}; Plan: {plan}", own=link.locator, plan=link.plan_locator)
    )


def sheet(
    title: str, lines: Mapping[str, str], row: pd.Series, tables: Sequence[str], links: str, current: Session
) -> None:
    """Show a sheet: ``lines`` (label to text), the source notes on ``row`` in ``tables``, ``links`` (HTML of
    :func:`met_list`) and the source."""
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in lines.items())
    told = dict.fromkeys(note for table in tables for note in current.facts.notes(table, row.to_dict()))
    notes = "".join(blocks.tag("p", note) for note in told)
    place = Citation(row["source_id"], row["locator"])
    cited = blocks.sources([place], current)
    head = f"<h2>{escape(title)} {blocks.badge(kind_of(Made.QUOTED, [place], current.facts), current.language)}</h2>"
    body = f'<dl class="bk-sheet">{items}</dl>{notes}{links}{cited}'
    blocks.html(f'<section class="bk-card">{head}{body}</section>')


def met_list(own_id: str, heading: str, current: Session) -> str:
    """The HTML of the parts of the plan to which a theme, field or programme is linked; "" if none."""
    items = "".join(
        f"<li>{escape(link.plan)}{aside(link.reason)}{places(link, current)}</li>"
        for link in met(own_id, current).itertuples()
    )
    badge = blocks.badge(Kind.ASSIGNED, current.language)
    return f"<h3>{escape(heading)} {badge}</h3><ul>{items}</ul>" if items else ""


def card(title: str, body: str) -> str:
    """The HTML of a card: ``title`` is escaped, ``body`` is HTML."""
    return f'<section class="bk-card"><h3>{escape(title)}</h3>{body}</section>'


def aside(text: str) -> str:
    """The HTML of a line of muted text, which is escaped."""
    return blocks.tag("div", text, "bk-aside")


def grouped(rows: Sequence[tuple[str, str, str]], heads: tuple[str, str], caption: str) -> str:
    """The HTML of a table with two columns; ``rows`` are (group, name, HTML of the second cell).

    A group gets a heading row unless it is "".
    """
    body, last = [], ""
    for group, name, markup in rows:
        if group != last:
            heading = f'<th colspan="2" scope="colgroup">{escape(group)}</th>'
            body.append(f'<tr class="bk-field">{heading}</tr>')
            last = group
        body.append(f'<tr><th scope="row">{escape(name)}</th><td>{markup}</td></tr>')
    cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<table class="bk-matrix bk-goals"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )
