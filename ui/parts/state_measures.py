"""What the page on the state's measures needs of Streamlit: controls, what they filter, the sheet of one measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from html import escape

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Exhibit
from kompass.figures.state_measures.background import background_exhibit
from kompass.figures.state_measures.exhibits import status_exhibit, timeline_exhibit, total_exhibit
from kompass.figures.state_measures.measures import (
    REACH_LABELS,
    STATUS_LABELS,
    Choice,
    Reach,
    measure_table,
)
from kompass.figures.state_measures.sheet import sheet_exhibit
from ui import address, blocks
from ui.session import Session
from ui.streamlit_internals import DeltaGenerator

ALL = "alle"
MEASURE, DAY, WORDS = "massnahme", "tag", "suche"  # keys of widgets and parameters of the address
CONTROL = 150  # pixels that a control of the bar needs
FIRST, LAST = dt.date(2005, 1, 1), dt.date(2030, 12, 31)


def plan_day(current: Session) -> dt.date:
    """The first day of the plan year."""
    plan = current.facts.record("plans", plan_version=current.plan.version)
    return dt.date(int(plan["plan_year"]), 1, 1)


def appendix(first: DeltaGenerator, current: Session) -> None:
    """All measures behind one bar of controls, folded by what they show; a choice unfolds them.

    The sheet of one measure stands in ``first``.
    """
    t, facts, style, words = current.language.text, current.facts, current.style, current.language
    blocks.html(blocks.tag("h2", t("Alle {count} Maßnahmen", count=len(facts["measures"]))))
    choice, measure_id = _controls(current)
    table = measure_table(facts, choice, words)
    if measure_id:
        with first:
            _sheet(measure_id, choice.day, list(table["measure_id"]), current)
    if table.empty:
        _nothing_found(choice, current)
        return
    day = plan_day(current)
    chosen = choice != Choice(day, day.year)  # what does not follow the choice is then left out
    parts = {
        t("Laufzeiten"): timeline_exhibit(facts, choice, style, words),
        t("Stand nach Cluster und Ressort"): status_exhibit(facts, choice, words),
        t("Beträge"): total_exhibit(facts, choice, style, words),
        t("Warum das Land handelt"): None if chosen else background_exhibit(facts, words),
    }
    for name, shown in parts.items():
        if shown is None:
            continue
        # The first choice makes new blocks, unfolded; after it they stay as the reader leaves them.
        key = f"appendix-{shown.name}-{chosen}"
        with st.expander(f"{name} ({words.number(len(shown.table))})", expanded=chosen, key=key):
            blocks.exhibit(shown, current)


def _controls(current: Session) -> tuple[Choice, str]:
    """What the reader wants to see, from one bar of controls, kept in the address; and the measure whose sheet
    they want."""
    t, facts = current.language.text, current.facts
    year = str(plan_day(current).year)
    clusters = {c.cluster: f"{c.cluster} {c.short_title}" for c in facts["measure_clusters"].itertuples()}
    ministries = {ALL: t("alle Ressorts"), **dict(zip(*_ministries(facts["ministries"]), strict=True))}
    statuses = {s.value: t(label) for s, label in STATUS_LABELS.items()}
    reaches = {ALL: t("alle"), **{r.value: t(label, year=year) for r, label in REACH_LABELS.items()}}
    bar = st.grid(7, min_column_width=CONTROL)
    with bar.cell():
        words = st.text_input(
            t("Suche in allen Angaben"),
            key=WORDS,
            bind="query-params",
            placeholder=t("z. B. Pflege"),
        )
    with bar.cell():
        reach = address.selectbox(t("Laufzeit"), list(reaches), reaches.__getitem__, "laufzeit")
    with bar.cell():
        wanted = address.multiselect(t("Cluster"), list(clusters), clusters.__getitem__, "cluster", t("alle"))
    with bar.cell():
        ministry = address.selectbox(t("Ressort"), list(ministries), ministries.__getitem__, "ressort")
    with bar.cell():
        help_text = t("Aus Beginn und Ende laut Bericht gerechnet, für den gewählten Tag.")
        chosen = address.multiselect(
            t("Stand am Stichtag"), list(statuses), statuses.__getitem__, "stand", t("alle"), help_text
        )
    with bar.cell():
        day = _day(current)
    with bar.cell():
        measure_id = _chosen(current)
    choice = Choice(
        day,
        int(year),
        wanted,
        "" if ministry == ALL else ministry,
        chosen,
        None if reach == ALL else Reach(reach),
        words or "",
    )
    return choice, measure_id


def _day(current: Session) -> dt.date:
    """The day whose status counts: from the address once, then from the control."""
    default = plan_day(current)
    asked = address.first_text(DAY)
    if asked:
        with suppress(ValueError):  # what is no day leaves the default
            st.session_state[DAY] = min(max(dt.date.fromisoformat(asked), FIRST), LAST)
    st.session_state.setdefault(DAY, default)
    day: dt.date | None = st.date_input(
        current.language.text("Stichtag"),
        min_value=FIRST,
        max_value=LAST,
        key=DAY,
        format="DD.MM.YYYY",
        persist_state="session",
    )
    address.write_text(DAY, "" if day in (None, default) else day.isoformat())
    return day or default


def _ministries(rows: pd.DataFrame) -> tuple[Sequence[str], Sequence[str]]:
    return list(rows["abbreviation"]), [
        f"{r.abbreviation} {r.name}" for r in rows[["abbreviation", "name"]].itertuples(index=False)
    ]


def _chosen(current: Session) -> str:
    """The measure whose sheet the reader wants, by its number; empty when none is chosen."""
    t = current.language.text
    rows = current.facts["measures"]
    names = {"": t("keine"), **{r.measure_id: f"{r.measure_id} {r.title}" for r in rows.itertuples()}}
    return address.selectbox(t("Datenblatt"), list(names), names.__getitem__, MEASURE)


def _sheet(measure_id: str, day: dt.date, listed: Sequence[str], current: Session) -> None:
    """The sheet of a measure, with ways to its neighbours among those listed."""
    t = current.language.text
    shown = sheet_exhibit(current.facts, measure_id, day, current.language)
    ids = list(listed) if measure_id in listed else list(current.facts["measures"]["measure_id"])
    place = ids.index(measure_id)
    ways = {
        "back": (t("← Vorige Maßnahme"), ids[place - 1] if place else ""),
        "on": (t("Nächste Maßnahme →"), ids[place + 1] if place + 1 < len(ids) else ""),
        "close": (t("Datenblatt schließen"), None),
    }
    with st.container(horizontal=True, key="bk-measure-ways"):
        for key, (label, target) in ways.items():
            st.button(
                label,
                key=f"massnahme-{key}",
                on_click=st.session_state.update,
                args=({MEASURE: target or ""},),
                disabled=target == "",
            )
    blocks.exhibit(shown, current, picture=_lines(shown))


def _lines(shown: Exhibit) -> str:
    """The markup of a sheet: each name once, its statements below each other."""
    parts = []
    for label, rows in shown.table.groupby("label", sort=False):
        body = "".join(f"<div>{_told(text)}</div>" for text in rows["text"])
        parts.append(f"<dt>{escape(str(label))}</dt><dd>{body}</dd>")
    return f'<dl class="bk-terms">{"".join(parts)}</dl>'


def _told(text: str) -> str:
    """A statement as markup; a web address as a way there."""
    if not text.startswith(("http://", "https://")):
        return escape(text)
    return (
        f'<a href="{escape(text, quote=True)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
    )


def _nothing_found(choice: Choice, current: Session) -> None:
    """What stands in place of the figures when no measure fits: say why, and offer a way back."""
    t = current.language.text
    searched = t(" mit „{words}“", words=choice.words.strip()) if choice.words.strip() else ""
    title = t("Keine Maßnahme{searched} passt zu dieser Auswahl", searched=searched)
    advice = t("Weniger Filter, ein anderer Stichtag oder ein kürzeres Wort zeigen mehr.")
    blocks.html(f"<h2>{escape(title)}</h2><p>{escape(advice)}</p>")
    unset = {
        "cluster": [],
        "laufzeit": ALL,
        "stand": [],
        "ressort": ALL,
        WORDS: "",
        DAY: plan_day(current),
    }
    st.button(t("Filter und Suche zurücksetzen"), on_click=st.session_state.update, args=(unset,))
