"""The figures of the simulator and of the comparison of scenarios that can be added to a presentation."""

from __future__ import annotations

from kompass.figures.simulator.employee_split import split_exhibit
from kompass.language import N_
from kompass.presentation.views import drawn
from kompass.presentation.views import simulator_panels as scenarios
from kompass.presentation.views.region_map import density_view
from kompass.presentation.views.registered import FigureSpec, figure


def scenario_figures(plan: str, scenario: str, version: str) -> dict[str, FigureSpec]:
    """By exhibit name; ``plan`` and ``scenario`` are the beginnings of names, ``version`` is the plan's."""
    return {
        f"{scenario}-karte": figure(
            "simulator",
            N_("Szenario: Plätze des Jobcenters je 1.000"),
            scenarios.density,
            "name",
            "places_text",
            "before_text",
            "after_text",
            drawn=lambda _, context: drawn.Drawn(density_view(context).picture),
        ),
        f"{scenario}-schluessel": figure(
            "simulator",
            N_("Nähe zu Schlüsseln"),
            scenarios.distances,
            "label",
            "before_text",
            "after_text",
            drawn=drawn.before_after(
                "label",
                "before",
                "after",
                N_("Plätze, die umgebucht werden müssten; Punkt: Szenario, Ring: {baseline}"),
                ("before_text", "after_text"),
            ),
        ),
        f"{scenario}-nach-schluessel": figure(
            "simulator",
            N_("Plätze nach einem Schlüssel"),
            scenarios.allocation,
            "name",
            "places",
            "by_key_text",
            "needed_text",
            drawn=drawn.before_after(
                "name",
                "places",
                "by_key",
                N_("Plätze; Punkt: nach dem Schlüssel, Ring: Szenario"),
                ("places", "by_key_text"),
                (N_("nach dem Schlüssel"), N_("Szenario")),
            ),
        ),
        f"{scenario}-ungleichheit": figure(
            "simulator",
            N_("Kennzahlen der Ungleichheit"),
            scenarios.indices,
            "index",
            "before_text",
            "after_text",
        ),
        f"{scenario}-fluss": figure("simulator", N_("Wer gab wem?"), scenarios.flows),
        f"{scenario}-rechtskreis": figure(
            "simulator",
            N_("Szenario nach Rechtskreis"),
            scenarios.by_law,
            "law",
            "unemployed",
            "before",
            "after",
            drawn=drawn.before_after(
                "law",
                "before",
                "after",
                N_("Plätze je 1.000 Arbeitslose; Punkt: Szenario, Ring: {baseline}"),
                ("before", "after"),
            ),
        ),
        "engpaesse-passung": figure(
            "simulator", N_("Engpässe, wo Plätze ankommen"), scenarios.fit, "title", "where", "goal"
        ),
        "annahmen-schwelle": figure("simulator", N_("Annahmen: Schwelle"), scenarios.threshold),
        "annahmen-aussen": figure("simulator", N_("Annahmen: Plätze von außen"), scenarios.outside),
        "annahmen-spanne": figure("simulator", N_("Annahmen: Spanne"), scenarios.tornado),
        "annahmen-folgen": figure("simulator", N_("Annahmen: Folgen"), scenarios.consequences),
        f"{scenario}-ein-platz-mehr": figure(
            "simulator", N_("Ein Platz mehr"), scenarios.one_more, drawn=scenarios.nearer_by_one
        ),
        f"{plan}-beschaeftigte-aufgeteilt": figure(
            "simulator",
            N_("Plätze für Beschäftigte, aufgeteilt wie die Plätze im Plan"),
            lambda r: split_exhibit(r.facts, r.plan, None, r.words),
            "name",
            "places_text",
            "degree_text",
            drawn=drawn.parts("name", "places", "degree"),
        ),
        f"szenarien-{version}": figure("vergleich", N_("Szenarien nebeneinander"), scenarios.side_by_side),
    }
