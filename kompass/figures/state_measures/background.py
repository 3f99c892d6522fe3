"""Background of the state's measures: its progress report on missing workers and the partners of its labour
policy."""

from __future__ import annotations

import pandas as pd

from kompass.facts import COUNTRY, Facts
from kompass.figures.exhibit import Column, Exhibit, Made, cite, define, fact_text, notes_on
from kompass.figures.kept import kept
from kompass.language import Language


def _places(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Regions and indicators that are shown, in their order."""
    return (
        (facts.state, "skilled_labour_gap"),
        (COUNTRY, "investment_risk_share"),
        (facts.state, "regional_agencies"),
    )


@kept
def background_exhibit(facts: Facts, language: Language) -> Exhibit:
    """The figures of the report's introduction and of its chapter on partners, one row each."""
    t = language.text
    cited = [facts.fact(*place) for place in _places(facts)]
    labels = facts["indicator_definitions"].set_index("indicator_id")["label"]
    regions = facts["regions"].set_index("region_id")["name"]
    gap = cited[0]
    return Exhibit(
        "landesprogramme-hintergrund",
        t(
            "Laut Fortschrittsbericht fehlten {year} in Nordrhein-Westfalen {gap} qualifizierte Arbeitskräfte",
            year=gap.as_of,
            gap=fact_text(gap, facts, language),
        ),
        Made.QUOTED,
        pd.DataFrame(
            {
                "label": labels[fact.indicator_id],
                "region": regions[fact.region_id],
                "text": fact_text(fact, facts, language, unit=True),
                "as_of": language.as_of(fact.as_of, fact.period),
            }
            for fact in cited
        ),
        (
            Column("label", t("Angabe")),
            Column("region", t("Gebiet")),
            Column("text", t("Wert"), right=True),
            Column("as_of", t("Stand")),
        ),
        tuple(cite(fact, language) for fact in cited),
        t(
            "So begründet der Fortschrittsbericht die Fachkräfteoffensive. Die Regionalagenturen untersuchen nach dem "
            "Bericht die Lage vor Ort und geben Handlungsempfehlungen."
        ),
        definitions=define(facts, language, *(fact.indicator_id for fact in cited)),
        notes=notes_on(facts, *cited),
    )
