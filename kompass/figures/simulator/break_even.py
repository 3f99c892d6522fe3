"""Break-even of a scenario under the user's assumptions, and its sensitivity to them (tornado chart)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from kompass.facts import Facts
from kompass.figures.charts.spans import End, Span, span_figure
from kompass.figures.charts.style import Style
from kompass.figures.exhibit import Column, Exhibit, Made, about
from kompass.figures.quotas.places import quota_citations
from kompass.language import N_, Language
from kompass.places.assumptions import FIELD_LABELS, RATES, Assumptions, Entry
from kompass.places.break_even import (
    BreakEven,
    alike,
    break_even,
    from_outside,
    only_mix,
    redistributed,
    tornado,
)
from kompass.places.ledger import Scenario

MOST_BARS = 10  # assumptions drawn; the table has them all
MOST_CODES = 4  # institutions named in a sentence


def threshold_exhibit(
    facts: Facts,
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    assumptions: Assumptions,
    style: Style,
    language: Language,
) -> Exhibit | None:
    """The difference of integration rates from which a redistribution pays; None without a redistribution or
    threshold.

    The table has one row per threshold and one for the assumption: what, points (percentage points).
    """
    t, n = language.text, language.number
    changes = redistributed(scenario, baseline)
    result = break_even(changes, baseline.quotas, assumptions.values)
    if result is None:
        return None
    rows = [(t("Gleich viele Integrationen wie zuvor: ab"), 0.0, style.comparison)]
    if result.needed is not None:
        rows.append(
            (t("Eine Integration nicht teurer als zuvor: ab"), float(result.needed), style.comparison)
        )
    if result.assumed is not None:
        rows.append((t("Annahme"), float(result.assumed), style.text))
    title = of_assumptions(
        scenario, _threshold_title(result, alike(changes, assumptions.values), language), language
    )
    mix = only_mix(changes)
    signs = {code: change.degree if mix else change.places for code, change in changes.items()}
    sides = {
        "takers": _codes([code for code, sign in signs.items() if sign > 0], language),
        "givers": _codes([code for code, sign in signs.items() if sign < 0], language),
    }
    effect = n(result.moved / 100, 2)
    reading = (
        language.plural(
            "Getauscht ist nur die Mischung: {n} abschlussorientierter Platz gegen einen anderen. Es "
            "zählt, um wie viel besser abschlussorientierte Plätze wirken als andere, in {takers} gegenüber "
            "{givers}. Jeder Prozentpunkt Unterschied bringt {effect} Integrationen. Zuvor heißt: {baseline}.",
            "Getauscht ist nur die Mischung: {n} abschlussorientierte Plätze gegen ebenso viele andere. Es "
            "zählt, um wie viel besser abschlussorientierte Plätze wirken als andere, in {takers} gegenüber "
            "{givers}. Jeder Prozentpunkt Unterschied bringt {effect} Integrationen. Zuvor heißt: {baseline}.",
            result.moved,
            effect=effect,
            baseline=baseline_name,
            **sides,
        )
        if mix
        else language.plural(
            "Jeder Prozentpunkt, um den die Quote des Platzes in {takers} höher liegt als dort, wo er "
            "herkommt ({givers}), bringt {effect} Integrationen. Zuvor heißt: {baseline}. Die Quellen nennen weder "
            "Quoten noch Kosten; alles hier folgt aus den Annahmen.",
            "Jeder Prozentpunkt, um den die Quote der {n} Plätze in {takers} höher liegt als dort, wo sie "
            "herkommen ({givers}), bringt {effect} Integrationen. Zuvor heißt: {baseline}. Die Quellen nennen weder "
            "Quoten noch Kosten; alles hier folgt aus den Annahmen.",
            result.moved,
            effect=effect,
            baseline=baseline_name,
            **sides,
        )
    )
    unit = (
        t("Unterschied im Vorsprung, Prozentpunkte:<br>{takers} minus {givers}", **sides)
        if mix
        else t("Unterschied der Quote, Prozentpunkte:<br>{takers} minus {givers}", **sides)
    )
    return Exhibit(
        "annahmen-schwelle",
        title,
        Made.ASSUMED,
        pd.DataFrame([row[:2] for row in rows], columns=["what", "points"]),
        (Column("what", t("Schwelle")), Column("points", t("Unterschied, Prozentpunkte"), 1, sign=True)),
        quota_citations(facts, scenario.plan),
        reading,
        title,
        span_figure(
            [Span(what, (End(points, color, n(points, 1, sign=True)),)) for what, points, color in rows],
            0,
            unit,
            style,
        ),
    )


def of_assumptions(scenario: Scenario, finding: str, language: Language) -> str:
    """A title that can be quoted alone: plan, "under your assumptions", and the finding."""
    subject = language.text("Annahmen zum Szenario, Plan {version}", version=scenario.plan.version)
    return about(subject, finding, language)


def _threshold_title(result: BreakEven, same: bool, language: Language) -> str:
    t = language.text
    nothing = result.integrations in (None, 0) and result.costs in (None, 0)
    if same and nothing:
        if result.costs is None:
            return t("Mit denselben Quoten für alle ändert die Umverteilung in der Summe nichts")
        if result.integrations is None:
            return t(
                "Mit denselben Kosten für alle ändert die Umverteilung in der Summe nichts an den Kosten"
            )
        return t("Mit denselben Quoten und Kosten für alle ändert die Umverteilung in der Summe nichts")
    needed = language.number(float(result.needed or 0), 1, sign=True)
    if result.assumed is None:
        return (
            t("Die Kosten ändern sich; ab welchem Unterschied es sich trägt, zeigen erst Quoten")
            if result.needed is None
            else t("Bei gleichen Kosten zählt nur die Quote: ab {needed} Prozentpunkten", needed=needed)
        )
    return t(
        N_("Ab {needed} Prozentpunkten kommen so viele in Arbeit wie zuvor; angenommen sind {assumed}")
        if result.needed is None
        else N_(
            "Ab {needed} Prozentpunkten kostet eine Integration nicht mehr als zuvor; angenommen sind {assumed}"
        ),
        needed=needed,
        assumed=language.number(float(result.assumed), 1, sign=True),
    )


def tornado_exhibit(
    facts: Facts,
    scenario: Scenario,
    baseline: Scenario,
    assumptions: Assumptions,
    style: Style,
    language: Language,
) -> Exhibit | None:
    """The change of the break-even when one assumption is at the ends of its range, as a tornado chart.

    For the redistribution, or where that depends on no assumption for the places from the outside. None where
    no assumption changes it. Columns: what, value, lower, upper (as text), needed_lower, needed_upper,
    at_lower, at_upper (percentage points).
    """
    t, n = language.text, language.number
    changes = redistributed(scenario, baseline)
    swings = tornado(changes, baseline.quotas, assumptions)
    inside = bool(swings)
    if not inside:
        changes = from_outside(scenario, baseline)
        swings = tornado(changes, baseline.quotas, assumptions)
    base = break_even(changes, baseline.quotas, assumptions.values)
    if not swings or base is None or base.margin is None:
        return None
    turning = sum(min(s.margins) < 0 < max(s.margins) for s in swings)
    widest = entry_name(swings[0].entry, language)
    finding = t(
        N_("{turning} von {count} Annahmen können das Ergebnis umkehren; am stärksten wirkt: {widest}")
        if turning
        else N_("Keine Annahme kehrt das Ergebnis in ihrer Spanne um; am stärksten wirkt: {widest}"),
        turning=turning,
        count=len(swings),
        widest=widest,
    )
    title = of_assumptions(scenario, finding, language)
    table = pd.DataFrame(
        {
            "what": entry_name(s.entry, language),
            "value": value_text(s.entry, Fraction(s.entry.value), language),
            "lower": value_text(s.entry, s.lower, language),
            "upper": value_text(s.entry, s.upper, language),
            "needed_lower": None if s.at_lower.needed is None else float(s.at_lower.needed),
            "needed_upper": None if s.at_upper.needed is None else float(s.at_upper.needed),
            "at_lower": float(s.margins[0]),
            "at_upper": float(s.margins[1]),
        }
        for s in swings
    )
    light, dark = style.comparison, style.text
    digits = 1 if swings[0].width >= 1 else 2  # enough for the ends of short bars to differ
    spans = [
        Span(
            t("{what}<br>{lower} bis {upper}", what=row["what"], lower=row["lower"], upper=row["upper"]),
            tuple(
                End(row[name], color, n(row[name], digits, sign=True))
                for name, color in (("at_lower", light), ("at_upper", dark))
                if row[name] != float(base.margin)
            ),
        )
        for row in table.head(MOST_BARS).to_dict("records")
    ]
    unit = (
        t("Umverteilung: Abstand zur Schwelle,<br>Prozentpunkte")
        if inside
        else t("Von außen oder nach außen:<br>Abstand zur Schwelle, Prozentpunkte")
    )
    span = Fraction(assumptions.range_pct or 0)
    reading = t(
        "Je Zeile liegt eine Annahme um {range} niedriger oder höher, die anderen bleiben. "
        "Über null trägt sich die Änderung, darunter nicht.",
        range=language.percent(float(span), _decimals(span)),
    )
    picture_reading = t(
        "Grau: niedriger. Kräftig: höher. Gepunktete Linie: die Annahme. "
        "Gezeichnet sind {drawn} von {count} Annahmen, die etwas bewegen.",
        drawn=len(spans),
        count=len(swings),
    )
    needed = not table["needed_lower"].isna().all()
    return Exhibit(
        "annahmen-spanne",
        title,
        Made.ASSUMED,
        table,
        (
            Column("what", t("Annahme")),
            Column("value", t("Wert"), right=True),
            Column("lower", t("unten"), right=True),
            Column("upper", t("oben"), right=True),
            *(
                (
                    Column("needed_lower", t("Schwelle bei unten, Prozentpunkte"), digits, sign=True),
                    Column("needed_upper", t("Schwelle bei oben, Prozentpunkte"), digits, sign=True),
                )
                if needed
                else ()
            ),
            Column("at_lower", t("Abstand bei unten, Prozentpunkte"), digits, sign=True),
            Column("at_upper", t("Abstand bei oben, Prozentpunkte"), digits, sign=True),
        ),
        quota_citations(facts, scenario.plan),
        reading,
        title,
        span_figure(spans, float(base.margin), unit, style),
        picture_reading=picture_reading,
    )


def entry_name(entry: Entry, language: Language) -> str:
    """Name of a typed value and its institution: "Kosten je Platz, andere (HS)"."""
    return language.text(
        "{field} ({code})",
        field=language.text(FIELD_LABELS[entry.field]),
        code=entry.code or language.text("gemeinsam"),
    )


def value_text(entry: Entry, value: Fraction, language: Language) -> str:
    """A value of this entry's field with its unit."""
    if entry.field in RATES:
        return language.percent(float(value), _decimals(value))
    return language.quantity(float(value), language.text("Euro"), _decimals(value))


def _decimals(value: Fraction) -> int:
    """Number of decimals of a typed number, at most two."""
    return next(d for d in range(3) if d == 2 or value == round(value, d))


def _codes(codes: Sequence[str], language: Language) -> str:
    if len(codes) > MOST_CODES:
        return language.plural("{n} Institution", "{n} Institutionen", len(codes))
    return language.listed(codes)
