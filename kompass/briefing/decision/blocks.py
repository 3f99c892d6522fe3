"""The blocks of the decision paper, each from an exhibit of the simulator."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kompass.boundaries import ATTRIBUTION
from kompass.briefing.paper.paper import Block, DistrictMap, Table, table_of, tables_of
from kompass.facts import Facts
from kompass.figures.charts.map_classes import Classes
from kompass.figures.charts.map_legend import legend_items
from kompass.figures.charts.style import LIGHT, Style
from kompass.figures.exhibit import Exhibit, Kind, Made, kind_of, moved, source_line
from kompass.figures.quotas.places import employee_exhibit, quota_citations
from kompass.figures.quotas.transfer_meaning import HEADING, meaning, meaning_citations
from kompass.figures.simulator.bases import bases
from kompass.figures.simulator.break_even import entry_name, threshold_exhibit, tornado_exhibit, value_text
from kompass.figures.simulator.comparison import comparison_exhibit
from kompass.figures.simulator.effects import effect_exhibit, outside_exhibit
from kompass.figures.simulator.key_allocation import allocation_exhibit
from kompass.figures.simulator.keys import distance_exhibit, key_label
from kompass.figures.simulator.scenario import ledger_lines, outcome_exhibit
from kompass.figures.simulator.scenario_map import fixed_classes, map_areas, map_frame, scenario_map
from kompass.language import N_, Language
from kompass.needs import BOUNDARIES, EMPLOYEES, carries
from kompass.places.ledger import Scenario
from kompass.places.outcome import redistributed, transferred
from kompass.places.own_keys import OwnKey
from kompass.places.plan import OUTSIDE
from kompass.request.choices import Choices

LEDGER, OUTCOME = N_("Umbuchungen und Begründungen"), N_("Plätze vorher und nachher")


def proposal_block(facts: Facts, chosen: Choices, language: Language) -> Block:
    """Block: the proposed distribution, and how both totals compare with the plan."""
    t, number = language.text, language.number
    scenario, plan = chosen.scenario, chosen.scenario.plan
    total, outside = scenario.total, scenario.from_outside
    style = LIGHT.for_plan(plan.codes)
    employees = employee_exhibit(facts, plan, style, language) if carries(facts, EMPLOYEES) else None
    proposal = (
        t("Es bleibt bei der Aufteilung des Plans {plan}.", plan=plan.version)
        if scenario.quotas == plan.quotas
        else t(
            "Die unterzeichnenden Institutionen teilen die Plätze so auf, wie es unter „{outcome}“ steht. "
            "Das ändert den Plan {plan} um die Umbuchungen, die unter „{ledger}“ stehen.",
            outcome=t(OUTCOME),
            ledger=t(LEDGER),
            plan=plan.version,
        )
    )
    totals = language.plural(
        "{n} Platz verteilt, {open} offen; davon {degree} abschlussorientiert, {open_degree} offen.",
        "{n} Plätze verteilt, {open} offen; davon {degree} abschlussorientiert, {open_degree} offen.",
        total.places,
        open=plan.total.places + outside.places - total.places,
        degree=total.degree,
        open_degree=plan.total.degree + outside.degree - total.degree,
    )
    balance = (
        language.plural(
            "Die Gesamtzahl ändert sich gegenüber dem Plan {plan} um {places} Platz, "
            "davon {degree} abschlussorientiert.",
            "Die Gesamtzahl ändert sich gegenüber dem Plan {plan} um {places} Plätze, "
            "davon {degree} abschlussorientiert.",
            outside.places,
            plan=plan.version,
            places=number(outside.places, sign=True),
            degree=number(outside.degree, sign=True),
        )
        if outside.places or outside.degree
        else t("Beide Summen sind die des Plans {plan}.", plan=plan.version)
    )
    return Block(
        t("Vorschlag"),
        kind=kind_of(moved(scenario, Made.QUOTED), quota_citations(facts, plan), facts),
        texts=(
            proposal,
            f"{totals} {balance}",
            *((_not_proposed(employees, language),) if employees else ()),
        ),
        reading=tuple(employees.notes) if employees else (),
        source=source_line(
            (*quota_citations(facts, plan), *(employees.citations if employees else ())), facts, language
        ),
    )


def _not_proposed(employees: Exhibit, language: Language) -> str:
    return language.text(
        "Nicht Teil des Vorschlags sind {places} Plätze für Beschäftigte, davon {degree} abschlussorientiert: "
        "Der Plan teilt sie nicht auf.",
        places=int(employees.table.at[0, "places"]),
        degree=int(employees.table.at[0, "degree"]),
    )


def ledger_block(chosen: Choices, language: Language) -> Block:
    """Block: table of all transfers in their order, with reasons."""
    t = language.text
    scenario = chosen.scenario
    lines = ledger_lines(scenario, language)
    heading = t(LEDGER)
    if not lines:
        return Block(heading, texts=(t("Keine Umbuchung."),))
    no_reason = t("ohne Begründung")
    return Block(
        heading,
        kind=Kind.SCENARIO,
        tables=(
            Table(
                heading,
                (t("Nr."), t("Umbuchung"), t("Begründung")),
                [
                    (str(number), text, scenario.ledger[index].reason or no_reason)
                    for number, (index, text) in enumerate(lines, start=1)
                ],
                (False, False, False),
            ),
        ),
        reading=(
            t("In der Reihenfolge der Verhandlung, vom Plan {plan} aus.", plan=scenario.plan.version),
            language.plural(
                "Umbuchungen zusammen (brutto): {n} Platz.",
                "Umbuchungen zusammen (brutto): {n} Plätze.",
                transferred(scenario),
            ),
            t(
                "Plätze, die gegen den Plan die Institution wechseln (netto): {n}.",
                n=redistributed(scenario, Scenario(scenario.plan)),
            ),
            *(
                (t("Außen heißt: mehr oder weniger Plätze im Ganzen."),)
                if any(OUTSIDE in (e.giver, e.taker) for e in scenario.ledger)
                else ()
            ),
        ),
    )


def meaning_block(facts: Facts, language: Language) -> Sequence[Block]:
    """Block without heading: what a transfer between agency and job centre means, as a tuple; empty where the plan
    does not say it."""
    cited = meaning_citations(facts, language)
    if not cited:
        return ()
    source = source_line(cited, facts, language)
    return (Block("", language.text(HEADING), texts=meaning(facts, language), source=source),)


def outcome_block(facts: Facts, chosen: Choices, against: str, language: Language) -> Block:
    """Block: places and qualification-oriented places by institution, before and after."""
    t = language.text
    exhibit = outcome_exhibit(facts, chosen.scenario, chosen.baseline, against, language)
    parts = {"before": t("Plätze"), "degree_before": t("Davon abschlussorientiert")}
    return _block(t(OUTCOME), exhibit, tables_of(exhibit, language, parts), facts, language)


def map_block(
    facts: Facts, chosen: Choices, against: str, style: Style, language: Language
) -> Sequence[Block]:
    """Block: places per 1,000 people in the districts, as map and table, as a tuple; empty without rates or without
    boundaries."""
    t = language.text
    if chosen.base not in bases(facts) or not carries(facts, BOUNDARIES):
        return ()
    scenario, base, split = chosen.scenario, chosen.base, chosen.split
    limits = fixed_classes(facts, scenario.plan, base, split)
    exhibit, _ = scenario_map(facts, scenario, chosen.baseline, against, base, split, limits, style, language)
    heading = t("Plätze des Jobcenters je 1.000 {base} in den Kreisen", base=t(base.label))
    picture = district_map(heading, exhibit, scenario, limits, style, language)
    table = table_of(exhibit, language, heading)
    return (_block(heading, exhibit, (table,), facts, language, picture=picture),)


def district_map(
    heading: str, exhibit: Exhibit, scenario: Scenario, limits: Classes, style: Style, language: Language
) -> DistrictMap:
    """The map of an exhibit of places per 1,000 people in the districts, with frame, legend and text alternative."""
    areas = map_areas(exhibit.table, limits, style, language)
    frame = map_frame(scenario, exhibit.table, language)
    alt = language.text(
        "Karte der Kreise. {heading}: {values}. {frame}.",
        heading=heading,
        values="; ".join(area.spoken for area in areas.values()),
        frame=frame.label,
    )
    legend = tuple(legend_items(limits, exhibit.table["after"], style.ramp, language))
    return DistrictMap(areas, frame, alt, legend, ATTRIBUTION)


def key_block(facts: Facts, chosen: Choices, against: str, language: Language) -> Block:
    """Block: distance to each comparison key, in places."""
    keys = (*chosen.keys, *chosen.own_keys)
    exhibit = distance_exhibit(chosen.scenario, chosen.baseline, against, keys, language)
    heading = language.text("Abstand zu den Verteilungsschlüsseln")
    return _block(heading, exhibit, (table_of(exhibit, language, heading),), facts, language)


def own_key_blocks(facts: Facts, chosen: Choices, language: Language) -> Sequence[Block]:
    """Blocks: weights of the user's own keys, and the places by institution according to them."""
    t = language.text
    blocks = []
    for key in chosen.own_keys:
        exhibit = allocation_exhibit(facts, chosen.scenario, key, language)
        texts: tuple[str, ...] = ()
        if isinstance(key, OwnKey):
            numbers = "; ".join(
                t("{code} {number}", code=code, number=_decimal(weight))
                for code, weight in key.weights.items()
            )
            texts = (t("Eingegeben sind {numbers}. Quelle: {source}.", numbers=numbers, source=key.source),)
        name = key_label(key, language)
        table = table_of(exhibit, language, name)
        heading = t("Eigener Schlüssel: {name}", name=name)
        blocks.append(_block(heading, exhibit, (table,), facts, language, texts=texts))
    return blocks


