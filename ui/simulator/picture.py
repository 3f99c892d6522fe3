"""What changes with every move: number per institution, before and after, map."""

from __future__ import annotations

from html import escape

import streamlit as st

from kompass.figures.exhibit import Exhibit
from kompass.figures.limits import drawn
from kompass.figures.simulator.bases import bases
from kompass.figures.simulator.scenario import outcome_exhibit, outcome_picture
from kompass.figures.simulator.scenario_map import scenario_map
from kompass.needs import BOUNDARIES, carries
from kompass.places import parameters
from kompass.places.outcome import outcomes
from ui import address, blocks
from ui.simulator import table
from ui.simulator.context import PanelContext


def numbers(context: PanelContext) -> None:
    """Show per institution its places, the change against the baseline and the share of degree-oriented ones."""
    current = context.current
    t, words = current.language.text, current.language
    cells, with_degree = [], bool(current.plan.total.degree)
    held = outcomes(context.scenario, context.baseline)
    shown = drawn({o.code: o.change for o in held})
    for o in (o for o in held if o.code in shown.keys):
        rate = t("–") if o.degree_rate is None else words.percent(100 * o.degree_rate)
        moved = 100 * o.change / o.before if o.before and o.change else 0.0
        percent = f" ({words.percent(moved, sign=True)})" if moved else ""
        part = t(
            "{n} ({rate}) abschlussorientiert",
            n=_live(f"{o.code}.degree", words.number(o.degree)),
            rate=_live(f"{o.code}.degree_rate", rate),
        )
        part = f"<div>{part}</div>" if with_degree else ""
        cells.append(
            f'<div class="bk-number" style="border-color:{current.style.of(o.code)}"><dt>{escape(o.code)}</dt>'
            f'<dd><div class="bk-value" data-value="{o.code}.places">{escape(words.number(o.places))}</div>'
            f"<div><b>{_live(f'{o.code}.change', words.number(o.change, sign=True))}"
            f'<span data-live="{o.code}.change_pct">{escape(percent)}</span></b></div>'
            f"{part}</dd></div>"
        )
    told = blocks.tag("p", shown.said(words, t("der Unterschied")), "bk-source") if not shown.all else ""
    blocks.html(f'<dl class="bk-numbers bk-four">{"".join(cells)}</dl>{told}')


def _live(name: str, number: str) -> str:
    """A number that follows the negotiating table under a name."""
    return f'<span data-value="{name}">{escape(number)}</span>'


def outcome(context: PanelContext) -> Exhibit:
    """The exhibit of places before and after, shown by :func:`dumbbells` and as a table."""
    current = context.current
    return outcome_exhibit(
        current.facts, context.scenario, context.baseline, context.baseline_name, current.language
    )


def dumbbells(shown: Exhibit, context: PanelContext) -> None:
    """Show the exhibit of :func:`outcome` as a dumbbell chart."""
    current = context.current
    drawn = outcome_picture(shown.table, context.baseline_name, shown.alt, current.style, current.language)
    blocks.exhibit(shown, current, picture=drawn, twin=False, lazy=True)


def district_map(context: PanelContext) -> None:
    """Show the map, if the plan has its numbers and boundaries: places per 1,000 people, with controls for the group of
    people and the split of agency places."""
    current = context.current
    t = current.language.text
    known = {base.indicator_id: base for base in bases(current.facts)}
    if not known or not carries(current.facts, BOUNDARIES):
        return
    splits = {key.key_id: key for key in current.keys}
    labels = {parameters.NO_SPLIT: t("nicht auf Kreise aufgeteilt")} | {
        k: t(key.label) for k, key in splits.items()
    }
    with st.container(horizontal=True, gap="medium"):
        chosen = address.segmented(
            t("Plätze des Jobcenters je 1.000"),
            list(known),
            lambda b: t(known[b].label),
            parameters.BASE,
            help=t(
                "Plätze des Jobcenters, geteilt durch diese Personen im Kreis, mal 1.000: eine eigene Rechnung."
            ),
        )
        split = address.selectbox(
            t("Plätze der Agentur"),
            list(labels),
            labels.__getitem__,
            parameters.SPLIT,
            t("Der Plan teilt sie nicht auf. Nach einem Schlüssel aufgeteilt sind sie eine eigene Rechnung."),
        )
    base, key = known[chosen], splits.get(split)
    limits = table.classes(current.facts.data_id, chosen, split, current.facts, current.plan, key)
    shown, picture = scenario_map(
        current.facts,
        context.scenario,
        context.baseline,
        context.baseline_name,
        base,
        key,
        limits,
        current.style,
        current.language,
    )
    blocks.exhibit(shown, current, picture=picture, lazy=True)
