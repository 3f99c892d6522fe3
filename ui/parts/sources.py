"""The sources page: one search over everything, choice of a source, collapsed parts with the hits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column
from kompass.figures.row_labels import RowWords, TableWords
from kompass.figures.sources.catalogue import Catalogue, catalogue, origin_table
from kompass.language import language
from kompass.pages import PAGES
from kompass.text_match import hits
from ui import address, blocks, selection, sourcing
from ui.parts import terms
from ui.session import Session

FEW = 3  # up to so many hits are expanded
# Tables whose rows are shown in parts of their own: a search leaves them out of the part on tables.
ABOVE = ("sources", "source_notes", "indicators", "indicator_definitions", "methods", "terms")
SHOWN = 20  # rows shown of a table; the rest is in its CSV file


@dataclass(frozen=True)
class Asked:
    """The search: words and the id of a source; either may be ""."""

    query: str
    source_id: str


@st.cache_resource(show_spinner=False)
def _prepared(_facts: Facts, data_id: str, code: str) -> tuple[Catalogue, Mapping[str, TableWords]]:
    """The catalogue, and every table with labels in place of codes; cached per plan, data version and language."""
    words = language(code)
    in_words = RowWords(_facts, words)
    return catalogue(_facts, words), {name: in_words.rows(name) for name in _facts}


def controls(current: Session) -> Asked:
    """Show search field and choice of a source; reports an unknown source in the URL."""
    t = current.language.text
    titles = current.facts["sources"].set_index("source_id")["short_title"]
    wanted = st.query_params.get("quelle", "")  # before the select box takes out an unknown value
    left, middle, right = st.columns([6, 4, 2], vertical_alignment="bottom")
    with left:
        query = address.search(
            t("Suchen in Quellen, Kennzahlen, Rechenwegen, Hinweisen und allen Tabellen"),
            "suche",
            t("zum Beispiel Beschäftigungsquote, 91.000, Schweißen"),
        )
    with middle:
        source_id = address.selectbox(
            t("Quelle"), ["", *titles.index], lambda i: titles.get(i, t("alle Quellen")), "quelle"
        )
    with right:
        selection.reset(current, "suche", "quelle")
    if wanted not in ("", *titles.index):
        notice = t("Eine Quelle „{wanted}“ gibt es hier nicht. Gezeigt werden alle Quellen.", wanted=wanted)
        blocks.html(blocks.tag("p", notice, "bk-notice"))
    return Asked(query, source_id)


def results(asked: Asked, current: Session) -> None:
    """Show the chosen source, then an expander for each part of the catalogue that has hits."""
    t, facts = current.language.text, current.facts
    found, tables = _prepared(facts, facts.data_id, current.language.code)
    if asked.source_id:
        row = facts.record("sources", source_id=asked.source_id)
        left, right = st.columns([5, 7], gap="large")
        with left:
            blocks.html(blocks.tag("h2", row["short_title"]) + _source_sheet(row, current))
        right.html(f'<div class="bk">{_origin(asked, current)}</div>')
    parts = {
        t("Quellen"): _sources(found, asked, current),
        t("Kennzahlen: Erklärung und Werte"): _indicators(found, asked, current),
        t("Rechenwege der eigenen Zahlen"): _methods(found, asked, current),
        t("Eigenheiten der Quellen"): _notes(found, asked, current),
        t("Begriffe"): _explained(_own(found.terms, asked), terms.cards, current),
        t("Arten von Zahlen"): _explained(hits(found.kinds, asked.query), terms.kinds, current),
        t("Tabellen und offene Daten"): _data(found, tables, asked, current),
    }
    shown = {title: part for title, part in parts.items() if part[0]}
    if not shown:
        none = t(
            "Zu „{query}“ findet sich nichts. Ein anderes Wort, oder das Feld leeren.", query=asked.query
        )
        blocks.html(f'<p class="bk-notice">{escape(none)}</p>')
    for number, (title, (count, markup)) in enumerate(shown.items()):
        opened = bool(asked.query) or (number == 0)
        # A new key for each search: the expander forgets whether the user opened or closed it for the last one.
        key = f"part-{title}-{asked.query}-{asked.source_id}"
        with st.expander(f"{title} ({count})", expanded=opened, key=key):
            blocks.html(markup)


Part = tuple[int, str]  # number of entries, and their HTML


def _own(table: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows that match the search words and the source."""
    return hits(table if not asked.source_id else table[table["source_id"] == asked.source_id], asked.query)


