"""Beschäftigung: changes in employment by group, employment rates, companies."""

import streamlit as st

from kompass.figures.employment import changes as employment
from kompass.figures.employment import establishments, workforce
from kompass.figures.employment.sheet import sheet_exhibit
from ui import blocks, selection
from ui.parts.employment import opening_numbers
from ui.session import session

current = session()
t, facts, style, words = current.language.text, current.facts, current.style, current.language
blocks.heading(
    t("Beschäftigung"),
    employment.rise_sentence(facts, words),
    t(
        "Sozialversicherungspflichtig Beschäftigte zum Vorjahr, nach Geschlecht, Alter, Anforderung, "
        "Nationalität, Abschluss und Arbeitszeit."
    ),
)
opening_numbers(current)
chosen = selection.districts_alone(current)
blocks.exhibit(employment.change_exhibit(facts, chosen, style, words), current)
grid = st.grid(2, min_column_width=480, gap="large")
with grid.cell():
    blocks.exhibit(employment.heat_exhibit(facts, chosen, style, words), current)
with grid.cell():
    blocks.exhibit(workforce.rate_exhibit(facts, chosen, style, words), current)
    blocks.exhibit(workforce.employees_exhibit(facts, chosen, style, words), current)
grid = st.grid(3, min_column_width=360, gap="large")
for ags in chosen:
    with grid.cell():
        blocks.exhibit(sheet_exhibit(facts, ags, words), current)
grid = st.grid(3, min_column_width=360, gap="large")
for make in (
    establishments.size_exhibit,
    establishments.training_exhibit,
    establishments.vacancy_exhibit,
):
    with grid.cell():
        blocks.exhibit(make(facts, style, words), current)
