"""Kontingente: who holds how many places, and how many are qualification-oriented."""

import streamlit as st

from kompass.figures.quotas.places import (
    employee_exhibit,
    flow_exhibit,
    place_note,
    places_exhibit,
    rate_exhibit,
)
from kompass.language import N_
from kompass.needs import DEGREE, DIVIDED, EMPLOYEES, carries
from ui import blocks, selection
from ui.parts import quotas
from ui.parts.profile import profile_links
from ui.session import session

current = session()
t, plan = current.language.text, current.plan
if not carries(current.facts, DIVIDED):
    quotas.undivided(current)
else:
    blocks.heading(
        t("Kontingente"),
        t(
            N_("Plan {version}: {degree} von {places} Plätzen sind abschlussorientiert ({share})")
            if carries(current.facts, DEGREE)
            else N_("Plan {version}: {places} Plätze"),
            version=plan.version,
            places=plan.total.places,
            degree=plan.total.degree,
            share=current.language.percent(100 * (plan.total.degree_rate or 0)),
        ),
        place_note(current.facts, current.language),
    )
    blocks.html(profile_links(plan.codes, current))
    codes = selection.institutions_alone(current)
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        blocks.exhibit(places_exhibit(current.facts, plan, codes, current.style, current.language), current)
    if carries(current.facts, DEGREE):
        with grid.cell():
            blocks.exhibit(rate_exhibit(current.facts, plan, codes, current.style, current.language), current)
        blocks.exhibit(flow_exhibit(current.facts, plan, current.style, current.language), current)
    quotas.transfers(current)
    if carries(current.facts, EMPLOYEES):
        blocks.exhibit(employee_exhibit(current.facts, plan, current.style, current.language), current)
    quotas.further(current)
    quotas.employee_conditions(current)
    quotas.federal_money(current)
