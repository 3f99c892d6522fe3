"""Karte: one measure over the three districts, and the sheet of a chosen area."""

import streamlit as st

from kompass.figures.measures import measure_heading, measures
from kompass.figures.region import map_headline, measure_exhibit
from ui import blocks
from ui import map as view
from ui.session import session

current = session()
t = current.language.text
known = measures(current.facts)
table = view.map_table(current)

top = st.container()
measure_box, level_box, area_box = st.columns([4, 2, 3], vertical_alignment="bottom")
with measure_box:
    measure_id = st.selectbox(
        t("Größe"),
        list(known),
        format_func=lambda m: measure_heading(known[m], current.language),
        key="groesse",
        bind="query-params",
    )
with level_box:
    level = st.segmented_control(
        t("Ebene"),
        list(view.LEVELS),
        default="kreise",
        required=True,
        format_func=lambda v: t(view.LEVELS[v]),
        key="ebene",
        bind="query-params",
    )
names = view.area_names(current, municipal=True)
with area_box:
    chosen = st.selectbox(
        t("Gebiet"), list(names), format_func=names.__getitem__, key="gebiet", bind="query-params"
    )
measure = known[measure_id]
with top:
    blocks.heading(
        t("Karte: {measure}", measure=t(measure.label)),
        map_headline(table, measure, current.facts, current.language),
        t(measure.definition),
        current,
    )
districts, towns, found = view.areas(table, measure, current)
drawing, sheet = st.columns([7, 5], gap="large")
with drawing:
    view.draw(districts, towns, level == "gemeinden", chosen, current)
    view.legend(table, measure, found, current)
with sheet:
    view.sheet(chosen, table, current)
blocks.exhibit(measure_exhibit(table, measure, current.facts, current.language), current)
