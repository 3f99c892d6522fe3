"""Views with the drawn districts: where the region lies, places per 1,000, and every measure of the map page."""

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
from kompass.presentation.view import Room, View, view_of


def region_view(room: Room) -> View:
    """The three districts: where they lie, how many people live there, how many are unemployed."""
    t, facts, words = room.words.text, room.facts, room.words
    table = region_table(facts, room.plan, words)
    by_measure = {str(i): own.set_index("ags") for i, own in table.groupby("measure_id")}
    people = facts.fact(AGENCY_DISTRICT, "population")
    unemployed = facts.fact(AGENCY_DISTRICT, "unemployed", as_of="2025")
    title = t(
        "In {districts} leben {people} Menschen ({counted}); {unemployed} sind arbeitslos ({as_of})",
        districts=all_districts(facts, words),
        counted=words.as_of(people.as_of, people.period),
        people=fact_text(people, facts, words),
        unemployed=fact_text(unemployed, facts, words),
        as_of=words.as_of(unemployed.as_of, unemployed.period),
    )
    shown = [
        Figure(
            d.name,
            by_measure["population"].at[d.ags, "text"],
            t("Menschen; {count} arbeitslos", count=by_measure["unemployed"].at[d.ags, "text"]),
            room.style.of(d.institution),
        )
        for d in facts["districts"].sort_values("position").itertuples()
    ]
    areas = {
        d.ags: Area(d.ags, room.style.tint(room.style.of(d.institution), 0.2), escape(d.short_name), "")
        for d in facts["districts"].itertuples()
    }
    used = [
        *(c for i in ("population", "unemployed") for own in by_measure[i]["citations"] for c in own),
        cite(people, words),
        cite(unemployed, words),
    ]
    picture = OnMap(areas, _frame(room), title, shown)
    return View(title, Made.QUOTED, picture, used)


def density_view(room: Room) -> View:
    """How many places there are per 1,000 people of each district, in the scenario and in its baseline."""
    t, chosen = room.words.text, room.chosen
    limits = fixed_classes(room.facts, room.plan, chosen.base, chosen.split)
    against = plain(room.words.message(chosen.baseline_name))
    scenarios = (chosen.scenario, chosen.baseline)
    shown, _ = scenario_map(
        room.facts, *scenarios, against, chosen.base, chosen.split, limits, room.style, room.words
    )
    table = shown.table
    per = t("je 1.000 {base}", base=t(chosen.base.label))
    figures = []
    for row in table.itertuples():
        before, after = row.before_text, row.after_text
        was = t("{per}; {baseline}: {before}", per=per, baseline=against, before=before)
        figures.append(Figure(row.name, after, per if before == after else was, room.style.of(row.code)))
    areas = _areas({row.ags: row.after for row in table.itertuples()}, limits, room)
    frame = map_frame(chosen.scenario, table, room.words)
    return view_of(shown, OnMap(areas, frame, shown.alt, figures, _shading(room)))


def measure_view(measure: Measure, room: Room) -> View:
    """A measure of the map page: the districts shaded by it, its values beside them."""
    facts, words = room.facts, room.words
    table = region_table(facts, room.plan, words)
    own = table[table["measure_id"] == measure.measure_id]
    districts = facts["districts"].set_index("ags")
    figures = [
        Figure(
            districts.at[row.ags, "name"],
            row.text,
            row.as_of,
            room.style.of(districts.at[row.ags, "institution"]),
        )
        for row in own.itertuples()
    ]
    title = measure_title(table, measure, facts, words)
    limits = measure_classes(facts, room.plan, measure.measure_id, list(own["value"]))
    areas = _areas(dict(zip(own["ags"], own["value"], strict=True)), limits, room)
    used = [c for cell in own["citations"] for c in cell]
    picture = OnMap(areas, _frame(room), title, figures, _shading(room, measure))
    return View(title, measure.made, picture, used)


def _areas(values: dict[str, float], limits: Classes, room: Room) -> dict[str, Area]:
    """The districts in the colours of their classes; their numbers stand beside the map."""
    names = room.facts["districts"].set_index("ags")["short_name"]
    return {
        ags: Area(ags, room.style.ramp[limits.index(value)], escape(names[ags]), "")
        for ags, value in values.items()
    }


def _shading(room: Room, measure: Measure | None = None) -> str:
    """What the colours mean; of ranks a larger number is a worse one."""
    t = room.words.text
    if measure and measure.measure_id.endswith("_rank"):
        return t("Je stärker die Farbe absticht, desto weiter hinten.")
    return t("Je stärker die Farbe absticht, desto mehr.")


def _frame(room: Room) -> Frame:
    """The district of the Agentur für Arbeit around the three."""
    local = set(room.facts["districts"]["institution"])
    name = room.facts.record("regions", region_id=AGENCY_DISTRICT)["name"]
    return Frame(str(name), tuple(code for code in room.plan.codes if code not in local))
