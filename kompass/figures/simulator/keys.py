"""Distance of a scenario from each comparison key, and the purpose of each key."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.figures.charts.dumbbells import Dumbbell, dumbbell_rows, named_row, rows_alt, steady_reach
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite, moved
from kompass.language import N_, Language
from kompass.places.keys import EACH, Key
from kompass.places.ledger import Scenario
from kompass.places.outcome import distance_bounds
from kompass.places.own_keys import Mix, OwnKey
from kompass.precision import Bounded, worst, written

OWN_KEYS = (OwnKey, Mix)


def key_label(key: Key, language: Language) -> str:
    """The key's name; for a key of the user with the remark that it is an assumption."""
    name = language.text(key.label)
    return language.text("{name} (Annahme)", name=name) if isinstance(key, OWN_KEYS) else name


def key_purpose(key: Key, language: Language) -> str:
    """The purpose of the key; for a key of the user its source."""
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
    """One row per key, in the order given.

    Columns: key_id; before (baseline) and after (scenario), the places that would have to move to match the
    key; before_bounds and after_bounds, the same with their limits.
    """
    before, after = distance_bounds(baseline, keys), distance_bounds(scenario, keys)
    ids = [key.key_id for key in keys]
    return pd.DataFrame(
        {
            "key_id": ids,
            "before": [float(before[i].value) for i in ids],
            "after": [float(after[i].value) for i in ids],
            "before_bounds": [before[i] for i in ids],
            "after_bounds": [after[i] for i in ids],
        }
    )


def distance_exhibit(
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    keys: Sequence[Key],
    language: Language,
) -> Exhibit:
    """Places that would have to move to follow each key, in the baseline and in the scenario."""
    t = language.text
    numbers = distance_table(scenario, baseline, keys)
    table = numbers.assign(
        label=[key_label(key, language) for key in keys],
        purpose=[key_purpose(key, language) for key in keys],
        before_text=[written(bounds, language, 1) for bounds in numbers["before_bounds"]],
        after_text=[written(bounds, language, 1) for bounds in numbers["after_bounds"]],
    )
    title = _nearest(table, keys, scenario, baseline, baseline_name, language)
    return Exhibit(
        f"szenario-{scenario.plan.version}-schluessel",
        title,
        moved(scenario, Made.COMPUTED),
        table,
        (
            Column("label", t("Verteilungsschlüssel")),
            Column(
                "before_text",
                t("{baseline}: Plätze, die umgebucht werden müssten", baseline=baseline_name),
                right=True,
            ),
            Column("after_text", t("Szenario: Plätze, die umgebucht werden müssten"), right=True),
            Column("purpose", t("Wofür die Größe gemacht ist")),
        ),
        key_citations(keys, language),
        _distance_reading(keys, language),
        rows_alt(title, _distance_rows(table, "", language)),
    )


def distance_picture(shown: Exhibit, baseline_name: str, style: Style, language: Language) -> str:
    """Draw the rows of :func:`distance_exhibit` as dumbbells; returns HTML."""
    rows = _distance_rows(shown.table, style.text, language)
    unit = language.text(
        "Plätze, die umgebucht werden müssten; Punkt: Szenario, Ring: {baseline}", baseline=baseline_name
    )
    return dumbbell_rows(rows, steady_reach(rows), unit, shown.alt, style, language)


def _distance_rows(table: pd.DataFrame, color: str, language: Language) -> list[Dumbbell]:
    return [
        named_row(
            row.label,
            (row.before, row.before_text),
            (row.after, row.after_text),
            color,
            f"distance.{row.key_id}",
        )
        for row in table.itertuples()
    ]


def _nearest(
    table: pd.DataFrame,
    keys: Sequence[Key],
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    language: Language,
) -> str:
    """The nearest key (or keys, when equally near or not distinguishable by rounding), and the baseline's
    distance from it."""
    t, words = language.text, language
    who = t("der Institutionen") if keys[0].purpose == EACH else t("der Jobcenter")
    sure = min(bounds.high for bounds in table["after_bounds"])  # upper limit of the smallest distance
    nearest = table[[bounds.low <= sure for bounds in table["after_bounds"]]]
    key = words.listed(list(nearest["label"]))
    after, before = (_smallest(nearest[name], language) for name in ("after_bounds", "before_bounds"))
    return t(
        N_("Plätze {who} ({baseline}): am nächsten am Schlüssel {key}, {places} Plätze wären umzubuchen")
        if scenario.quotas == baseline.quotas
        else N_(
            "Plätze {who} im Szenario: am nächsten am Schlüssel {key}, {places} Plätze wären umzubuchen "
            "({baseline}: {before})"
        ),
        who=who,
        key=key,
        places=after,
        baseline=baseline_name,
        before=before,
    )


def _smallest(distances: Sequence[Bounded], language: Language) -> str:
    """The smallest of several distances as text, as exact as their limits allow."""
    value, low, high = (min(getattr(d, name) for d in distances) for name in ("value", "low", "high"))
    return written(Bounded(value, low, high, worst(distances)), language, 1)


def _distance_reading(keys: Sequence[Key], language: Language) -> str:
    """The reading of the table, and the institutions that each key covers."""
    t = language.text
    codes = list(dict.fromkeys(tuple(key.weights) for key in keys))
    usual = t(
        "Verglichen werden die Plätze von {codes}. Jeder Schlüssel verteilt etwas anderes als Plätze; "
        "keiner ist damit richtig oder gerecht. Rechnung: halbe Summe der Abweichungen vom Schlüssel.",
        codes=language.listed(codes[0]),
    )
    rounded = [key_label(key, language) for key in keys if not key.is_exact]
    if rounded:
        usual += " " + t(
            "Gerundet sind die Zahlen hinter: {keys}. Wo „rund“ steht, liegt der Abstand in der Spanne dahinter, "
            "soweit die Rundung ihn offen lässt.",
            keys=language.listed(rounded),
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


def key_made(scenario: Scenario, key: Key) -> Made:
    """How a figure that compares a scenario with a key is made."""
    if isinstance(key, OWN_KEYS):
        return Made.ASSUMED
    return moved(scenario, Made.COMPUTED)


def key_citations(keys: Sequence[Key], language: Language) -> tuple[Citation, ...]:
    """Citations of the facts behind keys, each place once."""
    return tuple(dict.fromkeys(cite(fact, language) for key in keys for fact in key.facts))
