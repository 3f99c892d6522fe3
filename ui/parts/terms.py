"""HTML of the terms and of the kinds of figures on the sources page."""

from __future__ import annotations

from html import escape

import pandas as pd

from kompass.figures.exhibit import Citation
from ui import blocks, sourcing
from ui.session import Session


def cards(rows: pd.DataFrame, current: Session) -> str:
    """The HTML of rows of :func:`kompass.figures.sources.catalogue.term_table`, one card per term."""
    t = current.language.text
    parts = []
    for row in rows.itertuples():
        avoided = t("Nicht: {words}", words=", ".join(row.avoided)) if row.avoided else ""
        source = sourcing.sources([Citation(row.source_id, row.locator)], current) if row.source_id else ""
        parts.append(
            f'<section class="bk-card"><h2 class="bk-h3">{escape(row.term)} <small>{escape(row.other)}</small></h2>'
            f"<p>{escape(row.meaning)}</p>"
            + (blocks.tag("p", avoided, "bk-source") if avoided else "")
            + f"{source}</section>"
        )
    return f'<div class="bk-cards">{"".join(parts)}</div>'


def kinds(rows: pd.DataFrame, current: Session) -> str:
    """The HTML of rows of :func:`kompass.figures.sources.catalogue.kind_table`: each badge and what it means."""
    parts = "".join(
        f"<dt>{blocks.badge(row.kind, current.language)}</dt><dd>{escape(row.meaning)}</dd>"
        for row in rows.itertuples()
    )
    return f'<dl class="bk-terms">{parts}</dl>'
