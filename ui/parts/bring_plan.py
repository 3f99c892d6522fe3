"""Bringing a plan in: a template to fill, the file that comes back with all its problems, the draft, the finished folder."""

from __future__ import annotations

import hmac
from html import escape
from time import sleep

import streamlit as st

from kompass.facts import Facts
from kompass.language import N_, MessageError
from kompass.pages import PLANS_PAGE
from kompass.plans.archive import archive_of
from kompass.plans.bounds import MAX_BYTES, MEGA
from kompass.plans.checking import checked
from kompass.plans.problems import Problem
from kompass.plans.reading import Reading, read
from kompass.plans.registry import REGISTRY, UnknownPlanError, is_draft
from kompass.plans.template import template
from ui import blocks, operator_file
from ui.plan_choice import plan_address, plan_label
from ui.session import Session

MOST_SHOWN = 100  # problems on the page; the file has all
_READ = "plan_read"  # in the session state: the id of the uploaded file, what was read, the id of the draft
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bring_in(current: Session) -> None:
    """Three steps: template, file, draft; and what can be done with the draft that is shown."""
    t = current.language.text
    if is_draft(current.facts):
        _finish(current)
    blocks.html(blocks.tag("h2", t("Einen Plan einspielen")))
    grid = st.grid(2, min_column_width=420, gap="large")
    with grid.cell():
        _templates(current)
    with grid.cell():
        _upload(current)


def _templates(current: Session) -> None:
    t, words, facts = current.language.text, current.language, current.facts
    blocks.html(
        blocks.tag("h3", t("1. Vorlage laden und ausfüllen"))
        + blocks.tag(
            "p",
            t(
                "Eine Arbeitsmappe für Excel oder LibreOffice. Das erste Blatt erklärt die übrigen; was keines hat, kommt "
                "aus dem Plan, von dem die Kopie ist."
            ),
        )
    )
    st.download_button(
        t("Kopie von {plan} (XLSX)", plan=plan_label(facts)),
        lambda: template(facts, words, REGISTRY.own_id(facts)),
        file_name=f"{REGISTRY.own_id(facts)}.xlsx",
        mime=_XLSX,
        key="plan_template",
        on_click="ignore",
    )
    st.download_button(
        t("Leere Vorlage (XLSX)"),
        lambda: template(None, words),
        file_name=t("plan-vorlage") + ".xlsx",
        mime=_XLSX,
        key="plan_template_empty",
        on_click="ignore",
    )


def _upload(current: Session) -> None:
    t = current.language.text
    blocks.html(blocks.tag("h3", t("2. Datei prüfen")))
    brought = st.file_uploader(
        t("Ausgefüllte Vorlage (XLSX), oder Tabellen als ZIP oder CSV; sie bleibt auf diesem Server"),
        type=["xlsx", "zip", "csv"],
        key="plan_file",
        max_upload_size=MAX_BYTES // MEGA,
    )
    if brought is None:
        st.session_state.pop(_READ, None)
        return
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != brought.file_id:
        reading = checked(read(brought.name, brought.getvalue(), current.facts, _plan))
        draft = REGISTRY.keep_draft(reading.facts) if reading.facts else ""
        kept = st.session_state[_READ] = (brought.file_id, reading, draft)
    _, reading, draft = kept
    _tell(reading, draft, current)


def _plan(plan_id: str) -> Facts | None:
    """A plan of this server, which a file was made from."""
    try:
        return REGISTRY.facts(plan_id)
    except UnknownPlanError:
        return None


