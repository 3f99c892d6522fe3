"""The key numbers at the top of the unemployment page."""

from __future__ import annotations

from kompass.facts import Fact
from kompass.figures.exhibit import Made, cite, fact_text
from kompass.figures.unemployment.unemployed import LAWS, base_month
from kompass.needs import UNEMPLOYED_IN_PLAN, carries
from ui.parts.key_numbers import Number, numbers
from ui.session import Session


def opening_numbers(current: Session) -> None:
    """Show the annual average, the latest month of each legal scope, and the total stated by the plan."""
    t, facts, words = current.language.text, current.facts, current.language
    average = facts.fact(facts.area, "unemployed", period="year_average")
    change = facts.fact(facts.area, "unemployed_change", period="year_average")
    month = base_month(facts)

    def number(label: str, fact: Fact, comparison: str, *compared: Fact) -> Number:
        cited = [cite(each, words) for each in (fact, *compared)]
        return Number(label, fact_text(fact, facts, words), t("Personen"), comparison, Made.QUOTED, cited)

    shown = [
        number(
            words.as_of(average.as_of, average.period),
            average,
            t("beide Rechtskreise, {change} zum Vorjahr", change=fact_text(change, facts, words)),
            change,
        )
    ]
    for law, indicator in LAWS.items():
        fact = facts.fact(facts.area, indicator, as_of=month)
        before = facts.fact(facts.area, f"{indicator}_change", as_of=month)
        shown.append(
            number(
                t("{law}, {month}", law=law, month=words.as_of(month, "month")),
                fact,
                t("{change} zum Vormonat", change=fact_text(before, facts, words)),
                before,
            )
        )
    if carries(facts, UNEMPLOYED_IN_PLAN):
        stated = facts.fact(facts.area, "unemployed", role="plan")
        shown.append(
            number(words.as_of(stated.as_of, stated.period), stated, t("beide Rechtskreise, laut Plan"))
        )
    numbers(shown, current)
