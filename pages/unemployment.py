"""Arbeitslosigkeit: by legal scope and month, by district, and against the planned places."""

import streamlit as st

from kompass.facts import AGENCY_DISTRICT
from kompass.figures.exhibit import fact_text
from kompass.figures.unemployment.exhibits import (
    district_exhibit,
    month_exhibit,
    share_exhibit,
    total_exhibit,
)
from kompass.figures.unemployment.places_per_unemployed import place_exhibit
from ui import blocks, selection
from ui.parts.unemployment import opening_numbers
from ui.session import session

current = session()
t, facts, style, language = current.language.text, current.facts, current.style, current.language
average = facts.fact(AGENCY_DISTRICT, "unemployed_change_pct", period="year_average")
blocks.heading(
    t("Arbeitslosigkeit"),
    t(
        "Agenturbezirk Aachen-Düren, {as_of}: {change} Arbeitslose zum Vorjahr",
        as_of=language.as_of(average.as_of, average.period),
        change=fact_text(average, facts, language),
    ),
    t(
        "Agenturbezirk Aachen-Düren. SGB III: betreut von der Agentur für Arbeit; "
        "SGB II: betreut von den Jobcentern."
    ),
)
opening_numbers(current)
blocks.exhibit(month_exhibit(facts, style, language), current)
districts = selection.districts_alone(current)
grid = st.grid(2, min_column_width=480, gap="large")
with grid.cell():
    blocks.exhibit(district_exhibit(facts, districts, style, language), current)
with grid.cell():
    blocks.exhibit(share_exhibit(facts, style, language), current)
with grid.cell():
    blocks.exhibit(place_exhibit(facts, current.plan, style, language), current)
with grid.cell():
    blocks.exhibit(total_exhibit(facts, language), current)
