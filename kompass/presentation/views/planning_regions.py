"""The figures of the page on planning regions that can be added to a presentation, by exhibit name."""

from __future__ import annotations

from kompass.figures.exhibit import Exhibit
from kompass.figures.planning_regions.comparison import comparison_exhibit, quantity_exhibit
from kompass.figures.planning_regions.participation import map_exhibit, measure_exhibit
from kompass.figures.planning_regions.plan_facts import (
    ENTRIES,
    customer_exhibit,
    entries_exhibit,
    item_exhibit,
    plan_fact,
)
from kompass.language import N_
from kompass.presentation.view import ViewContext
from kompass.presentation.views.drawn import counted, crossed
from kompass.presentation.views.first_state import of_facts
from kompass.presentation.views.registered import figure


def _other(context: ViewContext) -> str:
    """The id of the region whose figures the page shows."""
    return plan_fact(context.facts, ENTRIES[0]).region_id


def _entries(context: ViewContext) -> Exhibit:
    return entries_exhibit(context.facts, _other(context), context.style, context.words)


PAGE = "planungsraeume"
FIGURES = {
    "planungsraeume-karte": figure(
        PAGE,
        N_("Planungsräume und ihre Kreise"),
        of_facts(map_exhibit),
        "name",
        "districts",
        "document",
        "validity",
    ),
    "planungsraeume-mengen": figure(
        PAGE,
        N_("Geplante Mengen der Planungsräume"),
        lambda context: quantity_exhibit(context.facts, context.plan, context.words),
    ),
    "planungsraeume-vergleich": figure(
        PAGE,
        N_("Planungsräume Punkt für Punkt"),
        lambda context: comparison_exhibit(context.facts, context.words),
        "point_word",
        "region",
        "statement",
        "comparability_word",
        drawn=crossed("point_word", "region", "comparability_word"),
    ),
    "planungsraum-eintritte": figure(PAGE, N_("Geplante Eintritte in Sachsen-Anhalt Ost"), _entries),
    "planungsraum-kundenstruktur": figure(
        PAGE,
        N_("Kundenstruktur in Sachsen-Anhalt Ost"),
        lambda context: customer_exhibit(context.facts, _other(context), context.words),
        "label",
        "text",
        "legal_scope",
    ),
    "planungsraum-einzelheiten": figure(
        PAGE,
        N_("Bedarfsfelder und Formen in Sachsen-Anhalt Ost"),
        lambda context: item_exhibit(context.facts, _other(context), context.words),
        "aspect_word",
        "label",
        "text",
        drawn=counted("aspect_word", N_("Angaben")),
    ),
    "planungsraeume-fbw": figure(
        PAGE,
        N_("Eigenes Maß: FbW und SGB-II-Regel"),
        of_facts(measure_exhibit),
        "name",
        "participants_text",
        "rule_text",
        "ratio_text",
    ),
}
