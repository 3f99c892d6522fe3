"""The result of a goal search in words and as a table of places before and after."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, cite, with_total_named
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.keys import key_label
from kompass.figures.simulator.scenario import outcome_picture, outcome_table
from kompass.language import N_, Language, Message
from kompass.places.goal_search.search import Answer
from kompass.places.goal_search.wishes import Wish
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.precision import derived, written


def answer_sentence(answer: Answer, language: Language) -> str:
    """The smallest number of places to move, and who gives them to whom."""
    t = language.text
    if not answer.moved:
        return t("Alle Wünsche sind schon erfüllt: Es muss kein Platz umgebucht werden")
    moves = [
        t("{giver} → {taker} {places}", giver=entry.giver, taker=entry.taker, places=entry.places)
        for entry in answer.transfers
    ]
    return language.plural(
        "Es genügt {n} Platz: {moves}", "Es genügen {n} Plätze: {moves}", answer.moved, moves=", ".join(moves)
    )


def reason_sentence(answer: Answer, language: Language) -> str:
    """Why fewer places cannot do, by the wishes and limits that force the number; or that this is not proven."""
    if not answer.proven:
        return language.text(
            "Ob auch weniger Plätze genügen, ist nicht bewiesen: Die Suche endet nach einer festen Zahl von "
            "Rechenschritten."
        )
    return language.plural(
        "Weniger geht nicht, denn schon allein dafür ist {n} Platz nötig: {wishes}.",
        "Weniger geht nicht, denn schon allein dafür sind {n} Plätze nötig: {wishes}.",
        answer.moved,
        wishes=answer.forced_by,
    )


def choice_sentence(answer: Answer, language: Language) -> str:
    """Which of several equally short answers this is; nothing when it may not be the shortest."""
    if not answer.proven:
        return ""
    if not answer.choice_complete:
        return language.text(
            "Welcher von mehreren gleich kurzen Wegen der mit den wenigsten Beteiligten ist, wurde nicht zu Ende "
            "gesucht; dies ist einer davon."
        )
    return language.text(
        "Führen mehrere Wege gleich kurz ans Ziel, zählt der mit den wenigsten Beteiligten, dann der mit "
        "abschlussorientierten Plätzen möglichst im Verhältnis, das der Abgebende im Plan hat, dann die "
        "Reihenfolge im Plan."
    )


def key_notes(before: Scenario, answer: Answer, keys: Sequence[Key]) -> list[Message]:
    """What to know of a wished distance to each of the keys: it compares institutions with each other, so they may come
    nearer to it by giving places away; nothing is always divided exactly."""
    notes = []
    for key in keys:
        codes = [code for code in before.quotas if code in key.weights]
        had, have = (sum(s.quotas[code].places for code in codes) for s in (before, answer.scenario))
        if had != have:
            message = N_(
                "Der Schlüssel „{key}“ vergleicht nur {codes} untereinander; zusammen haben sie danach {have} statt {had} "
                "Plätze. Wer das nicht will, setzt dort untere Grenzen."
            )
            listed = {"codes": ", ".join(codes), "key": Message(key.label), "have": have, "had": had}
            notes.append(Message(message, listed))
    return notes


def goal_table(
    facts: Facts, before: Scenario, answer: Answer, base: Key | None, language: Language
) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: those of :func:`outcome_table` against ``before``; degree_rate_before_pct; per_1000_before and
    per_1000: places per 1,000 of the people that ``base`` counts, as text, because an institution without a
    district has no such rate; without a ``base`` none has one.
    """
    table = outcome_table(facts, answer.scenario, before)
    counted = base.counted() if base else {}
    rates = [quota.degree_rate for quota in (*before.quotas.values(), before.total)]

    def per_1000(places: pd.Series) -> list[str]:
        return [
            written(derived(lambda people, held=int(n): 1000 * held / people, counted[code]), language, 1)
            if code in counted
            else language.text("entfällt")
            for code, n in zip(table["code"], places, strict=True)
        ]

    return table.assign(
        degree_rate_before_pct=[None if rate is None else 100 * rate for rate in rates],
        per_1000_before=per_1000(table["before"]),
        per_1000=per_1000(table["places"]),
    )


def goal_exhibit(
    facts: Facts,
    before: Scenario,
    answer: Answer,
    wishes: Sequence[Wish],
    base: Key | None,
    keys: Sequence[Key],
    language: Language,
) -> Exhibit:
    """The block of a result: the smallest number of places to move, and all institutions before and after.

    ``base`` counts the people of the columns per 1,000, which are left out without it; ``keys`` are those that the
    wishes refer to.
    """
    t = language.text
    table = goal_table(facts, before, answer, base, language)
    people = t(base.label) if base else ""
    rates = (
        Column("per_1000_before", t("vorher, je 1.000 {people}", people=people), right=True),
        Column("per_1000", t("nachher, je 1.000 {people}", people=people), right=True),
    )
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("before", t("vorher, Plätze"), 0),
        Column("places", t("nachher, Plätze"), 0),
        Column("change", t("Unterschied"), 0, sign=True),
        *(rates if base else ()),
        Column("degree_before", t("vorher, abschluss­orientiert"), 0),
        Column("degree", t("nachher, abschluss­orientiert"), 0),
        Column("degree_rate_before_pct", t("vorher, abschluss­orientiert, %"), 1),
        Column("degree_rate_pct", t("nachher, abschluss­orientiert, %"), 1),
    )
    title = answer_sentence(answer, language)
    reading = t("Gewünscht: {wishes}.", wishes=tuple(wish.message for wish in wishes))
    if answer.moved:
        reading += f" {reason_sentence(answer, language)} {choice_sentence(answer, language)}".rstrip()
    reading = " ".join((reading, *map(language.message, key_notes(before, answer, keys))))
    rounded = [key_label(key, language) for key in keys if not key.is_exact]
    if rounded:
        reading += " " + t(
            "Die Zahlen hinter {keys} sind gerundet; gesucht ist mit den gedruckten Zahlen.",
            keys=language.listed(rounded),
        )
    cited = (cite(fact, language) for key in (*((base,) if base else ()), *keys) for fact in key.facts)
    return Exhibit(
        f"szenario-{before.plan.version}-ziel",
        title,
        Made.MOVED,
        with_total_named(table, t("alle")),
        columns,
        tuple(dict.fromkeys([*quota_citations(facts, before.plan), *cited])),
        reading,
        title,
    )


def goal_picture(shown: Exhibit, style: Style, language: Language) -> str:
    """Draw places before and after as dumbbells; returns HTML."""
    return outcome_picture(shown.table, language.text("vorher"), shown.alt, style, language)
