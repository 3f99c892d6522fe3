"""Zukunftsatlas: class and ranks of the districts among all regions, and how to read them."""

import streamlit as st

from kompass.figures.zukunftsatlas.exhibits import future_exhibits, headline, profile_exhibit
from kompass.figures.zukunftsatlas.ranks import profiled
from ui import blocks, selection
from ui.session import session

current = session()
t, facts, style, language = current.language.text, current.facts, current.style, current.language
top = st.container()
districts = selection.districts_alone(current)
with top:
    blocks.heading(
        t("Zukunftsatlas"),
        headline(facts, districts, language),
        t(
            "Prognos Zukunftsatlas, wie vom Plan zitiert. Der Plan nennt keine Ausgabe; die von {year} ist aus der Zahl der "
            "Indikatoren erschlossen. Rang 1 ist der beste; Ränge anderer Ausgaben sind anders gemessen.",
            year=str(facts["zukunftsatlas"]["edition"].max()),
        ),
    )
exhibits = future_exhibits(facts, districts, style, language)
grid = st.grid(2, min_column_width=480, gap="large")
with grid.cell():
    blocks.exhibit(exhibits["classes"], current)
    blocks.exhibit(exhibits["position"], current)
with grid.cell():
    blocks.exhibit(exhibits["dynamics"], current)
profiles = profiled(facts, districts)
if not profiles.all:
    blocks.html(blocks.tag("p", profiles.said(language)))
grid = st.grid(3, min_column_width=320, gap="large")
for ags in profiles.keys:
    with grid.cell():
        blocks.exhibit(profile_exhibit(facts, ags, style, language), current)
blocks.folded(exhibits["ranks"], current)
blocks.folded(exhibits["method"], current)
