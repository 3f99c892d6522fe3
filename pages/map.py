"""Karte: one measure over the three districts, and the sheet of a chosen area."""

import streamlit as st

from kompass.figures.region.districts import measure_exhibit
from kompass.figures.region.measures import measure_heading
from ui import address, blocks
from ui.figure_links import print_image
from ui.parts import map as view
from ui.session import session

current = session()
t = current.language.text
known, names = view.map_measures(current), view.area_names(current)
table = view.map_table(current)

top = st.container()
grid = st.grid(2, min_column_width=480, gap="large")
left, right = grid.cell(), grid.cell()
with right:
    controls = st.grid(2, min_column_width=240)
    with controls.cell():
        measure_id = address.selectbox(
            t("Größe"), list(known), lambda m: measure_heading(known[m], current.language), "groesse"
        )
    with controls.cell():
        level = address.segmented(
            t("Die Karte zeigt"), list(view.LEVELS), lambda v: t(view.LEVELS[v]), "ebene"
        )
    chosen = address.selectbox(
        t("Ausgewählt, hier oder auf der Karte"), list(names), names.__getitem__, "gebiet"
    )
    view.sheet(chosen, table, current)
measure = known[measure_id]
shown = measure_exhibit(table, measure, current.facts, current.language)
if level == "gemeinden":
    towns = t(
        "{count} Städte und Gemeinden in {districts}",
        count=len(current.facts["municipalities"]),
        districts=current.language.listed([names[ags] for ags in names if len(ags) == 5]),
    )
    with top:
        blocks.heading(t("Karte"), towns, "")
    with left:
        view.draw(view.municipal_areas(current), True, chosen, current)
        blocks.html(view.legend(table, None, current))
        blocks.exhibit(shown, current)
else:
    with top:
        blocks.answer(shown, t("Karte"), current)
    with left:
        view.draw(view.district_areas(table, measure, current), False, chosen[:5], current)
        reading = print_image(shown.name, current) + view.legend(table, measure, current)
        blocks.exhibit(shown, current, level=0, picture=reading)
