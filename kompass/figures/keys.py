"""A scenario beside the comparison keys: how far it is from each, and what a key would give to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.dumbbells import Dumbbell, dumbbell_rows, named_row, rows_alt, steady_reach
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite, moved, with_total_named
from kompass.figures.quotas import quota_citations
from kompass.figures.style import Style
from kompass.language import Language
from kompass.places.indices import gallagher, gini, loosemore_hanby
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.outcome import distances
from kompass.places.own_keys import Mix, OwnKey, key_quotas, tied_codes

OWN_KEYS = (OwnKey, Mix)


def key_label(key: Key, language: Language) -> str:
    """The key's name; one of the reader's own says that it is an assumption."""
    name = language.text(key.label)
    return language.text("{name} (Annahme)", name=name) if isinstance(key, OWN_KEYS) else name


def key_purpose(key: Key, language: Language) -> str:
    """What the key was made for; for one of the reader's own, where it comes from."""
    t = language.text
    if isinstance(key, OwnKey):
        return t("Eingegeben, Quelle: {source}", source=key.source)
    if isinstance(key, Mix):
        parts = ", ".join(
            t("{weight} × {key}", weight=weight, key=t(part.label)) for part, weight in key.parts
        )
        return t("Gewichtet: {parts}", parts=parts)
    return t(key.purpose)


def distance_table(scenario: Scenario, baseline: Scenario, keys: Sequence[Key]) -> pd.DataFrame:
    """One row per key, in the order given. Columns: key_id; before (baseline) and after (scenario), the places
    that would have to move to match the key."""
    before, after = distances(baseline, keys), distances(scenario, keys)
    ids = [key.key_id for key in keys]
    return pd.DataFrame({"key_id": ids, "before": [before[i] for i in ids], "after": [after[i] for i in ids]})


def distance_exhibit(
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    keys: Sequence[Key],
    language: Language,
) -> Exhibit:
    """How many places would have to move to follow each key, in the baseline and in the scenario."""
    t = language.text
    numbers = distance_table(scenario, baseline, keys)
    table = numbers.assign(
        label=[key_label(key, language) for key in keys],
        purpose=[key_purpose(key, language) for key in keys],
    )
    title = _nearest(table, scenario, baseline, baseline_name, language)
    return Exhibit(
        f"szenario-{scenario.plan.version}-schluessel",
        title,
        moved(scenario, Made.COMPUTED),
        table,
        (
            Column("label", t("Verteilungsschlüssel")),
            Column(
                "before", t("{baseline}: Plätze, die umgebucht werden müssten", baseline=baseline_name), 1
            ),
            Column("after", t("Szenario: Plätze, die umgebucht werden müssten"), 1),
            Column("purpose", t("Wofür die Größe gemacht ist")),
        ),
        _key_citations(keys, language),
        _distance_reading(keys, language),
        rows_alt(title, _distance_rows(table, "", language)),
    )


def distance_picture(shown: Exhibit, baseline_name: str, style: Style, language: Language) -> str:
    """The rows of :func:`distance_exhibit` as dumbbells, in markup."""
    rows = _distance_rows(shown.table, style.text, language)
    unit = language.text(
        "Plätze, die umgebucht werden müssten; Punkt: Szenario, Ring: {baseline}", baseline=baseline_name
    )
    return dumbbell_rows(rows, steady_reach(rows), unit, shown.alt, style, language)


def _distance_rows(table: pd.DataFrame, color: str, language: Language) -> list[Dumbbell]:
    return [named_row(row.label, row.before, row.after, 1, color, language) for row in table.itertuples()]


def _nearest(
    table: pd.DataFrame, scenario: Scenario, baseline: Scenario, baseline_name: str, language: Language
) -> str:
    """The nearest key, or keys where several are as near, and how far the baseline was from it."""
    t, words = language.text, language
    nearest = table[table["after"] == table["after"].min()]
    key, first = words.listed(list(nearest["label"])), nearest.iloc[0]
    if scenario.quotas == baseline.quotas:
        return t(
            "{baseline} ist am nächsten bei: {key}, {places} Plätze wären umzubuchen",
            baseline=baseline_name,
            key=key,
            places=words.number(first["after"], 1),
        )
    return t(
        "Am nächsten: {key}, {places} Plätze wären umzubuchen ({baseline}: {before})",
        key=key,
        places=words.number(first["after"], 1),
        baseline=baseline_name,
        before=words.number(first["before"], 1),
    )


def _distance_reading(keys: Sequence[Key], language: Language) -> str:
    """How to read it, and over whose places each key runs."""
    t = language.text
    codes = list(dict.fromkeys(tuple(key.weights) for key in keys))
    usual = t(
        "Verglichen werden die Plätze von {codes}. Jeder Schlüssel verteilt etwas anderes als Plätze; "
        "keiner ist damit richtig oder gerecht. Rechnung: halbe Summe der Abweichungen vom Schlüssel.",
        codes=language.listed(codes[0]),
    )
    others = [
        t(
            "Der Schlüssel „{key}“ läuft über {codes}.",
            key=key_label(key, language),
            codes=language.listed(tuple(key.weights)),
        )
        for key in keys
        if set(key.weights) != set(codes[0])
    ]
    return " ".join([usual, *others])


