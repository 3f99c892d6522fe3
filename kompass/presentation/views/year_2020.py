"""The figures on the year 2020 that can be added to a presentation, by exhibit name."""

from __future__ import annotations

from kompass.figures.exhibit import Exhibit
from kompass.figures.year_2020 import charts as programme_charts
from kompass.figures.year_2020 import pairs as programme_pairs
from kompass.figures.year_2020 import programme as programme_year
from kompass.language import N_
from kompass.presentation.view import ViewContext
from kompass.presentation.views.drawn import counted, given_first
from kompass.presentation.views.first_state import of_facts
from kompass.presentation.views.registered import figure


def _instruments(context: ViewContext) -> Exhibit:
    """Exhibit: all instruments, those with an amount first."""
    return given_first(programme_year.instrument_exhibit(context.facts, context.words), "amount")


PAGE = "jahr-2020"
FIGURES = {
    "jahr-2020-paare": figure(
        PAGE,
        N_("2020 neben der Region heute"),
        lambda r: programme_pairs.pair_exhibit(r.facts, r.words),
        "label",
        "text",
        "today_text",
        "today_region",
        "verdict",
        drawn=counted("verdict", N_("Paare")),
    ),
    "jahr-2020-veraenderung": figure(
        PAGE,
        N_("2020 gegen das Vorjahr"),
        of_facts(programme_charts.change_exhibit),
        "label",
        "text",
        "reference",
        "when",
    ),
    "jahr-2020-kurzarbeit": figure(
        PAGE,
        N_("Kurzarbeit 2020"),
        of_facts(programme_charts.short_time_exhibit),
        "label",
        "text",
        "when",
    ),
    "jahr-2020-ausbildung": figure(
        PAGE,
        N_("Ausbildungsjahr 2019/2020"),
        of_facts(programme_charts.training_exhibit),
        "label",
        "text",
        "when",
    ),
    "jahr-2020-relation": figure(
        PAGE,
        N_("Ausbildungsstellen je Bewerbung 2020"),
        of_facts(programme_charts.relation_exhibit),
        "label",
        "text",
        "when",
    ),
    "jahr-2020-zahlen": figure(
        PAGE,
        N_("Alle Zahlen zum Jahr 2020"),
        lambda r: programme_year.figure_exhibit(r.facts, r.words),
        "label",
        "text",
        "reference",
        "when",
        "topic",
        drawn=counted("topic", N_("Zahlen und Aussagen")),
    ),
    "jahr-2020-instrumente": figure(
        PAGE,
        N_("Instrumente des Jahres 2020"),
        _instruments,
        "name",
        "amount",
        "field_word",
    ),
}
