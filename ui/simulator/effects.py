"""The panel of assumptions on integration rates and costs: number fields, break-even, results."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from html import escape

import streamlit as st

from kompass.figures.simulator.break_even import entry_name, threshold_exhibit, tornado_exhibit, value_text
from kompass.figures.simulator.effects import effect_exhibit, outside_exhibit
from kompass.places import parameters
from kompass.places.assumptions import (
    COMMON,
    COSTS,
    FIELD_LABELS,
    HIGHEST,
    HIGHEST_RANGE,
    MOST_DECIMALS,
    NO_ASSUMPTIONS,
    RATES,
    Assumptions,
    Field,
    assumptions_text,
)
from kompass.places.break_even import alike, from_outside, missing, redistributed
from ui import address
from ui import synced_widgets as mirror
from ui.blocks import exhibit, html, tag
from ui.session import Session
from ui.simulator import link
from ui.simulator.context import PanelContext

# Session state. ASSUMPTIONS is not a widget key, so its value survives a change of page.
ASSUMPTIONS = "assumptions"
WHO = "annahme_wer"
RANGE = "annahme_spanne"


def current_assumptions(current: Session) -> Assumptions:
    """The assumptions of this session, initially those of the query parameter (invalid ones: see :func:`show`)."""
    if ASSUMPTIONS not in st.session_state:
        st.session_state[ASSUMPTIONS] = link.read(current).assumptions
    kept: Assumptions = st.session_state[ASSUMPTIONS]
    return kept


def write_address(current: Session) -> None:
    """Write the assumptions to their query parameter."""
    address.write_text(parameters.ASSUMPTIONS, assumptions_text(current_assumptions(current)))


def show(context: PanelContext) -> None:
    """Show the fields, what is missing, the break-even and the results; first why the link's values are invalid."""
    current = context.current
    t = current.language.text
    assumptions = current_assumptions(current)
    message = link.message(parameters.ASSUMPTIONS, current)
    if message:
        html(
            f'<p><span class="bk-notice" role="alert">{escape(current.language.message(message))}</span></p>'
        )
    if not assumptions:
        html(
            tag(
                "p",
                t(
                    "Die Quellen nennen weder Integrationsquoten noch Kosten. Mit eigenen Annahmen zeigt sich hier, "
                    "ab welchem Unterschied sich eine Änderung trägt und was aus ihr folgt."
                ),
            )
        )
    _fields(assumptions, current)
    write_address(current)
    if assumptions:
        _missing(context, assumptions)
        _results(context, assumptions)


def _results(context: PanelContext, assumptions: Assumptions) -> None:
    """Show break-even, effect of places from outside, tornado chart and effects, as far as they can be computed."""
    current = context.current
    t, facts, style, language = current.language.text, current.facts, current.style, current.language
    scenario, baseline, name = context.scenario, context.baseline, context.baseline_name
    threshold = threshold_exhibit(facts, scenario, baseline, name, assumptions, style, language)
    outside = outside_exhibit(facts, scenario, baseline, assumptions, language)
    tornado = tornado_exhibit(facts, scenario, baseline, assumptions, style, language)
    changes = redistributed(scenario, baseline)
    if not changes and not from_outside(scenario, baseline):
        words = t(
            "Gegenüber {baseline} ist noch nichts geändert. Die Schwelle zeigt sich mit der ersten Umbuchung.",
            baseline=name,
        )
        html(tag("p", words))
    elif assumptions.range_pct is not None and tornado is None and alike(changes, assumptions.values):
        html(
            tag(
                "p",
                t(
                    "Die Spanne bewegt die Schwelle nicht: Was für alle gleich angenommen ist, hebt sich bei einer "
                    "Umverteilung auf. Erst eigene Werte einer Institution bewegen sie."
                ),
            )
        )
    shown = [block for block in (threshold, outside, tornado) if block]
    if shown:
        grid = st.grid(min(len(shown), 2), min_column_width=520, gap="large")
        for block in shown:
            with grid.cell():
                exhibit(block, current, lazy=True)
    effect = effect_exhibit(facts, scenario, baseline, name, assumptions, language)
    if effect:
        exhibit(effect, current, lazy=True)


