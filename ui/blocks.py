"""HTML blocks of which pages are made: heading, key numbers, exhibit, table, badge, source line.

Functions that return ``str`` return HTML; the others put it on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from html import escape

import pandas as pd
import streamlit as st

from kompass.figures.charts.style import Style
from kompass.figures.csv_file import exhibit_csv
from kompass.figures.exhibit import (
    KIND_LABELS,
    KIND_MEANINGS,
    Column,
    Exhibit,
    Kind,
    reference,
)
from kompass.figures.limits import shown_rows
from kompass.language import Language
from kompass.text_match import hits
from ui import downloads, sourcing, wide_tables
from ui.address import NO_CHOICES, Choices
from ui.figure_links import figure_links_html, print_image
from ui.session import Session
from ui.streamlit_internals import DeltaGenerator

PANEL_WIDTH = 340  # pixels, the minimum width of one panel of a figure
_LENS = (  # icon of the search as a data URL; a background image does not inherit the text colour
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' "
    "stroke='{color}' stroke-width='2.5' stroke-linecap='round'%3E%3Ccircle cx='8' cy='8' r='6'/%3E"
    "%3Cpath d='m13 13 5 5'/%3E%3C/svg%3E"
)
PLOTLY_CONFIG = {
    "displayModeBar": False,  # no zoom and selection tools; values stand in the chart
    "showSendToCloud": False,  # no upload to a foreign host
    "displaylogo": False,
    "scrollZoom": False,
    "responsive": True,
}


def paint(style: Style) -> None:
    """Put the colours of the theme on the page, as CSS variables for the style sheet, see :mod:`ui.style_sheet`."""
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
    st.html(f"<style>:root{{{variables}}}</style>")


def html(body: str) -> None:
    """Put HTML on the page, in a ``div.bk``. Texts in it must be escaped already."""
    st.html(f'<div class="bk">{body}</div>')


def tag(name: str, text: str, css: str = "") -> str:
    """The HTML of one element with a text, which is escaped; ``css`` is its class."""
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{escape(text)}</{name}>"


def badge(kind: Kind, language: Language) -> str:
    """The HTML of a badge for a kind of figure (plan, official, derived, …), with its meaning as tooltip."""
    meaning = escape(language.text(KIND_MEANINGS[kind]), quote=True)
    return f'<span class="bk-badge bk-badge-{kind}" title="{meaning}">{escape(language.text(KIND_LABELS[kind]))}</span>'


def answer(shown: Exhibit, name: str, current: Session) -> None:
    """The top of a page whose title is the finding of its first figure; :func:`exhibit` with ``level=0`` follows."""
    mark = badge(shown.kind(current.facts), current.language)
    html(f'<p class="bk-overline">{escape(name)}{mark}</p><h1>{escape(shown.title)}</h1>')


def heading(overline: str, title: str, lead: str, live: str = "") -> None:
    """Put the heading of a page: its name small above, the finding as ``h1``, ``lead`` below (may be empty). ``live`` is
    the name under which the negotiating table moves the title."""
    tail = f'<p class="bk-lead">{escape(lead)}</p>' if lead else ""
    follows = f' data-value="{live}"' if live else ""
    html(f'<p class="bk-overline">{escape(overline)}</p><h1{follows}>{escape(title)}</h1>{tail}')


def table_html(table: pd.DataFrame, columns: Iterable[Column], caption: str, current: Session) -> str:
    """The HTML of a table in a scrollable region.

    Numeric columns are right-aligned; missing numbers are hatched and read "nicht ausgewiesen"; a row whose
    column ``code`` is "" is set as a row of totals.

    On a phone a table of many columns or long words is shown row by row; any other fades where it goes on.
    """
    shown = list(columns)
    stacked = " bk-stacked" if wide_tables.is_wordy(table, shown) else ""
    head = "".join(f'<th scope="col"{_numeric(c)}>{escape(c.heading)}</th>' for c in shown)
    body = []
    for row in table.to_dict("records"):
        named = next((n for n, c in enumerate(shown) if row[c.name] != ""), 0)  # a row of totals has no code
        cells = [_cell(c, row, number == named, current) for number, c in enumerate(shown)]
        total = ' class="bk-total"' if row.get("code", "-") == "" else ""
        body.append(f"<tr{total}>{''.join(cells)}</tr>")
    return (
        f'<div class="bk-scroll{stacked}" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _numeric(column: Column) -> str:
    return ' class="bk-num"' if column.numeric else ""


def _cell(column: Column, row: dict[str, object], first: bool, current: Session) -> str:
    value = row[column.name]
    text = column.cell(value, current.language)
    heading = f' data-heading="{escape(column.heading, quote=True)}"'
    mark = ""
    if column.name == "code" and text:
        mark = f'<span class="bk-code" style="background:{current.style.of(text)}"></span>'
    if first:
        return f'<th scope="row">{mark}{escape(text or "")}</th>'
    if text is None and column.numeric:
        missing = escape(current.language.text("nicht ausgewiesen"))
        return f'<td class="bk-missing bk-num"{heading}>{missing}</td>'
    return f"<td{_numeric(column)}{heading}>{escape(text or '')}</td>"


def beside(left: int, right: int, key: str) -> list[DeltaGenerator]:
    """Two columns with widths in the ratio ``left`` : ``right``, one below the other on narrow screens.

    ``key`` makes the key of the container, ``bk-beside-{key}``, which the style sheet uses.
    """
    return st.container(key=f"bk-beside-{key}").columns([left, right], gap="large")


def exhibit(
    shown: Exhibit,
    current: Session,
    level: int = 2,
    picture: str = "",
    twin: bool = True,
    lazy: bool = False,
    instead: Choices = NO_CHOICES,
    brief: bool = False,
    panel: int = PANEL_WIDTH,
) -> None:
    """Put an exhibit: title with badge, chart, reading, notes, source line; in an expander table, terms and download.

    ``level`` is that of the heading; with 0 the title stands above already (:func:`answer`). ``picture`` is HTML
    shown in place of the plotly chart. ``twin=False`` leaves the table out of the expander, for pages that show it
    elsewhere with :func:`twin_table`. ``lazy`` renders the content of the expander only while it is open, for
    exhibits that change with every move of a slider. ``instead`` has the query parameters of its files that differ
    from the page's. ``brief``, for pages of many figures, sets the title smaller and puts the reading into the
    expander; how to read the chart stays below it. ``panel`` is the least width of a panel in pixels.
    """
    t = current.language.text
    drawn = shown.figure is not None or bool(picture)
    kind = badge(shown.kind(current.facts), current.language)
    small = ' class="bk-h3"' if brief else ""
    title = f"<h{level}{small}>{escape(shown.title)} {kind}</h{level}>" if level else ""
    top = f"{title}{picture}"
    said = (shown.picture_reading if drawn else "") if brief else _reading(shown, drawn)
    words = (
        f'<p>{escape(said)}</p><div class="bk-below">'
        f"{sourcing.sources(shown.citations, current)}{sourcing.notes(shown.notes, current)}</div>"
    )
    if shown.figure is not None:
        html(top + print_image(shown.name, current, instead))
        _pictures(shown, current.language.separators, panel)
        html(words)
    elif drawn:
        html(f"{top}{words}")
    elif shown_rows(shown.table, len(shown.columns)) < len(shown.table):
        html(top)
        twin_table(shown, current)
        html(words)
    else:
        html(f"{top}{table_html(shown.table, shown.columns, shown.title, current)}{words}")
    label = t("Tabelle, Begriffe, Zitat") if drawn and twin else t("Begriffe, Zitat, Datei")
    folded = st.expander(label, key=f"table-{shown.name}", on_change="rerun" if lazy else "ignore")
    if lazy and not folded.open:
        return
    with folded:
        if brief and shown.reading:
            html(tag("p", shown.reading))
        if drawn and twin:
            twin_table(shown, current)
        if shown.definitions:
            terms = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in shown.definitions)
            html(f'<dl class="bk-terms">{terms}</dl>')
        take_along(shown, current, instead)


def folded(shown: Exhibit, current: Session, picture: str = "", opened: bool = False) -> None:
    """An exhibit behind one click: its title is what is clicked."""
    with st.expander(shown.title, key=f"fold-{shown.name}", expanded=opened):
        html(f"<p>{badge(shown.kind(current.facts), current.language)}</p>")
        exhibit(shown, current, level=0, picture=picture)


def _reading(shown: Exhibit, drawn: bool) -> str:
    """How to read the exhibit; sentences about the chart only where it is drawn."""
    return shown.page_reading if drawn else shown.reading


def twin_table(shown: Exhibit, current: Session) -> None:
    """Put the table of an exhibit on the page, outside of any expander: of a long one the first rows, a field that
    looks for others, and how many there are."""
    table, count = shown.table, len(shown.table)
    if shown_rows(table, len(shown.columns)) < count:
        t = current.language.text
        typed = (
            st.text_input(t("In allen {count} Zeilen suchen", count=count), key=f"rows-{shown.name}") or ""
        )
        table = table.loc[hits(table[[column.name for column in shown.columns]], typed).index]
        told = t(
            "Gezeigt: {shown} von {found} Zeilen, die passen. Alle {count} stehen in der CSV-Datei.",
            shown=shown_rows(table, len(shown.columns)),
            found=len(table),
            count=count,
        )
        html(tag("p", told, "bk-source"))
        table = table.head(shown_rows(table, len(shown.columns)))
    html(table_html(table, shown.columns, shown.title, current))


def _pictures(shown: Exhibit, separators: str, width: int) -> None:
    """Put the plotly charts of an exhibit side by side; on a narrow screen one below the other."""
    panels = (shown.figure, *shown.beside)
    for panel in panels:
        if panel.layout.separators != separators:  # a figure that is kept has them already
            panel.update_layout(separators=separators)
    grid = st.grid(len(panels), min_column_width=width) if shown.beside else None
    for number, panel in enumerate(panels):
        key = f"chart-{shown.name}-{number}" if number else f"chart-{shown.name}"
        with grid.cell() if grid else nullcontext():
            st.plotly_chart(panel, theme=None, config=PLOTLY_CONFIG, key=key, alt=shown.alt)


def take_along(shown: Exhibit, current: Session, instead: Choices = NO_CHOICES) -> None:
    """Put a citation with a copy button, a CSV download (each row with kind and source) and a link that adds the
    exhibit to the presentation, if it can be added."""
    t = current.language.text
    follows = downloads.follows_scenario(shown.name, current)
    scenario, address = downloads.scenario_text(current) if follows else "", downloads.address()
    cited = escape(reference(shown, current.facts, current.language))
    copy, done = escape(t("Zitat kopieren")), escape(t("Zitat kopiert"), quote=True)
    # Not st.code: it loads a syntax highlighter, 1.6 MB of JavaScript.
    html(
        f'<p class="bk-cite">{cited}</p><button type="button" class="bk-copy" data-done="{done}">{copy}</button>'
    )
    st.download_button(
        t("Als CSV laden"),
        # Made when somebody asks for it: it takes longer than all else of a figure.
        lambda: exhibit_csv(shown, current.facts, current.language, scenario, address),
        file_name=downloads.file_name(shown.name, current, follows) + ".csv",
        mime="text/csv",
        key=f"csv-{shown.name}",
        on_click="ignore",
    )
    html(figure_links_html(shown.name, shown.title, current, instead))
