"""The appendix of a page: all that stands behind its answer, folded, with one search through all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Exhibit
from kompass.text_match import hits
from ui import blocks, sourcing
from ui.session import Session
from ui.streamlit_internals import DeltaGenerator

SEARCH = "anhang"  # key of the field and parameter of the address
FIELD = 420  # pixels that the field needs


@dataclass(frozen=True)
class Part:
    """One fold of the appendix: what it is called, and the exhibit whose table is searched.

    ``picture`` makes markup of our own from a table like the exhibit's. ``write`` puts the part on the page where
    it has controls of its own; ``opened`` unfolds it from the start.
    """

    name: str
    shown: Exhibit
    picture: Callable[[pd.DataFrame], str] | None = None
    write: Callable[[], None] | None = None
    opened: bool = False


def appendix(page: str, first: DeltaGenerator, parts: Sequence[Part], current: Session) -> None:
    """The parts folded one below the other; a search unfolds what it finds and hides the rest.

    It stands where it is called, or in ``first`` where the address that opened the ``page`` holds a search.
    """
    asked = st.session_state.setdefault(f"{SEARCH}_{page}", bool(st.query_params.get(SEARCH)))
    with first if asked else st.container():
        _appendix(parts, current)


def _appendix(parts: Sequence[Part], current: Session) -> None:
    t = current.language.text
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        with st.container(width="content"):
            blocks.html(blocks.tag("h2", t("Anhang")))
        with st.container(width=FIELD):
            typed = st.text_input(
                t("Suche im Anhang"), key=SEARCH, bind="query-params", placeholder=t("ein Wort oder mehrere")
            )
    query = (typed or "").strip()
    found = [(part, _hits(part.shown, query)) for part in parts]
    if query and all(rows.empty for _, rows in found):
        none = t("Zu „{query}“ findet sich nichts. Ein anderes Wort, oder das Feld leeren.", query=query)
        blocks.html(blocks.tag("p", none, "bk-notice"))
    for part, rows in found:
        if query and rows.empty:
            continue
        whole = len(part.shown.table)
        count = t("{n} von {whole}", n=len(rows), whole=whole) if query else current.language.number(whole)
        # A new search is a new block: what was folded for the last one need not be so for this.
        key = f"appendix-{part.shown.name}-{query}"
        with st.expander(f"{part.name} ({count})", expanded=bool(query) or part.opened, key=key):
            if query:
                _found(part, rows, current)
            elif part.write:
                part.write()
            else:
                picture = part.picture(part.shown.table) if part.picture else ""
                blocks.exhibit(part.shown, current, picture=picture)


def _hits(shown: Exhibit, query: str) -> pd.DataFrame:
    """The rows of an exhibit whose shown cells contain every word of the query."""
    cells = shown.table[[column.name for column in shown.columns]].astype(object)
    return shown.table.loc[hits(cells.where(cells.notna(), ""), query).index]


def _found(part: Part, rows: pd.DataFrame, current: Session) -> None:
    """What a search found of one part, and where it comes from."""
    body = (
        part.picture(rows)
        if part.picture
        else blocks.table_html(rows, part.shown.columns, part.shown.title, current)
    )
    blocks.html(f"{body}{sourcing.sources(part.shown.citations, current)}")