def _fold(title: str, small: str, body: str, opened: bool = False) -> str:
    head = f"<summary>{escape(title)} <small>{escape(small)}</small></summary>"
    return f'<details class="bk-fold"{" open" if opened else ""}>{head}{body}</details>'


def _first_rows(rows: pd.DataFrame, columns: Sequence[Column], title: str, current: Session) -> str:
    """The HTML of the first rows of a table, and how many there are beside them."""
    more = len(rows) - SHOWN
    said = current.language.plural(
        "{n} weiterer Treffer steht in der Datei.", "{n} weitere Treffer stehen in der Datei.", more
    )
    table = blocks.table_html(rows.head(SHOWN), columns, title, current)
    return table + (blocks.tag("p", said) if more > 0 else "")


def _few(rows: pd.DataFrame, asked: Asked) -> bool:
    """Whether a search has so few hits that they are expanded."""
    return bool(asked.query) and len(rows) <= FEW


def _sheet(lines: Mapping[str, str]) -> str:
    """The HTML of a list of labels and their HTML; empty entries are left out."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{body}</dd>" for name, body in lines.items() if body)
    return f'<dl class="bk-sheet">{rows}</dl>'


def _address(url: str, text: str = "") -> str:
    """The HTML of an external link without referrer; the escaped text if there is no URL."""
    if not url:
        return escape(text)
    return f'<a href="{escape(url, quote=True)}" rel="noreferrer" target="_blank">{escape(text or url)}</a>'


def _source_sheet(row: Mapping[str, str], current: Session) -> str:
    t, words = current.language.text, current.language
    return _sheet(
        {
            t("Titel"): escape(row["title"]),
            t("Herausgeber"): escape(row["publisher"]),
            t("Veröffentlicht"): escape(words.as_of(row["published"], "")),
            t("Stand"): escape(words.as_of(row["as_of"], "")),
            t("Lizenz"): _address(row["licence_url"], row["licence"]),
            t("Adresse"): _address(row["url"]),
            t("Status"): escape(row["note"]),
            t("Gelesene Datei"): escape(row["file_name"]),
            t("Prüfsumme (SHA-256)"): escape(row["sha256"]),
        }
    )


def _origin(asked: Asked, current: Session) -> str:
    """The HTML of the tables with data from the chosen source, with places in the source and number of rows."""
    t = current.language.text
    table = origin_table(current.facts, asked.source_id)
    plural = current.language.plural
    title = t(
        "Was daraus stammt: {rows} in {tables}",
        rows=plural("{n} Zeile", "{n} Zeilen", int(table["rows"].sum())),
        tables=plural("{n} Tabelle", "{n} Tabellen", len(table)),
    )
    columns = (
        Column("title", t("Tabelle")),
        Column("locators", t("Fundstellen")),
        Column("rows", t("Zeilen"), 0),
    )
    return _fold(title, "", blocks.table_html(table, columns, title, current), opened=True)


def _sources(found: Catalogue, asked: Asked, current: Session) -> Part:
    rows = found.sources.iloc[:0] if asked.source_id else hits(found.sources, asked.query)
    t = current.language.text
    return len(rows), "".join(
        _fold(
            row["short_title"],
            t("{publisher}; Lizenz: {licence}", publisher=row["publisher"], licence=row["licence"]),
            _source_sheet(row, current),
            opened=_few(rows, asked),
        )
        for row in rows.to_dict("records")
    )


def _indicators(found: Catalogue, asked: Asked, current: Session) -> Part:
    t = current.language.text
    own = _own(found.indicators, asked)
    columns = (
        Column("region", t("Gebiet")),
        Column("category", t("Ausprägung")),
        Column("as_of", t("Stand")),
        Column("text", t("Wert"), right=True),
        Column("precision", t("Genauigkeit")),
        Column("kind", t("Art")),
        Column("source", t("Quelle")),
        Column("locator", t("Fundstelle")),
    )
    folds = []
    for _, rows in own.groupby("indicator_id", sort=False):
        first = rows.iloc[0]
        shown = [c for c in columns if c.name != "category" or rows["category"].any()]
        notes = "".join(f"<li>{escape(note)}</li>" for note in dict.fromkeys(rows["note"]) if note)
        cited = dict.fromkeys(Citation(r.source_id, r.locator, r.as_of) for r in rows.itertuples())
        told = {
            t("Erklärung"): escape(first["definition"]),
            t("Einheit"): escape(first["unit"]),
            t("Besser ist"): escape(first["better"]),
            t("Hinweise"): f'<ul class="bk-list">{notes}</ul>' if notes else "",
        }
        body = (
            _sheet(told)
            + _first_rows(rows, shown, first["label"], current)
            + sourcing.sources(list(cited), current)
        )
        small = current.language.plural(
            "{unit}, {n} Wert", "{unit}, {n} Werte", len(rows), unit=first["unit"]
        )
        folds.append(_fold(first["label"], small, body, _few(own.drop_duplicates("indicator_id"), asked)))
    return len(folds), "".join(folds)


def _pages(scripts: str, current: Session) -> str:
    """The HTML of links to pages, given the names of their scripts separated by spaces."""
    known = {page.stem: page for page in PAGES}
    links = (
        f'<a href="{known[s].url_path or "."}" target="_blank">'
        f"{escape(current.language.text(known[s].title))}</a>"
        for s in scripts.split()
    )
    return ", ".join(links)


def _methods(found: Catalogue, asked: Asked, current: Session) -> Part:
    t = current.language.text
    rows = hits(found.methods, asked.query)
    cards = "".join(
        f'<section class="bk-card"><h2 class="bk-h3">{escape(t(row.title))}</h2><p><b>{escape(t(row.formula))}</b></p>'
        f'<p>{escape(t(row.explanation))}</p><p class="bk-source">{_pages(row.used_on, current)}</p></section>'
        for row in rows.itertuples()
    )
    return len(rows), f'<div class="bk-cards">{cards}</div>'


def _notes(found: Catalogue, asked: Asked, current: Session) -> Part:
    rows = _own(found.notes, asked)
    cards = "".join(
        f'<section class="bk-card"><h2 class="bk-h3">{escape(row.touches)}</h2><p>{escape(row.note)}</p>'
        f'<p class="bk-source">{escape(row.table)}</p>'
        f"{sourcing.sources([Citation(row.source_id, row.locator)], current)}</section>"
        for row in rows.itertuples()
    )
    return len(rows), f'<div class="bk-cards">{cards}</div>'


def _explained(rows: pd.DataFrame, markup: Callable[[pd.DataFrame, Session], str], current: Session) -> Part:
    return len(rows), markup(rows, current)


def _data(found: Catalogue, tables: Mapping[str, TableWords], asked: Asked, current: Session) -> Part:
    """All tables with links to their CSV files; a search shows the matching rows."""
    t = current.language.text
    rows = found.data
    if asked.source_id:
        rows = rows[rows["table"].isin(origin_table(current.facts, asked.source_id)["table"])]
    named = set(hits(rows, asked.query)["table"])
    folds = []
    excel = escape(t("für Excel"))
    for row in rows.itertuples():
        frame, columns = tables[row.table]
        own = hits(frame, asked.query) if asked.query else frame.iloc[:0]
        if asked.query and (row.table in ABOVE or (own.empty and row.table not in named)):
            continue
        address = f"api/v1/facts/{row.table}.csv"
        body = _sheet(
            {
                t("Inhalt"): escape(row.description),
                t("Datei"): f'<a href="{address}">{address}</a>, '
                f'<a href="{address}?excel={current.language.code}">{excel}</a>',
                t("Zu sehen auf"): _pages(row.views, current),
                t("Auf keiner Seite"): escape(row.reason),
            }
        )
        if len(own):
            body += _first_rows(own, columns, row.title, current)
        small = (
            current.language.plural("{hits} von {n} Zeile", "{hits} von {n} Zeilen", row.rows, hits=len(own))
            if len(own)
            else current.language.plural("{n} Zeile", "{n} Zeilen", row.rows)
        )
        folds.append(_fold(row.title, small, body, opened=0 < len(own) <= FEW))
    name = escape(t("Beschreibung aller Tabellen (Data Package, JSON)"))
    package = f'<p><a href="api/v1/facts">{name}</a></p>'
    return len(folds), package + "".join(folds)
