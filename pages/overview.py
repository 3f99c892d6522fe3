"""Überblick: what the plan is, the districts side by side, what stands out."""

import streamlit as st

from kompass.figures.quotas.places import places_exhibit
from kompass.figures.region.districts import comparison_exhibit, findings
from ui import blocks, tour
from ui.navigation import links
from ui.parts.overview import opening_numbers
from ui.session import session

current = session()
t, plan = current.language.text, current.plan
largest = max(plan.quotas.items(), key=lambda entry: entry[1].places)
blocks.heading(
    t("Überblick"),
    t(
        "{places} Weiterbildungsplätze für {version}: {share} plant die Agentur für Arbeit",
        places=plan.total.places,
        version=plan.version,
        share=current.language.percent(100 * largest[1].places / plan.total.places),
    ),
    t("Agentur für Arbeit und drei Jobcenter planen gemeinsam für Aachen, Düren und Heinsberg."),
)
tour.show(current)
opening_numbers(current)
grid = st.grid(2, min_column_width=600, gap="large")  # what the table on the right needs
with grid.cell():
    blocks.exhibit(places_exhibit(current.facts, plan, plan.codes, current.style, current.language), current)
    blocks.findings(findings(current.facts, plan, current.language), t("Was auffällt"), current)
with grid.cell():
    blocks.exhibit(comparison_exhibit(current.facts, plan, current.language), current)
    links(current)
