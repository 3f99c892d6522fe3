"""The blocks that pages are made of: heading, numbers, exhibit, table, source line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import streamlit as st

from kompass.figures.charts.style import Style
from kompass.figures.csv_file import exhibit_csv
from kompass.figures.exhibit import (
    KIND_LABELS,
    KIND_MEANINGS,
    Citation,
    Column,
    Exhibit,
    Kind,
    Made,
    kind_of,
    reference,
    source_parts,
)
from kompass.figures.region.districts import Finding
from kompass.language import Language
from ui import downloads
from ui.presenting import adding_address
from ui.session import Session
from ui.streamlit_internals import DeltaGenerator, filled_css

PANEL_WIDTH = 340  # pixels that a panel of a figure needs at least
_CSS = filled_css(Path(__file__).with_name("style.css").read_text("utf-8"))
_LENS = (  # the sign of the search; a picture of a style sheet takes no colour from around it
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' "
    "stroke='{color}' stroke-width='2.5' stroke-linecap='round'%3E%3Ccircle cx='8' cy='8' r='6'/%3E"
    "%3Cpath d='m13 13 5 5'/%3E%3C/svg%3E"
)
PLOTLY_CONFIG = {
    "displayModeBar": False,  # its tools are for analysts' charts; ours say their values
    "showSendToCloud": False,  # no upload to a foreign host
    "displaylogo": False,
    "scrollZoom": False,
    "responsive": True,
}


def paint(style: Style) -> None:
    """Give the page our style sheet in the colours of its theme."""
    colors = {
        "text": style.text,
        "muted": style.muted,
        "background": style.background,
        "panel": style.panel,
        "line": style.line,
    }
    lens = _LENS.format(color=style.text.replace("#", "%23"))
    variables = f'--bk-lens:url("{lens}");' + ";".join(
        f"--bk-{name}:{color}" for name, color in colors.items()
    )
    st.html(f"<style>:root{{{variables}}}\n{_CSS}</style>")


def html(body: str) -> None:
    """Put markup of our own on the page; texts within must be escaped."""
    st.html(f'<div class="bk">{body}</div>')


def tag(name: str, text: str, css: str = "") -> str:
    """The markup of one element around a text, escaped."""
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{escape(text)}</{name}>"


def badge(kind: Kind, language: Language) -> str:
    """The markup of a kind badge: what sort of figure this is."""
    meaning = escape(language.text(KIND_MEANINGS[kind]), quote=True)
    return f'<span class="bk-badge bk-badge-{kind}" title="{meaning}">{escape(language.text(KIND_LABELS[kind]))}</span>'


def heading(overline: str, title: str, lead: str) -> None:
    """The top of a page: the view's name small, the finding large."""
    tail = f'<p class="bk-lead">{escape(lead)}</p>' if lead else ""
    html(f'<p class="bk-overline">{escape(overline)}</p><h1>{escape(title)}</h1>{tail}')


@dataclass(frozen=True)
class Number:
    """One of the at most four numbers that open a page."""

    label: str
    value: str
    unit: str
    comparison: str
    made: Made
    citations: Sequence[Citation]
    compared: Made | None = None  # how the comparison is made, where it is another way


def numbers(items: Sequence[Number], current: Session) -> None:
    """Up to four numbers with unit, comparison and badge, and where they come from."""
    words, facts = current.language, current.facts

    def compared(number: Number) -> str:
        made = number.compared
        return f" {badge(kind_of(made, number.citations, facts), words)}" if made else ""

    cells = "".join(
        f'<div class="bk-number"><dt>{escape(n.label)} {badge(kind_of(n.made, n.citations, facts), words)}</dt>'
        f'<dd><div class="bk-value">{escape(n.value)} <small>{escape(words.inline(n.unit))}</small></div>'
        f"<div>{escape(n.comparison)}{compared(n)}</div></dd></div>"
        for n in items
    )
    used = tuple(dict.fromkeys(c for n in items for c in n.citations))
    html(f'<dl class="bk-numbers">{cells}</dl>{sources(used, current)}')


def findings_list(items: Sequence[Finding], current: Session) -> str:
    """The markup of what stands out: each with its figure, its sentence and its badge."""
    rows = "".join(
        f"<li><b>{escape(f.figure)}</b> {escape(f.sentence)} "
        f"{badge(kind_of(f.made, f.citations, current.facts), current.language)}</li>"
        for f in items
    )
    return f'<ul class="bk-list">{rows}</ul>'


def _note_list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f'<ul class="bk-list bk-notes">{rows}</ul>' if rows else ""


