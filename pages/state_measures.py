"""Maßnahmen des Landes: the 64 measures of the state, their terms, ministries and money."""

import streamlit as st

from kompass.figures.state_measures.background import background_exhibit
from kompass.figures.state_measures.exhibits import (
    headline,
    status_exhibit,
    timeline_exhibit,
    total_exhibit,
    yearly_exhibit,
)
from kompass.figures.state_measures.measures import measure_table
from ui import blocks
from ui.parts import state_measures as view
from ui.session import session

current = session()
t, facts, style, language = current.language.text, current.facts, current.style, current.language
blocks.heading(
    t("Maßnahmen des Landes"),
    headline(facts, view.plan_day(current).year, language),
    t(
        "Maßnahmen der Fachkräfteoffensive NRW nach dem Fortschrittsbericht der Landesregierung vom 25.06.2024."
    ),
)
first = st.container()  # place of the sheet when a measure is chosen
view.opening_numbers(current)
choice = view.controls(current)
table = measure_table(facts, choice, language)
with first if view.sheet_is_asked_for() else st.container():
    view.sheet(choice.day, list(table["measure_id"]), current)
if table.empty:
    view.nothing_found(choice, current)
else:
    blocks.exhibit(timeline_exhibit(facts, choice, style, language), current)
    view.notes(table, current)
    left, right = blocks.beside(1, 1, "funds")
    with left:
        blocks.exhibit(status_exhibit(facts, choice, language), current)
    with right:
        for shown in (
            yearly_exhibit(facts, choice, style, language),
            total_exhibit(facts, choice, style, language),
        ):
            if shown is not None:
                blocks.exhibit(shown, current)
blocks.exhibit(background_exhibit(facts, language), current)
