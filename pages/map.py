"""Karte: one measure over the three districts, and the sheet of a chosen area."""

import streamlit as st

from kompass.figures.region.districts import measure_exhibit, measure_title
from kompass.figures.region.measures import measure_heading, measures
from ui import address, blocks, selection
from ui.parts import map as view
from ui.session import session

current = session()
t = current.language.text
known = measures(current.facts)
table = view.map_table(current)

top = st.container()
controls = st.grid(4, min_column_width=270)
with controls.cell():
    measure_id = address.selectbox(
        t("Größe"), list(known), lambda m: measure_heading(known[m], current.language), "groesse"
    )
with controls.cell():
    level = address.segmented(
        t("Ebene"),
        list(view.LEVELS),
        lambda v: t(view.LEVELS[v]),
        "ebene",
        help=t("Die Quellen nennen die Größen nur für Kreise. Eine Gemeinde trägt die Farbe ihres Kreises."),
    )
with controls.cell():
    selected = selection.districts(current)
names = view.area_names(current)
with controls.cell():
    chosen = address.selectbox(t("Gebiet"), list(names), names.__getitem__, "gebiet")
measure = known[measure_id]
shown = table[table["ags"].isin(selected)]
with top:
    blocks.heading(
        t("Karte"),
        measure_title(shown, measure, current.facts, current.language),
        current.language.message(measure.definition),
    )
districts, towns, found = view.areas(table, measure, selected, current)
grid = st.grid(2, min_column_width=480, gap="large")
with grid.cell():
    view.draw(districts, towns, level == "gemeinden", chosen, current)
    view.legend(shown, measure, found, current)
with grid.cell():
    view.sheet(chosen, table, current)
blocks.exhibit(measure_exhibit(shown, measure, current.facts, current.language), current)
