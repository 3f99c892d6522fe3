"""Beschäftigung: changes in employment by group, employment rates, companies."""

import streamlit as st

from kompass.figures.employment import changes as employment
from kompass.figures.employment import establishments, workforce
from kompass.figures.employment.sheet import sheet_exhibit
from kompass.figures.limits import MOST_PANELS
from kompass.presentation.views.needed import shown as carried
from ui import blocks, selection
from ui.session import session

current = session()
t, facts, style, words = current.language.text, current.facts, current.style, current.language
top = st.container()
chosen = selection.districts_alone(current)
shown = employment.change_exhibit(facts, chosen, style, words)
with top:
    blocks.answer(shown, t("Beschäftigung"), current)
    lead = t(
        "Sozialversicherungspflichtig Beschäftigte zum Vorjahr, nach Geschlecht, Alter, Anforderung, "
        "Nationalität, Abschluss und Arbeitszeit."
    )
    blocks.html(blocks.tag("p", lead, "bk-lead"))
blocks.exhibit(shown, current, level=0)
grid = st.grid(2, min_column_width=480, gap="large")
for name, make in (
    ("beschaeftigungsquote", workforce.rate_exhibit),
    ("beschaeftigte", workforce.employees_exhibit),
):
    if carried(name, "beschaeftigung", facts):
        with grid.cell():
            blocks.exhibit(make(facts, chosen, style, words), current)
grid = st.grid(3, min_column_width=320, gap="large")
for name, of_area in (
    ("betriebe-nach-groesse", establishments.size_exhibit),
    ("ausbildungsbetriebsquote", establishments.training_exhibit),
    ("gemeldete-stellen", establishments.vacancy_exhibit),
):
    if carried(name, "beschaeftigung", facts):
        with grid.cell():
            blocks.exhibit(of_area(facts, style, words), current)
blocks.folded(employment.heat_exhibit(facts, chosen, style, words), current)
sheets = carried(f"beschaeftigung-{chosen[0]}", "beschaeftigung", facts)
if sheets and len(chosen) > MOST_PANELS:
    blocks.html(
        blocks.tag("p", t("Was der Plan von einem Kreis sagt, steht hier, wenn er oben gewählt ist."))
    )
for ags in chosen if sheets and len(chosen) <= MOST_PANELS else ():
    blocks.folded(sheet_exhibit(facts, ags, words), current)
