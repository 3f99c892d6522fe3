"""A scenario compared with the plan: ledger in words, places before and after."""

from __future__ import annotations

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.dumbbells import place_changes
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, moved, with_total_named
from kompass.figures.quotas.places import quota_citations
from kompass.language import Language
from kompass.places.ledger import Scenario, Transfer
from kompass.places.outcome import outcomes
from kompass.places.plan import OUTSIDE


def headline(scenario: Scenario, baseline: Scenario, baseline_name: str, language: Language) -> str:
    """One sentence: the institutions with more and with fewer places than in the baseline."""
    t = language.text
    if scenario.quotas == baseline.quotas:
        return t("Noch nichts verschoben: Das ist {baseline}", baseline=baseline_name)
    moved = net_changes(scenario, language, baseline)
    if not moved:
        return t("Gleich viele Plätze wie {baseline}, anders gemischt", baseline=baseline_name)
    return language.plural(
        "Gegenüber {baseline}: {moved} Platz",
        "Gegenüber {baseline}: {moved} Plätze",
        max(o.change for o in outcomes(scenario, baseline)),  # the last one carries the noun
        baseline=baseline_name,
        moved=moved,
    )


def net_changes(scenario: Scenario, language: Language, baseline: Scenario | None = None) -> str:
    """Net changes by institution against a baseline, by default the plan: "AA −100, HS +100"."""
    return ", ".join(
        language.text("{code} {change}", code=o.code, change=language.number(o.change, sign=True))
        for o in sorted(outcomes(scenario, baseline), key=lambda o: o.change)
        if o.change
    )


def partner_name(code: str, facts: Facts, language: Language) -> str:
    """Code and short name of an institution, or the outside."""
    if code == OUTSIDE:
        return language.text("außen")
    return f"{code} {facts.record('institutions', code=code)['short_name']}"


def transfer_line(entry: Transfer, language: Language) -> str:
    """A ledger entry as text: "AA → HS: 100 Plätze, davon 25 abschlussorientiert"."""
    outside = language.text("außen")
    giver, taker = (outside if c == OUTSIDE else c for c in (entry.giver, entry.taker))
    return language.plural(
        "{giver} → {taker}: {n} Platz, davon {degree} abschlussorientiert",
        "{giver} → {taker}: {n} Plätze, davon {degree} abschlussorientiert",
        entry.places,
        giver=giver,
        taker=taker,
        degree=entry.degree,
    )


def ledger_lines(scenario: Scenario, language: Language) -> list[tuple[int, str]]:
    """Each step of the ledger as text, with the zero-based index of its entry; an exchange is one step."""
    lines = []
    for index, entry in enumerate(scenario.ledger):
        if index - 1 in scenario.exchanges:
            continue
        if index in scenario.exchanges:
            text = language.plural(
                "{giver} ⇄ {taker}: {n} abschlussorientierter gegen {n} anderen Platz getauscht",
                "{giver} ⇄ {taker}: {n} abschlussorientierte gegen {n} andere Plätze getauscht",
                entry.places,
                giver=entry.giver,
                taker=entry.taker,
            )
        else:
            text = transfer_line(entry, language)
        lines.append((index, text))
    return lines


def outcome_table(facts: Facts, scenario: Scenario, baseline: Scenario) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: code, name, before (places in the baseline), places, change, change_pct, share_pct,
    degree_before, degree, degree_change, degree_rate_pct; rates are missing where there are no places.
    """
    names = facts["institutions"].set_index("code")["name"]
    total = scenario.total
    rows = [(c, names[c], baseline.quotas[c], quota) for c, quota in scenario.quotas.items()]
    rows.append(("", "", baseline.total, total))
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            "before": before.places,
            "places": after.places,
            "change": after.places - before.places,
            "change_pct": 100 * (after.places / before.places - 1) if before.places else None,
            "share_pct": 100 * after.places / total.places if total.places else None,
            "degree_before": before.degree,
            "degree": after.degree,
            "degree_change": after.degree - before.degree,
            "degree_rate_pct": None if after.degree_rate is None else 100 * after.degree_rate,
        }
        for code, name, before, after in rows
    )


def outcome_picture(
    table: pd.DataFrame, baseline_name: str, alt: str, style: Style, language: Language
) -> str:
    """Draw the changes against the baseline as dumbbells on a scale of changes; returns HTML."""
    unit = language.text(
        "Plätze mehr oder weniger; Punkt: Szenario, Ring: {baseline}", baseline=baseline_name
    )
    return place_changes(table, unit, alt, style, language)


def outcome_exhibit(
    facts: Facts, scenario: Scenario, baseline: Scenario, baseline_name: str, language: Language
) -> Exhibit:
    """Places before and after by institution; :func:`outcome_picture` draws it."""
    t = language.text
    table = outcome_table(facts, scenario, baseline)
    columns = (
        Column("code", t("Kürzel")),
        Column("name", t("Institution")),
        Column("before", t("{baseline}, Plätze", baseline=baseline_name), 0),
        Column("places", t("Szenario, Plätze"), 0),
        Column("change", t("Unterschied"), 0, sign=True),
        Column("change_pct", t("Unterschied, %"), 1, sign=True),
        Column("share_pct", t("Anteil an allen, %"), 1),
        Column("degree_before", t("{baseline}, abschluss­orientiert", baseline=baseline_name), 0),
        Column("degree", t("Szenario, abschluss­orientiert"), 0),
        Column("degree_change", t("Unterschied, abschluss­orientiert"), 0, sign=True),
        Column("degree_rate_pct", t("abschluss­orientiert, %"), 1),
    )
    table_with_total = with_total_named(table, t("alle"))
    institutions = table[table["code"] != ""]
    most, least = (
        institutions.loc[institutions["places"].idxmax()],
        institutions.loc[institutions["places"].idxmin()],
    )
    title = (
        t(
            "Szenario zum Plan {version}: {most} hat {high} der Plätze, {least} {low}",
            version=scenario.plan.version,
            most=most["code"],
            high=language.percent(most["share_pct"]),
            least=least["code"],
            low=language.percent(least["share_pct"]),
        )
        if scenario.total.places
        else t("Es sind keine Plätze mehr zu verteilen")
    )
    reading = t(
        "Ohne eigene Angabe gehen abschlussorientierte Plätze in dem Verhältnis mit, das der "
        "Abgebende im Plan hat, kaufmännisch gerundet; mehr als vorhanden kann niemand abgeben."
    )
    sentence = headline(scenario, baseline, baseline_name, language)
    return Exhibit(
        f"szenario-{scenario.plan.version}",
        title,
        moved(scenario, Made.COMPUTED),
        table_with_total,
        columns,
        quota_citations(facts, scenario.plan),
        reading,
        f"{title}. {sentence}.",
    )
