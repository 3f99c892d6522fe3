"""The figures on state measures that can be added to a presentation, by exhibit name. As on their page at
first: all measures, on the first day of the plan year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from kompass.figures.exhibit import Exhibit
from kompass.figures.state_measures.background import background_exhibit
from kompass.figures.state_measures.exhibits import (
    status_exhibit,
    timeline_exhibit,
    total_exhibit,
    yearly_exhibit,
)
from kompass.figures.state_measures.measures import STATUS_LABELS, Choice
from kompass.figures.state_measures.plan_year import plan_year_exhibit
from kompass.figures.support.overview import judged_table
from kompass.language import N_
from kompass.places.plan import plan_of
from kompass.presentation.view import ViewContext
from kompass.presentation.views.drawn import Drawn, amounts, bars, counted
from kompass.presentation.views.first_state import Make
from kompass.presentation.views.registered import figure


def _all_measures(context: ViewContext) -> Choice:
    year = int(context.facts.record("plans", plan_version=plan_of(context.facts).version)["plan_year"])
    return Choice(dt.date(year, 1, 1), year)


def _drawn(make: Callable[..., Exhibit | None]) -> Make:
    return lambda context: make(context.facts, _all_measures(context), context.style, context.words)


def _plan_year(context: ViewContext) -> Exhibit:
    return plan_year_exhibit(context.facts, _all_measures(context).year, context.style, context.words)


def linked(_: Exhibit, context: ViewContext) -> Drawn:
    """Picture: how many measures are linked to a shortage, only to something else in the plan, or to nothing."""
    t, judged = context.words.text, judged_table(context.facts)
    names = {
        "shortages": t("mit einem Engpass des Plans verknüpft"),
        "others": t("nur mit anderem im Plan verknüpft"),
        "without": t("mit nichts verknüpft"),
    }
    counts = pd.Series({said: int(judged[name].map(len).sum()) for name, said in names.items()})
    return Drawn(bars(counts, t("Maßnahmen"), context))


def _clusters(context: ViewContext) -> int:
    """How many rows of the table by cluster and ministry are clusters; they come first."""
    return int(context.facts["measures"]["cluster"].nunique())


PAGE = "landesprogramme"
FIGURES = {
    "landesprogramme-planjahr": figure(
        PAGE,
        N_("Maßnahmen des Landes im Planjahr"),
        _plan_year,
        "name",
        "from",
        "until",
        drawn=counted("short_title", N_("Maßnahmen")),
    ),
    "landesprogramme-laufzeiten": figure(
        PAGE,
        N_("Maßnahmen des Landes: Laufzeiten"),
        _drawn(timeline_exhibit),
        "name",
        "from",
        "until",
        "status_text",
        drawn=counted("status_text", N_("Maßnahmen"), order=tuple(STATUS_LABELS.values())),
    ),
    "landesprogramme-stand": figure(
        PAGE,
        N_("Maßnahmen des Landes nach Cluster und Ressort"),
        lambda context: status_exhibit(context.facts, _all_measures(context), context.words),
        "group",
        "all",
        "laeuft",
        "ohne-ende",
        "zu-ende",
        drawn=amounts("group", "all", N_("Maßnahmen"), after=_clusters),
    ),
    "landesprogramme-jahresbetraege": figure(
        PAGE, N_("Maßnahmen des Landes: Beträge je Jahr"), _drawn(yearly_exhibit), "name", "text"
    ),
    "landesprogramme-betraege": figure(
        PAGE, N_("Maßnahmen des Landes: alle Beträge"), _drawn(total_exhibit), "name", "text", "period_text"
    ),
    "landesprogramme-hintergrund": figure(
        PAGE,
        N_("Warum das Land handelt"),
        lambda context: background_exhibit(context.facts, context.words),
        "label",
        "region",
        "text",
        "as_of",
    ),
}
