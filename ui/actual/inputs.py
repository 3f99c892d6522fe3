"""How figures come in: practice, template and file, a grid to type into."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kompass.actual.reading import plan_year
from kompass.actual.records import MONTHS, Counting, Figures, Measure
from kompass.actual.sheets import EUROS, EXERCISE, MEASURES, MONEY, SHEETS, month_name
from kompass.actual.template import template
from kompass.language import N_
from kompass.plans.bounds import MAX_BYTES, MEGA
from kompass.plans.problems import Problem
from ui import blocks, downloads, sourcing
from ui.actual import state
from ui.session import Session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_OPEN, MOST_SHOWN = 4, 60  # problems that are seen at once, and behind one click
_COUNTINGS = {Counting.MONTHLY: N_("je Monat"), Counting.CUMULATIVE: N_("seit Januar")}
_MONEY = "money"  # what the grid shows besides the measures


def inputs(current: Session, empty: bool) -> None:
    """All ways in; ``empty`` while there are no figures."""
    t = current.language.text
    grid = st.grid(2, min_column_width=420, gap="large")
    with grid.cell():
        blocks.html(blocks.tag("h2", t("Datei bringen"), "bk-h3"))
        _template(current)
        _upload(current)
        own = state.held(current)
        if own.told and own.told.counting:
            question(current)
    with grid.cell():
        if empty:
            blocks.html(
                blocks.tag("h2", t("Oder erst üben"), "bk-h3")
                + blocks.tag(
                    "p",
                    t(
                        "Sieben Monate mit erfundenen Zahlen aus den Plätzen dieses Plans. Alles daraus heißt „Übung“."
                    ),
                )
            )
            st.button(
                t("Mit Übungszahlen öffnen"), key="actual_exercise", on_click=state.practise, args=(current,)
            )
        else:
            blocks.html(blocks.tag("h2", t("Zahlen behalten"), "bk-h3"))
            _keeping(current)
    _typed(current)


def _template(current: Session) -> None:
    t, facts = current.language.text, current.facts
    st.download_button(
        t("Vorlage mit Institutionen und Monaten (XLSX)"),
        lambda: template(current.plan, plan_year(facts, current.plan), current.language),
        file_name=downloads.file_name(t("ist-vorlage"), current, False) + ".xlsx",
        mime=XLSX,
        key="actual_template",
        on_click="ignore",
    )


def _upload(current: Session) -> None:
    t = current.language.text
    brought = st.file_uploader(
        t("Ausgefüllte Vorlage oder eigene Tabelle (XLSX, CSV); sie wird nicht gespeichert"),
        type=["xlsx", "csv", "zip"],
        key="actual_file",
        max_upload_size=MAX_BYTES // MEGA,
    )
    seen = st.session_state.get("actual_seen")
    if brought is None:
        st.session_state.pop("actual_seen", None)
        return
    if seen != brought.file_id:
        st.session_state["actual_seen"] = brought.file_id
        state.bring((brought.file_id, brought.name, brought.getvalue()), current)
        st.rerun()  # what stands above was made without the file


def question(current: Session) -> None:
    """How the entries of the file are counted: asked where that is unclear, else to be changed."""
    own = state.held(current)
    if own.file is None or own.told is None:
        return
    read = own.told
    t, key = current.language.text, f"actual_counting_{own.file[0]}"
    options = list(Counting)
    st.session_state.setdefault(key, read.counting)
    chosen = st.segmented_control(
        t("Die Eintritte der Datei zählen") if read.counting else t("Wie zählen die Eintritte der Datei?"),
        options,
        format_func=lambda one: t(_COUNTINGS[one]),
        key=key,
        persist_state="session",
    )
    if chosen and chosen != read.counting:
        state.bring(own.file, current, chosen)
        st.rerun()


def _keeping(current: Session) -> None:
    t = current.language.text
    figures: Figures = state.reading(current).figures
    name = t("ist-uebung") if figures.exercise else t("ist-zahlen")
    blocks.html(
        blocks.tag(
            "p",
            t(
                "Die Zahlen sind nur in diesem Fenster. Mit dieser Datei bringen Sie sie nächsten Monat wieder."
            ),
        )
    )
    st.download_button(
        t("Zahlen als Datei sichern (XLSX)"),
        lambda: template(current.plan, figures.year, current.language, figures),
        file_name=downloads.file_name(name, current, False) + ".xlsx",
        mime=XLSX,
        key="actual_keep",
        on_click="ignore",
    )
    st.button(t("Zahlen verwerfen"), key="actual_discard", on_click=state.discard, args=(current,))


def _typed(current: Session) -> None:
    """The grid: months in rows, institutions in columns, one measure at a time."""
    t, own = current.language.text, state.held(current)
    titles = {**MEASURES, _MONEY: SHEETS[MONEY].title}
    mark = t(EXERCISE) if own.base.exercise else ""
    blocks.html(
        blocks.tag("h2", t("Zahlen eintippen oder berichtigen") + (f" ({mark})" if mark else ""), "bk-h3")
    )
    if current.plan.total.degree == 0:
        titles.pop(Measure.DEGREE)
    shown = st.segmented_control(
        t("Was im Raster steht"),
        list(titles),
        format_func=lambda one: t(titles[one]),
        key="actual_measure",
        default=Measure.ENTRIES,
        required=True,
        persist_state="session",
        wrap=True,
    )
    key = f"actual_grid_{current.facts.plan_id}_{own.number}_{shown}_{current.language.code}"
    if key not in st.session_state:  # else the grid would forget what was typed since it was made
        st.session_state["actual_base"] = _frame(shown, current)
    edited = st.data_editor(
        st.session_state["actual_base"],
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=["name"],
        column_config=_columns(shown, current),
        height="content",
    )
    _take(edited, shown, current)


def _columns(shown: str, current: Session) -> dict[str, Any]:
    t = current.language.text
    if shown == _MONEY:
        own = {name: SHEETS[MONEY].field(name)["title"] for name in EUROS}
        return {
            "name": st.column_config.TextColumn(t("Institution")),
            **{name: st.column_config.TextColumn(t(title)) for name, title in own.items()},
        }
    return {
        "name": st.column_config.TextColumn(t("Monat"), pinned=True),
        **{code: st.column_config.TextColumn(code, alignment="right") for code in current.plan.codes},
    }


def _frame(shown: str, current: Session) -> pd.DataFrame:
    own = state.held(current)
    if shown == _MONEY:
        rows = [
            {"name": code, **{n: own.money.get(code, {}).get(n, "") for n in EUROS}}
            for code in current.plan.codes
        ]
        return pd.DataFrame(rows, dtype=str)
    texts = own.texts.get(Measure(shown), {})
    return pd.DataFrame(
        [
            {
                "name": current.language.message(month_name(month)),
                **{code: texts.get((code, month), "") for code in current.plan.codes},
            }
            for month in MONTHS
        ],
        dtype=str,
    )


def _take(edited: pd.DataFrame, shown: str, current: Session) -> None:
    """Keep the texts of the grid."""
    own = state.held(current)
    rows = edited.fillna("").to_dict("records")
    if shown == _MONEY:
        own.money = {str(row["name"]): {name: str(row[name]) for name in EUROS} for row in rows}
        return
    own.texts[Measure(shown)] = {
        (code, month): str(row[code])
        for month, row in zip(MONTHS, rows, strict=True)
        for code in current.plan.codes
        if str(row[code]).strip()
    }


def tell(problems: tuple[Problem, ...], heading: str, current: Session) -> None:
    """What is wrong or odd, each at its cell."""
    if not problems:
        return
    words = current.language
    lines = [f"<li>{escape(p.sentence(words))}</li>" for p in problems[:MOST_SHOWN]]
    left = len(problems) - MOST_OPEN
    label = words.plural("{n} weitere Meldung", "{n} weitere Meldungen", left)
    others = f'<ul class="bk-problems">{"".join(lines[MOST_OPEN:])}</ul>'
    more = sourcing.folded(label, others) if left > 0 else ""
    blocks.html(
        f'<div role="alert">{blocks.tag("h2", heading, "bk-h3")}'
        f'<ul class="bk-problems">{"".join(lines[:MOST_OPEN])}</ul>{more}</div>'
    )
