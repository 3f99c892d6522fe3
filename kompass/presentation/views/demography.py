"""The figures of the page Demografie as views."""

from __future__ import annotations

from collections.abc import Mapping

from kompass.figures.demography.districts import alike_exhibit, strip_exhibit, strip_name
from kompass.figures.demography.exhibits import age_exhibit, working_exhibit, youth_exhibit
from kompass.figures.demography.standing import MEASURES
from kompass.figures.exhibit import Exhibit
from kompass.language import N_
from kompass.presentation.view import ViewContext
from kompass.presentation.views.first_state import Make, of_districts
from kompass.presentation.views.registered import FigureSpec, figure

PAGE = "demografie"


def _youth(context: ViewContext) -> Exhibit:
    return youth_exhibit(context.facts, context.plan, context.districts, context.style, context.words)


def _strip(measure_id: str) -> Make:
    return lambda context: strip_exhibit(
        context.facts, context.districts, measure_id, context.style, context.words
    )


FIGURES: Mapping[str, FigureSpec] = {
    "nachwuchs": figure(PAGE, N_("Nachwuchs und wer 65 wird"), _youth),
    "altersaufbau": figure(PAGE, N_("Altersaufbau"), of_districts(age_exhibit)),
    "erwerbsalter": figure(PAGE, N_("Menschen von 15 bis 64"), of_districts(working_exhibit)),
    **{strip_name(name): figure(PAGE, measure.among_all, _strip(name)) for name, measure in MEASURES.items()},
    "aehnliche-kreise": figure(
        PAGE,
        N_("Ähnliche Kreise"),
        lambda context: alike_exhibit(context.facts, context.districts, context.words),
        "of_name",
        "name",
        "distance_text",
        "youth_ratio",
        "foreign_share",
    ),
}
