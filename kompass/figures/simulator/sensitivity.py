"""Sensitivity table: the effect of one more place of each institution on each figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Column, Exhibit, Made, about, cite, moved
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.bases import base_facts, bases, people
from kompass.figures.simulator.keys import key_label
from kompass.language import Language
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.sensitivity import Effect, effects
from kompass.precision import Bounded, written

NEARER = -1e-9  # smaller changes of a distance are floating-point noise


def counted(facts: Facts) -> Mapping[str, Mapping[str, Bounded]]:
    """The amounts that places are divided by, by indicator and institution code, for institutions with a
    district."""
    return {base.indicator_id: people(facts, base) for base in bases(facts)}


def sensitivity_exhibit(facts: Facts, scenario: Scenario, keys: Sequence[Key], language: Language) -> Exhibit:
    """Table of changes by one more place from the outside: figures as rows, institutions as columns."""
    t = language.text
    all_effects = effects(scenario, keys, counted(facts))
    table = _table(facts, all_effects, keys, language)
    used = [fact for base in bases(facts) for fact in base_facts(facts, base).values()]
    used += [fact for key in keys for fact in key.facts]
    return Exhibit(
        f"szenario-{scenario.plan.version}-ein-platz-mehr",
        about(
            language.text("Szenario zum Plan {version}", version=scenario.plan.version),
            _title(all_effects, keys, language),
            language,
        ),
        moved(scenario, Made.COMPUTED),
        table,
        (
            Column("figure", t("Ein Platz mehr ändert …")),
            *(Column(effect.code, effect.code, right=True) for effect in all_effects),
        ),
        tuple(dict.fromkeys([*quota_citations(facts, scenario.plan), *(cite(f, language) for f in used)])),
        t(
            "Jede Spalte: Diese Institution bekommt einen Platz von außen dazu, alles andere bleibt. "
            "Beide Anteile sind die der Institution. Ein Minus beim Abstand heißt: näher am "
            "Schlüssel."
        ),
    )


def _table(
    facts: Facts, all_effects: Sequence[Effect], keys: Sequence[Key], language: Language
) -> pd.DataFrame:
    """One row per figure.

    Columns: figure (with its unit), and per institution code the signed change as text.
    """
    t = language.text
    rows: list[tuple[str, Callable[[Effect], str]]] = [
        (t("Anteil an allen Plätzen, Prozentpunkte"), lambda e: _points(e.share, language)),
        (
            t("Anteil abschlussorientiert, Prozentpunkte, wenn der Platz abschlussorientiert ist"),
            lambda e: _points(e.rate_with_degree, language),
        ),
        (
            t("Anteil abschlussorientiert, Prozentpunkte, wenn er es nicht ist"),
            lambda e: _points(e.rate_without_degree, language),
        ),
    ]
    for base in bases(facts):
        label = t("Plätze des Jobcenters je 1.000 {base} im Kreis", base=t(base.label))
        rows.append((label, partial(_signed, of="per_1000", name=base.indicator_id, language=language)))
    for key in keys:
        label = t("Abstand zu „{key}“, Plätze", key=key_label(key, language))
        rows.append((label, partial(_signed, of="distance", name=key.key_id, language=language)))
    return pd.DataFrame(
        {"figure": figure} | {effect.code: text(effect) for effect in all_effects} for figure, text in rows
    )


def _points(change: float | None, language: Language) -> str:
    """A change of a share (part of 1) in percentage points."""
    return language.text("entfällt") if change is None else language.number(100 * change, 3, sign=True)


def _signed(effect: Effect, of: str, name: str, language: Language) -> str:
    """The change of one figure by name as signed text; "entfällt" where it does not exist for an institution."""
    values: Mapping[str, Bounded] = getattr(effect, of)
    decimals = 4 if of == "per_1000" else 2
    return (
        written(values[name], language, decimals, sign=True) if name in values else language.text("entfällt")
    )


def keys_nearer(facts: Facts, scenario: Scenario, keys: Sequence[Key]) -> Mapping[str, int]:
    """By institution code: to how many of the keys one more place of it reduces the distance."""
    return _nearer(effects(scenario, keys, counted(facts)))


def _nearer(all_effects: Sequence[Effect]) -> Mapping[str, int]:
    return {e.code: sum(change.high < NEARER for change in e.distance.values()) for e in all_effects}


def _title(all_effects: Sequence[Effect], keys: Sequence[Key], language: Language) -> str:
    """The institution whose additional place reduces the distance to most keys."""
    t = language.text
    nearer = _nearer(all_effects)
    most = max(nearer.values())
    if not most:
        return t("Ein einzelner Platz mehr verkleinert den Abstand zu keinem Schlüssel")
    return t(
        "Ein Platz mehr für {codes} verkleinert den Abstand zu {n} von {all} Schlüsseln, so vielen wie für niemanden sonst",
        codes=" / ".join(code for code, n in nearer.items() if n == most),
        n=most,
        all=len(keys),
    )
