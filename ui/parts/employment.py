"""The key numbers at the top of the employment page."""

from __future__ import annotations

from kompass.facts import AGENCY_DISTRICT
from kompass.figures.employment.changes import (
    change_citations,
    change_table,
    widest_between_sexes,
    widest_gap,
)
from kompass.figures.employment.establishments import training_facts
from kompass.figures.exhibit import Made, cite, fact_text
from ui.blocks import Number, numbers
from ui.session import Session


def opening_numbers(current: Session) -> None:
    """Show employees and their change, the widest gaps between districts and sexes, and training companies."""
    t, facts, words = current.language.text, current.facts, current.language
    table = change_table(facts)
    employees, change = (facts.fact(AGENCY_DISTRICT, i) for i in ("employees", "employees_change"))
    then, *_, now = training_facts(facts)
    stated = change_citations(table, words)
    gaps = (
        (t("Größter Abstand der Kreise"), widest_gap(table), "short_name", "category_label"),
        (t("Größter Abstand Frauen – Männer"), widest_between_sexes(table), "category_label", "short_name"),
    )
    shown = (
        Number(
            t("Beschäftigte der Region"),
            fact_text(employees, facts, words),
            t("Personen"),
            t(
                "{change} zum Vorjahr, {as_of}",
                change=fact_text(change, facts, words),
                as_of=words.as_of(employees.as_of, employees.period),
            ),
            Made.QUOTED,
            [cite(fact, words) for fact in (employees, change)],
        ),
        *(
            Number(
                label,
                words.number(gap.points, 1),
                t("Prozentpunkte"),
                t(
                    "{where}: {high} vor {low}",
                    where=gap.high[shared],
                    high=gap.high[compared],
                    low=gap.low[compared],
                ),
                Made.COMPUTED,
                stated,
            )
            for label, gap, compared, shared in gaps
            if gap is not None
        ),
        Number(
            t("Ausbildungs­betriebsquote"),
            words.number(now.value, 1),
            t("% der Betriebe"),
            t(
                "vor {years} Jahren {then}",
                years=int(now.as_of) - int(then.as_of),
                then=fact_text(then, facts, words),
            ),
            Made.QUOTED,
            [cite(fact, words) for fact in (then, now)],
        ),
    )
    numbers(shown, current)
