"""The page on the state's measures: key numbers, filters, sheet of one measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from html import escape

import pandas as pd
import streamlit as st

from kompass.figures.exhibit import Exhibit, Made
from kompass.figures.state_measures.exhibits import citations
from kompass.figures.state_measures.measures import (
    REACH_LABELS,
    STATUS_LABELS,
    Choice,
    Reach,
    measure_notes,
    reach_counts,
)
from kompass.figures.state_measures.sheet import sheet_exhibit
from ui import address, blocks
from ui.session import Session

ALL = "alle"
MEASURE, DAY, WORDS = "massnahme", "tag", "suche"  # widget keys and query parameters
FIRST, LAST = dt.date(2005, 1, 1), dt.date(2030, 12, 31)


def plan_day(current: Session) -> dt.date:
    """The first day of the plan year."""
    plan = current.facts.record("plans", plan_version=current.plan.version)
    return dt.date(int(plan["plan_year"]), 1, 1)


def opening_numbers(current: Session) -> None:
    """Show how many measures are in each class of duration; the four numbers add up to all."""
    t, facts, words = current.language.text, current.facts, current.language
    table, year = facts["measures"], plan_day(current).year
    counts = reach_counts(table, year)
    all_measures = t("von {all} Maßnahmen", all=len(table))
    shown = (
        (t("Reichen in das Planjahr {year}", year=str(year)), counts[Reach.INTO]),
        (t("Laut Bericht bis vor {year}", year=str(year)), counts[Reach.ENDED]),
        (t("Ende vorläufig oder ohne Datum"), counts[Reach.PROVISIONAL] + counts[Reach.UNDATED]),
        (t("Kein Ende genannt"), counts[Reach.NOT_STATED]),
    )
    blocks.numbers(
        [
            blocks.Number(
                label, words.number(value), "", all_measures, Made.COMPUTED, citations(table, words)
            )
            for label, value in shown
        ],
        current,
    )


def controls(current: Session) -> Choice:
    """Show the filters above the timeline; returns their values, which are query parameters."""
    t, facts = current.language.text, current.facts
    year = str(plan_day(current).year)
    clusters = {c.cluster: f"{c.cluster} {c.short_title}" for c in facts["measure_clusters"].itertuples()}
    ministries = {ALL: t("alle Ressorts"), **dict(zip(*_ministries(facts["ministries"]), strict=True))}
    statuses = {s.value: t(label) for s, label in STATUS_LABELS.items()}
    reaches = {ALL: t("alle"), **{r.value: t(label, year=year) for r, label in REACH_LABELS.items()}}
    left, right = st.columns(2)
    with left.container():
        wanted = address.pills(t("Cluster"), list(clusters), clusters.__getitem__, "cluster")
    with right.container():
        reach = address.segmented(t("Laufzeit"), list(reaches), reaches.__getitem__, "laufzeit")
    day_box, status_box, ministry_box, search_box = st.columns([2, 5, 3, 3])
    with day_box:
        day = _day(current)
    with status_box.container():
        help_text = t("Aus Beginn und Ende laut Bericht gerechnet, für den gewählten Tag.")
        chosen = address.pills(
            t("Stand am Stichtag"), list(statuses), statuses.__getitem__, "stand", help_text
        )
    with ministry_box:
        ministry = address.selectbox(t("Ressort"), list(ministries), ministries.__getitem__, "ressort")
    with search_box:
        words = st.text_input(
            t("Suche in allen Angaben"),
            key=WORDS,
            bind="query-params",
            placeholder=t("z. B. Pflege oder Kreis Düren"),
        )
    return Choice(
        day,
        int(year),
        wanted,
        "" if ministry == ALL else ministry,
        chosen,
        None if reach == ALL else Reach(reach),
        words or "",
    )


def _day(current: Session) -> dt.date:
    """Show the date input for the reference day; its first value is that of the query parameter."""
    default = plan_day(current)
    asked = address.first_text(DAY)
    if asked:
        with suppress(ValueError):  # an invalid date leaves the default
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
    """Abbreviations of the ministries, and their labels."""
    return list(rows["abbreviation"]), [
        f"{r.abbreviation} {r.name}" for r in rows[["abbreviation", "name"]].itertuples(index=False)
    ]


def _chosen(current: Session) -> str:
    """Show a select box of measures; returns the id of the chosen one, "" for none."""
    t = current.language.text
    rows = current.facts["measures"]
    names = {"": t("keine"), **{r.measure_id: f"{r.measure_id} {r.title}" for r in rows.itertuples()}}
    return address.selectbox(t("Datenblatt einer Maßnahme"), list(names), names.__getitem__, MEASURE)


def sheet_is_asked_for() -> bool:
    """Whether a measure is chosen, in the session or in the URL."""
    return bool(st.session_state.get(MEASURE, st.query_params.get(MEASURE)))


def sheet(day: dt.date, listed: Sequence[str], current: Session) -> None:
    """Show the choice of a measure, and its sheet with buttons to the previous and next one.

    ``listed`` has the ids of the filtered measures, ``day`` is the reference day of the status.
    """
    t = current.language.text
    measure_id = _chosen(current)
    if not measure_id:
        return
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
    """The HTML of a sheet: each label once, with its texts."""
    parts = []
    for label, rows in shown.table.groupby("label", sort=False):
        body = "".join(f"<div>{_told(text)}</div>" for text in rows["text"])
        parts.append(f"<dt>{escape(str(label))}</dt><dd>{body}</dd>")
    return f'<dl class="bk-terms">{"".join(parts)}</dl>'


def _told(text: str) -> str:
    """The HTML of a text; a URL becomes a link."""
    if not text.startswith(("http://", "https://")):
        return escape(text)
    return (
        f'<a href="{escape(text, quote=True)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
    )


def notes(table: pd.DataFrame, current: Session) -> None:
    """Show an expander with the source notes on the measures of ``table``, if there are any."""
    found = measure_notes(current.facts, table)
    if found:
        title = current.language.text(
            "Eigenheiten des Berichts bei diesen Maßnahmen ({count})", count=len(found)
        )
        with st.expander(title, key="measure-notes"):
            lines = "".join(f"<li>{escape(note)}</li>" for note in found)
            blocks.html(f'<ul class="bk-list bk-notes">{lines}</ul>')


def nothing_found(choice: Choice, current: Session) -> None:
    """Show, in place of empty charts, a message and a button that resets the filters."""
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
