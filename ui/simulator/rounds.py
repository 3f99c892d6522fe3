"""Opening a round in a hall from the simulator: the question, code and QR code, the moderator's key, links."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from kompass.language import Message, MessageError
from kompass.places import parameters
from kompass.places.guards import guards_text
from kompass.places.text import scenario_text
from kompass.plans.registry import is_draft
from kompass.presentation.story import ROUND
from kompass.rounds import model
from kompass.rounds.model import FEWEST, LABELS, LONGEST_TITLE, QuestionKind, read_minutes, read_question
from kompass.rounds.pages.shell import LEAD, PAGES, WALL
from kompass.rounds.pages.wall import code_picture
from kompass.rounds.result import taken_over
from ui import downloads, operator_file
from ui.blocks import html, tag
from ui.presenting import show_address
from ui.simulator import state
from ui.simulator.context import PanelContext

OPENED, REFUSED = "round_opened", "round_refused"  # session state: code and key; why it could not be opened
KIND, TITLE, MINUTES = "round_kind", "round_title", "round_minutes"  # fields of the form
NEVER = 0
CLOSES_AFTER = (NEVER, 3, 5, 10, 15, 30)  # minutes


def show(context: PanelContext) -> None:
    """Show the folded panel; a plan that is only a draft has none, as it goes with the server's restart."""
    if is_draft(context.current.facts):
        return
    folded = st.expander(context.current.language.text("Runde im Saal"), key="round", on_change="rerun")
    if not folded.open:
        return
    with folded:
        if OPENED in st.session_state:
            _opened(context, *st.session_state[OPENED])
        _form(context)


def _form(context: PanelContext) -> None:
    t, words = context.current.language.text, context.current.language
    kinds = [
        QuestionKind.SPLIT,
        *([QuestionKind.CHOICE] if len(state.kept()) > 1 else []),
        *([QuestionKind.FORMULA] if len(context.current.keys) > 1 else []),
    ]
    html(
        tag(
            "p",
            t(
                "Alle im Saal antworten am Telefon, ohne Anmeldung; die Wand zeigt, wie der Saal aufteilt. Alle beginnen "
                "mit dem Szenario, das hier steht; Grenzen und Sperren gelten auch für sie. Zur Wahl stehen Szenarien, "
                "sobald zwei behalten sind."
            ),
        )
    )
    with st.form(key="round_open", border=False, enter_to_submit=False):
        st.selectbox(t("Frage"), kinds, format_func=lambda kind: t(LABELS[kind]), key=KIND)
        st.text_input(
            t("In eigenen Worten"),
            key=TITLE,
            max_chars=LONGEST_TITLE,
            placeholder=t("leer: die Frage von oben"),
        )
        st.selectbox(
            t("Schließt von selbst"),
            CLOSES_AFTER,
            format_func=lambda n: (
                words.plural("nach {n} Minute", "nach {n} Minuten", n) if n else t("nicht, nur von Hand")
            ),
            key=MINUTES,
        )
        st.form_submit_button(t("Runde eröffnen"), on_click=_open, args=(context,), type="primary")
    refused: Message | None = st.session_state.get(REFUSED)
    if refused is not None:
        html(f'<p role="alert"><span class="bk-notice">{escape(words.message(refused))}</span></p>')


def _asked(context: PanelContext) -> Mapping[str, Any]:
    """The question of the form, as ``POST /api/v1/rounds`` takes it."""
    kind = st.session_state[KIND]
    asked: dict[str, Any] = {
        "kind": str(kind),
        "title": st.session_state.get(TITLE, ""),
        "start": scenario_text(context.scenario),
        "limits": guards_text(st.session_state[state.GUARDS]),
        "locked": sorted(st.session_state.get(parameters.LOCKED, ())),
        "signed": True,
    }
    if kind == QuestionKind.CHOICE:
        asked["options"] = [{"name": own.name, "s": scenario_text(own.scenario)} for own in state.kept()]
    minutes = st.session_state[MINUTES]
    return {**asked, "minutes": minutes} if minutes else asked


def _open(context: PanelContext) -> None:
    """Callback: open the round; why it cannot be is shown below the form."""
    current = context.current
    st.session_state.pop(REFUSED, None)
    try:
        asked = _asked(context)
        question = read_question(asked, current.plan, current.keys)
        st.session_state[OPENED] = operator_file.rounds().open_round(
            current.facts.plan_id, question, read_minutes(asked)
        )
    except MessageError as error:
        st.session_state[REFUSED] = error.message
    except (SQLAlchemyError, OSError):
        st.session_state[REFUSED] = Message(model.NO_DATABASE)


def _opened(context: PanelContext, code: str, key: str) -> None:
    """The round that was opened here last: code, links, its key, which is nowhere else; close it, take its split."""
    words = context.current.language
    t, folder = words.text, f"{PAGES.lstrip('/')}/{code}"
    lang, store = f"lang={words.code}", operator_file.rounds()
    try:
        found, count = store.round(code), sum(answer.count for answer in store.answers(code))
    except (MessageError, SQLAlchemyError, OSError):  # its days are over, or its database is away
        return
    links = (
        (f"{folder}/{WALL}?{lang}", t("Wand für den Projektor")),
        (
            f"{show_address('simulator', context.current)}&{ROUND}={code}",
            t("Präsentation, mit der Wand am Ende"),
        ),
        # Behind the #, the key stays in the browser.
        (f"{folder}/{LEAD}?{lang}#{key}", t("Moderation: schließen, Zettel zählen")),
        (f"{folder}?{lang}", t("Seite für Telefone")),
    )
    items = "".join(
        f'<li><a href="{escape(to)}" target="_blank">{escape(text)}</a></li>' for to, text in links
    )
    once = t("Schlüssel der Moderation, nur hier und nur jetzt zu sehen: Bitte aufschreiben.")
    state_now = (
        t("Runde {code} ist offen", code=code) if found.open else t("Runde {code} ist geschlossen", code=code)
    )
    answers = words.plural("{n} Antwort", "{n} Antworten", count)
    picture = code_picture(code, downloads.base_address(), words, image=True) if found.open else ""
    html(
        f'<div class="bk-round" role="status"><h3>{escape(state_now)}</h3>{picture}<p>{escape(answers)}</p>'
        f'<ul class="bk-list">{items}</ul><p>{escape(once)} <code>{escape(key)}</code></p></div>'
    )
    with st.container(horizontal=True):
        if found.open:
            st.button(t("Runde schließen"), key="round_close", on_click=_close, args=(code, key))
        if count >= FEWEST:
            st.button(
                t("Aufteilung des Saals übernehmen"), key="round_take", on_click=_take, args=(context, code)
            )


def _close(code: str, key: str) -> None:
    """Callback: the round takes no more answers."""
    try:
        operator_file.rounds().close(code, key)
    except (MessageError, SQLAlchemyError, OSError):
        st.session_state[REFUSED] = Message(model.NO_DATABASE)


def _take(context: PanelContext, code: str) -> None:
    """Callback: the room's split becomes the scenario, as one step that can be undone."""
    try:
        store, plan = operator_file.rounds(), context.current.plan
        scenario = taken_over(store.round(code), store.answers(code), plan, context.current.language)
    except MessageError as error:
        st.session_state[REFUSED] = error.message
    except (SQLAlchemyError, OSError):
        st.session_state[REFUSED] = Message(model.NO_DATABASE)
    else:
        state.adopt(scenario)
