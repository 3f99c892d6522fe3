"""Several scenarios side by side: one table, parameter by scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Kind, cite
from kompass.figures.quotas import quota_citations
from kompass.figures.scenario_map import BASES, base_facts, density_table
from kompass.language import Language
from kompass.places.dossier import Named
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.outcome import distances, outcomes, redistributed


def comparison_table(
    facts: Facts, kept: Sequence[Named], baseline: Scenario, keys: Sequence[Key], language: Language
) -> pd.DataFrame:
    """One row per parameter, one column per scenario (``s0`` …), as text with its unit in column ``label``.

    The parameters are those of the simulator: places and degree rate of each institution, totals, places
    that changed hands against the baseline, places per 1,000 unemployed, distances to the keys.
    """
    t, number = language.text, language.number
    scenarios = [named.scenario for named in kept]
    rows: list[list[str]] = []

    def add(label: str, value: Callable[[Scenario], str | None]) -> None:
        rows.append([label, *(value(scenario) or "" for scenario in scenarios)])

    for index, code in enumerate(baseline.quotas):

        def places(scenario: Scenario, index: int = index) -> str:
            o = outcomes(scenario, baseline)[index]
            return t("{places} ({change})", places=o.places, change=number(o.change, sign=True))

        add(t("{code}: Plätze (Unterschied)", code=code), places)
    for code in baseline.quotas:

        def rate(scenario: Scenario, code: str = code) -> str | None:
            quota = scenario.quotas[code]
            share = quota.degree_rate
            if share is None:
                return None
            return t("{degree} ({rate})", degree=quota.degree, rate=language.percent(100 * share))

        add(t("{code}: davon abschlussorientiert (Anteil)", code=code), rate)
    add(t("Alle: Plätze"), lambda s: number(s.total.places))
    add(t("Alle: davon abschlussorientiert"), lambda s: number(s.total.degree))
    add(t("Umverteilte Plätze"), lambda s: number(redistributed(s, baseline)))
    add(t("Von außen, gegenüber dem Plan"), lambda s: number(s.from_outside.places, sign=True))
    for row in facts["districts"].sort_values("position").itertuples():

        def density(scenario: Scenario, ags: str = row.ags) -> str:
            table = density_table(facts, scenario, baseline, BASES[0]).set_index("ags")
            return number(table.at[ags, "after"], 1)

        add(t("{district}: Plätze des Jobcenters je 1.000 Arbeitslose", district=row.short_name), density)
    for key in keys:

        def distance(scenario: Scenario, key: Key = key) -> str:
            return number(distances(scenario, [key])[key.key_id], 1)

        add(t("Abstand zum Schlüssel {key}, Plätze", key=t(key.label)), distance)
    return pd.DataFrame(rows, columns=["label", *(f"s{n}" for n in range(len(scenarios)))])


def comparison_exhibit(
    facts: Facts,
    kept: Sequence[Named],
    baseline: Scenario,
    baseline_name: str,
    keys: Sequence[Key],
    language: Language,
) -> Exhibit:
    """The table with what stands out: which scenario moves the fewest places."""
    t = language.text
    table = comparison_table(facts, kept, baseline, keys, language)
    moved = {named.name: redistributed(named.scenario, baseline) for named in kept}
    least = min(moved, key=moved.__getitem__)
    title = t(
        "„{name}“ verteilt am wenigsten um: {n} Plätze gegenüber {baseline}",
        name=least,
        n=moved[least],
        baseline=baseline_name,
    )
    used: list[Citation] = [
        *quota_citations(facts, baseline.plan),
        *(cite(fact, language) for fact in base_facts(facts, BASES[0]).values()),
        *(cite(fact, language) for key in keys for fact in key.facts),
    ]
    return Exhibit(
        f"szenarien-{baseline.plan.version}",
        title,
        Kind.SCENARIO,
        table,
        (
            Column("label", t("Größe")),
            *(Column(f"s{n}", named.name, right=True) for n, named in enumerate(kept)),
        ),
        tuple(dict.fromkeys(used)),
        t(
            "Unterschiede gelten gegenüber {baseline}. Ein Abstand sagt, wie viele Plätze der Jobcenter wandern müssten, "
            "damit es genau dem Schlüssel entspricht; kein Schlüssel ist damit richtig oder gerecht.",
            baseline=baseline_name,
        ),
    )
