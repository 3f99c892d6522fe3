"""Indices of inequality of a scenario's places against a key."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Column, Exhibit
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.keys import key_citations, key_label, key_made
from kompass.language import N_, Language
from kompass.places.indices import Index, gallagher, gini, index_bounds, loosemore_hanby
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.precision import Bounded, written


def index_exhibit(
    facts: Facts, scenario: Scenario, baseline: Scenario, baseline_name: str, key: Key, language: Language
) -> Exhibit:
    """Three indices of inequality against a key, with their formulas.

    Columns: index, formula, reference; before and after (0 to 1), and the same as text in ``before_text`` and
    ``after_text``.
    """
    t = language.text

    def of(index: Index, who: Scenario) -> Bounded | None:
        places = [who.quotas[code].places for code in key.weights]
        return index_bounds(index, places, key) if any(places) else None

    indices = (
        (loosemore_hanby, t("Loosemore–Hanby"), t("½ · Σ |sᵢ − vᵢ|"), t("Loosemore und Hanby 1971")),
        (gallagher, t("Gallagher"), t("√(½ · Σ (sᵢ − vᵢ)²)"), t("Gallagher 1991")),
        (gini, t("Gini der Plätze je Einheit des Schlüssels"), t("½ · ΣᵢΣⱼ |sᵢvⱼ − sⱼvᵢ|"), t("Taagepera und Grofman 2003")),
    )  # fmt: skip
    rows = []
    for index, name, formula, reference in indices:
        row: dict[str, object] = {"index": name, "formula": formula, "reference": reference}
        for column, who in (("before", baseline), ("after", scenario)):
            bounded = of(index, who)
            row[column] = None if bounded is None else float(bounded.value)
            row[f"{column}_text"] = None if bounded is None else written(bounded, language, 4)
        rows.append(row)
    msgid = N_(
        "Plätze der Jobcenter, Szenario zum Plan {version}: Ungleichheit gegenüber dem Schlüssel „{key}“"
    )
    return Exhibit(
        f"szenario-{scenario.plan.version}-ungleichheit",
        t(msgid, version=scenario.plan.version, key=key_label(key, language)),
        key_made(scenario, key),
        pd.DataFrame(rows),
        (
            Column("index", t("Kennzahl")),
            Column("before_text", baseline_name, right=True),
            Column("after_text", t("Szenario"), right=True),
            Column("formula", t("Formel")),
            Column("reference", t("Beschrieben von")),
        ),
        (*quota_citations(facts, scenario.plan), *key_citations([key], language)),
        t(
            "sᵢ ist der Anteil an den Plätzen, vᵢ der Anteil nach dem Schlüssel; 0 heißt genau wie der Schlüssel, "
            "1 ist das Äußerste. Die Kennzahlen stammen aus dem Vergleich von Stimmen und Sitzen."
        ),
    )
