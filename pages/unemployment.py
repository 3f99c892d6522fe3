"""Arbeitslosigkeit: against the planned places, by legal scope and month, and by district."""

import streamlit as st

from kompass.figures.unemployment.exhibits import (
    district_exhibit,
    month_exhibit,
    share_exhibit,
    total_exhibit,
)
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from kompass.presentation.views.needed import shown
from ui import blocks, selection
from ui.parts.unemployment import opening_numbers
from ui.session import session

current = session()
t, facts, style, language = current.language.text, current.facts, current.style, current.language
places = place_exhibit(facts, current.plan, style, language)
blocks.answer(places, t("Arbeitslosigkeit"), current)
lead = t(
    "{area}. SGB III: betreut von der Agentur für Arbeit; SGB II: betreut von den Jobcentern.",
    area=facts.area_name,
)
blocks.html(blocks.tag("p", lead, "bk-lead"))
left, right = blocks.beside(1, 1, "unemployed")
with left:
    blocks.exhibit(places, current, level=0)
with right:
    opening_numbers(current)
blocks.exhibit(month_exhibit(facts, style, language), current)
districts = selection.districts_alone(current)
grid = st.grid(2, min_column_width=480, gap="large")
if shown("arbeitslose-kreise", "arbeitslosigkeit", facts):
    with grid.cell():
        blocks.exhibit(district_exhibit(facts, districts, style, language), current)
with grid.cell():
    blocks.exhibit(share_exhibit(facts, style, language), current)
blocks.folded(total_exhibit(facts, language), current)