def _tell(reading: Reading, draft: str, current: Session) -> None:
    """All problems with their cells, errors first; without errors the ways on."""
    t, words = current.language.text, current.language
    errors, warnings = reading.errors, reading.warnings
    if errors:
        title = t("Fehler: {count}. So ist der Plan noch nicht verwendbar", count=words.number(len(errors)))
        blocks.html(
            f'<div role="alert">{blocks.tag("h3", title)}</div>{_listed(errors, current)}'
            + blocks.tag("p", t("Berichtigen Sie die Datei und bringen Sie sie noch einmal."))
        )
    else:
        told = t("Keine Fehler: Der Plan „{plan}“ ist verwendbar", plan=reading.plan_id)
        changes, whole = t("Was sich ändert"), t("Alle Seiten mit diesem Plan")
        blocks.html(
            f'<div role="status">{blocks.tag("h3", told)}</div><ul>'
            f'<li><a href="{escape(plan_address(PLANS_PAGE, draft, current))}">{escape(changes)}</a></li>'
            f'<li><a href="{escape(plan_address("", draft, current))}">{escape(whole)}</a></li></ul>'
        )
    if warnings:
        title = words.plural("{n} Hinweis", "{n} Hinweise", len(warnings))
        with st.expander(title, key="plan_warnings"):
            blocks.html(_listed(warnings, current))
    if len(reading.problems) > MOST_SHOWN:
        lines = "\n".join(problem.sentence(words) for problem in reading.problems)
        st.download_button(
            t("Alle Meldungen als Text"), lines, file_name=t("meldungen") + ".txt", key="plan_problems"
        )
    if kept := reading.kept(words):
        with st.expander(t("Was aus dem Ausgangsplan kommt"), key="plan_kept"):
            blocks.html(blocks.tag("p", kept))


def _listed(problems: list[Problem], current: Session) -> str:
    items = "".join(f"<li>{escape(p.sentence(current.language))}</li>" for p in problems[:MOST_SHOWN])
    left = len(problems) - MOST_SHOWN
    more = current.language.plural("{n} weitere Meldung", "{n} weitere Meldungen", left) if left > 0 else ""
    return f'<ul class="bk-problems">{items}</ul>{blocks.tag("p", more) if more else ""}'


def _finish(current: Session) -> None:
    """What to do with the draft that is shown: take its folder along, or put it in place with the operator's key."""
    t, facts = current.language.text, current.facts
    plan_id = REGISTRY.own_id(facts)
    blocks.html(
        blocks.tag("h2", t("3. Den geprüften Plan weitergeben"))
        + blocks.tag(
            "p",
            t(
                "Das ZIP enthält den Ordner „{plan}“. Wer den Server betreibt, legt ihn in den Ordner der Pläne (Eintrag "
                "plaene in betreiber.toml) und startet neu; geprüft wird er mit: python -m kompass.check {plan}",
                plan=plan_id,
            ),
        )
    )
    st.download_button(
        t("{plan} als ZIP", plan=plan_id),
        lambda: archive_of(plan_id, facts.files),
        file_name=f"{plan_id}.zip",
        mime="application/zip",
        key="plan_zip",
        on_click="ignore",
    )
    if operator_file.operator()["plaene_schluessel"]:
        _put_in_place(plan_id, facts, current)


def _put_in_place(plan_id: str, facts: Facts, current: Session) -> None:
    t = current.language.text
    with st.form(key="plan_put", border=False):
        typed = st.text_input(
            t("Oder gleich hier einspielen, mit dem Schlüssel des Betreibers"), type="password"
        )
        pressed = st.form_submit_button(t("Einspielen"))
    if not pressed:
        return
    try:
        _check_key(typed)
        REGISTRY.install(operator_file.plans_folder(), plan_id, facts.files)
    except MessageError as error:
        told = current.language.message(error.message)
        blocks.html(f'<p role="alert"><span class="bk-notice">{escape(told)}</span></p>')
        return
    done = t("Der Plan ist eingespielt")
    blocks.html(
        f'<p role="status"><a href="{escape(plan_address("", plan_id, current))}">{escape(done)}</a></p>'
    )


class WrongKeyError(MessageError):
    """The typed key is not the operator's."""


def _check_key(typed: str) -> None:
    """Raise :class:`WrongKeyError` for another key, after a moment, so that trying many takes long."""
    if not hmac.compare_digest(typed.encode(), operator_file.operator()["plaene_schluessel"].encode()):
        sleep(2)
        raise WrongKeyError(N_("Das ist nicht der Schlüssel des Betreibers. Er steht in betreiber.toml."))