def table_html(table: pd.DataFrame, columns: Iterable[Column], caption: str, current: Session) -> str:
    """The markup of a table: numbers right, not reported hatched and said, a row without code as total."""
    shown = list(columns)
    head = "".join(f'<th scope="col"{_numeric(c)}>{escape(c.heading)}</th>' for c in shown)
    body = []
    for row in table.to_dict("records"):
        named = next((n for n, c in enumerate(shown) if row[c.name] != ""), 0)  # a row of totals has no code
        cells = [_cell(c, row, number == named, current) for number, c in enumerate(shown)]
        total = ' class="bk-total"' if row.get("code", "-") == "" else ""
        body.append(f"<tr{total}>{''.join(cells)}</tr>")
    return (
        f'<div class="bk-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _numeric(column: Column) -> str:
    return ' class="bk-num"' if column.numeric else ""


def _cell(column: Column, row: dict[str, object], first: bool, current: Session) -> str:
    value = row[column.name]
    text = column.cell(value, current.language)
    mark = ""
    if column.name == "code" and text:
        mark = f'<span class="bk-code" style="background:{current.style.of(text)}"></span>'
    if first:
        return f'<th scope="row">{mark}{escape(text or "")}</th>'
    if text is None and column.numeric:
        return tag("td", current.language.text("nicht ausgewiesen"), "bk-missing bk-num")
    return f"<td{_numeric(column)}>{escape(text or '')}</td>"


def beside(left: int, right: int, key: str) -> list[DeltaGenerator]:
    """Two parts of a page side by side in these shares of its width; where that is too little for figures and
    tables, on a tablet or at 200 %, one below the other."""
    return st.container(key=f"bk-beside-{key}").columns([left, right], gap="large")


def exhibit(
    shown: Exhibit,
    current: Session,
    level: int = 2,
    picture: str = "",
    twin: bool = True,
    lazy: bool = False,
) -> None:
    """A figure block: finding, badge, chart, reading, source line, and the table twin with its download.

    ``picture`` is markup of our own that stands in place of the chart. Without ``twin`` the page shows
    the table itself, elsewhere, by :func:`twin_table`. With ``lazy`` what is folded is worked out when the
    reader unfolds it: for figures that follow a slider.
    """
    t = current.language.text
    drawn = shown.figure is not None or bool(picture)
    top = f"<h{level}>{escape(shown.title)} {badge(shown.kind(current.facts), current.language)}</h{level}>{picture}"
    words = (
        f"<p>{escape(_reading(shown, drawn))}</p>{_note_list(shown.notes)}{sources(shown.citations, current)}"
    )
    table = "" if drawn else table_html(shown.table, shown.columns, shown.title, current)
    if shown.figure is not None:
        html(top)
        _pictures(shown, current.language.separators)
        html(words)
    else:
        html(f"{top}{words}" if drawn else f"{top}{table}{words}")
    label = t("Tabelle, Begriffe, Zitat") if drawn and twin else t("Begriffe, Zitat, Datei")
    folded = st.expander(label, key=f"table-{shown.name}", on_change="rerun" if lazy else "ignore")
    if lazy and not folded.open:
        return
    with folded:
        if drawn and twin:
            twin_table(shown, current)
        if shown.definitions:
            terms = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in shown.definitions)
            html(f'<dl class="bk-terms">{terms}</dl>')
        take_along(shown, current)


def _reading(shown: Exhibit, drawn: bool) -> str:
    """How to read the block; words on the picture only where it is drawn."""
    return shown.page_reading if drawn else shown.reading


def twin_table(shown: Exhibit, current: Session) -> None:
    """The table twin of a figure on its own, always in sight."""
    html(table_html(shown.table, shown.columns, shown.title, current))


def _pictures(shown: Exhibit, separators: str) -> None:
    """The panels of a figure side by side; on a narrow screen one below the other."""
    panels = (shown.figure, *shown.beside)
    for panel in panels:
        panel.update_layout(separators=separators)
    grid = st.grid(len(panels), min_column_width=PANEL_WIDTH) if shown.beside else None
    for number, panel in enumerate(panels):
        key = f"chart-{shown.name}-{number}" if number else f"chart-{shown.name}"
        with grid.cell() if grid else nullcontext():
            st.plotly_chart(panel, theme=None, config=PLOTLY_CONFIG, key=key, alt=shown.alt)


def sources(citations: Sequence[Citation], current: Session) -> str:
    """The markup of a source line; each source leads, in a tab of its own, to what is known of it."""
    parts = (
        f'<a href="quellen?quelle={quote(source_id)}" target="_blank">{escape(title)}</a>, {escape(place)}'
        for source_id, title, place in source_parts(citations, current.facts, current.language)
    )
    line = escape(current.language.text("Quelle: {sources}")).replace("{sources}", " · ".join(parts))
    return f'<p class="bk-source">{line}</p>'


def folded_sources(citations: Sequence[Citation], current: Session) -> str:
    """The markup of a source line that names the sources, and unfolds to the places in them and their dates."""
    titles = (title for _, title, _ in source_parts(citations, current.facts, current.language))
    named = current.language.text("Quelle: {sources}", sources=" · ".join(titles))
    return f'<details class="bk-sources">{tag("summary", named)}{sources(citations, current)}</details>'


def take_along(shown: Exhibit, current: Session) -> None:
    """A citation to copy, what the table shows as CSV with its kind and source in each row, and the way into a
    presentation."""
    t = current.language.text
    follows = downloads.follows_scenario(shown.name, current)
    scenario = downloads.scenario_text(current) if follows else ""
    cited = escape(reference(shown, current.facts, current.language))
    copy, done = escape(t("Zitat kopieren")), escape(t("Zitat kopiert"), quote=True)
    # Not st.code: it loads a highlighter of programming languages, 1.6 MB of script.
    html(
        f'<p class="bk-cite">{cited}</p><button type="button" class="bk-copy" data-done="{done}">{copy}</button>'
    )
    st.download_button(
        t("Als CSV laden"),
        exhibit_csv(shown, current.facts, current.language, scenario, downloads.address()),
        file_name=downloads.file_name(shown.name, current, follows) + ".csv",
        mime="text/csv",
        key=f"csv-{shown.name}",
        on_click="ignore",
    )
    address = adding_address(shown.name, current)
    if address:
        add = t("Zur Präsentation hinzufügen")
        html(f'<p><a href="{escape(address)}" target="_blank">{escape(add)}</a></p>')