def assumption_blocks(
    facts: Facts, chosen: Choices, against: str, style: Style, language: Language
) -> Sequence[Block]:
    """Blocks: the user's assumptions on integration and costs, and the results; empty without assumptions."""
    assumed = chosen.assumptions
    if not assumed:
        return ()
    t = language.text
    scenario, baseline = chosen.scenario, chosen.baseline
    rows = [(entry_name(e, language), value_text(e, Fraction(e.value), language)) for e in assumed.entries]
    if assumed.range_pct is not None:
        rows.append((t("Spanne um jeden Wert"), t("± {value} %", value=assumed.range_pct)))
    heading = t("Annahmen zu Integration und Kosten")
    entered = Block(
        heading,
        kind=Kind.ASSUMPTION,
        texts=(
            t(
                "Die Quellen nennen weder Integrationsquoten noch Kosten. Alles in diesem Abschnitt ist Annahme."
            ),
        ),
        tables=(Table(heading, (t("Annahme"), t("Wert")), rows, (False, True)),),
    )
    blocks = [entered]
    for exhibit in (
        threshold_exhibit(facts, scenario, baseline, against, assumed, style, language),
        outside_exhibit(facts, scenario, baseline, assumed, language),
        tornado_exhibit(facts, scenario, baseline, assumed, style, language),
    ):
        if exhibit:
            blocks.append(_block("", exhibit, (table_of(exhibit, language, exhibit.title),), facts, language))
    effect = effect_exhibit(facts, scenario, baseline, against, assumed, language)
    if effect:
        parts = {"people_before": t("Integrationen"), "euro_before": t("Kosten")}
        blocks.append(_block("", effect, tables_of(effect, language, parts), facts, language))
    return blocks


