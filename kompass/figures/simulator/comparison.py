"""Comparison table of several scenarios: parameters as rows, scenarios as columns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Citation, Column, Exhibit, Made, cite
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.bases import BASES, base_facts
from kompass.figures.simulator.scenario_map import density_table
from kompass.language import Language
from kompass.places.kept_scenarios import Named
from kompass.places.keys import Key
from kompass.places.ledger import Scenario
from kompass.places.outcome import Outcome, distance_bounds, outcomes, redistributed, transferred
from kompass.precision import written


def comparison_table(
    facts: Facts, kept: Sequence[Named], baseline: Scenario, keys: Sequence[Key], language: Language
) -> pd.DataFrame:
    """One row per parameter, one column per scenario (``s0`` …), all text; the label with the unit in
    ``label``.

    The parameters are those of the simulator: places and degree rate of each institution, totals, places that
    changed hands against the baseline, places per 1,000 unemployed, distances to the keys.
    """
    t, number = language.text, language.number

    def rate(o: Outcome) -> str:
        if o.degree_rate is None:
            return ""
        return t("{degree} ({rate})", degree=o.degree, rate=language.percent(100 * o.degree_rate))

    def cells(scenario: Scenario) -> list[tuple[str, str]]:
        """Every parameter of one scenario: pairs of label and text."""
        each, away = outcomes(scenario, baseline), distance_bounds(scenario, keys)
        density = density_table(facts, scenario, baseline, BASES[0])
        changes = [
            t("{places} ({change})", places=o.places, change=number(o.change, sign=True)) for o in each
        ]
        return [
            *(
                (t("{code}: Plätze (Unterschied)", code=o.code), c)
                for o, c in zip(each, changes, strict=True)
            ),
            *((t("{code}: davon abschlussorientiert (Anteil)", code=o.code), rate(o)) for o in each),
            (t("Alle: Plätze"), number(scenario.total.places)),
            (t("Alle: davon abschlussorientiert"), number(scenario.total.degree)),
            (
                t("Plätze, die gegen den Vergleich die Institution wechseln (netto)"),
                number(redistributed(scenario, baseline)),
            ),
            (
                t("Umbuchungen zusammen (brutto), vom Plan aus"),
                number(transferred(scenario)),
            ),
            (t("Von außen, gegenüber dem Plan"), number(scenario.from_outside.places, sign=True)),
            *(
                (
                    t("{district}: Plätze des Jobcenters je 1.000 Arbeitslose", district=row.short_name),
                    written(row.after_bounds, language, 1),
                )
                for row in density.itertuples()
            ),
            *(
                (
                    t("Abstand zum Schlüssel {key}, Plätze", key=t(key.label)),
                    written(away[key.key_id], language, 1),
                )
                for key in keys
            ),
        ]

    columns = [cells(named.scenario) for named in kept]
    labels = [label for label, _ in columns[0]]
    values = {f"s{n}": [value for _, value in column] for n, column in enumerate(columns)}
    return pd.DataFrame({"label": labels} | values)


def comparison_exhibit(
    facts: Facts,
    kept: Sequence[Named],
    baseline: Scenario,
    baseline_name: str,
    keys: Sequence[Key],
    language: Language,
) -> Exhibit:
    """The comparison table; its title names the scenario that moves the fewest places."""
    t = language.text
    table = comparison_table(facts, kept, baseline, keys, language)
    title = _title(kept, baseline, baseline_name, language)
    used: list[Citation] = [
        *quota_citations(facts, baseline.plan),
        *(cite(fact, language) for fact in base_facts(facts, BASES[0]).values()),
        *(cite(fact, language) for key in keys for fact in key.facts),
    ]
    return Exhibit(
        f"szenarien-{baseline.plan.version}",
        title,
        Made.MOVED,
        table,
        (
            Column("label", t("Größe")),
            *(Column(f"s{n}", named.name, right=True) for n, named in enumerate(kept)),
        ),
        tuple(dict.fromkeys(used)),
        t(
            "Unterschiede gelten gegenüber {baseline}. Ein Abstand sagt, wie viele Plätze der "
            "Jobcenter umgebucht werden müssten, damit es genau dem Schlüssel entspricht; kein "
            "Schlüssel ist damit richtig oder gerecht.",
            baseline=baseline_name,
        ),
    )


def _title(kept: Sequence[Named], baseline: Scenario, baseline_name: str, language: Language) -> str:
    """The scenarios that move the fewest places, among those that differ from the baseline."""
    t, listed = language.text, language.listed
    moved = [
        (named.name, redistributed(named.scenario, baseline))
        for named in kept
        if named.scenario.quotas != baseline.quotas
    ]
    if not moved:
        names = listed([t("„{name}“", name=named.name) for named in kept])
        return t("Verteilt wie {baseline}: {names}", baseline=baseline_name, names=names)
    fewest = min(n for _, n in moved)
    least = [t("„{name}“", name=name) for name, n in moved if n == fewest]
    if len(least) < len(moved):
        return language.plural(
            "Am wenigsten um verteilt {names}: {n} Platz gegenüber {baseline} (netto)",
            "Am wenigsten um verteilt {names}: {n} Plätze gegenüber {baseline} (netto)",
            fewest,
            names=listed(least),
            baseline=baseline_name,
        )
    return language.plural(
        "{names}: {n} Platz wechselt gegenüber {baseline} die Institution (netto)",
        "{names}: {n} Plätze wechseln gegenüber {baseline} die Institution (netto)",
        fewest,
        names=listed(least),
        baseline=baseline_name,
    )
