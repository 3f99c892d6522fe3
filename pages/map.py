"""Karte: one measure over the districts or the municipalities, and the sheet of a chosen area."""

import streamlit as st

from kompass.figures.region.districts import measure_exhibit
from kompass.figures.region.measures import measure_heading
from kompass.figures.region.municipalities import TOWN_MEASURES, town_areas, town_exhibit
from ui import address, blocks
from ui.figure_links import print_image
from ui.parts import map as view
from ui.session import session

current = session()
t, facts, style, language = current.language.text, current.facts, current.style, current.language
known, names, levels = view.map_measures(current), view.area_names(current), view.levels(current)
table = view.map_table(current)

top = st.container()
grid = st.grid(2, min_column_width=480, gap="large")
left, right = grid.cell(), grid.cell()
with right:
    controls = st.grid(2, min_column_width=240)
    with controls.cell():
        choice = st.container()
    with controls.cell():
        level = levels[0]
        if len(levels) > 1:
            level = address.segmented(t("Die Karte zeigt"), levels, lambda v: t(view.LEVELS[v]), "ebene")
    municipal = level != levels[0]
    outlined = None
    with choice:
        if municipal:
            town_id = address.selectbox(
                t("Größe"), list(TOWN_MEASURES), lambda m: t(TOWN_MEASURES[m].label), "gemeindegroesse"
            )
            lines = address.segmented(t("Linien"), list(view.LINES), lambda v: t(view.LINES[v]), "linien")
            outlined = view.offices(current) if lines == "dienststellen" else None
        else:
            measure_id = address.selectbox(
                t("Größe"), list(known), lambda m: measure_heading(known[m], language), "groesse"
            )
    chosen = address.selectbox(
        t("Ausgewählt, hier oder auf der Karte"), list(names), names.__getitem__, "gebiet"
    )
    view.sheet(chosen, table, current)
if municipal:
    town = TOWN_MEASURES[town_id]
    shown = town_exhibit(facts, town_id, language)
    with top:
        blocks.answer(shown, t("Karte"), current)
    with left:
        view.draw(town_areas(facts, town, style, language), True, chosen, current, outlined)
        blocks.exhibit(shown, current, level=0, picture=view.town_legend(town, bool(outlined), current))
else:
    measure = known[measure_id]
    shown = measure_exhibit(table, measure, facts, language)
    with top:
        blocks.answer(shown, t("Karte"), current)
    with left:
        view.draw(view.district_areas(table, measure, current), False, chosen[:5], current)
        reading = print_image(shown.name, current) + view.legend(table, measure, current)
        blocks.exhibit(shown, current, level=0, picture=reading)
