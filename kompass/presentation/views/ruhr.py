"""The figures on the Westfälisches Ruhrgebiet that can be added to a presentation, by exhibit name."""

from __future__ import annotations

from kompass.figures.ruhr import concept as ruhr
from kompass.figures.ruhr import links as ruhr_links
from kompass.figures.ruhr import programmes as ruhr_programmes
from kompass.language import N_
from kompass.presentation.views.drawn import counted, given_first
from kompass.presentation.views.first_state import of_facts
from kompass.presentation.views.registered import figure

PAGE = "ruhrgebiet"
FIGURES = {
    "ruhr-felder": figure(
        PAGE,
        N_("Ruhrgebiet: Projekte nach Feld"),
        of_facts(ruhr.field_exhibit),
        bars="projects",
    ),
    "ruhr-projekte": figure(
        PAGE,
        N_("Ruhrgebiet: Projekte"),
        lambda r: ruhr.project_exhibit(r.facts, r.words),
        "title",
        "carrier",
    ),
    "ruhr-handlungsfelder": figure(
        PAGE,
        N_("Ruhrgebiet: Handlungsfelder"),
        lambda r: ruhr.aims_exhibit(r.facts, r.words),
        "title",
        "state",
        "projects",
    ),
    "ruhr-empfehlungen": figure(
        PAGE,
        N_("Ruhrgebiet: Empfehlungen"),
        lambda r: ruhr_programmes.recommendation_exhibit(r.facts, r.words),
        "theme",
        "recommendation",
        drawn=counted("theme", N_("Empfehlungen")),
    ),
    "ruhr-programme": figure(
        PAGE,
        N_("Ruhrgebiet: Programme"),
        lambda r: given_first(ruhr_programmes.programme_exhibit(r.facts, r.words), "money"),
        "name",
        "target_group",
        "amounts",
    ),
    "ruhr-bezuege": figure(
        PAGE,
        N_("Ruhrgebiet und Plan"),
        lambda r: ruhr_links.link_exhibit(r.facts, r.words),
        "own",
        "plan",
    ),
    "ruhr-angaben": figure(
        PAGE,
        N_("Ruhrgebiet: Angaben zur Region"),
        lambda r: given_first(ruhr.figure_exhibit(r.facts, r.words), "value"),
        "label",
        "text",
        "when",
    ),
}
