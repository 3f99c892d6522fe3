"""The key numbers at the top of the overview."""

from __future__ import annotations

from kompass.facts import AGENCY_DISTRICT
from kompass.figures.exhibit import Citation, Made, cite
from kompass.figures.quotas.places import employee_block, quota_citations
from ui.blocks import Number, numbers
from ui.session import Session


def opening_numbers(current: Session) -> None:
    """Show all places, degree-oriented places, places for people in employment, and the unemployed."""
    t, plan, words = current.language.text, current.plan, current.language
    block = employee_block(current.facts, plan)
    unemployed = current.facts.fact(AGENCY_DISTRICT, "unemployed", period="year_average")
    change = current.facts.fact(AGENCY_DISTRICT, "unemployed_change_pct", period="year_average")
    planned = quota_citations(current.facts, plan)
    shown = (
        Number(
            t("Plätze {version}", version=plan.version),
            words.number(plan.total.places),
            t("Plätze"),
            t("aufgeteilt auf {count} Institutionen", count=len(plan.codes)),
            Made.QUOTED,
            planned,
        ),
        Number(
            t("davon abschlussorientiert"),
            words.number(plan.total.degree),
            t("Plätze"),
            t("{share} aller Plätze", share=words.percent(100 * (plan.total.degree_rate or 0))),
            Made.QUOTED,
            planned,
            Made.COMPUTED,
        ),
        Number(
            t("daneben für Beschäftigte"),
            words.number(block["places"]),
            t("Plätze"),
            t("davon {degree} abschlussorientiert, nicht aufgeteilt", degree=int(block["degree_oriented"])),
            Made.QUOTED,
            [Citation(block["source_id"], block["locator"])],
        ),
        Number(
            t("Arbeitslose im Agenturbezirk"),
            words.number(unemployed.value),
            t("Personen"),
            t(
                "{as_of}, {change} zum Vorjahr",
                as_of=words.as_of(unemployed.as_of, unemployed.period),
                change=words.percent(change.value, sign=True),
            ),
            Made.QUOTED,
            [cite(fact, words) for fact in (unemployed, change)],
        ),
    )
    numbers(shown, current)
