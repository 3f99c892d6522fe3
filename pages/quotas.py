"""Kontingente: who holds how many places, and how many lead to a degree."""

import streamlit as st

from kompass.figures.quotas import employee_exhibit, quota_exhibits
from ui import blocks
from ui.session import session

current = session()
t, plan = current.language.text, current.plan
exhibits = quota_exhibits(current.facts, plan, current.style, current.language)
blocks.heading(
    t("Kontingente {version}", version=plan.version),
    t(
        "{degree} von {places} Plätzen führen zu einem Abschluss: {share}",
        places=plan.total.places,
        degree=plan.total.degree,
        share=current.language.percent(100 * (plan.total.degree_rate or 0)),
    ),
    t("Ein Platz ist eine geförderte Teilnahme an beruflicher Weiterbildung (FbW)."),
    current,
)
left, right = st.columns(2, gap="large")
with left:
    blocks.exhibit(exhibits["places"], current)
with right:
    blocks.exhibit(exhibits["rate"], current)
blocks.exhibit(exhibits["flow"], current)
blocks.exhibit(employee_exhibit(current.facts, plan, current.style, current.language), current)
