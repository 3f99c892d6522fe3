"""Maßnahmen des Landes: which of its 64 measures reach into the plan year; behind them all of them, to be filtered."""

import streamlit as st

from kompass.figures.state_measures.exhibits import yearly_exhibit
from kompass.figures.state_measures.measures import Choice
from kompass.figures.state_measures.plan_year import plan_year_exhibit
from ui import blocks
from ui.parts import state_measures as view
from ui.session import session

current = session()
facts, style, language = current.facts, current.style, current.language
day = view.plan_day(current)
shown = plan_year_exhibit(facts, day.year, style, language)
blocks.answer(shown, language.text("Maßnahmen des Landes"), current)
first = st.container()  # a sheet that is asked for stands above everything else
blocks.exhibit(shown, current, level=0)
yearly = yearly_exhibit(facts, Choice(day, day.year), style, language)
if yearly is not None:
    blocks.exhibit(yearly, current)
view.appendix(first, current)
