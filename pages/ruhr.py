"""Westfälisches Ruhrgebiet: where another region's concept, expired in 2020, meets the plan; behind it all of it."""

import streamlit as st

from kompass.figures.ruhr.links import link_exhibit
from ui import blocks
from ui.appendix import appendix
from ui.parts import ruhr
from ui.session import session

current = session()
shown = link_exhibit(current.facts, current.language)
blocks.answer(shown, current.language.text("Westfälisches Ruhrgebiet"), current)
first = st.container()
blocks.exhibit(shown, current, level=0, picture=ruhr.links(shown.table, current))
appendix("ruhr", first, ruhr.parts(current), current)
