"""The page on what supports a shortage: controls, the chain of cards in three columns, overview table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from kompass.figures.exhibit import Exhibit, Kind
from kompass.figures.shortages.listed import titles
from kompass.figures.support.cards import Card, Stack, stacks
from kompass.figures.support.overview import judged_table
from kompass.figures.support.walk import FIRST, Walk
from kompass.language import N_
from kompass.matching.support import Start, Way
from ui import address, blocks, selection, sourcing
from ui.parts import support_links as ways
from ui.parts.shortages import level_mark
from ui.session import Session

WAYS = {Way.SHORTAGE: N_("Engpass"), Way.GOAL: N_("Bildungsziel"), Way.MEASURE: N_("Maßnahme des Landes")}


def controls(current: Session) -> Walk:
    """Show the controls for districts and starting point; returns the walk (chain) from there."""
    t, known = current.language.text, _known(current)
    district_box, way_box, start_box, reset_box = st.columns([3, 4, 5, 2], vertical_alignment="bottom")
    with district_box:
        districts = selection.districts(current)
    with way_box.container():
        way = _way(known, current)
    with start_box:
        names = known[way]
        key = address.selectbox(t(WAYS[way]), list(names), names.__getitem__, way.value)
    with reset_box:
        selection.reset(current, selection.DISTRICTS, ways.FROM, *(own.value for own in Way), "feld")
    for other in Way:
        if other is not way:
            address.write_text(other.value, "")
    return Walk(current.facts, Start(way, key), districts, int(current.plan.version), current.language)


def _known(current: Session) -> Mapping[Way, Mapping[str, str]]:
    """All starting points by kind: id to label, that of :data:`FIRST` in front."""
    t, facts = current.language.text, current.facts
    groups = facts["training_goal_groups"].set_index("group_id")["title"]
    known: dict[Way, dict[str, str]] = {
        Way.SHORTAGE: {str(kldb): f"{kldb} {title}" for kldb, title in titles(facts).items()},
        Way.GOAL: {
            row.goal_id: t("{goal} ({list})", goal=row.title, list=groups[row.group_id])
            for row in facts["training_goals"].itertuples()
        },
        Way.MEASURE: {
            row.measure_id: f"{row.measure_id} {row.title}" for row in facts["measures"].itertuples()
        },
    }
    return {
        way: {key: names[key] for key in sorted(names, key=lambda key: key != FIRST[way])}
        for way, names in known.items()
    }


def _way(known: Mapping[Way, Mapping[str, str]], current: Session) -> Way:
    """Show the choice of the kind of starting point; its first value fits a measure or goal named in the URL."""
    t = current.language.text
    if f"{ways.FROM}_read" not in st.session_state and st.query_params.get(ways.FROM) not in list(Way):
        for way in (Way.MEASURE, Way.GOAL):
            if st.query_params.get(way.value) in known[way]:
                st.session_state.setdefault(ways.FROM, way.value)
    labels = {way.value: t(label) for way, label in WAYS.items()}
    return Way(address.segmented(t("Ausgehen von"), list(labels), labels.__getitem__, ways.FROM))


def picture(walk: Walk, current: Session) -> str:
    """The HTML of a walk: shortage, plan and state in three columns; one below the other on a phone."""
    return f'<div class="bk-chain">{"".join(_stack(stack, walk, current) for stack in stacks(walk))}</div>'


def _stack(stack: Stack, walk: Walk, current: Session) -> str:
    """The HTML of one column: its cards, or why there are none, and the measures without an occupation."""
    cards = "".join(_card(card, walk, current) for card in stack.cards)
    if not stack.cards:
        cards = f'<p class="bk-gap">{escape(stack.empty)}</p>'
    if stack.general:
        line = current.language.plural(
            "{n} Maßnahme für Engpassberufe allgemein, ohne Beruf",
            "{n} Maßnahmen für Engpassberufe allgemein, ohne Beruf",
            len(stack.general),
        )
        cards += _listing(line, stack.general, current)
    return f"<div>{blocks.tag('h3', stack.heading)}{cards}</div>"


def _listing(line: str, measure_ids: tuple[str, ...], current: Session) -> str:
    """The HTML of a line that unfolds to the names of measures, each a link."""
    names = _measures(measure_ids, current)
    return f'<details class="bk-more"><summary>{escape(line)}</summary>{names}</details>'


def _measures(measure_ids: tuple[str, ...], current: Session) -> str:
    """The markup of a list of measures by name and number, each a link to its walk."""
    named = current.facts["measures"].set_index("measure_id")["title"]
    items = (
        f"<li>{ways.walk(Way.MEASURE, measure_id, f'{named[measure_id]} ({measure_id})')}</li>"
        for measure_id in measure_ids
    )
    return f'<ul class="bk-names">{"".join(items)}</ul>'


def _card(card: Card, walk: Walk, current: Session) -> str:
    start = card.way is walk.start.way
    css = "bk-card bk-start" if start else "bk-card"
    return (
        f'<section class="{css}"><h4>{escape(card.title)} {blocks.badge(card.kind(current.facts), current.language)}</h4>'
        f"{_levels(card, current)}{_facts(card, current)}{_why(card, current)}"
        f"{_others(card, current)}{sourcing.sources(card.citations, current)}"
        f'<p class="bk-onward">{" ".join(_ways_on(card, start, current))}</p></section>'
    )


def _levels(card: Card, current: Session) -> str:
    """The HTML of the districts with the level letters of a shortage."""
    rows = current.facts["districts"].set_index("ags")
    nowhere = current.language.text("nicht genannt")
    nothing = f'<span class="bk-aside">{escape(nowhere)}</span>'
    lines = []
    for ags, listed in card.levels:
        color = current.style.of(rows.at[ags, "institution"])
        letters = "".join(level_mark(letter, color, current) for letter in listed.split())
        lines.append(f"<li>{escape(rows.at[ags, 'short_name'])} {letters or nothing}</li>")
    return f'<ul class="bk-legend">{"".join(lines)}</ul>' if lines else ""


def _facts(card: Card, current: Session) -> str:
    silent = current.language.text("nicht ausgewiesen")
    missing = blocks.tag("span", silent, "bk-missing")
    rows = "".join(
        f"<dt>{escape(label)}</dt><dd>{missing if text in ('', silent) else escape(text)}</dd>"
        for label, text in card.facts
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _why(card: Card, current: Session) -> str:
    """The HTML of the relation and reason of our own link; "" if there is none."""
    if not card.reason:
        return ""
    return (
        f'<p class="bk-why"><b>{escape(card.relation)}</b> {blocks.badge(Kind.ASSIGNED, current.language)}<br>'
        f"{escape(card.reason)}</p>"
    )


def _others(card: Card, current: Session) -> str:
    if not card.others:
        return ""
    line = current.language.plural(
        "{n} Maßnahme des Landes zu diesem Ziel", "{n} Maßnahmen des Landes zu diesem Ziel", len(card.others)
    )
    return _listing(line, card.others, current)


def _ways_on(card: Card, start: bool, current: Session) -> list[str]:
    """The links at the foot of a card."""
    t = current.language.text
    asks = {
        Way.SHORTAGE: t("Was stützt diesen Engpass?"),
        Way.GOAL: t("Was stützt dieses Ziel?"),
        Way.MEASURE: t("Was stützt diese Maßnahme?"),
    }
    links = [] if start or card.way is None else [ways.walk(card.way, card.key, asks[card.way], card.title)]
    there = {
        Way.SHORTAGE: ("engpaesse", {"suche": card.key}, t("Zu Engpässen und Zielen")),
        Way.MEASURE: ("landesprogramme", {"massnahme": card.key}, t("Alle Angaben zur Maßnahme")),
    }
    if card.way in there:
        path, choices, text = there[card.way]
        links.append(ways.named(address.link(path, choices, ways.OWN), text, card.title))
    return links


def overview(shown: Exhibit, current: Session) -> str:
    """The HTML of the overview: a card per class, gaps first, with the names of its occupation groups."""
    linked = current.facts["measure_links"]
    cards = []
    for heading, rows in shown.table.groupby("group", sort=False):
        items = []
        for row in rows.itertuples():
            own = tuple(dict.fromkeys(linked.loc[linked["kldb"] == row.kldb, "measure_id"]))
            line = current.language.plural("{n} Maßnahme des Landes", "{n} Maßnahmen des Landes", len(own))
            items.append(
                f"<li>{ways.shortage(row.kldb, row.title, current)}"
                f"{_listing(line, own, current) if own else ''}</li>"
            )
        cards.append(
            f'<section class="bk-card">{blocks.tag("h3", str(heading))}'
            f'<ul class="bk-names">{"".join(items)}</ul></section>'
        )
    return f'<div class="bk-cards bk-thirds">{"".join(cards)}</div>'


def judged(shown: Exhibit, current: Session) -> str:
    """The HTML of the measures of each cluster by the part of the plan to which they are linked."""
    t = current.language.text
    headings = (t("Cluster"), t("zu einem Engpass"), t("nur zu anderem im Plan"), t("nicht zugeordnet"))
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    nothing = t("keine")
    body = []
    for row in judged_table(current.facts).itertuples():
        cells = "".join(
            f'<td data-heading="{escape(heading)}">{current.language.number(len(own))}{_measures(own, current)}</td>'
            if own
            else f'<td class="bk-aside" data-heading="{escape(heading)}">{escape(nothing)}</td>'
            for heading, own in zip(headings[1:], (row.shortages, row.others, row.without), strict=True)
        )
        body.append(f'<tr><th scope="row">{escape(f"{row.cluster} {row.title}")}</th>{cells}</tr>')
    return (
        f'<div class="bk-stacked"><table class="bk-matrix bk-judged"><caption>{escape(shown.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def nothing_short(current: Session) -> None:
    """Show a message in place of an empty overview."""
    title = current.language.text("Kein Engpass dieses Berufsfelds in den gewählten Kreisen")
    blocks.html(f"<h2>{escape(title)}</h2>")
