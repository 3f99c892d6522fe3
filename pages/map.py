"""Karte: one measure over the three districts, and the sheet of a chosen area."""

import streamlit as st

from kompass.figures.measures import measure_heading, measures
from kompass.figures.region import map_headline, measure_exhibit
from ui import address, blocks, selection
from ui import map as view
from ui.session import session

current = session()
t = current.language.text
known = measures(current.facts)
table = view.map_table(current)

top = st.container()
measure_box, level_box, district_box, area_box = st.columns([4, 2, 3, 3], vertical_alignment="bottom")
with measure_box:
    measure_id = address.selectbox(
        t("Größe"), list(known), lambda m: measure_heading(known[m], current.language), "groesse"
    )
with level_box:
    level = address.segmented(t("Ebene"), list(view.LEVELS), lambda v: t(view.LEVELS[v]), "ebene")
with district_box:
    selected = selection.districts(current)
names = view.area_names(current)
with area_box:
    chosen = address.selectbox(t("Gebiet"), list(names), names.__getitem__, "gebiet")
measure = known[measure_id]
shown = table[table["ags"].isin(selected)]
with top:
    blocks.heading(
        t("Karte: {measure}", measure=t(measure.label)),
        map_headline(shown, measure, current.facts, current.language),
        t(measure.definition),
        current,
    )
districts, towns, found = view.areas(table, measure, selected, current)
drawing, sheet = st.columns([7, 5], gap="large")
with drawing:
    view.draw(districts, towns, level == "gemeinden", chosen, current)
    view.legend(shown, measure, found, current)
with sheet:
    view.sheet(chosen, table, current)
blocks.exhibit(measure_exhibit(shown, measure, current.facts, current.language), current)