def allocation_table(facts: Facts, scenario: Scenario, key: Key) -> pd.DataFrame:
    """One row per institution of the key in plan order, and one for all of them (code ``""``).

    Columns: code, name; places (scenario), by_key (whole places by largest remainder), exact (by the key, in
    fractions of a place), needed (places that the scenario lacks (+) or has too many (−) for the key).
    """
    by_key = key_quotas(scenario, key)
    exact = key.target(sum(by_key.values()))
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
    total = table[["places", "by_key", "exact", "needed"]].sum().to_dict()
    return pd.concat([table, pd.DataFrame([{"code": "", "name": "", **total}])], ignore_index=True)


def allocation_exhibit(facts: Facts, scenario: Scenario, key: Key, language: Language) -> Exhibit:
    """The scenario's places against what a key would give to each institution."""
    t, words = language.text, language
    table = allocation_table(facts, scenario, key)
    own = table[table["code"] != ""]
    label = key_label(key, language)
    moves = [
        t("{code} {change}", code=row.code, change=words.number(row.needed, sign=True))
        for row in own.itertuples()
        if row.needed
    ]
    title = (
        t(
            "Plätze nach dem Schlüssel „{key}“, gegenüber dem Szenario: {moves}",
            key=label,
            moves=", ".join(moves),
        )
        if moves
        else t("In ganzen Plätzen genau wie der Schlüssel „{key}“", key=label)
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-nach-schluessel",
        title,
        _made(scenario, key),
        with_total_named(table, t("zusammen")),
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            Column("places", t("Szenario, Plätze"), 0),
            Column("by_key", t("Nach dem Schlüssel, ganze Plätze"), 0),
            Column("exact", t("Nach dem Schlüssel, genau"), 1),
            Column("needed", t("Unterschied bis dahin"), 0, sign=True),
        ),
        (*quota_citations(facts, scenario.plan), *_key_citations([key], language)),
        _allocation_reading(scenario, key, language),
        rows_alt(title, _allocation_rows(own, {}, language)),
    )


def allocation_picture(shown: Exhibit, style: Style, language: Language) -> str:
    """The rows of :func:`allocation_exhibit` as dumbbells, in markup."""
    own = shown.table[shown.table["code"] != ""]
    rows = _allocation_rows(own, {code: style.of(code) for code in own["code"]}, language)
    unit = language.text("Plätze; Punkt: Szenario, Ring: nach dem Schlüssel")
    return dumbbell_rows(rows, steady_reach(rows), unit, shown.alt, style, language)


def _allocation_rows(table: pd.DataFrame, colors: Mapping[str, str], language: Language) -> list[Dumbbell]:
    return [
        Dumbbell(
            language.text(
                "<b>{code}</b>  Schlüssel {by_key}, Szenario <b>{places}</b>",
                code=row.code,
                by_key=int(row.by_key),
                places=int(row.places),
            ),
            row.by_key,
            row.places,
            colors.get(row.code, ""),
        )
        for row in table.itertuples()
    ]


def _allocation_reading(scenario: Scenario, key: Key, language: Language) -> str:
    """What the key is, the rule for whole places, and between whom the order of the plan decided."""
    t = language.text
    rule = t(
        "{key}: {purpose}. Die Plätze des Szenarios sind danach verteilt, ganze Plätze nach den "
        "größten Resten. Ein Minus heißt: weniger Plätze als im Szenario.",
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


def index_exhibit(
    facts: Facts, scenario: Scenario, baseline: Scenario, baseline_name: str, key: Key, language: Language
) -> Exhibit:
    """Three indices of inequality against a key, as they are used for votes and seats, with their formula."""
    t = language.text
    weights = list(key.weights.values())

    def value(of: Callable[..., float], who: Scenario) -> float | None:
        places = [who.quotas[code].places for code in key.weights]
        return of(places, weights) if any(places) else None

    indices = (
        (loosemore_hanby, t("Loosemore–Hanby"), t("½ · Σ |sᵢ − vᵢ|"), t("Loosemore und Hanby 1971")),
        (gallagher, t("Gallagher"), t("√(½ · Σ (sᵢ − vᵢ)²)"), t("Gallagher 1991")),
        (gini, t("Gini der Plätze je Einheit des Schlüssels"), t("½ · ΣᵢΣⱼ |sᵢvⱼ − sⱼvᵢ|"), t("Taagepera und Grofman 2003")),
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "index": name,
            "before": value(of, baseline),
            "after": value(of, scenario),
            "formula": formula,
            "reference": reference,
        }
        for of, name, formula, reference in indices
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-ungleichheit",
        t("Kennzahlen der Ungleichheit gegenüber dem Schlüssel „{key}“", key=key_label(key, language)),
        _made(scenario, key),
        table,
        (
            Column("index", t("Kennzahl")),
            Column("before", baseline_name, 4),
            Column("after", t("Szenario"), 4),
            Column("formula", t("Formel")),
            Column("reference", t("Beschrieben von")),
        ),
        (*quota_citations(facts, scenario.plan), *_key_citations([key], language)),
        t(
            "sᵢ ist der Anteil an den Plätzen, vᵢ der Anteil nach dem Schlüssel; 0 heißt genau wie der Schlüssel, "
            "1 ist das Äußerste. Die Kennzahlen stammen aus dem Vergleich von Stimmen und Sitzen."
        ),
    )


def _made(scenario: Scenario, key: Key) -> Made:
    if isinstance(key, OWN_KEYS):
        return Made.ASSUMED
    return moved(scenario, Made.COMPUTED)


def _key_citations(keys: Sequence[Key], language: Language) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite(fact, language) for key in keys for fact in key.facts))
