"""Zielgruppen und Ausblick: for whom the plan is made, and what IAB and ifo expect."""

from kompass.figures.outlook import forecast_exhibits, opposite, statement_exhibit
from kompass.figures.target_groups import ai_exhibit
from ui import blocks, outlook
from ui.session import session

current = session()
t, facts, words = current.language.text, current.facts, current.language
count, year = len(facts["target_groups"]) - 1, opposite(facts, words)
blocks.heading(
    t("Zielgruppen und Ausblick"),
    t(
        "{count} Personengruppen im Blick; bei den Erwerbstätigen {year} widersprechen sich IAB und ifo",
        count=count,
        year=year,
    )
    if year
    else t("{count} Personengruppen im Blick und zwei Prognosen", count=count),
    t("Wen die Weiterbildung erreichen soll, was dem im Weg steht, und mit welcher Lage zu rechnen ist."),
)
left, right = blocks.beside(5, 7, "groups")
with left:
    outlook.opening_numbers(current)
    blocks.exhibit(ai_exhibit(facts, current.style, words), current)
with right:
    outlook.groups(current)
forecasts = forecast_exhibits(facts, current.style, words)
left, right = blocks.beside(1, 1, "forecasts")
with left:
    blocks.exhibit(forecasts["people"], current)
with right:
    blocks.exhibit(forecasts["gdp"], current)
    blocks.exhibit(forecasts["rate"], current)
blocks.exhibit(statement_exhibit(facts, words), current)
outlook.lists(current)