def alternatives_block(facts: Facts, chosen: Choices, against: str, language: Language) -> Sequence[Block]:
    """Block: the kept scenarios side by side, as a tuple; empty when there are none."""
    if not chosen.kept:
        return ()
    exhibit = comparison_exhibit(facts, chosen.kept, chosen.baseline, against, chosen.keys, language)
    heading = language.text("Behaltene Szenarien im Vergleich")
    return (_block(heading, exhibit, (table_of(exhibit, language, heading),), facts, language),)


def _block(
    heading: str,
    exhibit: Exhibit,
    tables: Sequence[Table],
    facts: Facts,
    language: Language,
    texts: Sequence[str] = (),
    picture: DistrictMap | None = None,
) -> Block:
    """The block of an exhibit: title, kind, tables, reading, notes and sources."""
    return Block(
        heading,
        exhibit.title,
        exhibit.kind(facts),
        texts,
        picture,
        tables,
        tuple(
            text for text in (exhibit.page_reading if picture else exhibit.reading, *exhibit.notes) if text
        ),
        source_line(exhibit.citations, facts, language) if exhibit.citations else "",
    )


def _decimal(weight: Fraction) -> Decimal:
    """The weight as the decimal number that the user typed."""
    return (Decimal(weight.numerator) / Decimal(weight.denominator)).normalize()
