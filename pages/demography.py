"""Demografie: who reaches 65 and who follows, age structure, and where the districts stand among all of Germany."""

import streamlit as st

from kompass.figures.demography.districts import alike_exhibit, demography_findings, strip_exhibit
from kompass.figures.demography.exhibits import age_exhibit, working_exhibit, youth_exhibit
from kompass.figures.demography.germany import germany_exhibit
from kompass.figures.demography.standing import MEASURES
from ui import address, blocks, selection
from ui.parts.key_numbers import findings_list
from ui.session import session

current = session()
t, facts, style, language = current.language.text, current.facts, current.style, current.language
top = st.container()
districts = selection.districts_alone(current)
youth = youth_exhibit(facts, current.plan, districts, style, language)
with top:
    blocks.answer(youth, t("Demografie"), current)
blocks.exhibit(youth, current, level=0)
left, right = blocks.beside(3, 2, "among-all")
with left:
    chosen = address.selectbox(
        t("Größe, unter allen Kreisen Deutschlands"),
        list(MEASURES),
        lambda name: MEASURES[name].name(language),
        "groesse",
    )
    blocks.exhibit(strip_exhibit(facts, districts, chosen, style, language), current)
    blocks.html(
        blocks.tag("h2", t("Was unter allen Kreisen auffällt"))
        + findings_list(demography_findings(facts, districts, language), current)
    )
with right:
    blocks.exhibit(germany_exhibit(facts, districts, chosen, style, language), current)
blocks.exhibit(age_exhibit(facts, districts, style, language), current)
blocks.folded(working_exhibit(facts, districts, style, language), current)
blocks.folded(alike_exhibit(facts, districts, language), current)
