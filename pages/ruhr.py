"""Westfälisches Ruhrgebiet: the concept of another region until 2020, and its links to the plan."""

from kompass.figures.ruhr.concept import END, SOURCE, headline
from ui import blocks
from ui.parts import ruhr
from ui.session import session

current = session()
t = current.language.text
blocks.heading(
    t("Westfälisches Ruhrgebiet"),
    headline(current.facts, current.language),
    t(
        "Regionales Umsetzungskonzept von {year} für Dortmund, Hamm und den Kreis Unna. Es galt bis {end} und ist "
        "ausgelaufen: ein Vergleich, kein geltender Plan. „Plan“ an einer Zahl heißt hier: vom Konzept selbst genannt.",
        year=current.facts.record("sources", source_id=SOURCE)["published"],
        end=END,
    ),
)
for part in ruhr.parts():
    part(current)
