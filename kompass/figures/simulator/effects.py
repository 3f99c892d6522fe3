"""Effects under the user's assumptions: of places from the outside, and of the scenario before and after."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from kompass.facts import Facts
from kompass.figures.exhibit import Column, Exhibit, Made, with_total_named
from kompass.figures.quotas.places import quota_citations
from kompass.figures.simulator.break_even import of_assumptions
from kompass.language import N_, Language
from kompass.places.assumptions import Assumptions
from kompass.places.break_even import BreakEven, Quotas, break_even, costs, from_outside, integrations, price
from kompass.places.ledger import Scenario


def outside_exhibit(
    facts: Facts, scenario: Scenario, baseline: Scenario, assumptions: Assumptions, language: Language
) -> Exhibit | None:
    """Effect per place and per euro of the places from or to the outside; None without any.

    Columns: what, value (as text).
    """
    t, n = language.text, language.number
    changes = from_outside(scenario, baseline)
    result = break_even(changes, baseline.quotas, assumptions.values)
    if result is None or (result.integrations is None and result.costs is None):
        return None
    fewer = result.moved < 0
    rows = [(t("Wegfallende Plätze") if fewer else t("Zusätzliche Plätze"), n(abs(result.moved)))]
    if not sum(change.places for change in changes.values()):
        rows = [(t("Abschlussorientierte Plätze statt anderer"), n(result.moved, sign=True))]
    people, euro = result.integrations, result.costs
    if people is not None:
        rows.append((t("Integrationen je Platz"), n(float(people / result.moved), 2)))
    if euro is not None:
        rows.append((t("Euro je Platz"), n(float(euro / result.moved))))
    if people and euro:
        rows.append((t("Integrationen je 1.000 Euro"), n(float(1000 * people / euro), 3)))
        rows.append((t("Euro je Integration"), n(float(euro / people))))
    if result.price is not None:
        rows.append((t("Euro je Integration zuvor"), n(float(result.price))))
    if result.needed is not None:
        label = (
            t("Bis zu dieser Quote der wegfallenden Plätze wird eine Integration nicht teurer, %")
            if fewer
            else t("Ab dieser Quote der zusätzlichen Plätze wird eine Integration nicht teurer, %")
        )
        rows.append((label, n(float(result.needed), 1)))
    if result.assumed is not None:
        rows.append((t("Quote dieser Plätze nach den Annahmen, %"), n(float(result.assumed), 1)))
    remaining = scenario.total.places
    if people is not None and people < 0 and remaining:
        label = language.plural(
            "Um so viel müsste die Quote des einen verbleibenden Platzes höher liegen, Prozentpunkte",
            "Um so viel müsste die Quote aller {n} verbleibenden Plätze höher liegen, Prozentpunkte",
            remaining,
        )
        rows.append((label, n(float(-100 * people / remaining), 1, sign=True)))
    return Exhibit(
        "annahmen-aussen",
        of_assumptions(scenario, _outside_title(result, language), language),
        Made.ASSUMED,
        pd.DataFrame(rows, columns=["what", "value"]),
        (Column("what", t("Von außen oder nach außen")), Column("value", t("Wert"), right=True)),
        quota_citations(facts, scenario.plan),
        t(
            "Gezählt ist nur, was die Gesamtzahl ändert; die Umverteilung steht für sich. Nicht teurer heißt: nicht "
            "teurer als im Durchschnitt zuvor. So folgt es aus den Annahmen, je Platz dort, wo er hinkommt "
            "oder wegfällt."
        ),
    )


def _outside_title(result: BreakEven, language: Language) -> str:
    t, n = language.text, language.number
    fewer = result.moved < 0
    people = None if result.integrations is None else n(float(result.integrations / result.moved), 2)
    euro = None if result.costs is None else n(float(result.costs / result.moved))
    if people is None:
        return t(
            N_("Jeder wegfallende Platz spart {euro} Euro")
            if fewer
            else N_("Jeder zusätzliche Platz kostet {euro} Euro"),
            euro=euro,
        )
    if euro is None:
        return t(
            N_("Mit jedem wegfallenden Platz fehlen {people} Integrationen")
            if fewer
            else N_("Jeder zusätzliche Platz bringt {people} Integrationen"),
            people=people,
        )
    return t(
        N_("Mit jedem wegfallenden Platz fehlen {people} Integrationen und werden {euro} Euro frei")
        if fewer
        else N_("Jeder zusätzliche Platz bringt {people} Integrationen und kostet {euro} Euro"),
        people=people,
        euro=euro,
    )


def effect_table(facts: Facts, before: Quotas, after: Quotas, assumptions: Assumptions) -> pd.DataFrame:
    """One row per institution in plan order, and one for all (code ``""``).

    Columns: code, name; people_before, people, people_change (integrations); euro_before, euro, euro_change
    (thousand euro); price_before, price (euro per integration). Missing where an assumption is missing.
    """
    names, values = facts["institutions"].set_index("code")["name"], assumptions.values
    own = [(code, names[code], {code: before[code]}, {code: quota}) for code, quota in after.items()]
    return pd.DataFrame(
        {
            "code": code,
            "name": name,
            **_triple("people", integrations(old, values), integrations(new, values), 1),
            **_triple("euro", costs(old, values), costs(new, values), 1000),
            "price_before": _float(price(old, values)),
            "price": _float(price(new, values)),
        }
        for code, name, old, new in [*own, ("", "", before, after)]
    )


def _triple(name: str, old: Fraction | None, new: Fraction | None, unit: int) -> dict[str, float | None]:
    change = None if old is None or new is None else (new - old) / unit
    return {
        f"{name}_before": _float(None if old is None else old / unit),
        name: _float(None if new is None else new / unit),
        f"{name}_change": _float(change),
    }


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def effect_exhibit(
    facts: Facts,
    scenario: Scenario,
    baseline: Scenario,
    baseline_name: str,
    assumptions: Assumptions,
    language: Language,
) -> Exhibit | None:
    """Integrations and costs before and after; None when the assumptions do not allow any of them."""
    t, n = language.text, language.number
    table = effect_table(facts, baseline.quotas, scenario.quotas, assumptions)
    columns = {
        "people": (
            Column("people_before", t("Integrationen zuvor"), 0),
            Column("people", t("Integrationen danach"), 0),
            Column("people_change", t("Unterschied, Integrationen"), 1, sign=True),
        ),
        "euro": (
            Column("euro_before", t("Kosten zuvor, Tsd. Euro"), 0),
            Column("euro", t("Kosten danach, Tsd. Euro"), 0),
            Column("euro_change", t("Unterschied, Tsd. Euro"), 0, sign=True),
        ),
        "price": (
            Column("price_before", t("Euro je Integration zuvor"), 0),
            Column("price", t("Euro je Integration danach"), 0),
        ),
    }
    total = table.iloc[-1]
    known = [name for name in columns if not pd.isna(total[f"{name}_before"]) and not pd.isna(total[name])]
    if not known:
        return None
    parts = []
    if "people" in known:
        parts.append(t("{people} Integrationen", people=n(total["people_change"], 1, sign=True)))
    if "euro" in known:
        parts.append(t("{euro} Tsd. Euro", euro=n(total["euro_change"], 0, sign=True)))
    if "price" in known:
        after, before = n(total["price"]), n(total["price_before"])
        parts.append(
            t("eine Integration kostet wie zuvor {price} Euro", price=after)
            if after == before
            else t("eine Integration kostet {price} statt {before} Euro", price=after, before=before)
        )
    finding = t("Gegenüber {baseline}: {parts}", baseline=baseline_name, parts="; ".join(parts))
    title = of_assumptions(scenario, finding, language)
    return Exhibit(
        "annahmen-folgen",
        title,
        Made.ASSUMED,
        with_total_named(table, t("alle")),
        (
            Column("code", t("Kürzel")),
            Column("name", t("Institution")),
            *(column for name in known for column in columns[name]),
        ),
        quota_citations(facts, scenario.plan),
        t(
            "Rechnung: Plätze mal angenommene Quote, Plätze mal angenommene Kosten. Gerundet auf ganze Personen, "
            "ganze Tausend Euro und ganze Euro; genauer als die Annahmen ist keine dieser Zahlen."
        ),
    )
