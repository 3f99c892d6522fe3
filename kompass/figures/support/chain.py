"""Links from a shortage to the plan's goals and the state's measures, and back: title and table."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import KIND_LABELS, Column, Exhibit, Made, source_parts
from kompass.figures.shortages.listed import definitions, where
from kompass.figures.state_measures.measures import Reach, reach
from kompass.figures.support.cards import Card, stacks
from kompass.figures.support.walk import Walk
from kompass.language import N_, Language
from kompass.matching.support import Way


def rule(language: Language) -> str:
    """The rule by which measures and plan were linked, for every block that uses the links."""
    return language.text(
        "Eigene Zuordnung nach den Worten beider Dokumente; weder der Plan noch das Land ordnet selbst zu. "
        "Ob eine Maßnahme wirkt, sagt sie nicht."
    )


def headline(walk: Walk) -> str:
    """The finding in one sentence: the goals and measures that support the start."""
    t, words, links = walk.language.text, walk.language, walk.chain
    if walk.start.way is Way.SHORTAGE:
        kldb = walk.start.key
        fitting = sum(walk.fits(kldb, level) for level in links.goals["level"])
        known = len(walk.entries(kldb)) > 0
        return t(
            N_("{group} ({kldb}), Engpass{where}: {goals}, {measures}")
            if known
            else N_("{group} ({kldb}),{where} nicht als Engpass genannt: {goals}, {measures}"),
            group=walk.groups[kldb],
            kldb=kldb,
            where=where(walk.facts, walk.districts, walk.language),
            goals=_goals(walk, fitting),
            measures=_measures(walk),
        )
    shortages = _shortages(walk)
    if walk.start.way is Way.GOAL:
        title = walk.facts.record("training_goals", goal_id=walk.start.key)["title"]
        return t(
            "„{title}“: {shortages}, {measures}", title=title, shortages=shortages, measures=_measures(walk)
        )
    measure = walk.facts.record("measures", measure_id=walk.start.key)
    goals, passages = len(links.goals), len(links.passages)
    parts = [
        shortages if len(links.shortages) else "",
        words.plural("{n} Bildungsziel", "{n} Bildungsziele", goals) if goals else "",
        words.plural("{n} andere Stelle des Plans", "{n} andere Stellen des Plans", passages)
        if passages
        else "",
    ]
    return t(
        N_("{measure_id} {title}: {found}")
        if any(parts)
        else N_("{measure_id} {title}: nichts im Plan ist zugeordnet"),
        measure_id=walk.start.key,
        title=measure["title"],
        found=walk.language.listed([part for part in parts if part]),
    )


def _goals(walk: Walk, fitting: int) -> str:
    """Number of goals of the plan that fit the start; where none does, number that fits at another level."""
    words, others = walk.language, len(walk.chain.goals)
    if fitting:
        return words.plural("{n} passendes Bildungsziel", "{n} passende Bildungsziele", fitting)
    if others:
        return words.plural(
            "{n} Bildungsziel auf anderem Niveau", "{n} Bildungsziele auf anderem Niveau", others
        )
    return words.text("kein Bildungsziel verknüpft")


def _shortages(walk: Walk) -> str:
    count = len(walk.chain.shortages)
    if not count:
        return walk.language.text("kein Engpassberuf verknüpft")
    return walk.language.plural("{n} Engpassberuf", "{n} Engpassberufe", count)


def _measures(walk: Walk) -> str:
    """Number of measures that support the start, and of those that according to the report run in the plan
    year."""
    words, rows = walk.language, walk.facts["measures"]
    rows = rows[rows["measure_id"].isin(walk.chain.measures["measure_id"])]
    reaches = [reach(row, walk.year) for row in rows.to_dict("records")]
    if not reaches:
        return words.text("keine Maßnahme des Landes verknüpft")
    running, year = reaches.count(Reach.INTO), str(walk.year)
    unknown = len(reaches) - running - reaches.count(Reach.ENDED)
    if not unknown:
        return words.plural(
            "{n} Maßnahme des Landes, davon {running} im Planjahr {year}",
            "{n} Maßnahmen des Landes, davon {running} im Planjahr {year}",
            len(reaches),
            running=running,
            year=year,
        )
    return words.plural(
        "{n} Maßnahme des Landes, davon {running} im Planjahr {year}, {unknown} offen",
        "{n} Maßnahmen des Landes, davon {running} im Planjahr {year}, {unknown} offen",
        len(reaches),
        running=running,
        unknown=unknown,
        year=year,
    )


def collective_notes(facts: Facts, listed: pd.DataFrame, field_ids: Collection[str]) -> tuple[str, ...]:
    """Source notes on measures in some occupational fields.

    Collective terms such as "Gesundheitsfachberufe" may include more groups of a field than are linked.
    """
    groups = listed.loc[listed["field_id"].isin(field_ids), "kldb"]
    links = facts["measure_links"]
    rows = links[links["kldb"].isin(groups)].to_dict("records")
    return tuple(dict.fromkeys(note for row in rows for note in facts.notes("measure_links", row)))


def chain_exhibit(walk: Walk) -> Exhibit:
    """The block of the links of a start; its table has one row per card."""
    t, words = walk.language.text, walk.language
    columns = stacks(walk)
    cards = [(stack.heading, card) for stack in columns for card in stack.cards]
    table = pd.DataFrame([_row(heading, card, walk) for heading, card in cards])
    links = walk.chain.measures
    notes = [
        note
        for frame in (walk.chain.shortages, walk.chain.goals, links, walk.chain.passages)
        for row in frame.to_dict("records")
        for note in walk.facts.notes("measure_links", {"measure_id": walk.start.key} | row)
    ]
    if walk.start.way is Way.SHORTAGE:
        shortages = walk.listed[walk.listed["kldb"] == walk.start.key]
        notes += collective_notes(walk.facts, walk.listed, set(shortages["field_id"]))
    return Exhibit(
        "stuetzen-kette",
        t("Vom Engpass über den Plan {year} zum Land NRW: {start}", year=str(walk.year), start=_start(walk)),
        Made.ASSIGNED,
        table,
        (
            Column("column", t("Spalte")),
            Column("title", t("Eintrag")),
            Column("about", t("Angaben")),
            Column("relation", t("Zuordnung")),
            Column("reason", t("Begründung")),
            Column("place", t("Fundstelle")),
            Column("kind", t("Art")),
        ),
        tuple(dict.fromkeys(c for _, card in cards for c in card.citations)),
        rule(words),
        definitions=(
            *(
                (row.label, row.meaning)
                for row in walk.facts["measure_relations"].sort_values("position").itertuples()
            ),
            *definitions(walk.facts, words),
        ),
        notes=tuple(dict.fromkeys(notes)),
    )


def _start(walk: Walk) -> str:
    """A short name of the start that distinguishes it from others."""
    key = walk.start.key
    if walk.start.way is Way.SHORTAGE:
        return f"{key} {walk.groups[key]}"
    if walk.start.way is Way.GOAL:
        title: str = walk.facts.record("training_goals", goal_id=key)["title"]
        return title
    return key


def _row(heading: str, card: Card, walk: Walk) -> dict[str, str]:
    """A card as a row of the table."""
    t = walk.language.text
    names = walk.facts["districts"].set_index("ags")["short_name"]
    missing = t("nicht ausgewiesen")
    nowhere = t("nicht genannt")
    about = [f"{names[ags]}: {listed or nowhere}" for ags, listed in card.levels]
    about += [f"{label}: {text or missing}" for label, text in card.facts]
    return {
        "column": heading,
        "title": card.title,
        "about": "; ".join(about),
        "relation": card.relation,
        "reason": card.reason,
        "place": "; ".join(
            f"{title}, {place}" for _, title, place in source_parts(card.citations, walk.facts, walk.language)
        ),
        "kind": t(KIND_LABELS[card.kind(walk.facts)]),
    }
