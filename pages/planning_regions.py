"""Planungsräume: on which points the plan compares with those of two other regions; behind it what they say."""

import streamlit as st

from kompass.figures.planning_regions.comparison import comparison_exhibit
from kompass.figures.planning_regions.participation import map_exhibit
from ui import blocks
from ui.appendix import appendix
from ui.parts import planning_regions
from ui.session import session

current = session()
facts, words = current.facts, current.language
shown = comparison_exhibit(facts, words)
blocks.answer(shown, words.text("Planungsräume"), current)
first, points = st.container(), st.container()
drawn = st.container()
chosen = planning_regions.chosen_region(current)
with first:
    planning_regions.sheet(chosen, current)
with points:
    blocks.exhibit(shown, current, level=0, picture=planning_regions.points(shown.table, chosen, current))
with drawn:
    blocks.exhibit(map_exhibit(facts, current.style, words, chosen), current)
planning_regions.quantities(current)
appendix("planning_regions", first, planning_regions.parts(chosen, current), current)
