"""The page on planning regions: the sheet of a region, comparison, and cards."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from kompass.figures.exhibit import Citation, Exhibit, Kind
from kompass.figures.labels import word
from kompass.figures.planning_regions.comparison import comparison_exhibit, points, quantity_exhibit
from kompass.figures.planning_regions.participation import map_table, measure_citations, region_names
from kompass.figures.planning_regions.plan_facts import customer_exhibit, item_exhibit
from ui import address, blocks
from ui.session import Session


def chosen_region(current: Session) -> str:
    """Show the choice of a region to highlight; returns its id, "" for none."""
    t, names = current.language.text, region_names(current.facts)
    return address.segmented(
        t("Planungsraum"), ["", *names], lambda region: names.get(region, t("alle")), "raum"
    )


def sheet(region_id: str, measure: pd.DataFrame, current: Session) -> None:
    """Show the sheet of a region: state, districts, document, and the measure of the region and its job centres.

    ``measure`` is a ``measure_table``.
    """
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
        f'<dl class="bk-sheet bk-stack">{body}</dl>{blocks.sources(cited, current)}'
    )


def _signed(region_id: str, name: str, current: Session) -> str:
    """The name of a region after its symbol."""
    return f"{current.style.region(region_id).sign} {name}"


def comparison(region_id: str, current: Session) -> None:
    """Show the regions side by side, point by point, with a control for the points; ``region_id`` is highlighted."""
    t, words = current.language.text, current.language
    chosen = address.pills(
        t("Punkte des Vergleichs"),
        points(current.facts),
        lambda point: word(point, words),
        "punkt",
        help=t("Ohne Wahl: alle"),
    )
    shown = comparison_exhibit(current.facts, words, chosen)
    rows = "".join(
        f'<section class="bk-point"><h3>{escape(str(name))}</h3>{_cells(own, region_id, current)}</section>'
        for name, own in shown.table.groupby("point_word", sort=False)
    )
    blocks.exhibit(shown, current, picture=f'<div class="bk-points">{rows}</div>')


def _cells(rows: pd.DataFrame, region_id: str, current: Session) -> str:
    """The HTML of what each document says on a point, with its comparability and source."""
    cells = []
    for row in rows.itertuples():
        css = " bk-chosen" if row.region_id == region_id else ""
        missing = "" if row.stated else ' class="bk-missing"'
        cells.append(
            f'<article class="bk-said{css}"><h4>{escape(_signed(row.region_id, row.region, current))}</h4>'
            f"<p{missing}>{escape(row.statement)}</p>"
            f'<p class="bk-verdict"><b>{escape(row.comparability_word)}</b> {escape(row.reason)}</p>'
            f"{blocks.sources([Citation(row.source_id, row.locator)], current)}</article>"
        )
    return "".join(cells)


def quantities(current: Session) -> None:
    """Show what each document counts, a card per region."""
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
    """The HTML of a list item: ``amount`` (HTML), label, and in brackets what it refers to."""
    rest = ", ".join(word for word in about if word)
    aside = f' <span class="bk-aside">({escape(rest)})</span>' if rest else ""
    return f"<li>{amount} {escape(label)}{aside}</li>"


def _card(title: str, lines: str) -> str:
    return f'<section class="bk-card"><h3>{escape(title)}</h3><ul class="bk-list">{lines}</ul></section>'


def customers(region_id: str, current: Session) -> None:
    """Show whom a region's plan is made for and what it expects, a card per legal scope."""
    t = current.language.text
    shown = customer_exhibit(current.facts, region_id, current.language)
    cards = []
    for law, own in shown.table.groupby("legal_scope", sort=False):
        lines = "".join(_customer(row, current) for row in own.itertuples())
        cards.append(_card(str(law) or t("Ohne Rechtskreis"), lines))
    blocks.exhibit(shown, current, picture=f'<div class="bk-cards">{"".join(cards)}</div>')


def _customer(row: Any, current: Session) -> str:
    """The HTML of a figure with its as-of date, or of a statement; forecasts name their year themselves."""
    if not row.measured:
        return _line(escape(f"{row.label}: {row.text}"), "", row.scope)
    dated = row.aspect != "prognosis"
    as_of = current.language.text("Stand {dates}", dates=row.as_of) if dated else ""
    return _line(blocks.tag("b", row.text), row.label, row.scope, as_of)


def items(region_id: str, current: Session) -> None:
    """Show the named items of a region's plan, a card per aspect."""
    shown = item_exhibit(current.facts, region_id, current.language)
    blocks.exhibit(shown, current, picture=f'<div class="bk-cards">{_cards(shown)}</div>')


def _cards(shown: Exhibit) -> str:
    cards = []
    for name, own in shown.table.groupby("aspect_word", sort=False):
        lines = "".join(
            f"<li>{escape(row.label)}{f': {escape(row.text)}' if row.text else ''}</li>"
            for row in own.itertuples()
        )
        cards.append(f'<section class="bk-card"><h3>{escape(str(name))}</h3><ul>{lines}</ul></section>')
    return "".join(cards)
