"""Views with the district map: the region, places per 1,000, and every measure of the map page."""

from __future__ import annotations

from html import escape

from kompass.facts import AGENCY_DISTRICT
from kompass.figures.charts.maps import Area, Classes, Frame
from kompass.figures.exhibit import Made, all_districts, cite, fact_text
from kompass.figures.picture import Figure, OnMap
from kompass.figures.region.districts import measure_title
from kompass.figures.region.measures import Measure, region_table
from kompass.figures.simulator.scenario_map import fixed_classes, map_frame, measure_classes, scenario_map
from kompass.places.parameters import plain
from kompass.presentation.view import View, ViewContext, view_of


def region_view(context: ViewContext) -> View:
    """View: the three districts on the map with population and unemployed."""
    t, facts, words = context.words.text, context.facts, context.words
    table = region_table(facts, context.plan, words)
    by_measure = {str(i): rows.set_index("ags") for i, rows in table.groupby("measure_id")}
    people = facts.fact(AGENCY_DISTRICT, "population")
    unemployed = facts.fact(AGENCY_DISTRICT, "unemployed", period="year_average")
    title = t(
        "In {districts} leben {people} Menschen ({counted}); {unemployed} sind arbeitslos ({as_of})",
        districts=all_districts(facts, words),
        counted=words.as_of(people.as_of, people.period),
        people=fact_text(people, facts, words),
        unemployed=fact_text(unemployed, facts, words),
        as_of=words.as_of(unemployed.as_of, unemployed.period),
    )
    figures = [
        Figure(
            d.name,
            by_measure["population"].at[d.ags, "text"],
            t("Menschen; {count} arbeitslos", count=by_measure["unemployed"].at[d.ags, "text"]),
            context.style.of(d.institution),
        )
        for d in facts["districts"].sort_values("position").itertuples()
    ]
    areas = {
        d.ags: Area(d.ags, context.style.tint(context.style.of(d.institution), 0.2), escape(d.short_name), "")
        for d in facts["districts"].itertuples()
    }
    cited = [
        *(c for i in ("population", "unemployed") for rows in by_measure[i]["citations"] for c in rows),
        cite(people, words),
        cite(unemployed, words),
    ]
    picture = OnMap(areas, _frame(context), title, figures)
    return View(title, Made.QUOTED, picture, cited)


def density_view(context: ViewContext) -> View:
    """View: places per 1,000 people in each district, in the scenario and in its baseline."""
    t, chosen = context.words.text, context.chosen
    limits = fixed_classes(context.facts, context.plan, chosen.base, chosen.split)
    against = plain(context.words.message(chosen.baseline_name))
    scenarios = (chosen.scenario, chosen.baseline)
    exhibit, _ = scenario_map(
        context.facts, *scenarios, against, chosen.base, chosen.split, limits, context.style, context.words
    )
    table = exhibit.table
    per = t("je 1.000 {base}", base=t(chosen.base.label))
    figures = []
    for row in table.itertuples():
        before, after = row.before_text, row.after_text
        was = t("{per}; {baseline}: {before}", per=per, baseline=against, before=before)
        figures.append(Figure(row.name, after, per if before == after else was, context.style.of(row.code)))
    areas = _areas({row.ags: row.after for row in table.itertuples()}, limits, context)
    frame = map_frame(chosen.scenario, table, context.words)
    return view_of(exhibit, OnMap(areas, frame, exhibit.alt, figures, _shading(context)))


def measure_view(measure: Measure, context: ViewContext) -> View:
    """View: the districts coloured by a measure of the map page, with their values."""
    facts, words = context.facts, context.words
    table = region_table(facts, context.plan, words)
    rows = table[table["measure_id"] == measure.measure_id]
    districts = facts["districts"].set_index("ags")
    figures = [
        Figure(
            districts.at[row.ags, "name"],
            row.text,
            row.as_of,
            context.style.of(districts.at[row.ags, "institution"]),
        )
        for row in rows.itertuples()
    ]
    title = measure_title(table, measure, facts, words)
    limits = measure_classes(facts, context.plan, measure.measure_id, list(rows["value"]))
    areas = _areas(dict(zip(rows["ags"], rows["value"], strict=True)), limits, context)
    cited = [c for cell in rows["citations"] for c in cell]
    picture = OnMap(areas, _frame(context), title, figures, _shading(context, measure))
    return View(title, measure.made, picture, cited)


def _areas(values: dict[str, float], limits: Classes, context: ViewContext) -> dict[str, Area]:
    """Map areas by district (ags), filled with the colour of their class in ``limits``."""
    names = context.facts["districts"].set_index("ags")["short_name"]
    return {
        ags: Area(ags, context.style.ramp[limits.index(value)], escape(names[ags]), "")
        for ags, value in values.items()
    }


def _shading(context: ViewContext, measure: Measure | None = None) -> str:
    """What the colours mean. For ranks a stronger colour is a lower place."""
    t = context.words.text
    if measure and measure.measure_id.endswith("_rank"):
        return t("Je stärker die Farbe absticht, desto weiter hinten.")
    return t("Je stärker die Farbe absticht, desto mehr.")


def _frame(context: ViewContext) -> Frame:
    """The outline of the Agentur für Arbeit district around the three districts."""
    local = set(context.facts["districts"]["institution"])
    name = context.facts.record("regions", region_id=AGENCY_DISTRICT)["name"]
    return Frame(str(name), tuple(code for code in context.plan.codes if code not in local))
