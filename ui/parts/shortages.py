"""The shortages page: filters, and the HTML of its matrix and list of training goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Exhibit
from kompass.figures.shortages.listed import EXTENT_LABELS, Choice, Extent, many, titles
from kompass.language import N_
from kompass.matching.goals import GoalClass
from ui import address, blocks, selection
from ui.parts import support_links as ways
from ui.session import Session

ALL_FIELDS = "alle"
SHORT_LABELS = {
    GoalClass.FITS: N_("passt"),
    GoalClass.OTHER_LEVEL: N_("anderes Niveau"),
    GoalClass.NO_GOAL: N_("kein Ziel"),
}
CHOICES = (selection.DISTRICTS, "feld", "niveau", "umfang", "suche")  # keys of the controls


def controls(current: Session) -> Choice:
    """Show the filters above the matrix; returns their values, which are query parameters."""
    t = current.language.text
    levels = {
        row.level: f"{row.level} {t(row.label)}" for row in current.facts["shortage_levels"].itertuples()
    }
    extents = {extent.value: t(label) for extent, label in EXTENT_LABELS.items()}
    district_box, search_box, field_box, more_box = st.columns([4, 4, 4, 3], vertical_alignment="bottom")
    with district_box.container():  # choices wrap in a container; bare in a column they would scroll
        districts = selection.districts(current)
    with search_box:
        words = address.search(t("Suche nach Wort oder KldB-Code"), "suche", t("z. B. Pflege oder 813"))
    with field_box:
        field_id = field(current)
    with more_box, st.popover(t("Niveau und Umfang"), width="stretch"):
        wanted = address.pills(
            t("Anforderungsniveau"),
            list(levels),
            levels.__getitem__,
            "niveau",
            t("Wie anspruchsvoll eine Tätigkeit ist, nach der Klassifikation der Berufe (KldB)."),
        )
        extent = address.segmented(t("Umfang"), list(extents), extents.__getitem__, "umfang")
    selection.reset(current, *CHOICES)
    return Choice(districts, field_id, wanted, Extent(extent), words)


def field(current: Session) -> str:
    """Show a select box of occupational fields; returns the id, "" for all."""
    t = current.language.text
    fields = current.facts["shortage_fields"].sort_values("position").set_index("field_id")["title"]
    names = {ALL_FIELDS: t("alle Berufsfelder"), **{i: t(title) for i, title in fields.items()}}
    chosen = address.selectbox(t("Berufsfeld"), list(names), names.__getitem__, "feld")
    return "" if chosen == ALL_FIELDS else chosen


def nothing_found(choice: Choice, current: Session) -> None:
    """Show, in place of an empty matrix, a message and a button that resets the filters."""
    t = current.language.text
    searched = t(" mit „{words}“", words=choice.words.strip()) if choice.words.strip() else ""
    title = t("Keine Berufsgruppe{searched} passt zu dieser Auswahl", searched=searched)
    help_text = t(
        "Das heißt nicht, dass es dort keinen Mangel gibt: Gezeigt ist nur, was der Plan als Engpass aufführt. "
        "Weniger Filter oder ein kürzeres Wort zeigen mehr."
    )
    blocks.html(f"<h2>{escape(title)}</h2><p>{escape(help_text)}</p>")


def no_goal(current: Session) -> None:
    """Show a message in place of an empty list of goals."""
    title = current.language.text("Kein Bildungsziel des Plans passt zu dieser Auswahl")
    blocks.html(f"<h2>{escape(title)}</h2>")


def matrix(
    shown: Exhibit,
    choice: Choice,
    empty: str,
    current: Session,
    goals: Mapping[str, GoalClass] | None = None,
) -> str:
    """The HTML of a matrix in two columns: fields as headings, one column per district, level letters in its
    colour.

    ``empty`` says what an empty cell means; ``goals`` by occupation group whether a goal of the plan fits.
    """
    fields = list(shown.table.groupby("field", sort=False))
    sizes = [len(rows) + 1 for _, rows in fields]
    cut = min(range(len(fields)), key=lambda n: max(sum(sizes[: n + 1]), sum(sizes[n + 1 :])))
    halves = [half for half in (fields[: cut + 1], fields[cut + 1 :]) if half]
    tables = "".join(_half(half, shown, choice, empty, current, goals) for half in halves)
    return f'{_legend(empty, goals is not None, current)}<div class="bk-halves">{tables}</div>'


def _half(
    fields: Sequence[tuple[Any, pd.DataFrame]],
    shown: Exhibit,
    choice: Choice,
    empty: str,
    current: Session,
    goals: Mapping[str, GoalClass] | None,
) -> str:
    """The markup of the table of some of the fields."""
    t, facts = current.language.text, current.facts
    districts = facts["districts"].set_index("ags").loc[list(choice.districts)]
    colors = {ags: current.style.of(code) for ags, code in districts["institution"].items()}
    full, short, title = t("Klassifikation der Berufe 2010"), t("KldB"), t("Berufsgruppe")
    head = f'<th scope="col"><abbr title="{escape(full)}">{escape(short)}</abbr></th>'
    named = (
        title,
        *(
            [t("Kreise mit {level}", level=level) for level in facts["shortage_levels"]["level"]]
            if many(choice.districts)
            else districts["short_name"]
        ),
        *([] if goals is None else [t("Ziel")]),
    )
    head += "".join(f'<th scope="col">{escape(name)}</th>' for name in named)
    body = []
    for name, rows in fields:
        span = 1 + len(named)
        body.append(
            f'<tr class="bk-field"><th colspan="{span}" scope="colgroup">{escape(t(str(name)))}</th></tr>'
        )
        for row in rows.to_dict("records"):
            if many(choice.districts):
                cells = "".join(
                    f'<td class="bk-num">{current.language.number(row[level])}</td>'
                    for level in facts["shortage_levels"]["level"]
                )
            else:
                cells = "".join(_levels(row[ags], colors[ags], empty, current) for ags in choice.districts)
            if goals is not None:
                goal_class = goals[row["kldb"]]
                css = "" if goal_class is GoalClass.FITS else "bk-aside"
                cells += blocks.tag("td", t(SHORT_LABELS[goal_class]), css)
            remark = row.get("remark", "")
            remark = f' <span class="bk-aside">· {escape(remark)}</span>' if remark else ""
            body.append(
                f"<tr><td>{escape(row['kldb'])}</td>"
                f'<th scope="row">{ways.shortage(row["kldb"], t(row["title"]), current)}{remark}</th>{cells}</tr>'
            )
    return (
        f'<table class="bk-matrix"><caption>{escape(shown.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def _legend(empty: str, with_goals: bool, current: Session) -> str:
    """What the letters and an empty cell mean, and where the codes lead."""
    t = current.language.text
    color = current.style.comparison
    items = "".join(
        f"<li>{level_mark(row.level, color, current)} {escape(t(row.label))}: {escape(t(row.training_level))}</li>"
        for row in current.facts["shortage_levels"].itertuples()
    )
    blank = t("leer: {empty}", empty=empty)
    goal = t("Ziel: ob ein Bildungsziel des Plans passt, eigene Zuordnung")
    codes = t("Name: Was stützt diesen Engpass?")
    more = f"<li>{escape(goal)}</li>" if with_goals else ""
    return f'<ul class="bk-legend">{items}<li>{escape(blank)}</li><li>{escape(codes)}</li>{more}</ul>'


def _levels(cell: str, color: str, empty: str, current: Session) -> str:
    """The HTML of a cell; each level letter has a fixed position. ``cell`` has letters separated by spaces."""
    if not cell:
        return f'<td><span class="bk-hidden">{escape(empty)}</span></td>'
    slots = "".join(
        level_mark(level, color, current)
        if level in cell.split()
        else '<i class="bk-level bk-void">&nbsp;</i>'
        for level in current.facts["shortage_levels"]["level"]
    )
    return f'<td><span class="bk-levels">{slots}</span></td>'


def level_mark(letter: str, color: str, current: Session) -> str:
    """The HTML of a level letter on a background of this colour."""
    ink = current.style.on(color)
    return f'<b class="bk-level" style="background:{color};color:{ink}">{escape(letter)}</b>'


def goal_list(table: pd.DataFrame, current: Session) -> str:
    """The HTML of the training goals by list, each with the occupation groups that it serves."""
    t = current.language.text
    groups = current.facts["training_goal_groups"].sort_values("position")
    names = titles(current.facts)
    body = []
    for group in groups.itertuples():
        own = table[table["group_id"] == group.group_id]
        if own.empty:
            continue
        still_open = t(" · offen") if group.list_open else ""
        body.append(
            f'<tr class="bk-field"><th colspan="2" scope="colgroup">{escape(group.section)} '
            f"{escape(t(group.title))}{escape(still_open)}</th></tr>"
        )
        body += [
            f'<tr><th scope="row">{escape(t(goal.title))}</th>'
            f"<td>{_served(goal.serves, goal.misses, names, current)}</td></tr>"
            for goal in own.itertuples()
        ]
    head = (t("Bildungsziel des Plans"), t("passender Engpass (eigene Zuordnung)"))
    cells = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in head)
    return f'<table class="bk-matrix bk-goals"><thead><tr>{cells}</tr></thead><tbody>{"".join(body)}</tbody></table>'


def _served(serves: Sequence[str], misses: Sequence[str], names: pd.Series, current: Session) -> str:
    """The HTML of the groups that a goal serves, and of those it misses because the level differs."""
    t = current.language.text
    lines = [f"<div>{escape(f'{kldb} {t(names[kldb])}')}</div>" for kldb in serves]
    for kldb in misses:
        line = t("{kldb} {group}: passt auf anderem Niveau", kldb=kldb, group=t(names[kldb]))
        lines.append(f'<div class="bk-aside">{escape(line)}</div>')
    nothing = t("keiner")
    return "".join(lines) or f'<span class="bk-aside">{escape(nothing)}</span>'
