"""Zielgruppen und Ausblick: for whom the plan is made, and what IAB and ifo expect."""

import streamlit as st

from kompass.figures.exhibit import source_line
from kompass.figures.outlook.forecasts import forecast_exhibits, statement_exhibit
from kompass.figures.outlook.target_groups import ai_exhibit, headline
from kompass.needs import FORECASTS, OF_COUNTRY, carries
from ui import blocks
from ui.parts import outlook
from ui.session import session

current = session()
t, facts, words = current.language.text, current.facts, current.language
if not carries(facts, FORECASTS, OF_COUNTRY):
    outlook.without_forecasts(current)
else:
    forecasts = forecast_exhibits(facts, current.style, words)
    blocks.heading(
        t("Zielgruppen und Ausblick"),
        headline(facts, words),
        t(
            "Wen die Weiterbildung erreichen soll, was dem im Weg steht, und was IAB und ifo erwarten. {source}.",
            source=source_line(forecasts["people"].citations, facts, words),
        ),
    )
    left, right = blocks.beside(1, 1, "groups")
    with left:
        outlook.groups(current)
    with right:
        blocks.exhibit(forecasts["people"], current)
    outlook.opening_numbers(current)
    grid = st.grid(3, min_column_width=320, gap="large")
    for shown in (ai_exhibit(facts, current.style, words), forecasts["gdp"], forecasts["rate"]):
        with grid.cell():
            blocks.exhibit(shown, current)
    blocks.folded(statement_exhibit(facts, words), current)
    outlook.lists(current)
