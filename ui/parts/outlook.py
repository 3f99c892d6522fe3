"""The page on target groups and outlook: key numbers, cards of the groups, lists of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kompass.facts import COUNTRY
from kompass.figures.exhibit import Made, cite, fact_text, notes_on
from kompass.figures.labels import word
from kompass.figures.outlook.plan_lists import list_exhibit
from kompass.figures.outlook.target_groups import ASPECTS, group_exhibit
from kompass.needs import SHARES_IN_PLAN, carries
from ui import address, blocks, selection, sourcing
from ui.parts.key_numbers import Number, numbers
from ui.session import Session

MOST_NAMED = 5  # groups in the headline


def without_forecasts(current: Session) -> None:
    """The page of a plan without forecasts: whom it wants to reach, and what it lists."""
    t, facts, words = current.language.text, current.facts, current.language
    titles = list(facts["target_groups"].sort_values("position")["title"])
    named = words.listed(titles if len(titles) <= MOST_NAMED else [*titles[:MOST_NAMED], t("weitere")])
    title = words.plural(
        "Plan {year} nennt {n} Gruppe: {groups}",
        "Plan {year} nennt {n} Gruppen: {groups}",
        len(titles),
        year=str(facts["plans"]["plan_year"].max()),
        groups=named,
    )
    blocks.heading(
        t("Zielgruppen und Ausblick"),
        title,
        t("Wen die Weiterbildung erreichen soll, und was der Plan aufzählt."),
    )
    groups(current)
    _searched_lists(current)


def opening_numbers(current: Session) -> None:
    """Show four key numbers on unemployment and age, and an expander with the source notes on them; nothing
    without the plan's shares."""
    t, facts, words = current.language.text, current.facts, current.language
    if not carries(facts, SHARES_IN_PLAN):
        return
    ratio = facts.fact(COUNTRY, "unskilled_unemployment_ratio")
    sgb2 = facts.fact(facts.area, "unemployed_share_sgb2", role="plan")
    low = facts.fact(facts.area, "unemployed_share_low_qualified")
    older, oldest = (facts.fact(COUNTRY, f"population_share_older_{age}") for age in (45, 66))
    used = (ratio, sgb2, low, older, oldest)
    numbers(
        (
            Number(
                t("Arbeitslosenquote ohne Berufsabschluss"),
                fact_text(ratio, facts, words),
                t("mal so hoch"),
                t("wie mit beruflicher Ausbildung"),
                Made.QUOTED,
                [cite(ratio, words)],
            ),
            *(
                Number(
                    label,
                    fact_text(fact, facts, words),
                    "",
                    t("der Arbeitslosen hier, {as_of}", as_of=words.as_of(fact.as_of, fact.period)),
                    Made.QUOTED,
                    [cite(fact, words)],
                )
                for label, fact in ((t("In Jobcentern betreut"), sgb2), (t("Geringqualifiziert"), low))
            ),
            Number(
                t("Älter als 45 Jahre"),
                t("jede {nth}.", nth=round(100 / older.value)),
                t("Person"),
                t("in Deutschland; älter als 66: jede {nth}.", nth=round(100 / oldest.value)),
                Made.QUOTED,
                [cite(older, words), cite(oldest, words)],
            ),
        ),
        current,
    )
    with st.expander(t("Was zu diesen Zahlen zu wissen ist"), key="numbers-notes"):
        lines = "".join(f"<li>{escape(note)}</li>" for note in notes_on(facts, *used))
        blocks.html(f'<ul class="bk-list">{lines}</ul>')


def groups(current: Session) -> None:
    """The groups, each unfolding to what the plan says of it; a chosen one comes first, and open."""
    t, words = current.language.text, current.language
    titles = current.facts["target_groups"].sort_values("position").set_index("group_id")["title"]
    first = address.selectbox(
        t("Gruppe"), ["", *titles.index], lambda i: titles.get(i, t("alle, wie im Plan")), "gruppe"
    )
    with st.container(
        horizontal=True, vertical_alignment="bottom", gap="medium"
    ):  # choices wrap in a container
        chosen = address.pills(
            t("Gesichtspunkte"), ASPECTS, lambda aspect: word(aspect, words), "aspekt", t("Ohne Wahl: alle")
        )
        selection.reset(current, "gruppe", "aspekt", "liste")
    shown = group_exhibit(current.facts, words, chosen)
    rows = shown.table.sort_values("group_id", key=lambda ids: ids != first, kind="stable")
    folds = "".join(
        _fold(
            f"{section} {group}",
            own,
            _aspects(own, current),
            bool(chosen) or own["group_id"].iloc[0] == first,
            current,
        )
        for (section, group), own in _by(rows, "section", "group")
    )
    blocks.exhibit(shown, current, picture=folds)


def _fold(head: str, rows: pd.DataFrame, body: str, opened: bool, current: Session) -> str:
    """The markup of a heading with the number of its entries, which unfolds."""
    count = escape(current.language.plural("{n} Eintrag", "{n} Einträge", len(rows)))
    return (
        f'<details class="bk-fold"{" open" if opened else ""}>'
        f"<summary>{escape(head)} <small>{count}</small></summary>{body}</details>"
    )


def _card(title: str, body: str) -> str:
    return f'<section class="bk-card"><h3>{escape(title)}</h3>{body}</section>'


def _aspects(rows: pd.DataFrame, current: Session) -> str:
    """The HTML of the statements on a group by aspect."""
    parts = (
        f"<dt>{escape(str(name))}</dt><dd>{_items(own, 'fact', current)}</dd>"
        for name, own in _by(rows, "aspect_word")
    )
    return f"<dl>{''.join(parts)}</dl>"


def _items(rows: pd.DataFrame, column: str, current: Session) -> str:
    """The HTML of a list of the texts in ``column``, below it the source notes of the column ``note``, folded."""
    items = "".join(f"<li>{escape(text)}</li>" for text in rows[column])
    notes = sourcing.notes((note for note in rows["note"].unique() if note), current)
    return f"<ul>{items}</ul>{notes}"


def _by(rows: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, pd.DataFrame]]:
    """The rows grouped by columns, as (values, rows), in the order of the rows."""
    keys = list(columns) if len(columns) > 1 else columns[0]
    yield from rows.groupby(keys, sort=False)


def lists(current: Session) -> None:
    """The remaining lists of the plan, folded; a search opens what it finds."""
    t = current.language.text
    opened = bool(st.session_state.get("liste") or st.query_params.get("liste"))
    with st.expander(t("Was der Plan sonst aufzählt: alle Listen"), key="lists", expanded=opened):
        _searched_lists(current)


def _searched_lists(current: Session) -> None:
    t = current.language.text
    query = address.search(
        t("In den Listen des Plans suchen"),
        "liste",
        t("zum Beispiel Bildungsgutschein, Mittelstand, Online"),
    )
    shown = list_exhibit(current.facts, current.language, query)
    if shown.table.empty:
        nothing = t(
            "In den Listen kommt „{query}“ nicht vor. Andere Wörter, oder das Feld leeren.", query=query
        )
        blocks.html(f'<p class="bk-notice">{escape(nothing)}</p>')
        return
    folds = []
    for (section, chapter), rows in _by(shown.table, "section", "chapter"):
        head = chapter if section == "0" else f"{section} {chapter}"
        cards = "".join(_card(title, _items(own, "item", current)) for title, own in _by(rows, "list"))
        folds.append(_fold(head, rows, f'<div class="bk-cards">{cards}</div>', bool(query), current))
    blocks.exhibit(shown, current, picture="".join(folds))
