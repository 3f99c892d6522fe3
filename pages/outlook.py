"""Zielgruppen und Ausblick: for whom the plan is made, and what IAB and ifo expect."""

from kompass.figures.exhibit import source_line
from kompass.figures.outlook.forecasts import forecast_exhibits, statement_exhibit
from kompass.figures.outlook.target_groups import ai_exhibit
from ui import blocks
from ui.parts import outlook
from ui.session import session

current = session()
t, facts, words = current.language.text, current.facts, current.language
forecasts = forecast_exhibits(facts, current.style, words)
blocks.heading(
    t("Zielgruppen und Ausblick"),
    forecasts["people"].title,
    t(
        "{source}. Dazu: wen die Weiterbildung erreichen soll, und was dem im Weg steht.",
        source=source_line(forecasts["people"].citations, facts, words),
    ),
)
left, right = blocks.beside(5, 7, "groups")
with left:
    outlook.opening_numbers(current)
    blocks.exhibit(ai_exhibit(facts, current.style, words), current)
with right:
    outlook.groups(current)
left, right = blocks.beside(1, 1, "forecasts")
with left:
    blocks.exhibit(forecasts["people"], current)
with right:
    blocks.exhibit(forecasts["gdp"], current)
    blocks.exhibit(forecasts["rate"], current)
blocks.exhibit(statement_exhibit(facts, words), current)
outlook.lists(current)