def _missing(context: PanelContext, assumptions: Assumptions) -> None:
    """Show which rates or costs are missing when some of them are entered."""
    t, language = context.current.language.text, context.current.language
    for fields, what in ((RATES, t("Integrationen")), (COSTS, t("Kosten"))):
        if not any(entry.field in fields for entry in assumptions.entries):
            continue
        gaps = missing(context.baseline.quotas, fields, assumptions.values)
        gaps = gaps or missing(context.scenario.quotas, fields, assumptions.values)
        if gaps:
            parts = [
                t("{field} ({codes})", field=t(FIELD_LABELS[field]), codes=language.listed(codes))
                for field, codes in gaps.items()
            ]
            html(tag("p", t("Für {what} fehlt noch: {parts}", what=what, parts="; ".join(parts))))


def _fields(assumptions: Assumptions, current: Session) -> None:
    """Show the common fields, the range, and in an expander the own values of one institution."""
    t = current.language.text
    grid = st.grid(5, min_column_width=200, vertical_alignment="bottom")
    for field in Field:
        with grid.cell():
            _number(COMMON, field, assumptions, current)
    with grid.cell():
        value = assumptions.range_pct
        widget = mirror.show_clearable(RANGE, None if value is None else float(value))
        st.number_input(
            t("Spanne ±, % des Werts"),
            1.0,
            float(HIGHEST_RANGE),
            **widget,
            step=5.0,
            format="%g",
            on_change=_typed_range,
            args=(widget["key"],),
            placeholder=t("keine"),
            help=t(
                "Um so viel kann jede Annahme nach oben und unten abweichen; die Ergebnisse werden dann zu Spannen."
            ),
        )
    with st.expander(t("Eigene Werte einer Institution"), key="annahme_eigene"):
        names = current.facts["institutions"].set_index("code")["name"]
        code = st.selectbox(
            t("Institution"),
            current.plan.codes,
            format_func=lambda own: f"{own} {names[own]}",
            key=WHO,
            persist_state="session",
        )
        grid = st.grid(4, min_column_width=200, vertical_alignment="bottom")
        for field in Field:
            with grid.cell():
                _number(code, field, assumptions, current)
        own = [
            tag(
                "li",
                f"{entry_name(e, current.language)}: {value_text(e, Fraction(e.value), current.language)}",
            )
            for e in assumptions.entries
            if e.code
        ]
        html(f'<ul class="bk-list">{"".join(own)}</ul>')
    if assumptions or assumptions.range_pct is not None:
        st.button(t("Annahmen löschen"), key="annahme_loeschen", on_click=_clear)


def _number(code: str, field: Field, assumptions: Assumptions, current: Session) -> None:
    """Show the number field of one assumption, empty where none is made; ``code`` "" is for all institutions."""
    t = current.language.text
    value = assumptions.typed(code, field)
    name = f"{parameters.ASSUMPTIONS}_{code}_{field}"
    widget = mirror.show_clearable(name, None if value is None else float(value))
    label = t(FIELD_LABELS[field])
    label = t("{field}, %", field=label) if field in RATES else t("{field}, Euro", field=label)
    st.number_input(
        t("{code}: {field}", code=code, field=label) if code else label,
        0.0,
        float(HIGHEST[field]),
        **widget,
        step=1.0 if field in RATES else 100.0,
        format="%g",
        on_change=_typed,
        args=(code, field, name, widget["key"]),
        placeholder=t("wie gemeinsam") if code else t("keine Annahme"),
        help=t("Von 100 Teilnehmenden sind danach so viele in Arbeit.")
        if field in RATES and not code
        else None,
    )


def _typed(code: str, field: Field, name: str, key: str) -> None:
    """Callback of a number field: keep or remove the assumption."""
    if key == mirror.key_of(name):  # else a late callback of a widget that has a new key by now
        kept: Assumptions = st.session_state[ASSUMPTIONS]
        _keep(kept.assume(code, field, _decimal(st.session_state[key])))


def _typed_range(key: str) -> None:
    if key == mirror.key_of(RANGE):
        kept: Assumptions = st.session_state[ASSUMPTIONS]
        _keep(Assumptions(kept.entries, _decimal(st.session_state[key])))


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, MOST_DECIMALS)))


def _clear() -> None:
    _keep(NO_ASSUMPTIONS)


def _keep(assumptions: Assumptions) -> None:
    """Replace the assumptions of this session, and drop what was refused of those in the link."""
    link.settle(parameters.ASSUMPTIONS)
    st.session_state[ASSUMPTIONS] = assumptions
