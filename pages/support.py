"""Was stützt welchen Engpass?: from a shortage to the plan's goals and the state's measures, and back."""

import streamlit as st

from kompass.figures.support.chain import chain_exhibit, headline
from kompass.figures.support.overview import overview_exhibit, unlinked_exhibit
from kompass.matching.goals import shortages
from ui import blocks
from ui.parts import shortages as shortage_view
from ui.parts import support as view
from ui.session import session

current = session()
t, facts, language = current.language.text, current.facts, current.language
top = st.container()
walk = view.controls(current)
with top:
    blocks.heading(
        t("Was stützt was?"),
        headline(walk),
        t("Engpässe und Ziele aus dem Plan, Maßnahmen aus der Fachkräfteoffensive NRW. Zuordnung: eigene."),
    )
blocks.exhibit(chain_exhibit(walk), current, picture=view.picture(walk, current))
field_id = shortage_view.field(current)
listed = shortages(facts)
own = listed[listed["district_ags"].isin(walk.districts)]
if field_id and field_id not in set(own["field_id"]):
    view.nothing_short(current)
else:
    shown = overview_exhibit(facts, listed, walk.districts, field_id, language)
    blocks.exhibit(shown, current, picture=view.overview(shown, current))
shown = unlinked_exhibit(facts, language)
blocks.folded(shown, current, view.judged(shown, current))
