"""The numbers that open the view on employment."""

from __future__ import annotations

from kompass.figures.employment import change_table, widest_between_sexes, widest_gap
from kompass.figures.exhibit import Kind, fact_text
from kompass.figures.workforce import AGENCY_DISTRICT
from ui.blocks import Number
from ui.session import Session


def opening_numbers(current: Session) -> tuple[Number, ...]:
    """Employees and their change, the widest gap between districts and between the sexes, training companies."""
    t, facts, words = current.language.text, current.facts, current.language
    table = change_table(facts)
    gap, sexes = widest_gap(table), widest_between_sexes(table)
    assert gap  # several districts report the same categories,
    assert sexes  # and each reports women and men; tests hold both
    employees, change = (facts.fact(AGENCY_DISTRICT, i) for i in ("employees", "employees_change"))
    rate = facts.fact(AGENCY_DISTRICT, "training_company_rate")
    return (
        Number(
            t("Beschäftigte der Region"),
            fact_text(employees, facts, words),
            t("Personen"),
            t(
                "{change} zum Vorjahr, {as_of}",
                change=fact_text(change, facts, words),
                as_of=words.as_of(employees.as_of, employees.period),
            ),
            Kind(employees.kind),
        ),
        Number(
            t("Größter Abstand der Kreise"),
            words.number(gap.points, 1),
            t("Prozentpunkte"),
            t(
                "„{category}“: {high} gegen {low}",
                category=gap.high["category_label"],
                high=gap.high["short_name"],
                low=gap.low["short_name"],
            ),
            Kind.DERIVED,
        ),
        Number(
            t("Größter Abstand Frauen – Männer"),
            words.number(sexes.points, 1),
            t("Prozentpunkte"),
            t(
                "{district}: mehr Zuwachs bei „{category}“",
                district=sexes.high["short_name"],
                category=sexes.high["category_label"],
            ),
            Kind.DERIVED,
        ),
        Number(
            t("Ausbildungsbetriebsquote"),
            words.number(rate.value, 1),
            "%",
            t("Anteil der Betriebe, die ausbilden, {as_of}", as_of=words.as_of(rate.as_of, rate.period)),
            Kind(rate.kind),
        ),
    )
