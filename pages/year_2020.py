"""2020 als Vergleich: whether the pandemic year is a yardstick for the plan; behind it the state's programme."""

import streamlit as st

from kompass.figures.year_2020.charts import change_exhibit, short_time_exhibit
from kompass.figures.year_2020.pairs import pair_exhibit
from ui import blocks
from ui.appendix import appendix
from ui.parts import year_2020
from ui.session import session

current = session()
facts, style, words = current.facts, current.style, current.language
shown = pair_exhibit(facts, words)
blocks.answer(shown, words.text("2020 als Vergleich"), current)
first = st.container()
blocks.exhibit(shown, current, level=0, picture=year_2020.pairs(shown.table, current))
left, right = blocks.beside(1, 1, "charts")
with left:
    blocks.exhibit(change_exhibit(facts, style, words), current)
with right:
    blocks.exhibit(short_time_exhibit(facts, style, words), current)
appendix("year_2020", first, year_2020.parts(current), current)
