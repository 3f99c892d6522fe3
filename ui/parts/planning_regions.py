"""What the page on planning regions needs of Streamlit: points to unfold, the sheet of a region, cards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd

from kompass.figures.exhibit import Citation, Kind
from kompass.figures.planning_regions.comparison import quantity_exhibit
from kompass.figures.planning_regions.participation import (
    map_table,
    measure_citations,
    measure_exhibit,
    measure_table,
    region_names,
)
from kompass.figures.planning_regions.plan_facts import (
    ENTRIES,
    customer_exhibit,
    entries_exhibit,
    item_exhibit,
    plan_fact,
)
from ui import address, blocks, sourcing
from ui.appendix import Part
from ui.session import Session


def chosen_region(current: Session) -> str:
    """Control to bring one region forward; empty for all."""
    t, names = current.language.text, region_names(current.facts)
    return address.segmented(
        t("Planungsraum"), ["", *names], lambda region: names.get(region, t("alle")), "raum"
    )


def sheet(region_id: str, current: Session) -> None:
    """What is known of the chosen region: state, districts, job centres with their measure, document."""
    if not region_id:
        return
    measure = measure_table(current.facts)
    t, words = current.language.text, current.language
    row = map_table(current.facts).set_index("region_id").loc[region_id]
    own = measure[measure["region_id"] == region_id]
    region, centres = own[own["level"] == "region"].iloc[0], own[own["level"] == "job_centre"]
    lines = {
        t("Land"): row["state"],
        t("Kreise, kreisfreie Städte"): row["districts"],
        t("Dokument"): row["document"],
        t("Geltung"): row["validity"],
        t("FbW, gemessen an der SGB-II-Regel"): words.number(region["ratio"], 2),
        **{centre.name: words.number(centre.ratio, 2) for centre in centres.itertuples(index=False)},
    }
    body = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in lines.items())
    cited = (Citation(row["source_id"], row["locator"]), *measure_citations(region["facts"], words))
    blocks.html(
        f"<h2>{escape(_signed(region_id, region['name'], current))} {blocks.badge(Kind.DERIVED, words)}</h2>"
        f'<dl class="bk-sheet bk-stack">{body}</dl>{sourcing.sources(cited, current)}'
    )


def _signed(region_id: str, name: str, current: Session) -> str:
    return f"{current.style.region(region_id).sign} {name}"


def points(table: pd.DataFrame, region_id: str, current: Session) -> str:
    """A row per point with the verdict on each region, to unfold what the documents say; the chosen region stands
    out."""
    t = current.language.text
    names = table.drop_duplicates("region_id")
    heads = "".join(
        blocks.tag("b", _signed(row.region_id, row.region, current)) for row in names.itertuples()
    )
    point = t("Punkt")
    head = f'<div class="bk-point bk-heads" aria-hidden="true">{blocks.tag("b", point)}{heads}</div>'
    rows = "".join(
        f'<details><summary class="bk-point"><b>{escape(str(name))}</b>{_verdicts(own, region_id)}</summary>'
        f'<div class="bk-point"><span></span>{_cells(own, region_id, current)}</div></details>'
        for name, own in table.groupby("point_word", sort=False)
    )
    return f'<div class="bk-points">{head}{rows}</div>'


def _verdicts(rows: pd.DataFrame, region_id: str) -> str:
    """How far what each document says on a point compares; on a phone and to the ear with the region's name."""
    return "".join(
        f'<span class="bk-{row.comparability}{" bk-chosen" if row.region_id == region_id else ""}">'
        f"<small>{escape(row.region)}: </small>{escape(row.comparability_word)}</span>"
        for row in rows.itertuples()
    )


