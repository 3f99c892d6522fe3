"""The comparison page: kept scenarios side by side, with buttons, download and upload."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from kompass.figures.charts.district_drawing import drawing_html
from kompass.figures.charts.map_classes import Classes
from kompass.figures.charts.map_legend import legend
from kompass.figures.simulator.bases import BASES, bases
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.figures.simulator.scenario import headline, outcome_exhibit, outcome_picture
from kompass.figures.simulator.scenario_map import density_table, fixed_classes, map_areas, map_frame
from kompass.images.opened import scenario_of_picture
from kompass.language import N_, Message, MessageError
from kompass.needs import BOUNDARIES, carries
from kompass.places.kept_scenarios import LONGEST_NAME, MOST_KEPT, Named, what_changed
from kompass.places.outcome import redistributed
from kompass.places.own_keys import key_scenario
from kompass.places.scenario_file import Unreadable, document, from_document
from kompass.request.body import parsed
from ui import address, blocks, downloads
from ui.session import Session
from ui.simulator import state

SAMPLES = 3  # the first comparison keys: population, employees, unemployed
LARGEST_FILE = 100_000  # bytes; six scenarios need a tenth of it
PICTURES = (".png", ".svg")


def table_first(current: Session) -> None:
    """Show the current scenario with a button to keep it, if it has transfers and is not kept yet."""
    t = current.language.text
    scenario = state.open_table(current).current
    if any(named.scenario.quotas == scenario.quotas for named in state.kept()) or not scenario.ledger:
        return
    sentence = headline(scenario, *state.baseline(current), current.language)
    blocks.html(blocks.tag("p", t("Auf dem Tisch liegt noch: {sentence}.", sentence=sentence)))
    st.button(
        t("Das Szenario auf dem Tisch behalten"),
        key="keep_table",
        on_click=state.keep,
        args=(t("Szenario"), scenario),
        disabled=len(state.kept()) >= MOST_KEPT,
    )


def finding(current: Session) -> str:
    """The headline: how many places the kept scenarios redistribute against the baseline (net)."""
    t = current.language.text
    if not state.kept():
        return t("Szenarien nebeneinander")
    baseline, name = state.baseline(current)
    moved = [redistributed(named.scenario, baseline) for named in state.kept()]
    if len(moved) == 1:
        return current.language.plural(
            "Ein Szenario: {n} Platz umverteilt gegenüber {baseline} (netto)",
            "Ein Szenario: {n} Plätze umverteilt gegenüber {baseline} (netto)",
            moved[0],
            baseline=name,
        )
    return t(
        "{count} Szenarien; umverteilte Plätze gegenüber {baseline} (netto): {low} bis {high}",
        count=len(moved),
        low=min(moved),
        high=max(moved),
        baseline=name,
    )


def choose_baseline(current: Session) -> None:
    """Show a select box for the baseline of all comparisons."""
    names = state.baselines(current)
    key = "comparison_baseline"
    if st.session_state.get(key) not in names or st.session_state[key] != st.session_state[state.BASELINE]:
        st.session_state[key] = st.session_state[state.BASELINE]
    st.selectbox(
        current.language.text("Verglichen mit"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=lambda: state.compare_with(st.session_state[key]),
        help=current.language.text("Jede Veränderung auf dieser Seite und im Simulator zählt von hier aus."),
        width=360,
    )


def panels(current: Session) -> None:
    """Show per kept scenario its sentence, dumbbell chart, small map and buttons."""
    baseline, baseline_name = state.baseline(current)
    base = BASES[0]
    drawn_map = base in bases(current.facts) and carries(current.facts, BOUNDARIES)
    limits = fixed_classes(current.facts, current.plan, base, None) if drawn_map else None
    shown_values: list[float] = []
    grid = st.grid(min(len(state.kept()), 3), min_column_width=340, gap="large")
    for number, named in enumerate(state.kept()):
        with grid.cell():
            shown = outcome_exhibit(current.facts, named.scenario, baseline, baseline_name, current.language)
            sentence = headline(named.scenario, baseline, baseline_name, current.language)
            drawn = outcome_picture(shown.table, baseline_name, shown.alt, current.style, current.language)
            small = ""
            if limits:
                table = density_table(current.facts, named.scenario, named.scenario, base)
                shown_values += table["after"].tolist()
                small = _small_map(named, table, limits, current)
            blocks.html(f"<h2>{escape(named.name)}</h2><p>{escape(sentence)}</p>{drawn}{small}")
            _actions(number, named, current)
    if limits:
        blocks.html(legend(limits, shown_values, current.style.ramp, current.language))


def _small_map(named: Named, table: pd.DataFrame, limits: Classes, current: Session) -> str:
    """The HTML of the districts shaded by places per 1,000 unemployed in a kept scenario."""
    areas = map_areas(table, limits, current.style, current.language)
    title = current.language.text("Plätze des Jobcenters je 1.000 Arbeitslose")
    alt = f"{title}: {', '.join(area.spoken for area in areas.values())}"
    frame = replace(map_frame(named.scenario, table, current.language), label=title)
    return f'<div class="bk-small">{drawing_html(areas, frame, alt, current.style)}</div>'


def _actions(number: int, named: Named, current: Session) -> None:
    """Show the field to rename a kept scenario and the buttons to load, duplicate and delete it."""
    t = current.language.text
    key = f"rename_{number}_{named.name}"
    if key not in st.session_state:
        st.session_state[key] = named.name
    st.text_input(
        t("Name"),
        key=key,
        max_chars=LONGEST_NAME,
        on_change=lambda: state.rename(named.name, st.session_state[key]),
    )
    with st.container(horizontal=True, gap="small"):
        st.button(t("In den Simulator übernehmen"), key=f"adopt_{number}", on_click=_adopt, args=(named,))
        st.button(
            t("Duplizieren"),
            key=f"copy_{number}",
            on_click=state.keep,
            args=(named.name, named.scenario),
            disabled=len(state.kept()) >= MOST_KEPT,
        )
        st.button(t("Löschen"), key=f"forget_{number}", on_click=state.forget, args=(named.name,))


def _adopt(named: Named) -> None:
    """Callback: load a kept scenario into the simulator."""
    state.adopt(named.scenario)
    state.say(Message(N_("Auf dem Tisch liegt jetzt „{name}“."), {"name": named.name}))


def side_by_side(current: Session) -> None:
    """Show the table that compares all figures of the kept scenarios."""
    baseline, name = state.baseline(current)
    blocks.exhibit(
        comparison_exhibit(current.facts, state.kept(), baseline, name, current.keys, current.language),
        current,
    )


def files(current: Session) -> None:
    """Show the download of all kept scenarios as JSON, and the upload of such a file."""
    t = current.language.text
    blocks.html(blocks.tag("h2", t("Als Datei speichern oder laden")))
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        if state.kept():
            written = document(state.kept(), st.session_state[state.BASELINE], current.plan, current.keys)
            st.download_button(
                t("Szenarien als JSON laden"),
                json.dumps(written, ensure_ascii=False, indent=1).encode(),
                file_name=downloads.file_name("szenarien", current) + ".json",
                mime="application/json",
                key="scenarios_file",
                on_click="ignore",
            )
        st.file_uploader(
            t("Szenario öffnen: Szenariendatei (JSON; ersetzt die behaltenen) oder Bild von hier (PNG, SVG)"),
            type=["json", "png", "svg"],
            key="brought",
            max_upload_size=1,
            on_change=_bring,
            args=(current,),
        )


def _bring(current: Session) -> None:
    """Callback of the upload: replace the kept scenarios, or show what is wrong with the file and change nothing."""
    brought = st.session_state["brought"]
    if brought is None:
        return
    try:
        content = brought.getvalue()
        if brought.name.lower().endswith(PICTURES):
            _keep_of_picture(content, current)
            return
        if len(content) > LARGEST_FILE:
            raise Unreadable(N_("Die Datei ist zu groß: höchstens {most} kB."), most=LARGEST_FILE // 1000)
        try:
            loaded = parsed(content)
        except MessageError as error:
            raise Unreadable(N_("Die Datei ist nicht lesbar: {reason}"), reason=error.message) from error
        found, reference, stated = from_document(loaded, current.plan)
    except MessageError as error:
        state.say(error.message)
        return
    told = state.replace_kept(found, reference, current)
    state.say(*told, *state.changes(what_changed(stated, current.plan, current.keys)))


def _keep_of_picture(content: bytes, current: Session) -> None:
    """Keep the scenario that a picture carries beside the others. Raises :class:`MessageError` if it has none."""
    scenario = scenario_of_picture(content, current.facts)
    if len(state.kept()) >= MOST_KEPT:
        raise Unreadable(
            N_("Es sind schon {most} Szenarien behalten. Bitte erst eines entfernen."), most=MOST_KEPT
        )
    state.keep(current.language.text("Szenario aus Bild"), scenario)


def empty(current: Session) -> None:
    """Show what to do when nothing is kept: a link to the simulator, and a button that adds sample scenarios if there are
    keys for them."""
    t = current.language.text
    said = t(
        "Noch ist kein Szenario behalten. Im Simulator etwas verschieben, einen Namen geben und „Behalten“ wählen; "
        "hier stehen dann bis zu {most} nebeneinander.",
        most=MOST_KEPT,
    )
    way = t("Zum Simulator")
    url = escape(address.link("simulator", {}), quote=True)
    blocks.html(f'{blocks.tag("p", said)}<p><a href="{url}" target="_self">{escape(way)}</a></p>')
    if len(current.keys) < SAMPLES:
        return
    st.button(
        t("Zum Ansehen: drei Verteilungsschlüssel als Szenarien"),
        key="samples",
        on_click=_keep_samples,
        args=(current,),
    )
    told = t(
        "Die Plätze der Jobcenter nach Einwohnern, Beschäftigten und Arbeitslosen. Kein Schlüssel ist damit "
        "richtig oder gerecht."
    )
    blocks.html(blocks.tag("p", told, "bk-source"))


def _keep_samples(current: Session) -> None:
    """Callback: keep a scenario for each of the first :data:`SAMPLES` comparison keys."""
    t = current.language.text
    for key in current.keys[:SAMPLES]:
        state.keep(t("Schlüssel {key}", key=t(key.label)), key_scenario(current.plan, key))
