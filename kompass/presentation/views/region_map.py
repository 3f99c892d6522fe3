"""Views with the district map: the region, places per 1,000, and every measure of the map page."""

from __future__ import annotations

from kompass.figures.charts.maps import Frame
from kompass.figures.exhibit import Made, all_districts, cite, fact_text
from kompass.figures.picture import Figure, OnMap
from kompass.figures.region.districts import measure_title
from kompass.figures.region.measures import Measure, measures, region_table
from kompass.figures.simulator.measure_map import map_reading, measure_areas
from kompass.figures.simulator.scenario_map import fixed_classes, map_areas, map_frame, scenario_map
from kompass.places.parameters import plain
from kompass.presentation.view import View, ViewContext, view_of


def region_view(context: ViewContext) -> View:
    """View: the three districts on the map with population and unemployed."""
    t, facts, words = context.words.text, context.facts, context.words
    table = region_table(facts, context.plan, words)
    by_measure = {str(i): rows.set_index("ags") for i, rows in table.groupby("measure_id")}
    people = facts.fact(facts.area, "population")
    unemployed = facts.fact(facts.area, "unemployed", period="year_average")
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
    population = measures(facts)["population"]
    areas = measure_areas(table, population, facts, context.plan, context.style)
    cited = [
        *(c for i in ("population", "unemployed") for rows in by_measure[i]["citations"] for c in rows),
        cite(people, words),
        cite(unemployed, words),
    ]
    picture = OnMap(areas, _frame(context), title, figures, map_reading(population, words))
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
    areas = map_areas(table, limits, context.style, context.words)
    frame = map_frame(chosen.scenario, table, context.words)
    return view_of(
        exhibit, OnMap(areas, frame, exhibit.alt, figures, t("Je stärker die Farbe absticht, desto mehr."))
    )


def measure_view(measure: Measure, context: ViewContext) -> View:
    """View: a measure of the map page on the districts."""
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
    areas = measure_areas(table, measure, facts, context.plan, context.style)
    cited = [c for cell in rows["citations"] for c in cell]
    picture = OnMap(areas, _frame(context), title, figures, map_reading(measure, words))
    return View(title, measure.made, picture, cited)


def _frame(context: ViewContext) -> Frame:
    """The outline of the Agentur für Arbeit district around the three districts."""
    local = set(context.facts["districts"]["institution"])
    return Frame(context.facts.area_name, tuple(code for code in context.plan.codes if code not in local))