def _cells(rows: pd.DataFrame, region_id: str, current: Session) -> str:
    """What each document says on a point, with its mark of comparability and its place."""
    cells = []
    for row in rows.itertuples():
        css = " bk-chosen" if row.region_id == region_id else ""
        missing = "" if row.stated else ' class="bk-missing"'
        cells.append(
            f'<article class="bk-said{css}"><h2 class="bk-h4">{escape(_signed(row.region_id, row.region, current))}</h2>'
            f"<p{missing}>{escape(row.statement)}</p>"
            f'<p class="bk-aside">{escape(row.reason)}</p>'
            f"{sourcing.sources([Citation(row.source_id, row.locator)], current)}</article>"
        )
    return "".join(cells)


def quantities(current: Session) -> None:
    """What each document counts, a card per region."""
    words = current.language
    shown = quantity_exhibit(current.facts, current.plan, words)
    cards = []
    for region_id, own in shown.table.groupby("region_id", sort=False):
        lines = "".join(_quantity(row, current) for row in own.itertuples())
        cards.append(_card(_signed(str(region_id), own["region"].iloc[0], current), lines))
    blocks.exhibit(shown, current, picture=f'<div class="bk-cards">{"".join(cards)}</div>')


def _quantity(row: Any, current: Session) -> str:
    if pd.isna(row.value):
        return _line("", row.counted, row.law, current.language.text("nicht ausgewiesen"))
    return _line(blocks.tag("b", current.language.number(float(row.value))), row.counted, row.law)


def _line(amount: str, label: str, *about: str) -> str:
    """A figure, what it is, and in muted letters what it holds for; the figure is markup."""
    rest = ", ".join(word for word in about if word)
    aside = f' <span class="bk-aside">({escape(rest)})</span>' if rest else ""
    return f"<li>{amount} {escape(label)}{aside}</li>"


def _card(title: str, lines: str) -> str:
    return f'<section class="bk-card"><h3>{escape(title)}</h3><ul class="bk-list">{lines}</ul></section>'


def parts(region_id: str, current: Session) -> Sequence[Part]:
    """The appendix: the measure of our own, and what the plan of another region says besides."""
    t, facts, style, words = current.language.text, current.facts, current.style, current.language
    other = plan_fact(facts, ENTRIES[0]).region_id
    return (
        Part(t("Geplante Eintritte"), entries_exhibit(facts, other, style, words)),
        Part(
            t("Kundenstruktur und Erwartungen"),
            customer_exhibit(facts, other, words),
            partial(_customers, current=current),
        ),
        Part(t("Bedarfsfelder, Formen, Beteiligte"), item_exhibit(facts, other, words), _items),
        Part(t("Eigenes Maß: FbW und SGB-II-Regel"), measure_exhibit(facts, style, words, region_id)),
    )


def _customers(table: pd.DataFrame, current: Session) -> str:
    """Who a region's plan is made for and what it expects, a card per legal scope."""
    cards = []
    for law, own in table.groupby("legal_scope", sort=False):
        lines = "".join(_customer(row, current) for row in own.itertuples())
        cards.append(_card(str(law) or current.language.text("Ohne Rechtskreis"), lines))
    return f'<div class="bk-cards">{"".join(cards)}</div>'


def _customer(row: Any, current: Session) -> str:
    """A figure with its as-of date, or what is said in words; what is expected names its year itself."""
    if not row.measured:
        return _line(escape(f"{row.label}: {row.text}"), "", row.scope)
    dated = row.aspect != "prognosis"
    as_of = current.language.text("Stand {dates}", dates=row.as_of) if dated else ""
    return _line(blocks.tag("b", row.text), row.label, row.scope, as_of)


def _items(table: pd.DataFrame) -> str:
    """The named items of a region's plan as cards by aspect."""
    cards = []
    for name, own in table.groupby("aspect_word", sort=False):
        lines = "".join(
            f"<li>{escape(row.label)}{f': {escape(row.text)}' if row.text else ''}</li>"
            for row in own.itertuples()
        )
        cards.append(f'<section class="bk-card"><h3>{escape(str(name))}</h3><ul>{lines}</ul></section>')
    return f'<div class="bk-cards">{"".join(cards)}</div>'
