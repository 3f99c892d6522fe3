"""Allocation of places by a key, compared with a scenario's places."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.dumbbells import Dumbbell, dumbbell_rows, rows_alt, steady_reach
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, with_total_named
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.keys import key_citations, key_label, key_made, key_purpose
from kompass.language import N_, Language
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.own_keys import key_quotas, tied_codes
from kompass.precision import Bounded, written
from kompass.precision import exact as exactly


def allocation_table(facts: Facts, scenario: Scenario, key: Key) -> pd.DataFrame:
    """One row per institution of the key in plan order, and one for all of them (code ``""``).

    Columns: code, name; places (scenario), by_key (whole places by largest remainder), exact (by the key, in
    fractions of a place), needed (places to add (+) or to remove (−) to follow the key); bounds, the limits
    of ``exact``.
    """
    by_key = key_quotas(scenario, key)
    total = sum(by_key.values())
    exact = key.target(total)
    bounds = {**key.target_bounds(total), "": exactly(total)}
    table = pd.DataFrame(
        {
            "code": code,
            "name": facts.record("institutions", code=code)["name"],
            "places": scenario.quotas[code].places,
            "by_key": places,
            "exact": exact[code],
            "needed": places - scenario.quotas[code].places,
        }
        for code, places in by_key.items()
    )
    every = table[["places", "by_key", "exact", "needed"]].sum().to_dict()
    table = pd.concat([table, pd.DataFrame([{"code": "", "name": "", **every}])], ignore_index=True)
    return table.assign(bounds=[bounds[code] for code in table["code"]])


def _with_texts(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    """An :func:`allocation_table` with by_key, exact and needed as text in columns that end in ``_text``."""

    def limited(name: str, less: str = "") -> list[Bounded]:
        """A column with the limits of the key's places, less the column ``less``; whole places may differ
        from them."""
        return [
            Bounded(row[name], min(row[name], low), max(row[name], high), row["bounds"].precision)
            for row in table.to_dict("records")
            for low, high in [
                [end - (row[less] if less else 0) for end in (row["bounds"].low, row["bounds"].high)]
            ]
        ]

    return table.assign(
        by_key_text=[written(number, language) for number in limited("by_key")],
        exact_text=[written(number, language, 1) for number in limited("exact")],
        needed_text=[written(number, language, sign=True) for number in limited("needed", "places")],
    )


def allocation_exhibit(facts: Facts, scenario: Scenario, key: Key, language: Language) -> Exhibit:
    """The scenario's places compared with the allocation by a key, per institution."""
    t = language.text
    table = _with_texts(allocation_table(facts, scenario, key), language)
    rows = table[table["code"] != ""]
    label = key_label(key, language)
    moves = [
        t("{code} {change}", code=row.code, change=row.needed_text) for row in rows.itertuples() if row.needed
    ]
    differing = N_("Plätze nach dem Schlüssel „{key}“, gegenüber dem Szenario zum Plan {version}: {moves}")
    title = (
        t(differing, version=scenario.plan.version, key=label, moves=language.listed(moves, commas=True))
        if moves
        else t("In ganzen Plätzen genau wie der Schlüssel „{key}“", key=label)
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-nach-schluessel",
        title,
        key_made(scenario, key),
        with_total_named(table, t("zusammen")),
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("places", t("Szenario, Plätze"), 0),
            Column("by_key_text", t("Nach dem Schlüssel, ganze Plätze"), right=True),
            Column("exact_text", t("Nach dem Schlüssel, mit Bruchteilen"), right=True),
            Column("needed_text", t("Unterschied bis dahin"), right=True),
        ),
        (*quota_citations(facts, scenario.plan), *key_citations([key], language)),
        _allocation_reading(scenario, key, language),
        rows_alt(title, _allocation_rows(rows, {}, language)),
    )


def allocation_picture(shown: Exhibit, style: Style, language: Language) -> str:
    """Draw the rows of :func:`allocation_exhibit` as dumbbells; returns HTML."""
    institutions = shown.table[shown.table["code"] != ""]
    rows = _allocation_rows(institutions, {code: style.of(code) for code in institutions["code"]}, language)
    unit = language.text("Plätze; Punkt: Szenario, Ring: nach dem Schlüssel")
    return dumbbell_rows(rows, steady_reach(rows), unit, shown.alt, style, language)


def _allocation_rows(table: pd.DataFrame, colors: Mapping[str, str], language: Language) -> list[Dumbbell]:
    return [
        Dumbbell(
            language.text(
                "<b>{code}</b>  Schlüssel {by_key}, Szenario <b>{places}</b>",
                code=row.code,
                by_key=row.by_key_text,
                places=int(row.places),
            ),
            row.by_key,
            row.places,
            colors.get(row.code, ""),
        )
        for row in table.itertuples()
    ]


def _allocation_reading(scenario: Scenario, key: Key, language: Language) -> str:
    """Purpose of the key, the rule for whole places, and institutions whose tie plan order decided."""
    t = language.text
    rule = t(
        "{key}: {purpose}. Die Plätze des Szenarios sind danach verteilt, ganze Plätze nach den größten Resten. "
        "Ein Minus heißt: weniger Plätze als im Szenario.",
        key=t(key.label),
        purpose=key_purpose(key, language),
    )
    tie = tied_codes(scenario, key)
    if not tie:
        return rule
    return f"{rule} " + t(
        "Gleiche Reste bei {codes}: Hier hat die Reihenfolge des Plans entschieden.",
        codes=language.listed(tie),
    )
